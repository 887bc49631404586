"""検索: from a word to the place that holds it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.finder import find_in_plan
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.widgets.search_field import Hit
from kitaplanner.layout.scene import Target


@pytest.mark.parametrize(
    ("word", "hits"),
    [
        ("電子申請", [Hit("1-(1) 電子申請の推進", "first")]),
        ("１－（２）", [Hit("1-(2) 窓口の改善", "second")]),
        ("ＤＸ推進", [Hit("1-(1) 電子申請の推進　担当課：DX推進担当課", "first")]),
        ("一部の手続", [Hit("1-(1) 電子申請の推進　事業概要", "first")]),
        ("職員 研修", [Hit("1-(1) 電子申請の推進　矢印「職員研修」", "first", "train")]),
        ("どこにもない", []),
        ("  ", []),
    ],
)
def test_a_word_is_found_wherever_it_stands(small_plan: Plan, word: str, hits: list[Hit]) -> None:
    numbering = number_plan(small_plan, load_form(small_plan.form))
    assert find_in_plan(small_plan, numbering, word) == hits


def test_a_hit_shows_the_sheet_and_selects_the_item(opened: MainWindow, qtbot: QtBot) -> None:
    workbench, field = opened.rooms.workbench, opened.rooms.search.field
    workbench.show_initiative("second")
    opened.actions_.search.trigger()
    assert field.hasFocus()
    qtbot.keyClicks(field, "1-(1)")
    field.returnPressed.emit()
    assert workbench.sheet.initiative_id == "first"
    field.picked.emit(Hit("", "first", "train"))
    assert workbench.sheet.selection == Target("item", "train")
    assert workbench.inspector.item.item_id == "train"


def test_there_is_nothing_to_search_without_a_document(opened: MainWindow) -> None:
    field = opened.rooms.search.field
    field.setText("電子")
    assert opened.rooms.files.close_document()
    assert not field.isEnabled()
    assert field.text() == ""
