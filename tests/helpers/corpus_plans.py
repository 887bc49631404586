"""Plans that hold what the workbooks of the corpus say, and the same after other hands.

Belongs here: truth (JSON) → Plan, and edits by chance that keep ids. Does not belong here: what an
import must make of them (`corpus_trial`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from random import Random
from typing import Any

from kitaplanner.domain.calendar import Period, Span, fiscal_year_of, parse_month, year_span
from kitaplanner.domain.plan import (
    Department,
    Initiative,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Started,
)

_OTHER_TEXTS = ("関係機関との調整", "実施方針の決定", "効果測定", "区民説明会", "機器の更新")
_TAILS = ("（試行）", "の準備", "・検証", "（対象拡大）", "及び見直し")


def true_plan(truth: dict[str, Any], shown: Span | None) -> Plan:
    """Give a plan of just the years that the workbook shows, and that says what it says."""
    initiatives = tuple(
        _initiative(f"t{number}", one) for number, one in enumerate(truth["initiatives"])
    )
    names = dict.fromkeys(name for one in initiatives for name in one.departments)
    others = dict.fromkeys(("企画課", "財政課", *names))
    span = shown or year_span(2025, 2029)
    return Plan(
        "計画",
        Period(fiscal_year_of(span.start), fiscal_year_of(span.end)),
        departments=tuple(Department(f"d{at}", name) for at, name in enumerate(others)),
        outline=(Node("n", "施策", "施策", initiatives=initiatives),),
    )


def _initiative(key: str, one: dict[str, Any]) -> Initiative:
    rows = tuple(
        ScheduleRow(
            f"{key}r{at}",
            tuple(_item(f"{key}r{at}i{place}", item) for place, item in enumerate(row)),
        )
        for at, row in enumerate(one["rows"])
    )
    return Initiative(
        key, one["name"], tuple(one["departments"]), one["summary"], schedule=Schedule(rows)
    )


def _item(key: str, item: dict[str, Any]) -> ScheduleItem:
    started = item.get("started")
    return ScheduleItem(
        key,
        item["kind"],
        parse_month(item["start"]),
        parse_month(item["end"]),
        item["text"],
        opens_before=item.get("opens_before", False),
        opens_after=item.get("opens_after", False),
        started=Started(started["year"], started["word"]) if started else None,
    )


def with_initiatives(plan: Plan, initiatives: Iterable[Initiative]) -> Plan:
    """Give the plan with these initiatives under its one heading."""
    node = dataclasses.replace(plan.outline[0], initiatives=tuple(initiatives))
    return dataclasses.replace(plan, outline=(node,))


def other_hands(plan: Plan, random: Random) -> Plan:
    """Give the plan as it may have stood before: other texts, spans, items, rows and fields."""
    return with_initiatives(plan, (_edited(one, plan, random) for one in plan.initiatives()))


def _edited(one: Initiative, plan: Plan, random: Random) -> Initiative:
    rows = [list(row.items) for row in one.schedule.rows]
    for _ in range(random.randint(0, 4)):
        random.choice((_retext, _respan, _drop, _drop, _add))(rows, plan.period, random)
    if random.random() < 0.15 and len(rows) > 1:
        rows[random.randrange(len(rows))] = []
    laid = tuple(
        dataclasses.replace(row, items=tuple(items))
        for row, items in zip(one.schedule.rows, rows, strict=False)
    )
    more = tuple(
        ScheduleRow(f"{one.id}x{at}", tuple(items)) for at, items in enumerate(rows[len(laid) :])
    )
    changes: dict[str, Any] = {"schedule": dataclasses.replace(one.schedule, rows=laid + more)}
    if random.random() < 0.2:
        changes["departments"] = (*one.departments[1:], random.choice(("企画課", "財政課")))
    if random.random() < 0.2:
        changes["summary"] = one.summary[: len(one.summary) // 2] + "検討します。"
    if random.random() < 0.1:
        changes["name"] = one.name + random.choice(("（仮称）", "の推進"))
    return dataclasses.replace(one, **changes)


def _any(rows: list[list[ScheduleItem]], random: Random) -> tuple[list[ScheduleItem], int] | None:
    filled = [row for row in rows if row]
    if not filled:
        return None
    row = random.choice(filled)
    return row, random.randrange(len(row))


def _retext(rows: list[list[ScheduleItem]], period: Period, random: Random) -> None:
    if found := _any(rows, random):
        row, at = found
        text = row[at].text
        texts = (text + random.choice(_TAILS), text[: max(1, len(text) // 2)])
        others = (random.choice(_OTHER_TEXTS), random.choice(rows[0] or row).text)
        row[at] = dataclasses.replace(row[at], text=random.choice((*texts, *texts, *others)))


def _respan(rows: list[list[ScheduleItem]], period: Period, random: Random) -> None:
    if not (found := _any(rows, random)):
        return
    row, at = found
    least = row[at - 1].end + 1 if at else period.span.start
    most = row[at + 1].start - 1 if at + 1 < len(row) else period.span.end
    start = random.randint(least, most)
    if random.random() < 0.6:
        start = row[at].start
    end = random.randint(start, most)
    row[at] = dataclasses.replace(row[at], start=start, end=end)


def _drop(rows: list[list[ScheduleItem]], period: Period, random: Random) -> None:
    if found := _any(rows, random):
        row, at = found
        del row[at]


def _add(rows: list[list[ScheduleItem]], period: Period, random: Random) -> None:
    row = random.choice(rows) if rows and random.random() < 0.5 else []
    if row not in rows:
        rows.append(row)
    free = [month for month in range(period.span.start, period.span.end + 1)
            if all(month < one.start or month > one.end for one in row)]  # fmt: skip
    if free:
        start = random.choice(free)
        end = start
        while end + 1 in free and end - start < 24:
            end += 1
        text = random.choice(_OTHER_TEXTS)
        row.append(ScheduleItem(f"x{random.getrandbits(40):x}", "arrow", start, end, text))
        row.sort(key=lambda one: one.start)
