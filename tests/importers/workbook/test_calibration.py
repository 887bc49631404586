"""Columns counted in digits of a font that another program replaced."""

from __future__ import annotations

import pytest

from kitaplanner.importers.workbook.content import SheetContent
from kitaplanner.importers.workbook.reader import read_content
from tests.helpers.raw_workbook import RawSheet, anchor, frame, raw_workbook, shape

# Ten digits of 7 pixels here; the writer had 8.
HERE, THERE = 10 * 7 * 9_525, 10 * 8 * 9_525
COLUMNS = "<cols><col min='1' max='9' width='10' customWidth='1'/></cols>"


def sheet_with(*places: tuple[int, int, int, int], width: int = THERE) -> SheetContent:
    """Draw shapes from column, offset to column, offset; frames say where that was."""
    drawing = ""
    for column, right, last_column, last_right in places:
        left, end = column * width + right, last_column * width + last_right
        drawing += anchor(
            shape(frame=frame((left, 0, end - left, 9))),
            (column, right, 0, 0),
            (last_column, last_right, 0, 9),
        )
    data = raw_workbook(RawSheet(drawing=drawing, before=COLUMNS))
    return read_content(data, "x").sheets[0]


def test_shapes_tell_how_wide_columns_were() -> None:
    sheet = sheet_with((1, 0, 2, THERE // 2), (3, THERE * 3 // 4, 5, 0))
    assert [(one.left, one.right) for one in sheet.shapes] == [(1, 2.5), (3.75, 5)]
    assert sheet.column_widths == pytest.approx([60.0] * 5)


def test_stale_frames_do_not_agree_and_change_nothing() -> None:
    places = "".join(
        anchor(
            shape(frame=frame((left, 0, 5, 9))), (column, 0, 0, 0), (column + 1, HERE // 2, 0, 9)
        )
        # as if columns had been widened by 0.7, 1.2 and 1.5
        for column, left in ((1, HERE * 7 // 10), (2, HERE * 24 // 10), (3, HERE * 45 // 10))
    )
    data = raw_workbook(RawSheet(drawing=places, before=COLUMNS))
    sheet = read_content(data, "x").sheets[0]
    assert [one.right for one in sheet.shapes] == [2.5, 3.5, 4.5]


def test_one_edge_is_no_evidence() -> None:
    (one,) = sheet_with((0, 0, 1, HERE // 2)).shapes
    assert one.right == 1.5
