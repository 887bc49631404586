"""Months, starts, departments, zoom, search and messages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import month_of
from kitaplanner.domain.plan import Started
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.departments import DepartmentsField
from kitaplanner.gui.widgets.message_bar import MessageAction, MessageBar
from kitaplanner.gui.widgets.month_field import MonthField
from kitaplanner.gui.widgets.search_field import Hit, SearchField
from kitaplanner.gui.widgets.started_field import StartedField
from kitaplanner.gui.widgets.zoom_slider import ZoomSlider


def choose(box: QComboBox, words: str) -> None:
    """Pick an entry as a person does."""
    index = box.findText(words)
    assert index >= 0, [box.itemText(one) for one in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


@pytest.fixture
def months(qtbot: QtBot) -> MonthField:
    field = MonthField("開始")
    qtbot.addWidget(field)
    field.set_years([2025, 2026])
    field.set_month(month_of(2026, 3))
    return field


def test_a_month_is_shown_in_its_fiscal_year(months: MonthField) -> None:
    year, month = months.findChildren(QComboBox)
    assert (year.currentText(), month.currentText()) == ("令和7年度", "3月")
    assert months.month == month_of(2026, 3)


def test_choosing_a_month_tells_it(months: MonthField, qtbot: QtBot) -> None:
    year, month = months.findChildren(QComboBox)
    with qtbot.waitSignal(months.chosen) as chosen:
        choose(year, "令和8年度")
    assert chosen.args == [month_of(2027, 3)]
    with qtbot.waitSignal(months.chosen) as chosen:
        choose(month, "12月")
    assert chosen.args == [month_of(2026, 12)]


def test_a_month_outside_the_period_can_be_shown(months: MonthField) -> None:
    months.set_month(month_of(2030, 4))
    assert months.month == month_of(2030, 4)


@pytest.fixture
def started(qtbot: QtBot) -> StartedField:
    field = StartedField()
    qtbot.addWidget(field)
    field.set_latest_year(2024)
    field.set_started(None)
    return field


def test_a_start_is_chosen_and_taken_away(started: StartedField, qtbot: QtBot) -> None:
    heard: list[Started | None] = []
    started.chosen.connect(heard.append)
    year, word = started.findChildren(QComboBox)
    choose(year, "※令和6年度")
    choose(word, "改修")
    choose(year, "なし")
    assert heard == [Started(2024, "導入"), Started(2024, "改修"), None]
    assert not word.isEnabled()


def test_a_start_long_ago_can_be_shown(started: StartedField, qtbot: QtBot) -> None:
    heard: list[Started | None] = []
    started.chosen.connect(heard.append)
    started.set_started(Started(1975, "設置"))
    year, word = started.findChildren(QComboBox)
    assert (year.currentText(), word.currentText()) == ("※昭和50年度", "設置")
    assert heard == []


def test_departments_keep_the_order_in_which_they_were_ticked(qtbot: QtBot) -> None:
    field = DepartmentsField()
    qtbot.addWidget(field)
    field.set_offered(lambda: ["企画課", "総務課", "税務課"])
    field.set_names(("税務課",))
    heard: list[tuple[str, ...]] = []
    field.chosen.connect(heard.append)
    for name in ("企画課", "税務課"):
        menu = field.findChild(QPushButton).menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        next(one for one in menu.actions() if one.text() == name).trigger()
    assert heard == [("税務課", "企画課"), ("企画課",)]
    assert field.names == ("企画課",)


def test_the_zoom_is_told_when_the_person_moves_it(qtbot: QtBot) -> None:
    zoom = ZoomSlider()
    qtbot.addWidget(zoom)
    heard: list[int] = []
    zoom.chosen.connect(heard.append)
    zoom.set_percent(97)
    assert zoom.percent == 97
    zoom.findChild(QSlider).setValue(15)
    assert heard == [150]
    assert zoom.percent == 150


HITS = [Hit("1-(1) 電子申請", "a"), Hit("1-(2) 矢印「申請」", "b", "item")]


@pytest.fixture
def search(qtbot: QtBot) -> SearchField:
    def find(word: str) -> Sequence[Hit]:
        return HITS if word == "e" else []

    field = SearchField(find)
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    return field


def test_enter_goes_from_hit_to_hit(search: SearchField, qtbot: QtBot) -> None:
    heard: list[Hit] = []
    search.picked.connect(heard.append)
    qtbot.keyClicks(search, "e")
    for _ in range(3):
        search.returnPressed.emit()
    assert heard == [HITS[0], HITS[1], HITS[0]]
    assert search.text() == "e"


def test_a_word_that_is_nowhere_says_so(search: SearchField, qtbot: QtBot) -> None:
    heard: list[Hit] = []
    search.picked.connect(heard.append)
    qtbot.keyClicks(search, "x")
    assert search.findChild(QStringListModel).stringList() == ["見つかりません"]
    search.returnPressed.emit()
    assert heard == []
    search.setText("")
    search.textEdited.emit("")


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar(Theme("light"))
    qtbot.addWidget(made)
    return made


def test_a_message_offers_its_buttons_and_goes_away(bar: MessageBar, qtbot: QtBot) -> None:
    pressed: list[str] = []
    bar.show_message(
        "done", "できました。", [MessageAction("開く", lambda: pressed.append("open"))]
    )
    assert bar.text == "できました。"
    assert bar.accessibleName() == "できました。"
    qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert pressed == ["open"]
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert bar.text == ""


def test_a_new_message_replaces_the_old_one(bar: MessageBar) -> None:
    bar.show_message("info", "一", [MessageAction("押す", lambda: None)])
    bar.show_message("warning", "二")
    assert bar.text == "二"
    assert bar.kind == "warning"
    assert not [one for one in bar.findChildren(QPushButton) if not one.isHidden()]
