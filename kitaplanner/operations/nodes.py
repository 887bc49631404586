"""Operations on the nodes of the outline: add, change, move, duplicate, remove."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.form import load_form
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import (
    copy_node,
    find_node,
    insert_node,
    map_node,
    parent_of_node,
    take_out_node,
)
from kitaplanner.domain.plan import Node, Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, accepted_value, quoted
from kitaplanner.storage.document import Document

NodeField: TypeAlias = Literal[
    "name", "symbol", "lead", "bullets", "vision", "outcome_goal", "marks", "level", "number_from"
]
_FIELD_WORDS: dict[str, str] = {
    "name": "見出しの名称",
    "symbol": "見出しの記号",
    "lead": "見出しの説明文",
    "bullets": "見出しの箇条書き",
    "vision": "目指す姿",
    "outcome_goal": "成果目標",
    "marks": "見出しの印",
    "level": "見出しの階層",
    "number_from": "見出しの開始番号",
}


def add_node(
    document: Document, parent_id: str | None, name: str, index: int | None = None
) -> Change | None:
    """Add a node below a parent (None: at the top) on the level that the form puts there."""
    plan = document.snapshot
    node = Node(id=new_id(), level=_level_below(plan, parent_id), name=accepted_text(name, "名称"))
    return document.commit(f"見出し{quoted(name)}の追加", insert_node(plan, parent_id, index, node))


def change_node(document: Document, node_id: str, field: NodeField, value: Any) -> Change | None:
    """Set one field of a node."""
    what = _FIELD_WORDS[field]
    accepted = accepted_value(value, what)
    node = find_node(document.snapshot, node_id)
    plan = map_node(
        document.snapshot, node_id, lambda one: dataclasses.replace(one, **{field: accepted})
    )
    return document.commit(f"{quoted(node.name)}の{what}を変更", plan)


def move_node(
    document: Document, node_id: str, parent_id: str | None, index: int | None = None
) -> Change | None:
    """Move a node with all below it; `index` counts without the node itself."""
    node = find_node(document.snapshot, node_id)
    if parent_id is not None and any(one.id == parent_id for one in node.all_nodes):
        raise RefusedEdit(f"見出し{quoted(node.name)}を、それ自身の下へは移せません。")
    plan = take_out_node(document.snapshot, node_id)
    moved = dataclasses.replace(node, level=_level_for(plan, parent_id, node))
    return document.commit(
        f"見出し{quoted(node.name)}の移動", insert_node(plan, parent_id, index, moved)
    )


def duplicate_node(document: Document, node_id: str) -> Change | None:
    """Put a copy of a node, with new ids throughout, behind it."""
    plan = document.snapshot
    node = find_node(plan, node_id)
    parent = parent_of_node(plan, node_id)
    siblings = plan.outline if parent is None else parent.children
    copy = copy_node(node, f"{node.name}（写し）")
    index = [one.id for one in siblings].index(node_id) + 1
    parent_id = None if parent is None else parent.id
    return document.commit(
        f"見出し{quoted(node.name)}の複製", insert_node(plan, parent_id, index, copy)
    )


def remove_node(document: Document, node_id: str) -> Change | None:
    """Remove a node with all nodes and initiatives below it."""
    node = find_node(document.snapshot, node_id)
    return document.commit(
        f"見出し{quoted(node.name)}の削除", take_out_node(document.snapshot, node_id)
    )


def _level_below(plan: Plan, parent_id: str | None) -> str:
    form = load_form(plan.form)
    if parent_id is None:
        return form.levels[0].name
    below = form.level_below(find_node(plan, parent_id).level)
    if below is None:
        raise RefusedEdit("この見出しの下には、見出しを置けません。事業を追加してください。")
    return below


def _level_for(plan: Plan, parent_id: str | None, node: Node) -> str:
    """A node keeps its level among its like; elsewhere it takes the level below its parent."""
    level = _level_below(plan, parent_id)
    if node.children and level != node.level:
        raise RefusedEdit(
            f"見出し{quoted(node.name)}は階層が違うため、そこへは移せません。同じ階層へ移してください。"
        )
    return level
