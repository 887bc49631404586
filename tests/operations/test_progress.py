"""Writing what is reported for a fiscal year."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.plan import Progress
from kitaplanner.domain.progress_status import NOT_REPORTED, status_of
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.progress import ProgressEdit, write_progress
from kitaplanner.storage.document import Document


def told(document: Document, which: int = 0) -> tuple[Progress, ...]:
    return list(document.snapshot.initiatives())[which].progress


def ids(document: Document) -> list[str]:
    return [one.id for one in document.snapshot.initiatives()]


def test_a_text_begins_a_report_and_the_next_joins_it(document: Document) -> None:
    first = ids(document)[0]
    change = write_progress(document, 2025, [ProgressEdit(first, "", "status", "完了")])
    assert change is not None
    assert change.label.endswith("の令和7年度の進捗（状況）を変更")
    assert not change.structure
    write_progress(document, 2025, [ProgressEdit(first, "", "result", "終わった。")])
    (entry,) = told(document)
    assert (entry.year, entry.status, entry.result) == (2025, "完了", "終わった。")
    write_progress(document, 2026, [ProgressEdit(first, "", "result", "次の年")])
    assert [one.year for one in told(document)] == [2025, 2026]


def test_several_cells_are_one_step_and_one_report_each(document: Document) -> None:
    first, second = ids(document)[:2]
    edits = [
        ProgressEdit(which, "", field, text)
        for which in (first, second)
        for field, text in (("status", "完了"), ("result", "実績"), ("next_step", "続ける"))
    ]
    change = write_progress(document, 2025, edits)  # type: ignore[arg-type]
    assert change is not None
    assert change.label == "事業2件の令和7年度の進捗を変更"
    assert [len(told(document, which)) for which in (0, 1)] == [1, 1]
    document.undo()
    assert [len(told(document, which)) for which in (0, 1)] == [0, 0]


def test_an_emptied_report_is_gone_and_counts_as_not_reported(document: Document) -> None:
    first = ids(document)[0]
    write_progress(document, 2025, [ProgressEdit(first, "", "status", "完了")])
    entry = told(document)[0].id
    write_progress(document, 2025, [ProgressEdit(first, entry, "status", "")])
    assert told(document) == ()
    assert status_of(next(document.snapshot.initiatives()), 2025) == NOT_REPORTED
    # Emptying what is empty is no edit.
    assert write_progress(document, 2025, [ProgressEdit(first, "", "status", "")]) is None


def test_a_named_report_is_written_and_no_other(document: Document) -> None:
    first = ids(document)[0]
    entries = (
        Progress("a", 2025, "完了", department="広報課"),
        Progress("b", 2025, "遅れている", department="税務課"),
    )
    change_initiative(document, first, "progress", entries)
    write_progress(document, 2025, [ProgressEdit(first, "a", "result", "広報の実績")])
    assert told(document) == (dataclasses.replace(entries[0], result="広報の実績"), entries[1])
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        write_progress(document, 2025, [ProgressEdit(first, "gone", "result", "x")])


def test_characters_that_no_plan_may_hold_are_refused(document: Document) -> None:
    before = document.snapshot
    with pytest.raises(RefusedEdit, match="実績に使えない文字"):
        write_progress(document, 2025, [ProgressEdit(ids(document)[0], "", "result", "a\x01")])
    assert document.snapshot is before
