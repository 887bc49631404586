"""Laying a schedule without ids over that of the plan: sure partners, doubts, years not shown."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.calendar import Period, Span, year_span
from kitaplanner.domain.import_schedule import LaidSchedule, lay_over
from kitaplanner.domain.plan import Schedule, ScheduleItem, ScheduleRow, Started
from kitaplanner.domain.reading import ReadItem, ReadRow
from tests.helpers.plans import years_item

PERIOD = Period(2025, 2029)


def laid(
    base: tuple[tuple[ScheduleItem, ...], ...],
    read: tuple[tuple[ScheduleItem, ...], ...],
    shown: Span | None = None,
) -> LaidSchedule:
    rows = [ReadRow(tuple(ReadItem(one, one.text) for one in row)) for row in read]
    schedule = Schedule(tuple(ScheduleRow(f"r{at}", row) for at, row in enumerate(base)))
    return lay_over(schedule, rows, None, PERIOD, shown)


def spans(made: LaidSchedule) -> list[list[tuple[str, int, int]]]:
    return [[(item.id, item.start, item.end) for item in row.items] for row in made.schedule.rows]


def doubts(made: LaidSchedule) -> dict[str, str]:
    texts = {item.id: item.text for item in made.schedule.items()}
    return {texts[key]: said for key, said in made.doubts.items() if key in texts}


def test_an_item_that_was_put_off_by_a_year_is_the_same_where_all_have_partners() -> None:
    made = laid(
        ((years_item("a", 2025, 2025, "検討"), years_item("b", 2027, 2029, "運用")),),
        ((years_item("", 2026, 2026, "検討"), years_item("", 2027, 2029, "運用")),),
    )
    assert doubts(made) == {}
    assert [one.id for one in made.schedule.items()] == ["a", "b"]


def test_it_is_doubted_where_the_source_lacks_another() -> None:
    made = laid(
        ((years_item("a", 2025, 2025, "検討"), years_item("b", 2027, 2029, "運用")),),
        ((years_item("", 2026, 2026, "検討"),),),
    )
    assert doubts(made) == {"検討": "「検討」の変更として読みました。"}


def test_a_new_item_is_doubted_where_one_of_the_plan_has_no_partner() -> None:
    base = ((years_item("a", 2025, 2026, "機器の更新"),),)
    made = laid(base, ((years_item("", 2025, 2026, "窓口アンケート"),),))
    assert doubts(made) == {
        "窓口アンケート": "計画の「機器の更新」に代わるものでないか、確かめてください。"
    }
    more = (years_item("", 2025, 2026, "機器の更新"), years_item("", 2027, 2027, "窓口アンケート"))
    assert doubts(laid(base, (more,))) == {}


def test_two_that_may_both_be_meant_are_doubted() -> None:
    made = laid(
        ((years_item("a", 2025, 2029, "スマートフォン講座"),),),
        (
            (years_item("", 2025, 2029, "スマートフォン講座の実施"),),
            (years_item("", 2025, 2029, "スマートフォン講座の準備"),),
        ),
    )
    assert set(doubts(made)) == {"スマートフォン講座の実施", "スマートフォン講座の準備"}


def test_a_start_that_only_one_side_tells_is_doubted() -> None:
    old = years_item("a", 2025, 2029, "運用", started=Started(2022))
    made = laid(((old,),), ((years_item("", 2025, 2028, "運用"),),))
    assert "※令和○年度導入" in doubts(made)["運用"]


def test_what_lies_beyond_the_years_of_the_source_stays() -> None:
    """A sheet of 令和8～10年度 can't shorten or remove what the plan has in other years."""
    base = (
        (years_item("a", 2025, 2025, "検討"), years_item("b", 2026, 2029, "運用")),
        (years_item("c", 2025, 2025, "調達"),),
        (years_item("d", 2025, 2029, "周知"),),
    )
    read = ((years_item("", 2026, 2028, "運用"),), (years_item("", 2026, 2028, "周知"),))
    made = laid(base, read, year_span(2026, 2028))
    assert spans(made) == [[(one.id, one.start, one.end) for one in row] for row in base]
    assert made.doubts == {}


def test_an_end_within_the_years_of_the_source_is_taken() -> None:
    base = ((years_item("d", 2025, 2029, "周知"),),)
    made = laid(base, ((years_item("", 2026, 2027, "周知"),),), year_span(2026, 2028))
    (item,) = made.schedule.items()
    assert item.span == year_span(2025, 2027)


def test_an_arrow_that_runs_on_beyond_the_years_does_not_become_open() -> None:
    old = years_item("d", 2025, 2029, "周知")
    read = dataclasses.replace(years_item("", 2025, 2027, "周知"), opens_after=True)
    (item,) = laid(((old,),), ((read,),), year_span(2025, 2027)).schedule.items()
    assert item == old
