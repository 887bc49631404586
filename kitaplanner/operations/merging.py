"""Merging plan files: two people edited copies of one plan, and both go on from one file.

Belongs here: reading the three plans, the report and the merged file. Does not belong here: the
merge itself (`domain.merge`), and merging into the plan that is open (`merge_review`).
"""

from __future__ import annotations

from pathlib import Path

from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.form import load_form
from kitaplanner.domain.merge import Merge, merge_plans
from kitaplanner.domain.merge_words import conflict_words, merge_to_json
from kitaplanner.domain.numbering import number_plan
from kitaplanner.export.json_file import write_json
from kitaplanner.storage.workspace import open_workspace, write_new

__all__ = [
    "Merge",
    "conflict_sentences",
    "merge_plans",
    "write_merge_report",
    "write_merged",
]


def write_merged(merge: Merge, ours: str, out: Path, who: str) -> None:
    """Write the merged plan as a new file that goes on from ours: its editions and its history.

    Where `ours` addresses an edition there is no history to go on from. Raise EnvironmentProblem
    where the file exists already or can't be written.
    """
    if not Path(ours).exists():
        write_new(out, merge.plan, who)
        return
    workspace = open_workspace(Path(ours), who, read_only=True)
    try:
        workspace.document.commit("計画の統合", merge.plan)
        workspace.save_as(out)
    finally:
        workspace.close(discard=True)


def write_merge_report(merge: Merge, path: Path) -> None:
    """Write what each side changed and the conflicts as JSON, wholly or not at all."""
    base, ours, theirs = (
        number_plan(one, load_form(one.form)) for one in (merge.base, merge.ours, merge.theirs)
    )
    write_json(merge_to_json(merge, (base, ours, theirs)), path)


def conflict_sentences(merge: Merge) -> tuple[str, ...]:
    """Say what people have to decide, each with the initiative that it is about."""
    ours, theirs = (number_plan(one, load_form(one.form)) for one in (merge.ours, merge.theirs))
    sides = Sides(merge.ours, merge.theirs, ours, theirs)
    headings = {**theirs.headings, **ours.headings}
    return tuple(
        f"{headings.get(one.initiative, '計画')}：{conflict_words(one, sides)}"
        for one in merge.conflicts
    )
