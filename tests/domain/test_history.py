"""What a change did, in words: every column of the journal has its field."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.change import Change, RowImage
from kitaplanner.domain.history import FieldChange, field_changes, stored_value
from kitaplanner.domain.history_fields import FIELDS, fields_in
from kitaplanner.domain.plan import Plan, Started
from kitaplanner.storage.rows import TABLES
from tests.helpers.plans import initiative_of, plan_of, years_item

# Where a row stands and what it belongs to: said in words of its own, or not at all.
PLACES = {"id", "position", "parent_id", "node_id", "initiative_id", "row_id"}
PLAN = plan_of(initiative_of((years_item("a", 2025, 2026, "導入検討"),)))


def change_of(*images: RowImage, initiatives: tuple[str, ...] = ("i",)) -> Change:
    at = "2025-11-21T10:00:00"
    return Change(1, "do", "変更", "担当", at, images, frozenset(initiatives), False)


def said(change: Change, plan: Plan = PLAN) -> list[tuple[str, str, str, str]]:
    return [
        (one.target, one.word, one.before, one.after) for one in field_changes(change, plan, "i")
    ]


@pytest.mark.parametrize("table", FIELDS)
def test_every_column_has_a_field(table: str) -> None:
    known = {column for field in FIELDS[table] for column in field.columns}
    assert known == set(TABLES[table].columns.keys()) - PLACES


def test_a_text_is_said_before_and_after() -> None:
    image = RowImage("schedule_item", "a", {"text": "検討"}, {"text": "導入検討"})
    assert field_changes(change_of(image), PLAN, "i") == (
        FieldChange(0, "text", "矢印「導入検討」", "文言", "検討", "導入検討"),
    )


def test_start_and_end_are_one_period() -> None:
    first, second = year_span(2025), year_span(2026, 2027)
    before = {"start_month": first.start, "end_month": first.end}
    after = {"start_month": second.start, "end_month": second.end}
    image = RowImage("schedule_item", "a", before, after)
    expected = [("矢印「導入検討」", "期間", "令和7年度", "令和8年度～令和9年度")]
    assert said(change_of(image)) == expected
    ends = RowImage("schedule_item", "a", {"end_month": first.end}, {"end_month": second.end})
    assert said(change_of(ends)) == [("矢印「導入検討」", "終了", "令和8年3月", "令和10年3月")]


def test_lists_flags_choices_and_beginnings_are_said_in_words() -> None:
    before = {
        "kind": "arrow",
        "opens_after": 0,
        "departments": '["全庁"]',
        "started_year": None,
        "started_word": None,
    }
    after = {
        "kind": "dashed",
        "opens_after": 1,
        "departments": '["全庁","関係課"]',
        "started_year": 2024,
        "started_word": "導入",
    }
    assert [one[1:] for one in said(change_of(RowImage("schedule_item", "a", before, after)))] == [
        ("種類", "矢印", "破線枠"),
        ("期末以降も", "いいえ", "はい"),
        ("始期", "", "令和6年度導入"),
        ("担当課", "全庁", "全庁、関係課"),
    ]


def test_what_came_went_and_moved_is_said_without_a_value_to_give_back() -> None:
    span = year_span(2026)
    row = {"row_id": "r0", "text": "導入", "start_month": span.start, "end_month": span.end}
    images = (
        RowImage("schedule_item", "new", None, row),
        RowImage("schedule_item", "old", row, None),
        RowImage("schedule_item", "a", {"row_id": "gone"}, {"row_id": "r0"}),
        RowImage("initiative", "i", {"node_id": "b"}, {"node_id": "g"}),
    )
    change = change_of(*images)
    assert said(change) == [
        ("矢印「導入」", "追加", "", "令和8年度、導入"),
        ("矢印「導入」", "削除", "令和8年度、導入", ""),
        ("矢印「導入検討」", "行", "今はない行", "1行目"),
        ("事業「電子申請の推進」", "置き場所", "窓口の実現", "手続きのオンライン化"),
    ]
    assert {one.field for one in field_changes(change, PLAN, "i")} == {""}


def test_only_the_initiative_that_is_asked_about_is_told_of() -> None:
    mine = RowImage("initiative", "i", {"name": "旧"}, {"name": "新"})
    other = RowImage("initiative", "j", {"name": "旧"}, {"name": "新"})
    stray = RowImage("schedule_item", "z", {"text": "旧"}, {"text": "新"})
    both = change_of(mine, other, stray, initiatives=("i", "j"))
    assert [one.image for one in field_changes(both, PLAN, "i")] == [0]
    assert [one.image for one in field_changes(both, PLAN, row_id="z")] == [2]
    assert [one.image for one in field_changes(change_of(stray), PLAN, "i")] == [0]


def test_stored_values_are_those_of_the_plan() -> None:
    before = {"departments": '["全庁"]', "started_year": 2024, "started_word": "導入"}
    after = {"departments": "[]", "started_year": None, "started_word": None}
    image = RowImage("schedule_item", "a", before, after)
    assert stored_value(image, "departments", "before") == ("全庁",)
    assert stored_value(image, "departments", "after") == ()
    assert stored_value(image, "started", "before") == Started(2024, "導入")
    assert stored_value(image, "started", "after") is None
    with pytest.raises(KeyError):
        stored_value(image, "text", "before")
    with pytest.raises(KeyError):
        stored_value(RowImage("schedule_item", "a", before, None), "departments", "before")


def test_a_column_belongs_to_one_field_only() -> None:
    names = [one.name for one in fields_in("schedule_item", {"start_month": 1, "end_month": 2})]
    assert names == ["span"]
