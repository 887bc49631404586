"""Pasting cells into a schedule: what becomes of them and of what was there."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import first_month, year_span
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, block_of
from kitaplanner.domain.plan import Initiative, ScheduleRow, Started
from kitaplanner.domain.schedule_blocks import BlockEdit
from kitaplanner.domain.schedule_paste import paste_block, paste_items
from kitaplanner.errors import RefusedEdit
from tests.helpers.plans import PERIOD, initiative_of, months_item, years_item

R7, R8, R9 = first_month(2025), first_month(2026), first_month(2027)


def rows(edit: BlockEdit) -> list[list[tuple[str, int, int]]]:
    """Give text, first year and last year of all items (fractions of years show as they are)."""
    return [
        [(item.text, *item.span) for item in row.items] for row in edit.initiative.schedule.rows
    ]


def span(first: int, last: int | None = None) -> tuple[int, int]:
    return year_span(first, last)


def line(*texts: str, row: int = 0) -> tuple[PastedCell, ...]:
    return tuple(PastedCell(row, column, text) for column, text in enumerate(texts) if text)


def empty(count: int = 1, divisions: int = 1) -> Initiative:
    return initiative_of(*(() for _ in range(count)), divisions=divisions)


def test_cells_become_items_of_their_years() -> None:
    edit = paste_block(empty(), "r0", R8 + 5, block_of(line("検討", "", "運用")), PERIOD)
    assert rows(edit) == [[("検討", *span(2026)), ("運用", *span(2028))]]
    assert {item.kind for item in edit.placed} == {"arrow"}
    assert edit.unsure == ()


def test_leading_empty_cells_shift_nothing() -> None:
    edit = paste_block(empty(), "r0", R7, block_of(line("", "", "運用")), PERIOD)
    assert rows(edit) == [[("運用", *span(2027))]]


def test_merged_and_repeated_texts_become_one_item() -> None:
    cells = (PastedCell(0, 0, "準備", columns=2), *line("", "", "運用", "運用", "運用"))
    edit = paste_block(empty(), "r0", R7, block_of(cells), PERIOD)
    assert rows(edit) == [[("準備", *span(2025, 2026)), ("運用", *span(2027, 2029))]]
    assert edit.unsure == ("隣り合う同じ文言「運用」を一本の矢印にまとめます。",)


def test_repeated_texts_stay_boxes_of_their_own_when_asked() -> None:
    block = block_of(line("募集", "募集"))
    edit = paste_block(empty(), "r0", R7, block, PERIOD, merge_repeated=False)
    assert rows(edit) == [[("募集", *span(2025)), ("募集", *span(2026))]]


def test_the_same_text_with_a_year_between_stays_two_items() -> None:
    edit = paste_block(empty(), "r0", R7, block_of(line("募集", "", "募集")), PERIOD)
    assert len(edit.placed) == 2


@pytest.mark.parametrize(("divisions", "months"), [(1, 12), (4, 3), (12, 1)])
def test_a_cell_is_a_column_of_the_schedule(divisions: int, months: int) -> None:
    edit = paste_block(
        empty(divisions=divisions), "r0", R8 + months, block_of(line("検討", "運用")), PERIOD
    )
    assert rows(edit) == [
        [
            ("検討", R8 + months, R8 + 2 * months - 1),
            ("運用", R8 + 2 * months, R8 + 3 * months - 1),
        ]
    ]


def test_a_header_of_years_decides_the_columns() -> None:
    cells = (
        *line("取組", "令和8年度", "令和9年度"),
        *line("電子申請", "検討", "運用", row=1),
    )
    edit = paste_block(empty(), "r0", R7, block_of(cells), PERIOD)
    assert rows(edit) == [[("検討", *span(2026)), ("運用", *span(2027))]]
    assert edit.unsure == ("年度の見出しがない列の「電子申請」は貼り付けません。",)


def test_quarters_under_a_year_are_parts_of_it_in_any_schedule() -> None:
    cells = (PastedCell(0, 0, "令和8年度", columns=4), PastedCell(1, 1, "検討", columns=2))
    edit = paste_block(empty(), "r0", R7, block_of(cells), PERIOD)
    assert rows(edit) == [[("検討", R8 + 3, R8 + 8)]]


def test_what_lies_beyond_the_period_is_cut_or_left_out_and_said() -> None:
    cells = (PastedCell(0, 0, "準備", columns=2), *line("", "", "運用"))
    edit = paste_block(empty(), "r0", first_month(2029), block_of(cells), PERIOD)
    assert rows(edit) == [[("準備", *span(2029))]]
    assert edit.unsure == (
        "「準備」を計画期間（令和7年度～令和11年度）の中までに縮めます。",
        "「運用」は計画期間（令和7年度～令和11年度）の外なので貼り付けません。",
    )


def test_rows_are_added_below_but_none_for_empty_rows_at_the_end() -> None:
    block = PastedBlock((PastedCell(0, 0, "検討"), PastedCell(2, 0, "運用")), rows=9, columns=1)
    edit = paste_block(empty(2), "r1", R7, block, PERIOD)
    assert [len(row) for row in rows(edit)] == [0, 1, 0, 1]
    assert edit.added_rows == 2


def test_a_text_over_several_rows_stands_in_the_first_and_that_is_said() -> None:
    block = block_of((PastedCell(0, 0, "検討", rows=2), PastedCell(1, 1, "運用")))
    edit = paste_block(empty(2), "r0", R7, block, PERIOD)
    assert [len(row) for row in rows(edit)] == [1, 1]
    assert edit.unsure == ("縦に結合された「検討」は、先頭の行だけに置きます。",)


def test_items_wholly_under_the_cells_are_replaced_and_others_give_way() -> None:
    initiative = initiative_of(
        (
            years_item("a", 2025, 2025, "検討"),
            months_item("b", 12, 17, "試行"),
            months_item("c", 18, 35, "運用"),
        )
    )
    edit = paste_block(initiative, "r0", R7, block_of(line("要綱", "周知")), PERIOD)
    assert rows(edit) == [[("要綱", *span(2025)), ("周知", *span(2026)), ("運用", R9, R9 + 17)]]
    assert [item.id for item in edit.replaced] == ["a", "b"]
    assert [item.id for item in edit.pushed] == ["c"]


def test_empty_cells_leave_what_is_there() -> None:
    initiative = initiative_of((years_item("b", 2026, 2026, "試行"),))
    edit = paste_block(initiative, "r0", R7, block_of(line("要綱", "", "周知")), PERIOD)
    assert [item.id for item in edit.initiative.schedule.rows[0].items][1] == "b"
    assert edit.replaced == edit.pushed == ()


def test_an_item_covered_in_part_keeps_what_room_there_is() -> None:
    initiative = initiative_of((years_item("b", 2025, 2026, "試行"),))
    cells = line("", "要綱", "周知", "運用", "改修")
    edit = paste_block(initiative, "r0", R7, block_of(cells), PERIOD)
    assert rows(edit)[0][0] == ("試行", *span(2025))
    assert [item.id for item in edit.pushed] == ["b"]


def test_an_item_without_room_refuses_the_paste_by_name() -> None:
    initiative = initiative_of((months_item("a", 0, 10, "検討"), months_item("b", 11, 22, "試行")))
    with pytest.raises(RefusedEdit, match="「検討」を送る場所がありません"):
        paste_block(initiative, "r0", R8, block_of(line("要綱")), PERIOD)


def test_pasting_what_is_there_already_changes_nothing() -> None:
    item = years_item("a", 2025, 2025, "検討", "box", started=Started(2024), note="適宜改定")
    initiative = initiative_of((item,))
    edit = paste_block(initiative, "r0", R7, block_of(line("検討")), PERIOD)
    assert edit.initiative == initiative


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (PastedBlock(), "文字の入ったセルがありません"),
        (block_of(line("令和20年度")), "文字の入ったセルがありません"),
        (block_of((*line("令和20年度"), *line("検討", row=1))), "計画期間"),
    ],
)
def test_nothing_to_paste_is_refused_with_the_reason(block: PastedBlock, words: str) -> None:
    with pytest.raises(RefusedEdit, match=words):
        paste_block(empty(), "r0", R7, block, PERIOD)


def test_copied_items_keep_their_distance_and_all_they_say() -> None:
    first = years_item("a", 2025, 2025, "検討", "box", note="適宜改定")
    second = months_item("b", 15, 20, "運用", opens_after=True)
    source = (ScheduleRow("x", (first,)), ScheduleRow("y", (second,)))
    edit = paste_items(empty(), "r0", R8, source, PERIOD, frozenset({"a"}))
    placed = [row.items[0] for row in edit.initiative.schedule.rows]
    assert [one.start for one in placed] == [R8, R8 + 15]
    assert (placed[0].kind, placed[0].note) == ("box", "適宜改定")
    assert placed[0].id != "a"  # the plan has one already
    assert placed[1].id == "b"  # it came by cutting, or from another plan
    assert edit.added_rows == 1


def test_copied_items_that_leave_the_period_are_refused_by_name() -> None:
    source = (ScheduleRow("x", (years_item("a", 2025, 2026, "検討"),)),)
    with pytest.raises(RefusedEdit, match="「検討」が計画期間の外へ出ます"):
        paste_items(empty(), "r0", first_month(2029), source, PERIOD)
