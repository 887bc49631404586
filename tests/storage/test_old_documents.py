"""Documents of every schema version that was ever written: never made anew, opened for ever.

Each is a dump in SQL. A change of the schema adds files and expectations; it changes none.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from kitaplanner.storage.digest import plan_digest
from kitaplanner.storage.inspection import read_header
from kitaplanner.storage.schema import SCHEMA_VERSION
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import open_workspace, read_plan

DOCUMENTS = Path(__file__).parent / "documents"

# The digest of the plan, and the labels of what can be undone and redone.
EXPECTED = {
    "v1_empty": ("e644c03d253005e5342438f0c6e06ef7e22ac44b9144b7077e473c594a75643c", "", ""),
    "v1_typical": (
        "2e21068f3b57a85b4799c4a28f9363b1ca1dad5e5918a0c7686e7301a70ad4f1",
        "編集6",
        "編集7",
    ),
    "v1_edge": (
        "632914cdb3825746caae58f19e4ade868c6ed2cf1bf36dab57d9a182b609e7fe",
        "編集6",
        "編集7",
    ),
    "v2_typical": (
        "504a9b520d661f0307f41ae7aff76610058c8937de43f09dd89d3f592eb6f8b5",
        "編集7",
        "編集8",
    ),
}


@pytest.fixture
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    dump = DOCUMENTS / f"{request.param}.sql"
    with contextlib.closing(sqlite3.connect(path)) as driver:
        driver.executescript(dump.read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("document", EXPECTED, indirect=True)
def test_an_old_document_opens_with_everything_in_it(
    document: Path, request: pytest.FixtureRequest
) -> None:
    digest, undo_label, redo_label = EXPECTED[request.node.callspec.params["document"]]
    before = document.read_bytes()
    assert verify(document) == ()
    assert plan_digest(read_plan(document)) == digest
    workspace = open_workspace(document, "企画課")
    is_older = read_header(document).version < SCHEMA_VERSION
    assert ["古い形式" in notice for notice in workspace.notices] == [True] * is_older
    assert (workspace.document.undo_label, workspace.document.redo_label) == (
        undo_label,
        redo_label,
    )
    while workspace.document.undo():
        pass
    while workspace.document.redo():
        pass
    workspace.document.undo()
    for edition in workspace.document.editions():
        assert workspace.document.edition_plan(edition.id).title
    assert document.read_bytes() == before
    workspace.save()
    workspace.close()
    assert verify(document) == ()


def test_every_old_document_is_expected() -> None:
    assert {path.stem for path in DOCUMENTS.glob("*.sql")} == set(EXPECTED)
