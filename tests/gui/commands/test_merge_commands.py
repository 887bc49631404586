"""統合: another file of the plan is read, looked at, chosen from, and becomes one edit."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.plan import Plan
from kitaplanner.gui.imports.review_dialog import ReviewDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.operations.documents import (
    Workspace,
    blank_plan,
    open_workspace,
    read_plan,
    write_new,
)
from kitaplanner.operations.editions import freeze_edition
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import resize_item
from tests.gui.imports.helpers import wait_for_tasks
from tests.gui.test_accessible_names import nameless

OURS = "こちらの概要です。"
THEIRS = "相手の概要です。"


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """Leave no review open."""
    yield
    window.rooms.merging.close()


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What boxes said."""
    said: list[str] = []
    monkeypatch.setattr(window.notifier, "_tell", lambda *words: said.append(str(words[2])))
    return said


def copy_of(path: Path, *edits: Callable[[Workspace], Any], name: str = "相手.kitaplan") -> Path:
    """A copy of a file, edited and saved by a colleague."""
    other = path.with_name(name)
    shutil.copyfile(path, other)
    workspace = open_workspace(other, "相手")
    for edit in edits:
        edit(workspace)
    workspace.save()
    workspace.close()
    return other


def summary(text: str) -> Callable[[Workspace], Any]:
    return lambda one: change_initiative(one.document, "first", "summary", text)


def notes(*texts: str) -> Callable[[Workspace], Any]:
    return lambda one: change_initiative(one.document, "first", "notes", texts)


def plan_in(window: MainWindow) -> Plan:
    session = window.desk.session
    assert session is not None
    return session.snapshot


def edit(window: MainWindow, field: str, value: object, initiative: str = "first") -> None:
    session = window.desk.session
    assert session is not None
    session.perform(change_initiative, initiative, field, value)


def merge(window: MainWindow, qtbot: QtBot, path: Path) -> ReviewDialog:
    """Read a file and give the review of it."""
    assert window.rooms.merging.merge_with(path) is not None
    qtbot.waitUntil(lambda: window.rooms.merging.review is not None, timeout=30_000)
    wait_for_tasks(window, qtbot)
    review = window.rooms.merging.review
    assert review is not None
    return review


def texts(window: MainWindow) -> tuple[str, tuple[str, ...]]:
    first = plan_in(window).initiative("first")
    assert first is not None
    return first.summary, first.notes


# --- looking and choosing ------------------------------------------------------------------------


def test_what_only_they_changed_comes_in_by_one_edit(
    opened: MainWindow, saved: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = copy_of(saved, notes("相手の注です。"))
    edit(opened, "summary", OURS)
    before = plan_in(opened)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (str(other), ""))
    opened.actions_.merge.trigger()
    qtbot.waitUntil(lambda: opened.rooms.merging.review is not None, timeout=30_000)
    review = opened.rooms.merging.review
    assert review is not None
    wait_for_tasks(opened, qtbot)
    assert "こちらは1回、相手は1回編集しています。" in review.intro.text()
    assert review.take_in.text() == "1件を入れて統合する"
    assert not review.choice.isVisibleTo(review)
    qtbot.mouseClick(review.take_in, Qt.MouseButton.LeftButton)
    assert texts(opened) == (OURS, ("相手の注です。",))
    session = opened.desk.session
    assert session is not None
    assert session.undo_label == "「相手.kitaplan」の統合"
    assert opened.message_bar.text.startswith("相手の変更を1件入れました。")
    session.undo()
    assert plan_in(opened) == before


def test_where_both_changed_one_side_is_chosen(
    opened: MainWindow, saved: Path, qtbot: QtBot
) -> None:
    other = copy_of(saved, summary(THEIRS), notes("相手の注です。"))
    edit(opened, "summary", OURS)
    review = merge(opened, qtbot, other)
    current = review.current  # what both changed is looked at first
    assert current is not None
    assert current.change is not None
    assert current.change.field == "summary"
    said = review.details.toPlainText()
    for name, text in (("分かれる前", "申請を電子化します。"), ("こちら", OURS), ("相手", THEIRS)):
        assert name in said
        assert text in said
    # Both are marked by what they did to the text before them.
    come = opened.theme.colours.done_text.lower()
    assert [text for text, colour in _marks(review) if colour == come] == [OURS[:-1], THEIRS[:-1]]
    assert review.choice.ours.isChecked()
    assert OURS in _printed(review.sheets.before)
    assert THEIRS in _printed(review.sheets.after)
    qtbot.mouseClick(review.choice.theirs, Qt.MouseButton.LeftButton)
    assert current.change.id in review.model.accepted[1]
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)
    assert review.choice.ours.isChecked()
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)
    assert review.choice.theirs.isChecked()
    review.take_in.click()
    assert texts(opened) == (THEIRS, ("相手の注です。",))


