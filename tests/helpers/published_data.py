"""Open data as a stranger finds it: the files of a folder, read with nothing but their definition.

Here: reading. What the rules ask of the files is in `machine_readable`.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from kitaplanner.export.flat_text import from_one_line, unguard

Records = list[dict[str, Any]]


class PublishedData:
    """The files of one export."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = sorted(path for path in folder.rglob("*") if path.is_file())
        self.raw = {path.stem: path.read_bytes() for path in (folder / "csv").glob("*.csv")}
        about = self.raw.get("about", b"")
        self.encoding = "utf-8-sig" if about.startswith(b"\xef\xbb\xbf") else "cp932"
        self.text = {name: raw.decode(self.encoding) for name, raw in self.raw.items()}
        self.csv = {
            name: list(csv.reader(io.StringIO(text, newline="")))
            for name, text in self.text.items()
        }
        self.xlsx = folder / "data.xlsx"
        self.workbook: Workbook = load_workbook(self.xlsx)
        with ZipFile(self.xlsx) as archive:
            self.parts = archive.namelist()
            self.sheet_xml = [
                archive.read(name).decode() for name in self.parts if "worksheets/sheet" in name
            ]
        self.json: dict[str, Records] = json.loads((folder / "data.json").read_bytes())

    def flat(self, table: str) -> list[dict[str, str]]:
        """Give the records of a CSV file as they stand there; absent is empty."""
        header, *rows = self.csv[table]
        return [dict(zip(header, row, strict=False)) for row in rows]

    @property
    def definition(self) -> dict[tuple[str, str], dict[str, str]]:
        """Give what the definition says of each column of each table."""
        return {(one["table_name"], one["column_name"]): one for one in self.flat("definition")}

    @property
    def about(self) -> dict[str, str]:
        """Give the facts about the data set."""
        return {one["key"]: one["content"] for one in self.flat("about")}

    @property
    def codes(self) -> dict[str, dict[str, str]]:
        """Give the words of each code table with their meanings."""
        found: dict[str, dict[str, str]] = {}
        for one in self.flat("codes"):
            found.setdefault(one["code_table"], {})[one["code"]] = one["meaning"]
        return found

    def type_of(self, table: str, column: str) -> str:
        """Give the type of a column in the words of the definition."""
        return self.definition.get((table, column), {}).get("type", "文字列")

    def is_numeric(self, table: str, column: str) -> bool:
        """Say whether the definition calls a column a number."""
        return self.type_of(table, column).startswith(("整数", "数値"))

    def columns(self) -> list[tuple[str, str]]:
        """Give all columns of all CSV files."""
        return [(name, column) for name, rows in self.csv.items() for column in rows[0]]

    def values(self, table: str, column: str) -> list[str]:
        """Give the values of a column of a CSV file as they stand there."""
        return [one.get(column, "") for one in self.flat(table)]

    # --- reading back ------------------------------------------------------------------------

    def csv_records(self, table: str) -> Records:
        """Give the records of a CSV file with their values restored."""
        numeric = {one for one in self.csv[table][0] if self.is_numeric(table, one)}
        return [
            {name: _restored(text, name in numeric) for name, text in one.items()}
            for one in self.flat(table)
        ]

    def xlsx_records(self, table: str) -> Records:
        """Give the records of a sheet with their values restored."""
        rows = list(self.workbook[table].iter_rows(values_only=True))
        return [
            {
                str(name): from_one_line(unescape(value)) if isinstance(value, str) else value
                for name, value in zip(rows[0], row, strict=True)
            }
            for row in rows[1:]
        ]


def _restored(text: str, is_number: bool) -> Any:
    if not text:
        return None
    if is_number:
        return float(text) if set(text) & set(".einf") else int(text)
    return from_one_line(unguard(text))
