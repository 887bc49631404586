"""The tab 進捗: reports of a year, entered by keyboard, narrowed, counted and printed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Progress
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.progress.progress_page import ProgressPage
from kitaplanner.gui.progress.progress_rows import HEADS
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.initiatives import add_initiative, change_initiative

STATUS, RESULT, REASON = (HEADS.index(one) for one in ("状況", "実績", "理由"))


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> ProgressPage:
    """The page in front, on the year 2026, the cursor on the status of the first initiative."""
    opened.rooms.progress.go_to_progress()
    shown = opened.rooms.progress.page
    shown.bar.year.setCurrentIndex(shown.bar.year.findData(2026))
    shown.table.go_to(0, STATUS)
    return shown


def session_of(window: MainWindow) -> DocumentSession:
    assert window.desk.session is not None
    return window.desk.session


def reports(window: MainWindow, which: str = "first") -> list[tuple[int, str, str]]:
    initiative = session_of(window).snapshot.initiative(which)
    assert initiative is not None
    return [(one.year, one.status, one.result) for one in initiative.progress]


def place(page: ProgressPage) -> tuple[int, int]:
    index = page.table.currentIndex()
    return index.row(), index.column()


def editor(page: ProgressPage) -> QWidget:
    made = page.table.delegate.editor
    assert made is not None
    return made


def type_into(page: ProgressPage, qtbot: QtBot, text: str) -> None:
    """Begin to write by typing, as in a spreadsheet."""
    qtbot.keyClicks(page.table.viewport(), text[:1])
    made = editor(page)
    if isinstance(made, QComboBox):
        line = made.lineEdit()
        assert line is not None
        qtbot.keyClicks(line, text[1:])
    else:
        qtbot.keyClicks(made, text[1:])


def test_the_tab_is_the_third_and_shows_each_initiative(
    opened: MainWindow, page: ProgressPage
) -> None:
    tabs = opened.rooms.workbench.tabs
    assert tabs.tabText(2) == "進捗"
    assert tabs.currentIndex() == 2
    assert page.model.rowCount() == 2
    assert page.model.text(0, 1) == "電子申請の推進"
    assert page.counts.text() == "令和8年度　全2事業：未報告 2"
    years = [page.bar.year.itemText(at) for at in range(page.bar.year.count())]
    assert years == [f"令和{year}年度" for year in range(7, 12)]


def test_typing_enters_a_status_and_enter_goes_down(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    type_into(page, qtbot, "done")
    qtbot.keyClick(editor(page), Qt.Key.Key_Return)
    assert reports(opened) == [(2026, "done", "")]
    assert place(page) == (1, STATUS)
    assert page.table.hasFocus()
    session_of(opened).undo()
    assert reports(opened) == []
    assert page.model.text(0, STATUS) == ""


@pytest.mark.parametrize("column", [STATUS, RESULT])
def test_the_first_key_reaches_the_input_method(
    opened: MainWindow, page: ProgressPage, column: int
) -> None:
    page.table.go_to(0, column)
    QApplication.sendEvent(page.table, QInputMethodEvent("かんりょう", []))
    made = editor(page)
    line = made.lineEdit() if isinstance(made, QComboBox) else made
    assert line is not None
    done = QInputMethodEvent("", [])
    done.setCommitString("完了")
    QApplication.sendEvent(line, done)
    page.commit()
    told = reports(opened)[0]
    assert told == ((2026, "完了", "") if column == STATUS else (2026, "", "完了"))


def test_a_text_takes_lines_and_tab_goes_right(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.go_to(0, RESULT)
    type_into(page, qtbot, "one")
    qtbot.keyClick(editor(page), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(editor(page), "two")
    qtbot.keyClick(editor(page), Qt.Key.Key_Tab)
    assert reports(opened) == [(2026, "", "one\ntwo")]
    assert place(page) == (0, REASON)


def test_escape_gives_the_old_text_back(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.go_to(0, RESULT)
    type_into(page, qtbot, "wrong")
    qtbot.keyClick(editor(page), Qt.Key.Key_Escape)
    assert reports(opened) == []
    assert page.table.delegate.editor is None


def test_saving_takes_what_is_being_written(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.go_to(0, RESULT)
    type_into(page, qtbot, "half")
    opened.desk.commit_editors()
    assert reports(opened) == [(2026, "", "half")]


def test_the_list_offers_the_words_of_the_plan(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    told = (Progress("p", 2025, "着手済"),)
    session_of(opened).perform(change_initiative, "second", "progress", told)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    combo = editor(page)
    assert isinstance(combo, QComboBox)
    words = [combo.itemText(at) for at in range(combo.count())]
    assert words[:3] == ["", "着手済", "未着手"]
    combo.hidePopup()
    combo.setCurrentText("完了")
    page.commit()
    assert reports(opened) == [(2026, "完了", "")]


def test_delete_empties_several_cells_in_one_step(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    session = session_of(opened)
    for which in ("first", "second"):
        told = (Progress(f"p-{which}", 2026, "完了", "実績"),)
        session.perform(change_initiative, which, "progress", told)
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert reports(opened) == reports(opened, "second") == []
    session.undo()
    assert reports(opened) == [(2026, "完了", "実績")]
    assert reports(opened, "second") == [(2026, "完了", "実績")]


def test_a_block_is_copied_and_pasted_as_by_a_spreadsheet(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText('完了\t"一行目\n二行目"\r\n未着手\t三つ目\r\n')
    page.table.clipboard.paste()
    assert reports(opened) == [(2026, "完了", "一行目\n二行目")]
    assert reports(opened, "second") == [(2026, "未着手", "三つ目")]
    page.table.selectAll()
    page.table.clipboard.copy()
    lines = QGuiApplication.clipboard().text()
    assert '電子申請の推進\tDX推進担当課\t完了\t"一行目\n二行目"' in lines
    session_of(opened).undo()
    assert reports(opened) == reports(opened, "second") == []


def test_one_cell_fills_those_that_are_selected_and_so_does_the_key(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("完了")
    page.table.selectColumn(STATUS)
    page.table.clipboard.paste()
    assert [reports(opened), reports(opened, "second")] == [[(2026, "完了", "")]] * 2
    page.table.go_to(0, STATUS)
    page.table.write([(0, STATUS, "未着手")])
    page.table.selectColumn(STATUS)
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert reports(opened, "second") == [(2026, "未着手", "")]


def test_what_is_not_reported_can_be_seen_alone_and_stays_while_it_is_written(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.write([(1, STATUS, "完了")])
    qtbot.waitUntil(lambda: "完了 1" in page.counts.text())
    status = page.bar.status
    status.setCurrentIndex(status.findData("未報告"))
    assert [page.model.text(row, 1) for row in range(page.model.rowCount())] == ["電子申請の推進"]
    assert page.counts.text().endswith("（表示 1事業）")
    page.table.write([(0, STATUS, "遅れている")])
    assert page.model.rowCount() == 1
    qtbot.waitUntil(lambda: status.findData("遅れている") > 0)
    status.setCurrentIndex(status.findData("遅れている"))
    status.setCurrentIndex(status.findData("未報告"))
    assert page.sentence.text() == "この絞り込みに合う事業はありません。"
    page.bar.word.setText("改善")
    status.setCurrentIndex(0)
    assert [page.model.text(row, 1) for row in range(page.model.rowCount())] == ["窓口の改善"]


def test_reports_of_several_departments_have_rows_of_their_own(
    opened: MainWindow, page: ProgressPage
) -> None:
    told = (
        Progress("a", 2026, "完了", "課の実績", department="広報課"),
        Progress("b", 2026, "未着手", department="税務課"),
    )
    session_of(opened).perform(change_initiative, "first", "progress", told)
    assert page.model.rowCount() == 3
    assert [page.model.text(row, 2) for row in (0, 1)] == ["広報課", "税務課"]
    page.table.write([(1, RESULT, "もう一つ")])
    initiative = session_of(opened).snapshot.initiative("first")
    assert initiative is not None
    assert initiative.progress == (told[0], dataclasses.replace(told[1], result="もう一つ"))


def test_emptying_one_of_several_reports_takes_its_row_away(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    told = (
        Progress("a", 2026, "", "課の実績", department="広報課"),
        Progress("b", 2026, "未着手", department="税務課"),
    )
    session_of(opened).perform(change_initiative, "first", "progress", told)
    page.table.go_to(0, RESULT)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.keyClick(editor(page), Qt.Key.Key_Backspace)  # the text is selected
    qtbot.keyClick(editor(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert reports(opened) == [(2026, "未着手", "")]
    assert page.table.delegate.editor is None


def test_an_initiative_whose_rows_become_fewer_stays_in_a_narrowed_table(
    opened: MainWindow, page: ProgressPage
) -> None:
    told = (Progress("a", 2026, result="一つ"), Progress("b", 2026, result="二つ"))
    session_of(opened).perform(change_initiative, "first", "progress", told)
    page.bar.status.setCurrentIndex(page.bar.status.findData("未報告"))
    page.table.write([(0, STATUS, "完了"), (1, RESULT, "")])
    assert reports(opened) == [(2026, "完了", "一つ")]
    names = [page.model.text(row, 1) for row in range(page.model.rowCount())]
    assert names == ["電子申請の推進", "窓口の改善"]


def test_totals_count_by_policy_and_department(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.write([(0, STATUS, "完了")])
    page.bar.totals.click()
    counts = page.totals.model()
    rows = [
        [counts.index(row, column).data() for column in range(counts.columnCount())]
        for row in range(counts.rowCount())
    ]
    assert ["合計", "1", "1", "2"] in rows
    assert ["DX推進担当課", "1", "－", "1"] in rows
    page.table.write([(1, STATUS, "完了")])
    qtbot.waitUntil(lambda: counts.columnCount() == 3)


def test_the_page_follows_initiatives_that_come_and_years(
    opened: MainWindow, page: ProgressPage
) -> None:
    page.table.write([(0, STATUS, "完了")])
    session_of(opened).perform(add_initiative, "step", "新しい事業")
    assert page.model.rowCount() == 3
    assert page.bar.shown_year == 2026
    page.bar.year.setCurrentIndex(page.bar.year.findData(2027))
    assert page.model.text(0, STATUS) == ""


def test_enter_on_a_name_opens_its_sheet(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.go_to(1, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    bench = opened.rooms.workbench
    assert bench.tabs.currentIndex() == 0
    shown = bench.shown_initiative
    assert shown is not None
    assert shown.id == "second"


def test_the_year_and_department_that_are_shown_are_put_out(
    opened: MainWindow,
    page: ProgressPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[str] = []

    def choose(*words: object) -> tuple[str, str]:
        proposed.append(Path(str(words[2])).name)
        return str(tmp_path / "out.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.table.write([(0, STATUS, "完了")])
    page.bar.department.setCurrentIndex(page.bar.department.findData("DX推進担当課"))
    page.bar.paper_wanted.emit("xlsx")
    qtbot.waitUntil(lambda: "作成しました" in opened.message_bar.text, timeout=20_000)
    assert proposed == ["試験計画（素案）_進捗状況_令和8年度_DX推進担当課.xlsx"]
    book = load_workbook(tmp_path / "out.xlsx")
    names = [row[1] for row in book["進捗状況"].iter_rows(values_only=True)]
    assert "電子申請の推進" in names
    assert "窓口の改善" not in names


def test_the_preview_shows_the_year(opened: MainWindow, page: ProgressPage, qtbot: QtBot) -> None:
    page.bar.paper_wanted.emit("preview")
    preview = opened.rooms.progress.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.scene is not None, timeout=20_000)
    assert preview.windowTitle() == "印刷プレビュー　令和8年度の進捗状況"
    scene = preview.scene
    assert scene is not None
    texts = [one.text for one in scene.pages[0].primitives if hasattr(one, "text")]
    assert any("令和8年度" in one for one in texts)
    opened.rooms.progress.close()
    QApplication.processEvents()


@pytest.mark.usefixtures("read_only")
def test_a_plan_that_may_only_be_read_takes_nothing(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.selectAll()
    page.table.write([(0, STATUS, "完了")])
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert page.table.delegate.editor is None
    assert reports(opened) == []


def test_a_row_is_as_high_as_its_texts_take(opened: MainWindow, page: ProgressPage) -> None:
    low, other = page.table.rowHeight(0), page.table.rowHeight(1)
    page.table.write([(0, RESULT, "実績を長く書く。" * 60)])
    assert page.table.rowHeight(0) > 1.5 * low
    assert page.table.rowHeight(1) == other


def test_long_texts_are_edited_in_a_field_that_stays_in_view(
    opened: MainWindow, page: ProgressPage, qtbot: QtBot
) -> None:
    page.table.go_to(1, RESULT)
    type_into(page, qtbot, "x")
    made = editor(page)
    assert isinstance(made, QPlainTextEdit)
    assert made.height() >= 4 * made.fontMetrics().lineSpacing()
    assert made.geometry().bottom() <= page.table.viewport().height()
