"""What describes the data (定義書): every column, every code, special characters.

Belongs here: the tables that go with the data, as tables like it. Does not belong here: how a kind
of file writes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import name as unicode_name

from kitaplanner.domain.characters import is_platform_dependent
from kitaplanner.domain.open_data.model import (
    CodeTable,
    Column,
    ColumnType,
    DataTable,
    Field,
    field,
    make_table,
)

_TYPE_WORDS: dict[ColumnType, str] = {
    "id": "文字列（識別子）",
    "text": "文字列",
    "word": "文字列（区分）",
    "integer": "整数",
    "number": "数値",
    "year": "整数（西暦の年度）",
    "month": "文字列（YYYY-MM）",
    "date": "文字列（YYYY-MM-DD）",
}


class _ColumnOf(NamedTuple):
    table: DataTable
    number: int
    column: Column


class _Word(NamedTuple):
    table: CodeTable
    word: str
    meaning: str


class _Character(NamedTuple):
    table: str
    column: str
    char: str
    occurrences: int


def definition_table(tables: tuple[DataTable, ...], edition: str, updated: str) -> DataTable:
    """Describe every column of the tables and of the definition itself."""
    fields: tuple[Field[_ColumnOf], ...] = (
        field("table_name", "表の物理名", "id", "ファイル名・シート名", lambda one: one.table.name),
        field("table_title", "表の名称", "text", "表の名称", lambda one: one.table.title),
        field(
            "table_description", "表の説明", "text", "表の説明", lambda one: one.table.description
        ),
        field("column_number", "列番号", "integer", "左からの順番", lambda one: one.number, "番目"),
        field("column_name", "物理名", "id", "1行目の項目名", lambda one: one.column.name),
        field("column_title", "項目名", "text", "項目の名称", lambda one: one.column.title),
        field("type", "型", "text", "値の型", lambda one: _TYPE_WORDS[one.column.type]),
        field("unit", "単位", "text", "値の単位", lambda one: one.column.unit),
        field(
            "code_table", "コード表", "id", "コード表の物理名", lambda one: _code_table(one.column)
        ),
        field("description", "説明", "text", "項目の説明", lambda one: one.column.description),
        field("edition", "版", "text", "データの元になった計画の版", lambda _: edition),
        field("updated", "更新日", "date", "データを作成した日（YYYY-MM-DD）", lambda _: updated),
    )
    title = ("definition", "定義書", "表と項目の定義。1行が1項目")
    itself = make_table(*title, fields, ())
    columns = (
        _ColumnOf(table, number, column)
        for table in (*tables, itself)
        for number, column in enumerate(table.columns, start=1)
    )
    return make_table(*title, fields, columns)


def _code_table(column: Column) -> str | None:
    return None if column.codes is None else column.codes.name


def code_table(tables: tuple[DataTable, ...]) -> DataTable:
    """List the words of all code tables that the columns use, each table once."""
    fields: tuple[Field[_Word], ...] = (
        field("code_table", "コード表", "id", "コード表の物理名", lambda one: one.table.name),
        field("code_table_title", "コード表の名称", "text", "名称", lambda one: one.table.title),
        field("code", "区分", "text", "表に入る語", lambda one: one.word),
        field("meaning", "意味", "text", "語の意味", lambda one: one.meaning),
    )
    used = {one.codes.name: one.codes for table in tables for one in table.columns if one.codes}
    words = (
        _Word(codes, word, meaning) for codes in used.values() for word, meaning in codes.words
    )
    return make_table("codes", "コード表", "区分の語とその意味。1行が1語", fields, words)


def character_table(tables: tuple[DataTable, ...]) -> DataTable:
    """List the 機種依存文字 that the plan's own words hold; they are kept as they were written."""
    fields: tuple[Field[_Character], ...] = (
        field("table_name", "表の物理名", "id", "文字のある表", lambda one: one.table),
        field("column_name", "物理名", "id", "文字のある項目", lambda one: one.column),
        field("code_point", "符号位置", "id", "Unicodeの符号位置", lambda one: _point(one.char)),
        field("character_name", "文字の名", "id", "Unicodeでの名", lambda one: _name(one.char)),
        field("count", "数", "integer", "文字の数", lambda one: one.occurrences, "字"),
    )
    return make_table(
        "characters",
        "機種依存文字",
        "原文のまま残した機種依存文字。1行が1文字",
        fields,
        _characters(tables),
    )


def _characters(tables: tuple[DataTable, ...]) -> Iterator[_Character]:
    for table in tables:
        for index, column in enumerate(table.columns):
            texts = (row[index] for row in table.rows)
            found = Counter(
                char
                for text in texts
                if isinstance(text, str)
                for char in text
                if char != "\n" and is_platform_dependent(char)
            )
            for char, count in sorted(found.items()):
                yield _Character(table.name, column.name, char, count)


def _point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _name(char: str) -> str:
    return unicode_name(char, "")
