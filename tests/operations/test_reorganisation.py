"""組織改正: what is renamed, merged or split, and that everything else stays as it was."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import month_of
from kitaplanner.domain.plan import Initiative, Plan, Progress
from kitaplanner.domain.reorganisation import (
    Reorganisation,
    reorganised,
    touched_initiatives,
)
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.departments import change_department
from kitaplanner.operations.reorganisation import reorganise_departments
from kitaplanner.storage.document import Document
from tests.strategies import plans

SYSTEMS, DX, NEW = "情報システム担当課", "DX推進担当課", "デジタル戦略課"
APRIL = month_of(2026, 4)


def rename(new: str = NEW, old: str = SYSTEMS, month: int = APRIL) -> Reorganisation:
    return Reorganisation("rename", (old,), (new,), month)


def master(plan: Plan, name: str) -> object:
    return next(one for one in plan.departments if one.name == name)


def of_department(plan: Plan, name: str) -> list[Initiative]:
    return [one for one in plan.initiatives() if name in one.departments]


def test_a_renamed_department_ends_and_its_successor_begins(document: Document) -> None:
    before = document.snapshot
    used = of_department(before, SYSTEMS)
    change = reorganise_departments(document, rename())
    plan = document.snapshot
    assert change is not None
    assert change.label == f"組織改正：{SYSTEMS}→{NEW}（令和8年4月）"
    assert master(plan, SYSTEMS).valid_to == APRIL - 1
    assert master(plan, NEW).valid_from == APRIL
    assert master(plan, NEW).aliases == (SYSTEMS,)
    assert [one.id for one in of_department(plan, NEW)] == [one.id for one in used]
    assert of_department(plan, SYSTEMS) == []
    document.undo()
    assert document.snapshot == before


def test_rows_and_items_follow(document: Document) -> None:
    def named(plan: Plan) -> int:
        rows = [row for one in plan.initiatives() for row in one.schedule.rows]
        groups = [row.departments for row in rows]
        groups += [item.departments for row in rows for item in row.items]
        return sum(SYSTEMS in names for names in groups)

    first = of_department(document.snapshot, SYSTEMS)[0]
    row = first.schedule.rows[0]
    items = tuple(dataclasses.replace(one, departments=(SYSTEMS,)) for one in row.items)
    row = dataclasses.replace(row, departments=(SYSTEMS,), items=items)
    schedule = dataclasses.replace(first.schedule, rows=(row, *first.schedule.rows[1:]))
    plan = document.snapshot.with_initiatives(
        {first.id: dataclasses.replace(first, schedule=schedule)}
    )
    assert named(plan) >= 2
    assert named(reorganised(plan, rename())) == 0


def test_a_merger_names_the_successor_once_where_the_first_stood(document: Document) -> None:
    both = [one for one in of_department(document.snapshot, SYSTEMS) if DX in one.departments]
    reorganise_departments(document, Reorganisation("merge", (SYSTEMS, DX), (NEW,), APRIL))
    plan = document.snapshot
    assert both
    for old in both:
        names = plan.initiative(old.id).departments
        assert names.count(NEW) == 1
        first = min(old.departments.index(SYSTEMS), old.departments.index(DX))
        assert names.index(NEW) == first
    assert master(plan, NEW).aliases == (SYSTEMS, DX)


def test_a_department_can_take_over_another(document: Document) -> None:
    reorganise_departments(document, Reorganisation("merge", (SYSTEMS, DX), (DX,), APRIL))
    plan = document.snapshot
    assert master(plan, DX).valid_to is None
    assert master(plan, DX).aliases == (SYSTEMS,)
    assert master(plan, SYSTEMS).valid_to == APRIL - 1
    assert of_department(plan, SYSTEMS) == []


def test_a_split_follows_the_choice_for_each_initiative(document: Document) -> None:
    first, second, *rest = of_department(document.snapshot, SYSTEMS)
    wish = Reorganisation("split", (SYSTEMS,), ("基盤課", "運用課"), APRIL, {first.id: ("運用課",)})
    seen = {one.initiative.id: one.after for one in touched_initiatives(document.snapshot, wish)}
    reorganise_departments(document, wish)
    plan = document.snapshot
    assert "基盤課" not in plan.initiative(first.id).departments
    assert "運用課" in plan.initiative(first.id).departments
    for one in (second, *rest):
        names = plan.initiative(one.id).departments
        assert names.index("運用課") == names.index("基盤課") + 1
        assert names == seen[one.id]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (rename(""), "名称が空です"),
        (rename("総務課、広報課"), "改行や「、」は使えません"),
        (rename("課\x07"), "U\\+0007"),
        (rename(DX), "「統合」を選んでください"),
        (rename(SYSTEMS), "前と後が同じ"),
        (rename(old="ない課"), "担当課一覧にありません"),
        (Reorganisation("merge", (SYSTEMS,), (NEW,), APRIL), "2つ以上選んで"),
        (Reorganisation("split", (SYSTEMS,), (NEW,), APRIL), "2つ以上入力"),
        (Reorganisation("split", (SYSTEMS,), (NEW, NEW), APRIL), "重なっています"),
        (Reorganisation("rename", (), (NEW,), APRIL), "選ばれていません"),
        (
            Reorganisation("split", (SYSTEMS,), ("甲課", "乙課"), APRIL, {"x": ()}),
            "引き継ぐ課が決まっていない",
        ),
    ],
)
def test_what_cannot_be_is_refused(document: Document, wish: Reorganisation, words: str) -> None:
    before = document.snapshot
    with pytest.raises(RefusedEdit, match=words):
        reorganise_departments(document, wish)
    assert document.snapshot == before
    assert not document.can_undo


def test_a_department_that_has_ended_or_not_begun_is_refused(document: Document) -> None:
    reorganise_departments(document, rename())
    with pytest.raises(RefusedEdit, match="令和8年3月で終わった課"):
        reorganise_departments(document, rename("別の課", month=APRIL + 12))
    with pytest.raises(RefusedEdit, match="令和8年4月にできた課"):
        reorganise_departments(document, rename("別の課", NEW, APRIL))


def test_replies_keep_who_gave_them(document: Document) -> None:
    used = of_department(document.snapshot, SYSTEMS)[0]
    reply = Progress("reply", 2025, "実施", department=SYSTEMS)
    plan = document.snapshot.with_initiatives(
        {used.id: dataclasses.replace(used, progress=(reply,))}
    )
    assert reorganised(plan, rename()).initiative(used.id).progress == (reply,)


def test_the_division_is_that_of_the_old_department(document: Document) -> None:
    change_department(
        document, master(document.snapshot, SYSTEMS).id, "division", "デジタル推進担当部"
    )
    plan = document.snapshot
    assert master(reorganised(plan, rename()), NEW).division == "デジタル推進担当部"
    other = dataclasses.replace(rename(), division="政策経営部")
    assert master(reorganised(plan, other), NEW).division == "政策経営部"


def blanked(plan: Plan) -> Plan:
    """Give the plan without what a reorganisation may touch."""

    def without(one: Initiative) -> Initiative:
        rows = tuple(
            dataclasses.replace(
                row,
                departments=(),
                items=tuple(dataclasses.replace(item, departments=()) for item in row.items),
            )
            for row in one.schedule.rows
        )
        schedule = dataclasses.replace(one.schedule, rows=rows)
        return dataclasses.replace(one, departments=(), schedule=schedule)

    changed = {one.id: without(one) for one in plan.initiatives()}
    return dataclasses.replace(plan.with_initiatives(changed), departments=())


@given(plans(), st.data())
def test_every_other_byte_stays_and_undo_is_identity(plan: Plan, data: st.DataObject) -> None:
    kinds = ["rename", "split"] if len(plan.departments) == 1 else ["rename", "merge", "split"]
    if not plan.departments:
        return
    kind = data.draw(st.sampled_from(kinds))
    names = [one.name for one in plan.departments]
    old = tuple(names[:2]) if kind == "merge" else (data.draw(st.sampled_from(names)),)
    new = ("甲新課", "乙新課") if kind == "split" else ("甲新課",)
    wish = Reorganisation(kind, old, new, APRIL)
    with tempfile.TemporaryDirectory() as folder:
        document = Document.create(Path(folder) / "doc.db", plan, "担当")
        try:
            digest = document.digest()
            try:
                reorganise_departments(document, wish)
            except RefusedEdit:
                assert document.snapshot == plan
                return
            after = document.snapshot
            assert blanked(after) == blanked(plan)
            untouched = [one for one in plan.departments if one.name not in old]
            assert [one for one in after.departments if one in untouched] == untouched
            for one in plan.initiatives():
                kept = [name for name in one.departments if name not in old]
                names_after = after.initiative(one.id).departments
                if set(old) & set(one.departments):
                    kept = list(dict.fromkeys(kept))
                assert [name for name in names_after if name not in new] == kept
            document.undo()
            assert document.digest() == digest
            assert document.snapshot == plan
        finally:
            document.close()
