"""Opening, saving, closing: the file of the user is always the old one or the new one."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentLocked, EnvironmentProblem, PublishConflict
from kitaplanner.storage import files, publish
from kitaplanner.storage.document import Document
from kitaplanner.storage.lock import DocumentLock, Holder, lock_path
from kitaplanner.storage.processes import is_gone, process_start
from kitaplanner.storage.sessions import orphan_sessions
from kitaplanner.storage.verification import verify
from kitaplanner.storage.versions import KEPT_GENERATIONS, versions
from kitaplanner.storage.workspace import (
    Workspace,
    create_workspace,
    open_workspace,
    read_plan,
    recover_session,
    write_new,
)


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def retitle(workspace: Workspace, title: str) -> Plan:
    plan = dataclasses.replace(workspace.document.snapshot, title=title)
    assert workspace.document.commit("題名の変更", plan)
    return plan


@pytest.fixture
def workspace(saved: Path) -> Iterator[Workspace]:
    workspace = open_workspace(saved, "企画課")
    yield workspace
    workspace.close(discard=True)


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


# --- disk full -------------------------------------------------------------------------------


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


# --- locks -----------------------------------------------------------------------------------


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


# --- after a crash ---------------------------------------------------------------------------

CRASH = """
import dataclasses, os, signal, sys
from pathlib import Path
from kitaplanner.storage import publish
from kitaplanner.storage.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]), "企画課")
for title in ("一", "二"):
    plan = dataclasses.replace(workspace.document.snapshot, title=title)
    workspace.document.commit(title, plan)
if sys.argv[2] == "saved":
    workspace.save()
if sys.argv[2] == "replacing":
    publish.replace_file = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    workspace.save()
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash(saved: Path, moment: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CRASH, str(saved), moment],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.returncode < 0, run.stderr


@pytest.mark.parametrize("moment", ["editing", "replacing"])
def test_the_work_before_a_crash_is_offered_and_comes_back(
    saved: Path, kita: Plan, moment: str
) -> None:
    before = saved.read_bytes()
    crash(saved, moment)
    assert saved.read_bytes() == before
    (session,) = orphan_sessions()
    assert (session.origin, session.title) == (str(saved), kita.title)
    workspace = recover_session(session, "企画課")
    assert orphan_sessions() == ()
    assert workspace.is_dirty
    assert workspace.document.snapshot.title == "二"
    assert workspace.document.undo_label == "二"
    assert not workspace.read_only
    workspace.save()
    workspace.close()
    assert read_plan(saved).title == "二"
    assert orphan_sessions() == ()


def test_a_crash_after_saving_leaves_nothing_to_recover(saved: Path, data: Path) -> None:
    crash(saved, "saved")
    assert orphan_sessions() == ()
    assert names_in(data / "work") == []


def test_recovery_beside_another_opening_is_read_only(saved: Path) -> None:
    crash(saved, "editing")
    (session,) = orphan_sessions()
    other = open_workspace(saved, "税務課")
    workspace = recover_session(session, "企画課")
    assert workspace.read_only
    workspace.save_as(saved.with_name("復元.kitaplan"))
    workspace.close()
    other.close()


def test_recovered_work_does_not_overwrite_what_others_saved(saved: Path, kita: Plan) -> None:
    crash(saved, "editing")
    other = open_workspace(saved, "税務課")
    retitle(other, "税務課の版")
    other.save()
    other.close()
    (session,) = orphan_sessions()
    workspace = recover_session(session, "企画課")
    with pytest.raises(PublishConflict):
        workspace.save()
    assert read_plan(saved).title == "税務課の版"
    workspace.close(discard=True)


def test_closing_with_unsaved_edits_keeps_them_for_recovery(kita: Plan, tmp_path: Path) -> None:
    workspace = create_workspace(kita, "企画課")
    assert workspace.path is None
    assert workspace.is_dirty
    with pytest.raises(EnvironmentProblem, match="保存先"):
        workspace.save()
    plan = retitle(workspace, "改訂")
    workspace.close()
    assert orphan_sessions() == ()  # this process is still there
    folder = workspace.document.path.parent
    note = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    (folder / "session.json").write_text(json.dumps(note | {"started": "0/1"}), encoding="utf-8")
    (session,) = orphan_sessions()
    again = recover_session(session, "企画課")
    assert again.document.snapshot == plan
    again.save_as(tmp_path / "新規.kitaplan")
    again.close()
    assert not folder.exists()


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
