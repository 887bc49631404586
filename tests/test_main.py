"""The front door: commands without Qt, everything else to the window."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kitaplanner import __main__ as front_door
from kitaplanner import app, cli


@pytest.fixture
def roads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    taken: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(cli, "main", lambda words: taken.append(("cli", words)) or 3)
    monkeypatch.setattr(app, "main", lambda words: taken.append(("app", words)) or 0)
    return taken


@pytest.mark.parametrize(
    ("words", "road", "status"),
    [
        (["show", "a.kitaplan", "--json"], "cli", 3),
        (["backups", "a.kitaplan"], "cli", 3),
        (["--version"], "cli", 3),
        (["-h"], "cli", 3),
        ([], "app", 0),
        (["a.kitaplan"], "app", 0),
        (["new plan.kitaplan"], "app", 0),
    ],
)
def test_the_first_word_chooses_the_road(
    roads: list[tuple[str, list[str]]], words: list[str], road: str, status: int
) -> None:
    assert front_door.main(words) == status
    assert roads == [(road, words)]


@pytest.mark.parametrize("words", ["--help", "verify --help"])
def test_commands_never_import_qt(words: str) -> None:
    code = (
        "import sys\n"
        "from kitaplanner.__main__ import main\n"
        f"try: main({words.split()!r})\n"
        "except SystemExit: pass\n"
        "found = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))]\n"
        "sys.exit(bool(found))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_the_window_can_be_painted_without_the_database() -> None:
    code = (
        "import sys\n"
        "import kitaplanner.app\n"
        "heavy = ('sqlalchemy', 'alembic', 'reportlab', 'openpyxl', 'fontTools', 'budoux')\n"
        "sys.exit(any(name in sys.modules for name in heavy))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
