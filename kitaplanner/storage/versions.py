"""The kept versions: what a save replaced, in generations, on this machine.

Keyed by the id inside the document, never by its name, and counted for each path by itself: copies
of one document in two folders must not push each other's versions out. A version counts only after
it was read back. Names carry a number that grows, so that no clock decides what is newest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kitaplanner.storage.files import (
    FileState,
    copy_file,
    remove_quietly,
    state_of,
    sync_folder,
    write_text_whole,
)
from kitaplanner.storage.journal import local_time
from kitaplanner.storage.places import versions_folder

KEPT_GENERATIONS = 20
KEPT_BYTES = 300 * 2**20
_NAME = re.compile(r"(\d{6})-[0-9a-f]{8}\.kitaplan")


class VersionNotKept(OSError):
    """What was written to the store is not what was read."""


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version: `saved_at` is when it was replaced, `origin` where."""

    path: Path
    number: int
    saved_at: str
    origin: str
    size: int
    sha256: str


def keep_version(document_id: str, source: Path, origin: Path) -> Version:
    """Copy a file into the store, prove the copy, drop the oldest; OSError if it can't be kept."""
    folder = _folder(document_id)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / "~incoming.tmp"
    remove_quietly(temporary)
    state = copy_file(source, temporary)
    found = tuple(versions(document_id))
    newest = max((one for one in found if one.origin == str(origin)), key=_number, default=None)
    if newest is not None and newest.sha256 == state.sha256:
        remove_quietly(temporary)
        return newest
    number = max((one.number for one in found), default=0) + 1
    kept = folder / f"{number:06d}-{state.sha256[:8]}.kitaplan"
    temporary.rename(kept)
    version = Version(kept, number, local_time(), str(origin), state.size, state.sha256)
    write_text_whole(_facts_path(kept), _facts(version))
    sync_folder(folder)
    if state_of(kept) != FileState(state.size, state.sha256):
        raise VersionNotKept(str(kept))
    _thin((*found, version), str(origin))
    return version


def versions(document_id: str) -> tuple[Version, ...]:
    """Give the kept versions of a document, the newest first."""
    found = sorted(_versions_in(_folder(document_id)), key=_number, reverse=True)
    return tuple(found)


def _number(version: Version) -> int:
    return version.number


def _folder(document_id: str) -> Path:
    # The id comes out of a file: it must not lead anywhere else.
    safe = re.fullmatch(r"[0-9A-Za-z-]{1,64}", document_id)
    name = document_id if safe else hashlib.sha256(document_id.encode()).hexdigest()
    return versions_folder() / name


def _facts_path(kept: Path) -> Path:
    return kept.with_suffix(".json")


def _facts(version: Version) -> str:
    facts = {
        "saved_at": version.saved_at,
        "origin": version.origin,
        "size": version.size,
        "sha256": version.sha256,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _versions_in(folder: Path) -> Iterator[Version]:
    for path in folder.glob("*.kitaplan"):
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            facts = json.loads(_facts_path(path).read_text(encoding="utf-8"))
            yield Version(
                path,
                int(match[1]),
                str(facts["saved_at"]),
                str(facts["origin"]),
                int(facts["size"]),
                str(facts["sha256"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            # The facts are lost, the version is not.
            yield Version(path, int(match[1]), "", "", path.stat().st_size, "")


def _thin(found: tuple[Version, ...], origin: str) -> None:
    """Drop what is too old or too much; the newest of every path stays."""
    generations = [one for one in sorted(found, key=_number, reverse=True) if one.origin == origin]
    total = 0
    for index, version in enumerate(generations):
        total += version.size
        if index > 0 and (index >= KEPT_GENERATIONS or total > KEPT_BYTES):
            remove_quietly(version.path)
            remove_quietly(_facts_path(version.path))
