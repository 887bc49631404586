"""The drawn workbooks through the whole import: no change marked safe leads astray.

`FAULT_SCALE` multiplies the number of plans that each workbook is laid over.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kitaplanner.domain.calendar import Period, Span
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem
from kitaplanner.domain.schedule_edit import with_rows
from kitaplanner.operations.imports import Source, plan_imports, read_source
from tests.helpers.corpus_plans import other_hands, true_plan, with_initiatives
from tests.helpers.corpus_trial import Trial, judge

WORKBOOKS = Path(__file__).parents[1] / "importers" / "corpus" / "workbooks"
TRUTHS = sorted(WORKBOOKS.glob("*.json"))
SEEDS = 4 * int(os.environ.get("FAULT_SCALE", "1"))


@functools.cache
def source_of(path: Path) -> Source:
    return read_source(path.with_suffix(".xlsx"))


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return truth


def with_plan() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in TRUTHS:
        truth = truth_of(path)
        if truth["initiatives"]:
            yield path, truth


def true_plan_of(path: Path, truth: dict[str, Any]) -> Plan:
    shown = next((one.shown for one in source_of(path).reading.initiatives), None)
    return true_plan(truth, shown)


def trial_of(path: Path, truth: Plan, before: Plan, trial: Trial, name: str) -> None:
    (found,) = plan_imports(before, [source_of(path)])
    judge(f"{path.stem} {name}", truth, before, found, trial)


def said(trials: dict[int, Trial], capsys: pytest.CaptureFixture[str], title: str) -> None:
    with capsys.disabled():
        print(f"\n{title}")  # noqa: T201 - the figures
        for style, trial in sorted(trials.items()):
            print(f"style {style:2d}: {trial.line()}")  # noqa: T201 - the figures


def whole(trials: dict[int, Trial]) -> Trial:
    total = Trial()
    for one in trials.values():
        total.true_items += one.true_items
        total.items_after += one.items_after
        total.right += one.right
        total.safe_wrong += one.safe_wrong
    return total


def test_into_a_plan_that_others_changed(capsys: pytest.CaptureFixture[str]) -> None:
    trials: dict[int, Trial] = {}
    for path, truth in with_plan():
        true = true_plan_of(path, truth)
        trial = trials.setdefault(truth["style"], Trial())
        for seed in range(SEEDS):
            before = other_hands(true, Random(f"{path.stem}{seed}"))
            trial_of(path, true, before, trial, f"seed {seed}")
    said(trials, capsys, "into a plan with other contents")
    total = whole(trials)

    assert total.safe_wrong == []
    assert total.recall >= 0.98


def test_into_a_plan_without_the_initiatives(capsys: pytest.CaptureFixture[str]) -> None:
    trials: dict[int, Trial] = {}
    for path, truth in with_plan():
        true = true_plan_of(path, truth)
        before = with_initiatives(true, ())
        trial_of(path, true, before, trials.setdefault(truth["style"], Trial()), "new")
    said(trials, capsys, "into a plan without them")
    total = whole(trials)

    assert total.safe_wrong == []
    assert total.recall >= 0.98


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_into_a_plan_that_says_the_same_nothing_is_safe_to_change(path: Path) -> None:
    plan = true_plan_of(path, truth_of(path))
    (found,) = plan_imports(plan, [source_of(path)])

    assert [one for one in found.changes if one.state == "safe"] == []


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_years_that_a_workbook_does_not_show_stay_as_they_are(path: Path) -> None:
    """A plan that goes on before and after the years of the sheet is not cut down to them."""
    plan = true_plan_of(path, truth_of(path))
    period = plan.period
    longer = with_initiatives(plan, [_stretched(one, period.span) for one in plan.initiatives()])
    longer = dataclasses.replace(longer, period=Period(period.first - 2, period.last + 2))
    (found,) = plan_imports(longer, [source_of(path)])

    assert [one for one in found.changes if one.state == "safe"] == []


def _stretched(one: Initiative, shown: Span) -> Initiative:
    """Let what reaches the first or last year of the sheet go on for a year beyond it."""

    def stretched(item: ScheduleItem) -> ScheduleItem:
        before = 12 if item.start == shown.start else 0
        after = 12 if item.end == shown.end else 0
        return dataclasses.replace(item, start=item.start - before, end=item.end + after)

    rows = [
        dataclasses.replace(row, items=tuple(map(stretched, row.items)))
        for row in one.schedule.rows
    ]
    return with_rows(one, rows)
