"""列の割り当て: what is guessed, shown, chosen, missing and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period, Span, year_span
from kitaplanner.gui.dialogs.list_columns import ListColumnsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.importers.csv_file import content_of
from kitaplanner.importers.workbook.content import WorkbookContent
from kitaplanner.operations.imports import guessed_columns
from tests.gui.imports.helpers import list_file, review_of, wait_for_tasks
from tests.gui.test_accessible_names import nameless

TEXT = "事業名,所管,R7,R8,メモ\n電子申請の推進,広報課,検討,導入,x\n窓口の改善,全庁,検討,導入,y\n"
PERIOD = Period(2025, 2029)


def dialog_for(text: str, qtbot: QtBot) -> ListColumnsDialog:
    content = content_of(text.encode(), "一覧.csv", "一覧")
    dialog = ListColumnsDialog(content, guessed_columns(content), PERIOD)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: ListColumnsDialog, column: int, words: str) -> None:
    """Choose as the keyboard does."""
    combo = dialog.combos[column]
    place = combo.findText(words)
    assert place >= 0, [combo.itemText(one) for one in range(combo.count())]
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def test_the_guess_stands_above_the_first_rows(qtbot: QtBot) -> None:
    dialog = dialog_for(TEXT, qtbot)
    words = [combo.currentText() for combo in dialog.combos]
    assert words[0] == "事業名"
    assert words[2:] == ["令和7年度", "令和8年度", "読まない"]
    item = dialog.table.item(2, 0)
    assert item is not None
    assert item.text() == "電子申請の推進"
    assert nameless(dialog) == []
    assert dialog.combos[0].accessibleName() == "A列「事業名」の読み方"


def test_what_is_chosen_is_given(qtbot: QtBot) -> None:
    dialog = dialog_for(TEXT, qtbot)
    choose(dialog, 1, "担当課")
    choose(dialog, 4, "備考")
    choose(dialog, 3, "令和10年度")
    uses = dialog.values()["一覧"].columns
    assert [one.role for one in uses] == ["name", "departments", "schedule", "schedule", "notes"]
    assert uses[3].span == year_span(2028)
    assert [one.header for one in uses] == ["事業名", "所管", "R7", "R8", "メモ"]


def test_what_is_missing_is_said(qtbot: QtBot) -> None:
    dialog = dialog_for(TEXT, qtbot)
    assert dialog.take_over.isEnabled()
    choose(dialog, 0, "読まない")
    assert not dialog.take_over.isEnabled()
    assert "事業名の列を選んでください。" in dialog.problem.text()
    choose(dialog, 0, "事業名")
    assert dialog.take_over.isEnabled()
    assert dialog.problem.isHidden()


def test_the_header_may_stand_elsewhere(qtbot: QtBot) -> None:
    dialog = dialog_for(TEXT, qtbot)
    dialog.last.setValue(2)
    assert dialog.values()["一覧"].header_rows == (0, 1)
    dialog.first.setValue(3)
    assert dialog.values()["一覧"].header_rows == (2, 2)
    assert dialog.last.value() == 3


def test_a_table_without_header_begins_with_nothing_read(qtbot: QtBot) -> None:
    dialog = dialog_for("あ,い\nう,え\n", qtbot)
    assert [one.currentText() for one in dialog.combos] == ["読まない", "読まない"]
    assert not dialog.take_over.isEnabled()
    choose(dialog, 0, "事業名")
    choose(dialog, 1, "令和7年度")
    assert dialog.take_over.isEnabled()


def test_parts_of_years_can_be_kept(qtbot: QtBot) -> None:
    text = "事業名,令和7年度,\n,上期,下期\n電子申請,検討,導入\n"
    dialog = dialog_for(text, qtbot)
    april = year_span(2025).start
    assert dialog.combos[1].currentData().span == Span(april, april + 5)


# --- on the way to the review -------------------------------------------------------------------


@pytest.fixture
def closed(window: MainWindow) -> Iterator[None]:
    yield
    window.rooms.imports.close()


def answer(dialogs: list[ListColumnsDialog], tries: int = 400) -> None:
    """Agree once the dialog is there."""
    shown = QApplication.activeModalWidget()
    if isinstance(shown, ListColumnsDialog):
        dialogs.append(shown)
        choose(shown, 1, "担当課")
        shown.accept()
    elif tries:
        QTimer.singleShot(20, lambda: answer(dialogs, tries - 1))


@pytest.mark.usefixtures("closed")
def test_the_choice_is_remembered_for_the_next_list_of_the_kind(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialogs: list[ListColumnsDialog] = []
    answer(dialogs)
    opened.rooms.imports.take_in([list_file(tmp_path, TEXT)])
    review = review_of(opened, qtbot)
    assert len(dialogs) == 1
    fields = [one.field for one in review.reviews[0].found.changes]
    assert "departments" in fields
    opened.rooms.imports.close()
    later = list_file(tmp_path, TEXT.replace("導入", "運用"), "来年.csv")
    opened.rooms.imports.take_in([later])
    review = review_of(opened, qtbot)
    assert len(dialogs) == 1
    found = review.reviews[0].found
    assert "departments" in [one.field for one in found.changes]
    assert "列の割り当ては、前に選んだものを使いました。" in found.remarks


@pytest.mark.usefixtures("closed")
def test_other_columns_can_be_chosen_while_looking(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_departments(
        parent: object, content: WorkbookContent, columns: dict, period: Period
    ) -> dict:
        dialog = ListColumnsDialog(content, columns, period)
        choose(dialog, 1, asked.pop(0))
        chosen = dialog.values()
        dialog.deleteLater()
        return chosen

    asked = ["担当課", "読まない"]
    monkeypatch.setattr(ListColumnsDialog, "ask", without_departments)
    opened.rooms.imports.take_in([list_file(tmp_path, TEXT)])
    review = review_of(opened, qtbot)
    assert any(one.field == "departments" for one in review.reviews[0].found.changes)
    review.columns.click()
    wait_for_tasks(opened, qtbot)
    qtbot.waitUntil(
        lambda: all(one.field != "departments" for one in review.reviews[0].found.changes)
    )
    assert not asked
    assert opened.rooms.imports.review is review


def test_settings_that_were_spoilt_count_as_none(window: MainWindow) -> None:
    settings = window.settings
    settings.remember_columns_of_list("abc", {"columns": []})
    assert settings.columns_of_list("abc") == {"columns": []}
    settings._store.setValue("lists/abc", "{")
    assert settings.columns_of_list("abc") is None
