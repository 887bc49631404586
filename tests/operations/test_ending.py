"""事業の終了: marked, cut at the end of the year, and one undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Initiative
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.ending import end_initiative, preview_end
from kitaplanner.storage.document import Document
from tests.helpers.plans import initiative_of, plan_of, years_item

EARLY = years_item("early", 2025, 2025, "検討")
ACROSS = years_item("across", 2026, 2029, "運用", opens_before=True, opens_after=True)
LATE = years_item("late", 2028, 2029, "更新")


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    plan = plan_of(initiative_of((EARLY, ACROSS), (LATE,), (), marks=("新規",)))
    made = Document.create(tmp_path / "doc.db", plan, "担当")
    yield made
    made.close()


def initiative(document: Document) -> Initiative:
    found = document.snapshot.initiative("i")
    assert found is not None
    return found


def test_items_are_cut_where_the_year_ends(document: Document) -> None:
    before = document.snapshot
    change = end_initiative(document, "i", 2027)
    assert change is not None
    assert change.label == "事業「電子申請の推進」を令和9年度で終了"
    ended = initiative(document)
    assert ended.marks == ("新規", "終了")
    shortened = years_item("across", 2026, 2027, "運用", opens_before=True)
    assert [row.items for row in ended.schedule.rows] == [(EARLY, shortened), (), ()]
    document.undo()
    assert document.snapshot == before


def test_what_will_be_cut_is_said_beforehand(document: Document) -> None:
    preview = preview_end(document.snapshot, "i", 2027)
    assert preview.shortened == (ACROSS,)
    assert preview.removed == (LATE,)
    preview = preview_end(document.snapshot, "i", 2029)
    assert (preview.shortened, preview.removed) == ((), ())


def test_ending_with_the_plan_only_marks_and_closes(document: Document) -> None:
    end_initiative(document, "i", 2029)
    items = tuple(initiative(document).schedule.items())
    assert items == (EARLY, dataclasses.replace(ACROSS, opens_after=False), LATE)
    assert end_initiative(document, "i", 2029) is None
    assert initiative(document).marks == ("新規", "終了")


@pytest.mark.parametrize("year", [2024, 2030])
def test_a_year_outside_the_plan_is_refused(document: Document, year: int) -> None:
    with pytest.raises(RefusedEdit, match="令和7年度～令和11年度"):
        end_initiative(document, "i", year)
    with pytest.raises(RefusedEdit, match="計画期間"):
        preview_end(document.snapshot, "i", year)


def test_an_initiative_that_is_gone_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        end_initiative(document, "gone", 2027)
