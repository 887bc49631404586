"""docs/pains.md names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PAINS = 13


def test_every_pain_has_tests_that_exist() -> None:
    page = (_ROOT / "docs" / "pains.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]*) \| `([^`]+)` \|$", page, re.MULTILINE)
    assert sum(1 for pain, _ in rows if pain.strip()) == _PAINS
    for _, test in rows:
        file, _, function = test.partition("::")
        source = (_ROOT / file).read_text(encoding="utf-8")
        assert f"def {function}(" in source or not function, test
