"""Pictures that were put into figures: one change together with the figure that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kitaplanner.domain.diff_edits import Drop, Edit, Put, Set
from kitaplanner.domain.diff_grouping import Difference, Grouping
from kitaplanner.domain.records import Key


def placed_pictures(grouping: Grouping) -> Iterator[Difference]:
    """Yield the change of each section in which a figure has another picture."""
    for key in grouping.touched("section"):
        for step in grouping.steps(key):
            if isinstance(step, Set) and step.field == "blocks":
                pictures = _pictures(grouping, step)
                if pictures:
                    steps = grouping.take(step, *pictures)
                    yield Difference("field", key, "", "blocks", step.before, step.after, steps)


def _pictures(grouping: Grouping, step: Set) -> list[Edit]:
    """Give the steps that bring or take the pictures of what differs between blocks."""
    shown = _shown(step.before) ^ _shown(step.after)
    return [
        one
        for picture in shown
        for one in grouping.steps(Key("picture", picture))
        if isinstance(one, Put | Drop)
    ]


def _shown(blocks: Any) -> set[str]:
    return {one.picture for one in blocks if one.picture}
