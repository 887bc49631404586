"""点検: a suggestion taken and a finding let stand, each undone in one step."""

from __future__ import annotations

import pytest

from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.domain.form import load_form
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.findings import (
    accept_findings,
    apply_corrections,
    take_back_accepted,
)
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
    apply_corrections(document, [finding])
    assert next(document.snapshot.initiatives()).summary == "500件の手続"
    assert _digits(document) == []
    document.undo()
    assert document.snapshot == before


def test_a_text_that_has_changed_is_not_overwritten(document: Document, finding: Finding) -> None:
    first = next(document.snapshot.initiatives())
    change_initiative(document, first.id, "summary", "５００件と６件")
    before = document.snapshot
    with pytest.raises(RefusedEdit, match="もう一度点検"):
        apply_corrections(document, [finding])
    assert document.snapshot == before


def test_a_finding_without_suggestion_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="修正の案がありません"):
        apply_corrections(document, [Finding("name", "error", "事業名が空です。")])


def test_a_finding_is_let_stand_and_comes_back_by_undo(
    document: Document, finding: Finding
) -> None:
    accept_findings(document, [finding], "固有名詞")
    assert _digits(document) == []
    assert document.snapshot.accepted[0].reason == "固有名詞"
    document.undo()
    assert _digits(document) == [finding]


def test_many_suggestions_are_one_step_and_those_that_have_none_are_passed_over(
    document: Document, finding: Finding
) -> None:
    _first, second = list(document.snapshot.initiatives())[:2]
    change_initiative(document, second.id, "summary", "６と７")
    before = document.snapshot
    empty = Finding("name", "error", "事業名が空です。")
    change = apply_corrections(document, [*_digits(document), empty])
    assert change is not None
    assert change.label == "点検の修正：数字の全角・半角（3か所）"
    assert [one.summary for one in document.snapshot.initiatives()][:2] == ["500件の手続", "6と7"]
    document.undo()
    assert document.snapshot == before


def test_several_are_let_stand_and_taken_back_each_in_one_step(
    document: Document, finding: Finding
) -> None:
    second = list(document.snapshot.initiatives())[1]
    change_initiative(document, second.id, "summary", "６")
    found = _digits(document)
    accept_findings(document, found, "原文のまま")
    assert _digits(document) == []
    assert len(document.snapshot.accepted) == 2
    accept_findings(document, found)  # what stands already is not kept twice
    assert len(document.snapshot.accepted) == 2
    take_back_accepted(document, {document.snapshot.accepted[0].id})
    assert _digits(document) == found[:1]
    document.undo()
    assert _digits(document) == []


def test_taking_back_nothing_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="例外が選ばれていません"):
        take_back_accepted(document, {"unknown"})
    with pytest.raises(RefusedEdit, match="指摘が選ばれていません"):
        accept_findings(document, [])
