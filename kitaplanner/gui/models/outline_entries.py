"""The entries of the outline: a node or an initiative with its words and marks, in its place.

Belongs here: how a branch of the plan becomes entries. Telling Qt about them is in `outline_model`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtGui import QStandardItem

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node

EntryKind: TypeAlias = Literal["node", "initiative"]
Thing: TypeAlias = Node | Initiative
_numbers = itertools.count(1)


class OutlineKey(NamedTuple):
    """Names an entry for good, while its place in the tree may change."""

    kind: EntryKind
    id: str


@dataclass(eq=False, slots=True)
class Entry:
    """A row of the tree; `number` is its own for as long as the program runs, `item` Qt's part."""

    key: OutlineKey
    thing: Thing
    parent: Entry | None
    row: int
    heading: str
    marks: dict[str, str]
    children: list[Entry] = field(default_factory=list)
    number: int = field(default_factory=_numbers.__next__)
    item: QStandardItem = field(default_factory=QStandardItem)

    @property
    def departments(self) -> tuple[str, ...]:
        """Give the departments of an initiative; a node has none."""
        return self.thing.departments if isinstance(self.thing, Initiative) else ()

    @property
    def shown(self) -> tuple[object, ...]:
        """Give all that rows and filters make of it, beside the number."""
        return self.thing.name, self.marks, self.departments

    @property
    def place(self) -> tuple[int, ...]:
        """Give the rows from the root down to it: entries in printed order are sorted by them."""
        return tuple(one.row for one in lineage(self))[::-1]

    def walk(self) -> Iterator[Entry]:
        """Yield this entry and all below it in printed order."""
        waiting = [self]
        while waiting:
            entry = waiting.pop()
            yield entry
            waiting.extend(reversed(entry.children))


def lineage(entry: Entry | None) -> Iterator[Entry]:
    """Yield an entry and those above it."""
    while entry is not None:
        yield entry
        entry = entry.parent


def key_of(thing: Thing) -> OutlineKey:
    """Give the key of a node or an initiative."""
    return OutlineKey("node" if isinstance(thing, Node) else "initiative", thing.id)


def things_below(thing: Thing) -> tuple[Thing, ...]:
    """Give what stands below a node, its own initiatives first."""
    return (*thing.initiatives, *thing.children) if isinstance(thing, Node) else ()


def branch(
    things: Sequence[Thing], parent: Entry | None, first: int, numbering: Numbering
) -> list[Entry]:
    """Make entries of things that stand side by side, and of all below them."""
    made = []
    for row, thing in enumerate(things, first):
        heading, marks = numbering.heading(thing), marks_of(thing)
        entry = Entry(key_of(thing), thing, parent, row, heading, marks)
        entry.children = branch(things_below(thing), entry, 0, numbering)
        made.append(entry)
    return made


def marks_of(thing: Thing) -> dict[str, str]:
    """Give the marks of an initiative with the words for them, the graver first."""
    if isinstance(thing, Node):
        return {}
    marks = {}
    if thing.schedule.state == "lost":
        marks["lost"] = "原資料で失われた年度別実施計画"
    elif thing.schedule.state == "partial":
        marks["lost"] = "年度別実施計画の一部が原資料で失われています"
    unconfirmed = sum(1 for item in thing.schedule.items() if not item.span_confirmed)
    if unconfirmed:
        marks["unconfirmed"] = f"期間未確認の矢印 {unconfirmed}本"
    return marks
