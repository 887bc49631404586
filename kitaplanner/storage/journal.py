"""The journal: every edit with its row images, and where undo and redo stand.

Rows are only ever added: undoing adds an entry that refers to the edit, and the position of undo
and redo is worked out from the entries. So both survive a restart, and the history stays whole.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from kitaplanner.domain.change import Change, ChangeKind, RowImage
from kitaplanner.errors import DocumentUnreadable
from kitaplanner.storage.difference import Difference
from kitaplanner.storage.flatten import json_text
from kitaplanner.storage.repositories import DAMAGED
from kitaplanner.storage.rows import JournalImageRow, JournalRow


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry as the history shows it: a `Change` without images; `ref` is what was undone."""

    sequence: int
    kind: ChangeKind
    ref: int | None
    label: str
    who: str
    at: str
    initiatives: frozenset[str]
    structure: bool


@dataclass(slots=True)
class Position:
    """Which edits can be undone and redone: sequences and labels, the next one last."""

    done: list[tuple[int, str]] = field(default_factory=list)
    undone: list[tuple[int, str]] = field(default_factory=list)
    last: int = 0

    def advance(self, sequence: int, kind: ChangeKind, ref: int | None, label: str) -> None:
        """Take one more entry into account; raise ValueError for one that can't be."""
        if kind == "do":
            self.done.append((sequence, label))
            self.undone.clear()
        else:
            source, target = (
                (self.done, self.undone) if kind == "undo" else (self.undone, self.done)
            )
            if not source or source[-1][0] != ref:
                raise ValueError(sequence)
            target.append(source.pop())
        self.last = sequence


def local_time() -> str:
    """Give the local time as ISO 8601 to the second."""
    return datetime.datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds")


def read_position(connection: Connection) -> Position:
    """Work out from the journal where undo and redo stand."""
    position = Position()
    rows = connection.execute(
        select(JournalRow.sequence, JournalRow.kind, JournalRow.ref, JournalRow.label).order_by(
            JournalRow.sequence
        )
    )
    try:
        for sequence, kind, ref, label in rows:
            position.advance(sequence, _kind(kind), ref, label)
    except ValueError as error:
        raise DocumentUnreadable(DAMAGED) from error
    return position


def _kind(text: str) -> ChangeKind:
    return "undo" if text == "undo" else "redo" if text == "redo" else "do"


def write_edit(
    connection: Connection, sequence: int, label: str, who: str, made: Difference
) -> Change:
    """Add an edit with its images to the journal."""
    change = Change(
        sequence, "do", label, who, local_time(), made.images, made.initiatives, made.structure
    )
    _write_entry(connection, change, None)
    connection.execute(
        insert(JournalImageRow),
        [
            {
                "sequence": sequence,
                "ordinal": ordinal,
                "table_name": image.table,
                "row_id": image.id,
                "before": _side(image.before),
                "after": _side(image.after),
            }
            for ordinal, image in enumerate(made.images)
        ],
    )
    return change


def write_return(
    connection: Connection, sequence: int, kind: ChangeKind, who: str, edit: Change
) -> Change:
    """Add an undo or redo of an edit to the journal; its images are those of the edit."""
    images = edit.images if kind == "redo" else tuple(one.reversed() for one in edit.images)
    change = Change(
        sequence, kind, edit.label, who, local_time(), images, edit.initiatives, edit.structure
    )
    _write_entry(connection, change, edit.sequence)
    return change


def _write_entry(connection: Connection, change: Change, ref: int | None) -> None:
    connection.execute(
        insert(JournalRow),
        {
            "sequence": change.sequence,
            "kind": change.kind,
            "ref": ref,
            "label": change.label,
            "who": change.who,
            "at": change.at,
            "initiatives": json_text(sorted(change.initiatives)),
            "structure": int(change.structure),
        },
    )


def _side(side: object) -> str | None:
    return None if side is None else json_text(side)


def read_change(connection: Connection, sequence: int) -> Change:
    """Give an entry of the journal with its images; raise DocumentUnreadable if it is damaged."""
    try:
        (entry,) = read_entries(connection, sequences=(sequence,))
        images = _read_images(connection, sequence if entry.ref is None else entry.ref)
    except (ValueError, RecursionError) as error:
        raise DocumentUnreadable(DAMAGED) from error
    if entry.kind == "undo":
        images = tuple(one.reversed() for one in images)
    return Change(
        entry.sequence,
        entry.kind,
        entry.label,
        entry.who,
        entry.at,
        images,
        entry.initiatives,
        entry.structure,
    )


def _read_images(connection: Connection, sequence: int) -> tuple[RowImage, ...]:
    rows = connection.execute(
        select(
            JournalImageRow.table_name,
            JournalImageRow.row_id,
            JournalImageRow.before,
            JournalImageRow.after,
        )
        .where(JournalImageRow.sequence == sequence)
        .order_by(JournalImageRow.ordinal)
    )
    return tuple(
        RowImage(
            table,
            row_id,
            None if before is None else json.loads(before),
            None if after is None else json.loads(after),
        )
        for table, row_id, before, after in rows
    )


def read_entries(
    connection: Connection,
    *,
    initiative_id: str | None = None,
    row_id: str | None = None,
    sequences: Iterable[int] | None = None,
    limit: int | None = None,
) -> tuple[JournalEntry, ...]:
    """Give entries of the journal, the newest first; with an id, those that touched it.

    `row_id` is that of any row of the plan: an item, a row of a schedule, a node.
    """
    query = select(
        JournalRow.sequence,
        JournalRow.kind,
        JournalRow.ref,
        JournalRow.label,
        JournalRow.who,
        JournalRow.at,
        JournalRow.initiatives,
        JournalRow.structure,
    ).order_by(JournalRow.sequence.desc())
    if initiative_id is not None:
        touched = func.json_each(JournalRow.initiatives).table_valued("value")
        query = query.where(select(touched).where(touched.c.value == initiative_id).exists())
    if row_id is not None:
        # An undo has no images of its own: it refers to those of the edit.
        edit = func.coalesce(JournalRow.ref, JournalRow.sequence)
        image = select(JournalImageRow.ordinal).where(
            JournalImageRow.sequence == edit, JournalImageRow.row_id == row_id
        )
        query = query.where(image.exists())
    if sequences is not None:
        query = query.where(JournalRow.sequence.in_(list(sequences)))
    return tuple(
        JournalEntry(
            sequence,
            _kind(kind),
            ref,
            label,
            who,
            at,
            frozenset(json.loads(initiatives)),
            structure == 1,
        )
        for sequence, kind, ref, label, who, at, initiatives, structure in connection.execute(
            query.limit(limit)
        )
    )
