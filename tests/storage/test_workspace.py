"""Opening, saving, closing: the file of the user is always the old one or the new one."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import EnvironmentProblem, PublishConflict
from kitaplanner.storage import files, publish
from kitaplanner.storage.lock import lock_path
from kitaplanner.storage.verification import verify
from kitaplanner.storage.versions import KEPT_GENERATIONS, versions
from kitaplanner.storage.workspace import (
    Workspace,
    open_workspace,
    read_plan,
    write_new,
)
from tests.storage.helpers import names_in, retitle

# --- saving ----------------------------------------------------------------------------------


def test_saving_leaves_exactly_one_file(saved: Path, data: Path) -> None:
    workspace = open_workspace(saved, "企画課")
    before = saved.read_bytes()
    plan = retitle(workspace, "改訂")
    assert workspace.is_dirty
    assert saved.read_bytes() == before
    published = workspace.save()
    assert published.warning == ""
    assert not workspace.is_dirty
    workspace.close()
    assert names_in(saved.parent) == [saved.name]
    assert list((data / "work").iterdir()) == []
    assert read_plan(saved) == plan
    assert verify(saved) == ()


def test_undo_and_history_travel_with_the_file(saved: Path, kita: Plan) -> None:
    workspace = open_workspace(saved, "企画課")
    retitle(workspace, "一")
    retitle(workspace, "二")
    workspace.document.undo()
    workspace.save()
    workspace.close()
    again = open_workspace(saved, "情報課")
    assert not again.is_dirty
    assert again.document.redo_label == "題名の変更"
    again.document.undo()
    assert again.document.snapshot == kita
    assert [one.who for one in again.document.history()] == ["情報課", *["企画課"] * 3]
    again.close(discard=True)


def test_text_that_was_deleted_is_not_in_the_file_any_more(saved: Path, kita: Plan) -> None:
    secret = "個人の氏名"
    write_new(saved, dataclasses.replace(kita, title=secret), "", overwrite=True)
    assert secret.encode() in saved.read_bytes()
    write_new(saved, kita, "", overwrite=True)
    assert secret.encode() not in saved.read_bytes()


def test_save_as_goes_on_at_the_new_path(workspace: Workspace, saved: Path) -> None:
    before = saved.read_bytes()
    other = saved.with_name("別名.kitaplan")
    plan = retitle(workspace, "別名")
    workspace.save_as(other)
    assert workspace.path == other
    assert saved.read_bytes() == before
    assert read_plan(other) == plan
    assert lock_path(other).exists()
    assert not lock_path(saved).exists()


def test_save_as_overwrites_only_when_told(workspace: Workspace, saved: Path) -> None:
    other = saved.with_name("別名.kitaplan")
    other.write_bytes(b"somebody's")
    with pytest.raises(PublishConflict, match="すでに"):
        workspace.save_as(other)
    assert other.read_bytes() == b"somebody's"
    assert workspace.path == saved
    assert not lock_path(other).exists()
    workspace.save_as(other, overwrite=True)
    assert read_plan(other) == workspace.document.snapshot
    (kept,) = versions(workspace.document.document_id)
    assert kept.path.read_bytes() == b"somebody's"


def test_saving_through_a_link_keeps_the_link(saved: Path) -> None:
    link = saved.with_name("リンク.kitaplan")
    link.symlink_to(saved)
    workspace = open_workspace(link, "企画課")
    plan = retitle(workspace, "改訂")
    workspace.save()
    workspace.close()
    assert link.is_symlink()
    assert read_plan(saved) == plan


@pytest.mark.parametrize("what", ["rewritten", "same size", "removed", "unreadable"])
def test_a_file_that_changed_meanwhile_is_never_overwritten(
    workspace: Workspace, saved: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitle(workspace, "改訂")
    theirs = saved.read_bytes()
    if what == "removed":
        saved.unlink()
    elif what == "unreadable":
        monkeypatch.setattr(publish, "state_of", failing(publish.state_of, saved, errno.EIO))
    else:
        theirs = theirs[:-1] + b"!" if what == "same size" else b"theirs"
        saved.write_bytes(theirs)
    for _ in range(2):
        with pytest.raises(PublishConflict):
            workspace.save()
    if what == "removed":
        assert not saved.exists()
    else:
        assert saved.read_bytes() == theirs
    assert workspace.is_dirty
    rescued = saved.with_name("救出.kitaplan")
    workspace.save_as(rescued)
    assert read_plan(rescued).title == "改訂"


def failing(function, path: Path, number: int):  # type: ignore[no-untyped-def]
    def call(one: Path, *rest: object) -> object:
        if one == path:
            raise OSError(number, os.strerror(number))
        return function(one, *rest)

    return call


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("sync_file", errno.EIO),
        ("replace_file", errno.ENOSPC),
        ("replace_file", errno.EACCES),
        ("state_of", errno.EIO),
    ],
)
def test_a_step_that_fails_leaves_the_old_file(
    workspace: Workspace, saved: Path, step: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.read_bytes()
    retitle(workspace, "改訂")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(publish, step, fail)
        with pytest.raises(EnvironmentProblem, match="保存できませんでした"):
            workspace.save()
    assert saved.read_bytes() == before
    assert names_in(saved.parent) == sorted([saved.name, lock_path(saved).name])
    assert workspace.is_dirty
    workspace.save()
    assert read_plan(saved).title == "改訂"


def test_a_version_that_cannot_be_kept_is_mentioned_but_stops_nothing(
    workspace: Workspace, saved: Path, data: Path
) -> None:
    retitle(workspace, "改訂")
    (data / "versions").write_text("no folder")
    assert "控え" in workspace.save().warning
    assert read_plan(saved).title == "改訂"


def test_a_scanner_that_holds_the_file_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waits.append)
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_text("new")
    real = Path.replace

    def held(self: Path, other: Path) -> Path:
        if len(waits) < 3:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, other)

    monkeypatch.setattr(Path, "replace", held)
    files.replace_file(source, target)
    assert target.read_text() == "new"
    assert waits == [0.05, 0.1, 0.2]


# --- read-only places and versions -----------------------------------------------------------


def test_a_protected_file_is_opened_read_only(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    workspace = open_workspace(saved, "企画課")
    assert workspace.read_only
    assert any("読み取り専用" in one for one in workspace.notices)
    workspace.close()


def test_a_folder_without_write_permission_gives_a_read_only_workspace(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("kitaplanner.storage.lock._create", refuse)
    workspace = open_workspace(saved, "企画課")
    assert workspace.read_only
    workspace.close()


def test_saving_keeps_generations_that_can_be_opened(workspace: Workspace, saved: Path) -> None:
    for number in range(KEPT_GENERATIONS + 5):
        retitle(workspace, f"{number}版")
        workspace.save()
    kept = versions(workspace.document.document_id)
    assert len(kept) == KEPT_GENERATIONS
    assert [one.number for one in kept] == sorted((one.number for one in kept), reverse=True)
    assert read_plan(kept[0].path).title == f"{KEPT_GENERATIONS + 3}版"
    assert kept[0].origin == str(saved)


def test_a_copy_in_another_folder_does_not_push_versions_out(saved: Path, tmp_path: Path) -> None:
    first = open_workspace(saved, "企画課")
    retitle(first, "元の版")
    first.save()
    first.close()
    copy = tmp_path / "写し.kitaplan"
    shutil.copyfile(saved, copy)
    second = open_workspace(copy, "企画課")
    for number in range(KEPT_GENERATIONS + 2):
        retitle(second, f"{number}版")
        second.save()
    second.close()
    kept = versions(second.document.document_id)
    assert [one.origin for one in kept].count(str(saved)) == 1


def test_writing_a_new_file_refuses_to_overwrite(saved: Path, kita: Plan, data: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(PublishConflict):
        write_new(saved, kita, "")
    assert saved.read_bytes() == before
    assert names_in(saved.parent) == [saved.name]
    assert names_in(data / "work") == []


def test_reading_leaves_no_trace(saved: Path, data: Path) -> None:
    shutil.rmtree(data)
    read_plan(saved)
    assert not data.exists()
    assert names_in(saved.parent) == [saved.name]
