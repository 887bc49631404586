"""A table as a CSV file: RFC 4180, one header line, one record a line, texts quoted.

Here: the bytes of one file. Not here: what stands in it (`domain.open_data`), the folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.open_data.model import DataTable, Scalar
from kitaplanner.domain.open_data.publication import CsvEncoding
from kitaplanner.domain.text import describe_character
from kitaplanner.errors import UserError
from kitaplanner.export.flat_text import guard, to_one_line

_LINE_END = "\r\n"
_MOST_NAMED = 20


def csv_bytes(table: DataTable, encoding: CsvEncoding) -> bytes:
    """Write a table; raise UserError naming all characters that the encoding lacks."""
    text = "".join(line + _LINE_END for line in _lines(table))
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as problem:
        raise _unwritable(table, encoding) from problem


def _lines(table: DataTable) -> Iterator[str]:
    yield ",".join(column.name for column in table.columns)
    for row in table.rows:
        yield ",".join(map(_cell, row))


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + guard(to_one_line(value)).replace('"', '""') + '"'
    return repr(value)


def _unwritable(table: DataTable, encoding: CsvEncoding) -> UserError:
    places: dict[str, str] = {}
    for number, row in enumerate(table.rows, start=2):
        for column, value in zip(table.columns, row, strict=True):
            for char in value if isinstance(value, str) else "":
                if char not in places and not _can_write(char, encoding):
                    places[char] = f"{number}行目の{column.title}"
    named = [f"「{char}」（{describe_character(char)}、{place}）" for char, place in places.items()]
    more = f"ほか{len(named) - _MOST_NAMED}字" if len(named) > _MOST_NAMED else ""
    return UserError(
        f"「{table.title}」（{table.name}.csv）に、Shift_JISでは書けない文字が{len(named)}字あります："
        f"{'、'.join(named[:_MOST_NAMED])}{more}。"
        "文字コードをUTF-8にするか、文字を改めてから、もう一度書き出してください。"
        "ファイルは作られていません。"
    )


def _can_write(char: str, encoding: CsvEncoding) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
