"""The drawing of a sheet: shapes, connectors and pictures, placed on its grid.

Belongs here: anchors, groups, texts and marks of shapes. A shape lies where its anchor says; the
frame that is written inside it is often stale, except within a group, where it is all there is.
Does not belong here: what a shape is (`shape_kind`) and what it means (the readers of plans).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.content import Shape, ShapeKind
from kitaplanner.importers.workbook.grid import MAX_COLUMN, MAX_ROW, POINTS_PER_EMU, Grid
from kitaplanner.importers.workbook.markup import flag, number
from kitaplanner.importers.workbook.refusals import OverLimit
from kitaplanner.importers.workbook.shape_kind import Turn, kind_of, turn_of
from kitaplanner.importers.workbook.text import MAX_TEXT, Cleaner

MAX_SHAPES = 5_000
_SHAPES = frozenset({"sp", "cxnSp", "pic", "graphicFrame"})
_GROUP = "grpSp"
_ALTERNATIVES = "AlternateContent"
_EMU_LIMIT = 10**12


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle on the sheet in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def turned(self) -> _Box:
        """Give the box with width and height changed about its middle."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        width, height = (self.bottom - self.top) / 2, (self.right - self.left) / 2
        return _Box(x - width, y - height, x + width, y + height)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Coordinates inside a group, and the box on the sheet that they fill."""

    x: int
    y: int
    width: int
    height: int
    box: _Box
    turn: Turn

    def placed(self, frame: Element | None) -> _Box:
        """Give the box of something inside the group."""
        place, size = (None, None) if frame is None else (frame.find("off"), frame.find("ext"))
        if place is None or size is None or self.width <= 0 or self.height <= 0:
            return self.box
        x, y = (_emu(place.get("x")) - self.x), (_emu(place.get("y")) - self.y)
        left, right = x / self.width, (x + _emu(size.get("cx"))) / self.width
        top, bottom = y / self.height, (y + _emu(size.get("cy"))) / self.height
        if self.turn.mirrored != (self.turn.quarters == 2):
            left, right = 1 - right, 1 - left
        if self.turn.upside_down != (self.turn.quarters == 2):
            top, bottom = 1 - bottom, 1 - top
        wide, high = self.box.right - self.box.left, self.box.bottom - self.box.top
        return _Box(
            self.box.left + left * wide,
            self.box.top + top * high,
            self.box.left + right * wide,
            self.box.top + bottom * high,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shape stands: its box, the groups around it, and how those are turned."""

    box: _Box
    groups: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    hidden: bool = False


def read_drawing(drawing: Element, grid: Grid, sheet: str, cleaner: Cleaner) -> list[Shape]:
    """Read all shapes of a drawing in their order, hidden ones marked; groups are dissolved."""
    shapes: list[Shape] = []
    for anchor in _children(drawing):
        box = _anchor_box(anchor, grid)
        if box is None:
            continue
        for element, place in _walk(anchor, _Place(box)):
            if len(shapes) >= MAX_SHAPES:
                raise OverLimit("図形", MAX_SHAPES, "個", where=sheet)
            shapes.append(_shape(element, place, grid, sheet, cleaner))
    return shapes


def _children(parent: Element) -> Iterator[Element]:
    """Yield the children, those of the chosen alternative in place of alternatives."""
    for child in parent:
        if child.tag == _ALTERNATIVES:
            yield from _chosen(child)
        else:
            yield child


def _chosen(alternatives: Element) -> Iterator[Element]:
    """Yield what a current program would show: the first choice, else the substitute."""
    for name in ("Choice", "Fallback"):
        for one in alternatives.iterfind(name):
            if any(child.tag in _SHAPES | {_GROUP} or "Anchor" in child.tag for child in one):
                yield from _children(one)
                return


