"""The tab 冊子: chronologies, the 計画期間 table, quotes and captions written on the page."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Block, ChartBox, ChronicleEntry, Plan, Section, TimelineRow
from kitaplanner.gui.booklet.booklet_page import BookletPage
from kitaplanner.gui.main_window import MainWindow

KEYS = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT, CHRONICLE, QUOTE, FIGURE, TIMELINE, CHART = range(6)


@pytest.fixture
def small_plan(small_plan: Plan) -> Plan:
    """The small plan with a chapter of tables and frames."""
    entries = (ChronicleEntry(2021, "設置", 9), ChronicleEntry(2023, "策定", 4, "適宜改定"))
    rows = (TimelineRow("基本構想", "20年間"), TimelineRow("本計画", "", 2025, 2029))
    blocks = (
        Block("paragraph", "経緯です。"),
        Block("chronicle", entries=entries),
        Block("quote", "誰一人取り残さない", source="方針"),
        Block("figure", "図は後日", caption="図1"),
        Block("timeline", first=2025, last=2029, rows=rows),
        Block("chart", caption="体制", boxes=(ChartBox("本部"),)),
    )
    return dataclasses.replace(small_plan, sections=(Section("one", "背景", blocks=blocks),))


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> BookletPage:
    """The tab in front, with the keyboard in the window."""
    with qtbot.waitActive(opened):
        opened.activateWindow()
    opened.actions_.to_booklet.trigger()
    return opened.rooms.booklet.page


def blocks(opened: MainWindow) -> tuple[Block, ...]:
    assert opened.desk.session is not None
    return opened.desk.session.snapshot.sections[0].blocks


def entries(opened: MainWindow) -> list[tuple[int, int | None, str, str]]:
    return [(one.year, one.month, one.text, one.note) for one in blocks(opened)[CHRONICLE].entries]


def focused() -> object:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Write into whoever has the keyboard, as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def click(page: BookletPage, spot: str) -> None:
    assert page.paper.print is not None
    middle = page.paper.paper.to_view(page.paper.print.spots[spot].rect).center().toPoint()
    QTest.mouseClick(page.paper.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_a_cell_of_a_chronology_is_written_where_it_stands(
    opened: MainWindow, page: BookletPage
) -> None:
    click(page, "blocks.1.entries.0.text")
    editor = page.paper.editor
    assert editor is not None
    assert page.paper.print is not None
    place = page.paper.paper.to_view(page.paper.print.spots["blocks.1.entries.0.text"].inner)
    assert abs(editor.geometry().left() - place.left()) < 8
    editor.selectAll()
    write("デジタル庁の設置")
    press(KEYS.Key_Return)
    assert entries(opened)[0] == (2021, 9, "デジタル庁の設置", "")
    assert page.paper.spot == "entries.1.text"
    assert page.paper.editor is not None
    assert page.paper.editor.toPlainText() == "策定\n※適宜改定"
    opened.actions_.undo.trigger()
    assert entries(opened)[0] == (2021, 9, "設置", "")


def test_tab_goes_over_the_cells_and_makes_a_new_row(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(CHRONICLE)
    press_on_paper(page, KEYS.Key_F2)
    assert page.paper.spot == "entries.0.date"
    for _ in range(3):
        press(KEYS.Key_Tab)
    assert page.paper.spot == "entries.1.text"
    press(KEYS.Key_Tab)
    assert page.paper.spot == "entries.2.date"
    write("令和6年10月")
    press(KEYS.Key_Tab)
    write("改定")
    press(KEYS.Key_Return, ALT)
    write("※以降、毎年")
    page.commit()
    assert entries(opened)[2] == (2024, 10, "改定", "以降、毎年")
    press(KEYS.Key_Backtab)
    for _ in range(3):
        opened.actions_.undo.trigger()
    assert len(entries(opened)) == 2


def test_a_date_that_cannot_be_read_is_said_and_changes_nothing(
    opened: MainWindow, page: BookletPage
) -> None:
    page.paper.choose(CHRONICLE, "entries.0.date", write=True)
    write("いつか")
    press(KEYS.Key_Return)
    assert entries(opened)[0][:2] == (2021, 9)
    assert "「いつか」を読み取れません" in opened.message_bar.text


def test_rows_are_moved_added_and_removed_by_key(opened: MainWindow, page: BookletPage) -> None:
    click(page, "blocks.1.entries.0.text")
    write("済")
    press(KEYS.Key_Down, ALT)
    assert [one[2] for one in entries(opened)] == ["策定", "設置済"]
    assert page.paper.spot == "entries.1.text"
    press(KEYS.Key_Insert)
    assert len(entries(opened)) == 3
    assert page.paper.spot == "entries.2.date"
    press(KEYS.Key_Delete, CONTROL)
    assert [one[2] for one in entries(opened)] == ["策定", "設置済"]
    assert page.paper.spot == "entries.1.date"
    page.paper.choose(CHRONICLE, "entries.1.text")
    press_on_paper(page, KEYS.Key_Delete)
    assert entries(opened)[1][2] == ""
    press_on_paper(page, KEYS.Key_Up)
    assert page.paper.spot == "entries.0.text"
    press_on_paper(page, KEYS.Key_Left)
    assert page.paper.spot == "entries.0.date"
    press_on_paper(page, KEYS.Key_Escape)
    assert (page.paper.chosen, page.paper.spot) == (CHRONICLE, "")
    press_on_paper(page, KEYS.Key_Delete)
    assert [one.kind for one in blocks(opened)][:2] == ["paragraph", "quote"]


def press_on_paper(page: BookletPage, key: Qt.Key) -> None:
    QTest.keyClick(page.paper, key)


def test_the_arrows_lead_from_a_text_through_a_table(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(TEXT, write=True)
    seen = []
    for _ in range(6):
        press(KEYS.Key_Down)
        seen.append((page.paper.chosen, page.paper.spot))
    # The last entry has a note, so its text has two lines.
    assert seen == [
        (CHRONICLE, "entries.0.date"),
        (CHRONICLE, "entries.1.date"),
        (QUOTE, "text"),
        (QUOTE, "source"),
        (FIGURE, "text"),
        (FIGURE, "caption"),
    ]
    press(KEYS.Key_Up)
    press(KEYS.Key_Up)
    assert (page.paper.chosen, page.paper.spot) == (QUOTE, "source")


def test_quote_caption_and_bar_are_written_on_the_page(
    opened: MainWindow, page: BookletPage
) -> None:
    for spot, words in (
        ("blocks.2.text", "将来像"),
        ("blocks.2.source", "基本構想"),
        ("blocks.3.caption", "推進体制図"),
        ("blocks.4.rows.1.name", "DX計画"),
        ("blocks.4.rows.1.text", "5か年"),
        ("blocks.5.caption", "組織"),
    ):
        page.paper.choose(int(spot.split(".")[1]), spot.split(".", 2)[2], write=True)
        editor = page.paper.editor
        assert editor is not None
        assert editor.accessibleName()
        editor.selectAll()
        write(words)
        page.commit()
    quote, figure, timeline, chart = blocks(opened)[2:6]
    assert (quote.text, quote.source) == ("将来像", "基本構想")
    assert (figure.text, figure.caption) == ("図は後日", "推進体制図")
    assert (timeline.rows[1].name, timeline.rows[1].text) == ("DX計画", "5か年")
    assert chart.caption == "組織"


@pytest.mark.parametrize(
    "key", [KEYS.Key_Tab, KEYS.Key_Return, KEYS.Key_Down, KEYS.Key_Insert, KEYS.Key_Escape]
)
def test_a_composition_in_a_cell_keeps_its_keys(
    opened: MainWindow, page: BookletPage, key: Qt.Key
) -> None:
    click(page, "blocks.1.entries.0.text")
    editor = page.paper.editor
    QApplication.sendEvent(focused(), QInputMethodEvent("こう", []))
    press(key)
    assert page.paper.editor is editor
    assert len(entries(opened)) == 2


def test_a_composition_in_a_cell_is_kept(opened: MainWindow, page: BookletPage) -> None:
    click(page, "blocks.1.entries.0.text")
    QApplication.sendEvent(focused(), QInputMethodEvent("こう", []))
    opened.desk.commit_editors()
    assert entries(opened)[0][2] == "設置こう"


def test_the_menu_of_a_row(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(CHRONICLE, "entries.1.text")
    menu = page.menu_of_chosen()
    acts = {one.text().split("\t")[0]: one for one in menu.actions()}
    acts["行を上へ"].trigger()
    assert [one[2] for one in entries(opened)] == ["策定", "設置"]
    acts["行を削除"].trigger()
    assert [one[2] for one in entries(opened)] == ["設置"]
    menu.deleteLater()
    page.paper.choose(QUOTE, "text")
    menu = page.menu_of_chosen()
    assert not any(one.text().startswith("行を") for one in menu.actions())
    menu.deleteLater()


def test_an_empty_table_begins_with_its_first_row(opened: MainWindow, page: BookletPage) -> None:
    page.paper.choose(TEXT)
    page.panel.kind.setCurrentIndex(page.panel.kind.findData("chronicle"))
    page.panel.kind.activated.emit(0)
    press_on_paper(page, KEYS.Key_Return)
    assert len(blocks(opened)[TEXT].entries) == 1
    assert page.paper.spot == "entries.0.date"


@pytest.mark.usefixtures("read_only")
def test_tables_that_may_only_be_read_are_not_written(page: BookletPage) -> None:
    click(page, "blocks.1.entries.0.text")
    assert page.paper.editor is None
