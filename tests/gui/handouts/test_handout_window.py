"""The window of committee papers: every finished field is an edit, the pages follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.handout import Handout, PublicComment
from kitaplanner.domain.handout_templates import TEMPLATES
from kitaplanner.gui.handouts.handout_window import HandoutWindow
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from tests.gui.test_accessible_names import nameless


@pytest.fixture
def papers(opened: MainWindow, qtbot: QtBot) -> Iterator[HandoutWindow]:
    """The window with a handout made from the second template."""
    opened.actions_.handouts.trigger()
    window = opened.rooms.handouts.window
    assert window is not None
    window.templates.buttons[1].click()
    qtbot.waitUntil(lambda: window.pages.is_settled, timeout=20_000)
    yield window
    opened.rooms.handouts.close()
    qtbot.waitUntil(lambda: opened.tasks.is_idle, timeout=20_000)


def session_of(opened: MainWindow) -> DocumentSession:
    assert opened.desk.session is not None
    return opened.desk.session


def kept(opened: MainWindow) -> Handout:
    return session_of(opened).snapshot.handouts[0]


def choose(papers: HandoutWindow, kind: str) -> None:
    """Go to the first part of a kind."""
    handout = papers.current
    assert handout is not None
    papers.parts.list.setCurrentRow([one.kind for one in handout.parts].index(kind))


def settle(papers: HandoutWindow, qtbot: QtBot) -> str:
    """Wait for the pages; give all their text."""
    qtbot.waitUntil(lambda: papers.pages.is_settled, timeout=20_000)
    shown = papers.pages.shown
    if shown is None:
        return ""
    texts = [
        one.text
        for page in shown.scene.pages
        for one in page.primitives
        if type(one).__name__ == "Text"
    ]
    return "".join(texts)


def test_the_templates_are_offered_first_with_their_time_of_the_year(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.actions_.handouts.trigger()
    papers = opened.rooms.handouts.window
    assert papers is not None
    papers.furnish()
    assert papers.centre.currentWidget() is papers.templates
    words = [
        (one.accessibleName(), one.accessibleDescription()) for one in papers.templates.buttons
    ]
    assert words == [(one.name, one.when) for one in TEMPLATES]
    assert papers.templates.back.isHidden()
    opened.rooms.handouts.close()
    qtbot.waitUntil(lambda: opened.tasks.is_idle)


def test_the_window_is_shown_before_it_is_furnished(opened: MainWindow, qtbot: QtBot) -> None:
    opened.actions_.handouts.trigger()
    papers = opened.rooms.handouts.window
    assert papers is not None
    assert papers.isVisible()
    assert not papers.is_furnished
    assert not papers.tool_bar.pdf.isEnabled()
    opened.actions_.save.trigger()  # asks for what is being typed
    qtbot.waitUntil(lambda: papers.is_furnished)
    assert QApplication.focusWidget() is papers.templates.buttons[0]
    opened.rooms.handouts.close()
    qtbot.waitUntil(lambda: opened.tasks.is_idle)


def test_a_template_may_be_picked_before_the_window_is_furnished(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.actions_.handouts.trigger()
    papers = opened.rooms.handouts.window
    assert papers is not None
    papers.templates.buttons[0].click()
    assert papers.focusWidget() is papers.fields.meeting
    assert kept(opened).parts
    settle(papers, qtbot)
    opened.rooms.handouts.close()


def test_the_window_may_be_closed_before_it_is_furnished(opened: MainWindow) -> None:
    opened.actions_.handouts.trigger()
    opened.rooms.handouts.close()
    QApplication.processEvents()
    assert opened.rooms.handouts.window is None
    assert not session_of(opened).snapshot.handouts


def test_fields_are_edits_that_undo_takes_back(opened: MainWindow, papers: HandoutWindow) -> None:
    papers.fields.meeting.setText("企画総務委員会")
    papers.fields.meeting.commit()
    assert kept(opened).meeting == "企画総務委員会"
    assert "企画総務委員会" not in session_of(opened).undo_label
    papers.fields.two_up.click()
    papers.fields.watermark.setCurrentIndex(papers.fields.watermark.findData("取扱注意"))
    papers.fields.watermark.activated.emit(0)
    assert (kept(opened).two_up, kept(opened).watermark) == (True, "取扱注意")
    for _ in range(3):
        opened.actions_.undo.trigger()
    assert kept(opened).meeting == ""
    assert papers.fields.meeting.text() == ""
    assert not papers.fields.two_up.isChecked()
    opened.actions_.undo.trigger()
    assert session_of(opened).snapshot.handouts == ()
    assert papers.centre.currentWidget() is papers.templates


def test_the_day_is_shown_in_wareki_and_may_be_left_open(
    opened: MainWindow, papers: HandoutWindow
) -> None:
    date = papers.fields.date
    date.day.setDate(QDate(2026, 12, 3))
    assert date.wareki.text() == "令和8年12月3日"
    date.day.editingFinished.emit()
    assert kept(opened).date == "2026-12-03"
    date.day.calendarWidget().clicked.emit(QDate(2027, 1, 8))
    assert kept(opened).date == "2027-01-08"
    date.wanted.click()
    assert kept(opened).date == ""
    assert not date.day.isEnabled()


def test_what_is_typed_is_kept_when_another_part_is_chosen(
    opened: MainWindow, papers: HandoutWindow
) -> None:
    choose(papers, "agenda")
    papers.editor.lines.setPlainText("開会\n\n 閉会 ")
    choose(papers, "paper")
    assert kept(opened).parts[0].lines == ("開会", "閉会")
    papers.editor.title.setText("件名")
    papers.editor.title.commit()
    papers.editor.number.setText("別紙1")
    opened.desk.commit_editors()
    paper = kept(opened).parts[1]
    assert (paper.title, paper.document_number) == ("件名", "別紙1")
    assert papers.parts.list.item(1).text() == "別紙1　件名（資料）"


def test_parts_are_added_moved_and_removed(
    opened: MainWindow, papers: HandoutWindow, qtbot: QtBot
) -> None:
    kinds = [one.kind for one in kept(opened).parts]
    for action in papers.parts.menu.actions():
        action.trigger()
    assert [one.kind for one in kept(opened).parts][len(kinds) :] == [
        action.data() for action in papers.parts.menu.actions()
    ]
    assert papers.parts.list.currentRow() == papers.parts.list.count() - 1
    assert not papers.parts.down.isEnabled()
    papers.parts.up.click()
    assert kept(opened).parts[-2].kind == "booklet"
    count = len(kept(opened).parts)
    papers.parts.remove.click()
    assert len(kept(opened).parts) == count - 1
    assert papers.parts.list.currentRow() == count - 2
    assert settle(papers, qtbot)


def test_the_last_part_leaves_a_sentence_instead_of_pages(
    papers: HandoutWindow, qtbot: QtBot
) -> None:
    while papers.parts.list.count():
        papers.parts.remove.click()
    assert settle(papers, qtbot) == ""
    assert "追加" in papers.pages.words.text()
    assert not papers.tool_bar.pdf.isEnabled()


def test_sections_of_a_paper(opened: MainWindow, papers: HandoutWindow, qtbot: QtBot) -> None:
    choose(papers, "paper")
    sections = papers.editor.sections
    sections.list.setCurrentRow(0)
    sections.text.setPlainText("意見を踏まえました。")
    sections.add.click()  # what is typed goes to the section that was chosen
    sections.heading.setText("経緯")
    sections.heading.commit()
    paper = kept(opened).parts[1]
    assert paper.sections[0].text == "意見を踏まえました。"
    assert paper.sections[1].heading == "経緯"
    sections.up.click()
    assert kept(opened).parts[1].sections[0].heading == "経緯"
    sections.remove.click()
    assert kept(opened).parts[1].sections[0].text == "意見を踏まえました。"
    assert "意見を踏まえました。" in settle(papers, qtbot)


def test_opinions_are_pasted_from_a_table(opened: MainWindow, papers: HandoutWindow) -> None:
    choose(papers, "comments")
    comments = papers.editor.comments
    comments.add.click()
    table = QMimeData()
    table.setText("No\t意見（要旨）\t件数\t区の考え方\n1\t短くしてほしい\t３件\t取り組みます\n")
    QApplication.clipboard().setMimeData(table)
    comments.paste.click()
    pasted = PublicComment("短くしてほしい", 3, "取り組みます")
    assert kept(opened).parts[2].comments == (pasted,)
    comments.count.setValue(5)
    comments.count.editingFinished.emit()
    assert kept(opened).parts[2].comments[0].count == 5
    QApplication.clipboard().setText("")
    comments.paste.click()
    assert "コピーしてから" in papers.message_bar.text


def test_only_some_initiatives_and_a_department(
    opened: MainWindow, papers: HandoutWindow, qtbot: QtBot
) -> None:
    next(one for one in papers.parts.menu.actions() if one.data() == "sheets").trigger()
    assert "窓口の改善" in settle(papers, qtbot)
    papers.editor.initiatives.item(0).setCheckState(Qt.CheckState.Checked)
    assert kept(opened).parts[-1].initiatives == ("first",)
    settle(papers, qtbot)
    shown = papers.pages.shown
    assert shown is not None
    last = shown.scene.pages[shown.first_pages[kept(opened).parts[-1].id] :]
    assert len(last) == 1
    papers.editor.department.setCurrentIndex(1)
    papers.editor.department.activated.emit(1)
    assert kept(opened).parts[-1].department == "DX推進担当課"


def test_editions_are_compared_and_one_that_is_gone_is_said(
    opened: MainWindow, papers: HandoutWindow, qtbot: QtBot
) -> None:
    document = session_of(opened).workspace.document
    edition = document.freeze_edition("素案")
    next(one for one in papers.parts.menu.actions() if one.data() == "comparison").trigger()
    assert kept(opened).parts[-1].old == "素案"
    assert papers.editor.old.currentText() == "素案"
    settle(papers, qtbot)
    assert papers.pages.shown is not None
    document.remove_edition(edition.id)
    papers.fields.place.setText("第1委員会室")
    papers.fields.place.commit()
    settle(papers, qtbot)
    assert "「素案」という版はありません" in papers.pages.words.text()
    papers.pages.stop()
    choose(papers, "comparison")
    assert "いまはありません" in papers.editor.old.currentText()


def test_handouts_are_named_copied_and_removed(opened: MainWindow, papers: HandoutWindow) -> None:
    first = papers.handouts.list.item(0)
    first.setText("第3回")
    assert kept(opened).name == "第3回"
    papers.handouts.copy.click()
    names = [one.name for one in session_of(opened).snapshot.handouts]
    assert names == ["第3回", "第3回（2）"]
    assert papers.current is not None
    assert papers.current.name == "第3回（2）"
    papers.handouts.list.item(1).setText("第3回")
    assert "すでにあります" in papers.message_bar.text
    assert papers.handouts.list.item(1).text() == "第3回（2）"
    papers.handouts.remove.click()
    assert [one.name for one in session_of(opened).snapshot.handouts] == ["第3回"]
    assert papers.current.name == "第3回"


def test_the_pages_go_to_the_chosen_part(papers: HandoutWindow, qtbot: QtBot) -> None:
    choose(papers, "comments")
    settle(papers, qtbot)
    shown, handout = papers.pages.shown, papers.current
    assert shown is not None
    assert handout is not None
    assert papers.pages.pages.page == shown.first_pages[handout.parts[2].id]


def test_grey_has_no_colours(papers: HandoutWindow, qtbot: QtBot) -> None:
    choose(papers, "booklet")
    settle(papers, qtbot)

    def colours() -> set[str]:
        image = papers.pages.pages.viewport().grab().toImage()
        middle = image.width() // 2
        across = [
            image.pixelColor(x, y)
            for x in range(middle - 200, middle + 200, 2)
            for y in range(20, image.height() - 20, 2)
        ]
        return {one.name() for one in across if max(one.getRgb()[:3]) - min(one.getRgb()[:3]) > 24}

    assert colours()
    papers.tool_bar.grey.trigger()
    assert not colours()


def test_a_file_a_part(
    opened: MainWindow,
    papers: HandoutWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "資料"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(out))
    papers.tool_bar.parts.trigger()
    qtbot.waitUntil(lambda: "個のPDFを作成しました" in papers.message_bar.text, timeout=20_000)
    assert len(list(out.glob("*.pdf"))) == len(kept(opened).parts)


def test_the_preview_shows_the_handout_alone(
    opened: MainWindow, papers: HandoutWindow, qtbot: QtBot
) -> None:
    papers.tool_bar.preview.trigger()
    preview = opened.rooms.handouts.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.scene is not None, timeout=20_000)
    assert papers.pages.shown is not None
    assert preview.scene == papers.pages.shown.scene
    assert preview.scope.isHidden()
    assert not preview.xlsx_action.isVisible()
    assert kept(opened).name in preview.windowTitle()
    assert nameless(preview) == []


def test_nothing_is_nameless(papers: HandoutWindow) -> None:
    for action in papers.parts.menu.actions():
        action.trigger()
        papers.notifier.say("お知らせ")
        assert nameless(papers) == []
    papers.handouts.new.click()
    assert nameless(papers) == []


@pytest.mark.usefixtures("read_only")
def test_a_plan_that_may_only_be_read_offers_no_edits(opened: MainWindow, qtbot: QtBot) -> None:
    opened.actions_.handouts.trigger()
    papers = opened.rooms.handouts.window
    assert papers is not None
    papers.furnish()
    assert papers.centre.currentWidget() is not papers.templates
    assert not papers.handouts.new.isEnabled()
    assert not papers.parts.add.isEnabled()
    settle(papers, qtbot)
    opened.rooms.handouts.close()


def test_the_window_comes_back_in_its_size(
    opened: MainWindow, papers: HandoutWindow, qtbot: QtBot
) -> None:
    papers.resize(790, 640)
    size = papers.size()
    opened.rooms.handouts.close()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: opened.tasks.is_idle)
    opened.actions_.handouts.trigger()
    again = opened.rooms.handouts.window
    assert again is not None
    assert again.size() == size
    opened.rooms.handouts.close()


def test_the_whole_as_a_pdf_is_what_the_pages_show(
    opened: MainWindow,
    papers: HandoutWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "全部"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(out), ""))
    papers.tool_bar.pdf.trigger()
    qtbot.waitUntil(lambda: "作成しました" in papers.message_bar.text, timeout=20_000)
    assert papers.pages.shown is not None
    assert len(PdfReader(out.with_suffix(".pdf")).pages) == len(papers.pages.shown.scene.pages)
