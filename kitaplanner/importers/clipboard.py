"""Reading the clipboard: what the program itself put there, and tables of other programs.

Belongs here: which of the formats on a clipboard is believed, and reading our own. Does not belong
here: the clipboard itself (the window hands its contents over) and changing the plan.
"""

from __future__ import annotations

import dataclasses
import json
from typing import NoReturn, cast

from kitaplanner.domain.clipboard_payload import (
    PAYLOAD_KINDS,
    PAYLOAD_VERSION,
    ClipboardPayload,
    PayloadKind,
)
from kitaplanner.domain.json_codec import as_object
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, shown
from kitaplanner.domain.plan_json import plan_from_json
from kitaplanner.errors import PlanFormatError, UserError
from kitaplanner.importers.clipboard_cells import MAX_CHARACTERS, check_size, clean_block
from kitaplanner.importers.clipboard_html import HtmlTable, read_tables
from kitaplanner.importers.clipboard_text import read_text

# A whole plan of 500 initiatives has about a tenth of it.
MAX_PAYLOAD_BYTES = 20_000_000


def read_clipboard(
    payload: bytes | None = None, html: str | None = None, text: str | None = None
) -> ClipboardPayload | PastedBlock | None:
    """Give what is on the clipboard, in the format that says most; None where nothing is.

    A format that can't be read is passed over for the next one, and the block says so. Raise
    UserError where the last one can't be read either.
    """
    told: list[str] = []
    if payload:
        try:
            return read_payload(payload)
        except UserError:
            told.append("コピー元の詳しい内容を読めなかったため、表の文字だけを貼り付けます。")
    if html and len(html) > MAX_CHARACTERS and text:
        told.append("表が大きいため、文字だけの形式で読みます。結合セルの長さは分かりません。")
        html = None
    block = read_html(html) if html else None
    if block is None and text and text.strip("\0\r\n"):
        block = read_text(text)
    if block is None:
        return None
    return dataclasses.replace(block, unsure=(*told, *block.unsure))


def read_html(html: str) -> PastedBlock | None:
    """Read the first table with text; None where the page has none."""
    check_size(html)
    tables = [table for table in read_tables(html) if table.cells or table.hidden]
    if not tables:
        return None
    cells = [
        PastedCell(cell.row, cell.column, cell.text, cell.columns, cell.rows)
        for cell in tables[0].cells
    ]
    return clean_block(cells, _left_out(tables))


def _left_out(tables: list[HtmlTable]) -> list[str]:
    told = []
    hidden = tables[0].hidden
    if hidden:
        told.append(f"非表示の行や列にある{shown(hidden[0])}など{len(hidden)}個は貼り付けません。")
    if len(tables) > 1:
        told.append(f"表が{len(tables)}つあるため、最初の表だけを貼り付けます。")
    return told


def read_payload(data: bytes) -> ClipboardPayload:
    """Read what `export.clipboard` wrote; raise PlanFormatError for anything else.

    Another program may have put anything under our name, so it is read as strictly as a file.
    """
    if len(data) > MAX_PAYLOAD_BYTES:
        raise PlanFormatError("クリップボード", "大きすぎます。")
    try:
        members = as_object(json.loads(data, parse_constant=_refuse_constant), "$")
    except (ValueError, RecursionError):
        raise PlanFormatError("クリップボード", "JSONとして読めません。") from None
    kind = members.get("kind")
    if members.get("version") != PAYLOAD_VERSION or kind not in PAYLOAD_KINDS:
        raise PlanFormatError("クリップボード", "この版で読める内容ではありません。")
    initiatives = tuple(plan_from_json(members.get("plan")).initiatives())
    if not initiatives or (kind != "initiatives" and len(initiatives) != 1):
        raise PlanFormatError("$.plan", "事業の数が合いません。")
    return ClipboardPayload(cast(PayloadKind, kind), initiatives)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
