"""Templates: every one prints at once, whatever the plan holds so far."""

from __future__ import annotations

from datetime import date

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout_templates import (
    TEMPLATES,
    Template,
    make_handout,
    template_named,
)
from kitaplanner.layout.handouts import handout_scene
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import initiative_of, plan_of

DAY = date(2026, 7, 1)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
@pytest.mark.parametrize("editions", [(), ("素案",)])
def test_a_new_handout_prints_at_once(template: Template, editions: tuple[str, ...]) -> None:
    plan = plan_of(initiative_of())
    handout = make_handout(template, plan, DAY, editions)
    scene = handout_scene(plan, load_form("kita"), FixedMetrics(), handout, {"素案": plan})
    assert handout.parts[0].kind == "agenda"
    assert len(scene.pages) >= len(handout.parts)
    compares = any(part.kind == "comparison" for part in handout.parts)
    assert not (compares and not editions)
    written = "".join(one.text for part in handout.parts for one in part.sections)
    assert compares or "新旧対照表" not in written


def test_every_handout_has_ids_of_its_own() -> None:
    plan = plan_of()
    template = TEMPLATES[0]
    made = [make_handout(template, plan, DAY, ()) for _ in range(2)]
    ids = [one.id for one in made] + [part.id for one in made for part in one.parts]
    assert len(ids) == len(set(ids))


def test_progress_is_that_of_the_year_before_within_the_plan() -> None:
    template = template_named("進捗の報告")
    assert template is not None
    plan = plan_of()
    years = [
        next(part.year for part in make_handout(template, plan, day, ()).parts if part.year)
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2028, 6, 1), date(2040, 6, 1))
    ]
    assert years == [2025, 2025, 2027, 2029]


def test_an_unknown_template_is_none() -> None:
    assert template_named("ない") is None
