"""Tables in the HTML that Excel and LibreOffice Calc put on the clipboard.

Belongs here: the cells of the first table with text, at their places in the grid. Only the
standard parser is used; nothing is fetched, no style sheet is followed, and what is not a table is
not looked at. Does not belong here: what the cells mean (`domain.pasted_block`).

What Excel does that a browser would not show (seen in files saved by it): a text that flows over
empty neighbours has a colspan with `mso-ignore:colspan` and is not merged; one `tr` may stand for
several empty rows (`mso-xlrowspan`); the last row, of no height, only sets the widths of columns;
the readings of words stand in `rt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kitaplanner.importers.clipboard_cells import MAX_COLUMNS, MAX_ROWS

_CONDITION = re.compile(r"<!\[[^>]*>?")
# Not the no-break space: that is how a space that shall stay is written.
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(" +")
_EMPTY_ROWS = re.compile(r"mso-xlrowspan:(\d{1,7})")
# Columns of a sheet of Excel: what a row that was chosen as a whole can span.
_MOST_COLUMNS = 16_384
_BREAKS = frozenset({"p", "div", "li"})
# What stands in these is not what a reader of the cell sees.
_UNSEEN = frozenset({"style", "script", "head", "rt", "rp", "title", "comment", "xml"})


@dataclass(slots=True)
class HtmlCell:
    """A cell of the table as it stands in the grid."""

    row: int
    column: int
    columns: int
    rows: int
    text: str


@dataclass(slots=True)
class HtmlTable:
    """The cells with text of one table, in reading order, and what was left out of it."""

    cells: list[HtmlCell] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def close_ranks(self) -> None:
        """Number the rows and columns anew without the hidden ones."""
        cells = []
        for cell in self.cells:
            rows = _seen(cell.row, cell.rows, self.hidden_rows)
            columns = _seen(cell.column, cell.columns, self.hidden_columns)
            if rows and columns:
                cell.row -= sum(one < cell.row for one in self.hidden_rows)
                cell.column -= sum(one < cell.column for one in self.hidden_columns)
                cell.rows, cell.columns = rows, columns
                cells.append(cell)
            else:
                self.hidden.append(cell.text)
        self.cells = cells


def _seen(first: int, count: int, hidden: Iterable[int]) -> int:
    """Say how many rows or columns of a cell are not hidden."""
    return count - sum(first <= one < first + count for one in hidden)


def read_tables(html: str) -> list[HtmlTable]:
    """Give the outermost tables of a page."""
    reader = _Reader()
    reader.feed(_prepared(html))
    reader.close()
    reader.finish()
    for table in reader.tables:
        table.close_ranks()
    return reader.tables


def _prepared(html: str) -> str:
    """Take out comments, conditions and an unclosed tag at the end.

    The parser would look for the end of each unclosed one through all of the rest, again and again.
    """
    parts = []
    position = 0
    while (start := html.find("<!--", position)) >= 0:
        parts.append(html[position:start])
        end = html.find("-->", start)
        position = len(html) if end < 0 else end + 3
    parts.append(html[position:])
    text = _CONDITION.sub("", "".join(parts))
    last = text.rfind(">") + 1
    return text[:last] + text[last:].partition("<")[0]


class _Reader(HTMLParser):
    """Follow the tags, keeping the place in the grid."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self._depth = 0
        self._unseen: list[str] = []
        self._row = -1
        self._column = 0
        self._next_column = 0
        # Columns that a cell above still covers, with the first row that is free again.
        self._covered: dict[int, int] = {}
        self._cell: HtmlCell | None = None
        self._text: list[str] = []
        self._has_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell, or break a line."""
        if tag in ("table", "tr", "td", "th"):
            # An element that was never closed (rt may be left open) ends here at the latest.
            self._unseen.clear()
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "table":
            self._open_table()
        elif self._depth != 1:
            self._inside(tag)
        elif tag == "col":
            self._read_column(dict(attrs))
        elif tag == "tr":
            self._open_row(dict(attrs))
        elif tag in ("td", "th"):
            self._open_cell(dict(attrs))
        else:
            self._inside(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take <rt/> for what it is: an element without content."""
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in _UNSEEN:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
        elif tag == "ruby":
            self._unseen.clear()
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
            if self._depth == 0:
                self.finish()
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self.finish()

    def handle_data(self, data: str) -> None:
        """Collect the text of a cell."""
        if self._cell is not None and not self._unseen:
            text = _BLANKS.sub(" ", data)
            self._has_text = self._has_text or text != " "
            self._text.append(text)

    def _inside(self, tag: str) -> None:
        if self._cell is None or self._unseen:
            return
        if tag == "br" or (tag in _BREAKS and self._has_text):
            self._text.append("\n")

    def _open_table(self) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        self.finish()
        self.tables.append(HtmlTable())
        self._row = -1
        self._next_column = 0
        self._covered = {}

    def _read_column(self, attrs: dict[str, str | None]) -> None:
        span = _number(attrs.get("span"), MAX_COLUMNS)
        columns = range(self._next_column, min(self._next_column + span, MAX_COLUMNS))
        if _is_hidden(attrs):
            self.tables[-1].hidden_columns.update(columns)
        self._next_column = min(self._next_column + span, MAX_COLUMNS)

    def _open_row(self, attrs: dict[str, str | None]) -> None:
        self.finish()
        empty = _EMPTY_ROWS.search(_style(attrs))
        count = min(max(int(empty[1]), 1), MAX_ROWS) if empty is not None else 1
        if _is_hidden(attrs):
            self.tables[-1].hidden_rows.update(range(self._row + 1, self._row + 1 + count))
        self._row += count
        self._column = 0

    def _open_cell(self, attrs: dict[str, str | None]) -> None:
        self.finish()
        self._row = max(self._row, 0)
        while self._covered.get(self._column, 0) > self._row:
            self._column += 1
        style = _style(attrs)
        columns = _number(attrs.get("colspan"), _MOST_COLUMNS)
        rows = 1 if "mso-ignore:rowspan" in style else _number(attrs.get("rowspan"), MAX_ROWS)
        # An overflowing text takes the room of empty cells, but stands in its first cell alone.
        merged = 1 if "mso-ignore:colspan" in style else columns
        self._cell = HtmlCell(self._row, self._column, merged, rows, "")
        if rows > 1:
            reach = min(self._column + columns, MAX_COLUMNS)
            self._covered.update(dict.fromkeys(range(self._column, reach), self._row + rows))
        self._column += columns

    def finish(self) -> None:
        """Close the open cell and keep it if it has a text."""
        cell, self._cell = self._cell, None
        if cell is None:
            return
        lines = "".join(self._text).split("\n")
        stripped = (_SPACES.sub(" ", line).strip(" ").replace("\xa0", " ") for line in lines)
        cell.text = "\n".join(stripped).strip("\n")
        self._text = []
        self._has_text = False
        if cell.text.strip():
            self.tables[-1].cells.append(cell)


def _number(text: str | None, most: int) -> int:
    """Read a span; what is no number means one, as in a browser."""
    digits = (text or "").strip()
    if not digits.isascii() or not digits.isdecimal():
        return 1
    return min(max(int(digits[:9]), 1), most)


def _style(attrs: dict[str, str | None]) -> str:
    return "".join((attrs.get("style") or "").lower().split())


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    return "display:none" in _style(attrs)
