"""Writing an output file whole or not at all.

Here: a temporary file beside the target, flushed to the disk, then put in the target's place in
one step; and the sentences for a disk, folder or permission that stands in the way. Not here: what
is written (`pdf`, `xlsx`, ...), and saving the plan document itself (`storage` checks for conflicts
and keeps generations).
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kitaplanner.errors import EnvironmentProblem

# Windows: access denied, sharing violation, lock violation. A virus scanner or an indexer holds
# a fresh file for milliseconds; a person who has it open holds it for longer than these waits.
_HELD_BY_ANOTHER = {5, 32, 33}
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)

_FULL = "空き容量が足りません。不要なファイルを片付けるか、別の場所を選んでください。"
_DENIED = (
    "書き込みが許されていないか、ほかのプログラムで開かれています。"
    "開いているファイルを閉じるか、別の場所を選んでください。"
)
_UNREACHABLE = (
    "保存先の装置と通信できないか、装置に異常があります。"
    "接続を確かめるか、別の場所を選んでください。"
)
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "この場所は読み取り専用です。別の場所を選んでください。",
    errno.ENOENT: "フォルダーが見つかりません。保存先を確かめてください。",
    errno.ENOTDIR: "フォルダーが見つかりません。保存先を確かめてください。",
    errno.EISDIR: "同じ名前のフォルダーがあります。別の名前を付けてください。",
    errno.ENAMETOOLONG: "ファイル名が長すぎます。短い名前を付けてください。",
    errno.EIO: _UNREACHABLE,
    errno.ESTALE: _UNREACHABLE,
    errno.ENETDOWN: _UNREACHABLE,
    errno.ENETUNREACH: _UNREACHABLE,
}


@contextmanager
def atomic_output(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of `path` when the block ends well.

    When the block raises, `path` is left as it was and nothing stays behind. Raises
    EnvironmentProblem when the file can't be written; other errors of the block pass through.
    """
    # Replacing a symbolic link would leave the file that it names behind with the old content.
    target = path.resolve() if path.is_symlink() else path
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        temporary, file = _open_beside(target)
    except OSError as problem:
        raise output_problem(path, problem) from problem
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, target)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        if _is_ours(problem, temporary):
            raise output_problem(path, problem) from problem
        raise
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _open_beside(target: Path) -> tuple[Path, BinaryIO]:
    """Make a new file in the target's folder; `~$` keeps file-synchronising programs away."""
    temporary = target.with_name(f"~${secrets.token_hex(8)}.tmp")
    return temporary, temporary.open("xb")


def put_in_place(temporary: Path, target: Path) -> None:
    """Let a finished file take the place of another in one step, for good."""
    with suppress(FileNotFoundError):
        shutil.copymode(target, temporary)
    for pause in (*_RETRY_SECONDS, None):
        try:
            temporary.replace(target)
            break
        except PermissionError as problem:
            if pause is None or getattr(problem, "winerror", None) not in _HELD_BY_ANOTHER:
                raise
            time.sleep(pause)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be flushed at all."""
    if os.name == "nt":
        return
    # Some network file systems refuse this; the file itself is already whole.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_ours(problem: OSError, temporary: Path) -> bool:
    """Tell a failed write from some other file that the block could not open.

    Errors of reading and writing an open file name no file.
    """
    return problem.filename is None or Path(problem.filename) == temporary


def output_problem(path: Path, problem: OSError) -> EnvironmentProblem:
    """Say why a file or folder could not be written, and what to do."""
    advice = _ADVICE.get(
        problem.errno or 0,
        f"保存先を確かめるか、別の場所を選んでください（{problem.strerror or problem}）。",
    )
    return EnvironmentProblem(
        f"「{path.name}」を保存できませんでした。場所：{path.parent}　{advice}"
        "元のファイルがあれば、そのまま残っています。"
    )
