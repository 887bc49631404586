"""Comparing two plans: files, frozen editions of them, or what is open.

Belongs here: finding the two plans and comparing them with their numbers. Does not belong here:
what a difference is (`domain.diff`) and how a 新旧対照表 looks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kitaplanner.domain.diff import Difference, compare_plans
from kitaplanner.domain.diff_json import comparison_to_json
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.export.json_file import write_json
from kitaplanner.layout.scene import Scene
from kitaplanner.storage.workspace import read_edition, read_plan

EDITION_SIGN = "@"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans with their numbers, and every change from the old to the new."""

    sides: Sides
    differences: tuple[Difference, ...]


def compare(old: Plan, new: Plan) -> Comparison:
    """Compare two plans."""
    sides = Sides(old, new, *(number_plan(one, load_form(one.form)) for one in (old, new)))
    return Comparison(sides, compare_plans(old, new))


def read_addressed_plan(address: str) -> Plan:
    """Read the plan of FILE, or of the frozen edition that FILE@EDITION names.

    A file whose own name holds the sign is meant where it exists. Raise UserError where there is
    no such edition, and what opening raises.
    """
    path, edition = split_address(address)
    return read_edition(path, edition) if edition else read_plan(path)


def split_address(address: str) -> tuple[Path, str]:
    """Give the file of an address, and the name of the edition, empty where it names none."""
    file, sign, edition = address.rpartition(EDITION_SIGN)
    if sign and not Path(address).exists():
        return Path(file), edition
    return Path(address), ""


def write_comparison_json(comparison: Comparison, path: Path) -> None:
    """Write a comparison as JSON, wholly or not at all."""
    write_json(comparison_to_json(comparison.differences, comparison.sides), path)


def comparison_print(old: Plan, new: Plan, only: Collection[str] | None = None) -> Scene:
    """Lay out 新旧対照表 in the form and style of the new plan."""
    from kitaplanner.layout.comparison_table import comparison_scene
    from kitaplanner.layout.metrics import bundled_metrics

    return comparison_scene(old, new, load_form(new.form), bundled_metrics(), only)
