"""版 → 見え消し in the real window: choosing an edition, pages that follow edits, the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from kitaplanner.gui.commands.tracked_commands import TrackedCommands
from kitaplanner.gui.dialogs.tracked_options import TrackedChoice, TrackedOptionsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.initiatives import change_initiative
from tests.helpers.struck_words import words_with_marks


@pytest.fixture
def session(opened: MainWindow) -> DocumentSession:
    found = opened.desk.session
    assert found is not None
    return found


@pytest.fixture
def edited(opened: MainWindow, session: DocumentSession) -> Iterator[MainWindow]:
    """The window after 素案 was frozen and a name changed."""
    session.freeze_edition("素案", "2026-11-27", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    yield opened
    opened.rooms.tracked.close()
    QApplication.processEvents()


def choose(monkeypatch: pytest.MonkeyPatch, session: DocumentSession, **words: object) -> None:
    choice = TrackedChoice(session.editions[0], **words)  # type: ignore[arg-type]
    monkeypatch.setattr(TrackedOptionsDialog, "ask", lambda *asked: choice)


def shown(tracked: TrackedCommands, qtbot: QtBot) -> Scene:
    qtbot.waitUntil(lambda: tracked.preview is not None and tracked.preview.scene is not None)
    assert tracked.preview is not None
    assert tracked.preview.scene is not None
    return tracked.preview.scene


def marked(scene: Scene, change: str) -> list[str]:
    pairs = (pair for page in scene.pages for pair in words_with_marks(page))
    return [text.text for text, mark in pairs if mark == change]


def test_a_plan_without_editions_says_what_to_do(opened: MainWindow) -> None:
    opened.actions_.tracked_view.trigger()
    assert "版を残す" in opened.message_bar.text
    assert opened.rooms.tracked.preview is None


def test_the_preview_shows_what_changed_and_follows_edits(
    edited: MainWindow,
    session: DocumentSession,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(monkeypatch, session)
    edited.actions_.tracked_view.trigger()
    tracked = edited.rooms.tracked
    scene = shown(tracked, qtbot)
    assert tracked.preview is not None
    assert "版「素案」" in tracked.preview.windowTitle()
    assert "推進" in marked(scene, "gone")
    assert "拡充" in marked(scene, "added")
    session.perform(change_initiative, "second", "name", "窓口の改革")
    qtbot.waitUntil(lambda: tracked.preview is not None and tracked.preview.scene is not scene)
    assert "改革" in marked(shown(tracked, qtbot), "added")


def test_the_pdf_holds_both_words(
    edited: MainWindow,
    session: DocumentSession,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "見え消し.pdf"
    asked: list[str] = []

    def where(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(path.with_suffix("")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    choose(monkeypatch, session, is_whole=True)
    edited.actions_.tracked_view.trigger()
    tracked = edited.rooms.tracked
    shown(tracked, qtbot)
    assert tracked.preview is not None
    tracked.preview.pdf_action.trigger()
    qtbot.waitUntil(lambda: path.exists() and edited.tasks.is_idle, timeout=20_000)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "電子申請の推進拡充" in text
    assert "窓口の改善" in text
    assert "見え消し.pdf" in edited.message_bar.text
    assert asked[0].endswith("_見え消し.pdf")


def test_an_edition_that_is_gone_is_said(
    edited: MainWindow, session: DocumentSession, tmp_path: Path, qtbot: QtBot
) -> None:
    tracked = edited.rooms.tracked
    tracked.show_preview(TrackedChoice(session.editions[0]))
    shown(tracked, qtbot)
    session.remove_edition(session.editions[0].id)
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text() + box.informativeText())
        box.reject()

    QTimer.singleShot(0, read)
    assert tracked.write(tmp_path / "x.pdf") is None
    assert "版" in said[0]
    assert not (tmp_path / "x.pdf").exists()


def test_closing_the_document_closes_the_preview(
    edited: MainWindow, session: DocumentSession, qtbot: QtBot
) -> None:
    tracked = edited.rooms.tracked
    tracked.show_preview(TrackedChoice(session.editions[0]))
    shown(tracked, qtbot)
    tracked.close()
    assert tracked.preview is None


def test_the_newest_edition_is_proposed_and_the_last_choice_kept(
    edited: MainWindow, session: DocumentSession, qtbot: QtBot
) -> None:
    older = session.editions[0]
    session.freeze_edition("案", "", "")
    by_name = {one.name: one for one in session.editions}
    dialog = TrackedOptionsDialog(session.editions, session.snapshot.settings)
    qtbot.addWidget(dialog)
    names = [dialog.edition.itemText(row) for row in range(dialog.edition.count())]
    assert names == [
        f"{one.name}（令和8年11月27日）" if one.date else one.name
        for one in reversed(session.editions)
    ]
    assert dialog.values() == TrackedChoice(session.editions[-1])
    last = TrackedChoice(by_name[older.name], True, "strike")
    again = TrackedOptionsDialog(session.editions, session.snapshot.settings, last)
    qtbot.addWidget(again)
    assert again.values() == last
