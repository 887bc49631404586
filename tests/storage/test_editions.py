"""Frozen editions: the plan of a day, whatever is edited later."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import open_workspace, read_edition, read_editions


def test_an_edition_keeps_the_plan_of_its_day(saved: Path, kita: Plan) -> None:
    workspace = open_workspace(saved, "企画課")
    edition = workspace.document.freeze_edition("素案", "2025-11-30")
    assert workspace.is_dirty
    workspace.document.commit("題名", dataclasses.replace(kita, title="改訂"))
    workspace.save()
    workspace.close()
    assert read_editions(saved) == (edition,)
    assert (edition.name, edition.date, edition.who) == ("素案", "2025-11-30", "企画課")
    assert read_edition(saved, "素案") == kita == read_edition(saved, edition.id)
    assert verify(saved) == ()
    with pytest.raises(UserError, match="「素案」"):
        read_edition(saved, "決定")


def test_undo_leaves_editions_alone(saved: Path, kita: Plan) -> None:
    workspace = open_workspace(saved, "企画課")
    workspace.document.commit("題名", dataclasses.replace(kita, title="改訂"))
    workspace.document.freeze_edition("案")
    workspace.document.undo()
    assert workspace.document.edition_plan("案").title == "改訂"
    workspace.close(discard=True)


@pytest.mark.parametrize("name", ["", " ", "二\n行", "鐘\u0007", "素案"])
def test_names_that_cannot_be_used_are_refused(saved: Path, name: str) -> None:
    workspace = open_workspace(saved, "企画課")
    workspace.document.freeze_edition("素案")
    with pytest.raises(RefusedEdit):
        workspace.document.freeze_edition(name)
    assert len(workspace.document.editions()) == 1
    workspace.close(discard=True)


def test_an_edition_can_be_removed(saved: Path) -> None:
    workspace = open_workspace(saved, "企画課")
    edition = workspace.document.freeze_edition("素案")
    workspace.document.remove_edition(edition.id)
    assert workspace.document.editions() == ()
    with pytest.raises(UserError):
        workspace.document.remove_edition(edition.id)
    workspace.close(discard=True)
