"""Copying parts of a plan in every format of a clipboard, and one door for pasting them again.

Belongs here: which format holds what, and which operation a pasted content calls. Does not belong
here: the clipboard itself (`gui`), writing and reading formats (`export`, `importers`) and what
pasting does to a schedule (`operations.schedule_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.clipboard_payload import (
    MIME_TYPE,
    ClipboardPayload,
    payload_of_initiatives,
    payload_of_items,
    payload_of_rows,
)
from kitaplanner.domain.outline import find_initiative
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.export.clipboard import clipboard_html, clipboard_json, clipboard_text, rows_text
from kitaplanner.importers.clipboard import read_clipboard
from kitaplanner.operations.schedule_blocks import paste_block, paste_items, preview_paste
from kitaplanner.storage.document import Document

__all__ = [
    "MIME_TYPE",
    "Content",
    "CopiedFormats",
    "copy_initiatives",
    "copy_items",
    "copy_rows",
    "doubts_of_paste",
    "paste_content",
    "read_clipboard",
    "rows_text",
]

Content: TypeAlias = ClipboardPayload | PastedBlock


@dataclass(frozen=True, slots=True)
class CopiedFormats:
    """The same things for the program itself (`MIME_TYPE`), for spreadsheets, and as text."""

    own: bytes
    html: str
    text: str


def copy_items(plan: Plan, initiative_id: str, item_ids: Iterable[str]) -> CopiedFormats:
    """Give items of an initiative for the clipboard."""
    return _formats(payload_of_items(find_initiative(plan, initiative_id), item_ids), plan)


def copy_rows(plan: Plan, initiative_id: str, row_ids: Iterable[str]) -> CopiedFormats:
    """Give whole rows of an initiative for the clipboard."""
    return _formats(payload_of_rows(find_initiative(plan, initiative_id), row_ids), plan)


def copy_initiatives(plan: Plan, initiative_ids: Iterable[str]) -> CopiedFormats:
    """Give whole initiatives for the clipboard."""
    found = (find_initiative(plan, one) for one in initiative_ids)
    return _formats(payload_of_initiatives(found), plan)


def _formats(payload: ClipboardPayload, plan: Plan) -> CopiedFormats:
    return CopiedFormats(
        clipboard_json(payload, plan), clipboard_html(payload, plan), clipboard_text(payload, plan)
    )


def paste_content(
    document: Document, initiative_id: str, row_id: str, month: int, content: Content
) -> Change | None:
    """Put copied items, or cells of a table, down from a row and a month on."""
    if isinstance(content, PastedBlock):
        return paste_block(document, initiative_id, row_id, month, content)
    return paste_items(document, initiative_id, row_id, month, content.rows)


def doubts_of_paste(
    plan: Plan, initiative_id: str, row_id: str, month: int, content: Content
) -> tuple[str, ...]:
    """Say what pasting would have to guess or leave out; nothing where it would be refused."""
    if not isinstance(content, PastedBlock):
        return ()
    try:
        return preview_paste(plan, initiative_id, row_id, month, content).unsure
    except RefusedEdit:
        return ()  # pasting itself says why
