"""Rewriting what is typed into one field of the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.initiative_text import rewrite_summary
from kitaplanner.storage.document import Document


@pytest.fixture
def document(tmp_path: Path) -> Document:
    initiative = Initiative(id="first", name="電子申請", summary="古い本文", notes=("古い注",))
    node = Node("node", "基本方針", "便利", initiatives=(initiative,))
    plan = Plan(title="試験計画", period=Period(2025, 2029), outline=(node,))
    made = Document.create(tmp_path / "plan.kitaplan", plan, "試験")
    yield made
    made.close()


def test_summary_and_notes_are_one_edit(document: Document) -> None:
    change = rewrite_summary(document, "first", "新しい本文", ("注1", "注2"))
    assert change is not None
    assert change.label == "「電子申請」の事業概要を変更"
    initiative = document.snapshot.initiative("first")
    assert initiative is not None
    assert (initiative.summary, initiative.notes) == ("新しい本文", ("注1", "注2"))
    document.undo()
    initiative = document.snapshot.initiative("first")
    assert initiative is not None
    assert (initiative.summary, initiative.notes) == ("古い本文", ("古い注",))


def test_the_same_text_is_no_edit(document: Document) -> None:
    assert rewrite_summary(document, "first", "古い本文", ("古い注",)) is None


def test_a_forbidden_character_in_a_note_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match=r"U\+0007"):
        rewrite_summary(document, "first", "新しい本文", ("鈴\x07",))
    initiative = document.snapshot.initiative("first")
    assert initiative is not None
    assert initiative.summary == "古い本文"
