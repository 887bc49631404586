"""組織改正: the three steps, what is shown before it is done, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import month_of
from kitaplanner.gui.dialogs.departments import DepartmentsDialog
from kitaplanner.gui.dialogs.reorganisation import ReorganisationDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.departments import names_in_order, offered_names
from kitaplanner.operations.departments import change_department
from kitaplanner.operations.initiatives import change_initiative

DX, OTHER = "DX推進担当課", "経営改革・公共施設再配置推進担当課"
RENAME, MERGE, SPLIT = range(3)


@pytest.fixture
def dialog(session: DocumentSession, qtbot: QtBot) -> ReorganisationDialog:
    session.perform(change_initiative, "second", "departments", (OTHER, DX))
    made = ReorganisationDialog(session)
    qtbot.addWidget(made)
    made.show()
    made.month.set_month(month_of(2026, 4))
    return made


def fill(dialog: ReorganisationDialog, kind: int, old: tuple[str, ...], new: str) -> None:
    """Go through the first two steps."""
    dialog.kinds.button(kind).setChecked(True)
    dialog.next.click()
    for row in range(dialog.old.count()):
        item = dialog.old.item(row)
        if item.text() in old:
            item.setCheckState(Qt.CheckState.Checked)
    dialog.new.setPlainText(new)
    dialog.next.click()


def rows(dialog: ReorganisationDialog) -> list[list[str]]:
    table = dialog.touched
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_a_renaming_shows_what_changes_and_does_it_at_once(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    before = session.snapshot
    fill(dialog, RENAME, (DX,), "DX戦略課\n")
    assert rows(dialog) == [
        ["基本方針1①1-(1) 電子申請の推進", DX, "DX戦略課"],
        ["基本方針1①1-(2) 窓口の改善", f"{OTHER}、{DX}", f"{OTHER}、DX戦略課"],
    ]
    assert "令和8年4月から" in dialog.summary.text()
    assert "2事業の担当課" in dialog.summary.text()
    assert session.snapshot is before
    dialog.next.click()
    assert dialog.result() == ReorganisationDialog.DialogCode.Accepted
    assert session.snapshot.initiative("second").departments == (OTHER, "DX戦略課")
    session.undo()
    assert session.snapshot == before


def test_a_merger_makes_one_of_several(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    fill(dialog, MERGE, (DX, OTHER), "経営戦略課")
    dialog.next.click()
    assert session.snapshot.initiative("second").departments == ("経営戦略課",)


def test_a_split_asks_for_each_initiative(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    fill(dialog, SPLIT, (DX,), "DX企画課\nDX運用課")
    dialog.touched.item(0, 2).setCheckState(Qt.CheckState.Unchecked)
    dialog.next.click()
    assert session.snapshot.initiative("first").departments == ("DX運用課",)
    assert session.snapshot.initiative("second").departments == (OTHER, "DX企画課", "DX運用課")


def test_an_initiative_without_successor_is_refused(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    before = session.snapshot
    fill(dialog, SPLIT, (DX,), "DX企画課\nDX運用課")
    for column in (2, 3):
        dialog.touched.item(0, column).setCheckState(Qt.CheckState.Unchecked)
    dialog.next.click()
    assert "引き継ぐ課が決まっていない" in dialog.problem.text()
    assert dialog.isVisible()
    assert session.snapshot is before


@pytest.mark.parametrize(
    ("kind", "old", "new", "words"),
    [
        (RENAME, (), "新しい課", "選ばれていません"),
        (RENAME, (DX,), " \n ", "名称が空です"),
        (RENAME, (DX,), OTHER, "「統合」を選んで"),
        (MERGE, (DX,), "新しい課", "2つ以上選んで"),
        (SPLIT, (DX,), "新しい課", "2つ以上入力"),
    ],
)
def test_what_cannot_be_is_said_where_it_is_typed(
    dialog: ReorganisationDialog, kind: int, old: tuple[str, ...], new: str, words: str
) -> None:
    fill(dialog, kind, old, new)
    assert words in dialog.problem.text()
    assert dialog.pages.currentIndex() == 1


def test_only_a_merger_takes_several(dialog: ReorganisationDialog) -> None:
    fill(dialog, RENAME, (DX, OTHER), "新しい課")
    assert dialog.values().old == (OTHER,)
    dialog.back.click()
    dialog.back.click()
    fill(dialog, MERGE, (DX, OTHER), "新しい課")
    assert dialog.values().old == (DX, OTHER)
    dialog.back.click()
    dialog.back.click()
    dialog.kinds.button(SPLIT).setChecked(True)
    dialog.next.click()
    assert dialog.values().old == (DX,)


def test_collective_words_are_not_offered(dialog: ReorganisationDialog) -> None:
    assert [dialog.old.item(row).text() for row in range(dialog.old.count())] == [DX, OTHER]


def test_old_names_in_texts_are_counted(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    session.perform(change_initiative, "first", "summary", f"{DX}が行います。")
    fill(dialog, RENAME, (DX,), "DX戦略課")
    assert "旧名称1か所は変わりません" in dialog.summary.text()


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_is_not_reorganised(session: DocumentSession, qtbot: QtBot) -> None:
    dialog = ReorganisationDialog(session)
    qtbot.addWidget(dialog)
    fill(dialog, RENAME, (DX,), "DX戦略課")
    assert not dialog.next.isEnabled()


def test_menu_and_list_of_departments_lead_here(opened: MainWindow) -> None:
    seen: list[str] = []

    def leave() -> None:
        window = QApplication.activeModalWidget()
        seen.append(type(window).__name__)
        if isinstance(window, DepartmentsDialog):
            QTimer.singleShot(0, leave)
            window.reorganise.click()
        window.reject()

    QTimer.singleShot(0, leave)
    opened.actions_.reorganise.trigger()
    QTimer.singleShot(0, leave)
    opened.actions_.departments.trigger()
    assert seen == ["ReorganisationDialog", "DepartmentsDialog", "ReorganisationDialog"]


def test_the_list_says_since_and_until_when(
    dialog: ReorganisationDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    fill(dialog, RENAME, (DX,), "DX戦略課")
    dialog.next.click()
    listed = DepartmentsDialog(session)
    qtbot.addWidget(listed)
    words = {listed.table.item(row, 0).text(): listed.table.item(row, 4).text() for row in range(4)}
    assert words == {DX: "～令和8年3月", "DX戦略課": "令和8年4月～", OTHER: "", "全庁": ""}


def test_what_has_ended_is_no_choice_any_more(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    fill(dialog, RENAME, (DX,), "DX戦略課")
    dialog.next.click()
    assert names_in_order(session.snapshot) == ["DX戦略課", OTHER, "全庁"]
    assert offered_names(session.snapshot) == ["DX戦略課", OTHER, "全庁"]


def test_what_has_ended_stays_offered_where_it_is_named_already(session: DocumentSession) -> None:
    first, second = session.snapshot.departments[:2]
    end = session.snapshot.period.span.end
    session.perform(change_department, first.id, "valid_to", end - 1)
    session.perform(change_department, second.id, "valid_to", end)
    assert DX in names_in_order(session.snapshot)  # an initiative is found by it
    assert offered_names(session.snapshot) == [OTHER, "全庁"]
    assert offered_names(session.snapshot, (DX,)) == [OTHER, "全庁", DX]
    session.perform(change_department, second.id, "valid_from", end + 1)
    assert offered_names(session.snapshot) == ["全庁"]


def test_rows_and_items_alone_are_listed_too(
    dialog: ReorganisationDialog, session: DocumentSession
) -> None:
    first = session.snapshot.initiative("first")
    row = dataclasses.replace(first.schedule.rows[0], departments=(DX,))
    schedule = dataclasses.replace(first.schedule, rows=(row, *first.schedule.rows[1:]))
    plan = session.snapshot.with_initiatives(
        {"first": dataclasses.replace(first, departments=(), schedule=schedule)}
    )
    session.workspace.document.commit("用意", plan)
    fill(dialog, RENAME, (DX,), "DX戦略課")
    assert rows(dialog)[0][1:] == ["", "（行・矢印の担当課だけ）"]
