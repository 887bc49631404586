"""The fields above 一覧: what they leave, how it is counted, and what edits do meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import year_span
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.views.plan_table_page import PlanTablePage
from kitaplanner.operations.checking import check_whole
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import add_item, change_item
from tests.gui.plan_table_helpers import TableUser

FIRST, SECOND = "1-(1) 電子申請の推進", "1-(2) 窓口の改善"
HEADINGS = ["[基本方針1. 便利]", "[① 行かない窓口]", "[1. 原則オンライン化]"]


@pytest.fixture
def page(session: DocumentSession, qtbot: QtBot) -> Iterator[PlanTablePage]:
    made = PlanTablePage(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.set_session(session)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.set_session(None)


@pytest.fixture
def user(page: PlanTablePage, session: DocumentSession) -> TableUser:
    return TableUser(page, session)


def choose(user: TableUser, department: str) -> None:
    combo = user.page.bar.departments
    combo.setCurrentIndex(combo.findData(department))


def test_everything_is_counted(user: TableUser) -> None:
    assert user.page.bar.count.text() == "事業 2・矢印 3"
    assert user.page.bar.clear_button.isHidden()


def test_a_department(user: TableUser) -> None:
    choose(user, "DX推進担当課")
    assert user.lines() == [*HEADINGS, FIRST]
    assert user.page.bar.count.text() == "事業 2件中 1件・矢印 3"


@pytest.mark.parametrize(
    ("word", "left"),
    [("職員", [FIRST]), ("ＤＸ 推進", [FIRST]), ("1-(2)", [SECOND]), ("の", [FIRST, SECOND])],
)
def test_a_word_in_name_number_department_or_item(
    user: TableUser, word: str, left: list[str]
) -> None:
    user.page.bar.word.setText(word)
    assert user.lines() == [*HEADINGS, *left]


def test_enter_goes_from_the_word_to_the_first_arrow_that_is_left(
    user: TableUser, qtbot: QtBot
) -> None:
    user.page.bar.word.setFocus()
    user.page.bar.word.setText("職員研修")
    qtbot.keyClick(user.page.bar.word, Qt.Key.Key_Return)
    assert user.here.startswith("矢印、導入検討、令和7年度")
    assert user.page.focusWidget() is user.table


def test_a_mark(user: TableUser) -> None:
    assert user.page.bar.marks.isHidden()
    user.session.perform(change_initiative, "second", "marks", ("新規",))
    user.page.hide()
    user.session.perform(change_initiative, "first", "marks", ("拡充",))
    user.page.show()
    assert not user.page.bar.marks.isHidden()
    user.page.bar.marks.setCurrentIndex(user.page.bar.marks.findData("新規"))
    assert user.lines() == [*HEADINGS, SECOND]


def test_what_was_changed_until_it_is_undone_or_saved(user: TableUser, tmp_path: Path) -> None:
    box = user.page.bar.changed
    user.session.perform(change_item, "first", "train", "text", "訓練")
    box.setChecked(True)
    assert user.lines() == [*HEADINGS, FIRST]
    box.setChecked(False)
    user.session.undo()
    box.setChecked(True)
    assert user.lines() == []
    user.session.redo()
    box.setChecked(False)
    user.session.save(tmp_path / "計画.kitaplan")
    box.setChecked(True)
    assert user.lines() == []


def test_findings(user: TableUser) -> None:
    user.page.bar.findings.setChecked(True)
    assert user.page.sentence.text() == "点検しています…"
    user.page.take_found(check_whole(user.session.snapshot))
    assert user.lines() == [*HEADINGS, SECOND]  # no department, no arrow
    user.page.bar.findings.setChecked(False)
    user.session.perform(change_initiative, "second", "departments", ("全庁",))
    user.session.perform(add_item, "second", "other", year_span(2025), "検討")
    user.page.take_found(check_whole(user.session.snapshot))
    user.page.bar.findings.setChecked(True)
    assert user.lines() == []


def test_a_sentence_where_nothing_is_left(user: TableUser) -> None:
    user.page.bar.word.setText("どこにもない語")
    assert user.page.sentence.isVisible()
    assert user.page.sentence.text() == "絞り込みに当てはまる事業はありません。"
    user.page.bar.clear_button.click()
    assert user.page.table.isVisible()
    assert user.lines() == [*HEADINGS, FIRST, SECOND]


def test_without_a_document_it_says_so(user: TableUser) -> None:
    user.page.set_session(None)
    assert user.page.sentence.isVisible()
    assert "計画を開くと" in user.page.sentence.text()


def test_by_department(user: TableUser) -> None:
    user.page.bar.order.setCurrentIndex(1)
    assert user.lines() == [
        "[DX推進担当課]",
        "基本方針1①1-(1) 電子申請の推進",
        "[担当課なし]",
        "基本方針1①1-(2) 窓口の改善",
    ]


def test_an_edit_does_not_take_its_initiative_away(user: TableUser) -> None:
    user.page.bar.word.setText("職員研修")
    user.session.perform(change_item, "first", "train", "text", "訓練")
    assert user.lines() == [*HEADINGS, FIRST]
    assert user.texts("first")[1] == ["訓練"]


def test_the_cursor_stays_on_what_is_left(user: TableUser) -> None:
    user.go("first", "train")
    choose(user, "DX推進担当課")
    assert user.here.startswith("矢印、職員研修")


def test_a_hidden_tab_catches_up_when_it_is_shown(user: TableUser) -> None:
    user.page.hide()
    user.session.perform(change_item, "first", "train", "text", "訓練")
    user.page.show()
    assert user.texts("first")[1] == ["訓練"]
