"""新旧対照表 of all: what did not change stands once, the same on both sides, around what did."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.comparison_entries import EntryGroup
from kitaplanner.domain.comparison_whole import table_groups
from kitaplanner.domain.plan import ComparisonStyle, Initiative, Plan
from kitaplanner.operations.comparison import compare
from tests.helpers.plans import initiative_of, plan_of, years_item

ALL = ComparisonStyle(only_changes=False)


def first(**fields: object) -> Initiative:
    rows = ((years_item("a", 2025, 2025, "検討"), years_item("b", 2026, 2029, "運用")),)
    values = {"summary": "手続きの電子化", "notes": ("一部を除く。",), **fields}
    return initiative_of(*rows, id="i1", **values)  # type: ignore[arg-type]


OLD = plan_of(first(), initiative_of(id="gone", name="廃止する事業"), initiative_of(id="i2"))
NEW = plan_of(first(summary="申請の電子化"), initiative_of(id="i2"))


def groups(new: Plan = NEW, style: ComparisonStyle = ALL, **more: object) -> list[EntryGroup]:
    made = compare(OLD, new)
    return list(table_groups(made.differences, made.sides, style, **more))  # type: ignore[arg-type]


def lines(group: EntryGroup) -> list[tuple[str, str, str]]:
    return [
        (one.label, *("".join(part.text for part in side) for side in (one.old, one.new)))
        for one in group.entries
    ]


def test_without_the_wish_only_changes_are_listed() -> None:
    assert [one.key.id for one in groups(style=ComparisonStyle())] == ["i1", "gone"]


def test_everything_stands_in_printed_order_and_what_is_gone_in_its_place() -> None:
    found = [one.key.id for one in groups()]
    assert found == ["p", "b", "g", "i1", "gone", "i2", "s1", "s2", "s3"]


def test_a_changed_initiative_is_shown_whole_in_the_order_of_its_sheet() -> None:
    (group,) = [one for one in groups() if one.key.id == "i1"]
    assert lines(group) == [
        ("事業名", "電子申請の推進", "電子申請の推進"),
        ("担当課", "DX推進担当課、全庁", "DX推進担当課、全庁"),
        ("事業概要", "手続きの電子化", "申請の電子化"),
        ("注記", "一部を除く。", "一部を除く。"),
        (
            "年度別実施計画",
            "検討　令和7年度\n運用　令和8年度～令和11年度",
            "検討　令和7年度\n運用　令和8年度～令和11年度",
        ),
    ]
    assert [one.label for one in group.entries if any(part.is_changed for part in one.new)] == [
        "事業概要"
    ]


def test_a_changed_arrow_is_not_said_a_second_time() -> None:
    old = first()
    (row,) = old.schedule.rows
    items = (dataclasses.replace(row.items[0], text="導入検討"), row.items[1])
    schedule = dataclasses.replace(old.schedule, rows=(dataclasses.replace(row, items=items),))
    new = plan_of(dataclasses.replace(old, schedule=schedule), initiative_of(id="i2"))
    (group,) = [one for one in groups(new) if one.key.id == "i1"]
    said = [new for label, _, new in lines(group) if label == "年度別実施計画"]
    assert said == ["運用　令和8年度～令和11年度", "導入検討　令和7年度"]


def test_what_came_or_went_is_said_once() -> None:
    (group,) = [one for one in groups() if one.key.id == "gone"]
    assert len(group.entries) == 1


def test_narrowed_to_some_initiatives_nothing_else_is_listed() -> None:
    assert [one.key.id for one in groups(only={"i1"})] == ["i1"]


def test_equal_plans_give_no_table() -> None:
    assert groups(OLD) == []
