"""版: freezing, the list with what it leads to, and the next period; all in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period
from kitaplanner.gui.dialogs.editions import EditionsDialog
from kitaplanner.gui.dialogs.freeze_edition import EditionWords, FreezeEditionDialog
from kitaplanner.gui.dialogs.roll_over import RollOverDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.plan_settings import change_plan


@pytest.fixture
def session(opened: MainWindow) -> DocumentSession:
    found = opened.desk.session
    assert found is not None
    return found


@pytest.fixture
def listed(opened: MainWindow, session: DocumentSession) -> MainWindow:
    """The window after 素案 was frozen and the plan edited."""
    session.freeze_edition("素案", "2026-11-27", "庁議で了承")
    session.perform(change_initiative, "first", "name", "電子申請の拡充")
    session.perform(change_plan, "title", "改めた計画")
    return opened


def in_list(window: MainWindow, action: str) -> None:
    """Open the list, press one of its buttons, and close it where it is still open."""

    def press() -> None:
        dialog = window.rooms.editions.dialog
        assert dialog is not None
        getattr(dialog, f"{action}_button").click()
        dialog.reject()

    QTimer.singleShot(0, press)
    window.actions_.editions.trigger()


def test_the_menu_freezes_the_plan_and_says_so(
    opened: MainWindow, session: DocumentSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def ask(*words: object) -> EditionWords:
        asked.append(words)
        return EditionWords("素案", "2026-11-27", "庁議で了承")

    monkeypatch.setattr(FreezeEditionDialog, "ask", ask)
    assert not session.is_dirty
    opened.actions_.freeze_edition.trigger()
    (edition,) = session.editions
    assert (edition.name, edition.date, edition.note) == ("素案", "2026-11-27", "庁議で了承")
    assert opened.message_bar.text.startswith("今の計画を、版「素案」として残しました。")
    assert session.is_dirty  # the file does not have it yet
    assert tuple(asked[0][1])[:3] == ("素案", "案", "決定")  # type: ignore[arg-type]
    opened.actions_.freeze_edition.trigger()
    assert len(session.editions) == 1
    assert "すでにあります" in opened.message_bar.text


def test_a_taken_or_empty_name_can_not_be_accepted(qtbot: QtBot) -> None:
    dialog = FreezeEditionDialog(("素案", "案"), ("素案",), "2026-03-31")
    qtbot.addWidget(dialog)
    assert dialog.values() == EditionWords("案", "2026-03-31", "")
    assert dialog._keep.isEnabled()
    for name in ("素案", "  "):
        dialog.name.setEditText(name)
        assert not dialog._keep.isEnabled()
    dialog.name.setEditText(" 令和8年度改定 ")
    dialog.has_day.setChecked(False)
    assert dialog.values() == EditionWords("令和8年度改定", "", "")


def test_the_list_shows_the_words_of_each(listed: MainWindow, session: DocumentSession) -> None:
    dialog = EditionsDialog(session)
    cells = [dialog.table.item(0, column).text() for column in range(5)]
    assert cells[:2] == ["素案", "令和8年11月27日"]
    assert cells[3:] == [session.workspace.document.who, "庁議で了承"]
    session.freeze_edition("案", "", "")
    # Frozen within the same second: which of them comes first is not known.
    assert {dialog.table.item(row, 0).text() for row in range(2)} == {"案", "素案"}
    dialog.deleteLater()


def test_an_empty_list_says_what_to_do(opened: MainWindow, session: DocumentSession) -> None:
    dialog = EditionsDialog(session)
    assert "版を残す" in dialog.about.text()
    assert not dialog.show_button.isEnabled()
    dialog.deleteLater()


def test_going_back_is_one_undo(listed: MainWindow, session: DocumentSession) -> None:
    in_list(listed, "restore")
    assert next(session.snapshot.initiatives()).name == "電子申請の推進"
    assert session.snapshot.title == "試験計画"
    assert session.undo_label == "版「素案」に戻す"
    session.undo()
    assert next(session.snapshot.initiatives()).name == "電子申請の拡充"


def test_removing_is_asked(
    listed: MainWindow, session: DocumentSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    asked: list[str] = []

    def confirm(*words: str) -> bool:
        asked.append(words[0])
        return answers.pop(0)

    monkeypatch.setattr(listed.notifier, "confirm", confirm)
    in_list(listed, "remove")
    assert len(session.editions) == 1
    in_list(listed, "remove")
    assert session.editions == ()
    assert asked == ["版「素案」を削除しますか？"] * 2


def test_the_pages_of_an_edition_are_its_own(listed: MainWindow, qtbot: QtBot) -> None:
    in_list(listed, "show")
    editions = listed.rooms.editions
    qtbot.waitUntil(lambda: editions.preview is not None and editions.preview.scene is not None)
    preview = editions.preview
    assert preview is not None
    assert preview.scene is not None
    assert "版：素案" in preview.windowTitle()
    texts = [text.text for page in preview.scene.pages for text in page.texts()]
    assert any("試験計画" in one for one in texts)
    assert not any("改めた計画" in one for one in texts)
    scope = [preview.scope.itemData(one) for one in range(preview.scope.count())]
    assert "current" not in scope
    editions.close()
    QApplication.processEvents()


def test_a_pdf_of_an_edition(
    listed: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "素案.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(path), ""))
    in_list(listed, "pdf")
    qtbot.waitUntil(lambda: path.exists() and listed.tasks.is_idle, timeout=20_000)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "試験計画" in text
    assert "改めた計画" not in text


# --- the next period ----------------------------------------------------------------------------


@pytest.fixture
def roll(session: DocumentSession, qtbot: QtBot) -> RollOverDialog:
    dialog = RollOverDialog(session.snapshot, session.numbering, ["素案"])
    qtbot.addWidget(dialog)
    return dialog


def test_the_next_period_is_proposed(roll: RollOverDialog) -> None:
    chosen = roll.values()
    assert chosen.period == Period(2030, 2034)
    assert chosen.edition == "令和7年度～令和11年度の計画"
    assert set(chosen.fates.values()) == {"carry"}


def test_only_what_is_shown_is_set(roll: RollOverDialog) -> None:
    roll.words.setText("窓口")
    roll.fate.setCurrentIndex(roll.fate.findData("end"))
    roll.set_all.click()
    roll.words.clear()
    assert roll.values().fates == {"first": "carry", "second": "end"}
    assert roll.counts.text() == "事業 2：継続 1　年度を送って継続 0　終了 1"
    roll.department.setCurrentIndex(roll.department.findData("DX推進担当課"))
    assert [roll.table.isRowHidden(row) for row in range(2)] == [False, True]


def test_what_can_not_be_begun_says_why(roll: RollOverDialog) -> None:
    assert roll._begin.isEnabled()
    roll.edition.setText("素案")
    assert "すでにあります" in roll.problem.text()
    assert not roll._begin.isEnabled()
    roll.edition.setText("前の計画")
    roll.last.setCurrentIndex(0)
    assert "最後の年度" in roll.problem.text()
    assert not roll._begin.isEnabled()


def test_the_next_period_begins_in_one_undo(
    opened: MainWindow, session: DocumentSession, roll: RollOverDialog
) -> None:
    former = session.snapshot
    roll.table.set_fate(1, "end")
    opened.rooms.editions.begin_next_period(roll.values())
    assert session.snapshot.period == Period(2030, 2034)
    assert session.snapshot.initiative("second") is None
    (edition,) = session.editions
    assert session.edition_source(edition.id)() == former
    session.undo()
    assert session.snapshot == former
