"""Items that are drawn: arrows, boxes and lines with their own text or a text nearby.

Belongs here: which shapes are bars, and which text in a cell, box or label each one shows. Does
not belong here: texts in cells by themselves (`typed_bars`), and rows (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kitaplanner.domain.calendar import MONTHS_PER_YEAR
from kitaplanner.domain.plan import ItemKind
from kitaplanner.importers.official_sheet.frames import Body
from kitaplanner.importers.official_sheet.grid import Region, SheetGrid
from kitaplanner.importers.official_sheet.marks import Mark, snapped
from kitaplanner.importers.official_sheet.words import folded, is_note
from kitaplanner.importers.workbook.content import Shape

_ARROWS = frozenset({"home_plate", "right_arrow", "left_arrow", "both_arrow", "chevron"})
_BARS = _ARROWS | {"rectangle", "line", "text_box"}
_KINDS = {"picture": "画像", "ellipse": "円や楕円", "other": "吹き出しなどの図形"}
# A line on the border of two rows belongs to the upper one.
_ON_BORDER = 0.02
# An arrow without text that is shorter than this, in units, only leads to the next item.
_SMALL = 0.45
# A line within this of a cell's border still underlines it.
_TOUCHES = 0.12
# A text in a cell may stand this far above or below its arrow, in rows.
_NEAR = 0.75
_LEFT = "左向きの矢印です。期間と向きを確かめてください。"
_NO_TIP = "矢印の先がない線です。"
_FROM_LABEL = "文字のない図形のため、行の左の文字を読みました。"
_LABEL_AGAIN = "1つの行に文字のない図形がいくつもあり、同じ文字を読みました。"
_DIFFERENT = "図形の文字と、その下のセルの文字の範囲が違います。図形の範囲を読みました。"
_BOX_TEXT = "テキストボックスだけで、矢印がありません。"
_NO_TEXT = "文字がなく、近くにも文字がありません。"
_OVER_SEVERAL = "いくつもの文字の上に描かれ、どの文字の期間か分かりません。"
_OTHER_ROW = "文字のない図形のため、上か下の行の文字を読みました。"
_LEADS_ON = "項目の間をつなぐ小さな矢印と見て、期間には使いません。"
_OTHER_TEXT = "図形の下のセルに、別の文字があります。"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A shape that no item could be made of, and why."""

    shape: Shape
    why: str
    may_be_bar: bool = False


@dataclass(slots=True)
class DrawnBars:
    """Marks of shapes, and what is left over."""

    marks: list[Mark] = field(default_factory=list)
    leftover: list[Leftover] = field(default_factory=list)


