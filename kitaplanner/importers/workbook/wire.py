"""What the reading process says: lines of JSON, and the same lines read back.

Belongs here: the messages and their form; never pickle, which would let a file that has taken over
the reader take over the program. Does not belong here: the process itself (`worker`, `process`).

Messages, one a line: `["progress", done, total]`; for each sheet some `["cells", …]` and one
`["sheet", …]` behind them; `["workbook", …]` as the last one; or, at any time,
`["failed", "user" | "environment", sentence]`. Cells come in small lots: a line is read in one go,
and the window has to breathe in between.
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

_LOT_CELLS, _LOT_CHARACTERS = 1_000, 50_000
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
        for lot in _lots(sheet.cells):
            yield encode("cells", *lot)
        yield encode("sheet", *_plain_sheet(sheet))
    names = [[one.name, one.refers_to] for one in content.names]
    yield encode("workbook", content.source, names, content.properties, content.remarks)


def _lots(cells: tuple[Cell, ...]) -> Iterator[list[list[object]]]:
    lot: list[list[object]] = []
    characters = 0
    for one in cells:
        lot.append([one.row, one.column, one.text, one.kind, one.fill, one.bold, one.hidden,
                    one.locked])  # fmt: skip
        characters += len(one.text)
        if len(lot) >= _LOT_CELLS or characters >= _LOT_CHARACTERS:
            yield lot
            lot, characters = [], 0
    if lot:
        yield lot


def _plain_sheet(sheet: SheetContent) -> list[object]:
    merges = [
        [one.first_row, one.first_column, one.last_row, one.last_column] for one in sheet.merges
    ]
    shapes = [
        [one.name, one.kind, one.left, one.top, one.right, one.bottom, one.text, one.description,
         one.dashed, one.filled, one.head, one.tail, one.hidden, one.group]
        for one in sheet.shapes
    ]  # fmt: skip
    return [sheet.name, merges, shapes, sheet.column_widths, sheet.row_heights, sheet.hidden]


class Listener:
    """Puts a workbook together from its messages; raises BadMessage for what does not fit."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._sheets: list[SheetContent] = []

    def hear(self, kind: str, parts: list[Any]) -> WorkbookContent | None:
        """Take in a message; give the workbook when it is complete."""
        try:
            if kind == "cells":
                self._cells += [_cell(one) for one in parts]
            elif kind == "sheet":
                self._sheets.append(_sheet(parts, tuple(self._cells)))
                self._cells = []
            elif kind == "workbook":
                return _workbook(parts, tuple(self._sheets))
            else:
                raise BadMessage
        except (ValueError, TypeError) as error:
            raise BadMessage from error
        return None


def _sheet(parts: list[Any], cells: tuple[Cell, ...]) -> SheetContent:
    name, merges, shapes, widths, heights, hidden = parts
    return SheetContent(
        _text(name),
        cells,
        tuple(_merge(one) for one in merges),
        tuple(_shape(one) for one in shapes),
        tuple(float(one) for one in widths),
        tuple(float(one) for one in heights),
        bool(hidden),
    )


def _workbook(parts: list[Any], sheets: tuple[SheetContent, ...]) -> WorkbookContent:
    source, names, properties, remarks = parts
    return WorkbookContent(
        _text(source),
        sheets,
        tuple(DefinedName(_text(name), _text(place)) for name, place in names),
        tuple((_text(name), _text(value)) for name, value in properties),
        tuple(_text(one) for one in remarks),
    )


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
