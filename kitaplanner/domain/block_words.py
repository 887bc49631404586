"""What was done to the blocks of a chapter, line by line, in the office's words.

Belongs here: a chapter as lines, each with the kind of block that it stands in, and which of them
differ. A bullet, a footnote, an event of a chronology and a bar of the 計画期間 table are a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from kitaplanner.domain.calendar import format_fiscal_year, wareki_calendar_year
from kitaplanner.domain.plan import Block, ChronicleEntry, TimelineRow
from kitaplanner.domain.value_words import quoted, text_words

_WORDS = {
    "paragraph": "本文",
    "bullet": "本文",
    "note": "注",
    "quote": "引用",
    "chronicle": "年表",
    "timeline": "計画期間の表",
    "figure": "図の説明",
    "chart": "組織図",
}
_PICTURE = "図の画像"


class BlockLine(NamedTuple):
    """A line of a chapter: what the office calls the block that it stands in, and its text."""

    where: str
    text: str


class LineChange(NamedTuple):
    """A line that differs; an empty text where it is new or gone."""

    where: str
    old: str
    new: str


def line_changes(
    old: Sequence[Block], new: Sequence[Block], pictures: Mapping[str, str]
) -> tuple[LineChange, ...]:
    """Give the lines that differ in order; `pictures` are the names of pictures by id."""
    before, after = (
        [line for block in side for line in _lines(block, pictures)] for side in (old, new)
    )
    found: list[LineChange] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _paired(before[i1:i2], after[j1:j2])
    return tuple(found)


def block_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the texts of the lines of a chapter."""
    for block in blocks:
        yield from (line.text for line in _lines(block, {}))


def blocks_words(changes: Sequence[LineChange]) -> str:
    """Say what was done to the lines of a chapter; what has no words is said at large."""
    said = [_line_words(one) for one in changes]
    return "、".join(said) if said else "本文の体裁を変更"


def _line_words(change: LineChange) -> str:
    if change.where == _PICTURE and not change.old:
        return f"図に画像{quoted(change.new)}を掲載"
    return text_words(change.where, change.old, change.new)


def _paired(old: list[BlockLine], new: list[BlockLine]) -> Iterator[LineChange]:
    """Pair lines of the same kind of block in their order; others came or went."""
    for where in dict.fromkeys(one.where for one in (*old, *new)):
        left, right = ([one.text for one in side if one.where == where] for side in (old, new))
        for before, after in zip_longest(left, right, fillvalue=""):
            yield LineChange(where, before, after)


def _lines(block: Block, pictures: Mapping[str, str]) -> Iterator[BlockLine]:
    word = f"脚注※{block.mark}" if block.kind == "footnote" else _WORDS[block.kind]
    if block.text.strip():
        yield BlockLine(word, block.text)
    if block.source:
        yield BlockLine("出典", block.source)
    if block.caption:
        yield BlockLine("図の題", block.caption)
    for entry in block.entries:
        yield BlockLine(word, _event(entry))
    for row in block.rows:
        yield BlockLine(word, _bar(row))
    if block.picture:
        yield BlockLine(_PICTURE, pictures.get(block.picture, ""))
    for box in block.boxes:
        yield BlockLine(word, f"{box.text}（{box.note}）" if box.note else box.text)


def _event(entry: ChronicleEntry) -> str:
    month = "" if entry.month is None else f"{entry.month}月"
    note = f"（{entry.note}）" if entry.note else ""
    return f"{wareki_calendar_year(entry.year, entry.month)}年{month}　{entry.text}{note}"


def _bar(row: TimelineRow) -> str:
    ends = ["" if year is None else format_fiscal_year(year) for year in (row.start, row.end)]
    years = "～".join(ends) if any(ends) else ""
    return "　".join(one for one in (row.name, years, row.text) if one)
