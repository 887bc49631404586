"""All tables as one JSON file: an object of tables, each a list of records, one record a line.

Here: the bytes of the file. Not here: what stands in it (`domain.open_data`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kitaplanner.domain.open_data.model import DataTable


def json_bytes(tables: Sequence[DataTable]) -> bytes:
    """Write the tables as UTF-8 without BOM, as RFC 8259 asks; an absent value is null."""
    return ("{\n" + ",\n".join(map(_table, tables)) + "\n}\n").encode()


def _table(table: DataTable) -> str:
    records = ",\n".join(_records(table))
    return f"{json.dumps(table.name)}: [{records and chr(10) + records + chr(10)}]"


def _records(table: DataTable) -> Iterator[str]:
    for record in table.records():
        yield json.dumps(record, ensure_ascii=False, allow_nan=False)
