"""Neutral tables: columns with physical names, types, units and code tables, and rows of values.

Belongs here: the shape of open data. Does not belong here: what of a plan stands in which table
(`plan_tables`, `quantity_tables`), how it is described (`definition`), files (`export`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

# None is "absent": the plan does not hold the value. Zero and a printed ― are told apart from it.
Scalar: TypeAlias = str | int | float | None
ColumnType: TypeAlias = Literal["id", "text", "word", "integer", "number", "year", "month", "date"]
NUMERIC: frozenset[ColumnType] = frozenset({"integer", "number", "year"})
T = TypeVar("T")


class CodeTable(NamedTuple):
    """The words that a column may hold, each with what it means."""

    name: str
    title: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its physical name (ASCII, unique in its table), title and meaning in Japanese."""

    name: str
    title: str
    type: ColumnType
    description: str
    unit: str = ""
    codes: CodeTable | None = None

    @property
    def is_numeric(self) -> bool:
        """Say whether all values of the column are numbers."""
        return self.type in NUMERIC


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table in long form: each row is one record and complete by itself."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Scalar, ...], ...]

    def records(self) -> list[dict[str, Scalar]]:
        """Give the rows as values by physical name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


class Field(NamedTuple, Generic[T]):
    """A column and how its value is taken from what a row is about."""

    column: Column
    value: Callable[[T], Scalar]


def make_table(
    name: str, title: str, description: str, fields: tuple[Field[T], ...], things: Iterable[T]
) -> DataTable:
    """Make a table with a row for each thing; white space around texts goes, empty is absent."""
    rows = tuple(tuple(_cleaned(field.value(thing)) for field in fields) for thing in things)
    return DataTable(name, title, description, tuple(field.column for field in fields), rows)


def _cleaned(value: Scalar) -> Scalar:
    # White space around a text is layout (L1-06), and a text of nothing else says nothing.
    return (value.strip() or None) if isinstance(value, str) else value


YES_NO = CodeTable("yes_no", "はい・いいえ", (("はい", "当てはまる"), ("いいえ", "当てはまらない")))


def yes_no(value: bool) -> str:
    """Write a truth value as a word."""
    return "はい" if value else "いいえ"


def field(
    name: str,
    title: str,
    type_: ColumnType,
    description: str,
    value: Callable[[T], Scalar],
    unit: str = "",
) -> Field[T]:
    """Make a column with its value."""
    return Field(Column(name, title, type_, description, unit), value)


def choice(
    name: str, title: str, codes: CodeTable, description: str, value: Callable[[T], Scalar]
) -> Field[T]:
    """Make a column whose values are words of a code table."""
    return Field(Column(name, title, "word", description, codes=codes), value)
