"""Copying, cutting and pasting on a sheet: items, rows, fields, and blocks of spreadsheets.

`clipboard/calc_block.html` was written by LibreOffice Calc from two rows: 要件整理, 設計・構築 over
two merged columns, 運用 twice; below 職員研修 with a line break, and 見直し in the third column.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kitaplanner.domain.calendar import first_month, year_span
from kitaplanner.domain.clipboard_payload import MIME_TYPE
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.schedule_menu import ScheduleMenu
from kitaplanner.layout.scene import Target
from kitaplanner.operations.clipboard import copy_initiatives
from tests.gui.sheet_helpers import CTRL, SHIFT, Key, SheetUser

CALC_BLOCK = Path(__file__).parent / "clipboard" / "calc_block.html"


def item(item_id: str) -> Target:
    return Target("item", item_id)


def offer(html: str = "", text: str = "", own: bytes = b"") -> None:
    """Put something on the clipboard as another program would."""
    content = QMimeData()
    if html:
        content.setHtml(html)
    if text:
        content.setText(text)
    if own:
        content.setData(MIME_TYPE, own)
    QGuiApplication.clipboard().setMimeData(content)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


def test_items_are_copied_for_the_program_and_for_spreadsheets(user: SheetUser) -> None:
    user.press(Key.Key_A, CTRL)
    user.press(Key.Key_C, CTRL)
    assert user.said[-1] == "矢印3本をコピーしました。"
    content = QGuiApplication.clipboard().mimeData()
    assert content.hasFormat(MIME_TYPE)
    assert content.text().splitlines()[0].split("\t")[:2] == ["導入検討", "導入"]
    assert 'colspan="5"' in content.html()


def test_copied_items_are_pasted_where_the_cursor_is(
    user: SheetUser, session: DocumentSession
) -> None:
    user.click(user.middle(item("study")))
    user.click(user.middle(item("start")), CTRL)
    user.press(Key.Key_C, CTRL)
    user.click(user.month(2, 2027))
    user.press(Key.Key_V, CTRL)
    assert user.texts() == [["導入検討", "導入"], ["職員研修"], ["導入検討", "導入"]]
    pasted = user.initiative.schedule.rows[2].items
    assert [one.span for one in pasted] == [year_span(2027), year_span(2028)]
    assert user.view.chosen == tuple(one.id for one in pasted)
    session.undo()
    assert user.texts()[2] == []


def test_cut_and_pasted_items_are_the_same_ones(user: SheetUser, session: DocumentSession) -> None:
    user.click(user.middle(item("start")))
    user.press(Key.Key_X, CTRL)
    assert user.texts()[0] == ["導入検討"]
    user.click(user.month(2, 2028))
    user.press(Key.Key_V, CTRL)
    assert user.item("start").span == year_span(2028)
    session.undo()
    session.undo()
    assert user.item("start").span == year_span(2026)


def test_a_block_of_calc_becomes_items(user: SheetUser, session: DocumentSession) -> None:
    offer(html=CALC_BLOCK.read_text(encoding="utf-8"), text="wrong\tformat")
    user.click(user.month(2, 2025))
    user.press(Key.Key_V, CTRL)
    rows = user.initiative.schedule.rows
    assert [[(one.text, one.span) for one in row.items] for row in rows[2:]] == [
        [
            ("要件整理", year_span(2025)),
            ("設計・構築", year_span(2026, 2027)),
            ("運用", year_span(2028, 2029)),
        ],
        [("職員研修\n（管理職）", year_span(2025)), ("見直し", year_span(2027))],
    ]
    assert "1行を追加" in user.said[-1]
    assert "「運用」を一本の矢印にまとめます" in user.said[-1]
    assert len(user.view.chosen) == 5
    session.undo()
    assert user.texts() == [["導入検討", "導入"], ["職員研修"], []]


def test_a_block_that_leaves_the_period_says_so(user: SheetUser) -> None:
    offer(html=CALC_BLOCK.read_text(encoding="utf-8"))
    user.click(user.month(2, 2028))
    user.press(Key.Key_V, CTRL)
    assert user.texts()[2] == ["要件整理", "設計・構築"]
    assert "計画期間" in user.said[-1]


def test_a_pasted_block_names_the_neighbour_that_it_pushes(user: SheetUser) -> None:
    offer(text="改修")
    user.click(user.middle(item("train")))
    user.press(Key.Key_V, CTRL)
    assert user.texts()[1] == ["改修", "職員研修"]
    assert "「職員研修」" in user.said[-1]


def test_plain_text_is_an_item_of_that_year(user: SheetUser) -> None:
    offer(text="検証\t検証\t展開\r\n")
    user.click(user.month(2, 2025))
    user.press(Key.Key_V, CTRL)
    assert [(one.text, one.span) for one in user.initiative.schedule.rows[2].items] == [
        ("検証", year_span(2025, 2026)),
        ("展開", year_span(2027)),
    ]


def test_a_row_is_copied_and_inserted_below_the_cursor(
    user: SheetUser, session: DocumentSession
) -> None:
    user.click(user.handle(0))
    user.press(Key.Key_C, CTRL)
    user.click(user.middle(item("train")))
    user.press(Key.Key_V, CTRL)
    assert user.texts() == [["導入検討", "導入"], ["職員研修"], ["導入検討", "導入"], []]
    assert user.view.place is not None
    assert user.view.place.is_row
    session.undo()
    user.click(user.handle(0))
    user.press(Key.Key_X, CTRL)
    assert user.texts() == [["職員研修"], []]


def test_the_text_of_a_field_is_copied_and_replaced(
    user: SheetUser, session: DocumentSession
) -> None:
    user.view.select(Target("initiative", "first", "name"))
    user.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "電子申請の推進"
    offer(text="窓口のオンライン化\r\n")
    user.press(Key.Key_V, CTRL)
    assert user.initiative.name == "窓口のオンライン化"
    session.undo()
    offer(text="二つ\tの値")
    user.press(Key.Key_V, CTRL)
    assert user.initiative.name == "電子申請の推進"
    assert "年度別実施計画の中で" in user.said[-1]


def test_an_initiative_belongs_to_the_outline(user: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    offer(own=copy_initiatives(before, ["second"]).own)
    user.click(user.month(2, 2025))
    user.press(Key.Key_V, CTRL)
    assert session.snapshot is before
    assert "体系" in user.said[-1]


def test_what_cannot_be_done_is_said(user: SheetUser, session: DocumentSession) -> None:
    before = session.snapshot
    user.click(user.month(2, 2025))
    user.press(Key.Key_C, CTRL)
    assert "選んでください" in user.said[-1]
    user.press(Key.Key_V, CTRL)
    assert "貼り付けられるものがありません" in user.said[-1]
    refused: list[object] = []
    session.refused.connect(refused.append)
    offer(text="x" * 1_000_001)
    user.press(Key.Key_V, CTRL)
    assert "大きすぎます" in user.said[-1]
    assert len(refused) == 1
    user.view.set_place(None)
    offer(text="検証")
    user.press(Key.Key_V, CTRL)
    assert "選んでください" in user.said[-1]
    assert session.snapshot is before
    for _ in range(3):
        user.click(user.handle(0))
        user.press(Key.Key_Delete)
    user.press(Key.Key_V, CTRL)
    assert "先にInsertキー" in user.said[-1]


def test_a_read_only_plan_is_copied_from_and_not_into(
    user: SheetUser, session: DocumentSession, read_only: None
) -> None:
    before = session.snapshot
    user.click(user.middle(item("start")))
    user.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip() == "導入"
    user.press(Key.Key_X, CTRL)
    user.press(Key.Key_V, CTRL)
    assert session.snapshot is before
    assert "読み取り専用" in user.said[-1]


def test_the_editor_keeps_the_clipboard_to_itself(user: SheetUser) -> None:
    user.click(user.middle(item("start")))
    user.press(Key.Key_F2)
    user.editor.selectAll()
    user.press(Key.Key_C, CTRL)
    assert not QGuiApplication.clipboard().mimeData().hasFormat(MIME_TYPE)
    offer(text="差し替え")
    user.press(Key.Key_V, CTRL)
    assert user.editor.toPlainText() == "差し替え"
    user.press(Key.Key_Return)
    assert user.texts()[0] == ["導入検討", "差し替え"]


def test_a_cell_pasted_into_the_editor_brings_no_line_end(user: SheetUser) -> None:
    user.click(user.middle(item("start")))
    user.press(Key.Key_F2)
    user.press(Key.Key_Home)
    offer(text="本格\t的\r\n")
    user.press(Key.Key_V, CTRL)
    assert user.editor.toPlainText() == "本格 的導入"
    user.press(Key.Key_Escape)


def choices(user: SheetUser, month: int | None = None) -> dict[str, object]:
    menu = ScheduleMenu(user.view, user.view.place, month)
    return {
        action.text().split("\t")[0]: (action.isEnabled(), choice)
        for action, choice in menu.choices.items()
    }


def test_the_menu_offers_what_can_be_done(user: SheetUser) -> None:
    user.click(user.middle(item("start")))
    offered = choices(user)
    assert [offered[words][0] for words in ("切り取り", "コピー", "貼り付け")] == [
        True,
        True,
        False,
    ]
    offer(text="検証")
    user.click(user.month(2, 2025))
    offered = choices(user)
    assert [offered[words][0] for words in ("切り取り", "コピー", "貼り付け")] == [
        False,
        False,
        True,
    ]


def test_an_item_is_split_under_the_mouse(user: SheetUser, session: DocumentSession) -> None:
    user.click(user.middle(item("train")))
    x, _ = user.view.paper.to_page(user.month(1, 2027, 1))
    month = user.view.commands.split_month(x)
    offered = choices(user, month)
    offered["分割（令和9年度～令和11年度を後半に）"][1]()
    assert user.texts()[1] == ["職員研修", "職員研修"]
    assert user.item("train").span == year_span(2025, 2026)
    session.undo()
    assert user.item("train").span == year_span(2025, 2029)


def test_on_a_large_paper_an_item_is_split_at_the_quarter_under_the_mouse(user: SheetUser) -> None:
    user.view.zoom = 200
    user.view.select(item("train"))
    x, _ = user.view.paper.to_page(user.month(1, 2027, 3.4))
    assert user.view.commands.split_month(x) == first_month(2027) + 3


def test_a_year_is_split_at_a_quarter(user: SheetUser) -> None:
    user.click(user.middle(item("start")))
    user.press(Key.Key_J, CTRL | SHIFT)
    spans = [one.span.length for one in user.initiative.schedule.rows[0].items]
    assert spans == [12, 6, 6]


def test_selected_neighbours_are_joined(user: SheetUser, session: DocumentSession) -> None:
    user.click(user.middle(item("study")))
    user.press(Key.Key_J, CTRL)
    assert "2本以上" in user.said[-1]
    user.click(user.middle(item("start")), CTRL)
    assert "2本を結合" in choices(user)
    user.press(Key.Key_J, CTRL)
    assert user.texts()[0] == ["導入検討\n導入"]
    assert user.item("study").span == year_span(2025, 2026)
    assert user.view.chosen == ("study",)
    session.undo()
    assert user.texts()[0] == ["導入検討", "導入"]


def test_an_item_is_repeated_in_each_year(user: SheetUser, session: DocumentSession) -> None:
    user.click(user.middle(item("start")))
    user.press(Key.Key_R, CTRL)
    assert user.texts()[0] == ["導入検討", "導入", "導入", "導入", "導入"]
    session.undo()
    assert user.texts()[0] == ["導入検討", "導入"]
    user.click(user.middle(item("train")))
    user.press(Key.Key_R, CTRL)
    assert "空いている年度がありません" in user.said[-1]


def test_filling_without_anything_to_the_left_says_so(
    user: SheetUser, session: DocumentSession
) -> None:
    before = session.snapshot
    user.click(user.month(2, 2027))
    user.press(Key.Key_D, CTRL)
    assert "左に写す矢印がありません" in user.said[-1]
    assert session.snapshot is before
