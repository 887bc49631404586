"""The texts of a plan: what is listed in a block is found too, and rewritten in its place."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.passages import Address, passages_by_owner, with_texts
from kitaplanner.domain.plan import (
    Block,
    ChartBox,
    ChronicleEntry,
    Plan,
    Section,
    TimelineRow,
)
from tests.helpers.plans import plan_of


def plan() -> Plan:
    blocks = (
        Block("paragraph", "本文"),
        Block("chronicle", entries=(ChronicleEntry(2021, "庁の設置", 9, "改定"),)),
        Block("timeline", rows=(TimelineRow("基本計画", "10か年"), TimelineRow("構想"))),
        Block("chart", caption="体制", boxes=(ChartBox("本部"), ChartBox("部会", 1, "随時"))),
    )
    return dataclasses.replace(plan_of(), sections=(Section("s", "背景", blocks=blocks),))


def listed(of: Plan) -> dict[Address, str]:
    return {
        passage.address: passage.text
        for _owner, passages in passages_by_owner(of)
        for passage in passages
        if passage.address.kind in ("entry", "bar", "box")
    }


def test_what_is_listed_in_a_block_is_text_of_the_plan() -> None:
    assert list(listed(plan()).values()) == [
        "庁の設置", "改定", "基本計画", "10か年", "構想", "本部", "部会", "随時",
    ]  # fmt: skip


def test_each_is_rewritten_where_it_stands_and_the_rest_is_shared() -> None:
    before = plan()
    entry, box = Address("entry", "s:1:0", "text"), Address("box", "s:3:1", "note")
    assert (listed(before)[entry], listed(before)[box]) == ("庁の設置", "随時")
    after = with_texts(before, {entry: "デジタル庁の設置", box: "毎月"})
    changed = {one: text for one, text in listed(after).items() if text != listed(before)[one]}
    assert changed == {entry: "デジタル庁の設置", box: "毎月"}
    old, new = before.sections[0].blocks, after.sections[0].blocks
    assert [one is other for one, other in zip(old, new, strict=True)] == [True, False, True, False]
