"""Spots: the places of a block at which words are written on the page, by the names of fields.

`text`, `source`, `caption`, and in tables `entries.2.date`, `rows.0.name`: pure functions on
blocks. Does not belong here: where spots stand (`layout.section_print`) and keys (`gui.booklet`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.calendar import parse_fiscal_year, wareki_calendar_year
from kitaplanner.domain.plan import Block, ChronicleEntry, TimelineRow
from kitaplanner.errors import RefusedEdit

# Kinds that are tables, with the field that holds their rows and the columns to be written in.
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "chronicle": ("entries", ("date", "text")),
    "timeline": ("rows", ("name", "text")),
}
_COLUMN_WORDS = {"date": "年月", "text": "文", "name": "名称"}
_SPOT_WORDS = {"text": "文", "source": "出典", "caption": "題"}
_NOTE = "※"
# 令和3年9月, 令和3(2021)年9月, 2021.9, R3/9, 令和3年
_DATE = re.compile(r"(?P<year>[^年./\-]+)(?:(?:年|[./\-])(?P<month>\d{1,2})月?|年)?")
_FIRST_YEAR = 2025

Direction: TypeAlias = Literal["up", "down", "left", "right"]


def spot_rows(block: Block) -> tuple[tuple[str, ...], ...]:
    """Give the spots of a block in rows and columns as they stand on the page."""
    if block.kind in _TABLES:
        field, columns = _TABLES[block.kind]
        count = len(getattr(block, field))
        return tuple(tuple(f"{field}.{row}.{column}" for column in columns) for row in range(count))
    if block.kind == "quote":
        return (("text",), ("source",))
    if block.kind == "figure":
        return (("caption",), ("text",)) if block.picture else (("text",), ("caption",))
    return (("caption",),) if block.kind == "chart" else ()


def neighbour(block: Block, spot: str, direction: Direction) -> str:
    """Give the spot beside another; left and right go on over the rows; empty at the ends."""
    rows = spot_rows(block)
    place = next(
        ((r, c) for r, row in enumerate(rows) for c, one in enumerate(row) if one == spot), None
    )
    if place is None:
        return ""
    row, column = place
    if direction in ("left", "right"):
        flat = [one for each in rows for one in each]
        at = flat.index(spot) + (1 if direction == "right" else -1)
        return flat[at] if 0 <= at < len(flat) else ""
    row += 1 if direction == "down" else -1
    return rows[row][column] if 0 <= row < len(rows) else ""


def row_of(block: Block, spot: str) -> int | None:
    """Give the row of a table in which a spot lies; None where it lies in no table."""
    if block.kind not in _TABLES or not spot:
        return None
    return next((row for row, spots in enumerate(spot_rows(block)) if spot in spots), None)


def spot_words(block: Block, spot: str) -> str:
    """Say what a spot is: 2行目の年月."""
    row = row_of(block, spot)
    if row is None:
        return _SPOT_WORDS.get(spot, "")
    return f"{row + 1}行目の{_COLUMN_WORDS[spot.rpartition('.')[2]]}"


def spot_text(block: Block, spot: str) -> str:
    """Give what is written at a spot, as it is typed; a note stands below its entry with ※."""
    row = row_of(block, spot)
    if row is None:
        return str(getattr(block, spot)) if spot in _SPOT_WORDS else ""
    record, column = _records(block)[row], spot.rpartition(".")[2]
    if column == "date":
        month = f"{record.month}月" if record.month else ""
        return f"{wareki_calendar_year(record.year, record.month)}年{month}"
    if isinstance(record, ChronicleEntry) and record.note:
        return f"{record.text}\n{_NOTE}{record.note.removeprefix(_NOTE)}"
    return str(getattr(record, column))


def with_spot(block: Block, spot: str, text: str) -> Block:
    """Write at a spot; raise RefusedEdit for a date that can't be read."""
    row = row_of(block, spot)
    if row is None:
        written: dict[str, Any] = {spot: text} if spot in _SPOT_WORDS else {}
        return replace(block, **written)
    record, column = _records(block)[row], spot.rpartition(".")[2]
    if column == "date":
        year, month = read_date(text)
        changed: Any = replace(record, year=year, month=month)
    elif isinstance(record, ChronicleEntry):
        words, note = _parted_note(text)
        changed = replace(record, text=words, note=note)
    else:
        changed = replace(record, **{column: text})
    records = list(_records(block))
    records[row] = changed
    return _with_records(block, records)


def with_row_added(block: Block, at: int) -> Block:
    """Put an empty row into a table, before the one that has this index."""
    records = list(_records(block))
    if block.kind == "chronicle":
        above = records[min(at, len(records)) - 1] if records else None
        year, month = (above.year, above.month) if above else (_FIRST_YEAR, None)
        records.insert(at, ChronicleEntry(year, "", month))
    else:
        records.insert(at, TimelineRow("", "", block.first, block.last))
    return _with_records(block, records)


def without_row(block: Block, row: int) -> Block:
    """Take a row out of a table."""
    records = list(_records(block))
    del records[row]
    return _with_records(block, records)


def with_row_moved(block: Block, row: int, by: int) -> Block:
    """Move a row of a table by some places, as far as there is room."""
    records = list(_records(block))
    moved = records.pop(row)
    records.insert(min(max(row + by, 0), len(records)), moved)
    return _with_records(block, records)


def is_table(block: Block) -> bool:
    """Say whether a block is a table of rows that are written on the page."""
    return block.kind in _TABLES


def read_date(text: str) -> tuple[int, int | None]:
    """Read year and month of a chronology; raise RefusedEdit for anything else."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = _DATE.fullmatch(folded)
    month = int(match["month"]) if match and match["month"] else None
    try:
        if match is None or not 1 <= (1 if month is None else month) <= 12:
            raise ValueError(text)
        return parse_fiscal_year(match["year"]), month
    except ValueError:
        shown = text.strip() or "（空）"
        raise RefusedEdit(
            f"年月「{shown}」を読み取れません。「令和3年9月」や「2021年9月」のように入力してください。"
        ) from None


def _parted_note(text: str) -> tuple[str, str]:
    """Part a text from the note below it, which begins a line with ※."""
    words, sign, note = f"\n{text}".partition(f"\n{_NOTE}")
    return words.removeprefix("\n"), note.lstrip(f"{_NOTE} \u3000").rstrip() if sign else ""


def _records(block: Block) -> tuple[Any, ...]:
    field, _ = _TABLES[block.kind]
    found: tuple[Any, ...] = getattr(block, field)
    return found


def _with_records(block: Block, records: list[Any]) -> Block:
    field, _ = _TABLES[block.kind]
    rows: dict[str, Any] = {field: tuple(records)}
    return replace(block, **rows)
