"""The lock file: it says who has a document open, and a dead one stands in nobody's way."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kitaplanner.errors import DocumentLocked, EnvironmentProblem
from kitaplanner.storage.lock import DocumentLock, Holder, lock_path
from kitaplanner.storage.processes import is_gone, process_start
from kitaplanner.storage.workspace import (
    Workspace,
    open_workspace,
)
from tests.storage.helpers import names_in, retitle


def test_a_second_opening_is_told_who_has_the_file(workspace: Workspace, saved: Path) -> None:
    with pytest.raises(DocumentLocked, match="企画課") as refused:
        open_workspace(saved, "情報課")
    assert not refused.value.may_take_over
    with pytest.raises(DocumentLocked):
        open_workspace(saved, "情報課", take_over=True)
    reader = open_workspace(saved, "情報課", read_only=True)
    assert reader.read_only
    retitle(reader, "改訂")
    with pytest.raises(EnvironmentProblem, match="読み取り専用"):
        reader.save()
    reader.save_as(saved.with_name("写し.kitaplan"))
    assert not reader.read_only
    reader.close()
    assert lock_path(saved).exists()


def other_lock(saved: Path, **fields: object) -> None:
    facts = dataclasses.asdict(Holder.myself("税務課")) | fields
    lock_path(saved).write_text(json.dumps(facts), encoding="utf-8")


def test_a_dead_lock_of_this_computer_is_taken_over(saved: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    start = process_start(dead.pid)
    dead.wait()
    assert is_gone(dead.pid, start)
    other_lock(saved, pid=dead.pid, started=start)
    open_workspace(saved, "企画課").close()
    assert not lock_path(saved).exists()


def test_a_process_number_that_came_back_is_no_lock(saved: Path) -> None:
    other_lock(saved, started="an earlier boot/123")
    open_workspace(saved, "企画課").close()


def test_the_lock_of_another_computer_needs_a_question(saved: Path) -> None:
    other_lock(saved, host="PC-0042", pid=1, started="")
    with pytest.raises(DocumentLocked, match="PC-0042") as refused:
        open_workspace(saved, "企画課")
    assert refused.value.may_take_over
    open_workspace(saved, "企画課", take_over=True).close()
    assert names_in(saved.parent) == [saved.name]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"host": 1}', b"\xff"])
def test_a_lock_that_says_nothing_is_respected(saved: Path, content: bytes) -> None:
    lock_path(saved).write_bytes(content)
    with pytest.raises(DocumentLocked) as refused:
        open_workspace(saved, "企画課")
    assert refused.value.may_take_over
    assert lock_path(saved).read_bytes() == content


def test_only_the_own_lock_is_given_back(tmp_path: Path) -> None:
    document = tmp_path / "計画.kitaplan"
    mine = DocumentLock.acquire(document, "企画課")
    other_lock(document, host="PC-0042")
    mine.release()
    assert lock_path(document).exists()


def test_opening_that_fails_gives_the_lock_back(saved: Path, data: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-4096])
    with pytest.raises(Exception, match="途中で切れて"):
        open_workspace(saved, "企画課")
    assert names_in(saved.parent) == [saved.name]
    assert names_in(data / "work") == []
