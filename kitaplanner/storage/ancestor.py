"""From which state two files of one plan went on: found in their own histories.

A copied file carries the document's id and its journal along. The entries that both have are what
happened before they parted; taking back all later ones gives the plan as it was then.
"""

from __future__ import annotations

from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.storage.document import Document
from kitaplanner.storage.workspace import opened_for_reading


def common_ancestor(ours: Path, theirs: Path) -> Plan | None:
    """Give the plan from which both files went on, None where they are of different documents."""
    with opened_for_reading(ours) as mine, opened_for_reading(theirs) as other:
        if mine.document_id != other.document_id:
            return None
        return mine.plan_after(_last_common(mine, other))


def _last_common(mine: Document, other: Document) -> int:
    """Give the number of the last journal entry that both have, 0 where they have none."""
    last = 0
    for one, another in zip(reversed(mine.history()), reversed(other.history()), strict=False):
        # Labels and times of two people's edits may agree by chance; what was changed does not.
        if one != another or mine.change(one.sequence) != other.change(one.sequence):
            break
        last = one.sequence
    return last
