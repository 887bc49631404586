"""Operations on schedule items: what staff do to an arrow."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Span, describe_span, first_month, year_span
from kitaplanner.domain.plan import ScheduleRow
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations import schedule_items as items
from kitaplanner.operations.schedule_rows import (
    add_row,
    change_row,
    duplicate_row,
    move_row,
    remove_row,
)
from kitaplanner.storage.document import Document

FIRST = "kita-i-01"  # 電子申請の推進: R7, R8, R9, R10-11 in its first row


def rows(document: Document) -> tuple[ScheduleRow, ...]:
    initiative = document.snapshot.initiative(FIRST)
    assert initiative is not None
    return initiative.schedule.rows


def spans(document: Document, row: int) -> list[str]:
    return [describe_span(item.span) for item in rows(document)[row].items]


def test_stretching_an_arrow_pushes_its_neighbours_and_says_so(document: Document) -> None:
    item = rows(document)[0].items[0]
    change = items.resize_item(document, FIRST, item.id, year_span(2025, 2026))
    assert change is not None
    assert "令和7年度～令和8年度に変更（隣の2本を送る、隣の" in change.label
    assert change.label.endswith("を縮める）")
    assert change.initiatives == {FIRST}
    assert not change.structure
    assert spans(document, 0) == ["令和7年度～令和8年度", "令和9年度", "令和10年度", "令和11年度"]
    document.undo()
    assert spans(document, 0)[-1] == "令和10年度～令和11年度"


def test_a_span_set_by_hand_is_confirmed_and_an_equal_one_is_no_change(document: Document) -> None:
    item = rows(document)[0].items[3]
    assert not item.span_confirmed
    assert items.resize_item(document, FIRST, item.id, item.span) is None
    items.resize_item(document, FIRST, item.id, year_span(2028))
    changed = rows(document)[0].items[3]
    assert changed.span_confirmed
    assert changed.span == year_span(2028)


def test_a_full_row_refuses_by_name_and_nothing_changes(document: Document) -> None:
    item = rows(document)[0].items[0]
    before = document.snapshot
    with pytest.raises(RefusedEdit, match="送る場所がありません"):
        items.resize_item(document, FIRST, item.id, year_span(2025, 2029))
    assert document.snapshot is before


def test_retyping_stores_nfc_and_refuses_control_characters(document: Document) -> None:
    item = rows(document)[0].items[0]
    change = items.change_item(document, FIRST, item.id, "text", "検討か\u3099終わる")
    assert change is not None
    assert "の文言を変更" in change.label
    assert rows(document)[0].items[0].text == "検討が終わる"
    with pytest.raises(RefusedEdit, match=r"U\+0000"):
        items.change_item(document, FIRST, item.id, "text", "a\0b")


def test_moving_to_another_row_keeps_id_length_and_text(document: Document) -> None:
    item = rows(document)[0].items[1]
    target = rows(document)[1].id
    add_row(document, FIRST, 1)
    empty = rows(document)[1].id
    items.move_item(document, FIRST, item.id, empty, first_month(2028))
    moved = rows(document)[1].items[0]
    assert (moved.id, moved.text) == (item.id, item.text)
    assert describe_span(moved.span) == "令和10年度"
    assert all(one.id != item.id for one in rows(document)[0].items)
    assert rows(document)[2].id == target


def test_moving_out_of_the_period_is_refused(document: Document) -> None:
    item = rows(document)[0].items[3]
    with pytest.raises(RefusedEdit, match="計画期間"):
        items.move_item(document, FIRST, item.id, rows(document)[0].id, first_month(2029))


def test_a_copy_has_an_id_of_its_own(document: Document) -> None:
    item = rows(document)[2].items[0]
    add_row(document, FIRST)
    items.duplicate_item(document, FIRST, item.id, rows(document)[3].id, first_month(2027))
    copy = rows(document)[3].items[0]
    assert copy.text == item.text
    assert copy.id != item.id


def test_adding_and_removing(document: Document) -> None:
    add_row(document, FIRST, 0)
    row = rows(document)[0].id
    span = Span(first_month(2025), first_month(2025) + 5)
    items.add_item(document, FIRST, row, span, "前半だけ", "dashed")
    assert [one.kind for one in rows(document)[0].items] == ["dashed"]
    assert spans(document, 0) == ["令和7年4月～令和7年9月"]
    everything = [one.id for one in rows(document)[1].items]
    change = items.remove_items(document, FIRST, everything)
    assert change is not None
    assert "矢印4本の削除" in change.label
    assert rows(document)[1].items == ()


def test_an_item_that_is_gone_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        items.remove_items(document, FIRST, ["nobody"])


def test_rows_are_moved_copied_labelled_and_removed(document: Document) -> None:
    first, second, third = (row.id for row in rows(document))
    move_row(document, FIRST, first, 2)
    assert [row.id for row in rows(document)] == [second, third, first]
    duplicate_row(document, FIRST, first)
    copy = rows(document)[3]
    assert [one.text for one in copy.items] == [one.text for one in rows(document)[2].items]
    assert not {one.id for one in copy.items} & {one.id for one in rows(document)[2].items}
    change_row(document, FIRST, copy.id, "label", "写し")
    assert rows(document)[3].label == "写し"
    remove_row(document, FIRST, copy.id)
    assert [row.id for row in rows(document)] == [second, third, first]