class ShapesByRow:
    """The shapes of a sheet by the row that their middle lies in."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._by_row: dict[int, list[Shape]] = {}
        for one in shapes:
            self._by_row.setdefault(int(_middle(one)), []).append(one)

    def of(self, body: Body) -> list[Shape]:
        """Give the shapes in the rows of a schedule that meet its years."""
        return [
            one for row in body.rows for one in self._by_row.get(row, [])
            if one.right > body.axis.first and one.left < body.axis.last + 1
        ]  # fmt: skip


def drawn_bars(grid: SheetGrid, body: Body, shapes: list[Shape], typed: list[Mark]) -> DrawnBars:
    """Make marks of shapes; marks of cells that a shape shows leave `typed`."""
    found = DrawnBars()
    bars = []
    for one in shapes:
        why = _why_not(one)
        if why:
            found.leftover.append(Leftover(one, why))
        else:
            bars.append(one)
    texts = _texts_in_boxes(bars)
    boxes = {id(box) for box in texts.values()}
    silent: list[tuple[Shape, Mark]] = []
    for one in bars:
        if id(one) in boxes:
            continue
        mark = _mark(grid, body, one)
        box = texts.get(id(one))
        mark.text = one.text.strip() or (box.text.strip() if box is not None else "")
        if mark.text:
            found.marks.append(mark)
        elif _leads_on(one, mark, body.axis.unit, _length(grid, body, one)):
            found.leftover.append(Leftover(one, _LEADS_ON))
        else:
            silent.append((one, mark))
    _drop_repeated_in_cells(found.marks, typed)
    _give_texts(grid, body, silent, typed, found)
    return found


def _middle(shape: Shape) -> float:
    return (shape.top + shape.bottom) / 2


def _why_not(shape: Shape) -> str:
    """Say why a shape is no bar, or nothing."""
    if shape.kind not in _BARS:
        what = _KINDS.get(shape.kind, "図形")
        return f"{what}で、矢印でも枠でもありません。"
    if shape.kind == "line":
        if shape.bottom - shape.top > 0.6:
            return "縦や斜めの線です。"
        if shape.right - shape.left < 0.05:
            return "短すぎる線です。"
    if shape.bottom - shape.top > 4 and not shape.text.strip():
        return "いくつもの行を囲む、文字のない図形です。"
    return ""


def _leads_on(shape: Shape, mark: Mark, unit: int, months: float) -> bool:
    """Say whether a shape is only a small arrow from one item to the next."""
    return shape.kind != "rectangle" and months < _SMALL * unit and bool(mark.doubts)


def _texts_in_boxes(shapes: list[Shape]) -> dict[int, Shape]:
    """Pair each arrow without text with the text box that lies over it."""
    boxes = [one for one in shapes if one.kind == "text_box" and one.text.strip()]
    boxes += [one for one in shapes if one.kind == "rectangle" and not one.filled
              and not one.dashed and one.text.strip()]  # fmt: skip
    offers = sorted(
        (cost, index, place)
        for index, arrow in enumerate(shapes)
        if not arrow.text.strip() and arrow.kind != "text_box"
        for place, box in enumerate(boxes)
        if (cost := _apart(arrow, box)) is not None
    )
    found: dict[int, Shape] = {}
    taken: set[int] = set()
    for _, index, place in offers:
        if id(shapes[index]) not in found and place not in taken:
            found[id(shapes[index])] = boxes[place]
            taken.add(place)
    return found


def _apart(arrow: Shape, box: Shape) -> float | None:
    """Say how far a box with text is from an arrow without; None where it is another's."""
    aside = max(arrow.left - box.right, box.left - arrow.right)
    above = max(arrow.top - box.bottom, box.top - arrow.bottom)
    reach = _NEAR if arrow.kind == "line" else 0.0
    if aside > -0.05 or above > reach or arrow.left - 0.3 > (box.left + box.right) / 2:
        return None
    begins = abs(box.left - arrow.left) / max(1.0, arrow.right - arrow.left)
    below = 0.5 if box.top > arrow.bottom else 0.0
    return max(0.0, above) + begins + below


def _mark(grid: SheetGrid, body: Body, shape: Shape) -> Mark:
    axis = body.axis
    left, right = axis.month_at(grid, shape.left), axis.month_at(grid, shape.right)
    span = snapped(left, right, axis.unit, axis.months)
    mark = Mark(
        "", span.start, span.end, shape.top, shape.bottom, _where(grid, shape), _kind(shape),
        span.opens_before, span.opens_after, drawn=True, doubts=list(span.doubts),
    )  # fmt: skip
    if shape.kind == "left_arrow":
        mark.doubt(_LEFT)
    if shape.kind == "line" and not (shape.head or shape.tail):
        mark.doubt(_NO_TIP)
    if shape.kind == "text_box":
        mark.doubt(_BOX_TEXT)
    return mark


def _length(grid: SheetGrid, body: Body, shape: Shape) -> float:
    """Give the length of a shape in months."""
    return body.axis.month_at(grid, shape.right) - body.axis.month_at(grid, shape.left)


def _kind(shape: Shape) -> ItemKind:
    if shape.dashed:
        return "dashed"
    if is_note(shape.text):
        return "note"
    if shape.kind == "rectangle":
        return "box"
    return "note" if shape.kind == "text_box" else "arrow"


def _where(grid: SheetGrid, shape: Shape) -> str:
    last_row = max(int(shape.top), int(max(shape.bottom - 1e-6, 0)))
    last_column = max(int(shape.left), int(max(shape.right - 1e-6, 0)))
    return grid.address(int(shape.top), int(shape.left), last_row, last_column)


def _drop_repeated_in_cells(marks: list[Mark], typed: list[Mark]) -> None:
    """Let a shape stand for the cells under it that say the same; doubt other texts there."""
    for mark in marks:
        for other in list(typed):
            if not (mark.overlaps(other) and _overlap(mark, other) > 0.3):
                continue
            if folded(other.text) == folded(mark.text):
                _agree(mark, other)
                typed.remove(other)
            else:
                mark.doubt(_OTHER_TEXT)
                other.doubt(_OTHER_TEXT)


def _agree(mark: Mark, cell: Mark) -> None:
    """Settle the span of a shape with the cells below it that say the same.

    Cells are exact: where the shape's own ends are unclear and near theirs, theirs are meant.
    """
    same = (cell.start, cell.end) == (mark.start, mark.end)
    near = max(abs(cell.start - mark.start), abs(cell.end - mark.end)) <= MONTHS_PER_YEAR / 2
    if not cell.plain and not same and not (mark.doubts and near):
        mark.doubt(_DIFFERENT)
    elif same or not cell.plain:
        mark.start, mark.end = cell.start, cell.end
        mark.doubts = list(cell.doubts)


