"""How long a sheet takes at a keystroke, and a whole booklet."""

from __future__ import annotations

import dataclasses
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Scene
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.paths import resource_path

FORM = load_form("kita")


@pytest.fixture
def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def test_the_longest_sheet_after_a_keystroke(benchmark: BenchmarkFixture, sample: Plan) -> None:
    metrics = bundled_metrics()
    numbering = number_plan(sample, FORM)
    longest = max(sample.initiatives(), key=lambda one: len(one.summary))
    keys = count()

    def type_a_character() -> Scene:
        changed = dataclasses.replace(longest, summary=f"{longest.summary}{next(keys)}")
        return sheet_scene(sample, changed, FORM, numbering, metrics)

    assert len(benchmark(type_a_character).pages) == 1


def test_the_booklet(benchmark: BenchmarkFixture, sample: Plan) -> None:
    scene = benchmark(booklet_scene, sample, FORM, bundled_metrics())
    assert len(scene.pages) > 60
