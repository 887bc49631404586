"""The review: what is ticked, what is shown beside what, walking, and the window itself."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Span, year_span
from kitaplanner.gui.imports.review_dialog import ReviewDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.models.import_model import STATE, Branch
from kitaplanner.importers.workbook.content import Merge
from kitaplanner.operations.documents import write_new
from kitaplanner.operations.exports import export_xlsx
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import resize_item
from tests.gui.imports.helpers import as_guessed, list_file, take_in
from tests.gui.test_accessible_names import nameless

CORPUS = Path(__file__).parents[2] / "importers" / "corpus" / "workbooks"


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """Leave no review open."""
    yield
    window.rooms.imports.close()


@pytest.fixture
def review(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ReviewDialog:
    """The review of the list: a safe change of two initiatives, and a new one."""
    as_guessed(monkeypatch)
    return take_in(opened, qtbot, list_file(tmp_path))


def line(review: ReviewDialog, words: str) -> Branch:
    """The first line that says so."""
    return next(one for one in review.model.lines() if words in review.model.words(one))


def go(review: ReviewDialog, words: str) -> Branch:
    found = line(review, words)
    review.tree.setCurrentIndex(review.model.index_of(found))
    return found


def tick(review: ReviewDialog, branch: Branch) -> object:
    index = review.model.index_of(branch)
    return review.model.data(index, Qt.ItemDataRole.CheckStateRole)


def test_a_tick_is_one_of_all_below(review: ReviewDialog, qtbot: QtBot) -> None:
    file, group = line(review, "一覧.csv"), line(review, "電子申請の推進")
    assert tick(review, file) == tick(review, group) == Qt.CheckState.Checked
    go(review, "事業概要")
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)
    assert tick(review, file) == Qt.CheckState.PartiallyChecked
    assert tick(review, group) == Qt.CheckState.Unchecked
    go(review, "一覧.csv")
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)
    assert tick(review, file) == tick(review, group) == Qt.CheckState.Checked
    qtbot.keyClick(review.tree, Qt.Key.Key_Space)
    assert tick(review, file) == Qt.CheckState.Unchecked
    assert not review.take_in.isEnabled()
    assert review.count.text() == "3件の変更のうち0件を取り込みます"
    review.changes.tick_all.click()
    assert review.take_in.text() == "3件を取り込む"
    review.changes.tick_none.click()
    review.changes.tick_certain.click()
    assert review.model.accepted == (review.reviews[0].ticked,)


def test_the_mouse_ticks_too(review: ReviewDialog, qtbot: QtBot) -> None:
    branch = line(review, "事業概要")
    place = review.tree.visualRect(review.model.index_of(branch))
    box = QPoint(place.left() + review.fontMetrics().height() // 2, place.center().y())
    qtbot.mouseClick(review.tree.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert tick(review, branch) == Qt.CheckState.Unchecked


def test_what_is_filtered_out_keeps_its_tick(review: ReviewDialog) -> None:
    review.filters["safe"].setChecked(False)
    shown = [one.change.state for one in review.model.lines() if one.change is not None]
    assert shown == ["new"]
    file = line(review, "一覧.csv")
    review.model.toggle(review.model.index_of(file))
    assert tick(review, file) == Qt.CheckState.Unchecked
    review.filters["safe"].setChecked(True)
    assert tick(review, line(review, "事業概要")) == Qt.CheckState.Checked
    assert tick(review, line(review, "新しい取組")) == Qt.CheckState.Unchecked


def test_sheets_stand_side_by_side_with_what_changed(review: ReviewDialog) -> None:
    go(review, "事業概要")
    before, after = review.sheets.before, review.sheets.after
    assert before.page is not None
    assert after.page is not None
    assert "申請を電子化します。" in "".join(one.text for one in before.page.texts())
    assert "申請をすべて電子化します。" in "".join(one.text for one in after.page.texts())
    for pane in (before, after):
        (outline,) = pane.outlines
        assert outline.is_chosen
        assert pane.page is not None
        region = pane.page.region_at(outline.rect.x + 1, outline.rect.y + 1)
        assert region is not None
        assert region.target.field == "summary"
    html = review.details.toHtml()
    assert "underline" in html
    assert "すべて" in review.details.toPlainText()
    go(review, "新しい取組")
    assert before.page is None
    assert after.page is not None


def test_the_sheet_after_follows_the_ticks(review: ReviewDialog) -> None:
    group = go(review, "電子申請の推進")
    after = review.sheets.after
    assert after.page is not None
    assert "すべて" in "".join(one.text for one in after.page.texts())
    review.model.toggle(review.model.index_of(group))
    assert after.page is not None
    assert "すべて" not in "".join(one.text for one in after.page.texts())


def test_the_place_in_the_source_is_outlined(review: ReviewDialog) -> None:
    go(review, "事業概要")
    assert review.picture.sheet_name == "一覧"
    assert review.picture.marked == Merge(1, 2, 1, 2)
    assert review.place.text() == "資料の該当箇所：一覧!C2"
    review.picture.grab()  # it is painted without complaint


def test_both_sheets_scroll_and_grow_together(review: ReviewDialog) -> None:
    go(review, "事業概要")
    width = review.sheets.before.horizontalScrollBar().maximum()
    review.sheets.zoom_by(5)
    assert review.sheets.before.horizontalScrollBar().maximum() > width
    review.sheets.before.horizontalScrollBar().setValue(30)
    assert review.sheets.after.horizontalScrollBar().value() == 30
    review.sheets.zoom_by(-9)
    assert review.sheets.before.horizontalScrollBar().maximum() == width


def test_enter_takes_nothing_in_by_accident(review: ReviewDialog, qtbot: QtBot) -> None:
    taken: list[object] = []
    review.apply_wanted.disconnect()
    review.apply_wanted.connect(taken.append)
    qtbot.keyClick(review.tree, Qt.Key.Key_Return)
    assert not taken
    review.take_in.setFocus()
    qtbot.keyClick(review.take_in, Qt.Key.Key_Return)
    assert len(taken) == 1
    qtbot.keyClick(review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(taken) == 2


def test_ticks_that_somebody_made_are_not_thrown_away(
    review: ReviewDialog, opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(opened.notifier, "confirm", lambda *words: answers.pop(0))
    review.changes.tick_none.click()
    qtbot.keyClick(review.tree, Qt.Key.Key_Escape)
    assert opened.rooms.imports.review is review
    qtbot.keyClick(review.tree, Qt.Key.Key_Escape)
    assert opened.rooms.imports.review is None
    assert not answers


def test_everything_has_a_name_and_can_be_reached(review: ReviewDialog, qtbot: QtBot) -> None:
    assert nameless(review) == []
    index = review.model.index_of(line(review, "事業概要"))
    said = review.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("事業概要")
    assert said.endswith("、安全")
    wanted = {review.tree, review.take_in, review.cancel, review.details, review.picture}
    wanted |= {review.sheets.before, review.sheets.after, review.changes.tick_all}
    review.tree.setFocus()
    for _ in range(60):
        wanted.discard(review.focusWidget())
        review.focusNextChild()
    assert not wanted


def test_the_window_remembers_its_size(
    opened: MainWindow, review: ReviewDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    assert review.minimumSizeHint().width() < 683  # 1366 pixels at 200 %
    review.resize(790, 560)
    opened.rooms.imports.close()
    again = take_in(opened, qtbot, tmp_path / "一覧.csv")
    assert (again.width(), again.height()) == (790, 560)


# --- other sources ------------------------------------------------------------------------------


def test_a_change_on_both_sides_is_a_conflict_that_is_not_ticked(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = opened.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "summary", "課が直した概要")
    path = tmp_path / "回答.xlsx"
    export_xlsx(session.snapshot, path, "sheets")
    session.perform(change_initiative, "first", "summary", "区が直した概要")
    book = _rewritten(path, "課が直した概要", "課がまた直した概要")
    review = take_in(opened, qtbot, book)
    (change,) = review.reviews[0].found.changes
    assert change.state == "conflict"
    assert not review.take_in.isEnabled()
    assert review.current is not None
    assert review.current.change is change
    said = review.details.toPlainText()
    assert "送ったとき" in said
    assert "課が直した概要" in said
    assert "！ 競合" in said


def _rewritten(path: Path, old: str, new: str) -> Path:
    """Change a text of a workbook as somebody in another department would."""
    made = path.with_name("直した回答.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith(("xl/worksheets/", "xl/sharedStrings")):
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return made


def test_drawn_sheets_show_their_shapes_and_what_was_not_read(
    opened: MainWindow, qtbot: QtBot
) -> None:
    review = take_in(opened, qtbot, CORPUS / "04a_pentagons.xlsx")
    lost = next(one for one in review.model.lines() if one.kind == "lost")
    review.tree.setCurrentIndex(review.model.index_of(lost))
    assert review.picture.sheet_name == "実施計画"
    assert review.picture.marked is not None
    assert lost.lost is not None
    assert lost.lost.why in review.details.toPlainText()
    review.picture.grab()
    review.picture.horizontalScrollBar().setValue(200)
    review.picture.grab()


def test_f8_walks_through_what_needs_a_look(opened: MainWindow, qtbot: QtBot) -> None:
    review = take_in(opened, qtbot, CORPUS / "02b_repeated_filled.xlsx")
    looks = [one for one in review.model.lines() if one.needs_a_look]
    assert len(looks) > 1
    assert not any(review.model.accepted)
    seen = []
    for _ in looks:
        seen.append(review.current)
        review.go_to_next()
    assert seen == looks
    assert review.current is looks[0]
    review.go_to_previous()
    assert review.current is looks[-1]


def test_nothing_to_look_at_is_said(review: ReviewDialog) -> None:
    review.go_to_next()
    assert review.problem.text() == "確かめる必要のあるものは、ほかにありません。"


def test_a_workbook_without_a_plan_says_why(opened: MainWindow, qtbot: QtBot) -> None:
    review = take_in(opened, qtbot, CORPUS / "90a_budget.xlsx")
    assert not review.take_in.isEnabled()
    assert review.count.text() == "変更なし"
    assert "事業を1件も読み取れませんでした" in review.details.toPlainText()
    assert any(one in review.details.toPlainText() for one in review.reviews[0].found.remarks)
    assert review.columns.isVisible()
    file = next(review.model.lines())
    assert review.model.data(review.model.index_of(file).siblingAtColumn(STATE)) == "事業なし"


def test_one_bad_file_does_not_stop_the_others(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guessed(monkeypatch)
    hostile = tmp_path / "悪いブック.xlsx"
    hostile.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    review = take_in(opened, qtbot, list_file(tmp_path), hostile)
    assert [one.found.source for one in review.reviews] == ["一覧.csv", "悪いブック.xlsx"]
    go(review, "悪いブック.xlsx")
    assert "悪いブック.xlsx" in review.details.toPlainText()
    review.take_in.click()
    session = opened.desk.session
    assert session is not None
    assert session.undo_label == "「一覧.csv」ほか1件の取り込み"


def test_changes_that_need_each_other_are_refused_in_the_window(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = opened.desk.session
    assert session is not None
    span = Span(year_span(2025).start, year_span(2026).end)
    session.perform(resize_item, "first", "study", span)  # pushes its neighbour
    other = tmp_path / "別の案.kitaplan"
    write_new(other, session.snapshot, "試験")
    session.undo()
    before = session.snapshot
    review = take_in(opened, qtbot, other)
    assert review.take_in.text() == "2件を取り込む"
    review.model.toggle(review.model.index_of(go(review, "「導入」")))
    review.take_in.click()
    assert "期間が重なります" in review.problem.text()
    assert review.problem.isVisible()
    assert session.snapshot is before
    assert opened.rooms.imports.review is review


def test_a_plan_has_no_cells_to_show(
    opened: MainWindow, qtbot: QtBot, saved: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "写し.kitaplan"
    shutil.copy(saved, copy)
    session = opened.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "name", "別の名")
    review = take_in(opened, qtbot, copy)
    assert review.picture.sheet_name == ""
    (change,) = review.reviews[0].found.changes
    assert (change.before, change.after) == ("別の名", "電子申請の推進")
    review.grab()
