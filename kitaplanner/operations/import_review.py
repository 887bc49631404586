"""What is looked at before a source is taken in: each change in words, what is ticked at first.

Belongs here: everything that a review shows and that takes time to find out, made once and off the
window's thread. Does not belong here: finding and making the changes (`imports`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kitaplanner.domain.diff import apply_differences
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.import_plan import ImportChange, ImportPlan, accept, safe_ids
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.domain.reading import Reading
from kitaplanner.errors import Cancelled, EnvironmentProblem, RefusedEdit, UserError
from kitaplanner.operations.imports import (
    Progress,
    Source,
    plan_imports,
    read_columns,
    read_source,
    sides_of,
)

if TYPE_CHECKING:  # the readers of workbooks are many modules, of which most commands need none
    from kitaplanner.importers.list_workbook.columns import ColumnMapping

_STEPS = 100  # of the progress, a file


@dataclass(frozen=True)
class Review:
    """One source with all that it would change; without slots, for what is found once and kept."""

    source: Source
    found: ImportPlan
    sides: Sides
    sentences: Mapping[str, str]
    ticked: frozenset[str]

    @cached_property
    def changes(self) -> Mapping[str, ImportChange]:
        """Give the changes by their ids."""
        return {one.id: one for one in self.found.changes}

    def heading(self, initiative_id: str) -> str:
        """Name an initiative as the plan prints it, with its number."""
        numbers = (self.sides.old_numbers, self.sides.new_numbers)
        return next(
            (one.headings[initiative_id] for one in numbers if initiative_id in one.headings), ""
        )

    def before(self, initiative_id: str) -> Initiative | None:
        """Give an initiative as the plan has it; None for a new one."""
        return self.found.current.initiative(initiative_id)

    def after(self, initiative_id: str, accepted: Collection[str]) -> Initiative | None:
        """Give an initiative with the accepted of its changes; None where it would be gone.

        Where these can't be made without others, it is shown with all.
        """
        mine = [one for one in self.found.changes if one.initiative == initiative_id]
        plan = _only(self.found.current, initiative_id)
        chosen = [one.difference for one in mine if one.id in accepted]
        try:
            made = apply_differences(plan, chosen)
        except RefusedEdit:
            made = self.sides.new
        return made.initiative(initiative_id)


def read_sources(paths: Sequence[Path], progress: Progress) -> tuple[Source, ...]:
    """Read several files one after another; one that can't be read says so in its remarks.

    Raise what reading raises where there is only one file, and Cancelled by `progress`.
    """
    if len(paths) == 1:
        return (read_source(paths[0], progress=progress),)
    read = []
    for number, path in enumerate(paths):
        report = _share(progress, number, len(paths))
        report(0, 1)
        try:
            read.append(read_source(path, progress=report))
        except Cancelled:
            raise
        except (UserError, EnvironmentProblem) as error:
            read.append(Source(Reading(path.name, remarks=(str(error),))))
    return tuple(read)


def _share(progress: Progress, number: int, count: int) -> Progress:
    """Give the progress of one file among several."""

    def report(done: int, total: int) -> None:
        part = _STEPS * done // total if total else 0
        progress(number * _STEPS + part, count * _STEPS)

    return report


def with_columns(source: Source, columns: Mapping[str, ColumnMapping], remark: str) -> Source:
    """Read a source once more by other uses of its columns; a remark says where they are from."""
    if source.content is None:
        return source
    made = read_columns(source.content, columns)
    if not remark:
        return made
    return replace(made, reading=replace(made.reading, remarks=(*made.reading.remarks, remark)))


def review_sources(plan: Plan, sources: Iterable[Source]) -> tuple[Review, ...]:
    """Find what each source would change, in words and with what is certain ticked."""
    all_of_them = tuple(sources)
    return tuple(map(reviewed, all_of_them, plan_imports(plan, all_of_them)))


def reviewed(source: Source, found: ImportPlan) -> Review:
    """Put what a source would change in words, with what is certain ticked."""
    sides = sides_of(found)
    said = {one.id: words(one.difference, sides) for one in found.changes}
    return Review(source, found, sides, said, certain_ids(found))


def certain_ids(found: ImportPlan) -> frozenset[str]:
    """Give what is ticked at first: the safe changes, and new initiatives that nobody doubts."""
    safe = safe_ids(found)
    new = {one.id for one in found.changes if one.state == "new" and not one.is_doubted}
    try:
        accept(found.current, found, safe | new)
    except RefusedEdit:
        return safe
    return safe | new


def _only(plan: Plan, initiative_id: str) -> Plan:
    """Give the plan with one initiative alone: cheap enough to be changed at every tick."""
    return replace(plan, outline=tuple(_node_with(one, initiative_id) for one in plan.outline))


def _node_with(node: Node, initiative_id: str) -> Node:
    return replace(
        node,
        initiatives=tuple(one for one in node.initiatives if one.id == initiative_id),
        children=tuple(_node_with(one, initiative_id) for one in node.children),
    )
