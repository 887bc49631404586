"""Carrying out what a person wants on a sheet: the only room of the sheet that calls operations.

It is imported when a document is open: operations bring in the database library, which the first
paint of the window must not wait for.
"""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.calendar import Span
from kitaplanner.domain.change import Change
from kitaplanner.domain.clipboard_payload import payload_of_items
from kitaplanner.domain.plan import ItemKind, ScheduleRow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.sheet_fields import field_values
from kitaplanner.gui.views.sheet_group import landing
from kitaplanner.gui.views.sheet_intents import Intent, Move, MoveMany, MoveRow, Resize, WriteNew
from kitaplanner.operations.clipboard import Content, doubts_of_paste, paste_content
from kitaplanner.operations.initiative_text import rewrite_summary
from kitaplanner.operations.initiatives import change_divisions, change_initiative
from kitaplanner.operations.schedule_blocks import (
    fill_from_left,
    join_items,
    move_items,
    paste_items,
    paste_rows,
    repeat_item,
    split_item,
)
from kitaplanner.operations.schedule_items import (
    ItemField,
    add_item,
    change_item,
    duplicate_item,
    move_item,
    remove_items,
    resize_item,
)
from kitaplanner.operations.schedule_rows import (
    add_row,
    change_row,
    duplicate_row,
    move_row,
    remove_row,
)


class SheetEdits:
    """The edits of one initiative's sheet; each gives the Change, or None where nothing came of it.

    `initiator` is the view that asks, so that others can tell whose change it was.
    """

    def __init__(self, session: DocumentSession, initiative_id: str, initiator: object) -> None:
        self._session = session
        self._id = initiative_id
        self._initiator = initiator

    def _perform(self, operation, *args: object) -> Change | None:
        return self._session.perform(operation, self._id, *args, initiator=self._initiator)

    def carry_out(self, intent: Intent) -> Change | None:
        """Do what a gesture or key means."""
        match intent:
            case WriteNew(row, span):
                return self.write_new(row, span, "")
            case Resize(item, span):
                return self._perform(resize_item, item, span)
            case Move(item, row, start, True):
                return self._perform(duplicate_item, item, row, start)
            case Move(item, row, start):
                return self._perform(move_item, item, row, start)
            case MoveRow(row, index):
                return self._perform(move_row, row, index)
            case MoveMany(items, months, rows, False):
                return self._perform(move_items, items, months, rows)
            case MoveMany():
                return self._copy_many(intent)
            case _:
                return None  # nothing of the plan is meant

    def _copy_many(self, wanted: MoveMany) -> Change | None:
        initiative = self._session.snapshot.initiative(self._id)
        if initiative is None:
            return None
        rows = payload_of_items(initiative, wanted.items).rows
        return self._perform(paste_items, *landing(initiative, wanted), rows)

    def write_new(
        self, row_id: str, span: Span, text: str, kind: ItemKind = "arrow"
    ) -> Change | None:
        """Add an item with its text."""
        return self._perform(add_item, row_id, span, text, kind)

    def retype_item(self, item_id: str, text: str) -> Change | None:
        """Set the text of an item."""
        return self.change_item(item_id, "text", text.strip("\n"))

    def change_item(self, item_id: str, field: ItemField, value: object) -> Change | None:
        """Set a field of an item."""
        return self._perform(change_item, item_id, field, value)

    def remove_item(self, item_id: str) -> Change | None:
        """Remove an item."""
        return self.remove_items((item_id,))

    def remove_items(self, item_ids: Iterable[str]) -> Change | None:
        """Remove items together."""
        return self._perform(remove_items, tuple(item_ids))

    def retype_field(self, field: str, text: str) -> Change | None:
        """Set a field of the initiative from its text as edited."""
        values = field_values(field, text)
        if field == "summary":
            return self._perform(rewrite_summary, values["summary"], values["notes"])
        return self._perform(change_initiative, field, values[field])

    def paste(self, row_id: str, month: int, content: Content) -> Change | None:
        """Put copied items or cells down from a row and a month on."""
        return self._perform(paste_content, row_id, month, content)

    def doubts_of_paste(self, row_id: str, month: int, content: Content) -> tuple[str, ...]:
        """Say what pasting would have to guess or leave out."""
        return doubts_of_paste(self._session.snapshot, self._id, row_id, month, content)

    def paste_rows(self, index: int | None, rows: tuple[ScheduleRow, ...]) -> Change | None:
        """Insert copied rows before the row of that index, or at the end."""
        return self._perform(paste_rows, index, rows)

    def split_item(self, item_id: str, month: int) -> Change | None:
        """Cut an item in two at a month."""
        return self._perform(split_item, item_id, month)

    def join_items(self, item_ids: Iterable[str]) -> Change | None:
        """Make one item of neighbours."""
        return self._perform(join_items, tuple(item_ids))

    def repeat_item(self, item_id: str) -> Change | None:
        """Copy an item into the following years."""
        return self._perform(repeat_item, item_id)

    def fill_from_left(self, row_id: str, month: int) -> Change | None:
        """Copy the item to the left into an empty column."""
        return self._perform(fill_from_left, row_id, month)

    def add_row(self, index: int) -> Change | None:
        """Add an empty row before the row of that index."""
        return self._perform(add_row, index)

    def retype_label(self, row_id: str, text: str) -> Change | None:
        """Set the label of a row."""
        return self._perform(change_row, row_id, "label", text.strip())

    def duplicate_row(self, row_id: str) -> Change | None:
        """Copy a row behind itself."""
        return self._perform(duplicate_row, row_id)

    def remove_row(self, row_id: str) -> Change | None:
        """Remove a row with its items."""
        return self._perform(remove_row, row_id)

    def change_divisions(self, divisions: int) -> Change | None:
        """Cut the years in other divisions."""
        return self._perform(change_divisions, divisions)
