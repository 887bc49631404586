"""Importing: sources of every kind, one edit and one undo for all that was accepted."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from random import Random

import pytest

from kitaplanner.domain.import_plan import accept, safe_ids
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan, plan_from_json, plan_to_json
from kitaplanner.domain.plan_reading import read_plan_as_source
from kitaplanner.errors import UserError
from kitaplanner.operations.documents import write_new
from kitaplanner.operations.exports import export_xlsx
from kitaplanner.operations.imports import (
    Source,
    apply_imports,
    plan_imports,
    read_source,
    report,
    sentences,
)
from kitaplanner.storage.document import Document
from tests.helpers.edited_plans import edited


def with_field(plan: Plan, initiative_id: str, **fields: str) -> Plan:
    return map_initiative(plan, initiative_id, lambda one: dataclasses.replace(one, **fields))


def test_a_plan_file_and_its_json_are_sources(document: Document, tmp_path: Path) -> None:
    plan = with_field(document.snapshot, "kita-i-01", summary="別の概要")
    write_new(tmp_path / "b.kitaplan", plan, "担当")
    (tmp_path / "b.json").write_text(dump_plan(plan), encoding="utf-8")
    for name in ("b.kitaplan", "b.json"):
        (found,) = plan_imports(document.snapshot, [read_source(tmp_path / name)])
        assert [(one.initiative, one.field, one.state) for one in found.changes] == [
            ("kita-i-01", "summary", "safe")
        ]
        assert found.source == name


def test_our_own_workbook_knows_what_it_was_sent_with(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    export_xlsx(document.snapshot, path, "sheets")
    source = read_source(path)
    assert len(source.sent) == 49
    plan = with_field(document.snapshot, "kita-i-01", summary="送ったあとの概要")
    (found,) = plan_imports(plan, [source])
    assert found.changes == ()  # what the plan changed since is no change of the workbook


def test_a_csv_file_is_a_list(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "番号,事業名,担当課,令和7年度,令和8年度\n"
        "1-(1),電子申請の推進,広報課,電子申請の運用,電子申請の運用\n",
        encoding="utf-8",
    )
    (found,) = plan_imports(document.snapshot, [read_source(path)])
    assert found.initiatives_found == 1
    changed = [one for one in found.changes if one.field == "departments"]
    assert [one.after for one in changed] == [("広報課",)]
    assert all(one.initiative == "kita-i-01" for one in found.changes)


def test_what_is_no_source_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(UserError, match=r"x\.xlsx"):
        read_source(path)


def sources(plan: Plan, *texts: str) -> list[Source]:
    return [
        Source(read_plan_as_source(with_field(plan, "kita-i-01", summary=text), f"{number}.xlsx"))
        for number, text in enumerate(texts, 1)
    ]


def test_two_sources_that_change_the_same_are_a_conflict_of_the_second(document: Document) -> None:
    first, second = plan_imports(document.snapshot, sources(document.snapshot, "甲", "乙"))
    assert [one.state for one in first.changes] == ["safe"]
    (conflict,) = second.changes
    assert (conflict.state, conflict.before, conflict.after) == ("conflict", "甲", "乙")
    assert conflict.sent == document.snapshot.initiative("kita-i-01").summary  # type: ignore[union-attr]


def test_two_sources_that_change_the_same_alike_are_one_change(document: Document) -> None:
    first, second = plan_imports(document.snapshot, sources(document.snapshot, "甲", "甲"))
    assert len(first.changes) == 1
    assert second.changes == ()


def test_all_that_was_accepted_is_one_edit_and_one_undo(document: Document) -> None:
    before = document.snapshot
    one = with_field(before, "kita-i-01", summary="甲", name="電子申請の拡充")
    two = with_field(before, "kita-i-02", summary="乙")
    found = plan_imports(
        before, [Source(read_plan_as_source(plan, "a.xlsx")) for plan in (one, two)]
    )
    change = apply_imports(document, found, [safe_ids(one) for one in found])
    assert change is not None
    assert change.label == "「a.xlsx」ほか1件の取り込み"
    assert change.initiatives == {"kita-i-01", "kita-i-02"}
    assert document.snapshot.initiative("kita-i-02").summary == "乙"  # type: ignore[union-attr]
    document.undo()
    assert document.snapshot == before


def test_nothing_accepted_is_no_edit(document: Document) -> None:
    found = plan_imports(document.snapshot, sources(document.snapshot, "甲"))
    assert apply_imports(document, found, [frozenset()]) is None


def test_the_report_and_the_sentences(document: Document) -> None:
    (found,) = plan_imports(document.snapshot, sources(document.snapshot, "甲"))
    made = report(found)
    assert set(made) >= {"source", "changes", "not_understood", "initiatives_found"}
    (change,) = made["changes"]
    assert {name: change[name] for name in ("initiative", "field", "after", "state", "where")} == {
        "initiative": "kita-i-01",
        "field": "summary",
        "after": "甲",
        "state": "safe",
        "where": "電子申請の推進",
    }
    (sentence,) = sentences(found)
    assert sentence.startswith("1-(1) 電子申請の推進：事業概要")


@pytest.mark.parametrize("seed", range(10))
def test_whatever_a_reply_changed_can_be_said_written_and_taken(
    document: Document, seed: int
) -> None:
    original, random = document.snapshot, Random(seed)
    now, reply = (edited(original, original, random, 100) for _ in range(2))
    sent = {one.id: one for one in original.initiatives()}
    (found,) = plan_imports(now, [Source(read_plan_as_source(reply, "回答.xlsx"), sent)])
    assert {one.state for one in found.changes} >= {"safe", "conflict"}
    assert len({one.id for one in found.changes}) == len(found.changes)
    assert all(sentences(found))
    made = report(found)
    assert json.loads(json.dumps(made)) == made
    taken = accept(now, found, safe_ids(found))
    assert plan_from_json(plan_to_json(taken)) == taken  # sound: no overlaps, no id twice
