"""編集: what can be done in the outline, by menu and key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kitaplanner.domain.outline import insert_initiative
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.gui.dialogs.ending import EndingDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.notify import Notifier

FIRST, SECOND = OutlineKey("initiative", "first"), OutlineKey("initiative", "second")
STEP, PILLAR, POLICY = (OutlineKey("node", name) for name in ("step", "pillar", "policy"))


def plan_of(window: MainWindow) -> Plan:
    assert window.desk.session is not None
    return window.desk.session.snapshot


def names(window: MainWindow) -> list[str]:
    return [one.name for one in plan_of(window).initiatives()]


def select(window: MainWindow, key: OutlineKey) -> None:
    window.rooms.workbench.outline.select(key)


def test_an_initiative_is_added_behind_the_current_one_and_named_at_once(
    opened: MainWindow, qtbot: QtBot
) -> None:
    select(opened, FIRST)
    opened.actions_.add_initiative.trigger()
    assert names(opened) == ["電子申請の推進", "新しい事業", "窓口の改善"]
    shown = opened.rooms.workbench.shown_initiative
    assert shown is not None
    assert shown.name == "新しい事業"
    editor = opened.rooms.workbench.outline.tree.viewport().findChild(QLineEdit)
    editor.setText("書かない窓口")
    with qtbot.waitSignal(opened.desk.session.document_changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert names(opened)[1] == "書かない窓口"


def test_an_initiative_is_added_to_the_current_heading(opened: MainWindow) -> None:
    select(opened, PILLAR)
    opened.actions_.add_initiative.trigger()
    pillar = plan_of(opened).node("pillar")
    assert pillar is not None
    assert [one.name for one in pillar.initiatives] == ["新しい事業"]


@pytest.mark.parametrize(("key", "parent"), [(STEP, "pillar"), (FIRST, "pillar"), (POLICY, "")])
def test_a_heading_is_added_behind_the_current_one(
    opened: MainWindow, key: OutlineKey, parent: str
) -> None:
    select(opened, key)
    opened.actions_.add_heading.trigger()
    plan = plan_of(opened)
    above = plan.node(parent)
    siblings = plan.outline if above is None else above.children
    assert [one.name for one in siblings][1:] == ["新しい見出し"]
    assert opened.rooms.workbench.inspector.node.isVisible()


def test_a_row_is_added_to_the_sheet(opened: MainWindow) -> None:
    opened.actions_.add_row.trigger()
    assert len(next(plan_of(opened).initiatives()).schedule.rows) == 4


def test_a_copy_stands_behind_and_is_shown(opened: MainWindow) -> None:
    select(opened, FIRST)
    opened.actions_.duplicate.trigger()
    assert names(opened) == ["電子申請の推進", "電子申請の推進（写し）", "窓口の改善"]
    shown = opened.rooms.workbench.shown_initiative
    assert shown is not None
    assert shown.name == "電子申請の推進（写し）"
    select(opened, STEP)
    opened.actions_.duplicate.trigger()
    pillar = plan_of(opened).node("pillar")
    assert pillar is not None
    assert [one.name for one in pillar.children][1] == "原則オンライン化（写し）"


def test_removing_an_initiative_shows_its_neighbour(opened: MainWindow) -> None:
    select(opened, FIRST)
    opened.actions_.remove.trigger()
    assert names(opened) == ["窓口の改善"]
    shown = opened.rooms.workbench.shown_initiative
    assert shown is not None
    assert shown.id == "second"
    opened.actions_.undo.trigger()
    assert names(opened) == ["電子申請の推進", "窓口の改善"]


def test_removing_several_initiatives_is_asked_about(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirm(notifier: Notifier, text: str, details: str, accept: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(Notifier, "confirm", confirm)
    select(opened, PILLAR)
    opened.actions_.remove.trigger()
    assert len(names(opened)) == 2
    opened.actions_.remove.trigger()
    assert names(opened) == []
    assert asked == ["見出し「行かない窓口」を、下にある2事業とともに削除しますか？"] * 2
    assert opened.rooms.workbench.shown_initiative is None
    opened.actions_.undo.trigger()
    assert opened.rooms.workbench.shown_initiative is not None


def test_moving_keeps_the_entry_current_and_renumbers(opened: MainWindow, qtbot: QtBot) -> None:
    select(opened, FIRST)
    assert not opened.actions_.move_up.isEnabled()
    tree = opened.rooms.workbench.outline.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert names(opened) == ["窓口の改善", "電子申請の推進"]
    assert opened.rooms.workbench.outline.current_key() == FIRST
    assert tree.currentIndex().data() == "1-(2) 電子申請の推進"
    assert opened.actions_.move_up.isEnabled()
    assert not opened.actions_.move_down.isEnabled()


def test_a_drop_moves(opened: MainWindow) -> None:
    opened.rooms.workbench.outline.move_wanted.emit((SECOND,), "pillar", 0)
    pillar = plan_of(opened).node("pillar")
    assert pillar is not None
    assert [one.id for one in pillar.initiatives] == ["second"]
    opened.rooms.workbench.outline.move_wanted.emit((PILLAR,), "", 0)
    assert "階層" in opened.message_bar.text


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_can_be_copied_and_nothing_else(opened: MainWindow) -> None:
    select(opened, FIRST)
    actions = opened.actions_
    enabled = [
        action
        for action in (*actions.outline_actions(), actions.add_row)
        if not action.isSeparator() and action.isEnabled()
    ]
    assert enabled == [actions.copy_initiative]


# --- several at once, and the end ---------------------------------------------------------------

THIRD = OutlineKey("initiative", "third")


@pytest.fixture
def three(opened: MainWindow) -> MainWindow:
    """The window with a third initiative last under the same heading."""
    session = opened.desk.session
    assert session is not None
    plan = insert_initiative(session.snapshot, "step", None, Initiative("third", "書かない窓口"))
    session.perform(lambda document: document.commit("追加", plan))
    return opened


def choose_several(window: MainWindow, *keys: OutlineKey) -> None:
    window.rooms.workbench.outline.select_several(keys)


def chosen(window: MainWindow) -> tuple[OutlineKey, ...]:
    return window.rooms.workbench.outline.selected_keys()


def test_several_are_chosen_with_shift_and_the_sheet_follows(
    three: MainWindow, qtbot: QtBot
) -> None:
    select(three, FIRST)
    tree = three.rooms.workbench.outline.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(three) == (FIRST, SECOND)
    shown = three.rooms.workbench.shown_initiative
    assert shown is not None
    assert shown.id == "second"


def test_several_move_together_and_stay_chosen(three: MainWindow) -> None:
    choose_several(three, SECOND, THIRD)
    assert three.actions_.move_up.isEnabled()
    assert not three.actions_.move_down.isEnabled()
    three.actions_.move_up.trigger()
    assert names(three) == ["窓口の改善", "書かない窓口", "電子申請の推進"]
    assert chosen(three) == (SECOND, THIRD)
    assert not three.actions_.move_up.isEnabled()
    three.rooms.workbench.outline.move_wanted.emit((SECOND, THIRD), "pillar", 0)
    pillar = plan_of(three).node("pillar")
    assert pillar is not None
    assert [one.id for one in pillar.initiatives] == ["second", "third"]
    assert chosen(three) == (SECOND, THIRD)
    three.actions_.undo.trigger()
    three.actions_.undo.trigger()
    assert names(three) == ["電子申請の推進", "窓口の改善", "書かない窓口"]


def test_those_with_a_gap_come_together_when_they_move(three: MainWindow) -> None:
    choose_several(three, FIRST, THIRD)
    assert not three.actions_.move_up.isEnabled()
    assert not three.actions_.move_down.isEnabled()
    three.rooms.workbench.outline.move_wanted.emit((FIRST, THIRD), "step", 1)
    assert names(three) == ["窓口の改善", "電子申請の推進", "書かない窓口"]


def test_several_copies_are_chosen_afterwards(three: MainWindow) -> None:
    choose_several(three, FIRST, THIRD)
    three.actions_.duplicate.trigger()
    assert names(three) == [
        "電子申請の推進",
        "電子申請の推進（写し）",
        "窓口の改善",
        "書かない窓口",
        "書かない窓口（写し）",
    ]
    assert len(chosen(three)) == 2
    three.actions_.undo.trigger()
    assert len(names(three)) == 3


def test_several_are_removed_in_one_step_after_a_question(
    three: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirm(notifier: Notifier, text: str, details: str, accept: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(Notifier, "confirm", confirm)
    choose_several(three, SECOND, FIRST)
    three.actions_.remove.trigger()
    assert len(names(three)) == 3
    three.actions_.remove.trigger()
    assert names(three) == ["書かない窓口"]
    assert asked == ["選んだ2事業を削除しますか？"] * 2
    three.actions_.undo.trigger()
    assert len(names(three)) == 3


def test_several_are_cut_and_pasted(three: MainWindow) -> None:
    choose_several(three, FIRST, SECOND)
    three.rooms.workbench.outline.tree.setFocus()
    three.actions_.cut.trigger()
    assert names(three) == ["書かない窓口"]
    select(three, PILLAR)
    three.actions_.paste.trigger()
    pillar = plan_of(three).node("pillar")
    assert pillar is not None
    assert [one.name for one in pillar.initiatives] == ["電子申請の推進", "窓口の改善"]


def test_a_heading_among_several_is_left_alone(three: MainWindow) -> None:
    choose_several(three, FIRST, STEP)
    actions = three.actions_
    enabled = (actions.duplicate, actions.remove, actions.move_up, actions.move_down, actions.end)
    assert not any(one.isEnabled() for one in enabled)


def test_an_initiative_ends_with_the_year_that_is_chosen(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def accept(dialog: EndingDialog) -> int:
        assert dialog.last_year == 2028
        dialog.year.setCurrentIndex(dialog.year.findData(2025))
        said.append(dialog.words.text())
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(EndingDialog, "exec", accept)
    select(opened, FIRST)
    opened.actions_.end.trigger()
    ended = plan_of(opened).initiative("first")
    assert ended is not None
    assert ended.marks == ("終了",)
    assert [one.id for one in ended.schedule.items()] == ["study", "train"]
    assert "短くなる矢印 1本：「職員研修」" in said[0]
    assert "なくなる矢印 1本：「導入」" in said[0]
    opened.actions_.undo.trigger()
    assert names(opened) == ["電子申請の推進", "窓口の改善"]
    select(opened, STEP)
    assert not opened.actions_.end.isEnabled()


def test_who_cancels_ends_nothing(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EndingDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    before = plan_of(opened)
    select(opened, FIRST)
    opened.actions_.end.trigger()
    assert plan_of(opened) is before
