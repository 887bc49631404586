"""出力 → 課別抜粋: what is asked, the files that are made, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.gui.commands import extract_commands
from kitaplanner.gui.dialogs.extracts_order import ExtractOrder, ExtractsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.initiatives import change_initiative

DX, REFORM = "DX推進担当課", "経営改革・公共施設再配置推進担当課"
DX_PDF = "1_DX推進担当課_課別抜粋.pdf"


def session_of(window: MainWindow) -> DocumentSession:
    assert window.desk.session is not None
    return window.desk.session


def wait_for_tasks(window: MainWindow, qtbot: QtBot) -> None:
    # A quick task may have ended before anybody could wait for its signal.
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def test_the_menu_asks_and_makes_a_file_for_each_department(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_of(opened).perform(change_initiative, "second", "departments", (REFORM, "全庁"))
    asked: list[object] = []

    def order(*words: object) -> ExtractOrder:
        asked.extend(words[1:])
        return ExtractOrder((DX, REFORM), ("pdf", "xlsx"))

    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(out))
    monkeypatch.setattr(ExtractsDialog, "ask", order)
    opened.actions_.export_extracts.trigger()
    said = "「out」に、4個の課別抜粋を作成しました。"
    qtbot.waitUntil(lambda: opened.message_bar.text == said, timeout=20_000)
    assert opened.message_bar.kind == "done"
    assert sorted(one.name for one in out.iterdir()) == [
        DX_PDF,
        "1_DX推進担当課_課別抜粋.xlsx",
        f"2_{REFORM}_課別抜粋.pdf",
        f"2_{REFORM}_課別抜粋.xlsx",
    ]
    text = PdfReader(out / DX_PDF).pages[0].extract_text()
    assert "課別抜粋　DX推進担当課" in text
    assert "現在" in text
    titles = [one.title for one in load_workbook(out / "1_DX推進担当課_課別抜粋.xlsx").worksheets]
    assert any("電子申請の推進" in one for one in titles)
    assert not any("窓口の改善" in one for one in titles)
    # The next time begins with what was wanted.
    monkeypatch.setattr(opened.notifier, "confirm", lambda *words: False)
    opened.actions_.export_extracts.trigger()
    assert asked[-1] == ExtractOrder((DX, REFORM), ("pdf", "xlsx"))


def test_an_edition_is_put_out_as_it_was(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(opened)
    edition = session.freeze_edition("素案", "2026-10-01", "")
    session.perform(change_initiative, "first", "name", "電子申請の拡大")
    session.perform(change_initiative, "second", "departments", (REFORM,))
    order = ExtractOrder((DX, REFORM), ("pdf",), edition)
    opened.rooms.extracts.make(order, tmp_path)
    said = f"「{tmp_path.name}」に、1個の課別抜粋を作成しました。"
    said += f"この版に事業がない1課（{REFORM}）は作っていません。"
    qtbot.waitUntil(lambda: opened.message_bar.text == said, timeout=20_000)
    text = PdfReader(tmp_path / DX_PDF).pages[0].extract_text()
    assert "版：素案（令和8年10月1日）" in text
    assert "電子申請の推進" in text


def test_what_is_there_is_asked_about_once_and_kept_on_no(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_of(opened).perform(change_initiative, "second", "departments", (REFORM,))
    asked: list[str] = []
    may = [False]

    def confirm(*words: str) -> bool:
        asked.append(words[0])
        return may[0]

    monkeypatch.setattr(opened.notifier, "confirm", confirm)
    for name in (DX_PDF, f"2_{REFORM}_課別抜粋.pdf", "ほか.pdf"):
        (tmp_path / name).write_text("old")
    order = ExtractOrder((DX, REFORM))
    assert opened.rooms.extracts.make(order, tmp_path) is None
    assert len(asked) == 1
    assert "同じ名前のファイルが2個あります" in asked[0]
    assert (tmp_path / DX_PDF).read_text() == "old"
    may[0] = True
    assert opened.rooms.extracts.make(order, tmp_path) is not None
    wait_for_tasks(opened, qtbot)
    assert len(asked) == 2
    assert (tmp_path / DX_PDF).read_bytes().startswith(b"%PDF")
    assert (tmp_path / "ほか.pdf").read_text() == "old"


def test_stopping_keeps_whole_files_alone_and_says_how_many(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_of(opened).perform(change_initiative, "second", "departments", (REFORM,))
    written = extract_commands.write_extracts

    def stopping(*words: object, **more: object) -> object:
        progress = more.pop("progress")

        def report(done: int, total: int) -> None:
            if done == 1:
                task.cancel()
            progress(done, total)  # type: ignore[operator]

        return written(*words, progress=report, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(extract_commands, "write_extracts", stopping)
    task = opened.rooms.extracts.make(ExtractOrder((DX, REFORM)), tmp_path)
    assert task is not None
    qtbot.waitUntil(lambda: "中止しました" in opened.message_bar.text, timeout=20_000)
    made = [one.name for one in tmp_path.iterdir() if one.suffix in (".pdf", ".tmp")]
    assert made == [DX_PDF]
    PdfReader(tmp_path / DX_PDF)


def test_a_file_that_cannot_be_written_is_named_with_what_was_made(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_of(opened).perform(change_initiative, "second", "departments", (REFORM,))
    told: list[str] = []
    monkeypatch.setattr(opened.notifier, "_tell", lambda *words: told.append(str(words[2])))
    monkeypatch.setattr(opened.notifier, "confirm", lambda *words: True)
    (tmp_path / f"2_{REFORM}_課別抜粋.pdf").mkdir()
    opened.rooms.extracts.make(ExtractOrder((DX, REFORM)), tmp_path)
    qtbot.waitUntil(lambda: "できています" in opened.message_bar.text, timeout=20_000)
    assert "同じ名前のフォルダーがあります" in told[0]
    assert "その前の1個は" in opened.message_bar.text


def test_the_dialog_asks_for_a_department_and_a_kind(opened: MainWindow, qtbot: QtBot) -> None:
    session = session_of(opened)
    session.perform(change_initiative, "second", "departments", (REFORM,))
    edition = session.freeze_edition("素案", "", "")
    dialog = ExtractsDialog(session.snapshot, session.editions, None)
    qtbot.addWidget(dialog)
    assert dialog.values() == ExtractOrder((DX, REFORM), ("pdf",))
    assert dialog.told.text() == "2個のファイルを作ります。"
    dialog.kinds["xlsx"].setChecked(True)
    assert dialog.told.text() == "4個のファイルを作ります。"
    dialog.state.setCurrentIndex(1)
    assert dialog.values().edition == edition
    dialog.ticks.none_button.click()
    assert not dialog.accept_button.isEnabled()
    dialog.ticks.all_button.click()
    assert dialog.accept_button.isEnabled()
    for box in dialog.kinds.values():
        box.setChecked(False)
    assert not dialog.accept_button.isEnabled()
