"""Each change is of one kind, by which lists are narrowed, and has a sign."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.comparison_kinds import kind_of, sign_of
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.plan import Department, Plan
from tests.helpers.plans import initiative_of, plan_of, years_item

ITEM = years_item("a", 2025, 2025, "検討")
OLD = plan_of(initiative_of((ITEM,)), departments=(Department("d", "旧課"),))


def found(new: Plan) -> list[tuple[str, str]]:
    return [(kind_of(one), sign_of(one)) for one in compare_plans(OLD, new)]


def changed(**fields: object) -> Plan:
    return plan_of(
        initiative_of((ITEM,), **fields),  # type: ignore[arg-type]
        departments=OLD.departments,
    )


def test_texts_and_departments_of_an_initiative() -> None:
    assert found(changed(summary="概要")) == [("text", "変")]
    assert found(changed(departments=("全庁",))) == [("department", "変")]
    assert found(changed(divisions=4)) == [("schedule", "変")]


def test_an_initiative_that_came_and_one_that_went() -> None:
    other = initiative_of(id="other", name="別の事業")
    assert found(plan_of(other, departments=OLD.departments)) == [
        ("initiative", "削"),
        ("initiative", "新"),
    ]


def test_an_arrow_that_was_lengthened() -> None:
    longer = plan_of(
        initiative_of((years_item("a", 2025, 2026, "検討"),)), departments=OLD.departments
    )
    assert found(longer) == [("schedule", "延")]


def test_what_belongs_to_no_initiative() -> None:
    assert found(dataclasses.replace(OLD, title="改めた計画")) == [("outline", "変")]
    renamed = dataclasses.replace(OLD, departments=(Department("d", "新課"),))
    assert found(renamed)[0][0] == "department"
