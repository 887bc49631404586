"""まとめて直す, 例外 and 用語統一: what is chosen there is one step to undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.gui.dialogs.accepted_findings import AcceptedDialog
from kitaplanner.gui.dialogs.mend_findings import MendDialog
from kitaplanner.gui.dialogs.wording import WordingDialog
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.tasks import TaskRunner
from kitaplanner.operations.finding_places import places_of
from kitaplanner.operations.findings import accept_findings
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.wording_rules import wording_uses
from tests.gui.test_accessible_names import nameless


@pytest.fixture
def slips(session: DocumentSession) -> tuple[Finding, ...]:
    """Findings of several kinds, two of them twice in one text."""
    session.perform(change_initiative, "first", "summary", "職員毎と世帯毎に、５件と６件。")
    session.perform(change_initiative, "second", "summary", "窓口 ごとの７件。")
    return check_plan(session.snapshot, session.form)


def mend_dialog(session: DocumentSession, found: tuple[Finding, ...], qtbot: QtBot) -> MendDialog:
    dialog = MendDialog(found, places_of(session.snapshot))
    qtbot.addWidget(dialog)
    return dialog


def test_each_place_has_a_tick_and_the_rest_is_told(
    session: DocumentSession, slips: tuple[Finding, ...], qtbot: QtBot
) -> None:
    dialog = mend_dialog(session, slips, qtbot)
    without = sum(one.correction is None for one in slips)
    assert without
    assert dialog.without.text().startswith(f"このほかの{without}件")
    groups = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
    assert sorted(one.text(0) for one in groups if one) == [
        "余分な空白　（1か所）",
        "数字の全角・半角　（3か所）",
        "校正候補：毎　（2か所）",
    ]
    assert dialog.count.text() == "6か所のうち 6か所を選択"
    digits = next(one for one in groups if one and "数字" in one.text(0))
    digits.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.count.text() == "6か所のうち 3か所を選択"
    child = digits.child(1)
    child.setCheckState(0, Qt.CheckState.Checked)
    assert digits.checkState(0) == Qt.CheckState.PartiallyChecked
    afters = [one.correction.after for one in dialog.values() if one.correction]
    assert "職員毎と世帯毎に、５件と6件。" in afters
    dialog.none.click()
    assert not dialog.apply.isEnabled()
    dialog.all.click()
    assert len(dialog.values()) == 6
    assert nameless(dialog) == []


def test_exceptions_are_listed_and_taken_back(
    session: DocumentSession, slips: tuple[Finding, ...], qtbot: QtBot
) -> None:
    chosen = [one for one in slips if one.rule in ("digit", "department")]
    session.perform(accept_findings, chosen, "原資料のとおり")
    dialog = AcceptedDialog(session)
    qtbot.addWidget(dialog)
    rows = dialog.table.rowCount()
    assert rows == len(chosen)
    words = {dialog.table.item(row, 1).text() for row in range(rows)}
    assert any("電子申請の推進" in one for one in words)
    assert dialog.table.item(0, 3).text() == "原資料のとおり"
    dialog.table.selectRow(0)
    kept = session.snapshot.accepted[1:]
    dialog.take_back.click()
    assert session.snapshot.accepted == kept
    assert dialog.table.rowCount() == rows - 1
    session.undo()
    assert dialog.table.rowCount() == rows
    dialog.take_all_back.click()
    assert session.snapshot.accepted == ()
    assert not dialog.take_back.isEnabled()
    assert "ありません" in dialog.about.text()
    assert nameless(dialog) == []


@pytest.fixture
def wording(session: DocumentSession, qtbot: QtBot) -> WordingDialog:
    """The dialog over a plan that writes a word in two ways, counted."""
    session.perform(change_initiative, "first", "summary", "さらなる増進。更なる改善。")
    session.perform(change_initiative, "second", "summary", "さらなる向上。サーバの更改。")
    tasks = TaskRunner()
    dialog = WordingDialog(session, tasks)
    qtbot.addWidget(dialog)
    tasks.setParent(dialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    return dialog


def row_of(dialog: WordingDialog, word: str) -> int:
    rows = range(dialog.table.rowCount())
    return next(row for row in rows if word in dialog.table.item(row, 0).text())


def counted(dialog: WordingDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._task is None)


def test_words_that_are_mixed_are_shown_with_their_counts(
    wording: WordingDialog, session: DocumentSession
) -> None:
    assert wording.table.rowCount() == sum(one.is_mixed for one in wording_uses(session.snapshot))
    wording.table.selectRow(row_of(wording, "さらなる"))
    cells = [wording.table.item(wording.table.currentRow(), at).text() for at in range(4)]
    assert cells[1] == "計画の多数（さらなる）"
    assert "さらなる 2" in cells[2]
    assert cells[3] == "1か所"
    assert wording.places.count() == 1
    assert "更なる" in wording.places.item(0).text()
    assert not wording.remove.isEnabled()
    wording.all.setChecked(True)
    assert row_of(wording, "サーバ") >= 0
    assert nameless(wording) == []


def test_a_form_is_chosen_and_that_is_undone_without_rewriting_a_text(
    wording: WordingDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    before = session.snapshot
    wording.table.selectRow(row_of(wording, "さらなる"))
    fields = wording.fields
    fields.written.setCurrentIndex(fields.written.findData("更なる"))
    fields.written.activated.emit(fields.written.currentIndex())
    (rule,) = session.snapshot.wordings
    assert (rule.preferred, rule.variants) == ("更なる", ("さらなる",))
    assert session.snapshot.outline == before.outline
    counted(wording, qtbot)
    assert wording.places.count() == 2
    assert wording.remove.isEnabled()
    with qtbot.waitSignal(wording.mend_wanted) as asked:
        wording.mend.click()
    assert len(asked.args[0]) == 2
    session.undo()
    assert session.snapshot == before


def test_a_word_is_added_and_taken_off_the_table(
    wording: WordingDialog, session: DocumentSession, qtbot: QtBot
) -> None:
    wording.new.setText("サーバー")
    wording.add.click()
    assert wording.problem.isVisibleTo(wording)
    assert session.snapshot.wordings == ()
    wording.new.setText("サーバー、サーバ")
    wording.add.click()
    (rule,) = session.snapshot.wordings
    assert (rule.preferred, rule.variants) == ("", ("サーバー", "サーバ"))
    assert wording.new.text() == ""
    counted(wording, qtbot)
    assert wording.current is not None
    assert wording.current.rule == rule
    assert wording.fields.spellings.text() == "サーバー、サーバ"
    wording.fields.exceptions.setText("サーバ室")
    wording.fields.exceptions.commit()
    assert session.snapshot.wordings[0].exceptions == ("サーバ室",)
    counted(wording, qtbot)
    wording.remove.click()
    assert session.snapshot.wordings == ()
    counted(wording, qtbot)


def test_of_a_plan_that_may_only_be_read_nothing_is_changed(
    read_only: None, wording: WordingDialog
) -> None:
    for part in (wording.add, wording.new, wording.remove, wording.mend):
        assert not part.isEnabled()
    assert not wording.fields.written.isEnabled()
    assert wording.fields.spellings.isReadOnly()
