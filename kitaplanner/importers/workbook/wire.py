"""What the reading process says: lines of JSON, and the same lines read back.

Belongs here: the messages and their form; never pickle, which would let a file that has taken over
the reader take over the program. Does not belong here: the process itself (`worker`, `process`).

Messages, one a line: `["progress", done, total]`, `["sheet", …]`, `["workbook", …]` as the last
one, or `["failed", "user" | "environment", sentence]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from kitaplanner.importers.workbook.content import (
    Cell,
    CellKind,
    DefinedName,
    Merge,
    Shape,
    ShapeKind,
    SheetContent,
    WorkbookContent,
)

_CELL_KINDS = frozenset(get_args(CellKind))
_SHAPE_KINDS = frozenset(get_args(ShapeKind))


class BadMessage(Exception):
    """A line that is no message of ours."""


def encode(*parts: object) -> bytes:
    """Give a message as a line."""
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> list[Any]:
    """Read a line; raise BadMessage for what is none."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadMessage from error
    if not isinstance(message, list) or not message or not isinstance(message[0], str):
        raise BadMessage
    return message


def content_lines(content: WorkbookContent) -> Iterator[bytes]:
    """Yield the messages that carry a workbook: its sheets, then the rest."""
    for sheet in content.sheets:
        yield encode("sheet", *_plain_sheet(sheet))
    names = [[one.name, one.refers_to] for one in content.names]
    yield encode("workbook", content.source, names, content.properties, content.remarks)


def _plain_sheet(sheet: SheetContent) -> list[object]:
    cells = [
        [one.row, one.column, one.text, one.kind, one.fill, one.bold, one.hidden, one.locked]
        for one in sheet.cells
    ]
    merges = [
        [one.first_row, one.first_column, one.last_row, one.last_column] for one in sheet.merges
    ]
    shapes = [
        [one.name, one.kind, one.left, one.top, one.right, one.bottom, one.text, one.description,
         one.dashed, one.filled, one.head, one.tail, one.hidden, one.group]
        for one in sheet.shapes
    ]  # fmt: skip
    return [
        sheet.name, cells, merges, shapes, sheet.column_widths, sheet.row_heights, sheet.hidden
    ]  # fmt: skip


def sheet_from(parts: list[Any]) -> SheetContent:
    """Build a sheet from its message; raise BadMessage where a value is of another kind."""
    try:
        name, cells, merges, shapes, widths, heights, hidden = parts
        return SheetContent(
            _text(name),
            tuple(_cell(one) for one in cells),
            tuple(_merge(one) for one in merges),
            tuple(_shape(one) for one in shapes),
            tuple(float(one) for one in widths),
            tuple(float(one) for one in heights),
            bool(hidden),
        )
    except (ValueError, TypeError) as error:
        raise BadMessage from error


def workbook_from(parts: list[Any], sheets: tuple[SheetContent, ...]) -> WorkbookContent:
    """Build the workbook from its message and the sheets before it; raise BadMessage."""
    try:
        source, names, properties, remarks = parts
        return WorkbookContent(
            _text(source),
            sheets,
            tuple(DefinedName(_text(name), _text(place)) for name, place in names),
            tuple((_text(name), _text(value)) for name, value in properties),
            tuple(_text(one) for one in remarks),
        )
    except (ValueError, TypeError) as error:
        raise BadMessage from error


def _cell(parts: list[Any]) -> Cell:
    row, column, text, kind, fill, bold, hidden, locked = parts
    if kind not in _CELL_KINDS:
        raise ValueError(kind)
    place = _count(row), _count(column)
    flags = bool(bold), bool(hidden), bool(locked)
    return Cell(*place, _text(text), kind, _text(fill), *flags)


def _merge(parts: list[Any]) -> Merge:
    first_row, first_column, last_row, last_column = (_count(one) for one in parts)
    return Merge(first_row, first_column, last_row, last_column)


def _shape(parts: list[Any]) -> Shape:
    name, kind, left, top, right, bottom, text, description, *flags, group = parts
    if kind not in _SHAPE_KINDS:
        raise ValueError(kind)
    dashed, filled, head, tail, hidden = (bool(one) for one in flags)
    return Shape(
        _text(name), kind, float(left), float(top), float(right), float(bottom), _text(text),
        _text(description), dashed, filled, head, tail, hidden, _text(group),
    )  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _count(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
