"""What all formats of the clipboard share: how much is taken, and how text of a cell is cleaned.

Belongs here: the limits with their refusals, and cells made fit for a plan with every change told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, block_of, shown
from kitaplanner.domain.text import describe_character, forbidden_character, normalise_text
from kitaplanner.errors import UserError

MAX_CHARACTERS = 1_000_000
MAX_ROWS = 500
MAX_COLUMNS = 200
# No cell of a schedule can show more; the longest of a printed plan has 95 characters.
MAX_CELL_TEXT = 2_000
_ERROR_VALUE = re.compile(r"#[A-Z/0]{3,12}[!?]?|Err:\d{3}")


def check_size(content: str) -> None:
    """Refuse what is longer than any block of a schedule could be."""
    if len(content) > MAX_CHARACTERS:
        raise UserError(
            f"クリップボードの内容が大きすぎます（{len(content):,}文字、上限{MAX_CHARACTERS:,}文字）。"
            "表の中の必要な範囲だけを選んで、コピーし直してください。"
        )


def clean_block(cells: Iterable[PastedCell], unsure: Iterable[str] = ()) -> PastedBlock:
    """Give the block of the cells that have a text; raise UserError where it is too large."""
    told = list(unsure)
    kept = []
    for cell in cells:
        cleaned = _cleaned(_within(cell, told), told)
        if cleaned.text:
            kept.append(cleaned)
    return block_of(tuple(sorted(kept, key=lambda one: (one.row, one.column))), tuple(told))


def _within(cell: PastedCell, told: list[str]) -> PastedCell:
    if cell.row >= MAX_ROWS or cell.column >= MAX_COLUMNS:
        raise UserError(
            f"貼り付ける表が大きすぎます（上限{MAX_ROWS}行、{MAX_COLUMNS}列）。"
            "表の中の必要な範囲だけを選んで、コピーし直してください。"
        )
    columns = min(cell.columns, MAX_COLUMNS - cell.column)
    rows = min(cell.rows, MAX_ROWS - cell.row)
    if (columns, rows) != (cell.columns, cell.rows):
        told.append(f"結合セル{shown(cell.text)}が大きすぎるため、途中までにします。")
    return dataclasses.replace(cell, columns=columns, rows=rows)


def _cleaned(cell: PastedCell, told: list[str]) -> PastedCell:
    text = normalise_text(cell.text)
    removed: list[str] = []
    while (bad := forbidden_character(text)) is not None:
        text = text.replace(bad, "")
        removed.append(describe_character(bad))
    text = "\n".join(line.strip() for line in text.split("\n")).strip("\n")
    if removed:
        told.append(f"{shown(text)}から使えない文字{'、'.join(removed)}を除きます。")
    if _ERROR_VALUE.fullmatch(text):
        told.append(f"{shown(text)}は計算のエラーです。表計算の側で直してください。")
    if len(text) > MAX_CELL_TEXT:
        told.append(f"{shown(text)}は長すぎるため、{MAX_CELL_TEXT:,}文字で切ります。")
        text = text[:MAX_CELL_TEXT]
    return dataclasses.replace(cell, text=text)
