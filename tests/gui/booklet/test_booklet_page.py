"""The tab 冊子: chapters written in place, tables in lists, pictures from files; all with undo."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Block, ChronicleEntry, Plan, Section
from kitaplanner.gui.booklet.block_panel import DERIVED_WORDS, KIND_WORDS
from kitaplanner.gui.booklet.booklet_page import BookletPage
from kitaplanner.gui.booklet.section_view import HEADING
from kitaplanner.gui.main_window import MainWindow
from tests.gui.test_accessible_names import nameless

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def small_plan(small_plan: Plan) -> Plan:
    """The small plan with two chapters."""
    blocks = (
        Block("paragraph", "計画の目的です。"),
        Block("bullet", "区民の利便"),
        Block("chronicle", entries=(ChronicleEntry(2021, "設置", 9),)),
        Block("figure", caption="図1"),
    )
    sections = (
        Section("aims", "目的", blocks=blocks),
        Section("sheets", "取組み", derived="sheets"),
    )
    return dataclasses.replace(small_plan, sections=sections)


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> BookletPage:
    """The tab in front, with the keyboard in the window."""
    with qtbot.waitActive(opened):
        opened.activateWindow()
    opened.actions_.to_booklet.trigger()
    return opened.rooms.booklet.page


def plan_of(opened: MainWindow) -> Plan:
    assert opened.desk.session is not None
    return opened.desk.session.snapshot


def blocks(opened: MainWindow) -> tuple[Block, ...]:
    return plan_of(opened).sections[0].blocks


def texts(opened: MainWindow) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in blocks(opened)]


def click(page: BookletPage, field: str) -> None:
    """Click in the middle of what a field shows."""
    assert page.paper.print is not None
    middle = page.paper.paper.to_view(page.paper.print.places[field].rect).center().toPoint()
    QTest.mouseClick(page.paper.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))


def write(text: str) -> None:
    """Write into whoever has the keyboard, as an input method does."""
    widget = QApplication.focusWidget()
    assert widget is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def test_the_chapters_are_listed_and_the_first_is_on_paper(page: BookletPage) -> None:
    words = [page.sections.list.item(row).text() for row in range(page.sections.list.count())]
    assert [one.endswith(name) for one, name in zip(words, ("目的", "取組み"), strict=True)]
    assert page.paper.print is not None
    assert set(page.paper.print.places) == {"heading", *[f"blocks.{one}" for one in range(4)]}


def test_a_click_opens_the_editor_over_the_text(opened: MainWindow, page: BookletPage) -> None:
    click(page, "blocks.0")
    editor = page.paper.editor
    assert editor is not None
    assert page.paper.print is not None
    place = page.paper.paper.to_view(page.paper.print.places["blocks.0"].inner)
    assert abs(editor.geometry().left() - place.left()) < 8
    assert abs(editor.geometry().top() - place.top()) < 8
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    write("追記")
    click(page, "heading")
    assert blocks(opened)[0].text == "計画の目的です。追記"
    write("と方針")
    opened.desk.commit_editors()
    assert "と方針" in plan_of(opened).sections[0].heading
    opened.actions_.undo.trigger()
    opened.actions_.undo.trigger()
    assert texts(opened)[0] == ("paragraph", "計画の目的です。")
    assert plan_of(opened).sections[0].heading == "目的"


def test_enter_parts_a_text_in_two_of_its_kind(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(1, write=True)
    press(Qt.Key.Key_Return)
    write("行政の効率")
    press(Qt.Key.Key_Down)
    assert texts(opened)[1:3] == [("bullet", "区民の利便"), ("bullet", "行政の効率")]
    assert page.paper.chosen == 3  # the chronology
    page.paper.choose(0, write=True)
    editor = page.paper.editor
    assert editor is not None
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    press(Qt.Key.Key_Return)
    assert texts(opened)[:2] == [("paragraph", "計画の"), ("paragraph", "目的です。")]
    opened.actions_.undo.trigger()
    assert texts(opened)[0] == ("paragraph", "計画の目的です。")


def test_enter_behind_the_heading_begins_a_paragraph(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(HEADING, write=True)
    press(Qt.Key.Key_Return)
    write("はじめに")
    page.commit()
    assert texts(opened)[0] == ("paragraph", "はじめに")
    assert plan_of(opened).sections[0].heading == "目的"


def test_backspace_in_nothing_removes_the_block(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(1, write=True)
    editor = page.paper.editor
    assert editor is not None
    editor.selectAll()
    press(Qt.Key.Key_Backspace)
    assert len(blocks(opened)) == 4
    press(Qt.Key.Key_Backspace)
    assert [one.kind for one in blocks(opened)] == ["paragraph", "chronicle", "figure"]
    assert page.paper.chosen == 0
    assert page.paper.editor is not None


def test_text_under_composition_is_kept_and_enter_is_the_methods(
    opened: MainWindow, page: BookletPage
) -> None:
    page.paper.choose(0, write=True)
    editor = page.paper.editor
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("もくてき", []))
    press(Qt.Key.Key_Return)
    assert len(blocks(opened)) == 4
    opened.desk.commit_editors()
    assert blocks(opened)[0].text.endswith("もくてき")


def test_blocks_are_moved_by_key_while_writing(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(0, write=True)
    write("追記")
    press(Qt.Key.Key_Down, ALT)
    assert texts(opened)[:2] == [("bullet", "区民の利便"), ("paragraph", "計画の目的です。追記")]
    assert page.paper.editor is not None
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Up, ALT)
    assert texts(opened)[0][0] == "paragraph"
    press(Qt.Key.Key_Delete)
    assert texts(opened)[0] == ("bullet", "区民の利便")


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_a_block_becomes_any_kind_and_is_shown(
    opened: MainWindow, page: BookletPage, kind: str
) -> None:
    page.paper.choose(0)
    page.panel.kind.setCurrentIndex(page.panel.kind.findData(kind))
    page.panel.kind.activated.emit(0)
    assert blocks(opened)[0].kind == kind
    assert blocks(opened)[0].text == "計画の目的です。"
    assert page.paper.print is not None
    assert page.paper.print.places["blocks.0"].rect.height > 0
    opened.message_bar.show_message("info", "お知らせ")
    assert nameless(page) == []


def test_chronologies_and_charts_are_edited_beside_the_paper(
    opened: MainWindow, page: BookletPage
) -> None:
    page.paper.choose(2)
    entries = page.panel.entries
    entries.text.setPlainText("デジタル庁設置")
    entries.add.click()
    entries.month.setCurrentIndex(entries.month.findData(4))
    entries.month.activated.emit(4)
    found = blocks(opened)[2].entries
    assert [(one.text, one.month) for one in found] == [("デジタル庁設置", 9), ("", 4)]
    page.panel.kind.setCurrentIndex(page.panel.kind.findData("chart"))
    page.panel.kind.activated.emit(0)
    boxes = page.panel.boxes
    boxes.setFocus()
    boxes.setPlainText("本部\n部会｜毎月")
    cursor = boxes.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    boxes.setTextCursor(cursor)
    QTest.keyClick(boxes, Qt.Key.Key_Tab)
    boxes.commit()
    chart = [(one.text, one.depth, one.note) for one in blocks(opened)[2].boxes]
    assert chart == [("本部", 0, ""), ("部会", 1, "毎月")]


def test_a_picture_is_placed_replaced_and_taken_away(
    opened: MainWindow, page: BookletPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "図.png"
    Image.new("RGB", (40, 30), "red").save(path)
    page.paper.choose(3)
    page.take_picture(path)
    qtbot.waitUntil(lambda: bool(plan_of(opened).pictures), timeout=10_000)
    first = plan_of(opened).pictures[0]
    assert blocks(opened)[3].picture == first.id
    assert "図（40×30）" in page.panel.picture.text()
    page.take_picture(path)
    qtbot.waitUntil(lambda: plan_of(opened).pictures[0].id != first.id, timeout=10_000)
    assert len(plan_of(opened).pictures) == 1
    page.panel.take_away.click()
    assert plan_of(opened).pictures == ()
    opened.actions_.undo.trigger()
    assert blocks(opened)[3].picture == plan_of(opened).pictures[0].id


def test_what_is_no_picture_is_said(
    opened: MainWindow,
    page: BookletPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(opened.notifier, "_tell", lambda *words: told.append(str(words[2])))
    path = tmp_path / "偽.png"
    path.write_bytes(b"no picture")
    page.paper.choose(3)
    page.take_picture(path)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "画像として読めません" in told[0]


def test_chapters_are_added_moved_and_removed(opened: MainWindow, page: BookletPage) -> None:
    page.sections.add_part.click()
    write("背景")
    page.commit()
    names = [(one.heading, one.level) for one in plan_of(opened).sections]
    assert names == [("目的", 1), ("背景", 2), ("取組み", 1)]
    page.sections.down.click()
    assert [one.heading for one in plan_of(opened).sections] == ["目的", "取組み", "背景"]
    page.sections.remove.click()
    assert [one.heading for one in plan_of(opened).sections] == ["目的", "取組み"]
    assert page.paper.section is not None
    assert page.paper.section.heading == "取組み"
    opened.actions_.undo.trigger()
    assert len(plan_of(opened).sections) == 3


def test_a_chapter_without_a_heading_is_refused(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(HEADING, write=True)
    editor = page.paper.editor
    assert editor is not None
    editor.selectAll()
    press(Qt.Key.Key_Backspace)
    page.commit()
    assert plan_of(opened).sections[0].heading == "目的"
    assert "見出しが空" in opened.message_bar.text


@pytest.mark.parametrize("derived", DERIVED_WORDS)
def test_what_is_derived_from_the_plan(opened: MainWindow, page: BookletPage, derived: str) -> None:
    page.panel.derived.setCurrentIndex(page.panel.derived.findData(derived))
    page.panel.derived.activated.emit(0)
    assert plan_of(opened).sections[0].derived == derived
    terms = page.panel.terms
    assert (terms is not None and terms.isVisible()) is (derived == "glossary")


def test_terms_of_the_glossary(opened: MainWindow, page: BookletPage) -> None:
    page.panel.derived.setCurrentIndex(page.panel.derived.findData("glossary"))
    page.panel.derived.activated.emit(0)
    terms = page.panel.terms
    assert terms is not None
    terms.add.click()
    terms.word.setText("クラウド")
    terms.word.commit()
    assert [one.word for one in plan_of(opened).terms] == ["クラウド"]


def test_the_key_and_the_zoom(opened: MainWindow, page: BookletPage) -> None:
    assert QApplication.focusWidget() is page.sections.list
    opened.actions_.zoom_reset.trigger()
    assert page.paper.zoom == 100
    opened.actions_.zoom_in.trigger()
    assert page.paper.zoom == 110
    assert opened.status.zoom.slider.value() == 11


@pytest.mark.usefixtures("read_only")
def test_a_plan_that_may_only_be_read_is_not_written_on(page: BookletPage) -> None:
    assert not page.sections.add.isEnabled()
    assert not page.panel.isEnabled()
    click(page, "blocks.0")
    assert page.paper.editor is None


def test_the_menu_of_a_block(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(1)
    menu = page.menu_of_chosen()
    checked = [one.text() for one in menu.actions() if one.isChecked()]
    assert checked == [KIND_WORDS["bullet"]]
    next(one for one in menu.actions() if one.text() == KIND_WORDS["note"]).trigger()
    assert texts(opened)[1] == ("note", "区民の利便")
    next(one for one in menu.actions() if one.text() == "上へ移動").trigger()
    assert texts(opened)[0] == ("note", "区民の利便")
    menu.deleteLater()
    page.paper.choose(HEADING)
    menu = page.menu_of_chosen()
    enabled = [one.text() for one in menu.actions() if one.isEnabled() and one.text()]
    assert enabled == ["文章を追加"]
    menu.deleteLater()


def test_the_columns_of_a_timeline(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(0)
    page.panel.kind.setCurrentIndex(page.panel.kind.findData("timeline"))
    page.panel.kind.activated.emit(0)
    page.panel.last.setCurrentIndex(page.panel.last.findData(2022))
    page.panel.last.activated.emit(0)
    assert (blocks(opened)[0].first, blocks(opened)[0].last) == (2022, 2025)
    page.panel.rows.before.click()
    assert blocks(opened)[0].rows[0].opens_before


def test_a_screen_reader_is_told_what_is_chosen(page: BookletPage) -> None:
    page.paper.choose(1)
    assert page.paper.accessibleDescription() == "区民の利便"
    page.paper.choose(HEADING)
    assert page.paper.accessibleDescription() == "目的"
