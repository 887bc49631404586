"""How the parts of a reply are named on its worksheet, so that export and importers agree.

Belongs here: the marks in the hidden row and column of an inquiry's sheet, and the values that were
read by them. Does not belong here: writing and reading worksheets, and what the values mean
(`reply_reading`).

A sheet knows itself: a mark at its corner says whose inquiry it is, the row of the mark names the
columns, the column of the mark names the lines. So it is read whatever was renamed, inserted or
moved, and even from another workbook that it was copied to.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.reading import FieldName, NotUnderstood

_CORNER = "kp:reply:"
_VERSION = 1
Role: TypeAlias = Literal["label", "now", "span", "new", "start", "end", "drop"]
LineKind: TypeAlias = Literal["field", "item", "spare", "progress", "inserted"]
ROLES: tuple[Role, ...] = ("label", "now", "span", "new", "start", "end", "drop")
FIELDS: tuple[FieldName, ...] = ("name", "summary", "departments")
ProgressField: TypeAlias = Literal["status", "result", "reason", "next_step"]
PROGRESS_FIELDS: tuple[ProgressField, ...] = ("status", "result", "reason", "next_step")
# Lines that nobody fills in: headings, guidance, the official table.
FIXED = "kp:fixed:"
_FIELD, _ITEM, _SPARE, _PROGRESS = "kp:field:", "kp:item:", "kp:spare:", "kp:progress:"
_LINES: dict[LineKind, str] = {
    "field": _FIELD,
    "item": _ITEM,
    "spare": _SPARE,
    "progress": _PROGRESS,
}
_ROLE = "kp:"


@dataclass(frozen=True, slots=True)
class ReplyMark:
    """Whose sheet it is; `year` is the fiscal year that progress is asked for."""

    document: str
    inquiry: str
    department: str
    initiative: str
    year: int


@dataclass(frozen=True, slots=True)
class ReplyCell:
    """A text and the address where it stands."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A line of a reply: the thing that it is about, and its cells by the role of their column.

    `kind` is that of the nearest line above for one that was inserted, which has no `key`.
    """

    kind: LineKind
    key: str
    cells: Mapping[Role, ReplyCell]
    where: str

    def text(self, role: Role) -> str:
        """Give the text of a column without spaces around it."""
        cell = self.cells.get(role)
        return "" if cell is None else cell.text.strip()

    def at(self, role: Role) -> str:
        """Give the address of a column's cell."""
        cell = self.cells.get(role)
        return self.where if cell is None else cell.where


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """One initiative of a reply as it was filled in."""

    mark: ReplyMark
    name: str
    lines: tuple[ReplyLine, ...]
    not_understood: tuple[NotUnderstood, ...] = ()


def corner_text(mark: ReplyMark) -> str:
    """Write the mark at the corner of a sheet; ASCII alone, which no program changes."""
    text = json.dumps({"v": _VERSION, **asdict(mark)}, separators=(",", ":"))
    # `_x000D_` in a cell stands for a character, so no underscore is left as it is.
    return _CORNER + text.replace("_", "\\u005f")


def read_corner(text: str) -> ReplyMark | None:
    """Read the mark of a sheet; None for what is none (any more)."""
    if not text.startswith(_CORNER):
        return None
    try:
        members = json.loads(text.removeprefix(_CORNER))
        if members.pop("v") != _VERSION:
            return None
        mark = ReplyMark(**members)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    texts = (mark.document, mark.inquiry, mark.department, mark.initiative)
    return mark if all(isinstance(one, str) for one in texts) and _is_year(mark.year) else None


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def fixed_line(texts: Iterable[str]) -> str:
    """Name a line that nobody fills in by what it says, so that a change in it is seen."""
    bare = "\0".join("".join(text.split()) for text in texts if text.strip())
    return f"{FIXED}{zlib.crc32(bare.encode(errors='replace')):08x}"


def role_text(role: Role) -> str:
    """Write the name of a column."""
    return _ROLE + role


def read_role(text: str) -> Role | None:
    """Read the name of a column."""
    return next((role for role in ROLES if text == role_text(role)), None)


def field_line(field: str) -> str:
    """Name the line of a field."""
    return _FIELD + field


def item_line(item_id: str) -> str:
    """Name the line of an item."""
    return _ITEM + item_id


def spare_line(number: int) -> str:
    """Name a line for an item that is new."""
    return f"{_SPARE}{number}"


def progress_line(field: str) -> str:
    """Name the line of a field of progress."""
    return _PROGRESS + field


def read_line(text: str) -> tuple[LineKind, str] | None:
    """Read the name of a line; None for one that nobody fills in, or that is none."""
    for kind, start in _LINES.items():
        if text.startswith(start):
            return kind, text.removeprefix(start)
    return None
