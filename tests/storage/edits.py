"""Random edits of a plan, of every kind that the tables have to follow."""

from __future__ import annotations

import dataclasses
import random

from kitaplanner.domain import outline
from kitaplanner.domain.calendar import month_of
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    Budget,
    Department,
    Initiative,
    Node,
    Plan,
    Progress,
    ScheduleItem,
    ScheduleRow,
    Term,
)


def random_edit(plan: Plan, dice: random.Random) -> Plan:
    """Give the plan after one edit; rarely the same plan."""
    edit = dice.choices(
        (edit_item, drop_item, add_row, rename, add_parts, move, remove, add, structure),
        (30, 8, 8, 10, 10, 6, 3, 6, 6),
    )[0]
    return edit(plan, dice)


def _some(plan: Plan, dice: random.Random) -> Initiative | None:
    found = tuple(plan.initiatives())
    return dice.choice(found) if found else None


def _with_rows(plan: Plan, one: Initiative, rows: tuple[ScheduleRow, ...]) -> Plan:
    schedule = dataclasses.replace(one.schedule, rows=rows)
    return plan.with_initiatives({one.id: dataclasses.replace(one, schedule=schedule)})


def edit_item(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    if one is None or not any(row.items for row in one.schedule.rows):
        return plan
    row = dice.choice([row for row in one.schedule.rows if row.items])
    index = dice.randrange(len(row.items))
    item = row.items[index]
    changed = dataclasses.replace(
        item,
        text=f"{item.text[:8]}改{dice.randrange(1000)}",
        opens_after=dice.random() < 0.5,
        end=item.start if dice.random() < 0.2 else item.end,
    )
    items = (*row.items[:index], changed, *row.items[index + 1 :])
    rows = tuple(
        dataclasses.replace(row, items=items) if each is row else each for each in one.schedule.rows
    )
    return _with_rows(plan, one, rows)


def drop_item(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    if one is None or not any(row.items for row in one.schedule.rows):
        return plan
    row = dice.choice([row for row in one.schedule.rows if row.items])
    items = tuple(item for item in row.items if item is not dice.choice(row.items))
    rows = tuple(
        dataclasses.replace(row, items=items) if each is row else each for each in one.schedule.rows
    )
    return _with_rows(plan, one, rows)


def add_row(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    if one is None:
        return plan
    start = month_of(2025, 4) + dice.randrange(40)
    item = ScheduleItem(new_id(), "box", start, start + dice.randrange(12), "試行")
    rows = [*one.schedule.rows, ScheduleRow(new_id(), (item,), label="行")]
    dice.shuffle(rows)
    return _with_rows(plan, one, tuple(rows))


def rename(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    if one is None:
        return plan
    changed = dataclasses.replace(
        one, name=f"取組{dice.randrange(1000)}", departments=one.departments[::-1]
    )
    return plan.with_initiatives({one.id: changed})


def add_parts(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    if one is None:
        return plan
    changed = dataclasses.replace(
        one,
        budgets=(Budget(new_id(), 2026, amount=dice.randrange(10_000)), *one.budgets[:2]),
        progress=(*one.progress[-2:], Progress(new_id(), 2025, "順調")),
        terms=(Term(new_id(), "RPA", "自動化"), *one.terms[:1]),
    )
    return plan.with_initiatives({one.id: changed})


def move(plan: Plan, dice: random.Random) -> Plan:
    one = _some(plan, dice)
    nodes = tuple(plan.nodes())
    if one is None:
        return plan
    lighter = outline.take_out_initiative(plan, one.id)
    return outline.insert_initiative(lighter, dice.choice(nodes).id, dice.randrange(4), one)


def remove(plan: Plan, dice: random.Random) -> Plan:
    nodes = tuple(plan.nodes())
    if len(nodes) < 4:
        return plan
    return outline.take_out_node(plan, dice.choice(nodes).id)


def add(plan: Plan, dice: random.Random) -> Plan:
    nodes = tuple(plan.nodes())
    parent = dice.choice(nodes).id if nodes and dice.random() < 0.8 else None
    one = _some(plan, dice)
    node = Node(
        new_id(),
        "施策",
        "新しい施策",
        initiatives=() if one is None else (outline.copy_initiative(one),),
    )
    return outline.insert_node(plan, parent, dice.randrange(3), node)


def structure(plan: Plan, dice: random.Random) -> Plan:
    department = Department(new_id(), f"課{dice.randrange(10**9)}")
    kept = list(plan.departments[:60])
    dice.shuffle(kept)
    return dataclasses.replace(
        plan,
        title=f"計画{dice.randrange(1000)}",
        departments=(department, *kept),
        sections=plan.sections[::-1],
        terms=(Term(new_id(), "DX", "変革"), *plan.terms[:3]),
        handouts=(
            Handout(new_id(), "第2回", parts=(HandoutPart(new_id(), "paper", "素案について"),)),
            *plan.handouts[:2],
        ),
        wordings=(WordingRule(new_id(), "取組", ("取組み",)), *plan.wordings[:2]),
        accepted=(AcceptedFinding(new_id(), "spelling_variant"), *plan.accepted[:2]),
        pictures=(Picture(new_id(), "図", "image/png", 1, 1, b"\x89PNG"), *plan.pictures[:1]),
    )
