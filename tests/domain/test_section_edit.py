"""Edits of one section: what stays, what moves, what a kind brings along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.plan import BLOCK_KINDS, Block, BlockKind, ChartBox, Section
from kitaplanner.domain.section_edit import (
    DEEPEST_BOX,
    chart_boxes,
    chart_text,
    turned,
    with_block_added,
    with_block_moved,
    with_block_parted,
    without_block,
)

PERIOD = Period(2025, 2029)
SECTION = Section(
    "s", "目的", blocks=(Block("paragraph", "甲"), Block("bullet", "乙"), Block("note"))
)


def texts(section: Section) -> list[str]:
    return [one.text for one in section.blocks]


def test_a_block_is_parted_into_two_of_its_kind() -> None:
    parted = with_block_parted(SECTION, 1, "乙の", "後")
    assert texts(parted) == ["甲", "乙の", "後", ""]
    assert parted.blocks[1].kind == parted.blocks[2].kind == "bullet"


def test_blocks_are_moved_as_far_as_there_is_room() -> None:
    assert texts(with_block_moved(SECTION, 0, 1)) == ["乙", "甲", ""]
    assert texts(with_block_moved(SECTION, 0, 9)) == ["乙", "", "甲"]
    assert texts(with_block_moved(SECTION, 2, -9)) == ["", "甲", "乙"]


@given(st.integers(0, 3))
def test_what_was_added_can_be_taken_out(place: int) -> None:
    added = with_block_added(SECTION, place, Block("quote", "丙"))
    assert added.blocks[place].text == "丙"
    assert without_block(added, place) == SECTION


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_words_stay_when_a_block_is_turned(kind: BlockKind) -> None:
    block = turned(Block("paragraph", "文章"), kind, PERIOD)
    assert (block.kind, block.text) == (kind, "文章")
    assert bool(block.rows) is (kind == "timeline")
    assert bool(block.boxes) is (kind == "chart")


def test_a_chart_is_written_as_an_indented_list() -> None:
    boxes = (
        ChartBox("本部"),
        ChartBox("部会", 1, "毎月"),
        ChartBox("班", 2),
        ChartBox("事務局", 1),
    )
    assert chart_text(boxes) == "本部\n　部会｜毎月\n　　班\n　事務局"
    assert chart_boxes(chart_text(boxes)) == boxes


@given(st.lists(st.tuples(st.integers(0, 15), st.text("本部会｜ 　", max_size=5))))
def test_any_list_gives_a_chart_without_a_gap(lines: list[tuple[int, str]]) -> None:
    boxes = chart_boxes("\n".join("　" * depth + words for depth, words in lines))
    depths = [one.depth for one in boxes]
    assert all(0 <= one <= DEEPEST_BOX for one in depths)
    assert all(after <= before + 1 for before, after in zip([-1, *depths], depths, strict=False))
