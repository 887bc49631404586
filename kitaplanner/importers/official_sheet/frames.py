"""Which initiatives a sheet holds, and where the fields and the schedule of each stand.

Belongs here: the two layouts, a card for each initiative and a list with one or more rows each.
Does not belong here: what stands in the schedule (`bars`, `drawn_bars`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.words import (
    Label,
    folded,
    is_note,
    is_number,
    label_of,
    labelled,
    means_content_in_lists,
    means_not_planned,
    means_planned,
)
from kitaplanner.importers.official_sheet.years import YearAxis

_FIELDS: tuple[Label, ...] = ("number", "name", "departments", "summary", "effects")
_NO_COLUMN = 16_384
_LEGEND = "凡例"
_END_WORDS = ("合計", "総計", "小計", "計")


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a schedule under an axis; `content` is the column that names each row."""

    axis: YearAxis
    first_row: int
    last_row: int
    content: int | None = None
    content_is_named: bool = False

    @property
    def rows(self) -> range:
        """Give the rows."""
        return range(self.first_row, self.last_row + 1)


@dataclass(slots=True)
class Frame:
    """An initiative: the region of each field, and its schedule where there is one."""

    values: dict[Label, Region] = field(default_factory=dict)
    bodies: list[Body] = field(default_factory=list)
    first_row: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0
    doubt: str = ""


@dataclass(slots=True)
class Frames:
    """All initiatives of a sheet, the regions that have been understood, and reasons."""

    found: list[Frame] = field(default_factory=list)
    used: set[Region] = field(default_factory=set)
    reasons: dict[Region, str] = field(default_factory=dict)
    bare_axes: list[YearAxis] = field(default_factory=list)


def find_frames(grid: SheetGrid, axes: list[YearAxis]) -> Frames:
    """Find the initiatives of a sheet."""
    frames = Frames()
    names = [one for one in grid.regions if _label(one) == "name"]
    headed: dict[int, dict[Label, Region]] = {}
    for index, axis in enumerate(axes):
        frames.used.update(axis.header)
        labels = _labels_beside(grid, axis)
        if "name" in labels:
            headed[index] = labels
    in_lists = {labels["name"] for labels in headed.values()}
    cards = [one for one in names if one not in in_lists and _is_label_of_card(grid, one)]
    starts = sorted({*(one.row for one in cards), *(axes[index].top for index in headed)})
    for index, axis in enumerate(axes):
        after = [row for row in (*starts, *(one.top for one in axes)) if row > axis.bottom]
        end = min(after, default=grid.rows) - 1
        if index in headed:
            _read_list(grid, axis, headed[index], end, frames)
    _read_cards(grid, [one for index, one in enumerate(axes) if index not in headed], cards, starts,
                frames)  # fmt: skip
    frames.found.sort(key=lambda one: (one.first_row, one.first_column))
    return frames


def _labels_beside(grid: SheetGrid, axis: YearAxis) -> dict[Label, Region]:
    """Find the labels that stand in the header's lines, beside the years."""
    found: dict[Label, Region] = {}
    for row in range(max(0, axis.top - 1), axis.bottom + 1):
        for one in grid.starting_in(row):
            if one.column in axis.columns or one.last_row < axis.top or one in axis.header:
                continue
            label = label_of(one.text)
            if label is None:
                continue
            if means_content_in_lists(one.text):
                label = "content"
            found.setdefault(label, one)
    if "content" in found and "summary" not in found and found["content"].column < axis.first:
        beyond = [one for name, one in found.items() if name in ("name", "departments")]
        if beyond and found["content"].column < max(one.column for one in beyond):
            found["summary"] = found.pop("content")
    return found


def _label(one: Region) -> Label | None:
    """Say which label a text is, or begins with: 事業名：電子申請の推進."""
    both = labelled(one.text)
    return both[0] if both is not None else label_of(one.text)


def _is_label_of_card(grid: SheetGrid, label: Region) -> bool:
    """Say whether a value stands in a label, at its right, or below it."""
    return _value_of(grid, label) is not None


def _value_of(grid: SheetGrid, label: Region) -> Region | None:
    both = labelled(label.text)
    if both is not None:
        return dataclasses.replace(label, text=both[1])
    return _value_beside(grid, label)


