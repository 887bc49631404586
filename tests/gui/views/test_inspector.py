"""The inspector: every field reaches the document, and follows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.domain.plan import Initiative, ScheduleItem, Started
from kitaplanner.errors import KitaError
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.history_list import HistoryList
from kitaplanner.gui.views.inspector import HISTORY_LENGTH, Inspector, Subject
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.nodes import change_node
from kitaplanner.operations.schedule_items import change_item, remove_items, resize_item
from tests.gui.widgets.test_small_widgets import choose

STUDY = Subject("first", "study")


@pytest.fixture
def inspector(session: DocumentSession, qtbot: QtBot) -> Inspector:
    made = Inspector()
    qtbot.addWidget(made)
    made.set_session(session)
    made.resize(320, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def first(session: DocumentSession) -> Initiative:
    found = session.snapshot.initiative("first")
    assert found is not None
    return found


def study(session: DocumentSession) -> ScheduleItem:
    return next(one for one in first(session).schedule.items() if one.id == "study")


def test_nothing_selected_shows_what_can_be_done(inspector: Inspector) -> None:
    assert inspector.tip.isVisible()
    assert not inspector.item.isVisible()
    assert not inspector.history.isVisible()


def test_an_item_is_shown_with_all_its_fields(
    inspector: Inspector, session: DocumentSession, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(inspector.title_changed) as title:
        inspector.show_subject(STUDY)
    panel = inspector.item
    assert title.args == ["選択中の矢印"]
    assert panel.isVisible()
    assert panel.text.toPlainText() == "導入検討"
    assert (panel.start.month, panel.end.month) == year_span(2025)
    assert panel.span.text() == "令和7年度（12か月）"
    assert panel.kind.currentText() == "矢印"
    assert not panel.notice.isVisible()


def test_every_field_of_an_item_reaches_the_document(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(STUDY)
    panel = inspector.item
    panel.text.setPlainText("検討")
    panel.text.commit()
    panel.note.setText("一部を除く")
    panel.note.commit()
    choose(panel.kind, "破線枠")
    panel.opens_before.click()
    panel.started.chosen.emit(Started(2024))
    panel.departments.chosen.emit(("全庁",))
    item = study(session)
    assert (item.text, item.note, item.kind, item.opens_before, item.started) == (
        "検討",
        "一部を除く",
        "dashed",
        True,
        Started(2024),
    )
    assert item.departments == ("全庁",)


def test_a_longer_span_pushes_the_neighbour(inspector: Inspector, session: DocumentSession) -> None:
    inspector.show_subject(STUDY)
    year, _ = inspector.item.end.findChildren(QComboBox)
    choose(year, "令和8年度")
    assert study(session).span == year_span(2025, 2026)
    assert first(session).schedule.rows[0].items[1].span == year_span(2027)
    assert inspector.item.span.text() == "令和7年度～令和8年度（24か月）"


def test_a_span_that_is_refused_is_shown_as_it_was(
    inspector: Inspector, session: DocumentSession
) -> None:
    heard: list[KitaError] = []
    session.refused.connect(heard.append)
    inspector.show_subject(STUDY)
    start_year, _ = inspector.item.start.findChildren(QComboBox)
    choose(start_year, "令和9年度")
    assert len(heard) == 1
    assert study(session).span == year_span(2025)
    assert inspector.item.start.month == first_month(2025)


def test_months_can_be_chosen(inspector: Inspector, session: DocumentSession) -> None:
    inspector.show_subject(STUDY)
    _, month = inspector.item.end.findChildren(QComboBox)
    choose(month, "9月")
    start = first_month(2025)
    assert study(session).span == Span(start, start + 5)


def test_an_unconfirmed_span_can_be_confirmed(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "span_confirmed", False)
    inspector.show_subject(STUDY)
    assert inspector.item.notice.isVisible()
    inspector.item.confirm.click()
    assert study(session).span_confirmed
    assert not inspector.item.notice.isVisible()


def test_fields_and_history_follow_undo(inspector: Inspector, session: DocumentSession) -> None:
    inspector.show_subject(STUDY)
    session.perform(change_item, "first", "study", "text", "別の文言")
    assert inspector.item.text.toPlainText() == "別の文言"
    assert "矢印「導入検討」の文言を変更" in told(inspector)
    session.undo()
    assert inspector.item.text.toPlainText() == "導入検討"
    assert "取消：" in told(inspector)


def test_going_elsewhere_hands_over_what_was_typed(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(STUDY)
    inspector.item.text.setPlainText("書きかけ")
    inspector.show_subject(Subject("first", "start"))
    assert study(session).text == "書きかけ"
    assert inspector.item.text.toPlainText() == "導入"


def test_the_subject_that_is_gone_gives_way_to_its_initiative(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(STUDY)
    session.perform(remove_items, "first", ["study"])
    assert inspector.initiative.isVisible()


def test_every_field_of_an_initiative_reaches_the_document(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(Subject("first"))
    panel = inspector.initiative
    panel.name.setPlainText("電子申請")
    panel.name.commit()
    panel.summary.setPlainText("一行目\n二行目")
    panel.summary.commit()
    panel.notes.setPlainText("注一\n\n 注二 ")
    panel.notes.commit()
    panel.marks.setText("新規,拡充、★")
    panel.marks.commit()
    panel.departments.chosen.emit(("全庁", "DX推進担当課"))
    choose(panel.divisions, "4つ（四半期）")
    initiative = first(session)
    assert initiative.name == "電子申請"
    assert initiative.summary == "一行目\n二行目"
    assert initiative.notes == ("注一", "注二")
    assert initiative.marks == ("新規", "拡充", "★")
    assert initiative.departments == ("全庁", "DX推進担当課")
    assert initiative.schedule.divisions == 4


def test_every_field_of_a_heading_reaches_the_document(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(Subject(node_id="policy"))
    panel = inspector.node
    for field, text in (
        (panel.name, "便利になる"),
        (panel.lead, "説明"),
        (panel.vision, "姿一\n姿二"),
        (panel.outcome_goal, "目標"),
    ):
        field.setPlainText(text)
        field.commit()
    node = session.snapshot.node("policy")
    assert node is not None
    assert (node.name, node.lead, node.vision, node.outcome_goal) == (
        "便利になる",
        "説明",
        ("姿一", "姿二"),
        "目標",
    )


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_is_shown_and_not_changed(session: DocumentSession, qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.set_session(session)
    inspector.show_subject(STUDY)
    assert not inspector.item.isEnabled()
    assert inspector.item.text.toPlainText() == "導入検討"


# --- history ------------------------------------------------------------------------------------


def test_the_history_follows_once_the_keys_rest(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(STUDY)
    before = told(inspector)
    session.perform(change_item, "first", "study", "text", "比較検討")
    assert inspector.history.text == before  # a key is not kept waiting for it
    assert "文言を変更" in told(inspector)


def test_an_entry_opens_to_its_fields_and_gives_a_value_back(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "text", "比較検討")
    inspector.show_subject(STUDY)
    assert "導入検討 → 比較検討" not in told(inspector)
    settled(inspector).toggle(1)
    assert "矢印「比較検討」　文言：導入検討 → 比較検討" in told(inspector)
    follow(inspector, "restore:1:0:text")
    assert study(session).text == "導入検討"
    assert "以前の値に戻す" in told(inspector)
    assert "導入検討 → 比較検討" in told(inspector)  # still open
    session.undo()
    assert study(session).text == "比較検討"


def test_a_value_that_no_longer_fits_is_refused_in_words(
    inspector: Inspector, session: DocumentSession, qtbot: QtBot
) -> None:
    session.perform(resize_item, "first", "start", year_span(2028))
    session.perform(resize_item, "first", "study", year_span(2025, 2027))
    inspector.show_subject(Subject("first", "start"))
    with qtbot.waitSignal(session.refused) as refused:
        follow(inspector, "restore:1:0:span")
    assert "「導入検討」と重なります" in str(refused.args[0])


def test_the_history_is_that_of_what_is_selected(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "text", "比較検討")
    session.perform(change_node, "step", "lead", "説明")
    inspector.show_subject(Subject("first", "start"))
    assert told(inspector) == "まだ変更はありません。"
    inspector.show_subject(Subject("first"))
    assert "文言を変更" in told(inspector)
    inspector.show_subject(Subject(node_id="step"))
    assert "見出しの説明文を変更" in told(inspector)
    assert "文言" not in told(inspector).replace("説明文", "")


def test_older_entries_come_when_they_are_wanted(
    inspector: Inspector, session: DocumentSession
) -> None:
    for number in range(HISTORY_LENGTH + 2):
        session.perform(change_item, "first", "study", "note", f"注{number}")
    inspector.show_subject(STUDY)
    assert told(inspector).count("注記を変更") == HISTORY_LENGTH
    follow(inspector, "more")
    assert told(inspector).count("注記を変更") == HISTORY_LENGTH + 2


def test_what_was_removed_is_told_and_offers_nothing(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "text", "比較\n検討 <b>")
    session.perform(remove_items, "first", ["start"])
    inspector.show_subject(Subject("first"))
    for sequence in (1, 2):
        settled(inspector).toggle(sequence)
    words = shown_words(inspector)
    assert "比較<br>検討 &lt;b&gt;" in words
    assert "restore:1:0:text" in words
    assert "restore:2" not in words
    assert "削除：令和8年度、導入 → （空欄）" in told(inspector)


def test_a_long_text_is_shown_around_its_change(
    inspector: Inspector, session: DocumentSession
) -> None:
    text = "前" * 80 + "甲" + "後" * 80
    session.perform(change_initiative, "first", "summary", text)
    session.perform(change_initiative, "first", "summary", text.replace("甲", "乙乙"))
    inspector.show_subject(Subject("first"))
    settled(inspector).toggle(2)
    words = shown_words(inspector)
    assert f"前：…{'前' * 12}甲{'後' * 12}…" in words
    assert f"後：…{'前' * 12}乙乙{'後' * 12}…" in words
    follow(inspector, "restore:2:0:summary")
    assert first(session).summary == text


@pytest.mark.usefixtures("read_only")
def test_what_is_read_only_gives_no_value_back(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "text", "比較検討")
    inspector.show_subject(STUDY)
    settled(inspector).toggle(1)
    assert "restore" not in shown_words(inspector)


def settled(inspector: Inspector) -> HistoryList:
    """Give the history once it has followed what is shown."""
    while inspector.is_behind:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return inspector.history


def told(inspector: Inspector) -> str:
    return settled(inspector).text


def label(inspector: Inspector) -> QLabel:
    return next(
        one for one in settled(inspector).findChildren(QLabel) if one.accessibleName() == "履歴"
    )


def shown_words(inspector: Inspector) -> str:
    return label(inspector).text()


def follow(inspector: Inspector, link: str) -> None:
    label(inspector).linkActivated.emit(link)


# --- several items, and rows --------------------------------------------------------------------


def test_several_items_are_changed_in_one_step(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "train", "span_confirmed", False)
    session.perform(change_item, "first", "start", "kind", "box")
    inspector.show_subject(Subject("first", "study", items=("study", "start", "train")))
    panel = inspector.items
    assert panel.isVisible()
    assert not inspector.item.isVisible()
    assert panel.kind.currentText() == "（種類が異なります）"
    assert "期間未確認の矢印が1本" in panel._unconfirmed.text().replace("\u2060", "")
    assert "令和7年度～令和11年度" in panel.span.text()
    choose(panel.kind, "破線枠")
    assert {one.kind for one in first(session).schedule.items()} == {"dashed"}
    assert panel.kind.findText("（種類が異なります）") < 0
    assert session.undo_label == "矢印3本の種類を変更"
    session.undo()
    assert [one.kind for one in first(session).schedule.items()] == ["arrow", "box", "arrow"]
    panel.confirm.click()
    assert all(one.span_confirmed for one in first(session).schedule.items())
    assert not panel.notice.isVisible()


def test_what_some_have_is_neither_ticked_nor_empty_and_a_click_gives_it_to_all(
    inspector: Inspector, session: DocumentSession
) -> None:
    session.perform(change_item, "first", "study", "opens_before", True)
    inspector.show_subject(Subject("first", "study", items=("study", "start")))
    box = inspector.items.opens_before
    assert box.checkState() == Qt.CheckState.PartiallyChecked
    assert inspector.items.opens_after.checkState() == Qt.CheckState.Unchecked
    box.click()
    assert [one.opens_before for one in first(session).schedule.items()] == [True, True, False]
    assert box.checkState() == Qt.CheckState.Checked
    box.click()
    assert not any(one.opens_before for one in first(session).schedule.items())


def test_when_one_of_two_is_left_its_own_fields_are_shown(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(Subject("first", "study", items=("study", "start")))
    session.perform(remove_items, "first", ("start",))
    assert inspector.item.isVisible()
    assert inspector.item.text.toPlainText() == "導入検討"


def test_a_row_is_labelled_grouped_and_given_departments(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(Subject("first", row_id="row-2"))
    panel = inspector.row
    assert panel.isVisible()
    assert panel.place.text() == "3行中2行目　矢印 1"
    panel.label.setText("研修")
    panel.label.commit()
    panel.group.setText("【職員】")
    panel.group.commit()
    panel.departments.chosen.emit(("全庁",))
    row = first(session).schedule.rows[1]
    assert (row.label, row.group, row.departments) == ("研修", "【職員】", ("全庁",))
    assert inspector.history.isVisible()
    assert "この行の履歴" in settled(inspector).accessibleName() + _words(inspector)


def _words(inspector: Inspector) -> str:
    return "".join(one.text() for one in inspector.history.findChildren(QLabel))


def test_rows_are_moved_inserted_copied_and_removed_from_their_panel(
    inspector: Inspector, session: DocumentSession
) -> None:
    inspector.show_subject(Subject("first", row_id="row-1"))
    panel = inspector.row
    assert not panel.up.isEnabled()
    panel.down.click()
    assert _rows(session) == ["row-2", "row-1", "row-3"]
    assert panel.up.isEnabled()
    panel.above.click()
    panel.below.click()
    rows = _rows(session)
    assert (rows[0], rows[2], rows[4]) == ("row-2", "row-1", "row-3")
    panel.duplicate.click()
    assert len(_rows(session)) == 6
    panel.remove.click()
    assert "row-1" not in _rows(session)
    assert inspector.initiative.isVisible()
    for _ in range(5):
        session.undo()
    assert _rows(session) == ["row-1", "row-2", "row-3"]


def _rows(session: DocumentSession) -> list[str]:
    return [row.id for row in first(session).schedule.rows]
