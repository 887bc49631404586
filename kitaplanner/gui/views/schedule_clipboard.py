"""切り取り, コピー and 貼り付け in a schedule: of items, a row, the text of a field.

Belongs here: what the selection means for the clipboard, and where something is pasted. Does not
belong here: the clipboard itself (`gui.clipboard`) and the operations (`sheet_edits`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitaplanner.domain.clipboard_payload import ClipboardPayload
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.errors import UserError
from kitaplanner.gui.clipboard import (
    clipboard_content,
    clipboard_has_content,
    put_on_clipboard,
    put_text_on_clipboard,
)
from kitaplanner.gui.views.sheet_fields import WRITABLE_FIELDS, field_text
from kitaplanner.gui.views.sheet_map import Place, SheetMap
from kitaplanner.operations.clipboard import Content, copy_items, copy_rows

if TYPE_CHECKING:
    from kitaplanner.gui.views.schedule_view import ScheduleView

_NOTHING_TO_COPY = "コピーする矢印か行を選んでください。"
_NOTHING_TO_PASTE = "クリップボードに、貼り付けられるものがありません。"
_NO_PLACE = "貼り付ける行と年度を、年度別実施計画の中で選んでください。"
_NO_ROWS = "貼り付ける行がありません。先にInsertキーで行を追加してください。"
_INITIATIVES = "コピーした事業は、左の体系で見出しか事業を選んで貼り付けます。"
_NOTHING_NEW = "同じ内容がすでにあります。"


class ScheduleClipboard:
    """The clipboard as one view uses it."""

    def __init__(self, view: ScheduleView) -> None:
        self._view = view

    @property
    def can_copy(self) -> bool:
        """Say whether something is selected that can be copied."""
        place = self._view.place
        return place is not None and not place.is_cell

    @property
    def can_cut(self) -> bool:
        """Say whether what is selected can be copied and taken away."""
        place = self._view.place
        can_remove = place is not None and (place.is_item or place.is_row)
        return can_remove and self._view.is_editable

    @property
    def can_paste(self) -> bool:
        """Say whether something may be pasted at the cursor."""
        return self._view.is_editable and clipboard_has_content()

    def copy(self) -> bool:
        """Copy the selected items, else the row or the text of the field; say whether it was."""
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None or place.is_cell:
            self._view.say(_NOTHING_TO_COPY)
            return False
        if place.is_field:
            put_text_on_clipboard(field_text(sheet.initiative, place.target.field))
            self._view.say("文言をコピーしました。")
            return True
        plan, initiative, chosen = self._view.plan(), sheet.initiative.id, self._view.chosen
        if plan is None:
            return False
        if chosen:
            put_on_clipboard(copy_items(plan, initiative, chosen))
            self._view.say(f"矢印{len(chosen)}本をコピーしました。")
        else:
            put_on_clipboard(copy_rows(plan, initiative, (place.target.id,)))
            self._view.say("行をコピーしました。")
        return True

    def cut(self) -> None:
        """Copy the selected items or row and take them away."""
        if self._view.edits_or_say() is None:
            return
        if not self.can_cut:
            self._view.say(_NOTHING_TO_COPY)
        elif self.copy():
            self._view.commands.remove()

    def paste(self) -> None:
        """Put what is on the clipboard at the cursor."""
        if self._view.edits_or_say() is None:
            return
        try:
            content = clipboard_content()
        except UserError as error:
            self._view.refuse(error)
            return
        if content is None:
            self._view.say(_NOTHING_TO_PASTE)
        elif isinstance(content, ClipboardPayload) and content.kind == "initiatives":
            self._view.say(_INITIATIVES)
        elif isinstance(content, ClipboardPayload) and content.kind == "rows":
            self._paste_rows(content)
        elif self._view.place is not None and self._view.place.is_field:
            self._paste_text(self._view.place, content)
        else:
            self._paste_at_cursor(content)

    def _paste_rows(self, content: ClipboardPayload) -> None:
        """Insert rows below the cursor's, else at the end."""
        sheet, edits = self._view.sheet, self._view.edits_or_say()
        if sheet is None or edits is None:
            return
        index = sheet.row_index(self._view.commands.row_id())
        self._view.commands.select_new_row(
            edits.paste_rows, None if index < 0 else index + 1, content.rows
        )

    def _paste_text(self, place: Place, content: Content) -> None:
        """Replace the text of a field by that of a single cell."""
        edits, field = self._view.edits_or_say(), place.target.field
        cells = content.cells if isinstance(content, PastedBlock) else ()
        if len(cells) != 1 or field not in WRITABLE_FIELDS:
            self._view.say(_NO_PLACE)
        elif edits is not None and edits.retype_field(field, cells[0].text) is None:
            self._view.say(_NOTHING_NEW)

    def _paste_at_cursor(self, content: Content) -> None:
        edits, at = self._view.edits_or_say(), self._landing()
        if edits is None:
            return
        if at is None:
            has_rows = self._view.sheet is not None and self._view.sheet.rows
            self._view.say(_NO_PLACE if has_rows else _NO_ROWS)
            return
        doubts = edits.doubts_of_paste(*at, content)
        change = self._view.commands.make_and_choose(edits.paste, *at, content)
        if change is not None:
            self._view.say("　".join((change.label, *doubts)))

    def _landing(self) -> tuple[str, int] | None:
        """Give the row and the month in which the cursor stands."""
        sheet, place = self._view.sheet, self._view.place
        if sheet is None or place is None or place.is_field:
            return None
        return self._view.commands.row_id(), _first_month(sheet, place)


def _first_month(sheet: SheetMap, place: Place) -> int:
    if place.span is not None:
        return place.span.start
    item = sheet.item(place.target.id) if place.is_item else None
    return sheet.months.start if item is None else item.start
