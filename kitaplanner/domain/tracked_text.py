"""見え消し of texts: one text that holds the old and the new one, each stretch told apart.

Belongs here: making such a text and reading either side of it. Does not belong here: how it looks
(`layout.tracked_text`) and which texts of a plan stand side by side (`tracked_plan`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.text_diff import text_pieces

Change: TypeAlias = Literal["same", "gone", "added"]


class Run(NamedTuple):
    """A stretch of a text: in both editions, only in the old one, or only in the new one."""

    text: str
    change: Change = "same"


Runs: TypeAlias = tuple[Run, ...]


def track_text(old: str, new: str) -> Runs:
    """Give both texts as one; what is gone stands before what came in its place."""
    return tidy(
        run
        for piece in text_pieces(old, new)
        for run in (
            (Run(piece.old),)
            if piece.is_same
            else (Run(piece.old, "gone"), Run(piece.new, "added"))
        )
    )


def track_whole(old: str, new: str) -> Runs:
    """Give both texts as one, changed as a whole: a number, a name that must not be cut."""
    if old == new:
        return tidy([Run(old)])
    return tidy([Run(old, "gone"), Run(new, "added")])


def track_list(old: Sequence[str], new: Sequence[str], separator: str) -> Runs:
    """Give two lists of names as one text with separators; names are changed as a whole."""
    left, right = (_with_separators(names, separator) for names in (old, new))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs += [Run(one) for one in left[i1:i2]]
        else:
            runs += [Run("".join(left[i1:i2]), "gone"), Run("".join(right[j1:j2]), "added")]
    return tidy(runs)


def _with_separators(names: Sequence[str], separator: str) -> list[str]:
    return [part for name in names for part in (separator, name)][1:]


def tidy(runs: Iterable[Run]) -> Runs:
    """Leave out empty runs and join neighbours of a kind."""
    kept = (run for run in runs if run.text)
    return tuple(
        Run("".join(one.text for one in group), change)
        for change, group in groupby(kept, key=lambda run: run.change)
    )


def old_text(runs: Iterable[Run]) -> str:
    """Read what stood in the old text."""
    return "".join(run.text for run in runs if run.change != "added")


def new_text(runs: Iterable[Run]) -> str:
    """Read what stands in the new text."""
    return "".join(run.text for run in runs if run.change != "gone")


def is_changed(runs: Iterable[Run]) -> bool:
    """Say whether anything is gone or was added."""
    return any(run.change != "same" for run in runs)


def paragraphs_of(runs: Iterable[Run]) -> list[Runs]:
    """Part a text at its line breaks, which belong to no paragraph."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        paragraphs[-1].append(Run(first, run.change))
        paragraphs += [[Run(one, run.change)] for one in others]
    return [tidy(one) for one in paragraphs]
