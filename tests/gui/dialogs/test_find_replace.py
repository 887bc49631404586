"""検索と置換: the list of hits, what is chosen, replacing, and going to a place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.find_replace import FindReplaceDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.hits_model import AFTER, BEFORE, PLACE, HitRole
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.scene import Target
from kitaplanner.operations.initiatives import change_initiative

TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def dialog(opened: MainWindow) -> Iterator[FindReplaceDialog]:
    """The window for replacing, above the window of the small plan."""
    opened.actions_.replace.trigger()
    made = opened.rooms.find.dialog
    assert made is not None
    yield made
    if opened.rooms.find.dialog is not None:
        made.close()


@pytest.fixture
def session(opened: MainWindow) -> DocumentSession:
    assert opened.desk.session is not None
    return opened.desk.session


def look_for(dialog: FindReplaceDialog, qtbot: QtBot, word: str) -> None:
    with qtbot.waitSignal(dialog.searched):
        dialog.query.setText(word)


def listed(dialog: FindReplaceDialog, column: int = BEFORE) -> dict[str, list[str]]:
    """Give the words of a column for each heading."""
    model = dialog.hits
    found = {}
    for row in range(model.rowCount()):
        group = model.index(row, PLACE)
        found[group.data()] = [
            model.index(one, column, group).data() for one in range(model.rowCount(group))
        ]
    return found


def test_hits_stand_below_their_initiative(dialog: FindReplaceDialog, qtbot: QtBot) -> None:
    look_for(dialog, qtbot, "推進")
    assert listed(dialog) == {
        "担当課一覧　（2か所）": ["DX推進担当課", "経営改革・公共施設再配置推進担当課"],
        "1-(1) 電子申請の推進　（2か所）": ["電子申請の推進", "DX推進担当課"],
    }
    assert listed(dialog, PLACE)["1-(1) 電子申請の推進　（2か所）"] == ["事業名", "担当課"]
    assert dialog.count.text() == "4か所のうち 4か所を選択"


def test_before_and_after_with_the_place_marked(dialog: FindReplaceDialog, qtbot: QtBot) -> None:
    dialog.replacement.setText("採用")
    look_for(dialog, qtbot, "導入")
    assert listed(dialog, AFTER) == {"1-(1) 電子申請の推進　（2か所）": ["採用検討", "採用"]}
    group = dialog.hits.index(0, PLACE)
    assert dialog.hits.index(0, BEFORE, group).data(HitRole.MARKED) == (0, 2)


def test_what_is_ticked_is_replaced_in_one_change(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "導入")
    dialog.replacement.setText("採用")
    group = dialog.hits.index(0, PLACE)
    dialog.hits.setData(dialog.hits.index(1, PLACE, group), Qt.CheckState.Unchecked, TICK)
    assert dialog.count.text() == "2か所のうち 1か所を選択"
    assert group.data(TICK) == Qt.CheckState.PartiallyChecked
    before = session.snapshot
    with qtbot.waitSignal(dialog.searched):
        dialog.replace.click()
    texts = [one.text for one in session.snapshot.initiative("first").schedule.items()]
    assert texts == ["採用検討", "導入", "職員研修"]
    assert session.undo_label == "“導入”を“採用”に置換（1か所）"
    assert listed(dialog) == {"1-(1) 電子申請の推進　（1か所）": ["導入"]}
    assert "1か所を置換しました" in dialog.problem.text()
    session.undo()
    assert session.snapshot == before


def test_a_department_is_ticked_as_one_and_renamed_everywhere(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "DX推進担当課")
    dialog.replacement.setText("DX戦略課")
    first = dialog.hits.index(0, PLACE, dialog.hits.index(0, PLACE))
    dialog.hits.setData(first, Qt.CheckState.Unchecked, TICK)
    assert dialog.hits.chosen() == []
    assert not dialog.replace.isEnabled()
    dialog.all.click()
    dialog.replace.click()
    assert session.snapshot.initiative("first").departments == ("DX戦略課",)
    assert session.snapshot.departments[0].name == "DX戦略課"


def test_a_refusal_is_said_and_changes_nothing(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    before = session.snapshot
    look_for(dialog, qtbot, "DX推進担当課")
    dialog.replacement.setText("全庁")
    dialog.replace.click()
    assert "すでに一覧にあります" in dialog.problem.text()
    assert session.snapshot is before


def test_fields_and_case_can_be_chosen(dialog: FindReplaceDialog, qtbot: QtBot) -> None:
    look_for(dialog, qtbot, "ｄｘ")
    assert dialog.count.text() == "2か所のうち 2か所を選択"
    with qtbot.waitSignal(dialog.searched):
        dialog.exact.setChecked(True)
    assert dialog.count.text() == "見つかりません"
    dialog.exact.setChecked(False)
    with qtbot.waitSignal(dialog.searched):
        dialog.groups["departments"].setChecked(False)
    assert dialog.count.text() == "見つかりません"


def test_the_list_follows_the_plan(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "電子")
    dialog.none.click()
    with qtbot.waitSignal(dialog.searched):
        session.perform(change_initiative, "second", "name", "電子窓口")
    assert listed(dialog)["1-(2) 電子窓口　（1か所）"] == ["電子窓口"]
    # What was left out stays so; what is new is chosen.
    assert [hit.text for hit in dialog.hits.chosen()] == ["電子窓口"]


def test_a_place_is_shown_by_double_click_and_f3(
    dialog: FindReplaceDialog, opened: MainWindow, qtbot: QtBot
) -> None:
    workbench = opened.rooms.workbench
    workbench.show_initiative("second")
    look_for(dialog, qtbot, "職員")
    dialog.tree.activated.emit(dialog.hits.index(0, BEFORE, dialog.hits.index(0, PLACE)))
    assert workbench.sheet.selection == Target("item", "train")
    look_for(dialog, qtbot, "申請を")
    qtbot.keyClick(dialog.query, Qt.Key.Key_Return)
    assert workbench.sheet.selection == Target("initiative", "first", "summary")
    look_for(dialog, qtbot, "行かない")
    qtbot.keyClick(dialog, Qt.Key.Key_F3)
    assert workbench.inspector.subject.node_id == "pillar"


def test_a_department_is_shown_where_it_is_used(
    dialog: FindReplaceDialog, opened: MainWindow, qtbot: QtBot
) -> None:
    workbench = opened.rooms.workbench
    workbench.show_initiative("second")
    look_for(dialog, qtbot, "推進担当課")
    group = dialog.hits.index(0, PLACE)
    dialog.tree.activated.emit(dialog.hits.index(0, BEFORE, group))
    assert workbench.sheet.selection == Target("initiative", "first", "departments")
    assert not dialog.problem.isVisible()
    dialog.tree.activated.emit(dialog.hits.index(1, BEFORE, group))
    assert "使われていません" in dialog.problem.text()


def test_the_letter_of_a_button_acts_before_the_next_key(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    before = session.snapshot
    look_for(dialog, qtbot, "導入")
    dialog.replacement.setText("採用")
    qtbot.keyClick(dialog.replacement, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert session.snapshot != before
    replaced = session.snapshot
    qtbot.keyClick(dialog.replacement, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.snapshot is replaced


def test_undo_by_key_works_in_the_window(
    dialog: FindReplaceDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    before = session.snapshot
    look_for(dialog, qtbot, "導入")
    dialog.replacement.setText("採用")
    dialog.replace.click()
    assert session.snapshot != before
    dialog.tree.setFocus()
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.snapshot == before


def test_space_ticks_and_enter_shows(
    dialog: FindReplaceDialog, opened: MainWindow, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "職員")
    hit = dialog.hits.index(0, PLACE, dialog.hits.index(0, PLACE))
    dialog.tree.setFocus()
    dialog.tree.setCurrentIndex(hit)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert dialog.hits.chosen() == []
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert opened.rooms.workbench.sheet.selection == Target("item", "train")


def test_next_and_previous_walk_round(dialog: FindReplaceDialog, qtbot: QtBot) -> None:
    look_for(dialog, qtbot, "導入")
    seen = []
    for step in (dialog.go_to_next, dialog.go_to_next, dialog.go_to_next, dialog.go_to_previous):
        step()
        seen.append(dialog.tree.currentIndex().row())
    assert seen == [0, 1, 0, 1]


def test_text_under_composition_is_not_searched_and_not_lost(
    dialog: FindReplaceDialog, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "導入")
    QApplication.sendEvent(dialog.query, QInputMethodEvent("けん", []))
    assert dialog.values()[0] == "導入"
    event = QInputMethodEvent()
    event.setCommitString("検討")
    dialog.query.end(False)
    with qtbot.waitSignal(dialog.searched):
        QApplication.sendEvent(dialog.query, event)
    assert listed(dialog) == {"1-(1) 電子申請の推進　（1か所）": ["導入検討"]}


def test_searching_alone_offers_no_replacement(opened: MainWindow, qtbot: QtBot) -> None:
    opened.actions_.find.trigger()
    dialog = opened.rooms.find.dialog
    look_for(dialog, qtbot, "導入")
    assert not dialog.replacement.isVisible()
    assert dialog.hits.index(0, PLACE).data(TICK) is None
    assert dialog.count.text() == "2か所"
    assert dialog.hits.index(0, AFTER, dialog.hits.index(0, PLACE)).data() is None
    dialog.close()


def test_the_window_goes_with_its_document(dialog: FindReplaceDialog, opened: MainWindow) -> None:
    assert dialog.isVisible()
    assert opened.rooms.files.close_document()
    assert not dialog.isVisible()
    assert opened.rooms.find.dialog is None


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_is_only_searched(dialog: FindReplaceDialog) -> None:
    assert not dialog.replacement.isVisible()
    assert not dialog.replace.isVisible()


def test_groups_have_no_parent_and_hits_no_children(
    dialog: FindReplaceDialog, qtbot: QtBot
) -> None:
    look_for(dialog, qtbot, "電子")
    group = dialog.hits.index(0, PLACE)
    hit = dialog.hits.index(0, PLACE, group)
    assert not group.parent().isValid()
    assert hit.parent() == group
    assert dialog.hits.rowCount(hit) == 0
    assert not dialog.hits.index(9, PLACE, QModelIndex()).isValid()
