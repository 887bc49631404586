"""A working copy becomes the document on disk: wholly or not at all, and over nobody's work.

Build completely, sync, reopen and compare, look whether the target is still what was opened, keep
what will be replaced, replace in one step, read back. The target is never truncated and never
removed first. A target that can't be read counts as changed: unknown is not unchanged.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kitaplanner.errors import DocumentUnreadable, EnvironmentProblem, PublishConflict
from kitaplanner.storage.digest import rows_digest, seal_of
from kitaplanner.storage.document import Document
from kitaplanner.storage.files import (
    FileState,
    remove_quietly,
    replace_file,
    state_of,
    sync_file,
    temporary_beside,
)
from kitaplanner.storage.inspection import guarded, read_header, structural_problems
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.versions import keep_version

_NOT_SAVED = "保存できませんでした"
_SAFE = "編集した内容は、このパソコンの作業用の控えに残っています。"


@dataclass(frozen=True, slots=True)
class Published:
    """What a save wrote; `warning` says in Japanese what else did not succeed."""

    state: FileState
    warning: str = ""


def publish(document: Document, target: Path, expected: FileState | None) -> Published:
    """Write the document to the target and give what is there now.

    `expected` is the target as it was last read, None where there must not be one yet. Raise
    PublishConflict when it is anything else, EnvironmentProblem when it can't be written; the
    target is then as it was.
    """
    with told_in_words(_NOT_SAVED), _built(document, target) as (temporary, digest):
        _verify(temporary, digest)
        built = state_of(temporary)
        _refuse_conflict(target, expected)
        warning = "" if expected is None else _kept(document, target)
        _refuse_conflict(target, expected)
        replace_file(temporary, target)
        if state_of(target) != built:
            raise EnvironmentProblem(
                f"保存した「{target.name}」を読み返すと内容が違います。{_SAFE}"
                "別の場所に、名前を付けて保存してください。"
            )
    return Published(built, warning)


@contextmanager
def _built(document: Document, target: Path) -> Iterator[tuple[Path, str]]:
    """Make the finished file beside the target, with its digest; it never stays there."""
    temporary = temporary_beside(target)
    try:
        digest = document.write_copy(temporary)
        with contextlib.suppress(OSError):
            shutil.copymode(target, temporary)
        sync_file(temporary)
        yield temporary, digest
    finally:
        remove_quietly(temporary)


def _verify(built: Path, digest: str) -> None:
    try:
        header = read_header(built)
        with guarded(built) as driver:
            problem = next(structural_problems(driver, header.version), None)
            same = problem is None and rows_digest(driver) == digest == seal_of(driver)
    except DocumentUnreadable:
        same = False
    if not same:
        raise EnvironmentProblem(
            f"書き出した内容を読み返すと作業中の内容と違うため、{_NOT_SAVED}。{_SAFE}"
            "ディスクの状態を確かめてください。"
        )


def _refuse_conflict(target: Path, expected: FileState | None) -> None:
    try:
        found = state_of(target)
    except FileNotFoundError:
        found = None
    except OSError as error:
        raise PublishConflict(
            f"保存先の「{target.name}」を確かめられないため、{_NOT_SAVED}。{_SAFE}"
            "もう一度保存するか、別の名前で保存してください。"
        ) from error
    if found == expected:
        return
    if found is None:
        what = "が、移動または削除されています"
    elif expected is None:
        what = "と同じ名前のファイルがすでにあります"
    else:
        what = "は、開いた後にほかの人またはプログラムが書き換えています"
    raise PublishConflict(
        f"「{target.name}」{what}。上書きしないため、{_NOT_SAVED}。{_SAFE}"
        "別の名前で保存してください。"
    )


def _kept(document: Document, target: Path) -> str:
    """Keep what is about to be replaced; a store that is full must not stop a save."""
    try:
        keep_version(document.document_id, target, target)
    except OSError:
        return (
            "保存はできましたが、前の版の控えをこのパソコンに残せませんでした。"
            "空き容量を確かめてください。"
        )
    return ""
