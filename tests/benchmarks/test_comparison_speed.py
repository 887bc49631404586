"""Comparing 1,000 initiatives, 30 % of them changed, against loading both editions, in one run.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_comparison_speed.py

The aim: at most twice. The editions are loaded as from a document, so that the two plans share no
object; their sentences are part of the comparison.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

from pytest_benchmark.fixture import BenchmarkFixture

from kitaplanner.domain.diff_words import words
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.plan_json import dump_plan, load_plan
from kitaplanner.operations.comparison import Comparison, compare
from tests.benchmarks.large_plans import large_plan

COUNT = 1_000
SHARE = 0.3
ROUNDS = 7
AIM = 2.0


def changed(plan: Plan, random: Random) -> Plan:
    """Change a share of the initiatives: a text, the end of an item, a department."""
    chosen = random.sample(list(plan.initiatives()), int(COUNT * SHARE))
    return plan.with_initiatives({one.id: edited(one, random) for one in chosen})


def edited(one: Initiative, random: Random) -> Initiative:
    rows = list(one.schedule.rows)
    if rows and rows[-1].items and random.random() < 0.6:
        *items, last = rows[-1].items
        shorter = dataclasses.replace(last, end=max(last.start, last.end - 12), text="本運用")
        rows[-1] = dataclasses.replace(rows[-1], items=(*items, shorter))
    return dataclasses.replace(
        one,
        summary=one.summary.replace("推進", "一層の推進") + "（改定）",
        departments=(*one.departments, "広報課"),
        schedule=dataclasses.replace(one.schedule, rows=tuple(rows)),
    )


def medians(*actions: Callable[[], Any]) -> list[float]:
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(ROUNDS):
        for action, taken in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(one) for one in times]


def said(comparison: Comparison) -> list[str]:
    return [words(one, comparison.sides) for one in comparison.differences]


def test_comparing_against_loading(benchmark: BenchmarkFixture) -> None:
    old = large_plan(COUNT)
    texts = [dump_plan(one) for one in (old, changed(old, Random(1)))]
    plans = [load_plan(text) for text in texts]
    count = len(said(compare(*plans)))
    assert count > COUNT * SHARE * 2
    loading, comparing = medians(
        lambda: [load_plan(text) for text in texts], lambda: said(compare(*plans))
    )
    ratio = comparing / loading
    benchmark.extra_info |= {"changes": count, "ratio": ratio}
    print(
        f"\n{count} changes: loading both {loading * 1e3:.0f} ms, comparing and saying "
        f"{comparing * 1e3:.0f} ms, ratio {ratio:.2f} (aim {AIM})"
    )
    benchmark.pedantic(lambda: compare(*plans), rounds=3)
