"""The counts of `docs/tasks.md`: its one table, as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tasks.md"
_ROW = re.compile(r"^\| (\d+) \| ([^|]+?) \|" + r" (\d+) \|" * 5 + "$", re.MULTILINE)


@dataclass(frozen=True)
class Counts:
    """What the page says of one task: letters, then strokes and clicks here and there."""

    title: str
    letters: int
    strokes: int
    spreadsheet_strokes: int
    clicks: int
    spreadsheet_clicks: int


def read_counts() -> dict[int, Counts]:
    """Give the counts by the number of the task."""
    return {
        int(number): Counts(title, *map(int, numbers))
        for number, title, *numbers in _ROW.findall(PAGE.read_text(encoding="utf-8"))
    }
