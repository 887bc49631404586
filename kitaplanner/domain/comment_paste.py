"""Opinions of パブコメ結果 out of a pasted table.

Belongs here: which column of a table is what. Does not belong here: the formats of clipboards
(`importers.clipboard`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kitaplanner.domain.handout import PublicComment
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.errors import UserError

_OPINION_WORDS = ("意見", "内容", "要旨")
_COUNT_WORDS = ("件数", "数")
_ANSWER_WORDS = ("考え方", "回答", "対応")
_COUNT = re.compile(r"(\d{1,5})\s*件?")


class _Columns(NamedTuple):
    """Which column is what; None where there is none."""

    opinion: int
    number: int | None
    answer: int | None


def comments_of(block: PastedBlock) -> tuple[PublicComment, ...]:
    """Read opinions, how many there were, and the answers; raise UserError where none is found.

    A header says which column is which. Without one, the columns are taken in the order of print:
    two are opinion and answer, three have the number of opinions between them, more begin with No.
    A cell over several rows is one answer to several opinions and is repeated.
    """
    table = _table(block)
    columns, first = _columns(table, block.columns)
    read = [_comment(row, columns) for row in table[first:]]
    found = tuple(one for one in read if one is not None)
    if not found:
        raise UserError(
            "貼り付けた表から意見を読み取れません。"
            "「意見（要旨）・件数・区の考え方」の列を選んで、コピーし直してください。"
        )
    return found


def _table(block: PastedBlock) -> list[list[str]]:
    rows = [[""] * block.columns for _ in range(block.rows)]
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row][cell.column] = cell.text
    return rows


def _columns(table: list[list[str]], width: int) -> tuple[_Columns, int]:
    head = table[0] if table else []
    answer = _named(head, _ANSWER_WORDS)
    opinion = _named(head, _OPINION_WORDS)
    if opinion is not None and (answer is not None or _named(head, _COUNT_WORDS) is not None):
        return _Columns(opinion, _named(head, _COUNT_WORDS), answer), 1
    if width == 1:
        return _Columns(0, None, None), 0
    if width == 2:
        return _Columns(0, None, 1), 0
    start = 0 if width == 3 else 1
    return _Columns(start, start + 1, start + 2), 0


def _named(head: list[str], words: tuple[str, ...]) -> int | None:
    """Find the column whose heading is a short text with one of the words."""
    for index, text in enumerate(head):
        if len(text) <= 15 and any(word in text for word in words):
            return index
    return None


def _comment(row: list[str], columns: _Columns) -> PublicComment | None:
    opinion = row[columns.opinion].strip()
    answer = "" if columns.answer is None else row[columns.answer].strip()
    if not opinion and not answer:
        return None
    count = "" if columns.number is None else row[columns.number]
    return PublicComment(opinion, read_count(count), answer)


def read_count(text: str) -> int:
    """Read a number of opinions (３件); what is none counts as one."""
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return max(int(match[1]), 1) if match else 1
