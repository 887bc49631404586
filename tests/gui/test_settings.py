"""What the window remembers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from kitaplanner.gui.settings import MAX_RECENT_FILES, Settings


def again(settings: Settings) -> Settings:
    """Read the same file anew, as the next start does."""
    settings.sync()
    return Settings(settings.path)


def test_a_first_start_knows_nothing(settings: Settings) -> None:
    assert settings.zoom is None
    assert settings.table_zoom is None
    assert settings.colour_scheme == "auto"
    assert settings.recent_files == []
    assert settings.geometry.isEmpty()
    assert settings.last_initiative(Path("x.kitaplan")) == ""


def test_everything_survives_a_restart(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "計画|案.kitaplan"
    settings.zoom = 120
    settings.table_zoom = 80
    settings.colour_scheme = "dark"
    settings.remember_window(QByteArray(b"\x00geometry"), QByteArray(b"\xffstate"))
    settings.remember_file(path)
    settings.remember_initiative(path, "initiative-7")
    later = again(settings)
    assert later.zoom == 120
    assert later.table_zoom == 80
    assert later.colour_scheme == "dark"
    assert later.geometry == QByteArray(b"\x00geometry")
    assert later.window_state == QByteArray(b"\xffstate")
    assert later.recent_files == [path]
    assert later.last_initiative(path) == "initiative-7"
    assert later.last_initiative(tmp_path / "other.kitaplan") == ""


def test_the_latest_file_comes_first_and_once(settings: Settings) -> None:
    paths = [Path(f"/plans/{number}.kitaplan") for number in range(MAX_RECENT_FILES + 3)]
    for path in (*paths, paths[5]):
        settings.remember_file(path)
    recent = again(settings).recent_files
    assert recent[:2] == [paths[5], paths[-1]]
    assert len(recent) == MAX_RECENT_FILES
    settings.forget_file(paths[5])
    assert paths[5] not in again(settings).recent_files


@pytest.mark.parametrize("text", ["", "wide", "-5", "1e3", "１００"])
def test_a_zoom_that_is_no_number_counts_as_absent(settings: Settings, text: str) -> None:
    settings.path.write_text(f"[sheet]\nzoom={text}\n", encoding="utf-8")
    assert Settings(settings.path).zoom is None


def test_an_unknown_colour_scheme_counts_as_automatic(settings: Settings) -> None:
    settings.colour_scheme = "pink"
    assert again(settings).colour_scheme == "auto"
