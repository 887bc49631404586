"""出力 → オープンデータ、テキスト版: files made off the window's thread, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.open_data.publication import USUAL_LICENCE, Publication
from kitaplanner.gui.dialogs.open_data_options import OpenDataOptionsDialog
from kitaplanner.gui.dialogs.output_options import OutputOptionsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.output_choice import OutputChoice
from kitaplanner.operations.initiatives import change_initiative
from tests.helpers.published_data import PublishedData

DAY = Publication("2026-04-01")


def wait_for_tasks(window: MainWindow, qtbot: QtBot) -> None:
    # A quick task may have ended before anybody could wait for its signal.
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def test_the_menu_asks_and_makes_a_folder(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def choose(*words: object) -> str:
        told.append(str(words[1]))
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    monkeypatch.setattr(OpenDataOptionsDialog, "ask", lambda *words: DAY)
    opened.actions_.export_data.trigger()
    wait_for_tasks(opened, qtbot)
    assert told == ["「試験計画（素案）_オープンデータ」を作るフォルダー"]
    data = PublishedData(tmp_path / "試験計画（素案）_オープンデータ")
    assert data.about["updated"] == "2026-04-01"
    words = f"「試験計画（素案）_オープンデータ」に{len(data.files)}個のファイルを作成しました。"
    qtbot.waitUntil(lambda: opened.message_bar.text == words)
    assert opened.message_bar.kind == "done"


def test_thinking_better_of_it_makes_nothing(
    opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: "")
    monkeypatch.setattr(OpenDataOptionsDialog, "ask", lambda *words: DAY)
    before = set(tmp_path.iterdir())
    opened.actions_.export_data.trigger()
    monkeypatch.setattr(OpenDataOptionsDialog, "ask", lambda *words: None)
    opened.actions_.export_data.trigger()
    assert opened.tasks.is_idle
    assert set(tmp_path.iterdir()) == before


def test_characters_that_shift_jis_lacks_are_told(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(opened.notifier, "_tell", lambda *words: told.append(str(words[2])))
    session = opened.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "name", "𠮷野の事業")
    opened.rooms.publishing.write(Publication("2026-04-01", encoding="cp932"), tmp_path / "out")
    wait_for_tasks(opened, qtbot)
    qtbot.waitUntil(lambda: bool(told))
    assert "𠮷" in told[0]
    assert not (tmp_path / "out").exists()


def test_stopping_leaves_no_folder(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    task = opened.rooms.publishing.write(DAY, tmp_path / "out")
    assert task is not None
    task.cancel()
    wait_for_tasks(opened, qtbot)
    assert not (tmp_path / "out").exists()
    assert opened.message_bar.text == "出力を中止しました。ファイルは作られていません。"


def test_the_text_edition_from_the_menu(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(*words: object) -> tuple[str, str]:
        proposed.append(Path(str(words[2])).name)
        return str(tmp_path / "版"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(OutputOptionsDialog, "ask", lambda *words, **more: OutputChoice("sheets"))
    opened.actions_.export_text.trigger()
    path = tmp_path / "版.txt"
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: bool(opened.message_bar.text))
    assert proposed == ["試験計画（素案）_個票_テキスト版.txt"]
    assert "令和7年度：導入検討" in path.read_text(encoding="utf-8-sig")


def test_the_options_give_encoding_and_licence(qtbot: QtBot) -> None:
    dialog = OpenDataOptionsDialog("")
    qtbot.addWidget(dialog)
    assert dialog.values().licence == USUAL_LICENCE
    assert dialog.values().encoding == "utf-8-sig"
    dialog.encodings.button(1).click()
    dialog.licence.setPlainText(" CC BY\n4.0 ")
    assert dialog.values()[1:] == ("CC BY 4.0", "cp932")
    dialog.licence.setPlainText(" ")
    assert not dialog.accept_button.isEnabled()
