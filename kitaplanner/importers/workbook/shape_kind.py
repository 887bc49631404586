"""What a drawn shape is: an arrow to the right, a box, a line …, and which way it points.

Belongs here: the names of preset shapes, and telling the same from the outline of a free one, which
is how some programs write their arrows. Does not belong here: where a shape lies (`drawing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.content import ShapeKind
from kitaplanner.importers.workbook.markup import flag, number
from kitaplanner.importers.workbook.shape_guides import Guides

Direction: TypeAlias = Literal["right", "down", "left", "up"]
_ROUND: tuple[Direction, ...] = ("right", "down", "left", "up")
_FULL_TURN = 21_600_000
_MAX_POINTS = 200
# Shares of a shape's width or height below which two points count as one, or as on its edge.
_SAME, _ON_EDGE, _MIDDLE = 0.01, 0.02, 0.06

_POINTING: dict[str, tuple[ShapeKind, Direction]] = {
    "homePlate": ("home_plate", "right"),
    "chevron": ("chevron", "right"),
    "rightArrow": ("right_arrow", "right"),
    "notchedRightArrow": ("right_arrow", "right"),
    "stripedRightArrow": ("right_arrow", "right"),
    "rightArrowCallout": ("right_arrow", "right"),
    "leftArrow": ("right_arrow", "left"),
    "leftArrowCallout": ("right_arrow", "left"),
    "upArrow": ("right_arrow", "up"),
    "downArrow": ("right_arrow", "down"),
    "leftRightArrow": ("both_arrow", "right"),
    "leftRightArrowCallout": ("both_arrow", "right"),
    "upDownArrow": ("both_arrow", "up"),
}
_RECTANGLES = frozenset(
    {
        "rect", "roundRect", "snip1Rect", "snip2SameRect", "snip2DiagRect", "snipRoundRect",
        "round1Rect", "round2SameRect", "round2DiagRect", "plaque", "bevel", "foldedCorner",
        "flowChartProcess", "flowChartAlternateProcess", "flowChartTerminator",
    }
)  # fmt: skip
_ELLIPSES = frozenset({"ellipse", "flowChartConnector"})


@dataclass(frozen=True, slots=True)
class Turn:
    """How a shape is turned and mirrored; `quarters` counts quarter turns clockwise."""

    quarters: int = 0
    mirrored: bool = False
    upside_down: bool = False

    @property
    def is_sideways(self) -> bool:
        """Say whether width and height have changed places."""
        return self.quarters % 2 == 1

    def applied(self, direction: Direction) -> Direction:
        """Give where something points after the turn; mirroring comes first."""
        at = _ROUND.index(direction)
        horizontal = at % 2 == 0
        if (horizontal and self.mirrored) or (not horizontal and self.upside_down):
            at += 2
        return _ROUND[(at + self.quarters) % 4]

    def applied_to(self, x: int, y: int) -> tuple[int, int]:
        """Give where a step leads after the turn."""
        x, y = -x if self.mirrored else x, -y if self.upside_down else y
        for _ in range(self.quarters):
            x, y = -y, x
        return x, y


def turn_of(frame: Element | None) -> Turn:
    """Read how a shape is turned, to the nearest quarter."""
    if frame is None:
        return Turn()
    angle = number(frame.get("rot")) % _FULL_TURN
    quarters = round(angle * 4 / _FULL_TURN) % 4
    return Turn(quarters, flag(frame.get("flipH")), flag(frame.get("flipV")))


def kind_of(properties: Element | None, turn: Turn) -> ShapeKind:
    """Give the kind of a shape from its properties, as it is seen after the turn."""
    if properties is None:
        return "other"
    preset = properties.find("prstGeom")
    if preset is not None:
        return _kind_of_preset(preset.get("prst", ""), turn)
    free = properties.find("custGeom")
    if free is None:
        return "other"
    return _kind_of_outline(free, turn)


def _kind_of_preset(name: str, turn: Turn) -> ShapeKind:
    if name in _POINTING:
        kind, direction = _POINTING[name]
        return _pointing(kind, turn.applied(direction))
    if name in _RECTANGLES:
        return "rectangle"
    if name in _ELLIPSES:
        return "ellipse"
    if name == "line" or "Connector" in name:
        return "line"
    return "other"


def _pointing(kind: ShapeKind, direction: Direction) -> ShapeKind:
    """Only what points along the years tells a span; arrows up and down are other shapes."""
    if direction in ("up", "down"):
        return "other"
    if kind == "both_arrow" or direction == "right":
        return kind
    return "left_arrow"


def _kind_of_outline(geometry: Element, turn: Turn) -> ShapeKind:
    path = geometry.find("pathLst/path")
    if path is None:
        return "other"
    names = {one.tag for one in path}
    if names & {"arcTo", "cubicBezTo", "quadBezTo"}:
        return "other" if "lnTo" in names else "ellipse"
    points = _outline(path, Guides(geometry, path))
    if len(points) == 2:
        return "line"
    for direction in ("right", "left", "down", "up"):
        kind = _shape_pointing_right([_seen_from(point, direction) for point in points])
        if kind is not None:
            return kind if kind == "rectangle" else _pointing(kind, turn.applied(direction))
    return "other"


def _outline(path: Element, guides: Guides) -> list[tuple[float, float]]:
    """Give the corners of the first line in shares of width and height, without repetitions."""
    points: list[tuple[float, float]] = []
    for step in path:
        if step.tag == "moveTo" and points:
            break
        for point in step.iter("pt"):
            place = guides.place(point)
            if place is None or len(points) > _MAX_POINTS:
                return []
            points.append(place)
    left, right = min((x for x, _ in points), default=0), max((x for x, _ in points), default=0)
    top, bottom = min((y for _, y in points), default=0), max((y for _, y in points), default=0)
    scaled = [((x - left) / ((right - left) or 1), (y - top) / ((bottom - top) or 1))
              for x, y in points]  # fmt: skip
    corners: list[tuple[float, float]] = []
    for one in scaled:
        if not corners or not _is_same(one, corners[-1]):
            corners.append(one)
    if len(corners) > 2 and _is_same(corners[0], corners[-1]):
        corners.pop()
    return corners


def _is_same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < _SAME and abs(one[1] - other[1]) < _SAME


def _seen_from(point: tuple[float, float], direction: Direction) -> tuple[float, float]:
    """Turn a point so that what points that way points to the right."""
    x, y = point
    return {"right": (x, y), "left": (1 - x, y), "down": (y, x), "up": (1 - y, x)}[direction]


def _shape_pointing_right(points: list[tuple[float, float]]) -> ShapeKind | None:
    tips = [(x, y) for x, y in points if x > 1 - _ON_EDGE]
    backs = [(x, y) for x, y in points if x < _ON_EDGE]
    if len(points) == 4:
        corners = [(x, y) for x, y in points if (x < _ON_EDGE or x > 1 - _ON_EDGE)
                   and (y < _ON_EDGE or y > 1 - _ON_EDGE)]  # fmt: skip
        return "rectangle" if len(corners) == 4 else None
    if len(tips) != 1 or abs(tips[0][1] - 0.5) > _MIDDLE:
        return "both_arrow" if _is_both_arrow(points, tips, backs) else None
    if len(points) == 5 and len(backs) == 2:
        return "home_plate"
    if len(points) == 6 and len(backs) == 2:
        return "chevron"
    if len(points) in (7, 8) and len(backs) == 2:
        return "right_arrow"
    return "both_arrow" if _is_both_arrow(points, tips, backs) else None


def _is_both_arrow(
    points: list[tuple[float, float]],
    tips: list[tuple[float, float]],
    backs: list[tuple[float, float]],
) -> bool:
    return len(points) == 10 and len(tips) == 1 and len(backs) == 1