def _value_beside(grid: SheetGrid, label: Region) -> Region | None:
    right = grid.at(label.row, label.last_column + 1)
    if right is not None and label_of(right.text) is None:
        return right
    if right is None:
        for column in range(label.last_column + 2, label.last_column + 4):
            further = grid.at(label.row, column)
            if further is not None:
                return further if label_of(further.text) is None else None
    below = grid.at(label.last_row + 1, label.column)
    if below is not None and label_of(below.text) is None and below.column == label.column:
        return below
    return None


def _read_cards(
    grid: SheetGrid, axes: list[YearAxis], cards: list[Region], starts: list[int], frames: Frames
) -> None:
    """Make a frame of each label 事業名; each reaches to the next start."""
    by_row: dict[int, list[Region]] = {}
    for one in cards:
        by_row.setdefault(one.row, []).append(one)
    unclaimed = list(axes)
    for row, labels in by_row.items():
        end = min((start for start in starts if start > row), default=grid.rows) - 1
        for place, label in enumerate(labels):
            last = labels[place + 1].column - 1 if place + 1 < len(labels) else _NO_COLUMN
            columns = range(label.column, last + 1)
            mine = [
                one for one in unclaimed
                if row < one.top <= end and one.last >= label.column and one.first <= last
            ]  # fmt: skip
            unclaimed = [one for one in unclaimed if one not in mine]
            bodies = _bodies(grid, mine, end, frames)
            frame = _card(grid, label, range(label.row, end + 1), columns, bodies, frames)
            frames.found.append(frame)
    frames.bare_axes += unclaimed


def _bodies(grid: SheetGrid, axes: list[YearAxis], end: int, frames: Frames) -> list[Body]:
    """Give the rows under each header of years of a card."""
    bodies = []
    for axis in axes:
        later = [one.top for one in axes if one.top > axis.bottom]
        last = _end_of_body(grid, axis, min(later, default=end + 1) - 1)
        content, named = _card_content(grid, axis, last, frames)
        bodies.append(Body(axis, axis.bottom + 1, last, content, named))
    return bodies


def _card(
    grid: SheetGrid, label: Region, rows: range, columns: range, bodies: list[Body],
    frames: Frames,
) -> Frame:  # fmt: skip
    """Read the fields of a card, which stand outside its schedules."""
    frame = Frame(
        bodies=bodies,
        first_row=label.row,
        last_row=max([label.last_row, *(one.last_row for one in bodies)]),
        first_column=label.column,
        last_column=max([label.last_column, *(one.axis.last for one in bodies)]),
    )
    for one in grid.within(rows, columns):
        if any(body.axis.top <= one.row <= body.last_row for body in bodies):
            continue
        kind = _label(one)
        if kind == "schedule":
            frames.used.add(one)
            continue
        if kind not in _FIELDS or kind in frame.values:
            continue
        value = _value_of(grid, one)
        if value is None or value in frames.used:
            continue
        frame.values[kind] = value
        frames.used.update((one, value))
        frame.last_row = max(frame.last_row, value.last_row)
        frame.last_column = max(frame.last_column, value.last_column)
    return frame


def _card_content(
    grid: SheetGrid, axis: YearAxis, last: int, frames: Frames
) -> tuple[int | None, bool]:
    """Find the column at the left of a card's years that names the rows, if there is one.

    A text that says only 計画 beside all rows, or heads the column, names none of them.
    """
    if axis.first == 0:
        return None, False
    rows = range(axis.bottom + 1, last + 1)
    beside = list(grid.within(rows, range(axis.first)))
    naming = [one for one in beside if _names_a_row(one)]
    head = [
        one
        for one in grid.within(range(axis.top, axis.bottom + 1), range(axis.first))
        if label_of(one.text) in ("content", "schedule") or folded(one.text) == "区分"
    ]
    frames.used.update(head)
    frames.used.update(one for one in beside if label_of(one.text) == "schedule")
    if not naming:
        return None, False
    return max(one.column for one in naming), any(label_of(one.text) == "content" for one in head)


def _names_a_row(one: Region) -> bool:
    return (
        label_of(one.text) is None
        and len(folded(one.text)) > 1
        and not (means_planned(one.text) or means_not_planned(one.text))
    )


def not_planned_rows(grid: SheetGrid, body: Body) -> dict[int, Region]:
    """Give the rows that hold results or money, each with the text that says so."""
    found: dict[int, Region] = {}
    for one in grid.within(body.rows, range(body.axis.first)):
        if means_not_planned(one.text):
            found.update((row, one) for row in range(one.row, one.last_row + 1))
    return found


