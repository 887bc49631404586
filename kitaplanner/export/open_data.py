"""Open data as a folder: `csv/` with a file a table, `data.json` and `data.xlsx`.

Here: which files there are. Not here: the tables (`domain.open_data`) and each kind of file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from kitaplanner.domain.open_data.model import DataTable
from kitaplanner.domain.open_data.publication import CsvEncoding
from kitaplanner.export.open_data_csv import csv_bytes
from kitaplanner.export.open_data_json import json_bytes
from kitaplanner.export.open_data_xlsx import xlsx_bytes
from kitaplanner.export.output_set import write_together

Progress: TypeAlias = Callable[[int, int], None]
CSV_FOLDER = "csv"
JSON_FILE = "data.json"
XLSX_FILE = "data.xlsx"


def write_open_data(
    tables: Sequence[DataTable],
    folder: Path,
    encoding: CsvEncoding,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write all files, together or not at all; give their paths.

    `progress` hears (files done, files in all) and may raise Cancelled. Raises UserError for a
    text that a file can't hold, EnvironmentProblem when the files can't be written.
    """
    total = len(tables) + 2
    files: dict[str, bytes] = {}
    for table in tables:
        files[f"{CSV_FOLDER}/{table.name}.csv"] = csv_bytes(table, encoding)
        _tell(progress, len(files), total)
    files[JSON_FILE] = json_bytes(tables)
    _tell(progress, len(files), total)
    files[XLSX_FILE] = xlsx_bytes(tables)
    _tell(progress, len(files), total)
    write_together(folder, files)
    return tuple(folder / name for name in files)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
