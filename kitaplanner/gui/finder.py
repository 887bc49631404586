"""Finding a word in a plan: numbers, names, departments, summaries, and texts of items."""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.models.outline_filter import folded
from kitaplanner.gui.widgets.search_field import Hit


def find_in_plan(plan: Plan, numbering: Numbering, word: str) -> list[Hit]:
    """Give the places that hold the word in printed order; width, case and spaces don't matter."""
    wanted = folded(word)
    if not wanted:
        return []
    return [
        hit
        for initiative in plan.initiatives()
        for hit in _hits_in(initiative, numbering.heading(initiative), wanted)
    ]


def _hits_in(initiative: Initiative, heading: str, wanted: str) -> Iterator[Hit]:
    line = heading.replace("\n", " ")
    if wanted in folded(heading):
        yield Hit(line, initiative.id)
    elif any(wanted in folded(name) for name in initiative.departments):
        yield Hit(f"{line}　担当課：{'、'.join(initiative.departments)}", initiative.id)
    elif any(wanted in folded(text) for text in (initiative.summary, *initiative.notes)):
        yield Hit(f"{line}　事業概要", initiative.id)
    for item in initiative.schedule.items():
        if wanted in folded(f"{item.text}{item.note}"):
            text = item.text.replace("\n", " ")
            yield Hit(f"{line}　矢印「{text}」", initiative.id, item.id)
