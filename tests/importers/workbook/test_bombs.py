"""The bombs go off in the child, within its limits, and leave a sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from kitaplanner.errors import UserError
from kitaplanner.importers.workbook.process import MAX_SECONDS, read_workbook
from kitaplanner.importers.workbook.refusals import TOO_HEAVY
from tests.helpers.raw_workbook import RawSheet, raw_workbook, unzipped
from tests.importers.workbook.bombs import BOMBS, ROW, strings

_LARGEST_CHILD = """
import resource, sys
from pathlib import Path
from kitaplanner.importers.workbook.process import read_workbook
read_workbook(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_its_sentence(name: str, tmp_path: Path) -> None:
    build, words = BOMBS[name]
    path = tmp_path / "回答.xlsx"
    path.write_bytes(build())
    began = time.monotonic()
    if words:
        with pytest.raises(UserError, match="「回答") as refused:
            read_workbook(path)
        assert words in str(refused.value)
    else:
        assert read_workbook(path).sheets[0].name == "計画"
    assert time.monotonic() - began < MAX_SECONDS


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object limits it")
def test_no_reader_took_more_than_its_memory(tmp_path: Path) -> None:
    """The program that asks is a small one: what a child begins with counts for it too."""
    path = tmp_path / "重い.xlsx"
    path.write_bytes(strings(b"<si><t>" + b"A" * 200_000 + b"</t></si>" + b"<si/>" * 190_000)())
    asking = [sys.executable, "-c", _LARGEST_CHILD, str(path)]
    done = subprocess.run(asking, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) * 1024 < 1_000_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object limits it")
def test_memory_that_runs_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "重い.xlsx"
    cells = "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(2_500))
    path.write_bytes(raw_workbook(RawSheet(cells)))
    with pytest.raises(UserError) as refused:
        read_workbook(path, memory=48_000_000)
    assert TOO_HEAVY in str(refused.value)


def test_without_the_refusal_an_entity_would_be_expanded() -> None:
    """The control: the standard parser takes what the reader refuses."""
    sheet = unzipped(raw_workbook(RawSheet(ROW)))["xl/worksheets/sheet1.xml"]
    hostile = b"<!DOCTYPE l [<!ENTITY a 'ha'>]>" + sheet.replace("計画".encode(), b"&a;&a;")
    assert "haha" in "".join(fromstring(hostile).itertext())
