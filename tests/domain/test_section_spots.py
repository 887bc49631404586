"""Spots of blocks: their order, what is typed at them, dates as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.plan import BLOCK_KINDS, Block, ChronicleEntry, TimelineRow
from kitaplanner.domain.section_spots import (
    neighbour,
    read_date,
    spot_rows,
    spot_text,
    with_row_added,
    with_row_moved,
    with_spot,
    without_row,
)
from kitaplanner.errors import RefusedEdit

TABLE = Block(
    "chronicle",
    entries=(ChronicleEntry(2021, "設置", 9), ChronicleEntry(2019, "改定", 4, "毎年")),
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("令和3年9月", (2021, 9)),
        ("令和3(2021)年9月", (2021, 9)),
        ("令和３年　９月", (2021, 9)),
        ("R3.9", (2021, 9)),
        ("2021/09", (2021, 9)),
        ("平成31年4月", (2019, 4)),
        ("令和元年", (2019, None)),
        ("2021", (2021, None)),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, date: tuple[int, int | None]) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize("text", ["", "いつか", "令和3年13月", "令和3年0月", "9月", "2021年9月1日"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(RefusedEdit, match="読み取れません"):
        read_date(text)


def test_cells_are_walked_in_rows_and_columns() -> None:
    assert neighbour(TABLE, "entries.0.date", "right") == "entries.0.text"
    assert neighbour(TABLE, "entries.0.text", "right") == "entries.1.date"
    assert neighbour(TABLE, "entries.0.text", "down") == "entries.1.text"
    assert neighbour(TABLE, "entries.1.text", "down") == ""
    assert neighbour(TABLE, "entries.0.date", "left") == ""
    assert neighbour(TABLE, "gone", "up") == ""


@given(year=st.integers(1926, 2100), month=st.none() | st.integers(1, 12), text=st.text("あ\n※い"))
def test_what_is_shown_at_a_spot_is_taken_back_as_it_was(
    year: int, month: int | None, text: str
) -> None:
    written = with_spot(
        Block("chronicle", entries=(ChronicleEntry(2000, ""),)), "entries.0.text", text
    )
    block = Block(
        "chronicle",
        entries=(ChronicleEntry(year, written.entries[0].text, month, written.entries[0].note),),
    )
    for spot in ("entries.0.date", "entries.0.text"):
        assert with_spot(block, spot, spot_text(block, spot)) == block


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_every_spot_can_be_written(kind: str) -> None:
    block = Block(
        kind,  # type: ignore[arg-type]
        entries=TABLE.entries,
        rows=(TimelineRow("計画"),),
    )
    for spot in (one for row in spot_rows(block) for one in row):
        words = "令和5年1月" if spot.endswith("date") else "新しい文"
        assert spot_text(with_spot(block, spot, words), spot) == words


def test_rows_are_added_moved_and_taken_out() -> None:
    added = with_row_added(TABLE, 1)
    assert added.entries[1] == ChronicleEntry(2021, "", 9)
    assert without_row(added, 1) == TABLE
    assert with_row_moved(TABLE, 0, 1).entries == TABLE.entries[::-1]
    assert with_row_moved(TABLE, 0, -5) == TABLE
    empty = Block("timeline", first=2025, last=2029)
    assert with_row_added(empty, 0).rows == (TimelineRow("", "", 2025, 2029),)
