"""The neutral tables: columns cut at every edge, heights from our own line breaking."""

from __future__ import annotations

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Started
from kitaplanner.layout.list_table import initiative_list_table
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sheet_table import sheet_table
from kitaplanner.layout.table import SheetTable, TableCell
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item

FORM = load_form("kita")
METRICS = FixedMetrics()


def table_of(initiative: Initiative) -> SheetTable:
    plan = plan_of(initiative)
    return sheet_table(plan, initiative, FORM, number_plan(plan, FORM), METRICS)


def edges_of(table: SheetTable) -> list[float]:
    edges = [0.0]
    for width in table.column_widths:
        edges.append(edges[-1] + width)
    return edges


def items_of(table: SheetTable) -> dict[str, TableCell]:
    return {cell.drawn.item.id: cell for cell in table.cells if cell.drawn is not None}


def test_every_edge_of_an_item_is_an_edge_of_a_column() -> None:
    table = table_of(initiative_of((months_item("a", 0, 6, "前"), months_item("b", 9, 59, "後"))))
    cells, edges = items_of(table), edges_of(table)
    border = 7 * mm(170) / 60
    assert edges[cells["a"].column + cells["a"].column_span] == pytest.approx(border)
    assert edges[cells["b"].column] == pytest.approx(9 * mm(170) / 60)
    assert edges[-1] == pytest.approx(mm(170))


def test_rows_stand_in_the_order_of_the_sheet() -> None:
    table = table_of(initiative_of((years_item("a", 2025, 2025, "導入"),), ()))
    assert (table.header_rows, table.schedule_rows) == ((3, 4), (4, 6))
    assert len(table.row_heights) == 6
    texts = {(cell.row, cell.style): cell.text for cell in table.cells}
    assert texts[0, "name"] == "1-(1)　電子申請の推進"
    assert texts[0, "departments"] == "DX推進担当課、全庁"
    assert texts[2, "caption"] == "（年度別実施計画）"


def test_divisions_have_a_row_of_their_own() -> None:
    table = table_of(initiative_of(divisions=4))
    assert table.header_rows == (3, 5)
    below = [cell.text for cell in table.cells if cell.style == "subheader"]
    assert below == ["1Q", "2Q", "3Q", "4Q"] * 5
    assert table.schedule_rows == (5, 7)


def test_texts_hold_their_note_lines() -> None:
    item = years_item("a", 2025, 2029, "運用", note="年2回", started=Started(2024))
    table = table_of(initiative_of((item,), summary="概要", notes=("注",)))
    assert items_of(table)["a"].text == "運用\n※令和6年度導入\n※年2回"
    assert next(cell.text for cell in table.cells if cell.style == "summary") == "概要\n※注"


def test_heights_follow_the_lines() -> None:
    table = table_of(initiative_of((years_item("a", 2025, 2025, "一\n二\n三\n四\n五\n六"),)))
    cell = items_of(table)["a"]
    assert len(cell.lines) == 6
    assert table.row_heights[cell.row] > 6 * 13.5


def test_overlapping_items_take_rows_of_their_own() -> None:
    table = table_of(
        initiative_of((years_item("a", 2025, 2027, "前"), years_item("b", 2026, 2029, "後")))
    )
    assert [items_of(table)[one].row for one in "ab"] == [4, 5]


def test_an_item_outside_the_period_is_left_out() -> None:
    assert items_of(table_of(initiative_of((years_item("a", 2031, 2031, "後"),)))) == {}


def test_the_list_has_headings_and_leads_to_the_sheets() -> None:
    plan = plan_of(initiative_of(), initiative_of(id="j", name="決済の導入"))
    table = initiative_list_table(plan, FORM, number_plan(plan, FORM), METRICS)
    assert table.title == "【参考】掲載事業一覧"
    headings = [cell for cell in table.cells if cell.style == "heading"]
    assert [(cell.level, cell.text) for cell in headings] == [
        (0, "基本方針1. 区民サービス"),
        (1, "① 窓口の実現"),
        (2, "1. 手続きのオンライン化"),
    ]
    assert {cell.column_span for cell in headings} == {3}
    targets = [cell.target for cell in table.cells if cell.text == "1-(2)"]
    assert targets == [Target("initiative", "j")]
    assert len(table.row_heights) == 2 + 3 + 2
