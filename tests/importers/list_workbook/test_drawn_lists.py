"""The workbooks of the corpus that are lists, read as such.

Official sheets are another reader's; here they only must not be read wrongly in silence.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from kitaplanner.domain.calendar import format_month
from kitaplanner.domain.reading import Reading
from kitaplanner.importers.list_workbook.reader import read_lists
from kitaplanner.importers.official_sheet.words import folded
from kitaplanner.importers.workbook.reader import read_content

WORKBOOKS = sorted((Path(__file__).parents[1] / "corpus" / "workbooks").glob("*.xlsx"))
# Lists whose items are texts in cells, without shapes.
LISTS = (
    "01b_merged_list", "02b_repeated_filled", "02c_repeated_plain", "03b_filled_list",
    "07b_typed_double", "07c_typed_dashes", "08c_months", "09a_era_line", "09d_era_once",
)  # fmt: skip
# Name of the initiative, text, first and last month.
Item: TypeAlias = tuple[str, str, str, str]


def read(path: Path) -> tuple[Reading, dict[str, Any]]:
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return read_lists(read_content(path.read_bytes(), path.name)), truth


def items_read(reading: Reading) -> dict[Item, str]:
    """Give what was read with the doubt about each."""
    found = {}
    for one in reading.initiatives:
        name = one.field("name")
        for row in one.rows or ():
            for bar in row.items:
                months = format_month(bar.item.start), format_month(bar.item.end)
                key = (folded(str(name.value) if name else ""), folded(bar.item.text), *months)
                found[key] = bar.doubt + one.doubt
    return found


def items_meant(truth: dict[str, Any]) -> set[Item]:
    return {
        (folded(one["name"]), folded(item["text"]), item["start"], item["end"])
        for one in truth["initiatives"]
        for row in one["rows"]
        for item in row
    }


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_texts_are_read_whole(name: str) -> None:
    path = next(path for path in WORKBOOKS if path.stem == name)
    reading, truth = read(path)
    assert set(items_read(reading)) == items_meant(truth)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_nothing_is_read_wrongly_in_silence(path: Path) -> None:
    reading, truth = read(path)
    meant = items_meant(truth)
    assert [
        item for item, doubt in items_read(reading).items() if item not in meant and not doubt
    ] == []
    if not truth["initiatives"]:
        assert reading.initiatives == ()
        assert len(reading.remarks) > 1
