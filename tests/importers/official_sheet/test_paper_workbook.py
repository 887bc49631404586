"""The sample's own paper workbook, read as if nobody knew who wrote it, says the sample."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.reading import ReadInitiative
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.importers.official_sheet import read_official_sheets
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.layout.list_table import initiative_list_table
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.sheet_table import sheet_table
from kitaplanner.paths import resource_path

PLAN = load_plan(resource_path("samples", "kita.json").read_bytes())


def test_all_initiatives_and_items_of_the_sample_are_found(tmp_path: Path) -> None:
    form, metrics = load_form("kita"), bundled_metrics()
    numbering = number_plan(PLAN, form)
    sheets = [sheet_table(PLAN, one, form, numbering, metrics) for one in PLAN.initiatives()]
    listed = initiative_list_table(PLAN, form, numbering, metrics)
    path = tmp_path / "計画.xlsx"
    write_workbook(sheets, listed, path, plan=PLAN, form=form)

    reading = read_official_sheets(read_content(path.read_bytes(), path.name))

    read = {_folded(_value(one, "name")): one for one in reading.initiatives}
    for wanted in PLAN.initiatives():
        one = read.pop(_folded(wanted.name))
        assert _value(one, "departments") == "".join(wanted.departments)
        assert _folded(_value(one, "summary")) == _folded(wanted.summary)
        assert _folded(_value(one, "notes")) == _folded("".join(wanted.notes))
        assert _items_of(one) == Counter(_key(item) for item in wanted.schedule.items())
    assert read == {}


def _value(one: ReadInitiative, name: str) -> str:
    field = one.field(name)  # type: ignore[arg-type]
    return "" if field is None else "".join(field.value)


def _items_of(one: ReadInitiative) -> Counter[tuple[object, ...]]:
    return Counter(_key(read.item) for row in one.rows or () for read in row.items)


def _key(item: ScheduleItem) -> tuple[object, ...]:
    started = item.started.year if item.started else None
    return _folded(item.text), item.start, item.end, _folded(item.note), started


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text)
