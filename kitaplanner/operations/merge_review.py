"""統合: putting another file of the same plan together with the open one, looked at beforehand.

Belongs here: reading the other file, where the two parted in words, the lists that are reviewed and
what was taken of them. All but `our_side` takes time: never do it on the window's thread. Does not
belong here: merging itself (`domain.merge`, `domain.merge_review`) and writing it (`imports`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kitaplanner.domain.diff import Difference
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.import_plan import ImportChange, ImportPlan
from kitaplanner.domain.merge_review import (
    additions_that_fit,
    review_merge,
    review_without_ancestor,
    shared_initiatives,
)
from kitaplanner.domain.merge_words import BOTH, contested_words
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.reading import Reading
from kitaplanner.domain.value_words import value_words
from kitaplanner.errors import DocumentUnreadable, EnvironmentProblem, UserError
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.operations.import_review import Review
from kitaplanner.operations.imports import Source, sides_of
from kitaplanner.storage.ancestor import Parting, opened_image, parting_of
from kitaplanner.storage.document import Document
from kitaplanner.storage.lock import holder_words
from kitaplanner.storage.workspace import Workspace, opened_for_reading

Progress: TypeAlias = Callable[[int, int], None]
# Parts of the progress: copying theirs, looking through it, opening ours, where they parted.
_STEPS = 4
_CONTESTED = "両方が変えたところ"
_REMOVED = "こちらが変え、相手が削除したところ"
_NO_ANCESTOR = (
    "「{}」と分かれる前の状態は、見つかりませんでした。どちらが何を変えたのか分からないため、"
    "相手のファイルにだけあるものを選んであります。違うところは、1件ずつ確かめて選んでください。"
)
_RETURNED = {"undo": "元に戻す：", "redo": "やり直し："}
_NOT_CHANGED = "相手は、そのあと編集していません。統合するものはありません。"


@dataclass(frozen=True, slots=True)
class OurSide:
    """The open plan as it stands, saved or not, with its history."""

    path: Path | None
    plan: Plan
    image: bytes


@dataclass(frozen=True, slots=True)
class OtherSide:
    """The plan of another file; `base` is the plan before they parted, None where none was found.

    `told` says in words where they parted; `remarks` are what is not merged.
    """

    name: str
    plan: Plan
    base: Plan | None
    told: str
    remarks: tuple[str, ...] = ()


class RecordPart(NamedTuple):
    """A heading of the record of a merge, with a line for each change."""

    heading: str
    lines: tuple[str, ...]


def our_side(workspace: Workspace) -> OurSide:
    """Keep the open plan for another thread; quick."""
    document = workspace.document
    return OurSide(workspace.path, document.snapshot, document.image())


# --- the other file ------------------------------------------------------------------------------


def read_other_side(ours: OurSide, path: Path, progress: Progress) -> OtherSide:
    """Read another file of the plan, without locking it or leaving a trace.

    Raise UserError where it is the open file itself or holds another plan, and what opening raises.
    """
    if ours.path is not None and _is_same_file(ours.path, path):
        raise UserError(
            f"「{path.name}」は、いま開いているファイルです。統合する相手のファイルを選んでください。"
        )
    progress(0, _STEPS)
    with _about(path), opened_for_reading(path, _part(progress, 0)) as other:
        progress(2, _STEPS)
        with opened_image(ours.image, ours.plan) as mine:
            progress(3, _STEPS)
            parting = parting_of(mine, other, _part(progress, 3))
            remarks = (*_held(path), *_left_behind(mine, other))
        plan = other.snapshot
    if parting is None and not shared_initiatives(ours.plan, plan):
        raise UserError(
            f"「{path.name}」は、別の計画のファイルです。同じ事業が1つもないため、統合できません。"
            "事業を移すときは、そのファイルを開いて事業をコピーし、この計画に貼り付けてください。"
        )
    if parting is None:
        return OtherSide(path.name, plan, None, _NO_ANCESTOR.format(path.name), remarks)
    return OtherSide(path.name, plan, parting.plan, _parting_words(path.name, parting), remarks)


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """Say of which of the two files it is that something is wrong."""
    try:
        yield
    except (DocumentUnreadable, EnvironmentProblem) as error:
        raise type(error)(f"「{path.name}」を統合できません。{error}") from error


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there: opening says so
        return False


def _part(progress: Progress, number: int) -> Progress:
    """Give the progress of one part, of which all are taken for as long."""

    def report(done: int, total: int) -> None:
        progress(number * total + done, _STEPS * total)

    return report


def _parting_words(name: str, parting: Parting) -> str:
    last = parting.last
    if last is None:
        when = "作られたときの状態から"
    else:
        who = f"、{last.who}" if last.who else ""
        at = last.at[:16].replace("-", "/").replace("T", " ")
        when = f"{at}の編集（{_RETURNED.get(last.kind, '')}{last.label}{who}）のあと"
    said = f"「{name}」は、{when}で、この計画から分かれました。"
    if not parting.theirs:
        return said + _NOT_CHANGED
    ours = f"{parting.ours}回" if parting.ours else "編集しておらず"
    return f"{said}そのあと、こちらは{ours}、相手は{parting.theirs}回編集しています。"


def _held(path: Path) -> Iterator[str]:
    who = holder_words(path)
    if who:
        yield f"相手のファイルは、{who}が開いています。まだ保存していない変更は入りません。"


def _left_behind(mine: Document, other: Document) -> Iterator[str]:
    """Say what the other file keeps beside the plan, which a merge leaves there."""
    ours = {one.id for one in mine.editions()}
    editions = [one.name for one in other.editions() if one.id not in ours]
    if editions:
        said = "".join(f"「{one}」" for one in editions)
        yield f"相手のファイルにだけ残してある版{said}は、統合しません。相手のファイルで開けます。"
    known = {one.id for one in mine.inquiries()}
    inquiries = [one.name for one in other.inquiries() if one.id not in known]
    if inquiries:
        said = "".join(f"「{one}」" for one in inquiries)
        yield f"相手のファイルにだけある照会{said}の記録は、統合しません。"


# --- what is looked at ---------------------------------------------------------------------------


def review_other_side(current: Plan, other: OtherSide) -> tuple[Review, ...]:
    """Give what comes in, then what both changed; what is ticked at first loses nothing of either.

    What they removed and we changed is a list of its own.

    Without an ancestor there is one list, in which only what they alone have is ticked.
    """
    if other.base is None:
        found = review_without_ancestor(current, other.plan, other.name)
        return (_reviewed(_remarked(found, other), additions_that_fit(found)),)
    lists = review_merge(other.base, current, other.plan, other.name)
    incoming = _remarked(lists.incoming, other)
    reviews = [_reviewed(incoming, [one.id for one in incoming.changes])]
    for found, name, say in (
        (lists.contested, _CONTESTED, contested_words),
        (lists.removed, _REMOVED, words),
    ):
        if found.changes:
            reviews.append(_reviewed(replace(found, source=name), (), say))
    return tuple(reviews)


def _remarked(found: ImportPlan, other: OtherSide) -> ImportPlan:
    return replace(found, remarks=(other.told, *other.remarks))


def _reviewed(
    found: ImportPlan, ticked: Iterable[str], say: Callable[[Difference, Sides], str] = words
) -> Review:
    sides = sides_of(found)
    said = {one.id: say(one.difference, sides) for one in found.changes}
    source = Source(Reading(found.source), kind="merge")
    return Review(source, found, sides, said, frozenset(ticked))


# --- what was taken ------------------------------------------------------------------------------


def merge_record(
    reviews: Sequence[Review], accepted: Sequence[frozenset[str]]
) -> tuple[RecordPart, ...]:
    """Say what of a merge was taken, what ours was kept against theirs, and what was left out."""
    first, taken = reviews[0], accepted[0]
    parts = [
        RecordPart("統合した相手", (first.found.source, *first.found.remarks)),
        RecordPart("相手から入れた変更", _lines(first, taken)),
        RecordPart("入れなかった変更", _lines(first, first.changes.keys() - taken)),
    ]
    for review, chosen in zip(reviews[1:], accepted[1:], strict=True):
        parts += [
            RecordPart(f"{review.found.source}：相手を採ったもの", _lines(review, chosen)),
            RecordPart(
                f"{review.found.source}：こちらを残したもの",
                _lines(review, review.changes.keys() - chosen),
            ),
        ]
    return tuple(one for one in parts if one.lines)


def _lines(review: Review, chosen: Iterable[str]) -> tuple[str, ...]:
    ids = frozenset(chosen)
    return tuple(_line(review, one) for one in review.found.changes if one.id in ids)


def _line(review: Review, change: ImportChange) -> str:
    """Say a change; where one of two long texts was chosen, with both and the one before them."""
    heading = review.heading(change.initiative) or "計画全体"
    said = f"{heading}：{review.sentences[change.id]}"
    if review.found.source != _CONTESTED or change.difference.action != "field":
        return said
    texts = [value_words(change.field, one) for one in (change.sent, change.before, change.after)]
    if all(one in said for one in texts[1:]):
        return said
    named = zip(("分かれる前", *BOTH), texts, strict=True)
    return "\n　".join((said, *(f"{name}：{text or '（なし）'}" for name, text in named)))


def record_text(parts: Sequence[RecordPart]) -> str:
    """Give the record of a merge as plain text."""
    made = []
    for heading, lines in parts:
        made += [f"■ {heading}", *(f"・{one}" for one in lines), ""]
    return "\n".join(made)


def write_record(parts: Sequence[RecordPart], path: Path) -> None:
    """Write the record as a text file, whole or not at all; with lines as Windows ends them."""
    with atomic_output(path) as file:
        file.write(record_text(parts).replace("\n", "\r\n").encode("utf-8-sig"))
