"""設定: what a person sets for themselves is kept, and put to use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.program_settings import Choices, ProgramSettingsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.program_font import SMALLEST_POINT_SIZE, program_font
from kitaplanner.gui.settings import LONGEST_NAME, TEXT_SIZES, Settings, login_name


@pytest.fixture
def dialog(settings: Settings, qtbot: QtBot) -> ProgramSettingsDialog:
    made = ProgramSettingsDialog(settings)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., None], bool], None]:
    """Let the dialog be filled in, and accepted or not, as soon as it opens."""

    def set_up(fill: Callable[[ProgramSettingsDialog], None], accept: bool = True) -> None:
        def run(dialog: ProgramSettingsDialog) -> int:
            fill(dialog)
            return QDialog.DialogCode.Accepted if accept else QDialog.DialogCode.Rejected

        monkeypatch.setattr(ProgramSettingsDialog, "exec", run)

    return set_up


def test_a_first_look_shows_what_holds(dialog: ProgramSettingsDialog) -> None:
    assert dialog.values() == Choices("", "auto", 100, None)
    assert dialog.name.placeholderText() == login_name()
    assert dialog.problem.text() == ""


def test_what_was_chosen_is_kept_and_put_to_use(
    window: MainWindow, settings: Settings, tmp_path: Path, answer: Callable[..., None]
) -> None:
    def fill(dialog: ProgramSettingsDialog) -> None:
        dialog.name.setText("　北区　DX係 ")
        dialog.scheme.setCurrentIndex(dialog.scheme.findData("dark"))
        dialog.text_size.setCurrentIndex(dialog.text_size.findData(150))
        dialog.folder.setText(str(tmp_path))

    answer(fill)
    window.actions_.program_settings.trigger()
    assert window.theme.is_dark
    checked = [one.data() for one in window.actions_.schemes.actions() if one.isChecked()]
    assert checked == ["dark"]
    assert "次に起動したときから" in window.message_bar.text
    later = Settings(settings.path)
    assert later.user_name == "北区 DX係"
    assert later.colour_scheme == "dark"
    assert later.text_size == 150
    assert later.default_folder == tmp_path


def test_who_cancels_changes_nothing(
    window: MainWindow, settings: Settings, answer: Callable[..., None]
) -> None:
    answer(lambda dialog: dialog.name.setText("別名"), False)
    window.actions_.program_settings.trigger()
    assert settings.chosen_name == ""
    assert settings.user_name == login_name()


def test_the_name_stands_in_the_history(
    window: MainWindow, settings: Settings, saved: Path
) -> None:
    settings.chosen_name = "DX推進係"
    assert window.rooms.files.open_path(saved)
    session = window.desk.session
    assert session is not None
    assert session.workspace.document.who == "DX推進係"


def test_files_are_looked_for_in_the_folder_while_it_is_there(
    window: MainWindow, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def get(parent: object, title: str, folder: str, words: str) -> tuple[str, str]:
        asked.append(folder)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", get)
    shared = tmp_path / "共有"
    shared.mkdir()
    settings.default_folder = shared
    window.actions_.open.trigger()
    shared.rmdir()
    window.actions_.open.trigger()
    assert asked[0] == str(shared)
    assert asked[1] != str(shared)


def test_a_folder_that_is_away_is_said_and_allowed(
    dialog: ProgramSettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "ない"
    dialog.folder.setText(str(away))
    assert "見つかりません" in dialog.problem.text()
    assert dialog.values().folder == away
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog._choose_folder()
    assert dialog.values().folder == tmp_path
    assert dialog.problem.text() == ""


@pytest.mark.parametrize("text", ["", "wide", "-5", "99", "1000", "１００"])
def test_a_size_of_text_that_is_not_offered_counts_as_usual(settings: Settings, text: str) -> None:
    settings.path.write_text(f"[window]\ntext_size={text}\n", encoding="utf-8")
    assert Settings(settings.path).text_size == 100


def test_a_name_is_one_short_line(settings: Settings) -> None:
    settings.chosen_name = "長" * 100
    assert len(settings.user_name) == LONGEST_NAME
    settings.chosen_name = " \n "
    assert settings.user_name == login_name()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_text_grows_with_the_percentage(qapp: QApplication, percent: int) -> None:
    small = qapp.font()
    small.setPointSizeF(8)
    assert program_font(small, percent).pointSizeF() == pytest.approx(
        SMALLEST_POINT_SIZE * percent / 100, rel=0.01
    )
