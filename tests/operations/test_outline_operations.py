"""Operations on nodes, initiatives, departments and the plan's settings."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.operations import departments, initiatives, nodes, plan_settings
from kitaplanner.operations.selection import select_initiatives
from kitaplanner.storage.document import Document

FIRST = "kita-i-01"


def initiative(document: Document, one: str = FIRST) -> Initiative:
    found = document.snapshot.initiative(one)
    assert found is not None
    return found


def number(document: Document, one: str) -> str:
    numbering = number_plan(document.snapshot, load_form(document.snapshot.form))
    return numbering.long_number(initiative(document, one))


def test_a_moved_initiative_keeps_its_id_and_takes_the_number_of_its_new_place(
    document: Document,
) -> None:
    assert number(document, FIRST) == "基本方針1①1-(1)"
    target = document.snapshot.path_to("kita-i-09")[-1]
    change = initiatives.move_initiative(document, FIRST, target.id, 0)
    assert change is not None
    assert change.structure
    assert number(document, FIRST) == "基本方針1②1-(1)"
    assert number(document, "kita-i-09") == "基本方針1②1-(2)"
    assert number(document, "kita-i-02") == "基本方針1①1-(1)"
    document.undo()
    assert number(document, FIRST) == "基本方針1①1-(1)"


def test_a_new_initiative_has_empty_rows_and_a_duplicate_new_ids(document: Document) -> None:
    node = document.snapshot.path_to(FIRST)[-1]
    initiatives.add_initiative(document, node.id, "新しい事業", 1)
    added = list(document.snapshot.initiatives())[1]
    assert added.name == "新しい事業"
    assert len(added.schedule.rows) == 3
    initiatives.duplicate_initiative(document, FIRST)
    copy = list(document.snapshot.initiatives())[1]
    assert copy.name == "電子申請の推進（写し）"
    old_ids = {item.id for item in initiative(document).schedule.items()}
    assert not old_ids & {item.id for item in copy.schedule.items()}
    assert [i.text for i in copy.schedule.items()] == [
        i.text for i in initiative(document).schedule.items()
    ]


def test_a_node_goes_with_all_below_it_and_comes_back(document: Document) -> None:
    node = document.snapshot.outline[0]
    count = len(list(document.snapshot.initiatives()))
    nodes.remove_node(document, node.id)
    assert len(list(document.snapshot.initiatives())) == count - 31
    document.undo()
    assert document.snapshot.outline[0] == node


def test_a_node_can_not_go_below_itself_nor_change_its_level(document: Document) -> None:
    node = document.snapshot.outline[0]
    child = node.children[0]
    with pytest.raises(RefusedEdit, match="それ自身の下"):
        nodes.move_node(document, node.id, child.id)
    with pytest.raises(RefusedEdit, match="階層が違う"):
        nodes.move_node(document, child.id, None)
    with pytest.raises(RefusedEdit, match="事業を追加してください"):
        nodes.add_node(document, child.children[0].id, "深すぎる")


def test_nodes_are_added_on_the_level_of_the_form_and_reordered(document: Document) -> None:
    parent = document.snapshot.outline[0]
    nodes.add_node(document, parent.id, "三つ目")
    added = document.snapshot.outline[0].children[2]
    assert added.level == "丸数字"
    nodes.move_node(document, added.id, parent.id, 0)
    assert document.snapshot.outline[0].children[0].id == added.id
    nodes.change_node(document, added.id, "vision", ("便利に", "早く"))
    assert document.snapshot.outline[0].children[0].vision == ("便利に", "早く")


def test_renaming_a_department_reaches_every_place(document: Document) -> None:
    department = next(one for one in document.snapshot.departments if one.name == "収納推進課")
    departments.change_department(document, department.id, "name", "納税推進課")
    plan = document.snapshot
    names = {name for one in plan.initiatives() for name in one.departments}
    in_items = {
        name
        for one in plan.initiatives()
        for item in one.schedule.items()
        for name in item.departments
    }
    assert "収納推進課" not in names | in_items
    assert "納税推進課" in names & in_items
    document.undo()
    assert "収納推進課" in {
        name for one in document.snapshot.initiatives() for name in one.departments
    }


def test_departments_in_use_stay_and_names_are_unique(document: Document) -> None:
    department = document.snapshot.departments[0]
    with pytest.raises(RefusedEdit, match="事業で使われています"):
        departments.remove_department(document, department.id)
    with pytest.raises(RefusedEdit, match="すでに一覧にあります"):
        departments.add_department(document, department.name)
    with pytest.raises(RefusedEdit, match="名称が空"):
        departments.add_department(document, "  ")
    departments.add_department(document, "新設課", index=0)
    added = document.snapshot.departments[0]
    assert added.name == "新設課"
    departments.remove_department(document, added.id)
    assert document.snapshot.departments[0] == department


def test_the_plan_itself(document: Document) -> None:
    plan_settings.change_plan(document, "stage", "案")
    plan_settings.change_period(document, Period(2025, 2030))
    plan_settings.change_settings(document, "duplex", True)
    plan = document.snapshot
    assert (plan.stage, plan.period, plan.settings.duplex) == ("案", Period(2025, 2030), True)
    with pytest.raises(RefusedEdit, match="30年まで"):
        plan_settings.change_period(document, Period(2025, 2100))
    with pytest.raises(UserError, match="様式「none」"):
        plan_settings.change_plan(document, "form", "none")
    with pytest.raises(RefusedEdit, match="名称が空"):
        plan_settings.change_plan(document, "title", " ")


def test_initiatives_are_chosen_by_number_id_and_department(document: Document) -> None:
    plan = document.snapshot
    assert len(select_initiatives(plan)) == 49
    assert select_initiatives(plan, ["基本方針1①1-(1)", "kita-i-49"]) == (FIRST, "kita-i-49")
    assert select_initiatives(plan, ["(5)"]) == ("kita-i-49",)
    with pytest.raises(UserError, match=r"4件あります。.*基本方針2②1-\(1\)"):
        select_initiatives(plan, ["1-(1)"])
    with pytest.raises(UserError, match=r"9-\(9\)"):
        select_initiatives(plan, ["9-(9)"])
    assert len(select_initiatives(plan, department="情報システム担当課")) == 10
    with pytest.raises(UserError, match="担当課「水道課」の事業がありません"):
        select_initiatives(plan, department="水道課")
