"""年度別実施計画 as 見え消し: arrows as they were, hollow and struck, beside those that there are.

Belongs here: which arrows stand in which line, and their words. Does not belong here: drawing them
(`schedule`) and which of them changed (`domain.tracked_plan`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.domain.tracked_plan import Pair, TrackedRow, track_schedule
from kitaplanner.domain.tracked_text import (
    Change,
    Run,
    Runs,
    is_changed,
    paragraphs_of,
    tidy,
    track_text,
)
from kitaplanner.layout.arrows import axis_of
from kitaplanner.layout.item_words import item_words
from kitaplanner.layout.items import Paragraphs, item_text, outside_period
from kitaplanner.layout.lines import Line, LineStyle
from kitaplanner.layout.schedule import ItemEntry, ScheduleBlock, row_of
from kitaplanner.layout.tracked_text import Marking
from kitaplanner.layout.year_header import year_header

_WAS, _IS = "変更前：", "変更後："
_REMOVED, _ADDED = "削除：", "追加："


def tracked_schedule(pair: Pair[Initiative], marking: Marking, width: float) -> ScheduleBlock:
    """Measure both schedules of an initiative as one, for a table of a width in points."""
    context = marking.context
    schedules = (one.schedule if one else None for one in (pair.old, pair.new))
    tracked = track_schedule(*schedules)
    has_labels = any(_label_text(row) for one in tracked for row in (one.row.old, one.row.new))
    label_width = context.form.lengths.label_width if has_labels else 0.0
    axis = axis_of(context.plan.period, width - label_width)
    divisions = pair.shown.schedule.divisions
    lines = _Lines(pair, marking, divisions)
    outside = [item.shown for one in tracked for item in one.items if axis.clip(item.shown) is None]
    return ScheduleBlock(
        context,
        pair.shown.id,
        year_header(context, axis, divisions),
        axis,
        label_width,
        divisions,
        tuple(
            row_of(one.row.shown.id, entries, axis, label, context)
            for one in tracked
            for entries, label in lines.of(one, label_width)
        ),
        tuple(outside_period(item) for item in outside),
    )


class _Lines:
    """Makes the lines of rows: one, or two where an arrow as it was lies over one that is."""

    def __init__(self, pair: Pair[Initiative], marking: Marking, divisions: int) -> None:
        self._marking = marking
        self._divisions = divisions
        self._old = _ids(pair.old)
        self._new = _ids(pair.new)

    def of(
        self, tracked: TrackedRow, label_width: float
    ) -> Iterator[tuple[list[ItemEntry], tuple[Line, ...]]]:
        """Yield the entries of each line with its label, which stands in the first."""
        present = [pair.new for pair in tracked.items if pair.new is not None]
        gone = ((pair, pair.old) for pair in tracked.items if pair.new is None)
        above = [pair for pair, was in gone if was and _is_in_the_way(was, present)]
        below = [pair for pair in tracked.items if pair not in above]
        label = self._label(tracked.row, label_width)
        if above:
            yield [self._entry(pair) for pair in above], label
            label = ()
        if below or not above:
            yield [self._entry(pair) for pair in below], label

    def _label(self, row: Pair[ScheduleRow], width: float) -> tuple[Line, ...]:
        context = self._marking.context
        runs = track_text(_label_text(row.old), _label_text(row.new))
        if not width or not runs:
            return ()
        sizes = context.form.sizes
        style = LineStyle(
            sizes.item, sizes.item_leading, context.colour("ink"), role="cell", breaking="item"
        )
        return self._marking.lines(runs, width - 2 * context.form.lengths.item_padding, style)

    def _entry(self, pair: Pair[ScheduleItem]) -> ItemEntry:
        settings = self._marking.context.plan.settings
        old, new = ("" if one is None else item_text(one, settings) for one in (pair.old, pair.new))
        words = item_words(pair.shown, self._divisions, settings)
        if pair.old is None:
            said = (_IS if pair.shown.id in self._old else _ADDED) + words
            return ItemEntry(pair.shown, self._paragraphs(_all(new, "added")), "added", said)
        if pair.new is None:
            said = (_WAS if pair.shown.id in self._new else _REMOVED) + words
            return ItemEntry(pair.shown, self._paragraphs(_all(old, "gone")), "gone", said)
        runs = track_text(old, new)
        if not is_changed(runs):
            return ItemEntry(pair.new)
        was = item_words(pair.old, self._divisions, settings)
        return ItemEntry(pair.new, self._paragraphs(runs), spoken=f"{_WAS}{was}。{_IS}{words}")

    def _paragraphs(self, runs: Runs) -> Paragraphs:
        return [self._marking.stretches(one) for one in paragraphs_of(runs) if one]


def _all(text: str, change: Change) -> Runs:
    return tidy([Run(text, change)])


def _ids(initiative: Initiative | None) -> frozenset[str]:
    return frozenset(item.id for item in initiative.schedule.items()) if initiative else frozenset()


def _is_in_the_way(item: ScheduleItem, present: Iterable[ScheduleItem]) -> bool:
    """Say whether an arrow as it was lies on others, or takes the room beside where it went."""
    return any(
        item.id == one.id or (item.start <= one.end and one.start <= item.end) for one in present
    )


def _label_text(row: ScheduleRow | None) -> str:
    return "\n".join(part for part in (row.group, row.label) if part) if row else ""