def plain_row_names(grid: SheetGrid, body: Body) -> Iterator[Region]:
    """Yield the texts that say of a row only that it is the plan."""
    for one in grid.within(body.rows, range(body.axis.first)):
        if means_planned(one.text):
            yield one


def _end_of_body(grid: SheetGrid, axis: YearAxis, end: int) -> int:
    """Give the last row of a card's schedule: labels, notes at its left and legends end it."""
    for row in range(axis.bottom + 1, end + 1):
        if any(_ends_body(grid, axis, one) for one in grid.starting_in(row)):
            return row - 1
    return end


def _ends_body(grid: SheetGrid, axis: YearAxis, one: Region) -> bool:
    if one.column > axis.first:
        return False
    plain = folded(one.text).strip("()【】")
    if plain.startswith(_LEGEND):
        return True
    if one.last_column < axis.first and is_note(one.text):
        return True
    kind = _label(one)
    sure = kind in _FIELDS and len(plain) > 2 and _value_of(grid, one) is not None
    return kind == "remarks" or sure


def _read_list(
    grid: SheetGrid, axis: YearAxis, labels: dict[Label, Region], end: int, frames: Frames
) -> None:
    """Make a frame of each name in the name's column."""
    frames.used.update(labels.values())
    columns = {
        label: range(one.column, one.last_column + 1)
        for label, one in labels.items()
        if label in _FIELDS
    }
    content = labels.get("content")
    current: Frame | None = None
    for row in range(axis.bottom + 1, end + 1):
        if heading := _heading(grid, row, axis, columns["name"].start):
            frames.used.add(heading)
            frames.reasons[heading] = _reason_of_heading(heading)
            current = None
            continue
        name = _value_in(grid, row, columns["name"])
        if name is not None and name.row == row:
            if _ends_list(name):
                current = None
                continue
            current = _entry(grid, row, axis, columns, frames)
        if current is None:
            continue
        current.last_row = max(current.last_row, row)
    _trim(grid, axis, content, frames, end)


def _entry(
    grid: SheetGrid, row: int, axis: YearAxis, columns: dict[Label, range], frames: Frames
) -> Frame:
    frame = Frame(first_row=row, last_row=row, last_column=axis.last)
    frame.first_column = min(one.start for one in columns.values())
    for label, places in columns.items():
        value = _value_in(grid, row, places)
        if value is not None and label_of(value.text) != label:
            frame.values[label] = value
            frames.used.add(value)
    if "number" not in columns and columns["name"].start > 0:
        before = grid.at(row, columns["name"].start - 1)
        if before is not None and is_number(before.text):
            frame.values["number"] = before
            frames.used.add(before)
    frame.bodies.append(Body(axis, row, row))
    frames.found.append(frame)
    return frame


def _trim(
    grid: SheetGrid, axis: YearAxis, content: Region | None, frames: Frames, end: int
) -> None:
    """Let each schedule of the list reach as far as its initiative does."""
    column = content.column if content is not None and content.column < axis.first else None
    for frame in frames.found:
        for index, body in enumerate(frame.bodies):
            if body.axis is axis:
                last = min(max(frame.last_row, body.first_row), end)
                frame.bodies[index] = Body(axis, body.first_row, last, column, column is not None)


def _value_in(grid: SheetGrid, row: int, columns: range) -> Region | None:
    return next((one for column in columns if (one := grid.at(row, column)) is not None), None)


def _heading(grid: SheetGrid, row: int, axis: YearAxis, name_column: int) -> Region | None:
    """Find a text over the whole width, a note before the names, a legend: no initiative."""
    for one in grid.starting_in(row):
        if one.column < axis.first and folded(one.text).strip("()【】").startswith(_LEGEND):
            return one
        if one.column <= name_column and one.last_column >= axis.first:
            return one
        if one.column <= name_column and is_note(one.text):
            return one
    return None


def _reason_of_heading(region: Region) -> str:
    if folded(region.text).strip("()【】").startswith(_LEGEND):
        return "凡例です。"
    if is_note(region.text):
        return "表の注で、どの事業のものか分かりません。"
    return "見出しの行です。体系は取り込みません。"


def _ends_list(name: Region) -> bool:
    return folded(name.text) in _END_WORDS
