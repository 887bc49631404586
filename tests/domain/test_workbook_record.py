"""The record that a workbook is sent with: whole after a round trip, in ASCII, of bounded cells."""

from __future__ import annotations

import pytest
from hypothesis import given

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.workbook_ids import range_name
from kitaplanner.domain.workbook_record import (
    SentInitiative,
    SentItem,
    SentWorkbook,
    only_shown,
    read_record,
    record_rows,
    sent_from_plan,
)
from kitaplanner.errors import UserError
from tests.strategies import plans


def record_of(plan: Plan) -> SentWorkbook:
    sent = (
        SentInitiative(
            only_shown(one),
            "1-(1)",
            (24303.0, 24314.5),
            2,
            {"name": one.name},
            {row.id: row.label for row in one.schedule.rows},
            {
                item.id: SentItem(0, 1, 2, 24303.25, 24314.0, item.text)
                for item in one.schedule.items()
            },
            ("事業名", one.summary),
        )
        for one in plan.initiatives()
    )
    return sent_from_plan(plan, sent, [plan.title])


@given(plans())
def test_a_record_reads_back_equal_from_cells_of_plain_ascii(plan: Plan) -> None:
    sent = record_of(plan)
    rows = record_rows(sent)
    cells = [cell for row in rows for cell in row[2:]]
    assert all(cell.isascii() and "_" not in cell and len(cell) <= 30_000 for cell in cells)
    assert read_record(rows) == sent


def test_a_long_record_takes_several_cells() -> None:
    sent = SentWorkbook("計画", Period(2025, 2029), listed=("あ" * 20_000,))
    rows = record_rows(sent)
    assert len(rows[0]) > 5
    assert read_record(rows) == sent


def test_other_sheets_are_no_record() -> None:
    assert read_record([]) is None
    assert read_record([["事業名", "1"], []]) is None


@pytest.mark.parametrize(
    "row",
    [
        ["Kitaplanner", "1"],
        ["Kitaplanner", "1", "{}"],
        ["Kitaplanner", "1", "[" * 5_000],
        ["Kitaplanner", "2", "{}"],
        ["Kitaplanner"],
    ],
)
def test_damaged_or_newer_records_are_refused_in_words(row: list[str]) -> None:
    with pytest.raises(UserError):
        read_record([row])


def test_an_era_style_that_nobody_knows_is_damage() -> None:
    head = record_rows(SentWorkbook("計画", Period(2025, 2029)))[0]
    broken = [*head[:2], head[2].replace("wareki", "julian")]
    with pytest.raises(UserError):
        read_record([broken])


def test_names_of_ranges_are_valid_and_differ() -> None:
    ids = ["kita-i-01", "kita_i_01", "KITA-I-01", "a" * 32, "a" * 500, "あ", "", "a b", "x1"]
    names = [range_name("row", one) for one in ids]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(name.isascii() and len(name) < 100 and " " not in name for name in names)
    assert range_name("grid", "kita-i-01") == "kp_grid_kita_i_01"