def _anchor_box(anchor: Element, grid: Grid) -> _Box | None:
    if anchor.tag == "absoluteAnchor":
        place = anchor.find("pos")
        if place is None:
            return None
        left, top = _points(place.get("x")), _points(place.get("y"))
    elif anchor.tag in ("oneCellAnchor", "twoCellAnchor"):
        corner = _corner(anchor.find("from"), grid)
        if corner is None:
            return None
        left, top = corner
    else:
        return None
    if anchor.tag == "twoCellAnchor":
        end = _corner(anchor.find("to"), grid)
        if end is None:
            return None
        right, bottom = end
    else:
        size = anchor.find("ext")
        if size is None:
            return None
        right, bottom = left + _points(size.get("cx")), top + _points(size.get("cy"))
    return _Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _corner(corner: Element | None, grid: Grid) -> tuple[float, float] | None:
    """Give a corner of an anchor; offsets never leave their cell, whatever the file says."""
    if corner is None:
        return None
    column = min(max(number(corner.findtext("col")), 0), MAX_COLUMN - 1)
    row = min(max(number(corner.findtext("row")), 0), MAX_ROW - 1)
    x = grid.columns.within(column, _points(corner.findtext("colOff")))
    y = grid.rows.within(row, _points(corner.findtext("rowOff")))
    return grid.columns.distance(x), grid.rows.distance(y)


def _walk(parent: Element, place: _Place) -> Iterator[tuple[Element, _Place]]:
    """Yield shapes that stand directly in an anchor, and those in its groups."""
    for child in _children(parent):
        if child.tag in _SHAPES:
            yield child, place
        elif child.tag == _GROUP:
            yield from _walk_group(child, place)


def _walk_group(group: Element, place: _Place) -> Iterator[tuple[Element, _Place]]:
    frame = group.find("grpSpPr/xfrm")
    turn = turn_of(frame)
    inside = _inside(frame, place.box, turn)
    name, hidden = _name(group), place.hidden or _is_hidden(group)
    for child in _children(group):
        if child.tag not in _SHAPES and child.tag != _GROUP:
            continue
        own = child.find("grpSpPr/xfrm") if child.tag == _GROUP else _frame_of(child)
        box = inside.placed(own)
        if turn_of(own).is_sideways and child.tag != _GROUP:
            box = box.turned
        at = _Place(box, (*place.groups, name), (*place.turns, turn), hidden)
        if child.tag == _GROUP:
            yield from _walk_group(child, at)
        else:
            yield child, at


def _inside(frame: Element | None, box: _Box, turn: Turn) -> _Frame:
    place, size = (None, None) if frame is None else (frame.find("chOff"), frame.find("chExt"))
    if place is None or size is None:
        return _Frame(0, 0, 0, 0, box, turn)
    x, y = _emu(place.get("x")), _emu(place.get("y"))
    return _Frame(x, y, _emu(size.get("cx")), _emu(size.get("cy")), box, turn)


def _frame_of(shape: Element) -> Element | None:
    frame = shape.find("spPr/xfrm")
    return shape.find("xfrm") if frame is None else frame


def _shape(element: Element, place: _Place, grid: Grid, sheet: str, cleaner: Cleaner) -> Shape:
    properties = element.find("spPr")
    turn = turn_of(_frame_of(element))
    for outer in reversed(place.turns):
        turn = _combined(turn, outer)
    kind = _kind(element, properties, turn)
    name = cleaner.clean(_name(element), f"シート「{sheet}」の図形の名前")
    head, tail = _ends(properties, turn, place.box)
    where = f"シート「{sheet}」の図形「{name}」"
    left, top = grid.columns.at(place.box.left), grid.rows.at(place.box.top)
    right = grid.columns.at(place.box.right, is_end=True)
    bottom = grid.rows.at(place.box.bottom, is_end=True)
    vanished = right < left or bottom < top  # it lies in hidden columns or rows alone
    return Shape(
        name=name,
        kind=kind,
        left=left,
        top=top,
        right=max(left, right),
        bottom=max(top, bottom),
        text=cleaner.clean(_text(element), where),
        description=cleaner.clean(_description(element), where),
        dashed=_is_dashed(properties),
        filled=_is_filled(element, properties, kind),
        head=head,
        tail=tail,
        hidden=vanished or place.hidden or _is_hidden(element),
        group="/".join(place.groups),
    )


