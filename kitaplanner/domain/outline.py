"""Edits of the outline as pure functions: each gives a new plan and shares what it leaves alone.

Belongs here: finding, inserting, taking out and replacing nodes and initiatives. An id that is not
in the plan raises RefusedEdit: another change has taken the thing away.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Initiative, Node, Plan, Schedule
from kitaplanner.errors import RefusedEdit

T = TypeVar("T")


def inserted(items: Sequence[T], index: int | None, one: T) -> tuple[T, ...]:
    """Give the items with one more at the index; None appends."""
    at = len(items) if index is None else min(max(index, 0), len(items))
    return (*items[:at], one, *items[at:])


def find_node(plan: Plan, node_id: str) -> Node:
    """Give the node or refuse."""
    node = plan.node(node_id)
    if node is None:
        raise RefusedEdit("その見出しは、もう計画の中にありません。画面を開き直してください。")
    return node


def find_initiative(plan: Plan, initiative_id: str) -> Initiative:
    """Give the initiative or refuse."""
    initiative = plan.initiative(initiative_id)
    if initiative is None:
        raise RefusedEdit("その事業は、もう計画の中にありません。画面を開き直してください。")
    return initiative


def parent_of_node(plan: Plan, node_id: str) -> Node | None:
    """Give the node above a node, None at the top."""
    path = plan.lineage(node_id)
    return path[-2] if len(path) > 1 and path[-1].id == node_id else None


def node_of_initiative(plan: Plan, initiative_id: str) -> Node:
    """Give the node that holds an initiative, or refuse."""
    path = plan.path_to(initiative_id)
    if not path:
        find_initiative(plan, initiative_id)
    return path[-1]


def map_node(plan: Plan, node_id: str, change: Callable[[Node], Node]) -> Plan:
    """Give the plan with one node changed."""
    find_node(plan, node_id)

    def visit(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(_visit_one(node) for node in nodes)

    def _visit_one(node: Node) -> Node:
        if node.id == node_id:
            return change(node)
        if node_id not in node.ids:
            return node
        return dataclasses.replace(node, children=visit(node.children))

    return dataclasses.replace(plan, outline=visit(plan.outline))


def map_initiative(
    plan: Plan, initiative_id: str, change: Callable[[Initiative], Initiative]
) -> Plan:
    """Give the plan with one initiative changed."""
    initiative = find_initiative(plan, initiative_id)
    return plan.with_initiatives({initiative_id: change(initiative)})


def insert_node(plan: Plan, parent_id: str | None, index: int | None, node: Node) -> Plan:
    """Give the plan with a node put under a parent (None: at the top)."""
    if parent_id is None:
        return dataclasses.replace(plan, outline=inserted(plan.outline, index, node))
    return map_node(
        plan,
        parent_id,
        lambda parent: dataclasses.replace(parent, children=inserted(parent.children, index, node)),
    )


def take_out_node(plan: Plan, node_id: str) -> Plan:
    """Give the plan without a node and all below it."""
    find_node(plan, node_id)
    parent = parent_of_node(plan, node_id)
    if parent is None:
        outline = tuple(node for node in plan.outline if node.id != node_id)
        return dataclasses.replace(plan, outline=outline)
    return map_node(
        plan,
        parent.id,
        lambda node: dataclasses.replace(
            node, children=tuple(child for child in node.children if child.id != node_id)
        ),
    )


def insert_initiative(plan: Plan, node_id: str, index: int | None, initiative: Initiative) -> Plan:
    """Give the plan with an initiative put under a node."""
    return map_node(
        plan,
        node_id,
        lambda node: dataclasses.replace(
            node, initiatives=inserted(node.initiatives, index, initiative)
        ),
    )


def take_out_initiative(plan: Plan, initiative_id: str) -> Plan:
    """Give the plan without an initiative."""
    holder = node_of_initiative(plan, initiative_id)
    return map_node(
        plan,
        holder.id,
        lambda node: dataclasses.replace(
            node,
            initiatives=tuple(one for one in node.initiatives if one.id != initiative_id),
        ),
    )


def copy_initiative(initiative: Initiative, name: str | None = None) -> Initiative:
    """Give a copy in which the initiative and all its parts have new ids."""
    return dataclasses.replace(
        initiative,
        id=new_id(),
        name=initiative.name if name is None else name,
        indicators=tuple(_renewed(one) for one in initiative.indicators),
        budgets=tuple(_renewed(one) for one in initiative.budgets),
        progress=(),
        references=tuple(_renewed(one) for one in initiative.references),
        terms=tuple(_renewed(one) for one in initiative.terms),
        schedule=copy_schedule(initiative.schedule),
        number_from=None,
    )


def copy_schedule(schedule: Schedule) -> Schedule:
    """Give a copy of a schedule in which all rows and items have new ids."""
    rows = tuple(
        dataclasses.replace(
            row,
            id=new_id(),
            items=tuple(dataclasses.replace(item, id=new_id()) for item in row.items),
        )
        for row in schedule.rows
    )
    return dataclasses.replace(schedule, rows=rows)


def copy_node(node: Node, name: str | None = None) -> Node:
    """Give a copy of a node and all below it with new ids."""
    return dataclasses.replace(
        node,
        id=new_id(),
        name=node.name if name is None else name,
        children=tuple(copy_node(child) for child in node.children),
        initiatives=tuple(copy_initiative(one) for one in node.initiatives),
        number_from=None,
    )


def _renewed(one: T) -> T:
    return dataclasses.replace(one, id=new_id())  # type: ignore[type-var]  # all parts are dataclasses


def branches_with(outline: Iterable[Node], ids: Collection[str]) -> tuple[Node, ...]:
    """Give the branches that hold some of these initiatives, with no other ones in them."""
    return tuple(
        dataclasses.replace(
            node,
            initiatives=tuple(one for one in node.initiatives if one.id in ids),
            children=branches_with(node.children, ids),
        )
        for node in outline
        if not node.ids.isdisjoint(ids)
    )
