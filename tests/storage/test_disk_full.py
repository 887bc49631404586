"""A full disk: the old file stays, no edit is lost, and work goes on when there is room again."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import EnvironmentProblem
from kitaplanner.storage.document import Document
from kitaplanner.storage.lock import lock_path
from kitaplanner.storage.workspace import (
    open_workspace,
    read_plan,
    write_new,
)
from tests.storage.helpers import names_in, retitle


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file_and_all_edits(small_disk: Path, kita: Plan) -> None:
    path = small_disk / "計画.kitaplan"
    write_new(path, kita, "")
    before = path.read_bytes()
    workspace = open_workspace(path, "企画課")
    plan = retitle(workspace, "改訂")
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    for room in (0, 4096, 100_000, 200_000, len(before) - 4096):
        ballast.write_bytes(bytes(free - room))
        with pytest.raises(EnvironmentProblem, match="空き容量"):
            workspace.save()
        assert path.read_bytes() == before
        assert names_in(small_disk) == sorted([path.name, lock_path(path).name, "ballast"])
        ballast.unlink()
    workspace.save()
    workspace.close()
    assert read_plan(path) == plan


def test_a_full_disk_under_the_working_copy_loses_no_edit(small_disk: Path, kita: Plan) -> None:
    document = Document.create(small_disk / "doc.db", kita, "")
    title = "初め"
    assert document.commit("題名", dataclasses.replace(kita, title=title))
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    refused = 0
    for number in range(200):
        wanted = f"{number}" * 2000
        try:
            document.commit("題名", dataclasses.replace(document.snapshot, title=wanted))
            title = wanted
        except EnvironmentProblem:
            refused += 1
        assert document.snapshot.title == title
    assert refused
    (small_disk / "ballast").unlink()
    assert document.commit("題名", dataclasses.replace(kita, title="終わり"))
    document.close()
    assert Document.open(small_disk / "doc.db", "").snapshot.title == "終わり"
