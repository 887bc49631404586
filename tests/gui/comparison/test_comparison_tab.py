"""The tab 比較 in the real window: sides, list, sheets with marks, keys, papers, empty states."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import ComparisonStyle, Plan
from kitaplanner.gui.commands.comparison_commands import ComparisonCommands
from kitaplanner.gui.comparison.comparison_page import ComparisonPage
from kitaplanner.gui.comparison.sides import NOW, Side
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.changes_model import LABEL, WORDS
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.documents import write_new
from kitaplanner.operations.initiatives import change_initiative, remove_initiative
from kitaplanner.operations.plan_settings import change_plan
from kitaplanner.operations.schedule_items import change_item
from tests.gui.test_accessible_names import nameless

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(opened: MainWindow) -> DocumentSession:
    found = opened.desk.session
    assert found is not None
    return found


@pytest.fixture
def commands(opened: MainWindow) -> ComparisonCommands:
    return opened.rooms.comparison


@pytest.fixture
def page(commands: ComparisonCommands, session: DocumentSession, qtbot: QtBot) -> ComparisonPage:
    """The tab in front, after 素案 was frozen and three things were changed."""
    session.freeze_edition("素案", "2026-11-27", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    session.perform(change_item, "first", "start", "text", "本格実施")
    session.perform(change_initiative, "second", "departments", ("DX推進担当課",))
    commands.go_to_comparison()
    qtbot.waitUntil(lambda: commands.page.shown is not None)
    return commands.page


def lines(page: ComparisonPage) -> list[tuple[str, str]]:
    """What the list says of each change."""
    model = page.list.model
    return [
        (model.data(model.index_of(one, LABEL)), model.data(model.index_of(one, WORDS)))
        for one in model.changes
    ]


def chosen_words(page: ComparisonPage) -> str:
    line = page.list.current
    assert line is not None
    return "" if line.entry is None else line.entry.label


def settled(page: ComparisonPage, qtbot: QtBot, window: MainWindow) -> None:
    commands = window.rooms.comparison
    qtbot.waitUntil(lambda: commands.is_settled and window.tasks.is_idle)


# --- what is compared ---------------------------------------------------------------------------


def test_the_newest_edition_is_compared_with_the_plan(page: ComparisonPage) -> None:
    assert page.old.currentText() == "版：素案"
    assert page.new.currentText() == "いまの計画"
    assert lines(page) == [
        ("事業名", "事業名を「電子申請の推進」から「電子申請の拡充」に変更"),
        ("年度別実施計画", "「導入」を「本格実施」に変更"),
        ("担当課", "担当課に「DX推進担当課」を追加"),
    ]
    assert page.list.count.text() == "3件"
    titles = [page.list.model.data(page.list.model.index_of(one)) for one in page.list.model.groups]
    assert [one.split("　")[-1] for one in titles] == ["2件", "1件"]


def test_both_sheets_bear_marks_where_they_differ(page: ComparisonPage) -> None:
    for pane in (page.sheets.before, page.sheets.after):
        assert pane.page is not None
        assert [one.is_chosen for one in pane.outlines] == [False, True]
        assert {one.sign for one in pane.outlines} == {"変"}
        assert all(len(one.words) == 1 for one in pane.outlines)
    texts = [text.text for text in page.sheets.before.page.texts()]  # type: ignore[union-attr]
    assert any("電子申請の推進" in one for one in texts)


def test_sides_are_swapped(page: ComparisonPage, qtbot: QtBot, opened: MainWindow) -> None:
    page.swap.click()
    settled(page, qtbot, opened)
    assert page.sides[0] == NOW
    assert lines(page)[0][1] == "事業名を「電子申請の拡充」から「電子申請の推進」に変更"


def test_another_file_is_compared_and_left_alone(
    page: ComparisonPage,
    small_plan: Plan,
    tmp_path: Path,
    qtbot: QtBot,
    opened: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "別の計画.kitaplan"
    write_new(path, small_plan, "別の担当")
    before = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (str(path), ""))
    QTest.keyClick(page.old, Qt.Key.Key_End)
    page.old.activated.emit(page.old.count() - 1)
    settled(page, qtbot, opened)
    assert page.old.currentText() == "別の計画.kitaplan"
    assert len(lines(page)) == 3
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.glob("別の計画*")) == ["別の計画.kitaplan"]


def test_a_file_that_can_not_be_read_says_why(
    page: ComparisonPage, commands: ComparisonCommands, tmp_path: Path, qtbot: QtBot,
    opened: MainWindow,
) -> None:  # fmt: skip
    path = tmp_path / "壊れた.kitaplan"
    path.write_bytes(b"%PDF-1.7" * 200)
    commands.compare_file(path)
    settled(page, qtbot, opened)
    assert page.shown is None
    assert page.empty.sentence.isVisible()
    assert page.empty.sentence.text() == (
        "「壊れた.kitaplan」を読めませんでした。\n"
        "これはPDFファイルです。計画の文書（.kitaplan）を選んでください。"
    )
    assert not page.papers.pdf.isEnabled()
    commands.compare_sides(Side("edition", session_edition(opened)), NOW)
    settled(page, qtbot, opened)
    assert len(lines(page)) == 3


def session_edition(window: MainWindow) -> str:
    session = window.desk.session
    assert session is not None
    return session.editions[-1].id


def test_the_list_of_editions_leads_here(
    opened: MainWindow, session: DocumentSession, commands: ComparisonCommands, qtbot: QtBot
) -> None:
    session.freeze_edition("素案", "", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    session.freeze_edition("案", "", "")

    def press() -> None:
        dialog = opened.rooms.editions.dialog
        assert dialog is not None
        names = [dialog.table.item(row, 0).text() for row in range(2)]
        dialog.table.selectRow(names.index("素案"))
        dialog.compare_button.click()

    QTimer.singleShot(0, press)
    opened.actions_.editions.trigger()
    assert commands.is_in_front
    qtbot.waitUntil(lambda: commands.page.shown is not None)
    assert commands.page.old.currentText() == "版：素案"
    assert [one[0] for one in lines(commands.page)] == ["事業名"]


# --- empty states -------------------------------------------------------------------------------


def test_without_an_edition_it_says_what_to_do(
    opened: MainWindow, commands: ComparisonCommands
) -> None:
    commands.go_to_comparison()
    page = commands.page
    assert "比べる版がまだありません" in page.empty.sentence.text()
    assert page.empty.freeze.isVisibleTo(page)
    assert page.empty.other_file.isVisibleTo(page)
    assert not page.papers.preview.isEnabled()
    assert nameless(page) == []


def test_plans_that_do_not_differ_say_so(
    opened: MainWindow, session: DocumentSession, commands: ComparisonCommands, qtbot: QtBot
) -> None:
    commands.go_to_comparison()
    session.freeze_edition("素案", "", "")
    page = commands.page
    qtbot.waitUntil(lambda: page.empty.sentence.text() == "違いはありません。")
    assert not page.empty.freeze.isVisible()
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    qtbot.waitUntil(lambda: page.shown is not None)
    session.undo()
    qtbot.waitUntil(lambda: page.shown is None)
    assert page.empty.sentence.text() == "違いはありません。"


def test_an_edition_that_is_removed_gives_way(
    page: ComparisonPage, session: DocumentSession, opened: MainWindow, qtbot: QtBot
) -> None:
    page.sides_chosen.emit(*page.sides)
    session.remove_edition(session_edition(opened))
    settled(page, qtbot, opened)
    assert page.shown is None
    assert "比べる版がまだありません" in page.empty.sentence.text()


def test_without_a_document_nothing_of_the_last_one_stays(
    page: ComparisonPage, opened: MainWindow, session: DocumentSession
) -> None:
    opened.desk.put(None)
    session.close()
    assert page.shown is None
    assert page.list.model.changes == []
    assert page.empty.sentence.text().startswith("計画を開くと")


def test_comparing_can_be_stopped_and_begun_again(
    page: ComparisonPage, commands: ComparisonCommands, opened: MainWindow, qtbot: QtBot
) -> None:
    page.swap.click()
    assert page.empty.sentence.text() == "比べています…"
    assert page.empty.stop.isVisible()
    page.empty.stop.click()
    qtbot.waitUntil(lambda: opened.tasks.is_idle)
    assert page.shown is None
    assert page.empty.sentence.text() == "比較を中止しました。"
    assert not page.empty.progress.isVisible()
    page.empty.again.click()
    settled(page, qtbot, opened)
    assert len(lines(page)) == 3


# --- following ----------------------------------------------------------------------------------


def test_edits_are_followed_while_it_is_seen(
    page: ComparisonPage, session: DocumentSession, qtbot: QtBot
) -> None:
    page.list.step(1)
    assert chosen_words(page) == "年度別実施計画"
    session.perform(change_initiative, "first", "summary", "手続を電子化します。")
    qtbot.waitUntil(lambda: len(lines(page)) == 4)
    assert chosen_words(page) == "年度別実施計画"  # the cursor stays on its change


def test_nothing_is_compared_while_it_is_not_seen(
    page: ComparisonPage,
    session: DocumentSession,
    commands: ComparisonCommands,
    opened: MainWindow,
    qtbot: QtBot,
) -> None:
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    session.perform(change_initiative, "first", "summary", "手続を電子化します。")
    assert commands.is_settled
    assert len(lines(page)) == 3
    commands.go_to_comparison()
    qtbot.waitUntil(lambda: len(lines(page)) == 4)


def test_a_page_that_nobody_saw_is_not_made(
    opened: MainWindow, session: DocumentSession, commands: ComparisonCommands
) -> None:
    session.freeze_edition("素案", "", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    assert commands._page is None
    assert opened.tasks.is_idle or commands.is_settled


def test_the_outline_leads_to_the_changes_of_an_initiative(
    page: ComparisonPage, opened: MainWindow
) -> None:
    opened.rooms.workbench.step(1)
    assert chosen_words(page) == "担当課"
    before = page.sheets.before
    assert any("窓口の改善" in one.text for one in before.page.texts())  # type: ignore[union-attr]


def test_an_initiative_without_changes_is_shown_without_marks(
    page: ComparisonPage, session: DocumentSession, opened: MainWindow, qtbot: QtBot
) -> None:
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    session.undo()  # the departments of the second
    opened.rooms.comparison.go_to_comparison()
    qtbot.waitUntil(lambda: len(lines(page)) == 2)
    opened.rooms.workbench.step(1)
    assert page.list.current is None
    assert page.list.sentence.text() == "「窓口の改善」に変更はありません。"
    for pane in (page.sheets.before, page.sheets.after):
        assert pane.page is not None
        assert any("窓口の改善" in one.text for one in pane.page.texts())
        assert pane.outlines == ()
    session.perform(change_initiative, "first", "summary", "別の概要")
    qtbot.waitUntil(lambda: len(lines(page)) == 3)
    assert page.list.current is None  # it stays with the one that is looked at
    session.perform(change_initiative, "second", "summary", "窓口を改めます。")
    qtbot.waitUntil(lambda: len(lines(page)) == 4)
    assert chosen_words(page) == "事業概要"
    session.undo()
    qtbot.waitUntil(lambda: len(lines(page)) == 3)
    QTest.keyClick(page.list.table, Qt.Key.Key_F8)
    assert page.list.current is not None


# --- walking ------------------------------------------------------------------------------------


def test_f8_walks_through_the_changes_and_round_the_end(
    page: ComparisonPage, opened: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(opened):
        opened.activateWindow()
    said: list[str] = []
    opened.rooms.workbench.status_message.connect(said.append)
    walked = []
    for _ in range(3):
        QTest.keyClick(opened, Qt.Key.Key_F8)
        walked.append(chosen_words(page))
    assert walked == ["年度別実施計画", "担当課", "事業名"]
    assert said == ["最後の変更の次は、最初の変更です。"]
    QTest.keyClick(opened, Qt.Key.Key_F8, SHIFT)
    assert chosen_words(page) == "担当課"
    before = page.sheets.before
    assert any("窓口の改善" in one.text for one in before.page.texts())  # type: ignore[union-attr]


def test_f8_walks_through_findings_on_other_tabs(
    page: ComparisonPage, opened: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(opened):
        opened.activateWindow()
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    findings = opened.rooms.findings
    qtbot.waitUntil(lambda: findings.page.model.rowCount() > 0 or findings._found is not None)
    before = page.list.current
    QTest.keyClick(opened, Qt.Key.Key_F8)
    assert findings.page.current is not None
    assert page.list.current is before


def test_enter_and_a_double_click_go_to_the_sheet(page: ComparisonPage, opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    page.list.step(1)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert bench.tabs.currentIndex() == 0
    assert bench.sheet.selection is not None
    assert bench.sheet.selection.id == "start"
    opened.rooms.comparison.go_to_comparison()
    page.list.step(1)
    table = page.list.table
    place = table.visualRect(table.currentIndex()).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.tabs.currentIndex() == 0
    assert bench.shown_initiative is not None
    assert bench.shown_initiative.id == "second"


def test_what_is_gone_is_said_on_its_side(
    page: ComparisonPage, session: DocumentSession, opened: MainWindow, qtbot: QtBot
) -> None:
    session.perform(remove_initiative, "second")
    qtbot.waitUntil(lambda: any("事業「窓口の改善」を削除" in one[1] for one in lines(page)))
    page.list.go_to(page.list.model.changes[-1])
    assert page.sheets.before.page is not None
    assert page.sheets.after.page is None
    said: list[str] = []
    opened.rooms.workbench.status_message.connect(said.append)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert said == ["いまの計画にはない事業です。"]


def test_what_has_no_sheet_is_shown_in_words(
    page: ComparisonPage, session: DocumentSession, qtbot: QtBot
) -> None:
    session.perform(change_plan, "title", "改めた計画")
    qtbot.waitUntil(lambda: len(lines(page)) == 4)
    page.list.go_to(page.list.model.changes[0])
    assert page.sheets.before.page is None
    assert page.sheets.before.accessibleDescription() == "試験計画"
    assert page.sheets.after.accessibleDescription() == "改めた計画"


# --- narrowing ----------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_kind_department_and_word(page: ComparisonPage) -> None:
    kinds, departments = page.list.kinds, page.list.departments
    kinds.setCurrentIndex(kinds.findData("schedule"))
    assert [one[0] for one in lines(page)] == ["年度別実施計画"]
    assert page.list.count.text() == "3件のうち1件"
    kinds.setCurrentIndex(kinds.findData("outline"))
    assert lines(page) == []
    assert page.list.sentence.text() == "この絞り込みに合う変更はありません"
    kinds.setCurrentIndex(0)
    departments.setCurrentIndex(departments.findData("DX推進担当課"))
    assert len(lines(page)) == 3
    page.list.word.setText("拡充")
    assert page.only is None
    page.papers.narrowed.click()
    assert page.only == {"first"}
    assert chosen_words(page) == "事業名"


# --- the papers ---------------------------------------------------------------------------------


def test_the_style_is_a_setting_of_the_plan_in_one_undo(
    page: ComparisonPage, session: DocumentSession
) -> None:
    papers = page.papers
    assert papers.remarks.isChecked()
    papers.style_button.click()
    assert papers.order.isVisible()
    papers.order.setCurrentIndex(1)
    papers.order.activated.emit(1)
    assert session.snapshot.settings.comparison == ComparisonStyle(new_on_left=False)
    papers.new_head.setFocus()
    papers.new_head.insert("修正後")
    QTest.keyClick(papers.new_head, Qt.Key.Key_Return)
    assert session.snapshot.settings.comparison.new_head == "修正後"
    assert session.undo_label == "新旧対照表の書き方を変更"
    session.undo()
    assert papers.new_head.text() == ""
    papers.paper.setCurrentIndex(1)
    assert not papers.order.isVisible()


def test_a_plan_only_to_be_read_keeps_the_style_for_the_window(
    page: ComparisonPage, session: DocumentSession, read_only: None, commands: ComparisonCommands
) -> None:
    page.papers.remarks.click()
    assert session.snapshot.settings.comparison.remarks
    assert page.shown is not None
    styled = commands._styled(page.shown.comparison)
    assert not styled.sides.new.settings.comparison.remarks


@pytest.mark.parametrize(
    ("paper", "words"), [("table", "新旧対照表"), ("list", "変更一覧"), ("errata", "正誤表")]
)
def test_each_paper_is_written(
    page: ComparisonPage,
    opened: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paper: str,
    words: str,
) -> None:
    asked: list[str] = []

    def ask(parent: object, title: str, name: str, *rest: object) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    page.papers.paper.setCurrentIndex(page.papers.paper.findData(paper))
    for button in (page.papers.pdf, page.papers.xlsx):
        button.click()
        qtbot.waitUntil(lambda: opened.tasks.is_idle, timeout=20_000)
    assert asked == [f"試験計画_{words}.pdf", f"試験計画_{words}.xlsx"]
    text = "".join(one.extract_text() for one in PdfReader(tmp_path / asked[0]).pages)
    assert "拡充" in text
    sheet = load_workbook(tmp_path / asked[1]).worksheets[0]
    assert sheet.title == words
    assert opened.message_bar.text == f"「{asked[1]}」を作成しました。"


def test_the_preview_shows_the_paper_and_follows_edits(
    page: ComparisonPage,
    opened: MainWindow,
    session: DocumentSession,
    commands: ComparisonCommands,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.papers.paper.setCurrentIndex(page.papers.paper.findData("list"))
    page.papers.preview.click()
    output = opened.rooms.comparison.output
    qtbot.waitUntil(lambda: output.preview is not None and output.preview.scene is not None)
    preview = output.preview
    assert preview is not None
    assert preview.scene is not None
    assert "変更一覧" in preview.windowTitle()
    texts = [text.text for one in preview.scene.pages for text in one.texts()]
    assert "変更一覧" in texts
    assert nameless(preview) == []
    page.papers.paper.setCurrentIndex(0)
    session.perform(change_initiative, "second", "name", "窓口の刷新")
    qtbot.waitUntil(
        lambda: any(
            "窓口の刷新" in text.text for one in preview.scene.pages for text in one.texts()
        )  # type: ignore[union-attr]
    )
    assert commands.is_settled
    names: list[str] = []

    def ask(parent: object, title: str, name: str, *rest: object) -> tuple[str, str]:
        names.append(Path(name).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    preview.pdf_action.trigger()
    assert names == ["試験計画_変更一覧.pdf"]  # what is previewed, whatever is chosen by now
    output.close()
    QApplication.processEvents()


def test_the_table_of_one_change_is_a_way_of_showing_it(
    page: ComparisonPage, opened: MainWindow, qtbot: QtBot, session: DocumentSession
) -> None:
    page.way.setCurrentIndex(page.way.findData("table"))
    qtbot.waitUntil(lambda: bool(page.table.words))
    assert "電子申請の拡充" in page.table.words
    assert "窓口の改善" not in page.table.words
    opened.actions_.zoom_in.trigger()
    assert opened.status.zoom.percent == page.table.zoom
    page.list.go_to(page.list.model.changes[-1])
    qtbot.waitUntil(lambda: "窓口の改善" in page.table.words)
    assert page.zoom == page.table.zoom
    page.way.setCurrentIndex(0)
    assert page.zoom == page.sheets.zoom


def test_tracked_changes_are_a_way_of_showing_one(
    page: ComparisonPage, opened: MainWindow, qtbot: QtBot
) -> None:
    page.way.setCurrentIndex(page.way.findData("tracked"))
    qtbot.waitUntil(lambda: bool(page.tracked.words))
    assert "電子申請の推進拡充" in page.tracked.words
    assert "窓口の改善" not in page.tracked.words
    opened.actions_.zoom_in.trigger()
    assert opened.status.zoom.percent == page.tracked.zoom
    page.list.go_to(page.list.model.changes[-1])
    qtbot.waitUntil(lambda: "窓口の改善" in page.tracked.words)


def test_tracked_changes_are_written_as_pages_alone(
    page: ComparisonPage,
    opened: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "見え消し.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(path), ""))
    page.papers.paper.setCurrentIndex(page.papers.paper.findData("tracked"))
    assert not page.papers.xlsx.isEnabled()
    assert "PDFだけ" in page.papers.xlsx.toolTip()
    page.papers.pdf.click()
    qtbot.waitUntil(lambda: opened.tasks.is_idle, timeout=20_000)
    text = "".join(one.extract_text() for one in PdfReader(path).pages)
    assert "電子申請の推進拡充" in text
    assert "版：素案" in text
    page.papers.paper.setCurrentIndex(0)
    assert page.papers.xlsx.isEnabled()
    assert not page.papers.xlsx.toolTip()


def test_choices_are_remembered(
    page: ComparisonPage, commands: ComparisonCommands, opened: MainWindow
) -> None:
    page.way.setCurrentIndex(1)
    page.papers.paper.setCurrentIndex(2)
    assert opened.settings.choice("compare_way") == "table"
    assert opened.settings.choice("compare_paper") == "errata"


# --- reach --------------------------------------------------------------------------------------


def test_nothing_on_the_tab_is_nameless_and_ctrl_7_goes_there(
    page: ComparisonPage, opened: MainWindow, qtbot: QtBot
) -> None:
    page.papers.style_button.click()
    assert nameless(page) == []
    with qtbot.waitActive(opened):
        opened.activateWindow()
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    QTest.keyClick(opened, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert opened.rooms.comparison.is_in_front
    assert QApplication.focusWidget() is page.list.table


def test_both_sheets_scroll_as_far_as_the_longer(
    page: ComparisonPage, session: DocumentSession, opened: MainWindow, qtbot: QtBot
) -> None:
    session.perform(change_initiative, "first", "summary", "手続を電子化します。\n" * 60)
    qtbot.waitUntil(lambda: len(lines(page)) == 4)
    before, after = page.sheets.before.verticalScrollBar(), page.sheets.after.verticalScrollBar()
    assert before.maximum() == after.maximum() > 0
    after.setValue(after.maximum())
    assert before.value() == after.maximum()