def test_ours_stays_where_nobody_chose(opened: MainWindow, saved: Path, qtbot: QtBot) -> None:
    other = copy_of(saved, summary(THEIRS), notes("相手の注です。"))
    edit(opened, "summary", OURS)
    review = merge(opened, qtbot, other)
    review.take_in.click()
    assert texts(opened) == (OURS, ("相手の注です。",))


def test_a_review_that_is_closed_changes_nothing(
    opened: MainWindow, saved: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = copy_of(saved, summary(THEIRS))
    contents = other.read_bytes()
    edit(opened, "summary", OURS)
    before = plan_in(opened)
    review = merge(opened, qtbot, other)
    asked: list[str] = []
    monkeypatch.setattr(opened.notifier, "confirm", lambda *words: not asked.append(words[0]))
    review.choice.theirs.click()
    qtbot.keyClick(review.tree, Qt.Key.Key_Escape)
    assert asked == ["統合せずに閉じますか？"]
    assert opened.rooms.merging.review is None
    assert plan_in(opened) is before
    assert other.read_bytes() == contents
    assert {one.name for one in other.parent.glob("*相手*")} == {other.name}


def test_everything_in_the_window_has_a_name(opened: MainWindow, saved: Path, qtbot: QtBot) -> None:
    other = copy_of(saved, summary(THEIRS))
    edit(opened, "summary", OURS)
    review = merge(opened, qtbot, other)
    assert not nameless(review)


def test_the_record_says_what_was_taken(
    opened: MainWindow,
    saved: Path,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longer = "区のすべての手続について、窓口に来なくても申請できるようにします。"
    other = copy_of(saved, summary(longer), notes("相手の注です。"))
    edit(opened, "summary", OURS)
    merge(opened, qtbot, other).take_in.click()
    opened.rooms.merging.show_record()
    dialog = opened.rooms.merging.record_dialog
    assert dialog is not None
    said = dialog.text.toPlainText()
    assert "相手から入れた変更" in said
    assert "相手の注です。" in said
    assert "両方が変えたところ：こちらを残したもの" in said
    assert f"相手：{longer}" in said  # what was not taken is not lost either
    path = tmp_path / "記録"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(path), ""))
    dialog.save_button.click()
    written = path.with_name("記録.txt").read_text("utf-8-sig")
    assert written.startswith("■ 統合した相手\n・相手.kitaplan")
    dialog.close_button.click()
    assert opened.rooms.merging.record_dialog is None


def test_a_plan_that_changed_meanwhile_is_compared_again(
    opened: MainWindow, saved: Path, qtbot: QtBot
) -> None:
    review = merge(opened, qtbot, copy_of(saved, summary(THEIRS)))
    assert len(review.reviews) == 1
    edit(opened, "summary", OURS)
    review.take_in.click()
    wait_for_tasks(opened, qtbot)
    qtbot.waitUntil(lambda: len(review.reviews) == 2)
    assert "計画が変わった" in review.problem.text()
    assert texts(opened)[0] == OURS


# --- what is said --------------------------------------------------------------------------------


def test_without_a_common_ancestor_it_says_what_that_means(
    opened: MainWindow, saved: Path, small_plan: Plan, qtbot: QtBot
) -> None:
    other = saved.with_name("作り直し.kitaplan")
    write_new(other, small_plan, "相手")  # the same plan, but with a history of its own
    workspace = open_workspace(other, "相手")
    summary(THEIRS)(workspace)
    workspace.save()
    workspace.close()
    review = merge(opened, qtbot, other)
    assert "分かれる前の状態は、見つかりませんでした。" in review.intro.text()
    assert review.model.accepted == (frozenset(),)
    assert "どちらが新しいかは分かりません。" in review.details.toPlainText()
    review.changes.tick_all.click()
    review.take_in.click()
    assert texts(opened)[0] == THEIRS


def test_what_is_left_in_the_other_file_is_said(
    opened: MainWindow, saved: Path, qtbot: QtBot
) -> None:
    other = copy_of(
        saved, summary(THEIRS), lambda one: freeze_edition(one.document, "素案2", "2026-11-20", "")
    )
    workspace = open_workspace(other, "相手の職員")
    review = merge(opened, qtbot, other)
    workspace.close(discard=True)
    assert "「素案2」は、統合しません" in review.intro.text()
    assert "相手の職員（パソコン：" in review.intro.text()


def test_nothing_to_merge_opens_no_window(opened: MainWindow, saved: Path, qtbot: QtBot) -> None:
    other = copy_of(saved)
    edit(opened, "summary", OURS)
    opened.rooms.merging.merge_with(other)
    wait_for_tasks(opened, qtbot)
    assert opened.rooms.merging.review is None
    assert "統合するものはありません" in opened.message_bar.text


