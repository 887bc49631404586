"""A plan taken apart into things with an id, each with its fields, its holder and its order.

Belongs here: the one list of what holds what and which fields a thing has, for comparing (`diff`)
and merging (`merge`). Fields come from the classes of `plan`, so that a new one is never forgotten.
Does not belong here: what a difference means.

A few fields are seen as people see them: an item has one `span`, the settings are fields of the
plan, and `divisions` and `schedule_state` are fields of the initiative.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    Budget,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    PlanSettings,
    Progress,
    Reference,
    ScheduleItem,
    ScheduleRow,
    Section,
    Term,
)

Kind: TypeAlias = Literal[
    "plan", "department", "node", "initiative", "row", "item",
    "indicator", "budget", "progress", "reference", "section", "term",
    "picture", "handout", "handout_part", "wording", "accepted",
]  # fmt: skip


class Key(NamedTuple):
    """What names a thing; its id is empty for the plan itself."""

    kind: Kind
    id: str


THE_PLAN = Key("plan", "")
CLASSES: dict[Kind, type] = {
    "plan": Plan,
    "department": Department,
    "node": Node,
    "initiative": Initiative,
    "row": ScheduleRow,
    "item": ScheduleItem,
    "indicator": Indicator,
    "budget": Budget,
    "progress": Progress,
    "reference": Reference,
    "section": Section,
    "term": Term,
    "picture": Picture,
    "handout": Handout,
    "handout_part": HandoutPart,
    "wording": WordingRule,
    "accepted": AcceptedFinding,
}
# What a thing holds, in printed order: the attribute and the kind of what is in it.
HOLDINGS: dict[Kind, tuple[tuple[str, Kind], ...]] = {
    "plan": (
        ("departments", "department"),
        ("outline", "node"),
        ("sections", "section"),
        ("terms", "term"),
        ("pictures", "picture"),
        ("handouts", "handout"),
        ("wordings", "wording"),
        ("accepted", "accepted"),
    ),
    "handout": (("parts", "handout_part"),),
    "node": (("initiatives", "initiative"), ("children", "node")),
    "initiative": (
        ("rows", "row"),
        ("indicators", "indicator"),
        ("budgets", "budget"),
        ("progress", "progress"),
        ("references", "reference"),
        ("terms", "term"),
    ),
    "row": (("items", "item"),),
}
# Kinds that stand on their own in a comparison, also where their holder is new or gone.
MAJOR: frozenset[Kind] = frozenset({"department", "node", "initiative", "section"})


@functools.cache
def field_names(kind: Kind) -> tuple[str, ...]:
    """Give the names of the fields of a kind, without its id and what it holds."""
    held = {name for name, _ in HOLDINGS.get(kind, ())}
    names: list[str] = []
    for field in dataclasses.fields(CLASSES[kind]):
        if kind == "plan" and field.name == "settings":
            names += [one.name for one in dataclasses.fields(PlanSettings)]
        elif kind == "initiative" and field.name == "schedule":
            names += ["divisions", "schedule_state"]
        elif kind == "item" and field.name in ("start", "end"):
            names += ["span"] if field.name == "start" else []
        elif field.name != "id" and field.name not in held:
            names.append(field.name)
    return tuple(names)


SETTINGS = frozenset(field.name for field in dataclasses.fields(PlanSettings))


def read_field(kind: Kind, value: Any, name: str) -> Any:
    """Give a field of a thing."""
    if kind == "item" and name == "span":
        return Span(value.start, value.end)
    if kind == "plan" and name in SETTINGS:
        return getattr(value.settings, name)
    if kind == "initiative" and name in ("divisions", "schedule_state"):
        return value.schedule.divisions if name == "divisions" else value.schedule.state
    return getattr(value, name)


def with_fields(kind: Kind, value: Any, fields: Mapping[str, Any]) -> Any:
    """Give the thing with other values in some fields."""
    plain = dict(fields)
    if kind == "item" and "span" in plain:
        plain["start"], plain["end"] = plain.pop("span")
    if kind == "plan":
        chosen = {name: plain.pop(name) for name in SETTINGS & plain.keys()}
        if chosen:
            plain["settings"] = dataclasses.replace(value.settings, **chosen)
    if kind == "initiative":
        parts = {"divisions": "divisions", "schedule_state": "state"}
        chosen = {parts[name]: plain.pop(name) for name in parts if name in plain}
        if chosen:
            plain["schedule"] = dataclasses.replace(value.schedule, **chosen)
    return dataclasses.replace(value, **plain)


def held_things(kind: Kind, value: Any) -> tuple[tuple[Kind, tuple[Any, ...]], ...]:
    """Give what a thing holds, by kind and in its order."""
    return tuple(
        (held, value.schedule.rows if held == "row" else getattr(value, name))
        for name, held in HOLDINGS.get(kind, ())
    )


def with_held(kind: Kind, value: Any, held: Mapping[Kind, tuple[Any, ...]]) -> Any:
    """Give the thing that holds other things."""
    if not held:
        return value
    changes: dict[str, Any] = {name: held[one] for name, one in HOLDINGS[kind] if one in held}
    if "rows" in changes:
        changes["schedule"] = dataclasses.replace(value.schedule, rows=changes.pop("rows"))
    return dataclasses.replace(value, **changes)


class Records:
    """The things of a plan by key.

    `values` are things that hold nothing; `order` gives what each holds, by kind. An initiative
    that was left closed is whole in `values` and holds nothing in `order`. What no edit touched is
    given back as the same object.
    """

    def __init__(self) -> None:
        self.values: dict[Key, Any] = {}
        self.parents: dict[Key, Key] = {}
        self.order: dict[tuple[Key, Kind], list[Key]] = {}
        self._wholes: dict[Key, tuple[Any, Any]] = {}

    @classmethod
    def of(cls, plan: Plan, closed: Collection[str] = ()) -> Records:
        """Take a plan apart, all but the initiatives whose ids are named."""
        records = cls()
        records._open(THE_PLAN, plan, closed)
        return records

    @classmethod
    def sharing(cls, other: Records) -> Records:
        """Begin with nothing; what becomes the same as in the other is given as its object."""
        records = cls()
        records._wholes = other._wholes
        return records

    def _open(self, key: Key, value: Any, closed: Collection[str]) -> None:
        if key.kind == "initiative" and key.id in closed:
            self.values[key] = value
            return
        holdings = held_things(key.kind, value)
        bare = value
        if any(things for _, things in holdings):
            bare = with_held(key.kind, value, {kind: () for kind, _ in holdings})
        self.values[key] = bare  # before what it holds: whoever goes through meets holders first
        self._wholes[key] = (bare, value)
        for kind, things in holdings:
            keys = [Key(kind, one.id) for one in things]
            self.order[key, kind] = keys
            for child, thing in zip(keys, things, strict=True):
                self.parents[child] = key
                self._open(child, thing, closed)

    def plan(self) -> Plan:
        """Put the plan together again."""
        plan: Plan = self.whole(THE_PLAN)
        return plan

    def whole(self, key: Key) -> Any:
        """Give a thing with all that it holds; items of a row in order of time."""
        value = self.values[key]
        held: dict[Kind, tuple[Any, ...]] = {}
        for _, kind in HOLDINGS.get(key.kind, ()):
            if (key, kind) in self.order:
                things = [self.whole(one) for one in self.order[key, kind]]
                if kind == "item":
                    things.sort(key=lambda item: (item.start, item.end))
                held[kind] = tuple(things)
        bare, whole = self._wholes.get(key, (None, None))
        if value is bare and all(
            len(things) == len(held[kind])
            and all(one is other for one, other in zip(things, held[kind], strict=True))
            for kind, things in held_things(key.kind, whole)
        ):
            return whole
        return with_held(key.kind, value, held)

    def initiative_of(self, key: Key) -> str:
        """Give the id of the initiative that a thing belongs to or is; empty where none."""
        at: Key | None = key
        while at is not None and at.kind != "initiative":
            at = self.parents.get(at)
        return "" if at is None else at.id

    def keys_in_order(self) -> list[Key]:
        """Give all keys in printed order."""
        found: list[Key] = []
        waiting = [THE_PLAN]
        while waiting:
            key = waiting.pop()
            found.append(key)
            below = [
                one
                for _, kind in HOLDINGS.get(key.kind, ())
                for one in self.order.get((key, kind), ())
            ]
            waiting.extend(reversed(below))
        return found


def equal_initiatives(*plans: Plan) -> frozenset[str]:
    """Give the ids of the initiatives that are the same in all plans."""
    first, *others = ({one.id: one for one in plan.initiatives()} for plan in plans)
    return frozenset(
        one_id
        for one_id, one in first.items()
        if all(other.get(one_id) is one or other.get(one_id) == one for other in others)
    )
