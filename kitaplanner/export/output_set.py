"""Several files that appear together or not at all.

Here: writing all of them beside their places, then putting them there; when one can't be put, those
already put give way to the old ones again. Not here: a single file (`atomic_file`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kitaplanner.export.atomic_file import output_problem, put_in_place


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths in a folder, which is made where there is none.

    Other files of the folder stay as they are. Raises EnvironmentProblem when one can't be written;
    then the folder is as it was before.
    """
    made = _make_folders(folder, files)
    staged: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            target = folder / name
            staged[target] = _stage(target, content)
        _put_all(staged)
    except BaseException as problem:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        if isinstance(problem, OSError):
            raise output_problem(folder, problem) from problem
        raise


def _make_folders(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    made: list[Path] = []
    try:
        for parent in (folder, *sorted({(folder / name).parent for name in files})):
            if not parent.exists():
                parent.mkdir()
                made.append(parent)
            elif not parent.is_dir():
                raise FileExistsError(17, os.strerror(17), str(parent))
    except OSError as problem:
        for one in reversed(made):
            one.rmdir()
        raise output_problem(folder, problem) from problem
    return made


def _stage(target: Path, content: bytes) -> Path:
    temporary = _beside(target)
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_all(staged: Mapping[Path, Path]) -> None:
    """Put each file in its place, keeping the old ones until all are there."""
    kept: dict[Path, Path] = {}
    put: list[Path] = []
    try:
        for target, temporary in staged.items():
            if target.exists():
                old = _beside(target)
                target.replace(old)
                kept[target] = old
            put_in_place(temporary, target)
            put.append(target)
    except BaseException:
        for target in put:
            target.unlink(missing_ok=True)
        for target, old in kept.items():
            old.replace(target)
        raise
    for old in kept.values():
        old.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(f"~${secrets.token_hex(8)}.tmp")
