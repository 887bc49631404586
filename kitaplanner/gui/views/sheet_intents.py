"""What the person wants of a schedule, as values: made by mouse and keys, carried out by edits.

They are plain data, so that drawing and testing a gesture needs neither a document nor the
operations behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kitaplanner.domain.calendar import Span


@dataclass(frozen=True, slots=True)
class WriteNew:
    """Write a new item over empty months."""

    row: str
    span: Span


@dataclass(frozen=True, slots=True)
class Resize:
    """Give an item another span."""

    item: str
    span: Span


@dataclass(frozen=True, slots=True)
class Move:
    """Bring an item, or a copy of it, to a row and a first month."""

    item: str
    row: str
    start: int
    copy: bool = False


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Bring a row to an index, counted without the row itself."""

    row: str
    index: int


@dataclass(frozen=True, slots=True)
class MoveMany:
    """Bring several items, or copies of them, some months and rows further together."""

    items: tuple[str, ...]
    months: int
    rows: int
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """Select several items; nothing is changed."""

    items: tuple[str, ...]


Intent: TypeAlias = WriteNew | Resize | Move | MoveRow | MoveMany | Take
