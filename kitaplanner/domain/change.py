"""What one edit did: its label, what it touched, and the rows before and after.

A Change is written to the journal of the document, announced to the views and undone by its row
images. One gesture of the user is one Change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

ChangeKind: TypeAlias = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class RowImage:
    """One row of the document before and after; None where it did not exist."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def reversed(self) -> RowImage:
        """Give the image that takes the change back."""
        return RowImage(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal.

    `at` is local time as ISO 8601 to the second. `initiatives` are the ids of all initiatives whose
    content the change touched; `structure` is true when the outline, the departments, the
    sections or the settings changed too, so that every view has to look again.
    """

    sequence: int
    kind: ChangeKind
    label: str
    who: str
    at: str
    images: tuple[RowImage, ...]
    initiatives: frozenset[str]
    structure: bool
