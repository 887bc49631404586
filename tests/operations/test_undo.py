"""Every operation can be undone and redone, however many there were, also after a restart."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan, load_plan
from kitaplanner.paths import resource_path
from kitaplanner.storage.digest import plan_digest
from kitaplanner.storage.document import Document
from tests.operations.random_edits import EDITS, Hand
from tests.strategies import plans

EDIT_COUNT = 500


def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def edit_times(document: Document, count: int, seed: int) -> int:
    """Do that many edits that changed something; give the number of refusals on the way."""
    hand = Hand(document, seed)
    done = 0
    while done < count:
        done += hand.edit() is not None
    return hand.refused


@pytest.mark.parametrize("seed", [1, 2])
def test_500_edits_undone_give_the_start_and_redone_the_end(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "doc.db"
    document = Document.create(path, sample(), "担当")
    start = document.digest()
    edit_times(document, EDIT_COUNT, seed)
    end = document.digest()
    assert end != start
    assert plan_digest(document.snapshot) == end

    for _ in range(200):
        assert document.undo() is not None
    document.close()
    document = Document.open(path, "別の担当")
    undone = 200
    while document.undo() is not None:
        undone += 1
    assert undone == EDIT_COUNT
    assert document.digest() == plan_digest(document.snapshot) == start

    for _ in range(300):
        assert document.redo() is not None
    document.close()
    document = Document.open(path, "担当")
    redone = 300
    while document.redo() is not None:
        redone += 1
    assert redone == EDIT_COUNT
    assert document.digest() == plan_digest(document.snapshot) == end
    document.close()


@settings(max_examples=15)
@given(plan=plans(), seed=st.integers(0, 10_000))
def test_any_plan_survives_edits_and_undo(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan, seed: int
) -> None:
    document = Document.create(tmp_path_factory.mktemp("doc") / "doc.db", plan, "担当")
    start = document.digest()
    hand = Hand(document, seed)
    before_each = []
    for _ in range(30):
        before = document.snapshot
        if hand.edit() is not None:
            before_each.append(before)
    for before in reversed(before_each):
        document.undo()
        assert document.snapshot == before
    assert document.digest() == start
    document.close()


def test_edits_keep_the_invariants_and_the_json(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "doc.db", sample(), "担当")
    known = {one.id for one in document.snapshot.initiatives()}
    edit_times(document, 200, seed=7)
    plan = document.snapshot
    for initiative in plan.initiatives():
        for row in initiative.schedule.rows:
            assert all(left.end < right.start for left, right in pairwise(row.items))
            assert all(item.start <= item.end for item in row.items)
    assert load_plan(dump_plan(plan)) == plan
    assert len(known & {one.id for one in plan.initiatives()}) > len(known) / 2
    document.close()


def test_every_kind_of_edit_happens(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "doc.db", sample(), "担当")
    for action in dict.fromkeys(EDITS):
        hand = Hand(document, seed=3)
        for _ in range(40):
            before = document.snapshot
            try:
                change = action(hand)
            except Exception as error:
                if type(error).__name__ != "RefusedEdit":
                    raise
                assert document.snapshot is before
                continue
            if change is not None:
                assert change.label
                assert change.images
                break
        else:
            pytest.fail(f"{action.__name__} never changed anything")
    document.close()
