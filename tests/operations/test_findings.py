"""点検: a suggestion taken and a finding let stand, each undone in one step."""

from __future__ import annotations

import pytest

from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.domain.form import load_form
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.findings import accept_finding, apply_correction
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.storage.document import Document

FORM = load_form("kita")


@pytest.fixture
def finding(document: Document) -> Finding:
    first = next(document.snapshot.initiatives())
    change_initiative(document, first.id, "summary", "５００件の手続")
    (found,) = _digits(document)
    return found


def _digits(document: Document) -> list[Finding]:
    return [one for one in check_plan(document.snapshot, FORM) if one.rule == "digit"]


def test_a_suggestion_is_taken_and_undone_in_one_step(document: Document, finding: Finding) -> None:
    before = document.snapshot
    apply_correction(document, finding)
    assert next(document.snapshot.initiatives()).summary == "500件の手続"
    assert _digits(document) == []
    document.undo()
    assert document.snapshot == before


def test_a_text_that_has_changed_is_not_overwritten(document: Document, finding: Finding) -> None:
    first = next(document.snapshot.initiatives())
    change_initiative(document, first.id, "summary", "５００件と６件")
    before = document.snapshot
    with pytest.raises(RefusedEdit, match="もう一度点検"):
        apply_correction(document, finding)
    assert document.snapshot == before


def test_a_finding_without_suggestion_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="修正の案がありません"):
        apply_correction(document, Finding("name", "error", "事業名が空です。"))


def test_a_finding_is_let_stand_and_comes_back_by_undo(
    document: Document, finding: Finding
) -> None:
    accept_finding(document, finding, "固有名詞")
    assert _digits(document) == []
    assert document.snapshot.accepted[0].reason == "固有名詞"
    document.undo()
    assert _digits(document) == [finding]
