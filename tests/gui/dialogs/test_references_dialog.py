"""再掲 in the window: chosen from the plan, shown on the sheet, following its original, gone to."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Reference
from kitaplanner.gui.dialogs.choosing import ChoosingDialog
from kitaplanner.gui.dialogs.references import ReferencesDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.layout.scene import Text
from kitaplanner.operations.initiatives import change_initiative
from tests.gui.test_accessible_names import nameless


@pytest.fixture
def dialog(session: DocumentSession, qtbot: QtBot) -> ReferencesDialog:
    """The references of the second initiative, of which there are none yet."""
    made = ReferencesDialog(session, "second")
    qtbot.addWidget(made)
    return made


def references(session: DocumentSession) -> tuple[Reference, ...]:
    initiative = session.snapshot.initiative("second")
    assert initiative is not None
    return initiative.references


def add_first(dialog: ReferencesDialog, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    offered: list[str] = []

    def answer(choosing: ChoosingDialog) -> int:
        offered.extend(choosing.list.item(row).text() for row in range(choosing.list.count()))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ChoosingDialog, "exec", answer)
    dialog.editor.add.click()
    return offered


def test_an_original_is_chosen_and_shown_as_it_is_now(
    dialog: ReferencesDialog, session: DocumentSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session.snapshot
    assert not dialog.go.isEnabled()
    assert add_first(dialog, monkeypatch) == ["基本方針1①1-(1)　電子申請の推進"]
    (one,) = references(session)
    assert (one.text, one.target) == ("", "first")
    assert dialog.editor.list.item(0).text() == "1　基本方針1①1-(1)　電子申請の推進"
    assert not dialog.editor.external.isEnabled()
    session.perform(change_initiative, "first", "name", "電子申請の拡大")
    assert "電子申請の拡大" in dialog.editor.list.item(0).text()
    assert nameless(dialog) == []
    dialog.editor.remove.click()
    assert references(session) == ()
    for _ in range(3):
        session.undo()
    assert session.snapshot == before


def test_one_outside_the_plan_is_written(
    dialog: ReferencesDialog, session: DocumentSession
) -> None:
    dialog.editor.outside.click()
    dialog.editor.external.setText("計画20／事業№20-5")
    dialog.editor.external.commit()
    dialog.editor.content.setPlainText("地域の訓練")
    dialog.editor.content.commit()
    (one,) = references(session)
    assert (one.content, one.external, one.target) == ("地域の訓練", "計画20／事業№20-5", "")
    assert not dialog.go.isEnabled()


def test_who_cancels_adds_nothing(
    dialog: ReferencesDialog, session: DocumentSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChoosingDialog, "exec", lambda one: QDialog.DialogCode.Rejected)
    dialog.editor.add.click()
    assert references(session) == ()


def test_the_sheet_follows_its_original_and_leads_to_it_and_back(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, bench = opened.desk.session, opened.rooms.workbench
    assert session is not None
    session.perform(
        change_initiative, "second", "references", (Reference("r", "", target="first"),)
    )
    bench.show_initiative("second")
    assert "電子申請の推進" in shown(opened)
    session.perform(change_initiative, "first", "name", "電子申請の拡大")
    assert "電子申請の拡大" in shown(opened)
    panel = bench.inspector.initiative
    assert panel.references.text() == "再掲する事業 1件…"

    def go(one: ReferencesDialog) -> int:
        one.go.click()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReferencesDialog, "exec", go)
    panel.references.click()
    assert bench.inspector.subject.initiative_id == "first"
    opened.actions_.back.trigger()
    assert bench.inspector.subject.initiative_id == "second"


def shown(window: MainWindow) -> list[str]:
    page = window.rooms.workbench.sheet.sheet.page
    return [one.text for one in page.primitives if isinstance(one, Text)]
