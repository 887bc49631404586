"""Taking a plan apart and putting it together: nothing is forgotten, the rest is shared."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import (
    CLASSES,
    HOLDINGS,
    THE_PLAN,
    Key,
    Records,
    equal_initiatives,
    field_names,
    read_field,
    with_fields,
)
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

NOT_FIELDS = {"id", "settings", "schedule", "start", "end"}


@given(plans())
def test_a_plan_put_together_again_is_the_same_object(plan: Plan) -> None:
    assert Records.of(plan).plan() is plan
    assert Records.of(plan, closed=equal_initiatives(plan, plan)).plan() is plan


def test_every_field_of_every_class_is_a_field_or_held() -> None:
    for kind, cls in CLASSES.items():
        held = {name for name, _ in HOLDINGS.get(kind, ())}
        names = {field.name for field in dataclasses.fields(cls)} - held - NOT_FIELDS
        assert names <= set(field_names(kind)), kind


@given(plans(), st.data())
def test_a_field_that_is_set_is_read_back_and_nothing_else_changes(
    plan: Plan, data: st.DataObject
) -> None:
    records = Records.of(plan)
    key = data.draw(st.sampled_from(sorted(records.values)))
    value = records.values[key]
    donors = [one for other, one in records.values.items() if other.kind == key.kind]
    donor = data.draw(st.sampled_from(donors))
    for name in field_names(key.kind):
        new = read_field(key.kind, donor, name)
        changed = with_fields(key.kind, value, {name: new})
        for other in field_names(key.kind):
            expected = new if other == name else read_field(key.kind, value, other)
            assert read_field(key.kind, changed, other) == expected


def test_what_was_not_touched_is_shared() -> None:
    plan = plan_of(
        initiative_of((years_item("a", 2025, 2026, "検討"),)),
        initiative_of(id="j", name="別の事業"),
    )
    records = Records.of(plan)
    key = Key("initiative", "j")
    records.values[key] = dataclasses.replace(records.values[key], summary="新しい概要")
    first, second = records.plan().initiatives()
    assert first is plan.initiative("i")
    assert second.summary == "新しい概要"
    assert records.keys_in_order()[0] == THE_PLAN
