"""How wide a sheet's columns really were for the program that wrote it.

Belongs here: comparing the places of shapes, which are written twice: by column and offset, and in
absolute units. Widths of columns are counted in digits of a font that this machine may not have,
and another program may have used a substitute; offsets would then lie up to a third of a column
off. Does not belong here: placing shapes (`drawing`).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.grid import POINTS_PER_EMU, Axis
from kitaplanner.importers.workbook.markup import number
from kitaplanner.importers.workbook.shape_kind import turn_of

_ENOUGH = 2
_MOST_EVIDENCE = 2_000
# Absolute places are stale where columns were changed after drawing: then they do not agree.
_AGREEMENT, _TOLERANCE = 0.8, 0.02
_PLAUSIBLE = (0.6, 1.7)
_NEAR_ONE = 0.005
# Below half an inch a pixel more or less weighs too much.
_LEAST_DISTANCE = 36.0


def width_scale(drawing: Element, columns: Axis) -> float:
    """Give the factor by which all columns were wider for the writer; 1 where none is certain."""
    found = []
    for factor in _factors(drawing, columns):
        found.append(factor)
        if len(found) == _MOST_EVIDENCE:
            break
    if len(found) < _ENOUGH:
        return 1.0
    middle = statistics.median(found)
    agreeing = sum(abs(one - middle) <= _TOLERANCE * middle for one in found)
    if agreeing < _AGREEMENT * len(found) or not _PLAUSIBLE[0] <= middle <= _PLAUSIBLE[1]:
        return 1.0
    return middle if abs(middle - 1) > _NEAR_ONE else 1.0


def _factors(drawing: Element, columns: Axis) -> Iterator[float]:
    for anchor in drawing.iter("twoCellAnchor"):
        frame = next((one for one in map(_frame, anchor) if one is not None), None)
        if frame is None or turn_of(frame).is_sideways:
            continue
        place, size = frame.find("off"), frame.find("ext")
        if place is None or size is None:
            continue
        left = number(place.get("x"))
        for name, edge in (("from", left), ("to", left + number(size.get("cx")))):
            distance = columns.start(max(0, number(anchor.findtext(f"{name}/col"))))
            offset = number(anchor.findtext(f"{name}/colOff"))
            if distance >= _LEAST_DISTANCE:
                yield (edge - offset) * POINTS_PER_EMU / distance


def _frame(shape: Element) -> Element | None:
    frame = shape.find("spPr/xfrm")
    return shape.find("grpSpPr/xfrm") if frame is None else frame
