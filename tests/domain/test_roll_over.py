"""The next period: what reaches into it stays, what goes on without an end is to be confirmed."""

from __future__ import annotations

from hypothesis import given

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.domain.plan import Budget, Plan, Progress, ScheduleItem
from kitaplanner.domain.roll_over import Fate, next_period, rolled_over
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.strategies import plans

NEW = Period(2028, 2032)


def rolled(item: ScheduleItem, fate: Fate = "carry") -> tuple[ScheduleItem, ...]:
    plan = plan_of(initiative_of((item,)))
    (one,) = rolled_over(plan, NEW, {"i": fate}).initiatives()
    return tuple(one.schedule.items())


def test_the_period_that_follows_is_as_long() -> None:
    assert next_period(Period(2025, 2029)) == Period(2030, 2034)


def test_an_item_that_reaches_into_the_new_years_is_cut_and_open_before() -> None:
    (item,) = rolled(years_item("x", 2027, 2029, "運用"))
    assert item.span == year_span(2028, 2029)
    assert (item.opens_before, item.opens_after, item.span_confirmed) == (True, False, True)


def test_an_item_that_ended_before_is_left_behind() -> None:
    assert rolled(years_item("x", 2025, 2027, "検討")) == ()


def test_an_open_end_goes_on_over_the_new_period_and_is_to_be_confirmed() -> None:
    plan = plan_of(initiative_of((years_item("x", 2026, 2029, "運用", opens_after=True),)))
    (one,) = rolled_over(plan, Period(2030, 2034), {}).initiatives()
    (item,) = one.schedule.items()
    assert item.span == year_span(2030, 2034)
    assert (item.opens_before, item.opens_after, item.span_confirmed) == (True, True, False)


def test_shifting_moves_all_years_along() -> None:
    (item,) = rolled(years_item("x", 2025, 2026, "検討"), "shift")
    assert item.span == year_span(2028, 2029)
    assert not item.opens_before


def test_what_ended_is_gone_and_old_figures_stay_behind() -> None:
    figures = {
        "progress": (Progress("p", 2026, "順調"), Progress("q", 2028, "順調")),
        "budgets": (Budget("b", 2027, amount=5), Budget("c", 2029, amount=7)),
    }
    plan = plan_of(initiative_of(id="a", **figures), initiative_of(id="b"))
    (one,) = rolled_over(plan, NEW, {"b": "end"}).initiatives()
    assert one.id == "a"
    assert [each.id for each in (*one.progress, *one.budgets)] == ["q", "c"]


@given(plans())
def test_everything_lies_in_the_new_period_and_keeps_its_id(plan: Plan) -> None:
    period = next_period(plan.period)
    new = rolled_over(plan, period, {})
    old_ids = {item.id for one in plan.initiatives() for item in one.schedule.items()}
    for initiative in new.initiatives():
        for row in initiative.schedule.rows:
            last = -1
            for item in row.items:
                assert period.contains(item.span)
                assert item.start > last
                assert item.id in old_ids
                last = item.end
    assert [one.id for one in new.initiatives()] == [one.id for one in plan.initiatives()]
