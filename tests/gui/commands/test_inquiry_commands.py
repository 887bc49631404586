"""照会: sending, receiving with a look at each change, and who has replied; in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Plan
from kitaplanner.gui.dialogs.inquiry_order import InquiryOrderDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.inquiries import Order
from tests.helpers.reply_books import field_line, fill

ORDER = Order(("DX推進担当課",), "進捗の照会", "御回答ください。", "2099-12-18", 2026)


def wait_for_tasks(window: MainWindow, qtbot: QtBot) -> None:
    # A quick task may have ended before anybody could wait for its signal.
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def session_of(window: MainWindow) -> DocumentSession:
    found = window.desk.session
    assert found is not None
    return found


@pytest.fixture
def sent(opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the menu made for the one department."""
    monkeypatch.setattr(InquiryOrderDialog, "ask", lambda *_: ORDER)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    opened.actions_.send_inquiry.trigger()
    wait_for_tasks(opened, qtbot)
    (path,) = tmp_path.glob("照会_*/照会_DX推進担当課.xlsx")
    return path


def in_status(window: MainWindow, look: object) -> None:
    """Open 回収状況, look at it, and close it."""

    def press() -> None:
        dialog = window.rooms.inquiries.dialog
        assert dialog is not None
        look(dialog)  # type: ignore[operator]
        dialog.reject()

    QTimer.singleShot(0, press)
    window.actions_.reply_status.trigger()


def test_the_menu_sends_and_the_document_knows_it(opened: MainWindow, sent: Path) -> None:
    session = session_of(opened)
    (inquiry,) = session.inquiries
    assert inquiry.departments == ("DX推進担当課",)
    assert session.is_dirty  # the file does not have it yet
    assert "1課の照会を作成しました" in opened.message_bar.text
    assert sent.exists()


def test_stopping_forgets_the_inquiry(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    task = opened.rooms.inquiries.send(ORDER, tmp_path / "out")
    assert task is not None
    task.cancel()
    wait_for_tasks(opened, qtbot)
    qtbot.waitUntil(lambda: not session_of(opened).inquiries)
    assert not (tmp_path / "out").exists()
    assert "中止しました" in opened.message_bar.text


def test_what_is_accepted_is_taken_over_in_one_step_and_the_reply_is_recorded(
    opened: MainWindow, qtbot: QtBot, sent: Path
) -> None:
    session = session_of(opened)
    summary, name = (("first", field_line(one), "new") for one in ("summary", "name"))
    fill(sent, {summary: "課の概要です。", name: "課の事業名"})
    session.perform(change_initiative, "first", "summary", "区の概要です。")
    opened.rooms.inquiries.receive([sent.parent])
    qtbot.waitUntil(lambda: opened.rooms.inquiries.review is not None, timeout=20_000)
    review = opened.rooms.inquiries.review
    assert review is not None
    review._want_apply()
    wait_for_tasks(opened, qtbot)
    one = session.snapshot.initiative("first")
    assert one is not None
    assert (one.name, one.summary) == ("課の事業名", "区の概要です。")
    assert "1課の回答を受け取り、1件の変更を取り込みました" in opened.message_bar.text
    assert "要確認" in opened.message_bar.text

    def settle(dialog: object) -> None:
        assert dialog.table.item(0, 3).text() == "要確認"  # type: ignore[attr-defined]
        dialog.table.selectRow(0)  # type: ignore[attr-defined]
        dialog.settle_button.click()  # type: ignore[attr-defined]
        assert dialog.table.item(0, 3).text() == "回収済"  # type: ignore[attr-defined]
        assert not dialog.settle_button.isEnabled()  # type: ignore[attr-defined]

    in_status(opened, settle)
    session.undo()
    assert session.snapshot.initiative("first").name == "電子申請の推進"  # type: ignore[union-attr]


def test_a_reply_without_changes_is_recorded_at_once(
    opened: MainWindow, qtbot: QtBot, sent: Path
) -> None:
    before = session_of(opened).snapshot
    opened.rooms.inquiries.receive([sent])
    qtbot.waitUntil(lambda: "回答を受け取り" in opened.message_bar.text, timeout=20_000)
    assert opened.rooms.inquiries.review is None
    assert session_of(opened).snapshot is before
    seen: list[str] = []
    in_status(opened, lambda dialog: seen.append(dialog.about.text()))
    assert "回収：1／1課" in seen[0]


def test_what_is_no_reply_is_said(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, sent: Path
) -> None:
    bad = tmp_path / "壊れた.xlsx"
    bad.write_bytes(b"nothing")
    opened.rooms.inquiries.receive([bad])
    qtbot.waitUntil(lambda: "壊れた.xlsx" in opened.message_bar.text, timeout=20_000)
    assert opened.message_bar.kind == "warning"


def test_the_list_of_replies_is_written_as_pdf_and_workbook(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, sent: Path
) -> None:
    from datetime import date

    session = session_of(opened)
    status = session.inquiry_status(session.inquiries[0], date(2100, 1, 1))
    for kind in ("pdf", "xlsx"):
        path = tmp_path / f"一覧.{kind}"
        opened.rooms.inquiries.write_status(status, path)
        wait_for_tasks(opened, qtbot)
        assert path.stat().st_size > 1000
    text = "".join(PdfReader(tmp_path / "一覧.pdf").pages[0].extract_text().split())
    assert "回収状況一覧" in text
    assert "期限超過" in text


def test_the_choice_counts_departments_and_names_what_nobody_is_asked_about(
    small_plan: Plan, qtbot: QtBot
) -> None:
    dialog = InquiryOrderDialog(small_plan, ORDER)
    qtbot.addWidget(dialog)
    assert dialog.values() == Order(
        ORDER.departments, ORDER.name, ORDER.guidance, dialog.values().due, ORDER.year
    )
    assert "「窓口の改善」" in dialog.unasked.text()
    dialog.ticks.none_button.click()
    assert not dialog.accept_button.isEnabled()
    dialog.ticks.all_button.click()
    assert dialog.ticks.count.text() == "1／1課"
    assert dialog.accept_button.isEnabled()
    dialog.has_due.setChecked(False)
    assert dialog.values().due == ""
