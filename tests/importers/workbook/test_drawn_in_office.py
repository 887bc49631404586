"""A sheet drawn in LibreOffice and saved as xlsx: every kind of shape at the place it was drawn.

The drawing (drawn.fods) has columns of 3 cm and rows of 1 cm, so that its centimetres are the
expected places. LibreOffice writes arrows as outlines, splits runs by script, and counts widths in
digits of whatever font it has.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kitaplanner.importers.workbook.content import Merge, WorkbookContent
from kitaplanner.importers.workbook.reader import read_content
from tests.helpers.office import convert, needs_office

# name: kind, left, top, right, bottom
DRAWN = {
    "P": ("home_plate", 1, 1, 3, 2),
    "R": ("right_arrow", 1, 3, 3, 4),
    "C": ("chevron", 1, 5, 3, 6),
    "Box": ("rectangle", 1, 7, 2.5, 8),
    "L": ("line", 1, 9.5, 3, 9.5),
    "L2": ("line", 1, 10.5, 3, 10.5),
    "K": ("line", 1, 11.5, 3, 11.5),
    "T": ("text_box", 1, 13, 2, 14),
    "GR": ("rectangle", 1, 15, 2, 16),
    "GP": ("home_plate", 2, 15, 4, 16),
    "M": ("left_arrow", 1, 17, 3, 18),
    "Rot": ("right_arrow", 1, 19, 3, 20),
    "Poly": ("home_plate", 1, 21, 3, 22),
    "E": ("ellipse", 1, 23, 4 / 3, 24),
    "RR": ("rectangle", 1, 25, 3, 26),
    "Cell": ("rectangle", 1, 27, 3, 28),
}
TEXTS = {
    "P": "決済 AI 導入\n二行目",
    "R": "矢印",
    "Box": "破線",
    "T": "文字枠",
    "GR": "左",
    "GP": "右",
    "M": "左向き",
    "Rot": "回転",
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> WorkbookContent:
    source = Path(__file__).with_name("drawn.fods")
    saved = convert(source, "xlsx", tmp_path_factory.mktemp("office"))
    return read_content(saved.read_bytes(), saved.name)


@needs_office
def test_every_shape_lies_where_it_was_drawn(drawn: WorkbookContent) -> None:
    shapes = {one.name: one for one in drawn.sheets[0].shapes}
    assert {name: one.kind for name, one in shapes.items()} == {
        name: kind for name, (kind, *_) in DRAWN.items()
    }
    for name, (_, *box) in DRAWN.items():
        one = shapes[name]
        found = (one.left, one.top, one.right, one.bottom)
        assert found == pytest.approx(tuple(box), abs=0.005), name
    assert {name: one.text for name, one in shapes.items() if one.text} == TEXTS


@needs_office
def test_lines_dashes_and_groups_are_kept(drawn: WorkbookContent) -> None:
    shapes = {one.name: one for one in drawn.sheets[0].shapes}
    ends = {name: (shapes[name].head, shapes[name].tail) for name in ("L", "L2", "K")}
    assert ends == {"L": (True, False), "L2": (False, True), "K": (True, False)}
    assert {name for name, one in shapes.items() if one.dashed} == {"Box", "T"}
    assert {name for name, one in shapes.items() if one.group == "G"} == {"GR", "GP"}
    unfilled = {name for name, one in shapes.items() if not one.filled}
    assert unfilled == {"L", "L2", "K", "Box", "T"}


@needs_office
def test_cells_show_what_office_shows(drawn: WorkbookContent) -> None:
    sheet = drawn.sheets[1]
    shown = {(one.row, one.column): (one.text, one.kind) for one in sheet.cells if one.text}
    assert shown == {
        (0, 0): ("令和7年4月1日", "date"),
        (0, 1): ("71%", "number"),
        (0, 2): ("見えない列", "text"),
        (1, 0): ("令和7年度", "number"),
        (1, 1): ("2", "number"),
        (2, 0): ("見えない行", "text"),
        (3, 0): ("結合\n二行目", "text"),
    }
    hidden = {(one.row, one.column) for one in sheet.cells if one.hidden}
    assert hidden == {(0, 2), (2, 0)}
    merged = [one for one in sheet.cells if one.row >= 3]
    assert sheet.merges == (Merge(3, 0, 4, 1),)
    assert len(merged) == 4
    assert all(one.fill == "DDE8F0" and not one.locked for one in merged)


@needs_office
def test_what_belongs_to_the_workbook_is_kept(drawn: WorkbookContent) -> None:
    assert [sheet.hidden for sheet in drawn.sheets] == [False, False, True]
    assert [(one.name, one.refers_to) for one in drawn.names] == [("計画名", "値!$A$1:$B$1")]
    assert drawn.properties == (("kitaplanner", "p-1"),)
    assert drawn.remarks == ()
