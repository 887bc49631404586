"""What the columns of a list hold: the mapping that is guessed, shown, changed and remembered.

Belongs here: the values of the mapping, their plain form for the settings, and the fingerprint of
a header by which a mapping is found again. Does not belong here: guessing (`guess`) and reading
(`reader`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from kitaplanner.domain.calendar import Span, format_month, parse_month
from kitaplanner.importers.official_sheet.words import folded

ColumnRole: TypeAlias = Literal[
    "ignored", "number", "name", "departments", "summary", "notes", "marks", "effects", "schedule",
]  # fmt: skip
ROLES: tuple[ColumnRole, ...] = get_args(ColumnRole)
ROLE_NAMES: Mapping[ColumnRole, str] = {
    "ignored": "読まない", "number": "番号", "name": "事業名", "departments": "担当課",
    "summary": "事業概要", "notes": "備考", "marks": "区分（新規・拡充など）", "effects": "効果",
    "schedule": "年度",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column holds; `span` are the months of a schedule column.

    `header` is what stands above it, for people to recognise the column by.
    """

    role: ColumnRole = "ignored"
    span: Span | None = None
    header: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The columns of a list from the first on, and the rows of its header (both included)."""

    header_rows: tuple[int, int]
    columns: tuple[ColumnUse, ...]

    @property
    def first_row(self) -> int:
        """Give the first row below the header."""
        return self.header_rows[1] + 1

    def column_of(self, role: ColumnRole) -> int | None:
        """Give the first column with a role, or None."""
        return next((at for at, one in enumerate(self.columns) if one.role == role), None)

    def columns_of(self, role: ColumnRole) -> tuple[int, ...]:
        """Give all columns with a role."""
        return tuple(at for at, one in enumerate(self.columns) if one.role == role)

    @property
    def is_read(self) -> bool:
        """Say whether anything of the list is to be read."""
        return any(one.role != "ignored" for one in self.columns)

    @property
    def problems(self) -> tuple[str, ...]:
        """Say what is missing for the list to be read."""
        found = []
        if self.column_of("name") is None:
            by_number = self.column_of("number") is not None
            if not by_number or self.column_of("schedule") is None:
                found.append("事業名の列を選んでください。")
        if not any(one.role not in ("ignored", "number", "name") for one in self.columns):
            found.append("年度や担当課など、取り込む列を選んでください。")
        if any(one.role == "schedule" and one.span is None for one in self.columns):
            found.append("年度の列がどの年度かを選んでください。")
        return tuple(found)

    def fingerprint(self) -> str:
        """Name the header by its texts, so that next year's file of the same kind is known."""
        texts = "\n".join(folded(one.header) for one in self.columns)
        return hashlib.sha256(texts.encode()).hexdigest()[:32]


def plain_mapping(mapping: ColumnMapping) -> dict[str, Any]:
    """Give a mapping as JSON values for the settings."""
    columns = []
    for one in mapping.columns:
        plain: dict[str, Any] = {"role": one.role}
        if one.span is not None:
            plain["start"], plain["end"] = format_month(one.span.start), format_month(one.span.end)
        columns.append(plain)
    return {"columns": columns}


def with_remembered(guessed: ColumnMapping, plain: object) -> ColumnMapping:
    """Give the guessed mapping with the uses that were remembered for its fingerprint.

    Where the remembered values are not understood any more, the guess stays.
    """
    if not isinstance(plain, dict) or not isinstance(plain.get("columns"), list):
        return guessed
    uses = [_use(one) for one in plain["columns"]]
    if len(uses) != len(guessed.columns) or any(one is None for one in uses):
        return guessed
    columns = tuple(
        ColumnUse(one.role, one.span, old.header)
        for one, old in zip(uses, guessed.columns, strict=True)
        if one is not None
    )
    return ColumnMapping(guessed.header_rows, columns)


def _use(plain: object) -> ColumnUse | None:
    if not isinstance(plain, dict) or plain.get("role") not in ROLES:
        return None
    role: ColumnRole = plain["role"]
    if role != "schedule":
        return ColumnUse(role)
    try:
        span = Span(parse_month(str(plain["start"])), parse_month(str(plain["end"])))
    except (KeyError, ValueError):
        return None
    return ColumnUse(role, span) if span.length > 0 else None
