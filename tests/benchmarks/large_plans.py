"""Plans as large as a city's, made from the sample: same texts and shapes, new ids throughout."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.outline import copy_node
from kitaplanner.domain.plan import Node, Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path


def large_plan(initiative_count: int) -> Plan:
    """Give the sample's branches again and again until so many initiatives stand in the plan."""
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    branches: list[Node] = []
    count = 0
    while count < initiative_count:
        for node in plan.outline:
            branches.append(copy_node(node))
            count += len(node.all_initiatives)
    return dataclasses.replace(plan, outline=tuple(branches))
