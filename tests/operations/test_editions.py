"""Editions: frozen with day and note, taken up again, and the start of the next period."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.operations.editions import freeze_edition, restore_edition, roll_over
from kitaplanner.operations.plan_settings import change_plan
from kitaplanner.storage.document import Document


def test_an_edition_keeps_day_and_note(document: Document) -> None:
    edition = freeze_edition(document, " 素案 ", "2026-11-27", "庁議で了承")
    assert (edition.name, edition.date, edition.note) == ("素案", "2026-11-27", "庁議で了承")
    with pytest.raises(UserError, match="日付として読めません"):
        freeze_edition(document, "案", "11月27日")
    assert [one.name for one in document.editions()] == ["素案"]


def test_going_back_to_an_edition_is_one_edit(document: Document) -> None:
    before = document.snapshot
    freeze_edition(document, "素案")
    change_plan(document, "title", "改めた題名")
    change = restore_edition(document, "素案")
    assert change is not None
    assert document.snapshot == before
    document.undo()
    assert document.snapshot.title == "改めた題名"


def test_the_next_period_begins_and_the_former_plan_is_kept(document: Document) -> None:
    former = document.snapshot
    first = next(former.initiatives())
    roll_over(document, Period(2030, 2034), {first.id: "end"}, title="次の計画", edition="2025計画")
    plan = document.snapshot
    assert (plan.title, plan.period, plan.stage) == ("次の計画", Period(2030, 2034), "素案")
    assert plan.initiative(first.id) is None
    assert document.edition_plan("2025計画") == former
    document.undo()
    assert document.snapshot == former


def test_a_period_that_does_not_follow_is_refused(document: Document) -> None:
    with pytest.raises(RefusedEdit, match="後から"):
        roll_over(document, document.snapshot.period, {}, edition="x")
    assert document.editions() == ()
