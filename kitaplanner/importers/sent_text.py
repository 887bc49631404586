"""Texts that came back: what people changed, without the line breaks that only the page needed.

Belongs here: from a text as it stands in a cell or shape to the text that was meant, with the parts
that it consists of (text, ※ notes, departments, 導入年度). Does not belong here: where texts stand
(`own_workbook`, `own_items`).

A workbook is sent with our line breaks. What was not touched comes back as the plan has it, to the
character; where a text was touched, only our own breaks are taken away again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import parse_fiscal_year
from kitaplanner.domain.plan import PlanSettings, ScheduleItem, Started
from kitaplanner.layout.items import NOTE_SIGN, item_paragraphs
from kitaplanner.layout.years import started_note

STARTED_WORDS = ("導入", "改修", "発足")
_STARTED = re.compile(rf"(.+年度?)({'|'.join(STARTED_WORDS)})")
_ENCLOSED = re.compile(r"[（(](.+)[）)]")
_SPACES = " \u3000"
# Comparing texts character by character costs their product.
_LONGEST_COMPARED = 6_000

PartRole: TypeAlias = Literal["text", "departments", "started", "note", "more"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a text and what it is; `more` goes on with the note before it."""

    role: PartRole
    text: str


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """What the text of an item says."""

    text: str = ""
    note: str = ""
    departments: tuple[str, ...] = ()
    started: Started | None = None
    doubt: str = ""


def is_same_text(read: str, shown: str) -> bool:
    """Say whether a text is the one that was sent; spaces that end lines do not count."""
    return read == shown or _trimmed(read) == _trimmed(shown)


def is_same_words(one: str, other: str) -> bool:
    """Say whether two texts differ at most in spaces and line breaks."""
    return "".join(one.split()) == "".join(other.split())


def unbroken(read: str, shown: str, whole: str) -> str:
    """Take our own line breaks out of a text that was changed.

    `shown` is what was sent: `whole` with breaks put in and spaces at the ends of lines left out.
    """
    if is_same_text(read, shown):
        return whole
    pieces = _pieces(shown, whole)
    if pieces is None or len(read) + len(shown) > _LONGEST_COMPARED:
        return read
    out: list[str] = []
    matcher = SequenceMatcher(None, shown, read, autojunk=False)
    for action, start, end, read_start, read_end in matcher.get_opcodes():
        if action == "equal":
            out += pieces[start:end]
        elif action != "delete":
            out.append(read[read_start:read_end])
    return "".join(out)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip(_SPACES) for line in text.split("\n")).strip("\n" + _SPACES)


def _pieces(shown: str, whole: str) -> list[str] | None:
    """Give for each shown character what stands for it in the whole text: none for our breaks."""
    pieces: list[str] = []
    at = 0
    for char in shown:
        dropped = at
        while at < len(whole) and whole[at] != char and whole[at] in _SPACES:
            at += 1
        if at < len(whole) and whole[at] == char:
            pieces.append(whole[dropped : at + 1])
            at += 1
        elif char == "\n":
            pieces.append(whole[dropped:at])
        else:
            return None
    return pieces


# --- the parts of a text -----------------------------------------------------------------------


def item_parts(item: ScheduleItem, settings: PlanSettings) -> list[Part]:
    """Give the paragraphs that an item was shown with."""
    paragraphs = list(item_paragraphs(item, settings))
    count = len(item.text.split("\n")) if item.text else 0
    parts = [Part("text", one) for one in paragraphs[:count]]
    rest = paragraphs[count:]
    if any(name not in item.text for name in item.departments):
        parts.append(Part("departments", rest.pop(0)))
    if item.started is not None:
        parts.append(Part("started", rest.pop(0)))
    return parts + [Part("note", one) for one in rest]


