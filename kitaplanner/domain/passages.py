"""The texts of a plan, each with an address, and a plan in which some of them read otherwise.

Belongs here: which fields hold text that people wrote, and the way back to them. Names of
departments are among them so that they can be found; they are rewritten by `department_names`,
because many places share one name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from kitaplanner.domain.plan import Block, Initiative, Node, Plan, Section

TextGroup: TypeAlias = Literal[
    "name", "summary", "items", "notes", "departments", "headings", "others"
]
TEXT_GROUPS: tuple[TextGroup, ...] = (
    "name",
    "summary",
    "items",
    "notes",
    "departments",
    "headings",
    "others",
)
OwnerKind: TypeAlias = Literal["node", "initiative", "department", "section", "plan"]
T = TypeVar("T")


class Address(NamedTuple):
    """Names one text: the kind and id of the thing, its field, and the place in a list of texts.

    `at` is -1 where the field is a text itself. A block of a section has the id of the section,
    a colon and its index; what is listed in a block has that id, a colon and its own index.
    """

    kind: str
    id: str
    field: str
    at: int = -1


class Owner(NamedTuple):
    """What the results are grouped by: a node, an initiative, the list of departments …"""

    kind: OwnerKind
    id: str


class Passage(NamedTuple):
    """One text of the plan with the group of fields that it belongs to."""

    address: Address
    text: str
    group: TextGroup


_FIELDS: dict[str, tuple[tuple[str, TextGroup], ...]] = {
    "node": (
        ("name", "headings"),
        ("lead", "headings"),
        ("bullets", "headings"),
        ("vision", "headings"),
        ("outcome_goal", "headings"),
    ),
    "initiative": (
        ("name", "name"),
        ("departments", "departments"),
        ("summary", "summary"),
        ("notes", "notes"),
        ("effects", "others"),
    ),
    "row": (("group", "items"), ("label", "items"), ("departments", "departments")),
    "item": (("text", "items"), ("note", "notes"), ("departments", "departments")),
    "indicator": (("name", "others"), ("note", "others")),
    "budget": (("label", "others"), ("note", "others")),
    "progress": (("result", "others"), ("reason", "others"), ("next_step", "others")),
    "reference": (("text", "others"), ("content", "others"), ("external", "others")),
    "term": (("word", "others"), ("definition", "others")),
    "department": (("name", "departments"),),
    "section": (("heading", "others"),),
    "block": (("text", "others"), ("source", "others"), ("caption", "others")),
    "entry": (("text", "others"), ("note", "others")),
    "bar": (("name", "others"), ("text", "others")),
    "box": (("text", "others"), ("note", "others")),
}
# What is listed in a block: entries of a chronicle, bars of a timeline, boxes of a chart.
_LISTED = (("entries", "entry"), ("rows", "bar"), ("boxes", "box"))
_PARTS = (
    ("indicators", "indicator"),
    ("budgets", "budget"),
    ("progress", "progress"),
    ("references", "reference"),
    ("terms", "term"),
)


def passages_by_owner(plan: Plan) -> Iterator[tuple[Owner, Iterator[Passage]]]:
    """Yield every owner in printed order with its texts; the list of departments comes first."""
    for department in plan.departments:
        yield Owner("department", department.id), _of("department", department)
    for section in plan.sections:
        yield Owner("section", section.id), _in_section(section)
    for node in plan.nodes():
        yield Owner("node", node.id), _of("node", node)
        for initiative in node.initiatives:
            yield Owner("initiative", initiative.id), _in_initiative(initiative)
    yield Owner("plan", ""), (one for term in plan.terms for one in _of("term", term))


def with_texts(plan: Plan, texts: Mapping[Address, str]) -> Plan:
    """Give the plan with other texts at these addresses; what is untouched is shared.

    A text of a list that becomes empty is taken out of the list. Addresses of departments' names
    and those that the plan does not have are passed over.
    """
    kept = {one: text for one, text in texts.items() if one.field != "departments"}
    changed = _Changed(kept, frozenset((one.kind, one.id) for one in kept))
    ids = frozenset(one.id for one in kept)
    touched = [one for one in plan.initiatives() if not ids.isdisjoint(_ids_in(one))]
    plan = plan.with_initiatives({one.id: _initiative_with(one, changed) for one in touched})
    return dataclasses.replace(
        plan,
        outline=tuple(_node_with(node, changed) for node in plan.outline),
        sections=tuple(_section_with(section, changed) for section in plan.sections),
        terms=tuple(_with(term, "term", term.id, changed) for term in plan.terms),
    )


class _Changed(NamedTuple):
    texts: Mapping[Address, str]
    things: frozenset[tuple[str, str]]


def _of(kind: str, thing: Any, thing_id: str = "") -> Iterator[Passage]:
    thing_id = thing_id or thing.id
    for field, group in _FIELDS[kind]:
        value = getattr(thing, field)
        if isinstance(value, str):
            if value:
                yield Passage(Address(kind, thing_id, field), value, group)
            continue
        for index, text in enumerate(value):
            yield Passage(Address(kind, thing_id, field, index), text, group)


def _in_initiative(initiative: Initiative) -> Iterator[Passage]:
    yield from _of("initiative", initiative)
    for row in initiative.schedule.rows:
        yield from _of("row", row)
        for item in row.items:
            yield from _of("item", item)
    for field, kind in _PARTS:
        for part in getattr(initiative, field):
            yield from _of(kind, part)


def _in_section(section: Section) -> Iterator[Passage]:
    yield from _of("section", section)
    for index, block in enumerate(section.blocks):
        block_id = f"{section.id}:{index}"
        yield from _of("block", block, block_id)
        for field, kind in _LISTED:
            for at, one in enumerate(getattr(block, field)):
                yield from _of(kind, one, f"{block_id}:{at}")


def _with(thing: T, kind: str, thing_id: str, changed: _Changed) -> T:
    if (kind, thing_id) not in changed.things:
        return thing
    fields: dict[str, Any] = {}
    for field, _group in _FIELDS[kind]:
        old = getattr(thing, field)
        new = _field_with(old, Address(kind, thing_id, field), changed.texts)
        if new != old:
            fields[field] = new
    return _swap(thing, **fields)


def _field_with(old: Any, address: Address, texts: Mapping[Address, str]) -> Any:
    if isinstance(old, str):
        return texts.get(address, old)
    pairs = [(texts.get(address._replace(at=at), text), text) for at, text in enumerate(old)]
    return tuple(new for new, text in pairs if new or not text)


def _ids_in(initiative: Initiative) -> Iterator[str]:
    yield initiative.id
    for row in initiative.schedule.rows:
        yield row.id
        for item in row.items:
            yield item.id
    for field, _kind in _PARTS:
        for part in getattr(initiative, field):
            yield part.id


def _initiative_with(initiative: Initiative, changed: _Changed) -> Initiative:
    rows = tuple(
        _swap(
            _with(row, "row", row.id, changed),
            items=tuple(_with(item, "item", item.id, changed) for item in row.items),
        )
        for row in initiative.schedule.rows
    )
    parts = {
        field: tuple(_with(part, kind, part.id, changed) for part in getattr(initiative, field))
        for field, kind in _PARTS
    }
    return _swap(
        _with(initiative, "initiative", initiative.id, changed),
        schedule=_swap(initiative.schedule, rows=rows),
        **parts,
    )


def _node_with(node: Node, changed: _Changed) -> Node:
    children = tuple(_node_with(child, changed) for child in node.children)
    return _swap(_with(node, "node", node.id, changed), children=children)


def _section_with(section: Section, changed: _Changed) -> Section:
    blocks = tuple(
        _block_with(block, f"{section.id}:{index}", changed)
        for index, block in enumerate(section.blocks)
    )
    return _swap(_with(section, "section", section.id, changed), blocks=blocks)


def _block_with(block: Block, block_id: str, changed: _Changed) -> Block:
    listed = {
        field: tuple(
            _with(one, kind, f"{block_id}:{at}", changed)
            for at, one in enumerate(getattr(block, field))
        )
        for field, kind in _LISTED
    }
    return _swap(_with(block, "block", block_id, changed), **listed)


def _swap(thing: T, **parts: Any) -> T:
    """Replace parts, but share the thing itself where each part is the old one."""
    new = {name: part for name, part in parts.items() if not _is_same(part, getattr(thing, name))}
    return dataclasses.replace(thing, **new) if new else thing  # type: ignore[type-var]


def _is_same(new: Any, old: Any) -> bool:
    if isinstance(new, tuple):
        return len(new) == len(old) and all(
            one is other for one, other in zip(new, old, strict=True)
        )
    return new is old
