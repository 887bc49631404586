"""Golden files: texts that a test compares its output with, line by line.

`pytest --update-golden` rewrites them; the difference is shown either way.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


class GoldenFiles:
    """Compares outputs with the files under `tests/golden`."""

    def __init__(self, update: bool) -> None:
        self._update = update

    def check(self, name: str, text: str) -> None:
        """Fail with a readable difference when the text is not that of the golden file."""
        path = GOLDEN / name
        text = text.rstrip("\n") + "\n"
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text == expected:
            return
        difference = "".join(
            difflib.unified_diff(
                expected.splitlines(keepends=True), text.splitlines(keepends=True), name, "now"
            )
        )
        if not self._update:
            pytest.fail(f"{name} differs (pytest --update-golden rewrites it):\n{difference}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(difference)  # noqa: T201 - the person who rewrites it shall see what changed
