"""編集: moving to another heading in one step, by key and from the list of headings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.move_to import MoveToDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.operations import nodes

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FIRST, SECOND = OutlineKey("initiative", "first"), OutlineKey("initiative", "second")
STEP, PILLAR, POLICY = (OutlineKey("node", name) for name in ("step", "pillar", "policy"))


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """The window in front: keys go where they would."""
    window.activateWindow()
    return window


@pytest.fixture
def two(opened: MainWindow) -> MainWindow:
    """The window with a second 施策 under each of two 丸数字."""
    session = opened.desk.session
    assert session is not None
    session.perform(nodes.add_node, "pillar", "窓口の改革")
    session.perform(nodes.add_node, "policy", "内部の改革")
    inner = next(one for one in session.snapshot.nodes() if one.name == "内部の改革")
    session.perform(nodes.add_node, inner.id, "文書の電子化")
    opened.rooms.workbench.outline.tree.setFocus()
    return opened


def where(window: MainWindow) -> dict[str, list[str]]:
    """The initiatives by heading."""
    session = window.desk.session
    assert session is not None
    return {
        node.name: [one.id for one in node.initiatives]
        for node in session.snapshot.nodes()
        if node.initiatives
    }


def headings(window: MainWindow) -> dict[str, list[str]]:
    """The headings by heading."""
    session = window.desk.session
    assert session is not None
    return {
        node.name: [one.name for one in node.children]
        for node in session.snapshot.nodes()
        if node.children
    }


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.rooms.workbench.outline.tree, key, held)


def test_alt_and_arrows_move_over_the_border_of_the_heading(two: MainWindow, qtbot: QtBot) -> None:
    outline = two.rooms.workbench.outline
    outline.select(FIRST)
    assert not two.actions_.move_before.isEnabled()
    press(qtbot, two, Qt.Key.Key_Down, ALT)
    assert where(two) == {"原則オンライン化": ["second"], "窓口の改革": ["first"]}
    assert outline.current_key() == FIRST
    assert outline.tree.currentIndex().data() == "2-(1) 電子申請の推進"
    press(qtbot, two, Qt.Key.Key_Down, ALT)
    assert where(two) == {"原則オンライン化": ["second"], "文書の電子化": ["first"]}
    assert not two.actions_.move_behind.isEnabled()
    press(qtbot, two, Qt.Key.Key_Up, ALT)
    press(qtbot, two, Qt.Key.Key_Up, ALT)
    assert where(two) == {"原則オンライン化": ["second", "first"]}


def test_a_move_to_another_heading_is_one_undo(two: MainWindow, qtbot: QtBot) -> None:
    session = two.desk.session
    assert session is not None
    before, steps = session.snapshot, len(session.undo_steps)
    two.rooms.workbench.outline.select_several((FIRST, SECOND))
    press(qtbot, two, Qt.Key.Key_Down, ALT)
    assert where(two) == {"窓口の改革": ["first", "second"]}
    assert len(session.undo_steps) == steps + 1
    two.actions_.undo.trigger()
    assert session.snapshot == before


def test_a_heading_moves_to_the_next_of_its_level(two: MainWindow, qtbot: QtBot) -> None:
    two.rooms.workbench.outline.select(STEP)
    press(qtbot, two, Qt.Key.Key_Down, ALT)
    assert headings(two)["内部の改革"] == ["原則オンライン化", "文書の電子化"]
    press(qtbot, two, Qt.Key.Key_Up, ALT)
    assert headings(two)["行かない窓口"] == ["窓口の改革", "原則オンライン化"]
    two.rooms.workbench.outline.select(POLICY)
    actions = two.actions_
    moves = (actions.move_before, actions.move_behind, actions.move_to)
    assert not any(one.isEnabled() for one in moves)


def test_the_keys_do_nothing_outside_the_outline(two: MainWindow, qtbot: QtBot) -> None:
    before = where(two)
    two.rooms.workbench.outline.select(FIRST)
    two.rooms.workbench.sheet.setFocus()
    qtbot.keyClick(two.rooms.workbench.sheet, Qt.Key.Key_Down, ALT)
    assert where(two) == before


def test_the_place_is_chosen_from_a_list_by_its_words(
    two: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def answer(dialog: MoveToDialog) -> int:
        offered.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        qtbot.keyClick(dialog.word, Qt.Key.Key_Down)
        assert dialog.chosen == dialog.list.item(1).data(Qt.ItemDataRole.UserRole)
        dialog.word.setText("窓口の 改革")
        assert dialog.choose_button.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(MoveToDialog, "exec", answer)
    two.rooms.workbench.outline.select(FIRST)
    press(qtbot, two, Qt.Key.Key_M, CTRL)
    assert offered == ["基本方針1①　2. 窓口の改革", "基本方針1②　1. 文書の電子化"]
    assert where(two) == {"原則オンライン化": ["second"], "窓口の改革": ["first"]}


def test_a_word_that_fits_no_heading_leaves_nothing_to_choose(
    two: MainWindow, qtbot: QtBot
) -> None:
    session = two.desk.session
    assert session is not None
    plan = session.snapshot
    dialog = MoveToDialog(plan, tuple(plan.nodes()), session.numbering, two)
    qtbot.addWidget(dialog)
    dialog.word.setText("存在しない")
    assert dialog.chosen is None
    assert not dialog.choose_button.isEnabled()
    dialog.word.clear()
    assert dialog.chosen == "policy"


def test_who_cancels_moves_nothing(two: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MoveToDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    before = where(two)
    two.rooms.workbench.outline.select(FIRST)
    two.actions_.move_to.trigger()
    assert where(two) == before
