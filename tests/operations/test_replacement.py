"""置換: one change for all hits, departments renamed everywhere, and clean refusals."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.passages import passages_by_owner
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.search import Hit, SearchOptions, find
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.departments import add_department
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.replacement import replace_text
from kitaplanner.storage.document import Document
from tests.strategies import plans

SYSTEMS = "情報システム担当課"
WHOLE = SearchOptions(whole_department=True)


def texts_of(plan: Plan) -> list[str]:
    return [one.text for _, passages in passages_by_owner(plan) for one in passages]


def hits_of(document: Document, word: str, options: SearchOptions | None = None) -> tuple[Hit, ...]:
    return find(document.snapshot, word, options)


def test_all_hits_are_one_change_that_undo_takes_back(document: Document) -> None:
    before, digest = texts_of(document.snapshot), document.digest()
    hits = hits_of(document, "システム", SearchOptions(groups=frozenset({"items", "summary"})))
    change = replace_text(document, hits, "仕組み")
    assert change is not None
    assert change.label == f"“システム”を“仕組み”に置換（{len(hits)}か所）"
    expected = sum(text.count("システム") for text in before) - len(hits)
    assert sum(text.count("システム") for text in texts_of(document.snapshot)) == expected
    document.undo()
    assert texts_of(document.snapshot) == before
    assert document.digest() == digest


def test_only_the_chosen_hits_are_replaced(document: Document) -> None:
    first, second, *_ = hits_of(document, "導入", SearchOptions(groups=frozenset({"items"})))
    replace_text(document, [second], "採用")
    left = hits_of(document, "導入", SearchOptions(groups=frozenset({"items"})))
    assert first in left
    assert second not in left


def test_a_department_is_renamed_wherever_it_is_named(document: Document) -> None:
    uses = sum(SYSTEMS in one.departments for one in document.snapshot.initiatives())
    hits = hits_of(document, SYSTEMS, WHOLE)
    assert replace_text(document, hits[:1], "デジタル基盤課") is not None
    plan = document.snapshot
    assert [one.name for one in plan.departments].count("デジタル基盤課") == 1
    assert uses == sum("デジタル基盤課" in one.departments for one in plan.initiatives()) == 10
    groups = SearchOptions(groups=frozenset({"departments"}), whole_department=True)
    assert hits_of(document, SYSTEMS, groups) == ()


def test_a_name_beside_the_list_may_become_one_of_the_list(document: Document) -> None:
    first = next(iter(document.snapshot.initiatives()))
    change_initiative(document, first.id, "departments", ("情報ｼｽﾃﾑ担当課", SYSTEMS))
    hits = [hit for hit in hits_of(document, SYSTEMS) if hit.text == "情報ｼｽﾃﾑ担当課"]
    assert replace_text(document, hits, SYSTEMS) is not None
    assert document.snapshot.initiative(first.id).departments == (SYSTEMS,)


@pytest.mark.parametrize(
    ("replacement", "words"),
    [
        ("", "名称が空です"),
        ("　", "名称が空です"),
        ("DX推進担当課", "すでに一覧にあります"),
        ("総務課、広報課", "改行や「、」は使えません"),
        ("課\x07", "U\\+0007"),
    ],
)
def test_departments_refuse_what_is_no_name(
    document: Document, replacement: str, words: str
) -> None:
    before = document.snapshot
    hits = hits_of(document, SYSTEMS, WHOLE)
    with pytest.raises(RefusedEdit, match=words):
        replace_text(document, hits, replacement)
    assert document.snapshot == before
    assert not document.can_undo


def test_two_departments_never_get_one_name(document: Document) -> None:
    add_department(document, "甲課")
    add_department(document, "乙課")
    hits = [one for word in ("甲", "乙") for one in hits_of(document, word)]
    hits = [one for one in hits if one.text in ("甲課", "乙課")]
    with pytest.raises(RefusedEdit, match="組織改正"):
        replace_text(document, hits, "丙")


def test_control_characters_and_nothing_chosen_are_refused(document: Document) -> None:
    hits = hits_of(document, "導入", SearchOptions(groups=frozenset({"items"})))
    with pytest.raises(RefusedEdit, match="U\\+202E"):
        replace_text(document, hits, "採\u202e用")
    with pytest.raises(RefusedEdit, match="選ばれていません"):
        replace_text(document, (), "採用")


def test_hits_of_another_state_of_the_plan_are_refused(document: Document) -> None:
    hits = hits_of(document, "電子", SearchOptions(groups=frozenset({"name"})))
    change_initiative(document, hits[0].owner.id, "name", "変わった")
    with pytest.raises(RefusedEdit, match="もう一度検索"):
        replace_text(document, hits, "でんし")


def test_the_same_word_changes_nothing(document: Document) -> None:
    exact = SearchOptions(exact=True)
    assert replace_text(document, hits_of(document, "導入", exact), "導入") is None
    assert replace_text(document, hits_of(document, SYSTEMS, exact), SYSTEMS) is None
    assert not document.can_undo


@given(
    plans(),
    st.sampled_from(["電子", "の", "推進", "A", "1", "※"]),
    st.sampled_from(["", "新", "\u3099", "電子電子", "のの"]),
    st.data(),
)
def test_replacing_and_undoing_is_identity(
    plan: Plan, word: str, replacement: str, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Document.create(Path(folder) / "doc.db", plan, "担当")
        try:
            hits = [hit for hit in find(plan, word) if data.draw(st.booleans())]
            before, digest = document.snapshot, document.digest()
            try:
                change = replace_text(document, hits, replacement)
            except RefusedEdit:
                change = None
            if change is not None:
                document.undo()
            assert document.snapshot == before
            assert document.digest() == digest
        finally:
            document.close()
