"""開く and 取り込み of papers that a plan is attached to, and of those that have none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Plan
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.notify import DropAnswer, SaveAnswer
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.operations.exports import export_pdf, export_xlsx
from kitaplanner.operations.initiatives import change_initiative
from tests.gui.imports.helpers import review_of, wait_for_tasks

NEWER = "あとで書き直した概要です。"


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """Leave no review open."""
    yield
    window.rooms.imports.close()


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What boxes said."""
    said: list[str] = []
    monkeypatch.setattr(window.notifier, "_tell", lambda *words: said.append(str(words[2])))
    return said


@pytest.fixture(params=["pdf", "xlsx"])
def paper(request: pytest.FixtureRequest, small_plan: Plan, tmp_path: Path) -> Path:
    """A paper with the small plan inside."""
    return written(small_plan, tmp_path / f"計画.{request.param}")


def written(plan: Plan, path: Path, *, attach_plan: bool = True) -> Path:
    if path.suffix == ".pdf":
        export_pdf(plan, path, "sheets", attach_plan=attach_plan)
    else:
        export_xlsx(plan, path, "sheets", attach_plan=attach_plan)
    return path


def answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch, given: DropAnswer) -> list[str]:
    asked: list[str] = []

    def ask(name: str) -> DropAnswer:
        asked.append(name)
        return given

    monkeypatch.setattr(window.notifier, "ask_about_attached", ask)
    return asked


def edit(window: MainWindow, text: str) -> None:
    session = window.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "summary", text)


def test_the_plan_inside_is_opened_as_a_new_one(
    window: MainWindow,
    paper: Path,
    small_plan: Plan,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (str(paper), ""))
    window.actions_.open.trigger()
    wait_for_tasks(window, qtbot)
    session = window.desk.session
    assert session is not None
    assert session.snapshot == small_plan
    assert session.path is None
    assert f"「{paper.name}」に付いている計画データを、新しい計画として" in window.message_bar.text


def test_a_paper_named_at_the_start_is_opened(
    paper: Path, small_plan: Plan, settings: Settings, window: MainWindow, qtbot: QtBot
) -> None:
    started = MainWindow(settings, Theme("light"), paper)
    qtbot.addWidget(started)
    started.furnish()
    wait_for_tasks(started, qtbot)
    session = started.desk.session
    assert session is not None
    assert session.snapshot == small_plan
    started.desk.put(None)
    session.close()
    started.close()


def test_where_a_plan_is_open_it_is_asked(
    opened: MainWindow, paper: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(opened, NEWER)
    session = opened.desk.session
    assert session is not None
    asked = answer(opened, monkeypatch, DropAnswer.CANCEL)
    assert not opened.rooms.files.open_path(paper)
    wait_for_tasks(opened, qtbot)
    assert asked == [paper.name]
    assert opened.desk.session is session
    # To open it, the plan on the desk is closed, which asks about what is not saved.
    answer(opened, monkeypatch, DropAnswer.OPEN)
    monkeypatch.setattr(opened.notifier, "ask_to_save", lambda name: SaveAnswer.CANCEL)
    opened.rooms.files.open_path(paper)
    wait_for_tasks(opened, qtbot)
    assert opened.desk.session is session
    monkeypatch.setattr(opened.notifier, "ask_to_save", lambda name: SaveAnswer.DISCARD)
    opened.rooms.files.open_path(paper)
    wait_for_tasks(opened, qtbot)
    assert opened.desk.session is not session


def test_its_differences_are_taken_in_by_one_edit(
    opened: MainWindow, paper: Path, small_plan: Plan, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(opened, NEWER)
    session = opened.desk.session
    assert session is not None
    newer = session.snapshot
    answer(opened, monkeypatch, DropAnswer.TAKE_IN)
    opened.rooms.files.open_path(paper)
    review = review_of(opened, qtbot)
    assert "計画データの全体" in review.intro.text()
    # The paper may be older: nothing is overwritten before somebody looked.
    assert review.model.accepted == (frozenset(),)
    assert "どちらが新しいかは分かりません" in review.details.toPlainText()
    review.changes.tick_all.click()
    review.take_in.click()
    assert session.snapshot == small_plan
    session.undo()
    assert session.snapshot == newer


def test_a_pdf_that_is_dropped_or_taken_in_is_known(
    opened: MainWindow,
    small_plan: Plan,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = written(small_plan, tmp_path / "計画.pdf")
    edit(opened, NEWER)
    asked = answer(opened, monkeypatch, DropAnswer.CANCEL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    event = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    opened.dropEvent(event)
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    wait_for_tasks(opened, qtbot)
    opened.rooms.imports.take_in([paper])
    review = review_of(opened, qtbot)
    assert [one.field for one in review.reviews[0].found.changes] == ["summary"]
    assert "計画データの全体" in review.intro.text()


def test_a_workbook_that_is_taken_in_says_that_a_plan_is_attached(
    opened: MainWindow, small_plan: Plan, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = written(small_plan, tmp_path / "計画.xlsx")
    edit(opened, NEWER)
    opened.rooms.imports.take_in([paper])
    review = review_of(opened, qtbot)
    # Nobody wrote into it: what was changed here since is not taken back.
    assert not review.reviews[0].found.changes
    assert "出力したときの計画データが付いています" in review.details.toPlainText()
    assert not review.intro.isVisibleTo(review)


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_a_paper_for_the_public_has_none_and_says_so(
    opened: MainWindow,
    small_plan: Plan,
    tmp_path: Path,
    qtbot: QtBot,
    told: list[str],
    suffix: str,
) -> None:
    paper = written(small_plan, tmp_path / f"公開用.{suffix}", attach_plan=False)
    session = opened.desk.session
    opened.rooms.files.open_path(paper)
    wait_for_tasks(opened, qtbot)
    (said,) = told
    assert said.startswith(f"「公開用.{suffix}」には計画データが付いていません。公開用の出力")
    assert opened.desk.session is session


def test_a_plan_of_other_initiatives_is_not_mixed_in(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    from kitaplanner.operations.documents import sample_plan

    paper = written(sample_plan("kita"), tmp_path / "別の計画.pdf")
    opened.rooms.imports.take_in([paper])
    review = review_of(opened, qtbot)
    assert not review.reviews[0].found.changes
    assert "別の計画のファイルでないか" in review.reviews[0].found.not_understood[0].why
    assert not review.intro.isVisibleTo(review)


def test_stopping_opens_nothing(
    window: MainWindow, small_plan: Plan, tmp_path: Path, qtbot: QtBot
) -> None:
    task = window.rooms.attached.open_paper(written(small_plan, tmp_path / "計画.pdf"))
    task.cancel()
    wait_for_tasks(window, qtbot)
    assert window.desk.session is None
    assert window.message_bar.text == "計画データの読み取りを中止しました。何も変わっていません。"