def read_item_text(
    text: str, item: ScheduleItem | None, departments: Sequence[str], settings: PlanSettings
) -> ItemTexts:
    """Say what a changed text of an item means; `item` is what was sent, None for a new one."""
    parts = _roles(text, [] if item is None else item_parts(item, settings), departments)
    shown = item is not None and any(name not in item.text for name in item.departments)
    kept = () if item is None or shown else item.departments
    named = next((_departments(one.text) for one in parts if one.role == "departments"), kept)
    notes = [one.text.removeprefix(NOTE_SIGN) for one in parts if one.role in ("note", "more")]
    started = next((one.text for one in parts if one.role == "started"), "")
    return ItemTexts(
        "\n".join(one.text for one in parts if one.role == "text"),
        "\n".join(notes),
        named,
        _started(started, item, settings),
        _doubt_of(parts),
    )


def read_paragraphs(text: str, whole: Sequence[Part]) -> tuple[str, tuple[str, ...], str]:
    """Part a changed summary into text and notes; the last value is a doubt or empty."""
    parts = _roles(text, whole, ())
    notes: list[str] = []
    for one in parts:
        if one.role == "more" and notes:
            notes[-1] += "\n" + one.text
        elif one.role in ("note", "started"):
            notes.append(one.text.removeprefix(NOTE_SIGN))
    summary = "\n".join(one.text for one in parts if one.role in ("text", "departments"))
    return summary, tuple(notes), _doubt_of(parts)


def _roles(text: str, sent: Sequence[Part], departments: Sequence[str]) -> list[Part]:
    """Say what each line is: what it was where it stands unchanged, else what it looks like."""
    lines = text.split("\n") if text else []
    out: list[Part] = []
    matcher = SequenceMatcher(None, [one.text for one in sent], lines, autojunk=False)
    for action, start, end, first, last in matcher.get_opcodes():
        if action == "equal":
            out += sent[start:end]
            continue
        before: list[Part | None] = [*sent[start:end]]
        before += [None] * (last - first)
        out += [
            Part(_role(line, old, departments), line)
            for line, old in zip(lines[first:last], before, strict=False)
        ]
    return out


def _role(line: str, old: Part | None, departments: Sequence[str]) -> PartRole:
    looks: PartRole = "text"
    if line.startswith(NOTE_SIGN):
        looks = "started" if _parse_started(line) is not None else "note"
    elif (names := _departments(line)) and set(names) <= set(departments):
        looks = "departments"
    if old is None or old.role in (looks, "text", "more"):
        return looks if old is None else old.role  # a line of text that was edited stays text
    if looks != "text":
        return looks
    # Without its sign or its brackets a line is still what it was, if it can be read as that.
    is_readable = {
        "departments": bool(_departments(line)),
        "started": _parse_started(line) is not None,
    }.get(old.role, True)
    return old.role if is_readable else "text"


def _doubt_of(parts: Iterable[Part]) -> str:
    """Doubt a text that goes on behind its notes."""
    seen_note = False
    for one in parts:
        if one.role == "text" and seen_note:
            return "※の行の後に文章が続いています。本文として読みました。"
        seen_note = seen_note or one.role in ("note", "started")
    return ""


def _departments(line: str) -> tuple[str, ...]:
    match = _ENCLOSED.fullmatch(line.strip())
    return tuple(_names_of(match[1])) if match else ()


def _names_of(text: str) -> Iterator[str]:
    return (name.strip() for name in re.split("[・、]", text) if name.strip())


def _parse_started(line: str) -> Started | None:
    folded = unicodedata.normalize("NFKC", line.removeprefix(NOTE_SIGN)).strip()
    match = _STARTED.fullmatch(folded)
    if match is None:
        return None
    try:
        return Started(parse_fiscal_year(match[1]), match[2])
    except ValueError:
        return None


def _started(line: str, item: ScheduleItem | None, settings: PlanSettings) -> Started | None:
    sent = None if item is None else item.started
    if sent is not None and line == NOTE_SIGN + started_note(sent, settings):
        return sent
    return _parse_started(line) if line else None
