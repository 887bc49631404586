"""Giving one value back out of the history: an edit that can be undone, or a refusal in words."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kitaplanner.domain.calendar import Period, Span, year_span
from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Indicator, Initiative, ScheduleItem
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.history import changed_fields, restore_value
from kitaplanner.operations.initiatives import (
    change_divisions,
    change_initiative,
    remove_initiative,
)
from kitaplanner.operations.nodes import change_node, remove_node
from kitaplanner.operations.plan_settings import change_period
from kitaplanner.operations.schedule_items import (
    add_item,
    change_item,
    move_item,
    remove_items,
    resize_item,
)
from kitaplanner.operations.schedule_rows import change_row
from kitaplanner.storage.document import Document
from tests.helpers.plans import initiative_of, plan_of, years_item
from tests.operations.random_edits import Hand


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Document]:
    """One initiative: a row with 2025 and 2026, and an empty one."""
    first, second = years_item("a", 2025, 2025, "導入検討"), years_item("c", 2026, 2026, "導入")
    plan = plan_of(initiative_of((first, second), ()))
    made = Document.create(tmp_path / "small.db", plan, "担当")
    yield made
    made.close()


def initiative(document: Document) -> Initiative:
    found = document.snapshot.initiative("i")
    assert found is not None
    return found


def item(document: Document, item_id: str = "a") -> ScheduleItem:
    return next(one for one in initiative(document).schedule.items() if one.id == item_id)


def only(document: Document, change: Change | None) -> tuple[int, int, str]:
    """Give where the one field stands that a change touched."""
    assert change is not None
    (found,) = changed_fields(document, change.sequence, "i")
    return change.sequence, found.image, found.field


def test_a_value_comes_back_as_one_edit_that_can_be_undone(small: Document) -> None:
    spot = only(small, change_item(small, "i", "a", "text", "比較検討"))
    change_item(small, "i", "a", "note", "後から")
    change = restore_value(small, *spot)
    assert change is not None
    assert change.label == "「電子申請の推進」の文言を以前の値に戻す"
    assert item(small) == dataclasses.replace(
        years_item("a", 2025, 2025, "導入検討"), note="後から"
    )
    small.undo()
    assert item(small).text == "比較検討"
    assert restore_value(small, *spot, "after") is None


def test_every_kind_of_thing_gives_its_values_back(small: Document) -> None:
    indicator = Indicator("n", "利用率", targets=((2025, 10),))
    change_initiative(small, "i", "indicators", (indicator,))
    base = small.snapshot
    better = dataclasses.replace(indicator, name="件数", baseline=1.5, targets=((2026, "増"),))
    edits: list[tuple[Callable[..., Change | None], tuple[Any, ...]]] = [
        (change_initiative, ("i", "indicators", (better,))),
        (change_initiative, ("i", "departments", ("全庁",))),
        (change_divisions, ("i", 4)),
        (change_row, ("i", "r1", "group", "区分")),
        (change_row, ("i", "r1", "departments", ("全庁",))),
        (resize_item, ("i", "c", year_span(2027, 2028))),
        (resize_item, ("i", "c", year_span(2027))),
        (change_item, ("i", "c", "opens_after", True)),
        (change_node, ("g", "bullets", ("一", "二"))),
    ]
    for edit, arguments in edits:
        change = edit(small, *arguments)
        assert change is not None
        row = "g" if change.structure else ""
        for found in changed_fields(small, change.sequence, "i", row):
            restore_value(small, change.sequence, found.image, found.field)
        assert small.snapshot == base, edit


def test_an_undo_in_the_history_gives_its_values_too(small: Document) -> None:
    change_item(small, "i", "a", "text", "比較検討")
    spot = only(small, small.undo())
    restore_value(small, *spot)
    assert item(small).text == "比較検討"


def test_a_period_that_is_taken_now_is_refused_by_name(small: Document) -> None:
    spot = only(small, resize_item(small, "i", "c", year_span(2028)))
    add_item(small, "i", "r0", year_span(2026, 2027), "試行")
    before = small.snapshot
    with pytest.raises(RefusedEdit, match="同じ行の「試行」と重なります"):
        restore_value(small, *spot)
    assert small.snapshot is before


def test_a_period_outside_the_plan_or_upside_down_is_refused(small: Document) -> None:
    span = year_span(2029)
    change = move_item(small, "i", "c", "r1", span.start)
    shorter = resize_item(small, "i", "c", Span(span.start + 3, span.end))
    resize_item(small, "i", "c", year_span(2025))
    change_period(small, Period(2025, 2027))
    with pytest.raises(RefusedEdit, match="開始が終了より後"):
        restore_value(small, *only(small, shorter), "after")
    assert change is not None
    found = next(one for one in changed_fields(small, change.sequence, "i") if one.field == "span")
    with pytest.raises(RefusedEdit, match="計画期間の外へ出る"):
        restore_value(small, change.sequence, found.image, "span", "after")


def test_what_is_gone_is_refused(small: Document) -> None:
    of_item = only(small, change_item(small, "i", "a", "text", "比較検討"))
    of_initiative = only(small, change_initiative(small, "i", "summary", "概要"))
    node = change_node(small, "g", "name", "改題")
    assert node is not None
    added = add_item(small, "i", "r1", year_span(2025), "新しい")
    assert added is not None
    with pytest.raises(RefusedEdit, match="この記録からは、値を戻せません"):
        restore_value(small, added.sequence, 0, "text")
    with pytest.raises(RefusedEdit, match="この記録からは、値を戻せません"):
        restore_value(small, added.sequence, 9, "text")
    remove_items(small, "i", ["a"])
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        restore_value(small, *of_item)
    remove_initiative(small, "i")
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        restore_value(small, *of_initiative)
    remove_node(small, "g")
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        restore_value(small, node.sequence, 0, "name")


def test_the_history_of_an_item_holds_its_edits_and_their_undoing(small: Document) -> None:
    change_item(small, "i", "a", "text", "比較検討")
    change_item(small, "i", "c", "text", "本格導入")
    small.undo()
    small.redo()
    labels = [(one.kind, one.label) for one in small.history(row_id="a")]
    assert labels == [("do", "矢印「導入検討」の文言を変更")]
    assert [one.kind for one in small.history(row_id="c")] == ["redo", "undo", "do"]
    assert [one.sequence for one in small.history(row_id="c", limit=1)] == [4]


@pytest.mark.parametrize("seed", range(4))
def test_any_value_of_any_edit_comes_back_or_is_refused(document: Document, seed: int) -> None:
    hand = Hand(document, seed)
    for _ in range(25):
        change = hand.edit()
        if change is None:
            continue
        for initiative_id in sorted(change.initiatives):
            for found in changed_fields(document, change.sequence, initiative_id):
                if not found.field:
                    continue
                try:
                    back = restore_value(document, change.sequence, found.image, found.field)
                except RefusedEdit:
                    continue
                if back is not None:
                    (again,) = changed_fields(document, back.sequence, initiative_id)
                    assert (again.word, again.after) == (found.word, found.before)
                    document.undo()


def test_five_thousand_entries_are_no_wait(small: Document) -> None:
    with small._writing() as connection:  # a journal by hand, in no time
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.executemany(
            "INSERT INTO journal VALUES (?, 'do', NULL, '変更', '担当', '2025-11-21T10:00:00', "
            "'[\"other\"]', 0)",
            ((number,) for number in range(1, 5001)),
        )
        driver.executemany(
            "INSERT INTO journal_image VALUES (?, ?, 'initiative', 'other', "
            '\'{"name":"旧"}\', \'{"name":"新"}\')',
            ((number, part) for number in range(1, 5001) for part in range(3)),
        )
    for query in ({"initiative_id": "i"}, {"row_id": "a"}):
        began = time.perf_counter()
        assert small.history(**query, limit=12) == ()
        # Nothing is found, so every entry was looked at: the worst case. The bound on the window's
        # thread is 50 ms; a busy machine gets some room.
        assert time.perf_counter() - began < 0.1, query
