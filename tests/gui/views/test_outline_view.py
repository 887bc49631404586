"""The dock 体系: selection and expansion survive edits, filters come and go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.outline_view import OutlineView
from kitaplanner.operations.initiatives import add_initiative, change_initiative, move_initiative
from kitaplanner.operations.nodes import add_node

FIRST, SECOND = OutlineKey("initiative", "first"), OutlineKey("initiative", "second")


@pytest.fixture
def outline(session: DocumentSession, qtbot: QtBot) -> OutlineView:
    view = OutlineView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.set_session(session)
    with qtbot.waitExposed(view):
        view.show()
    return view


def rows(outline: OutlineView) -> list[str]:
    """Give the words of the rows that can be seen."""
    tree = outline.tree
    found = []
    index = tree.indexAt(QPoint(1, 1))
    while index.isValid():
        found.append(str(index.data()))
        index = tree.indexBelow(index)
    return found


ALL = [
    "基本方針1. 便利",
    "① 行かない窓口",
    "1. 原則オンライン化",
    "1-(1) 電子申請の推進",
    "1-(2) 窓口の改善",
]


def test_a_new_document_is_fully_open(outline: OutlineView) -> None:
    assert rows(outline) == ALL


def test_the_current_row_survives_edits_and_moves(
    outline: OutlineView, session: DocumentSession
) -> None:
    heard: list[OutlineKey | None] = []
    outline.select(SECOND)
    outline.current_changed.connect(heard.append)
    session.perform(change_initiative, "first", "name", "電子申請")
    session.perform(move_initiative, "second", "step", 0)
    session.perform(add_initiative, "step", "三つめ", 0)
    assert outline.current_key() == SECOND
    assert rows(outline)[3:] == ["1-(1) 三つめ", "1-(2) 窓口の改善", "1-(3) 電子申請"]
    assert heard == []


def test_what_was_folded_stays_folded(outline: OutlineView, session: DocumentSession) -> None:
    tree = outline.tree
    index = tree.indexBelow(tree.indexAt(QPoint(1, 1)))
    tree.collapse(index)
    session.perform(add_node, "policy", "二つめの柱")
    assert rows(outline) == ["基本方針1. 便利", "① 行かない窓口", "② 二つめの柱"]


def test_a_filter_hides_and_selecting_takes_it_off(outline: OutlineView) -> None:
    outline.findChild(QLineEdit).setText("電子")
    assert rows(outline) == ALL[:4]
    assert not outline.tree.dragEnabled()
    outline.select(SECOND)
    assert rows(outline) == ALL
    assert outline.current_key() == SECOND
    assert outline.tree.dragEnabled()


def test_departments_can_be_chosen(outline: OutlineView) -> None:
    box = outline.findChild(QComboBox)
    offered = [box.itemText(one) for one in range(box.count())]
    assert offered[:2] == ["すべての担当課", "DX推進担当課"]
    box.setCurrentIndex(1)
    assert rows(outline) == ALL[:4]


def test_nothing_that_fits_is_said(outline: OutlineView) -> None:
    outline.findChild(QLineEdit).setText("どこにもない言葉")
    assert rows(outline) == []
    assert outline.nothing_found.isVisible()


def test_renaming_in_place_is_a_wish(outline: OutlineView, qtbot: QtBot) -> None:
    outline.select(FIRST)
    outline.edit_current()
    editor = outline.tree.viewport().findChild(QLineEdit)
    assert editor.text() == "電子申請の推進"
    editor.setText("電子申請")
    with qtbot.waitSignal(outline.rename_wanted) as wish:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert wish.args == [FIRST, "電子申請"]


def test_another_document_begins_without_filter_or_folds(
    outline: OutlineView, session: DocumentSession
) -> None:
    outline.tree.collapseAll()
    outline.findChild(QLineEdit).setText("電子")
    outline.set_session(None)
    assert rows(outline) == []
    outline.set_session(session)
    assert rows(outline) == ALL


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_is_not_renamed(outline: OutlineView) -> None:
    outline.select(FIRST)
    outline.edit_current()
    assert outline.tree.viewport().findChild(QLineEdit) is None
    assert outline.tree.currentIndex() != QModelIndex()
