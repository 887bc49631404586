"""A plan of the office, a folder of its own for the program's data, and a saved document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path
from kitaplanner.storage.places import FOLDER_VARIABLE
from kitaplanner.storage.workspace import Workspace, open_workspace, write_new


@pytest.fixture(scope="session")
def kita() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


@pytest.fixture(autouse=True)
def data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture
def saved(tmp_path: Path, kita: Plan) -> Path:
    folder = tmp_path / "共有 #1?%&'"
    folder.mkdir()
    path = folder / "実施計画.kitaplan"
    write_new(path, kita, "企画課")
    return path


@pytest.fixture
def workspace(saved: Path) -> Iterator[Workspace]:
    workspace = open_workspace(saved, "企画課")
    yield workspace
    workspace.close(discard=True)
