"""A handout for a committee, from the menu to its PDF, in ten actions at most."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.gui.main_window import MainWindow

MOST_ACTIONS = 10


class Hand:
    """A person's hand: clicks, keys and words typed, each counted as one action."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.actions += 1

    def click_in_menu(self, menu: QMenu, text: str) -> None:
        action = next(one for one in menu.actions() if one.text() == text)
        place = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
        self.actions += 1

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        # An input method hands over whole words, not keys.
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
        self.actions += 1


def test_a_handout_is_made_from_a_template_in_ten_actions(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "委員会.pdf"
    hand = Hand()

    def answer(*words: object) -> tuple[str, str]:
        hand.actions += 1  # Enter in the dialog of the system
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    bar = opened.menuBar()
    entry = next(one for one in bar.actions() if one.text().startswith("出力"))
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(entry).center())
    hand.actions += 1
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    hand.click_in_menu(menu, "委員会資料…")

    papers = opened.rooms.handouts.window
    assert papers is not None
    QApplication.processEvents()  # the menu gives the keyboard back to the window it was in
    with qtbot.waitActive(papers):
        papers.activateWindow()
    template = next(one for one in papers.templates.buttons if one.accessibleName() == "素案の報告")
    hand.click(template)
    assert QApplication.focusWidget() is papers.fields.meeting
    hand.type("企画総務委員会")
    hand.click(papers.fields.division)
    hand.type("政策経営部DX推進担当課")
    tool_bar = papers.findChild(QToolBar)
    assert tool_bar is not None
    hand.click(tool_bar.widgetForAction(papers.tool_bar.pdf))

    qtbot.waitUntil(lambda: opened.tasks.is_idle, timeout=30_000)
    qtbot.waitUntil(out.exists, timeout=30_000)
    assert hand.actions <= MOST_ACTIONS
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert "企画総務委員会" in pages[0]
    assert "素案" in pages[1]
    assert any("政策経営部DX推進担当課" in page for page in pages)
    assert "作成しました" in papers.message_bar.text
    opened.rooms.handouts.close()
