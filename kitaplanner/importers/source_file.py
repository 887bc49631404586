"""A file from outside, workbook or text with a table → its content.

Belongs here: which reader a file gets. Does not belong here: reading.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kitaplanner.importers.csv_file import SUFFIXES, read_csv
from kitaplanner.importers.workbook.content import WorkbookContent
from kitaplanner.importers.workbook.process import Progress, read_workbook


def read_source(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WorkbookContent:
    """Read a workbook or a text file by its name's ending; blocks like `read_workbook`.

    Only the endings of text files count: whatever else comes is looked at as a workbook, which
    says what it is where it is none.
    """
    if path.suffix.lower() in SUFFIXES:
        return read_csv(path)
    return read_workbook(path, progress=progress, cancelled=cancelled)
