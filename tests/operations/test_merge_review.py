"""Another file of the plan, from the two files to the lists, for many edits of both."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from kitaplanner.domain.merge import merge_plans
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import Cancelled
from kitaplanner.operations.documents import open_workspace, read_plan, sample_plan, write_new
from kitaplanner.operations.imports import accepted_plan
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.merge_review import (
    OurSide,
    merge_record,
    our_side,
    read_other_side,
    record_text,
    review_other_side,
)
from tests.helpers.edited_plans import edited


def quiet(done: int, total: int) -> None:
    """Nobody looks at the progress."""


def written(path: Path, seed: int, count: int) -> Plan:
    """Edit a file at random and save it."""
    workspace = open_workspace(path, "担当")
    plan = workspace.document.snapshot
    workspace.document.commit("編集", edited(plan, plan, Random(seed), count))
    workspace.save()
    workspace.close()
    return read_plan(path)


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one plan."""
    ours, theirs = tmp_path / "こちら.kitaplan", tmp_path / "相手.kitaplan"
    write_new(ours, sample_plan("kita"), "担当")
    shutil.copyfile(ours, theirs)
    return ours, theirs


def side_of(path: Path) -> OurSide:
    workspace = open_workspace(path, "担当")
    try:
        return our_side(workspace)
    finally:
        workspace.close(discard=True)


@pytest.mark.parametrize(("seed", "count"), [(1, 20), (3, 100), (5, 300), (7, 300)])
def test_what_is_ticked_at_first_is_the_merge(
    copies: tuple[Path, Path], seed: int, count: int
) -> None:
    base = read_plan(copies[0])
    plans = [written(path, seed + at, count) for at, path in enumerate(copies)]
    ours = side_of(copies[0])
    other = read_other_side(ours, copies[1], quiet)
    assert (other.base, other.plan) == (base, plans[1])
    reviews = review_other_side(ours.plan, other)
    found = [one.found for one in reviews]
    ticked = [one.ticked for one in reviews]
    assert accepted_plan(ours.plan, found, ticked) == merge_plans(base, *plans).plan
    for review in reviews:  # whatever is looked at can be shown
        for one in review.found.changes:
            assert review.sentences[one.id]
            review.after(one.initiative, frozenset((one.id,)))
    said = record_text(merge_record(reviews, ticked))
    assert all(said.count(review.sentences[one]) for review in reviews for one in review.changes)


def test_what_they_removed_and_we_changed_is_offered_by_itself(copies: tuple[Path, Path]) -> None:
    written(copies[0], 1, 300)
    written(copies[1], 2, 300)
    ours = side_of(copies[0])
    reviews = review_other_side(ours.plan, read_other_side(ours, copies[1], quiet))
    assert [one.found.source for one in reviews] == [
        "相手.kitaplan",
        "両方が変えたところ",
        "こちらが変え、相手が削除したところ",
    ]
    found = [one.found for one in reviews]
    kept = accepted_plan(ours.plan, found, [one.ticked for one in reviews])
    everything = [frozenset(one.changes) for one in reviews]
    made = accepted_plan(ours.plan, found, everything)
    assert len(list(made.initiatives())) < len(list(kept.initiatives()))


def test_where_they_parted_is_said_as_the_history_says_it(tmp_path: Path) -> None:
    path, theirs = tmp_path / "こちら.kitaplan", tmp_path / "相手.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    workspace = open_workspace(path, "北区 担当")
    first = next(workspace.document.snapshot.initiatives())
    for name in ("甲", "乙"):
        change_initiative(workspace.document, first.id, "name", name)
    workspace.document.undo()
    workspace.save()
    shutil.copyfile(path, theirs)
    change_initiative(workspace.document, first.id, "summary", "まだ保存していない")
    ours = our_side(workspace)
    workspace.close(discard=True)
    written(theirs, 1, 3)
    told = read_other_side(ours, theirs, quiet).told
    assert "の編集（元に戻す：「甲」の事業名を変更、北区 担当）のあとで" in told
    assert told.endswith("そのあと、こちらは1回、相手は1回編集しています。")


def test_reading_the_other_file_can_be_stopped_at_each_step(copies: tuple[Path, Path]) -> None:
    ours = side_of(copies[0])
    steps: list[tuple[int, int]] = []
    read_other_side(ours, copies[1], lambda *step: steps.append(step))
    # Copying, too, is told of and can be stopped: it takes longest where the file is far away.
    assert [done / total for done, total in steps] == [0, 0.25, 0.5, 0.75]
    for number in range(len(steps)):
        left = [number]

        def stop(done: int, total: int, left: list[int] = left) -> None:
            if not left[0]:
                raise Cancelled("取り消しました。")
            left[0] -= 1

        with pytest.raises(Cancelled):
            read_other_side(ours, copies[1], stop)
