"""A workbook that was edited in LibreOffice by hand: every change found once, no other."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import pytest

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.plan import Initiative, Schedule, ScheduleItem, ScheduleRow, Started
from kitaplanner.importers.own_workbook import read_own_workbook
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.operations.exports import export_xlsx
from tests.helpers import office
from tests.helpers.office import needs_office
from tests.helpers.plans import plan_of, years_item
from tests.helpers.readings import doubts_of, initiative_as_read

PYTHON = "/usr/bin/python3"
EDITED = Initiative(
    "kita-i-01",
    "電子申請の推進",
    ("DX推進担当課", "全庁"),
    "手続を広げます。",
    schedule=Schedule(
        (
            ScheduleRow(
                "r-1",
                (years_item("a", 2025, 2025, "検討"), years_item("b", 2026, 2027, "決済の導入")),
            ),
            ScheduleRow("r-2", (years_item("c", 2025, 2029, "運用", started=Started(2022)),)),
            ScheduleRow("r-3"),
            ScheduleRow("r-4", (years_item("d", 2025, 2025, "調査", "dashed"),)),
        )
    ),
)
UNTOUCHED = Initiative(
    "kita-i-02",
    "窓口の推進",
    schedule=Schedule((ScheduleRow("q-1", (years_item("q", 2026, 2029, "拡充"),)),)),
)


def has_interface() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True).returncode == 0
    except OSError:
        return False


@needs_office
@pytest.mark.skipif(not has_interface(), reason="python3-uno is missing")
def test_every_change_made_in_libreoffice_is_found_once(tmp_path: Path) -> None:
    source, target = tmp_path / "照会.xlsx", tmp_path / "回答.xlsx"
    export_xlsx(plan_of(EDITED, UNTOUCHED), source)
    script = Path(office.__file__).with_name("edit_in_office.py")
    subprocess.run([PYTHON, script, source, target], check=True, capture_output=True, timeout=180)
    reading = read_own_workbook(read_content(target.read_bytes(), target.name))
    assert reading is not None
    first, second = reading.initiatives
    assert initiative_as_read(second, UNTOUCHED) == UNTOUCHED
    assert first.where == "電子申請（回答）"
    rows = first.rows or ()
    assert [row.id for row in rows] == ["r-1", "r-2", "r-3", "r-4"]
    expected = (
        (years_item("a", 2025, 2025, "検討"), years_item("b", 2026, 2028, "決済の試行")),
        (years_item("c", 2025, 2029, "本格運用", started=Started(2022)),),
        (ScheduleItem("", "arrow", *year_span(2027), text="検証"),),
        (),
    )
    assert tuple(tuple(one.item for one in row.items) for row in rows) == expected
    assert doubts_of(first) == doubts_of(second) == []
    same = dataclasses.replace(initiative_as_read(first, EDITED), schedule=EDITED.schedule)
    assert same == EDITED
    assert (reading.not_understood, reading.remarks) == ((), ())
