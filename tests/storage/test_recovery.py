"""After a crash: what was not saved is offered, what was saved is tidied away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import EnvironmentProblem, PublishConflict
from kitaplanner.storage.sessions import orphan_sessions
from kitaplanner.storage.workspace import (
    create_workspace,
    open_workspace,
    read_plan,
    recover_session,
)
from tests.storage.helpers import names_in, retitle

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
