"""The sheet (個票) of an initiative as 見え消し.

Belongs here: the fields of the sheet with what is gone and what was added, and the sheet put
together. Does not belong here: its schedule (`tracked_schedule`), which sheets a print has and in
which order (`tracked_view`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.plan import Initiative
from kitaplanner.domain.tracked_plan import Pair, track_in_order
from kitaplanner.domain.tracked_text import Run, Runs, tidy, track_list, track_text, track_whole
from kitaplanner.layout.context import Context
from kitaplanner.layout.fields import (
    DEPARTMENT_SEPARATOR,
    NUMBER_GAP,
    departments_style,
    field_table,
    marked_name,
    name_style,
    summary_room,
)
from kitaplanner.layout.flow import Part
from kitaplanner.layout.lines import Line, LineStyle
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sheets import Sheet, SheetPartSet, set_caption
from kitaplanner.layout.tracked_schedule import tracked_schedule
from kitaplanner.layout.tracked_text import Marking

_REMARK_GAP = 3.0
_SIZE_STEP = 0.5
_NOTE = "※"
_TOKEN = re.compile(f"{DEPARTMENT_SEPARATOR}|[^{DEPARTMENT_SEPARATOR}]+")


def tracked_sheet(
    pair: Pair[Initiative], sides: Sides, marking: Marking, remarks: Sequence[str] = ()
) -> Sheet:
    """Measure the sheet of an initiative; `remarks` stand below it."""
    context = marking.context
    if pair.new is None:
        context = replace(context, numbering=sides.old_numbers)
        marking = replace(marking, context=context)
    width = context.table_width
    fields = _Fields(pair, sides, marking)
    contents = {"name": fields.name, "departments": fields.departments, "summary": fields.summary}
    parts: list[SheetPartSet] = []
    for one in context.form.sheet:
        part: Part
        if one.kind == "fields":
            part = field_table(pair.shown, context, one.rows, width, contents)
        elif one.kind == "schedule":
            part = tracked_schedule(pair, marking, width)
        else:
            part = set_caption(one.text, context, width)
        gap = context.form.lengths.part_gap if parts and one.kind != "schedule" else 0.0
        parts.append(SheetPartSet(part, gap))
    target = Target("initiative", pair.shown.id, "remark")
    parts += [
        SheetPartSet(
            marking.paragraph((Run(_NOTE + remark),), context.note(), target, hang=1), _REMARK_GAP
        )
        for remark in remarks
    ]
    return Sheet(context, pair.shown, width, tuple(parts))


@dataclass(frozen=True, slots=True)
class _Fields:
    """What stands in each field; see `fields.FieldContent`."""

    pair: Pair[Initiative]
    sides: Sides
    marking: Marking

    def name(
        self, _: Initiative, context: Context, width: float
    ) -> tuple[tuple[Line, ...], LineStyle, float]:
        """Set number and name."""
        old, new = self.pair.old, self.pair.new
        number = tracked_number(*self.sides.numbers(self.pair.shown.id))
        names = track_text(*(marked_name(one) if one else "" for one in (old, new)))
        hang = len(number[0].text) if len(number) == 1 else 0
        style = name_style(context)
        return self.marking.lines(tidy((*number, *names)), width, style, hang), style, 0.0

    def departments(
        self, _: Initiative, context: Context, width: float
    ) -> tuple[tuple[Line, ...], LineStyle, float]:
        """Set the departments, somewhat smaller where that saves lines."""
        old, new = (one.departments if one else () for one in (self.pair.old, self.pair.new))
        runs = track_list(old, new, DEPARTMENT_SEPARATOR)
        style = departments_style(context)
        best = self._department_lines(runs, width, style)
        while len(best) > 1 and style.size - _SIZE_STEP >= context.form.sizes.item_smallest:
            style = replace(style, size=style.size - _SIZE_STEP)
            lines = self._department_lines(runs, width, style)
            if len(lines) < len(best):
                best = lines
        return best, best[0].style, 0.0

    def _department_lines(self, runs: Runs, width: float, style: LineStyle) -> tuple[Line, ...]:
        """Fill lines with whole names; one is broken only when it is wider than the line."""
        metrics = self.marking.context.metrics
        filled: list[Run] = []
        used = 0.0
        for unit in _units(runs):
            length = sum(metrics.text_width(run.text, style.size) for run in unit)
            if used and used + length > width:
                filled.append(Run("\n"))
                used = 0.0
            filled += unit
            used += length
        return self.marking.lines(filled, width, style)

    def summary(
        self, _: Initiative, context: Context, width: float
    ) -> tuple[tuple[Line, ...], LineStyle, float]:
        """Set summary and notes."""
        old, new = self.pair.old, self.pair.new
        room = summary_room(context, width)
        style = context.body("cell")
        runs = track_text(old.summary if old else "", new.summary if new else "")
        lines = list(self.marking.lines(runs, room, style)) if runs else []
        before, after = ([_noted(text) for text in one.notes] if one else [] for one in (old, new))
        for note in track_in_order(before, after):
            runs = track_text(note.old or "", note.new or "")
            lines += self.marking.lines(runs, room, context.note(), hang=1)
        return tuple(lines) or self.marking.lines((), room, style), style, 0.0


def tracked_number(old: str, new: str) -> Runs:
    """Give old and new number with the space that parts them from the name."""
    if not old and not new:
        return ()
    gap = Run(NUMBER_GAP, "same" if old and new else "gone" if old else "added")
    return tidy((*track_whole(old, new), gap))


def _units(runs: Runs) -> list[list[Run]]:
    """Give what a line may not part: a name with the separator behind it."""
    units: list[list[Run]] = []
    for run in runs:
        for token in _TOKEN.findall(run.text):
            if token == DEPARTMENT_SEPARATOR and units:
                units[-1].append(Run(token, run.change))
            else:
                units.append([Run(token, run.change)])
    return units


def _noted(text: str) -> str:
    return _NOTE + text.removeprefix(_NOTE)