def _combined(inner: Turn, outer: Turn) -> Turn:
    """Give the turn of a shape inside a turned group."""
    quarters = -inner.quarters if outer.mirrored != outer.upside_down else inner.quarters
    return Turn(
        (quarters + outer.quarters) % 4,
        inner.mirrored != outer.mirrored,
        inner.upside_down != outer.upside_down,
    )


def _kind(element: Element, properties: Element | None, turn: Turn) -> ShapeKind:
    if element.tag == "pic":
        return "picture"
    if element.tag == "graphicFrame":
        return "other"
    kind = kind_of(properties, turn)
    if element.tag == "cxnSp":
        return "line"
    about = element.find("nvSpPr/cNvSpPr")
    is_text_box = about is not None and flag(about.get("txBox"))
    return "text_box" if is_text_box and kind in ("rectangle", "other") else kind


def _about(element: Element) -> Element | None:
    """Give the part with a shape's name, which each sort of shape wraps in a word of its own."""
    for child in element:
        if child.tag.startswith("nv"):
            return child.find("cNvPr")
    return None


def _name(element: Element) -> str:
    about = _about(element)
    return "" if about is None else about.get("name", "")


def _description(element: Element) -> str:
    about = _about(element)
    return "" if about is None else about.get("descr", "")


def _is_hidden(element: Element) -> bool:
    about = _about(element)
    return about is not None and flag(about.get("hidden"))


def _text(element: Element) -> str:
    """Join the runs of each paragraph; programs split runs wherever the script changes."""
    body = element.find("txBody")
    if body is None:
        return ""
    lines = []
    length = 0
    for paragraph in body.iterfind("p"):
        parts = []
        for part in paragraph:
            if part.tag == "br":
                parts.append("\n")
            elif part.tag in ("r", "fld"):
                parts.append(part.findtext("t") or "")
        lines.append("".join(parts))
        length += len(lines[-1])
        if length > MAX_TEXT:
            break
    return "\n".join(lines).strip("\n")


def _is_dashed(properties: Element | None) -> bool:
    line = None if properties is None else properties.find("ln")
    if line is None or line.find("noFill") is not None:
        return False
    preset = line.find("prstDash")
    if preset is not None:
        return preset.get("val", "solid") != "solid"
    return line.find("custDash") is not None


def _is_filled(element: Element, properties: Element | None, kind: ShapeKind) -> bool:
    if kind in ("line", "picture") or properties is None:
        return False
    if properties.find("noFill") is not None:
        return False
    if any(one.tag.endswith("Fill") for one in properties):
        return True
    style = element.find("style/fillRef")
    return style is not None and number(style.get("idx")) > 0


def _ends(properties: Element | None, turn: Turn, box: _Box) -> tuple[bool, bool]:
    """Say whether a line has an arrow tip at its right (lower) and at its left (upper) end."""
    line = None if properties is None else properties.find("ln")
    if line is None:
        return False, False
    at_start, at_end = _has_tip(line.find("headEnd")), _has_tip(line.find("tailEnd"))
    upright = box.right - box.left < box.bottom - box.top
    x, y = turn.applied_to(1, 1)  # a line runs to the right and down before it is turned
    backwards = (y if upright else x) < 0
    return (at_start, at_end) if backwards else (at_end, at_start)


def _has_tip(end: Element | None) -> bool:
    return end is not None and end.get("type", "none") != "none"


def _emu(text: str | None) -> int:
    value = number(text)
    return max(-_EMU_LIMIT, min(value, _EMU_LIMIT))


def _points(text: str | None) -> float:
    return _emu(text) * POINTS_PER_EMU
