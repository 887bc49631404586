"""Planning an import: each change once, where it stands, and safe only where nobody doubts it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.import_plan import (
    ImportChange,
    ImportPlan,
    accept,
    plan_import,
    safe_ids,
)
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.outline import map_initiative, take_out_initiative
from kitaplanner.domain.plan import Department, Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.reading import (
    FieldName,
    NotUnderstood,
    ReadField,
    Reading,
    ReadInitiative,
    ReadItem,
    ReadRow,
)
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.errors import RefusedEdit
from kitaplanner.paths import resource_path
from tests.helpers.plans import initiative_of, plan_of, years_item

A = years_item("a", 2025, 2025, "導入検討")
B = years_item("b", 2026, 2026, "決済機能の導入")
C = years_item("c", 2027, 2029, "運用", opens_after=True, note="以降、適宜改定")
FIELDS: tuple[FieldName, ...] = ("name", "departments", "summary", "notes", "marks", "effects")


def current() -> Plan:
    first = with_rows(
        initiative_of(summary="手続を電子化します。"),
        [ScheduleRow("r", (A, B, C)), ScheduleRow("s")],
    )
    second = initiative_of(id="j", name="窓口の予約", departments=("全庁",))
    departments = (Department("d1", "DX推進担当課"), Department("d2", "全庁"))
    return plan_of(first, second, departments=departments)


def read_of(
    one: Initiative, *, ids: bool, fields: Iterable[FieldName] = FIELDS, **doubts: str
) -> ReadInitiative:
    """Read an initiative as a workbook of ours shows it, or as one without ids does."""
    blank = "" if not ids else None

    def item(old: ScheduleItem) -> ReadItem:
        shown = old if ids else ScheduleItem("", old.kind, old.start, old.end, old.text)
        return ReadItem(shown, f"シート!{old.id}", doubts.get(old.id, ""))

    rows = tuple(
        ReadRow(
            tuple(item(old) for old in row.items),
            row.id if blank is None else blank,
            row.label,
            row.group,
            f"シート!{row.id}",
        )
        for row in one.schedule.rows
        if ids or row.items
    )
    return ReadInitiative(
        "シート",
        one.id if ids else "",
        "",
        tuple(
            ReadField(name, getattr(one, name), f"シート!{name}", doubts.get(name, ""))
            for name in fields
        ),
        rows,
        one.schedule.divisions,
        doubts.get("initiative", ""),
    )


def planned(
    plan: Plan, *reads: ReadInitiative, sent: Mapping[str, Initiative] | None = None
) -> ImportPlan:
    numbering = number_plan(plan, load_form(plan.form))
    return plan_import(plan, Reading("回答.xlsx", reads), numbering, sent or {})


def the_one(plan: Plan, initiative_id: str = "i") -> Initiative:
    found = plan.initiative(initiative_id)
    assert found is not None
    return found


def rows_of(*rows: tuple[ScheduleItem, ...]) -> list[ScheduleRow]:
    return [ScheduleRow(row_id, items) for row_id, items in zip("rs", rows, strict=True)]


def brief(found: ImportPlan) -> list[tuple[str, str, str]]:
    return [(one.difference.kind, one.field, one.state) for one in found.changes]


def only(found: ImportPlan) -> ImportChange:
    (change,) = found.changes
    return change


@pytest.mark.parametrize("ids", [True, False])
def test_a_source_that_says_the_same_changes_nothing(ids: bool) -> None:
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    found = planned(plan, *(read_of(one, ids=ids) for one in plan.initiatives()))
    assert found.changes == ()
    assert found.initiatives_found == 49
    assert found.not_understood == ()


@pytest.mark.parametrize("ids", [True, False])
def test_each_change_is_found_once_with_its_place(ids: bool) -> None:
    plan = current()
    new = with_rows(
        dataclasses.replace(the_one(plan), summary="手続を電子化し、拡充します。"),
        rows_of((A, dataclasses.replace(B, text="決済機能の拡充"), C), ()),
    )
    found = planned(plan, read_of(new, ids=ids))
    assert brief(found) == [("field", "summary", "safe"), ("item_text", "text", "safe")]
    assert [one.where for one in found.changes] == ["シート!summary", "シート!b"]
    made = accept(plan, found, found.ids("safe"))
    assert the_one(made).summary == new.summary
    assert [one.id for one in the_one(made).schedule.items()] == ["a", "b", "c"]
    assert the_one(made).schedule.rows[0].items[2] == C  # what was not shown stays
    again = planned(made, read_of(new, ids=ids))
    assert again.changes == ()  # safe to run twice


def test_fields_that_are_absent_are_no_changes() -> None:
    plan = current()
    read = dataclasses.replace(read_of(the_one(plan), ids=True, fields=("name",)), rows=None)
    assert planned(plan, read).changes == ()


def test_a_doubt_makes_a_change_unsure_and_nothing_else() -> None:
    plan = current()
    longer = dataclasses.replace(B, end=B.end - 3)
    new = with_rows(
        dataclasses.replace(the_one(plan), summary="別の概要"), rows_of((A, longer, C), ())
    )
    found = planned(plan, read_of(new, ids=True, b="図形の端が境から離れています。"))
    assert brief(found) == [("field", "summary", "safe"), ("item_shortened", "span", "unsure")]
    assert found.changes[1].reason == "図形の端が境から離れています。"
    assert safe_ids(found) == {found.changes[0].id}


def test_what_the_plan_changed_since_sending_is_a_conflict() -> None:
    sent = the_one(current())
    plan = map_initiative(current(), "i", lambda one: dataclasses.replace(one, summary="今の概要"))
    reply = dataclasses.replace(sent, summary="回答の概要", name="電子申請の拡充")
    found = planned(plan, read_of(reply, ids=True), sent={"i": sent})
    assert brief(found) == [("field", "name", "safe"), ("field", "summary", "conflict")]
    conflict = found.changes[1]
    assert (conflict.sent, conflict.before, conflict.after) == (
        "手続を電子化します。",
        "今の概要",
        "回答の概要",
    )
    assert "計画のほうでも変更" in conflict.reason
    made = accept(plan, found, found.ids("safe", "conflict"))
    assert the_one(made).summary == "回答の概要"


def test_what_only_the_plan_changed_since_sending_stays() -> None:
    sent = the_one(current())
    plan = map_initiative(current(), "i", lambda one: dataclasses.replace(one, summary="今の概要"))
    assert planned(plan, read_of(sent, ids=True), sent={"i": sent}).changes == ()


def test_an_item_that_the_reply_removed_and_the_plan_changed() -> None:
    sent = the_one(current())
    renamed = rows_of((A, dataclasses.replace(B, text="決済の導入"), C), ())
    plan = map_initiative(current(), "i", lambda one: with_rows(one, renamed))
    reply = with_rows(sent, rows_of((A, C), ()))
    found = planned(plan, read_of(reply, ids=True), sent={"i": sent})
    change = only(found)
    assert (change.difference.kind, change.state) == ("item_removed", "conflict")
    assert "資料では削除" in change.reason
    made = accept(plan, found, {change.id})
    assert [one.id for one in the_one(made).schedule.items()] == ["a", "c"]


def test_an_item_that_the_plan_removed_and_the_reply_changed() -> None:
    sent = the_one(current())
    plan = map_initiative(current(), "i", lambda one: with_rows(one, rows_of((A, C), ())))
    reply = with_rows(sent, rows_of((A, dataclasses.replace(B, text="拡充"), C), ()))
    found = planned(plan, read_of(reply, ids=True), sent={"i": sent})
    change = only(found)
    assert (change.difference.kind, change.state) == ("item_added", "conflict")
    assert "計画のほうで削除" in change.reason


def test_a_new_item_over_one_of_the_plan_stands_in_a_row_of_its_own() -> None:
    sent = with_rows(the_one(current()), rows_of((A, B), ()))
    plan = current()
    new = years_item("", 2027, 2027, "周知")
    reply = read_of(with_rows(sent, rows_of((A, B, new), ())), ids=True)
    found = planned(plan, reply, sent={"i": sent})
    assert {one.state for one in found.changes} == {"conflict"}
    made = accept(plan, found, found.ids("conflict"))
    shown = [[item.text for item in row.items] for row in the_one(made).schedule.rows]
    assert shown == [["導入検討", "決済機能の導入", "運用"], ["周知"], []]


def test_an_initiative_that_the_plan_removed_and_the_reply_changed() -> None:
    sent = the_one(current())
    plan = take_out_initiative(current(), "i")
    same = planned(plan, read_of(sent, ids=True), sent={"i": sent})
    assert same.changes == ()
    reply = dataclasses.replace(sent, summary="回答の概要")
    change = only(planned(plan, read_of(reply, ids=True), sent={"i": sent}))
    assert (change.difference.kind, change.state) == ("added", "conflict")


def test_a_name_that_is_only_alike_is_unsure() -> None:
    plan = current()
    read = read_of(dataclasses.replace(the_one(plan), name="電子申請の推進事業"), ids=False)
    change = only(planned(plan, read))
    assert (change.field, change.state) == ("name", "unsure")
    assert "名称の似ている事業「電子申請の推進」" in change.reason


def test_spaces_and_widths_are_no_change_without_ids() -> None:
    plan = current()
    one = dataclasses.replace(
        the_one(plan), name="電子 申請の\n推進", departments=("ＤＸ推進担当課", "全庁")
    )
    assert planned(plan, read_of(one, ids=False)).changes == ()


def test_what_is_not_in_a_source_without_ids_is_removed_only_with_a_doubt() -> None:
    plan = current()
    read = read_of(with_rows(the_one(plan), rows_of((A, B), ())), ids=False)
    change = only(planned(plan, read))
    assert (change.difference.kind, change.state) == ("item_removed", "unsure")
    assert "見当たりません" in change.reason


def test_an_unknown_department_is_unsure() -> None:
    plan = current()
    one = dataclasses.replace(the_one(plan), departments=("DX推進担当課", "水道課"))
    change = only(planned(plan, read_of(one, ids=True)))
    assert (change.field, change.state) == ("departments", "unsure")
    assert "「水道課」は、担当課一覧にありません" in change.reason


def test_a_new_initiative_has_a_place_and_is_never_safe() -> None:
    plan = current()
    new = with_rows(initiative_of(id="x", name="道路占用の電子化"), rows_of((A,), ()))
    found = planned(plan, read_of(the_one(plan), ids=False), read_of(new, ids=False))
    change = only(found)
    assert (change.difference.kind, change.state) == ("added", "new")
    assert "「手続きのオンライン化」の最後に追加" in change.reason
    assert safe_ids(found) == frozenset()
    made = accept(plan, found, {change.id})
    names = [one.name for one in made.initiatives()]
    assert names == ["電子申請の推進", "窓口の予約", "道路占用の電子化"]
    assert [one.text for one in list(made.initiatives())[-1].schedule.items()] == ["導入検討"]


def test_the_same_initiative_twice_is_told() -> None:
    plan = current()
    read = read_of(the_one(plan), ids=False)
    found = planned(plan, read, dataclasses.replace(read, where="別のシート"))
    assert found.changes == ()
    assert [one.where for one in found.not_understood] == ["別のシート"]


def test_an_id_of_another_plan_is_told() -> None:
    plan = current()
    found = planned(plan, read_of(initiative_of(id="elsewhere"), ids=True))
    assert found.changes == ()
    assert [one.why for one in found.not_understood] == [
        "この計画にない事業です。別の計画のファイルでないか確かめてください。"
    ]


def test_an_item_outside_the_period_is_told_and_the_old_one_stays() -> None:
    plan = current()
    beyond = dataclasses.replace(C, end=C.end + 12)
    found = planned(plan, read_of(with_rows(the_one(plan), rows_of((A, B, beyond), ())), ids=True))
    assert found.changes == ()
    assert [(one.where, one.what) for one in found.not_understood] == [("シート!c", "運用")]


def test_changes_that_need_each_other_are_refused_alone_and_not_safe_alone() -> None:
    plan = current()
    longer = dataclasses.replace(B, end=B.end + 12)
    later = dataclasses.replace(C, start=C.start + 12)
    new = with_rows(the_one(plan), rows_of((A, longer, later), ()))
    both = planned(plan, read_of(new, ids=True))
    assert safe_ids(both) == {one.id for one in both.changes}
    with pytest.raises(RefusedEdit, match="一緒に選んで"):
        accept(plan, both, {both.changes[0].id})
    doubted = planned(plan, read_of(new, ids=True, c="確かめてください。"))
    assert safe_ids(doubted) == frozenset()


def test_empty_rows_are_kept_without_ids_and_go_with_them() -> None:
    plan = current()
    rows = read_of(the_one(plan), ids=False)
    assert planned(plan, rows).changes == ()
    shown = read_of(the_one(plan), ids=True)
    removed = dataclasses.replace(shown, rows=(shown.rows or ())[:1])
    assert brief(planned(plan, removed)) == [("row_removed", "", "safe")]


def test_items_that_say_the_same_keep_their_ids_by_their_years() -> None:
    repeated = tuple(years_item(f"t{year}", year, year, "講座の開催") for year in range(2025, 2029))
    plan = map_initiative(current(), "i", lambda one: with_rows(one, rows_of(repeated, ())))
    later = (*repeated[:2], *(dataclasses.replace(one, text="講座の拡充") for one in repeated[2:]))
    found = planned(plan, read_of(with_rows(the_one(plan), rows_of(later, ())), ids=False))
    assert [one.difference.key.id for one in found.changes] == ["t2027", "t2028"]
    assert {one.difference.kind for one in found.changes} == {"item_text"}


def test_what_was_not_understood_is_handed_on() -> None:
    plan = current()
    lost = NotUnderstood("シート!Z9", "→", "どの行のものか分かりません。")
    numbering = number_plan(plan, load_form(plan.form))
    found = plan_import(plan, Reading("a.xlsx", (), (lost,), ("事業がありません。",)), numbering)
    assert found.not_understood == (lost,)
    assert found.remarks == ("事業がありません。",)
    assert found.initiatives_found == 0


@pytest.mark.parametrize("seed", range(30))
def test_random_replies_are_found_whole(seed: int) -> None:
    """Whatever is changed in shown fields of the sample is found, and no other change."""
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    random = Random(seed)
    replies: dict[str, Initiative] = {}
    for one in random.sample(list(plan.initiatives()), 12):
        replies[one.id] = edited_reply(one, random)
    wanted = plan.with_initiatives(replies)
    reads = (read_of(the_one(wanted, one), ids=True) for one in replies)
    found = planned(plan, *reads, sent={one.id: one for one in plan.initiatives()})
    assert {one.state for one in found.changes} <= {"safe"}
    assert accept(plan, found, found.ids("safe")) == wanted


def edited_reply(one: Initiative, random: Random) -> Initiative:
    rows: list[Any] = list(one.schedule.rows)
    random.shuffle(rows)
    made = []
    for row in rows:
        items = [
            dataclasses.replace(item, text=item.text + random.choice(("", "（予定）")))
            for item in row.items
            if random.random() < 0.9
        ]
        made.append(dataclasses.replace(row, items=tuple(items)))
    summary = random.choice((one.summary, one.summary + "追記"))
    return with_rows(dataclasses.replace(one, summary=summary), made)
