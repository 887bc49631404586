"""The lock file beside a document: who has it open, where and since when.

The lock is advice between people: it lives on shares where nothing better works, so it says who to
ask. It is taken away without a question only when its process is known to be gone from this very
machine. What protects the file itself is the comparison before every save (`publish`).
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kitaplanner import __version__
from kitaplanner.errors import DocumentLocked
from kitaplanner.storage.files import remove_quietly
from kitaplanner.storage.journal import local_time
from kitaplanner.storage.processes import is_gone, process_start

_MAX_SIZE = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a document; `started` tells a process from a later one with the same number."""

    host: str
    pid: int
    started: str
    user: str
    time: str
    app: str
    token: str

    @classmethod
    def myself(cls, who: str) -> Holder:
        """Describe this process."""
        pid = os.getpid()
        app = f"Kitaplanner {__version__}"
        return cls(
            socket.gethostname(), pid, process_start(pid), who, local_time(), app, uuid.uuid4().hex
        )


class DocumentLock:
    """A lock that this process holds until `release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self._path = path
        self._holder = holder

    @classmethod
    def acquire(cls, document: Path, who: str, *, take_over: bool = False) -> DocumentLock:
        """Take the lock or raise DocumentLocked; OSError where the folder can't be written.

        `take_over`, after asking the user, also takes the lock of another computer or one that
        can't be read; never that of a living process on this one.
        """
        path = lock_path(document)
        mine = Holder.myself(who)
        for _ in range(3):
            if _create(path, mine):
                return cls(path, mine)
            found = _read(path)
            if not _may_be_taken(found, take_over):
                raise locked_by(document, found)
            _move_away(path, found)
        raise locked_by(document, _read(path))

    def release(self) -> None:
        """Give the lock back, unless somebody has taken it over."""
        found = _read(self._path)
        if found is not None and found.token == self._holder.token:
            remove_quietly(self._path)


def lock_path(document: Path) -> Path:
    """Give the path of the lock file of a document."""
    return document.with_name(f"~${document.name}.lock")


def holder_words(document: Path) -> str:
    """Say who has a document open now; empty where nobody does."""
    path = lock_path(document)
    found = _read(path)
    is_left_over = found is not None and _may_be_taken(found, False)
    return _who(found) if path.exists() and not is_left_over else ""


def _who(holder: Holder | None) -> str:
    if holder is None:
        return "ほかの職員"
    since = holder.time.replace("T", " ")
    return f"{holder.user or '（名前なし）'}（パソコン：{holder.host}、{since}から）"


def locked_by(document: Path, holder: Holder | None) -> DocumentLocked:
    """Make the refusal that names the holder, as far as the lock file tells."""
    return DocumentLocked(
        f"「{document.name}」は{_who(holder)}が開いています。"
        "閉じてもらってから開き直すか、読み取り専用で開いてください。",
        may_take_over=_may_be_taken(holder, True),
    )


def _may_be_taken(holder: Holder | None, asked: bool) -> bool:
    if holder is not None and holder.host == socket.gethostname():
        return is_gone(holder.pid, holder.started)
    return asked


def _create(path: Path, holder: Holder) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(holder), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    return True


def _read(path: Path) -> Holder | None:
    """Give the holder, or None where the file says nothing that can be understood."""
    try:
        with path.open("rb") as file:
            found: dict[str, Any] = json.loads(file.read(_MAX_SIZE))
        kinds = {name: type(value) for name, value in found.items()}
        holder = Holder(**found)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return holder if kinds == dict.fromkeys(kinds, str) | {"pid": int} else None


def _move_away(path: Path, judged: Holder | None) -> None:
    """Take away the lock that was judged, but not one that was put there meanwhile."""
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _read(aside) != judged:
        with contextlib.suppress(OSError):
            os.link(aside, path)
    remove_quietly(aside)
