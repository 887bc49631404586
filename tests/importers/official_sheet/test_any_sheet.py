"""Whatever a sheet holds, reading it ends, names its places and invents no text."""

from __future__ import annotations

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.importers.official_sheet import read_official_sheets
from kitaplanner.importers.workbook.content import (
    Cell,
    Merge,
    Shape,
    SheetContent,
    WorkbookContent,
)
from kitaplanner.importers.workbook.places import parse_place

WORDS = (
    "事業名", "担当課", "事業概要", "番号", "取組内容", "実績", "計画", "備考",
    "（年度別実施計画）", "令和7年度", "令和8年度", "R9", "2028", "令和", "8年度", "1Q", "2Q",
    "上期", "下期", "4月",
    "検討", "導入", "運用\n※令和6年度導入", "→", "⇒", "――", "―", "〃", "○", "100件", "※注", "凡例",
    "1-(1) 電子申請", "総務課", "合計", "事業名：窓口",
)  # fmt: skip
FILLS = ("", "", "", "BDD7EE", "EEEEEE")
KINDS = ("home_plate", "right_arrow", "rectangle", "line", "text_box", "ellipse", "left_arrow")
CELLS = st.builds(
    Cell, st.integers(0, 9), st.integers(0, 7), st.sampled_from(WORDS),
    fill=st.sampled_from(FILLS), hidden=st.integers(0, 9).map(lambda n: n == 0),
)  # fmt: skip
MERGES = st.builds(
    lambda row, column, rows, columns: Merge(row, column, row + rows, column + columns),
    st.integers(0, 9), st.integers(0, 7), st.integers(0, 3), st.integers(0, 4),
)  # fmt: skip
PLACES = st.floats(0, 12, width=32)
SHAPES = st.builds(
    lambda kind, x, y, width, height, text: Shape(
        "", kind, x, y, x + width / 2, y + height / 6, text
    ),
    st.sampled_from(KINDS), PLACES, PLACES, PLACES, PLACES, st.sampled_from(("", *WORDS)),
)  # fmt: skip
HEADER = tuple(
    Cell(0, column, text)
    for column, text in enumerate(("番号", "事業名", "担当課", "R7", "R8", "R9", "R10"))
)


@st.composite
def contents(draw: st.DrawFn) -> WorkbookContent:
    """Make sheets of words of plans in any order, half of them below a header."""
    cells = {(one.row, one.column): one for one in draw(st.lists(CELLS, max_size=30))}
    if draw(st.booleans()):
        cells.update({(one.row, one.column): one for one in HEADER})
    widths = tuple(draw(st.lists(st.sampled_from((0.0, 20.0, 60.0)), min_size=8, max_size=8)))
    shown = [
        dataclasses.replace(one, hidden=one.hidden or not widths[one.column])
        for one in cells.values()
    ]
    sheet = SheetContent(
        "表", tuple(shown), tuple(draw(st.lists(MERGES, max_size=6))),
        tuple(draw(st.lists(SHAPES, max_size=8))),
        widths, (20.0,) * 10,
    )  # fmt: skip
    return WorkbookContent("任意.xlsx", (sheet,))


@given(contents())
def test_any_sheet_is_read_to_the_end(content: WorkbookContent) -> None:
    reading = read_official_sheets(content)

    said = {re.sub(r"\s", "", one.text) for one in content.sheets[0].cells}
    said |= {re.sub(r"\s", "", one.text) for one in content.sheets[0].shapes}
    for initiative in reading.initiatives:
        assert parse_place(initiative.where)
        name = initiative.field("name")
        assert name is not None
        for row in initiative.rows or ():
            for one in row.items:
                assert one.item.start <= one.item.end
                assert parse_place(one.where)
                text = re.sub(r"\s", "", one.item.text)
                assert any(text in whole for whole in said)
            for before, after in zip(row.items, row.items[1:], strict=False):
                assert before.item.end < after.item.start
    assert all(parse_place(one.where) for one in reading.not_understood)
    if not reading.initiatives:
        assert reading.remarks
