"""The page on the file format names everything that is in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kitaplanner.storage.rows import Base
from kitaplanner.storage.schema import SCHEMA_VERSION

PAGE = Path(__file__).parents[2] / "docs" / "file-format.md"


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_column_is_described(table: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    paragraphs = re.findall(rf"^\*\*{table}\*\* .*?(?=^\*\*|^## |\Z)", text, re.M | re.S)
    assert len(paragraphs) == 1
    described = set(re.findall(r"`(\w+)`", paragraphs[0]))
    assert {column.name for column in Base.metadata.tables[table].columns} <= described


def test_the_page_is_about_the_newest_schema() -> None:
    assert f"`PRAGMA user_version` | {SCHEMA_VERSION} |" in PAGE.read_text(encoding="utf-8")
