"""The snapshots on both sides of the newest edits, so that undo need not read the plan again.

Belongs here: what is kept, and for how long. A snapshot shares with its neighbours whatever the
edit between them left alone, so those of one more edit cost about as much memory as its row images.
"""

from __future__ import annotations

from typing import NamedTuple

from kitaplanner.domain.plan import Plan

# A snapshot of its own costs the branches down to what was edited; the newest edit always stays,
# however many rows it touched.
MOST_EDITS = 64
MOST_ROWS = 5_000


class _Sides(NamedTuple):
    before: Plan
    after: Plan
    rows: int


class RecentStates:
    """Snapshots before and after edits, by the numbers of the edits in the journal."""

    def __init__(self) -> None:
        self._edits: dict[int, _Sides] = {}
        self._rows = 0

    def keep(self, sequence: int, before: Plan, after: Plan, rows: int) -> None:
        """Keep what stood before and after an edit; the oldest give way."""
        self.drop(sequence)
        self._edits[sequence] = _Sides(before, after, rows)
        self._rows += rows
        while len(self._edits) > 1 and (len(self._edits) > MOST_EDITS or self._rows > MOST_ROWS):
            self.drop(next(iter(self._edits)))

    def drop(self, sequence: int) -> None:
        """Forget an edit."""
        gone = self._edits.pop(sequence, None)
        if gone is not None:
            self._rows -= gone.rows

    def clear(self) -> None:
        """Forget everything."""
        self._edits.clear()
        self._rows = 0

    def before(self, sequence: int) -> Plan | None:
        """Give what stood before an edit, if that is known."""
        sides = self._edits.get(sequence)
        return None if sides is None else sides.before

    def after(self, sequence: int) -> Plan | None:
        """Give what stood after an edit, if that is known."""
        sides = self._edits.get(sequence)
        return None if sides is None else sides.after
