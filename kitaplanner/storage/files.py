"""Single steps with files that a power cut or a virus scanner must not spoil.

Belongs here: copying with a hash, syncing, atomic writing and replacing. Does not belong here: what
the files mean.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_CHUNK = 2**20
# Virus scanners and indexers hold a file for milliseconds; together about 2.5 seconds.
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
# Access denied, sharing violation, lock violation.
_PASSING_ON_WINDOWS = (5, 32, 33)


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file held when it was read: enough to see that somebody else wrote it."""

    size: int
    sha256: str


class ChangedWhileRead(OSError):
    """A file was written to while it was copied."""


def temporary_beside(target: Path) -> Path:
    """Give the name of a file in the same folder that nobody else uses."""
    return target.parent / f"~${target.name}.{uuid.uuid4().hex}.tmp"


def state_of(path: Path) -> FileState:
    """Read a file through and give its state."""
    return _read_through(path, lambda _: None)


Progress: TypeAlias = Callable[[int, int], None]


def copy_file(
    source: Path, target: Path, *, sync: bool = True, progress: Progress | None = None
) -> FileState:
    """Copy a file that nobody writes meanwhile and give its state.

    Without `sync` the copy may not have reached the disk yet. `progress` counts bytes; what it
    raises leaves a part of the copy.
    """
    size = source.stat().st_size

    def take(chunk: bytes) -> None:
        out.write(chunk)
        if progress is not None:
            progress(min(out.tell(), size), size)

    with target.open("xb") as out:
        state = _read_through(source, take)
        if sync:
            out.flush()
            os.fsync(out.fileno())
    return state


def _read_through(path: Path, take: Callable[[bytes], object]) -> FileState:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            take(chunk)
        after = os.fstat(file.fileno())
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise ChangedWhileRead(errno.EBUSY, "changed while it was read", str(path))
    return FileState(size, digest.hexdigest())


def sync_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    # Windows flushes only through a handle that may write.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(source: Path, target: Path) -> None:
    """Put a finished file in the place of another in one step, and bring the change to the disk."""
    for wait in (*_WAITS, None):
        try:
            source.replace(target)
            break
        except PermissionError as error:
            # Elsewhere a missing right does not pass by itself.
            passing = getattr(error, "winerror", None) in _PASSING_ON_WINDOWS
            if wait is None or not passing:
                raise
            time.sleep(wait)
    sync_folder(target.parent)


def write_text_whole(path: Path, text: str) -> None:
    """Write a small text file so that either the old or the new one is there."""
    temporary = temporary_beside(path)
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        replace_file(temporary, path)
    except BaseException:
        remove_quietly(temporary)
        raise


def remove_quietly(path: Path) -> None:
    """Remove a file of our own; one that can't be removed now does no harm."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
