"""Finding things in a plan by their ids, and replacing initiatives without touching the rest."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from kitaplanner.domain.plan import Initiative, Node, Plan
from tests.strategies import plans


def searched(plan: Plan, initiative_id: str) -> tuple[Node, ...]:
    """Look for an initiative everywhere, the slow way."""

    def below(nodes: tuple[Node, ...], above: tuple[Node, ...]) -> tuple[Node, ...]:
        for node in nodes:
            path = (*above, node)
            if any(one.id == initiative_id for one in node.initiatives):
                return path
            found = below(node.children, path)
            if found:
                return found
        return ()

    return below(plan.outline, ())


@given(plans())
def test_everything_is_found_where_it_stands(plan: Plan) -> None:
    for node in plan.nodes():
        assert plan.node(node.id) is node
        assert plan.initiative(node.id) is None
        assert plan.path_to(node.id) == ()
        assert plan.lineage(node.id)[-1] is node
    for one in plan.initiatives():
        assert plan.initiative(one.id) is one
        assert plan.node(one.id) is None
        assert plan.path_to(one.id) == searched(plan, one.id)


@given(plans())
def test_what_is_not_there_is_not_found(plan: Plan) -> None:
    assert plan.lineage("nowhere") == ()
    assert plan.initiative("nowhere") is None
    assert plan.node("nowhere") is None
    assert plan.with_initiatives({"nowhere": Initiative("nowhere", "")}) == plan


@given(plans())
def test_an_initiative_is_replaced_and_other_branches_are_shared(plan: Plan) -> None:
    for one in plan.initiatives():
        changed = plan.with_initiatives({one.id: dataclasses.replace(one, name="改名")})
        found = changed.initiative(one.id)
        assert found is not None
        assert found.name == "改名"
        own = {node.id for node in plan.path_to(one.id)}
        for node in plan.nodes():
            assert (changed.node(node.id) is node) == (node.id not in own)


def test_an_equal_plan_stays_equal_once_its_ids_are_known() -> None:
    node, twin = Node("a", "施策", "一"), Node("a", "施策", "一")
    assert node.ids == {"a"}
    assert node == twin
    assert hash(node) == hash(twin)
