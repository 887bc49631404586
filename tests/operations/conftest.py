"""A document with the sample plan in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path
from kitaplanner.storage.document import Document


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Give a fresh document that holds the sample."""
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    document = Document.create(tmp_path / "doc.db", plan, "担当")
    yield document
    document.close()
