"""A real document with a small plan, open in a session, for the tests of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period, year_span
from kitaplanner.domain.plan import (
    Department,
    Initiative,
    Node,
    Plan,
    Schedule,
    ScheduleItem,
    ScheduleRow,
)
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.sheet_view import SheetView
from kitaplanner.operations.documents import create_workspace
from tests.gui.sheet_helpers import SheetUser


def _item(item_id: str, text: str, first: int, last: int | None = None) -> ScheduleItem:
    span = year_span(first, last)
    return ScheduleItem(item_id, "arrow", span.start, span.end, text)


@pytest.fixture
def small_plan() -> Plan:
    """Two initiatives; the first has rows with two items, with one long item, and with none."""
    rows = (
        ScheduleRow("row-1", (_item("study", "導入検討", 2025), _item("start", "導入", 2026))),
        ScheduleRow("row-2", (_item("train", "職員研修", 2025, 2029),)),
        ScheduleRow("row-3"),
    )
    first = Initiative(
        id="first",
        name="電子申請の推進",
        departments=("DX推進担当課",),
        summary="申請を電子化します。",
        notes=("一部の手続を除きます。",),
        schedule=Schedule(rows),
    )
    second = Initiative(id="second", name="窓口の改善", schedule=Schedule((ScheduleRow("other"),)))
    policy = Node("step", "施策", "原則オンライン化", initiatives=(first, second))
    pillar = Node("pillar", "丸数字", "行かない窓口", children=(policy,))
    return Plan(
        title="試験計画",
        period=Period(2025, 2029),
        departments=(
            Department("d1", "DX推進担当課"),
            Department("d2", "経営改革・公共施設再配置推進担当課"),
            Department("d3", "全庁", collective=True),
        ),
        outline=(Node("policy", "基本方針", "便利", children=(pillar,)),),
    )


@pytest.fixture
def session(
    small_plan: Plan, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DocumentSession]:
    """The small plan as a new document."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "data"))
    workspace = create_workspace(small_plan, "試験")
    yield DocumentSession(workspace)
    workspace.close(discard=True)


@pytest.fixture
def view(session: DocumentSession, qtbot: QtBot) -> SheetView:
    """The sheet of the first initiative, shown and with the keyboard."""
    shown = SheetView()
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.set_session(session)
    shown.show_initiative("first")
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.setFocus()
    return shown


@pytest.fixture
def user(view: SheetView) -> SheetUser:
    """Someone who works on the view."""
    return SheetUser(view)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session be one that may only be read."""
    monkeypatch.setattr(DocumentSession, "read_only", True)
