"""The tab 点検: shown, narrowed, gone to, mended and let stand; each step can be taken back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.domain.checks.finding import Correction, Rewrite
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Block, ChronicleEntry
from kitaplanner.gui.commands.findings_commands import FindingsCommands
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.finding_words import correction_words
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.scene import Target
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import change_item
from kitaplanner.operations.sections import add_section, change_section
from tests.gui.test_accessible_names import nameless

SLIP = "デジタルデバインドの対策を行います。"


@pytest.fixture
def work(opened: MainWindow, qtbot: QtBot) -> DocumentSession:
    """The small plan with a slip in its first initiative and an open span, checked."""
    session = opened.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "summary", SLIP)
    session.perform(change_item, "first", "train", "span_confirmed", False)
    opened.rooms.findings.go_to_findings()
    page = opened.rooms.findings.page
    assert page.sentence.text() == "点検しています…"
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return session


@pytest.fixture
def room(opened: MainWindow, work: DocumentSession) -> FindingsCommands:
    """The tab with what was found."""
    return opened.rooms.findings


def rows(room: FindingsCommands) -> list[list[str]]:
    model = room.page.model
    return [
        [index.siblingAtColumn(column).data() for column in range(model.columnCount())]
        for index in model.leaves()
    ]


def choose(room: FindingsCommands, words: str) -> int:
    """Put the cursor on the row that holds some words."""
    row = next(at for at, one in enumerate(rows(room)) if any(words in cell for cell in one))
    room.page.table.setCurrentIndex(list(room.page.model.leaves())[row])
    return row


def current_row(room: FindingsCommands) -> int:
    """Give the place of the cursor among the single findings."""
    return list(room.page.model.leaves()).index(room.page.table.currentIndex())


def tab_title(window: MainWindow) -> str:
    tabs = window.rooms.workbench.tabs
    return tabs.tabText(tabs.currentIndex())


def test_the_gravest_stand_first_and_waiting_ones_by_choice(
    opened: MainWindow, room: FindingsCommands
) -> None:
    weights = [one[0] for one in rows(room)]
    assert weights[:2] == ["▲ 注意", "▲ 注意"]
    assert set(weights[2:]) == {"◇ 候補"}
    assert tab_title(opened) == "点検 2"
    assert room.page.bar.boxes["確認待ち"].text() == "○ 確認待ち 1"
    room.page.bar.boxes["確認待ち"].setChecked(True)
    assert rows(room)[-1][0] == "○ 確認待ち"
    slip = rows(room)[choose(room, "デバインド")]
    assert "電子申請の推進" in slip[1]
    assert "デバイド" in slip[4]
    assert "」→「" in room.page.detail.text()


def test_rows_are_narrowed_by_weight_department_and_word(room: FindingsCommands) -> None:
    page = room.page
    everything = rows(room)
    page.bar.boxes["注意"].setChecked(False)
    assert rows(room) == [one for one in everything if "注意" not in one[0]]
    page.bar.boxes["注意"].setChecked(True)
    page.bar.departments.setCurrentIndex(page.bar.departments.findData("DX推進担当課"))
    assert {one[1] for one in rows(room)} == {rows(room)[choose(room, "デバインド")][1]}
    page.bar.departments.setCurrentIndex(0)
    page.bar.word.setText("窓口")
    assert len(rows(room)) == 2
    page.bar.word.setText("ない言葉")
    assert page.sentence.isVisible()
    assert page.sentence.text() == "この絞り込みに合う指摘はありません"
    assert not page.accept.isEnabled()


def test_findings_of_a_kind_and_word_are_one_group(
    room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    page = room.page
    work.perform(change_initiative, "first", "notes", ("職員毎に行います。", "世帯毎に行います。"))
    work.perform(change_initiative, "second", "summary", "区民毎に行います。")
    qtbot.waitUntil(lambda: any("毎" in one[2] for one in rows(room)))
    model = page.model
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    (group,) = [one for one in tops if one.siblingAtColumn(2).data() == "校正候補：毎"]
    assert group.siblingAtColumn(1).data() == "3か所"
    assert group.siblingAtColumn(4).data() == "3か所に案"
    assert model.rowCount(group) == 3
    assert model.index(2, 1, group).data() == "1-(2) 窓口の改善"
    assert not page.table.isExpanded(group)
    page.table.setCurrentIndex(group)
    assert not page.mend.isEnabled()
    assert page.mend_alike.isEnabled()
    assert page.detail.text().startswith("3か所あります。")
    before = work.snapshot
    page.accept.click()
    # Two texts of one initiative are one exception: the same word in the same place.
    assert [one.target for one in work.snapshot.accepted] == ["first", "second"]
    assert not any("毎" in one[2] for one in rows(room))
    work.undo()
    assert work.snapshot == before


def test_rows_stand_as_the_plan_is_printed_when_that_is_wanted(room: FindingsCommands) -> None:
    page = room.page
    page.bar.arrangement.setCurrentIndex(page.bar.arrangement.findData("places"))
    places = [one[1] for one in rows(room)]
    assert places == sorted(places, key=["1-(1) 電子申請の推進", "1-(2) 窓口の改善"].index)
    assert all(not page.model.rowCount(index) for index in page.model.leaves())
    assert "デバインド" in rows(room)[0][2]


def test_rows_are_narrowed_by_kind_and_each_kind_has_its_count(room: FindingsCommands) -> None:
    page = room.page
    offered = [page.bar.rules.itemText(at) for at in range(page.bar.rules.count())]
    assert "校正候補 1" in offered
    page.bar.rules.setCurrentIndex(page.bar.rules.findData("slip"))
    assert [one[2] for one in rows(room)] == ["校正候補：デバインド"]


def test_all_of_a_kind_are_mended_in_one_step_and_told(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    work.perform(change_initiative, "first", "notes", ("職員毎に行います。", "世帯毎に５件。"))
    qtbot.waitUntil(lambda: any("５" in one[2] for one in rows(room)))
    before = work.snapshot
    found = tuple(one.finding for one in room.page.shown)
    mendable = tuple(one for one in found if one.correction is not None)
    room.mend_chosen(mendable, found)
    first = work.snapshot.initiative("first")
    assert first is not None
    assert first.notes == ("職員ごとに行います。", "世帯ごとに5件。")
    assert opened.message_bar.isVisible()
    assert "4か所を直しました" in opened.notifier._bar.text
    assert not any(one.finding.correction for one in room.page.shown)
    work.undo()
    assert work.snapshot == before


def test_what_changed_meanwhile_is_told_and_left(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    work.perform(change_initiative, "first", "notes", ("職員毎に行います。",))
    qtbot.waitUntil(lambda: any("毎" in one[2] for one in rows(room)))
    found = tuple(one.finding for one in room.page.shown if one.finding.correction)
    work.perform(change_initiative, "first", "summary", "別の文章です。")
    room.mend_chosen(found, found)
    assert (
        "1か所は、点検したあとに文章が変わりましたので直していません" in opened.notifier._bar.text
    )


def test_the_list_is_copied_in_cells(room: FindingsCommands) -> None:
    QTest.keyClick(room.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["重さ", "箇所", "内容", "理由", "直し方"]
    assert len(lines) == len(rows(room)) + 1
    assert {one.count("\t") for one in lines} == {4}


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_list_is_written_off_the_windows_thread(
    opened: MainWindow, room: FindingsCommands, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"点検結果一覧.{kind}"
    task = room.list.write(room.page.shown, path)
    assert task is not None
    with qtbot.waitSignal(task.succeeded):
        pass
    assert path.stat().st_size > 1000


def test_the_menu_leads_to_the_findings(opened: MainWindow, room: FindingsCommands) -> None:
    opened.rooms.workbench.tabs.setCurrentIndex(0)
    opened.actions_.to_findings.trigger()
    assert tab_title(opened).startswith("点検")
    assert room.page.table.hasFocus()


def test_enter_goes_to_the_sheet_with_the_item_selected(
    opened: MainWindow, room: FindingsCommands
) -> None:
    bench = opened.rooms.workbench
    room.page.bar.boxes["確認待ち"].setChecked(True)
    choose(room, "○ 確認待ち")
    QTest.keyClick(room.page.table, Qt.Key.Key_Return)
    assert bench.tabs.currentIndex() == 0
    assert bench.inspector.subject.initiative_id == "first"
    assert bench.inspector.subject.item_id == "train"


def test_enter_goes_to_the_section_with_the_block_chosen(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    entry = ChronicleEntry(2021, "デジタルデバインドの解消", 9)
    blocks = (Block("paragraph", "背景です。"), Block("chronicle", entries=(entry,)))
    work.perform(add_section, "背景", "", 1)
    section = work.snapshot.sections[-1]
    work.perform(change_section, dataclasses.replace(section, blocks=blocks))
    qtbot.waitUntil(lambda: any("デジタルデバインドの解消" in one[3] for one in rows(room)))
    choose(room, "背景")
    room.page.jump.click()
    booklet = opened.rooms.booklet
    assert tab_title(opened) == "冊子"
    assert (booklet.page.paper.section_id, booklet.page.paper.chosen) == (section.id, 1)


def test_a_finding_about_a_field_has_it_selected_on_the_sheet(
    opened: MainWindow, room: FindingsCommands
) -> None:
    choose(room, "デバインド")
    room.page.jump.click()
    assert opened.rooms.workbench.sheet.selection == Target("initiative", "first", "summary")


def test_a_suggestion_is_taken_in_one_step(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    choose(room, "◇ 候補")
    choose(room, "デバインド")
    before = work.snapshot
    room.page.mend.click()
    initiative = work.snapshot.initiative("first")
    assert initiative is not None
    assert initiative.summary == SLIP.replace("デバインド", "デバイド")
    assert not any("デバインド" in cell for one in rows(room) for cell in one)
    work.undo()
    assert work.snapshot == before
    qtbot.waitUntil(lambda: any("デバインド" in one[2] for one in rows(room)))


def test_a_finding_stands_with_its_reason_until_that_is_undone(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    before = work.snapshot
    choose(room, "▲ 注意")
    room.page.reason.setText("来年度に決める")
    room.page.accept.click()
    assert [one.reason for one in work.snapshot.accepted] == ["来年度に決める"]
    assert room.page.reason.text() == ""
    qtbot.waitUntil(lambda: tab_title(opened) == "点検 1")
    assert sum("注意" in one[0] for one in rows(room)) == 1
    work.undo()
    assert work.snapshot == before
    qtbot.waitUntil(lambda: tab_title(opened) == "点検 2")


def test_f8_walks_over_the_rows_and_over_the_sheets(
    opened: MainWindow, room: FindingsCommands
) -> None:
    table, bench = room.page.table, opened.rooms.workbench
    table.setCurrentIndex(room.page.model.index(0, 0))
    room.go_on()
    assert current_row(room) == 1
    room.go_back()
    room.go_back()
    assert current_row(room) == len(rows(room)) - 1
    bench.tabs.setCurrentIndex(0)
    room.go_on()
    assert current_row(room) == 0
    assert bench.tabs.currentIndex() == 0
    assert bench.inspector.subject.initiative_id == "second"


def test_the_first_f8_comes_to_the_first_finding(opened: MainWindow, qtbot: QtBot) -> None:
    room = opened.rooms.findings
    qtbot.waitUntil(lambda: opened.status.findings.text() != "")
    assert opened.rooms.workbench.tabs.currentIndex() == 0
    room.go_on()
    assert current_row(room) == 0
    room.go_on()
    assert current_row(room) == 1


def test_a_plan_that_may_only_be_read_is_not_settled(
    read_only: None, opened: MainWindow, qtbot: QtBot
) -> None:
    room = opened.rooms.findings
    room.go_to_findings()
    qtbot.waitUntil(lambda: room.page.model.rowCount() > 0)
    assert room.page.jump.isEnabled()
    page = room.page
    for part in (page.mend, page.mend_alike, page.bar.mend_shown, page.accept, page.reason):
        assert not part.isEnabled()


def test_the_menu_offers_what_the_buttons_do(room: FindingsCommands) -> None:
    choose(room, "▲ 注意")
    menu = room.page.make_menu()
    assert [(one.text(), one.isEnabled()) for one in menu.actions()] == [
        ("個票で開く", True),
        ("直す", False),
        ("同じものをまとめて直す…", False),
        ("このままでよい", True),
    ]


def test_everything_is_named_and_reached_by_tab(opened: MainWindow, room: FindingsCommands) -> None:
    page = room.page
    assert nameless(page) == []
    choose(room, "デバインド")
    opened.activateWindow()
    page.bar.boxes["誤り"].setFocus()
    reached = []
    for _ in range(20):
        widget = QApplication.focusWidget()
        assert widget is not None
        reached.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    for part in (
        page.bar.departments,
        page.bar.word,
        page.table,
        page.jump,
        page.mend,
        page.reason,
    ):
        assert part in reached


def test_without_a_document_and_without_findings_it_says_so(
    opened: MainWindow, room: FindingsCommands, work: DocumentSession, qtbot: QtBot
) -> None:
    page = room.page
    room._take(())
    assert page.sentence.text() == "指摘はありません"
    assert tab_title(opened) == "点検"
    room._take(None)
    assert page.sentence.text() == "点検しています…"


def test_a_correction_is_told_by_what_it_changes() -> None:
    address = Address("initiative", "first", "summary")
    told = correction_words(Correction(address, "一二三四五六七八九", (Rewrite(5, 6, "0"),)))
    assert told == "「二三四五六七八九」→「二三四五0七八九」"
    same_ends = correction_words(
        Correction(address, "区のの施設ののち", (Rewrite(1, 3, "の"), Rewrite(5, 7, "の")))
    )
    assert same_ends == "「区のの施設ののち」→「区の施設のち」"
