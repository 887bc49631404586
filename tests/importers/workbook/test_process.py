"""Reading in another process: the same answer, and an end to it in every case."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kitaplanner.errors import Cancelled, EnvironmentProblem, UserError
from kitaplanner.importers.workbook import process
from kitaplanner.importers.workbook.process import read_workbook
from kitaplanner.importers.workbook.reader import read_content
from tests.helpers.raw_workbook import RawSheet, anchor, raw_workbook, shape

ROWS = "<row><c t='inlineStr'><is><t>調査\n設計</t></is></c><c s='1'/><c><f>A1</f></c></row>"
ARROW = anchor(shape(text="決済機能の導入"), (1, 0, 2, 0), (3, 0, 3, 0))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "計画 令和7年度 #1.xlsx"
    sheets = [RawSheet(ROWS, drawing=ARROW, name=f"シート{n}") for n in range(3)]
    path.write_bytes(raw_workbook(*sheets))
    return path


def endless(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put another program in the reader's place."""
    monkeypatch.setattr(process, "_command", lambda *_: [sys.executable, "-c", code])


def test_the_answer_is_that_of_the_reader(workbook: Path) -> None:
    steps: list[tuple[int, int]] = []
    content = read_workbook(workbook, progress=lambda *step: steps.append(step))
    assert content == read_content(workbook.read_bytes(), workbook.name)
    assert content.sheets[0].shapes[0].text == "決済機能の導入"
    assert steps[-1] == (3, 3)
    assert steps == sorted(steps)


def test_the_file_is_neither_changed_nor_kept_open(workbook: Path) -> None:
    before = workbook.read_bytes(), workbook.stat().st_mtime_ns
    workbook.chmod(stat.S_IREAD)
    read_workbook(workbook)
    assert (workbook.read_bytes(), workbook.stat().st_mtime_ns) == before
    assert [one.name for one in workbook.parent.iterdir()] == [workbook.name]


def test_refusals_come_as_sentences(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    with pytest.raises(UserError, match=r"「空\.xlsx」を読み込めません。中身がありません"):
        read_workbook(path)
    with pytest.raises(EnvironmentProblem, match="ファイルが見つかりません"):
        read_workbook(tmp_path / "無い.xlsx")


def test_cancelling_ends_the_process(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    endless(
        monkeypatch,
        f"import os, time; open({str(begun)!r}, 'w').write(str(os.getpid())); time.sleep(5);"
        f"open({str(ended)!r}, 'w')",
    )
    with pytest.raises(Cancelled):
        read_workbook(workbook, cancelled=lambda: begun.exists() and begun.read_text() != "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)
    assert not ended.exists()


def test_progress_may_cancel(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless(monkeypatch, "import time; time.sleep(60)")

    def refuse(_done: int, _total: int) -> None:
        raise Cancelled("取り消しました。")

    with pytest.raises(Cancelled):
        read_workbook(workbook, progress=refuse)


def test_time_runs_out(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(UserError, match="時間がかかりすぎる"):
        read_workbook(workbook, seconds=0.2)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "print('no message')",
        "print('[1]')",
        "print('[\"sheet\", 1]')",
        'print(\'["progress", 1, "2"]\')',
        'print(\'["workbook", "a", [], [], [7]]\')',
        "print('[' * 100000)",
        "",
    ],
)
def test_a_reader_gone_wrong_is_told(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    endless(monkeypatch, code)
    with pytest.raises(UserError, match="処理が異常に終わりました"):
        read_workbook(workbook)


def test_the_reader_loads_neither_the_window_nor_the_database(workbook: Path) -> None:
    code = (
        "import sys\n"
        "from kitaplanner.__main__ import main\n"
        f"main(['--import-worker', {str(workbook)!r}])\n"
        "heavy = ('PySide6', 'sqlalchemy', 'openpyxl', 'reportlab', 'lxml')\n"
        "sys.exit(any(name in sys.modules for name in heavy))\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.startswith(b'["progress",0,3]')


def test_nothing_is_imported_from_the_current_folder(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workbook.parent / "zipfile.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(workbook.parent)
    assert read_workbook(workbook).sheets


def test_a_reader_that_can_not_start_is_told(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_command", lambda *_: [str(workbook)])
    with pytest.raises(EnvironmentProblem, match="始められませんでした"):
        read_workbook(workbook)
