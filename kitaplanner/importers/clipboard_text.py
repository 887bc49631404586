"""Tab separated text of the clipboard, as Excel and LibreOffice Calc write it.

A cell with a line break stands in quotation marks, and marks inside it are doubled. A text that
merely begins with a quotation mark is not quoted by Excel, so marks are taken off only where they
are needed. The last line break ends the last row and begins none.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kitaplanner.domain.clipboard_payload import unguarded_text
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, shown
from kitaplanner.importers.clipboard_cells import check_size, clean_block

_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_END_OF_ROW = re.compile(r"\r\n|\r|\n")


def read_text(text: str) -> PastedBlock:
    """Read tab separated text; raise UserError where it is too large."""
    content = text.rstrip("\0")
    check_size(content)
    rows = split_rows(content)
    cells = [
        PastedCell(row, column, cell)
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if cell.strip()
    ]
    return clean_block(cells, _doubts(rows))


def split_rows(text: str) -> list[list[str]]:
    """Give the cells of each row."""
    rows: list[list[str]] = [[]]
    position = 0
    while position < len(text):
        cell, position = _cell_at(text, position)
        rows[-1].append(cell)
        if text.startswith("\t", position):
            position += 1
            if position == len(text) or text[position] in "\r\n":
                rows[-1].append("")
        if (end := _END_OF_ROW.match(text, position)) is not None:
            position = end.end()
            rows.append([])
    if not rows[-1]:
        rows.pop()
    return rows


def _cell_at(text: str, position: int) -> tuple[str, int]:
    quoted = _QUOTED.match(text, position)
    if quoted is not None and any(sign in quoted[1] for sign in ("\n", "\r", '""')):
        return unguarded_text(quoted[1].replace('""', '"')), quoted.end()
    plain = _PLAIN.match(text, position)
    assert plain is not None  # it matches the empty text too
    return unguarded_text(plain[0]), plain.end()


def _doubts(rows: list[list[str]]) -> list[str]:
    """Say where a merged cell may have stood: plain text shows it as empty cells behind a text."""
    for row in rows:
        for left, right in pairwise(row):
            if left.strip() and not right.strip():
                return [
                    f"文字だけの形式では結合セルの長さが分かりません。{shown(left.strip())}などは"
                    "一つのセルの長さで貼り付けます。"
                ]
    return []