def _overlap(one: Mark, other: Mark) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _give_texts(
    grid: SheetGrid, body: Body, silent: list[tuple[Shape, Mark]], typed: list[Mark],
    found: DrawnBars,
) -> None:  # fmt: skip
    """Give each shape without text the nearest text in cells, then the label of its row."""
    free = list(typed)
    offers = sorted(
        (cost, index, place)
        for index, (_, mark) in enumerate(silent)
        for place, cell in enumerate(free)
        if (cost := _cost(mark, cell)) is not None
    )
    given: dict[int, int] = {}
    for _, index, place in offers:
        if index not in given and place not in given.values():
            given[index] = place
    waiting = []
    others = [cell for place, cell in enumerate(free) if place not in given.values()]
    for index, (shape, mark) in enumerate(silent):
        if index in given and _runs_over(mark, others):
            found.leftover.append(Leftover(shape, _OVER_SEVERAL, may_be_bar=True))
        elif index in given:
            _take(mark, free[given[index]])
            typed.remove(free[given[index]])
            found.marks.append(mark)
        else:
            waiting.append((shape, mark))
    _give_labels(grid, body, waiting, found)


def _runs_over(mark: Mark, others: list[Mark]) -> bool:
    """Say whether a shape lies over further texts than the one that it would show."""
    return any(
        mark.start <= cell.start and cell.end <= mark.end and _overlap(mark, cell) > 0.0
        for cell in others
        if cell.kind != "note"
    )


def _cost(mark: Mark, cell: Mark) -> float | None:
    """Say how far a text in cells is from a shape that needs one; None where too far."""
    if cell.kind == "note":
        return None
    year = MONTHS_PER_YEAR
    apart = max(mark.top - cell.bottom, cell.top - mark.bottom)
    begins = abs(cell.start - mark.start) / year
    if apart <= 0:
        if cell.end <= mark.start:  # beside: the arrow leads on from the text
            gap = mark.start - cell.end
            return 1.0 + gap / year if gap == 0 else None
        if cell.start >= mark.end:
            return None
        inside = mark.start <= cell.start < mark.end or cell.start <= mark.start < cell.end
        return 0.1 * begins - min(0.05, -apart * 0.05) if inside else None
    if apart > _NEAR or not (cell.start < mark.end and mark.start < cell.end):
        return None
    below = cell.top >= mark.bottom
    return 2.0 + apart + 0.1 * begins + (0.5 if below else 0.0)


def _take(mark: Mark, cell: Mark) -> None:
    """Give a shape the text of a cell; beside it, both make the span."""
    mark.text = cell.text
    mark.region = cell.region
    if max(mark.top - cell.bottom, cell.top - mark.bottom) > _TOUCHES:
        mark.doubt(_OTHER_ROW)
    if cell.start < mark.start:
        mark.start = cell.start
        mark.doubts = [said for said in mark.doubts if not said.startswith("始まり")]
    if cell.end > mark.end and not cell.plain:
        mark.end = cell.end
        mark.doubt(_DIFFERENT)
    for said in cell.doubts:
        mark.doubt(said)


def _label_of(grid: SheetGrid, body: Body, mark: Mark) -> tuple[Region | None, bool]:
    """Give the text that names a mark's row, or the row above it, and whether it is its own."""
    if body.content is None:
        return None, False
    row = int(mark.middle - _ON_BORDER)
    own = grid.at(row, body.content)
    if own is not None or row == body.first_row:
        return own, True
    return grid.at(row - 1, body.content), False


def _give_labels(
    grid: SheetGrid, body: Body, waiting: list[tuple[Shape, Mark]], found: DrawnBars
) -> None:
    """Give what is left the text in the label's column, or say that it has none."""
    said: dict[str, Mark] = {}
    for shape, mark in waiting:
        label, near = _label_of(grid, body, mark)
        if label is None or shape.kind == "rectangle":
            found.leftover.append(Leftover(shape, _NO_TEXT, may_be_bar=True))
            continue
        mark.text = label.text
        mark.region = label
        where = grid.address_of(label)
        if not (body.content_is_named and near):
            mark.doubt(_FROM_LABEL)
        if where in said:
            mark.doubt(_LABEL_AGAIN)
            said[where].doubt(_LABEL_AGAIN)
        said[where] = mark
        found.marks.append(mark)
