"""The newest edits with the snapshots on both sides of them, so that undo need not read them again.

Belongs here: what is kept, and for how long. A snapshot shares with its neighbours whatever the
edit between them left alone, so those of one more edit cost about as much memory as its row images.
"""

from __future__ import annotations

from typing import NamedTuple

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Plan

# A snapshot of its own costs the branches down to what was edited; the newest edit always stays,
# however many rows it touched.
MOST_EDITS = 64
MOST_ROWS = 5_000


class _Sides(NamedTuple):
    before: Plan
    after: Plan
    edit: Change


class RecentStates:
    """Edits and the snapshots before and after them, by their numbers in the journal."""

    def __init__(self) -> None:
        self._edits: dict[int, _Sides] = {}
        self._rows = 0

    def keep(self, edit: Change, before: Plan, after: Plan) -> None:
        """Keep an edit with what stood before and after it; the oldest give way."""
        self.drop(edit.sequence)
        self._edits[edit.sequence] = _Sides(before, after, edit)
        self._rows += len(edit.images)
        while len(self._edits) > 1 and (len(self._edits) > MOST_EDITS or self._rows > MOST_ROWS):
            self.drop(next(iter(self._edits)))

    def drop(self, sequence: int) -> None:
        """Forget an edit."""
        gone = self._edits.pop(sequence, None)
        if gone is not None:
            self._rows -= len(gone.edit.images)

    def clear(self) -> None:
        """Forget everything."""
        self._edits.clear()
        self._rows = 0

    def edit(self, sequence: int) -> Change | None:
        """Give an edit as it was made, if that is known."""
        sides = self._edits.get(sequence)
        return None if sides is None else sides.edit

    def before(self, sequence: int) -> Plan | None:
        """Give what stood before an edit, if that is known."""
        sides = self._edits.get(sequence)
        return None if sides is None else sides.before

    def after(self, sequence: int) -> Plan | None:
        """Give what stood after an edit, if that is known."""
        sides = self._edits.get(sequence)
        return None if sides is None else sides.after
