"""Small steps that several tests of storage take."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.storage.workspace import Workspace


def names_in(folder: Path) -> list[str]:
    """Give the names of the files in a folder in order."""
    return sorted(one.name for one in folder.iterdir())


def retitle(workspace: Workspace, title: str) -> Plan:
    """Commit one small edit and give the plan after it."""
    plan = dataclasses.replace(workspace.document.snapshot, title=title)
    assert workspace.document.commit("題名の変更", plan)
    return plan
