"""Where entries of the outline stand, and where they could go: pure questions to a snapshot.

Belongs here: places among their like and headings that could take them. Does not belong here:
moving (`outline_moves`) and the rules that refuse a move (`operations`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kitaplanner.domain.outline import node_of_initiative, parent_of_node
from kitaplanner.domain.plan import Node, Plan
from kitaplanner.gui.models.outline_entries import OutlineKey


def siblings(plan: Plan, key: OutlineKey) -> list[str]:
    """Give the ids of an entry and its like under the same heading."""
    if key.kind == "initiative":
        path = plan.path_to(key.id)
        return [one.id for one in path[-1].initiatives] if path else []
    parent = parent_of_node(plan, key.id)
    return [one.id for one in (plan.outline if parent is None else parent.children)]


def parent_id(plan: Plan, key: OutlineKey) -> str | None:
    """Give the id of the heading that an entry stands under; None at the top."""
    if key.kind == "initiative":
        return node_of_initiative(plan, key.id).id
    parent = parent_of_node(plan, key.id)
    return None if parent is None else parent.id


def place_beside(plan: Plan, keys: Sequence[OutlineKey], step: int) -> int | None:
    """Give the index, counted without them, one place up or down; None where there is none."""
    if not keys:
        return None
    alike = siblings(plan, keys[0])
    ids = {one.id for one in keys}
    if not ids <= set(alike):
        return None  # gone, or under several headings
    rest = [one for one in alike if one not in ids]
    edge = min(map(alike.index, ids)) if step < 0 else max(map(alike.index, ids))
    index = sum(1 for one in alike[:edge] if one not in ids) + step
    return index if 0 <= index <= len(rest) else None


def homes(plan: Plan, keys: Sequence[OutlineKey]) -> tuple[Node, ...]:
    """Give the headings that could take the entries, in printed order.

    Initiatives stand under headings that have some already or have nothing below; a heading stays
    on its level.
    """
    if not keys:
        return ()
    if keys[0].kind == "initiative":
        return tuple([node for node in plan.nodes() if node.initiatives or not node.children])
    parent = parent_of_node(plan, keys[0].id)
    if parent is None:
        return ()
    return tuple([node for node in plan.nodes() if node.level == parent.level])


def home_beside(
    plan: Plan, keys: Sequence[OutlineKey], step: int, places: Sequence[Node]
) -> str | None:
    """Give the id of the heading before or after the one that the entries stand under.

    `places` are their `homes`.
    """
    if not keys or any(not siblings(plan, key) for key in keys):
        return None
    ids = [node.id for node in places]
    now = parent_id(plan, keys[0] if step < 0 else keys[-1])
    index = ids.index(now) + step if now in ids else -1
    return ids[index] if 0 <= index < len(ids) else None


def place_for_heading(plan: Plan, key: OutlineKey | None) -> tuple[str | None, int | None]:
    """A new heading stands behind the one that the person is on, or is in."""
    if key is None:
        return None, None
    node_id = key.id
    if key.kind == "initiative":
        path = plan.path_to(key.id)
        if not path:
            return None, None
        node_id = path[-1].id
    node = OutlineKey("node", node_id)
    return parent_id(plan, node), siblings(plan, node).index(node_id) + 1