def test_stopping_changes_nothing(opened: MainWindow, saved: Path, qtbot: QtBot) -> None:
    task = opened.rooms.merging.merge_with(copy_of(saved, summary(THEIRS)))
    assert task is not None
    task.cancel()
    wait_for_tasks(opened, qtbot)
    assert opened.rooms.merging.review is None
    assert opened.message_bar.text == "統合を中止しました。計画は変わっていません。"


def _same(path: Path) -> Path:
    return path


def _other_plan(path: Path) -> Path:
    other = path.with_name("別.kitaplan")
    write_new(other, blank_plan("kita"), "相手")
    return other


def _newer(path: Path) -> Path:
    other = copy_of(path)
    with contextlib.closing(sqlite3.connect(other)) as driver:
        driver.execute("PRAGMA user_version = 9999")
    return other


def _damaged(path: Path) -> Path:
    other = copy_of(path)
    data = bytearray(other.read_bytes())
    data[4096:12288] = bytes(8192)
    other.write_bytes(data)
    return other


def _no_plan(path: Path) -> Path:
    other = path.with_name("文書.kitaplan")
    other.write_bytes(b"no plan at all")
    return other


def _gone(path: Path) -> Path:
    return path.with_name("ない.kitaplan")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_same, "いま開いているファイルです"),
        (_other_plan, "別の計画のファイルです"),
        (_newer, "新しい"),
        (_damaged, "壊れ"),
        (_no_plan, "文書.kitaplan"),
        (_gone, "見つからない"),
    ],
)
def test_a_file_that_can_not_be_merged_says_why(
    opened: MainWindow,
    saved: Path,
    qtbot: QtBot,
    told: list[str],
    make: Callable[[Path], Path],
    words: str,
) -> None:
    edit(opened, "summary", OURS)
    before = plan_in(opened)
    opened.rooms.merging.merge_with(make(saved))
    wait_for_tasks(opened, qtbot)
    (said,) = told
    assert words in said
    assert opened.rooms.merging.review is None
    assert plan_in(opened) is before


def test_a_read_only_plan_is_not_merged_into(
    opened: MainWindow, saved: Path, read_only: None
) -> None:
    assert opened.rooms.merging.merge_with(copy_of(saved)) is None
    assert "読取専用" in opened.message_bar.text


# --- two people ----------------------------------------------------------------------------------


def test_two_windows_edit_copies_and_one_merges(
    opened: MainWindow, saved: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    other_file = copy_of(saved)
    colleague = MainWindow(Settings(tmp_path / "other.ini"), Theme("light"))
    qtbot.addWidget(colleague)
    colleague.furnish()
    assert colleague.rooms.files.open_path(other_file)
    there, here = colleague.desk.session, opened.desk.session
    assert there is not None
    assert here is not None
    # The colleague: a longer arrow, a note, a summary, a new name of the second initiative.
    there.perform(resize_item, "first", "start", year_span(2026, 2028))
    edit(colleague, "notes", ("相手の注です。",))
    edit(colleague, "summary", THEIRS)
    edit(colleague, "name", "窓口の見直し", "second")
    assert colleague.rooms.files.save()
    # Here: departments, the same summary, another arrow; not saved.
    edit(opened, "departments", ("全庁",))
    edit(opened, "summary", OURS)
    here.perform(resize_item, "first", "train", year_span(2025, 2027))
    before = plan_in(opened)

    review = merge(opened, qtbot, other_file)
    assert [len(one.changes) for one in review.reviews] == [3, 1]
    qtbot.keyClick(review.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    first, second = plan_in(opened).initiatives()
    assert (first.summary, first.notes, first.departments) == (OURS, ("相手の注です。",), ("全庁",))
    spans = {one.id: (one.start, one.end) for one in first.schedule.items()}
    assert spans["start"] == year_span(2026, 2028)
    assert spans["train"] == year_span(2025, 2027)
    assert second.name == "窓口の見直し"
    merged = plan_in(opened)
    here.undo()
    assert plan_in(opened) == before
    here.redo()
    assert opened.rooms.files.save()
    assert read_plan(saved) == merged
    assert colleague.rooms.files.close_document(leaving=True)
    colleague.close()


def _printed(pane: Any) -> str:
    return "".join(one.text for one in pane.page.texts())


def _marks(review: ReviewDialog) -> list[tuple[str, str]]:
    """The pieces of the details with their colours."""
    found = []
    block = review.details.document().begin()
    while block.isValid():
        for one in block:
            fragment = one.fragment()
            found.append((fragment.text(), fragment.charFormat().foreground().color().name()))
        block = block.next()
    return found
