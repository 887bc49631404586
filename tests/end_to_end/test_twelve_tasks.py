"""The twelve tasks of `docs/tasks.md` in the real window, with real keys, and again with the mouse.

After each the file must hold the expected plan and nothing else may differ; what it took must be
what the page says, which is printed beside what the same takes in a spreadsheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan
from kitaplanner.gui.settings import Settings
from kitaplanner.operations.documents import read_plan, sample_plan, write_new
from tests.end_to_end.calc import CopiedBlock, block_in_calc
from tests.end_to_end.desktop import Desktop, missing_programs, open_desktop
from tests.end_to_end.office_tasks import NEW, TASKS, Task, letters
from tests.end_to_end.tasks_page import Counts, read_counts
from tests.end_to_end.worker import Effort, Worker, at_work

PASTING, UNDOING_ALL = 7, 12

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"missing here: {', '.join(missing_programs())}"
    ),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def desktop(home: Path) -> Iterator[Desktop]:
    with open_desktop(home) as shown:
        shown.learn_letters(letters())
        yield shown


@pytest.fixture(scope="module")
def block(desktop: Desktop, home: Path) -> Iterator[CopiedBlock]:
    with block_in_calc(desktop, home) as copied:
        yield copied


@pytest.fixture
def file(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample plan, saved; and settings in which nothing is left to chance."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "own"))
    path = tmp_path / "plan.kitaplan"
    write_new(path, sample_plan("kita"), "test")
    settings = Settings(home / "config" / "Kitaplanner" / "settings.ini")
    settings.zoom = 100
    settings.colour_scheme = "light"
    settings.sync()
    return path


def test_nothing_takes_more_here_than_in_a_spreadsheet() -> None:
    counts = read_counts()
    assert set(counts) == {task.number for task in TASKS} == set(range(1, 13))
    for one in counts.values():
        assert one.strokes <= one.spreadsheet_strokes, one.title
        assert one.clicks <= one.spreadsheet_clicks, one.title


@pytest.mark.parametrize("hand", ["keyboard", "mouse"])
def test_each_task_ends_in_the_expected_plan_and_takes_what_the_page_says(
    hand: str, desktop: Desktop, block: CopiedBlock, file: Path, tmp_path: Path
) -> None:
    start = plan = read_plan(file)
    known = _ids(start)
    took: dict[int, Effort] = {}
    with at_work(desktop, file, tmp_path) as worker:
        for task in TASKS:
            _go_to(worker, task, with_cursor=hand == "keyboard")
            if task.number == PASTING:
                block.copy(worker, file.name)
            worker.begin()
            (task.by_keyboard if hand == "keyboard" else task.by_mouse)(worker)
            took[task.number] = worker.effort
            expected = start if task.number == UNDOING_ALL else task.expected(plan)
            plan = _saved(worker, file)
            differences = _differences(expected, plan, known)
            assert not differences, f"task {task.number}:\n{differences}"
    assert list(file.parent.glob("*.pdf")), "no PDF beside the plan"
    counts = read_counts()
    source = "Calc itself" if block.is_real else "what Calc put on the clipboard once"
    print(f"\nthe block of task {PASTING} comes from {source}")  # noqa: T201  # asked for
    _print(hand, counts, took)
    for task in TASKS:
        _compare(hand, counts[task.number], took[task.number])


def _go_to(worker: Worker, task: Task, *, with_cursor: bool) -> None:
    """Begin with the task's sheet in front and its arrow (or first empty year) selected.

    Who works with the mouse has not selected anything yet: the name of the initiative is.
    """

    def is_there(seen: dict[str, Any]) -> bool:
        if not with_cursor:
            return seen["selected"] == ["initiative", task.initiative, "name"]
        if not task.begin:
            return str(seen["said"]).startswith("空き、令和7年度")
        return seen["selected"] == ["item", task.begin, ""]

    with worker.not_counting():
        worker.press("ctrl+2", "ctrl+shift+f")
        worker.type(task.words)
        worker.press("Return")
        worker.expect(lambda seen: seen["initiative"] == task.initiative, task.words)
        worker.press("ctrl+2")
        for key in (*["Up"] * 12, *["Down"] * 12):
            if is_there(worker.eyes.state()):
                break
            worker.press(key)
        worker.expect(is_there, f"the beginning of task {task.number}")


def _saved(worker: Worker, file: Path) -> Plan:
    with worker.not_counting():
        worker.come_to(file.name)
        worker.press("ctrl+s")
        worker.expect(
            lambda seen: not seen["dirty"] and not seen["writing"], "the plan to be saved"
        )
    return read_plan(file)


def _ids(plan: Plan) -> frozenset[str]:
    """Give all ids of a plan."""
    found: set[str] = set()

    def visit(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                found.add(value["id"])
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                visit(one)

    visit(json.loads(dump_plan(plan)))
    return frozenset(found)


def _differences(expected: Plan, plan: Plan, known: frozenset[str]) -> str:
    """Give the lines in which two plans differ."""
    lines = unified_diff(_lines(expected, known), _lines(plan, known), "expected", "file", n=2)
    return "\n".join(lines)


def _lines(plan: Plan, known: frozenset[str]) -> list[str]:
    """Give all of a plan, ids that came into being in the test all alike."""

    def named(value: dict[str, Any]) -> dict[str, Any]:
        if isinstance(value.get("id"), str) and value["id"] not in known:
            value["id"] = NEW
        return value

    value = json.loads(dump_plan(plan), object_hook=named)
    return json.dumps(value, ensure_ascii=False, indent=1).splitlines()


def _compare(hand: str, page: Counts, effort: Effort) -> None:
    if hand == "keyboard":
        assert effort.clicks == effort.drags == 0
        assert (effort.strokes, effort.letters) == (page.strokes, page.letters), page.title
    else:
        assert effort.strokes == 0
        assert (effort.clicks + effort.drags, effort.letters) == (page.clicks, page.letters), (
            page.title
        )


def _print(hand: str, counts: dict[int, Counts], took: dict[int, Effort]) -> None:
    """Print what each task took beside what it takes in a spreadsheet."""
    unit = "strokes" if hand == "keyboard" else "clicks"
    print(f"\n{'task':<46}{unit:>9}{'spreadsheet':>13}{'letters':>9}")  # noqa: T201  # asked for
    for number, effort in took.items():
        page = counts[number]
        here = effort.strokes if hand == "keyboard" else effort.clicks + effort.drags
        there = page.spreadsheet_strokes if hand == "keyboard" else page.spreadsheet_clicks
        print(f"{number:>2} {page.title:<43}{here:>9}{there:>13}{effort.letters:>9}")  # noqa: T201
