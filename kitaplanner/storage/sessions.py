"""The folders of open documents on this machine, and what a crash leaves of them.

Each open document has a folder with its working copy `doc.db` and a note `session.json`. A clean
close removes it; what is still there while its process is gone is offered for recovery.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kitaplanner import __version__
from kitaplanner.domain.ids import new_id
from kitaplanner.storage.digest import edit_mark
from kitaplanner.storage.files import FileState, remove_quietly, write_text_whole
from kitaplanner.storage.journal import local_time
from kitaplanner.storage.places import work_folder
from kitaplanner.storage.processes import is_gone, process_start

_NOTE = "session.json"
_COPY = "doc.db"
_SECONDS_TO_WRITE_A_NOTE = 24 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """The note on an open document.

    `origin` is the path of the document, empty for one that was never saved; `size` and `sha256`
    are what was read or written there last; `saved_mark` is the state of the working copy then.
    """

    id: str
    origin: str
    size: int
    sha256: str
    document_id: str
    title: str
    who: str
    opened_at: str
    app: str
    pid: int
    started: str
    saved_mark: str
    read_only: bool

    @property
    def folder(self) -> Path:
        """Give the folder of the session."""
        return work_folder() / self.id

    @property
    def copy(self) -> Path:
        """Give the path of the working copy."""
        return self.folder / _COPY

    @property
    def expected(self) -> FileState | None:
        """Give what the origin must still hold; None where it was never saved."""
        return FileState(self.size, self.sha256) if self.sha256 else None

    def write(self) -> None:
        """Write the note so that either the old or the new one is there."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        write_text_whole(self.folder / _NOTE, text)

    def adopted(self, who: str) -> Session:
        """Give the session as one of this process."""
        pid = os.getpid()
        return replace(self, who=who, pid=pid, started=process_start(pid))

    def saved(self, origin: Path, state: FileState, mark: str) -> Session:
        """Give the session after its document was saved."""
        return replace(
            self,
            origin=str(origin),
            size=state.size,
            sha256=state.sha256,
            saved_mark=mark,
            read_only=False,
        )

    def remove(self) -> None:
        """Remove the working copy and its folder."""
        # The note goes last: without it, a folder that is half removed would never be looked at.
        for path in self.folder.glob(f"{_COPY}*"):
            remove_quietly(path)
        shutil.rmtree(self.folder, ignore_errors=True)


def new_session(origin: Path | None, who: str, *, read_only: bool = False) -> Session:
    """Make the folder of a new session; the note is written when the copy is there."""
    pid = os.getpid()
    session = Session(
        id=new_id(),
        origin="" if origin is None else str(origin),
        size=0,
        sha256="",
        document_id="",
        title="",
        who=who,
        opened_at=local_time(),
        app=__version__,
        pid=pid,
        started=process_start(pid),
        saved_mark="",
        read_only=read_only,
    )
    session.folder.mkdir(parents=True, mode=0o700)
    return session


def read_session(session_id: str) -> Session | None:
    """Read the note of a session; None where it can't be understood."""
    path = work_folder() / session_id / _NOTE
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        session = Session(**found)
    except (OSError, ValueError, TypeError):
        return None
    return session if session.id == session_id else None


def orphan_sessions() -> tuple[Session, ...]:
    """Give what a crash left with unsaved edits, the newest first; tidy away the rest.

    A session without a note was never opened for editing; one whose edits are all saved holds
    nothing but a copy. Neither should stay on the machine.
    """
    folder = work_folder()
    found = [_orphan(path) for path in folder.iterdir()] if folder.is_dir() else []
    orphans = [one for one in found if one is not None]
    return tuple(sorted(orphans, key=lambda one: one.opened_at, reverse=True))


def _orphan(folder: Path) -> Session | None:
    session = read_session(folder.name)
    if session is None:
        if time.time() - folder.stat().st_mtime > _SECONDS_TO_WRITE_A_NOTE:
            shutil.rmtree(folder, ignore_errors=True)
        return None
    if not session.copy.is_file() or not is_gone(session.pid, session.started):
        return None
    if session.saved_mark and _mark_of(session.copy) == session.saved_mark:
        session.remove()
        return None
    return session


def _mark_of(copy: Path) -> str | None:
    """Give the mark of a working copy; None for one that can't be read, which is offered too."""
    try:
        with contextlib.closing(sqlite3.connect(copy, timeout=0)) as driver:
            return edit_mark(driver)
    except (sqlite3.Error, UnicodeDecodeError):
        return None
