"""What differs from an edition, in a word for each initiative."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.edition_changes import EditionChanges
from kitaplanner.domain.outline import insert_initiative, map_initiative, take_out_initiative
from kitaplanner.domain.plan import Initiative, Plan, Progress
from kitaplanner.operations.documents import sample_plan


def renamed(plan: Plan, which: str, name: str) -> Plan:
    return map_initiative(plan, which, lambda one: dataclasses.replace(one, name=name))


def test_each_initiative_that_differs_is_told_in_a_word() -> None:
    base = sample_plan("kita")
    first, second, third, fourth = [one.id for one in base.initiatives()][:4]
    changes = EditionChanges(base)
    assert changes.of(base) == {}
    plan = renamed(base, first, "電子申請をさらに進める")
    moved = plan.initiative(second)
    assert moved is not None
    target = base.path_to(fourth)[-1].id
    plan = insert_initiative(take_out_initiative(plan, second), target, 0, moved)
    plan = insert_initiative(plan, target, 0, Initiative("new", "新しい事業"))
    plan = take_out_initiative(plan, third)
    assert changes.of(plan) == {first: "変更", second: "移動", "new": "追加"}
    # What is changed back is no change.
    old = base.initiative(first)
    assert old is not None
    assert first not in changes.of(renamed(plan, first, old.name))


def test_a_report_on_a_year_changes_no_plan() -> None:
    base = sample_plan("kita")
    one = next(base.initiatives())
    told = dataclasses.replace(one, progress=(Progress("p", 2025, "完了"),))
    plan = base.with_initiatives({one.id: told})
    assert EditionChanges(base).of(plan) == {}
    assert EditionChanges(plan).of(base) == {}
