"""What people do to a plan in one gesture that touches many things, at random."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from random import Random
from typing import TypeVar

from kitaplanner.domain.calendar import Period, last_month, month_of
from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.ending import ended
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import (
    insert_initiative,
    map_initiative,
    take_out_initiative,
    take_out_node,
)
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block, Initiative, Plan
from kitaplanner.domain.reorganisation import Reorganisation, reorganised
from kitaplanner.domain.schedule_blocks import join_items, move_items, split_item
from kitaplanner.errors import RefusedEdit

Thing = TypeVar("Thing")


def with_gestures(plan: Plan, random: Random, count: int) -> Plan:
    """Give the plan after some gestures; what can't be done is not done."""
    for _ in range(count):
        try:
            plan = random.choice(_GESTURES)(plan, random)
        except RefusedEdit:
            continue
    return plan


def _any(random: Random, things: list[Thing]) -> Thing:
    if not things:
        raise RefusedEdit("nothing there")
    return random.choice(things)


def _initiative(plan: Plan, random: Random) -> Initiative:
    return _any(random, list(plan.initiatives()))


def _rename(plan: Plan, random: Random) -> Plan:
    old = _any(random, list(plan.departments))
    new = dataclasses.replace(old, name=f"課{new_id()[:8]}")
    departments = tuple(new if one is old else one for one in plan.departments)
    return dataclasses.replace(renamed(plan, {old.name: new.name}), departments=departments)


def _reorganise(plan: Plan, random: Random) -> Plan:
    kind = random.choice(("rename", "merge", "split"))
    names = [one.name for one in plan.departments]
    old = random.sample(names, min(len(names), 2 if kind == "merge" else 1))
    new = [f"課{new_id()[:8]}" for _ in range(2 if kind == "split" else 1)]
    if kind == "merge" and random.random() < 0.3:
        new = old[:1]  # a department that is there takes over the other
    elif kind == "split" and random.random() < 0.3:
        new[0] = old[0]  # a part is split off
    month = month_of(random.randint(2026, 2029), 4)
    choices = {
        one.id: tuple(random.sample(new, 1))
        for one in plan.initiatives()
        if kind == "split" and random.random() < 0.3
    }
    wish = Reorganisation(kind, tuple(old), tuple(new), month, choices)
    return reorganised(plan, wish)


def _end(plan: Plan, random: Random) -> Plan:
    one = _initiative(plan, random)
    year = random.choice(plan.period.years)
    return plan.with_initiatives({one.id: ended(one, last_month(year))})


def _split(plan: Plan, random: Random) -> Plan:
    one = _initiative(plan, random)
    item = _any(random, list(one.schedule.items()))
    month = random.randint(item.start, item.end)
    return map_initiative(plan, one.id, lambda old: split_item(old, item.id, month).initiative)


def _join(plan: Plan, random: Random) -> Plan:
    one = _initiative(plan, random)
    row = _any(random, [row for row in one.schedule.rows if len(row.items) > 1])
    ids = [item.id for item in row.items[:2]]
    return map_initiative(plan, one.id, lambda old: join_items(old, ids).initiative)


def _shift(plan: Plan, random: Random) -> Plan:
    one = _initiative(plan, random)
    item = _any(random, list(one.schedule.items()))
    months, rows = random.randint(-12, 12), random.randint(-1, 1)
    return map_initiative(
        plan,
        one.id,
        lambda old: move_items(old, [item.id], months, rows, plan.period).initiative,
    )


def _move(plan: Plan, random: Random) -> Plan:
    one = _initiative(plan, random)
    node = _any(random, list(plan.nodes()))
    return insert_initiative(take_out_initiative(plan, one.id), node.id, None, one)


def _remove_heading(plan: Plan, random: Random) -> Plan:
    return take_out_node(plan, _any(random, list(plan.nodes())).id)


def _place_picture(plan: Plan, random: Random) -> Plan:
    section = _any(random, list(plan.sections))
    picture = Picture(new_id(), "図.png", "image/png", 1, 1, b"png")
    blocks = (*section.blocks, Block("figure", picture=picture.id))
    new = dataclasses.replace(section, blocks=blocks)
    sections = tuple(new if one is section else one for one in plan.sections)
    return dataclasses.replace(plan, sections=sections, pictures=(*plan.pictures, picture))


def _lengthen_period(plan: Plan, random: Random) -> Plan:
    first, last = plan.period
    return dataclasses.replace(plan, period=Period(first, last + random.randint(1, 2)))


_GESTURES: tuple[Callable[[Plan, Random], Plan], ...] = (
    _rename,
    _reorganise,
    _end,
    _split,
    _join,
    _shift,
    _move,
    _remove_heading,
    _place_picture,
    _lengthen_period,
)
