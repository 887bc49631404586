"""A block of cells as it was taken from a clipboard, before it meets a schedule.

Belongs here: the cells with their spans, what is uncertain about them, and reading a header of
years in them. Does not belong here: the formats of clipboards (`importers.clipboard`) and what
happens to a schedule (`schedule_paste`).
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kitaplanner.domain.calendar import format_fiscal_year, parse_fiscal_year

# A title and a line of units may stand above the years.
_HEADER_ROWS = 5
_PARTS_OF_YEAR = re.compile(
    r"第?[1-4一二三四](/4|四半期)(期)?|[1-4]?Q[1-4]?|[上下]半?期|[前後]期|[1-3]学期"
    r"|\d{1,2}月|\d{1,2}月?[~\-・]\d{1,2}月",
    re.IGNORECASE,
)
_SHOWN_LENGTH = 20


@dataclass(frozen=True, slots=True)
class PastedCell:
    """A cell with text: its first row and column in the block and how many it covers."""

    row: int
    column: int
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """Cells with text in reading order; empty cells are not listed.

    `rows` and `columns` reach to the last text. `years` is empty, or gives the fiscal year of each
    column (None: a column that stands under no year) where the block had a header of years; the
    header itself is no longer among the cells. `unsure` says in Japanese what the reader had to
    guess or leave out.
    """

    cells: tuple[PastedCell, ...] = ()
    rows: int = 0
    columns: int = 0
    years: tuple[int | None, ...] = ()
    unsure: tuple[str, ...] = ()


def block_of(cells: tuple[PastedCell, ...], unsure: tuple[str, ...] = ()) -> PastedBlock:
    """Give a block that reaches to the last text, with its header of years understood."""
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    return _with_years(PastedBlock(cells, rows, columns, (), unsure))


def shown(text: str) -> str:
    """Give a text in 「」 for a sentence, in one line and not too long."""
    line = text.replace("\n", " ")
    return f"「{line if len(line) <= _SHOWN_LENGTH else line[: _SHOWN_LENGTH - 1] + '…'}」"


def _with_years(block: PastedBlock) -> PastedBlock:
    for row in range(min(block.rows, _HEADER_ROWS)):
        header = [cell for cell in block.cells if cell.row == row]
        years = _years_of(header, block.columns)
        if years:
            return _without_header(block, row, years)
    return block


def _years_of(header: list[PastedCell], columns: int) -> tuple[int | None, ...]:
    """Give the year of each column, or nothing where the row is no header of years."""
    read = [(cell, year) for cell in header if (year := _year(cell.text)) is not None]
    found = list(dict.fromkeys(year for _, year in read))
    if not found or any(right < left for (_, left), (_, right) in pairwise(read)):
        return ()
    if _between(header, read) or not _certain(read, found):
        return ()
    years: list[int | None] = [None] * columns
    for (cell, year), width in zip(read, _widths(read, columns), strict=True):
        years[cell.column : cell.column + width] = [year] * width
    return tuple(years[:columns])


def _year(text: str) -> int | None:
    try:
        return parse_fiscal_year(text)
    except ValueError:
        return None


def _between(header: list[PastedCell], read: list[tuple[PastedCell, int]]) -> bool:
    """Say whether a text that is no year stands between the years."""
    columns = [cell.column for cell, _ in read]
    inside = [cell for cell in header if columns[0] <= cell.column <= columns[-1]]
    return len(inside) != len(read)


def _certain(read: list[tuple[PastedCell, int]], found: list[int]) -> bool:
    """A bare number is a year only beside the year before or after; R7 and 令和7年度 always are."""
    if all(_is_number(cell.text) for cell, _ in read):
        return len(found) > 1 and all(right == left + 1 for left, right in pairwise(found))
    return True


def _is_number(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).strip().isdecimal()


def _widths(read: list[tuple[PastedCell, int]], columns: int) -> list[int]:
    """Give the columns of each year; plain text says a merged year once, with empty cells behind.

    The empty cells belong to the year only where all years are equally far apart.
    """
    starts = [cell.column for cell, _ in read]
    steps = {right - left for left, right in pairwise(starts)}
    merged = any(cell.columns > 1 for cell, _ in read)
    if merged or len(steps) != 1 or steps == {1}:
        return [cell.columns for cell, _ in read]
    step = steps.pop()
    return [min(step, columns - start) for start in starts]


def _without_header(block: PastedBlock, row: int, years: tuple[int | None, ...]) -> PastedBlock:
    first = row + 1
    if _is_second_header(block, first, years):
        first += 1
    unsure = list(block.unsure)
    above = [cell for cell in block.cells if cell.row < row]
    if above:
        unsure.append(f"年度の見出しより上の{_texts(above)}は貼り付けません。")
    body = [cell for cell in block.cells if cell.row >= first]
    beside = [cell for cell in body if years[cell.column] is None]
    if beside:
        unsure.append(f"年度の見出しがない列の{_texts(beside)}は貼り付けません。")
    kept = tuple(
        dataclasses.replace(cell, row=cell.row - first)
        for cell in body
        if years[cell.column] is not None
    )
    reach = max((cell.row + cell.rows for cell in kept), default=0)
    return PastedBlock(kept, reach, block.columns, years, (*unsure, *_gaps(years)))


def _is_second_header(block: PastedBlock, row: int, years: tuple[int | None, ...]) -> bool:
    """Say whether the next row names parts of the years: 第1四半期, 4～6月, 上期.

    Where no year has several columns there are no parts to name, and the row is a row of items.
    """
    if all(years.count(year) == 1 for year in years if year is not None):
        return False
    texts = [
        unicodedata.normalize("NFKC", cell.text).replace("〜", "~").strip()
        for cell in block.cells
        if cell.row == row and years[cell.column] is not None
    ]
    return len(texts) > 1 and all(_PARTS_OF_YEAR.fullmatch(text) for text in texts)


def _gaps(years: tuple[int | None, ...]) -> Iterator[str]:
    for year in dict.fromkeys(year for year in years if year is not None):
        count = years.count(year)
        if 12 % count:
            yield (
                f"{format_fiscal_year(year)}の列が{count}本あり、月に割り切れません。"
                "近い月に置きます。"
            )


def _texts(cells: list[PastedCell]) -> str:
    first = shown(cells[0].text)
    return first if len(cells) == 1 else f"{first}など{len(cells)}個のセル"
