"""From a file of somebody to a copy that can be trusted, for editing or for one reading.

The original is read and nothing else: recovering a journal, migrating and checking all happen in
the copy.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentUnreadable, EnvironmentProblem
from kitaplanner.storage.digest import rows_digest, seal_of
from kitaplanner.storage.files import (
    ChangedWhileRead,
    FileState,
    Progress,
    copy_file,
    remove_quietly,
    sync_file,
)
from kitaplanner.storage.inspection import (
    guarded,
    page_problems,
    plan_of,
    read_header,
    recover_journal,
    schema_problem,
)
from kitaplanner.storage.migrate import migrate
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.repositories import Tables, collection_paused, read_tables
from kitaplanner.storage.rows import TABLES
from kitaplanner.storage.schema import SCHEMA_VERSION

_NOT_OPENED = "文書を開けませんでした"
_TRIES = 3
_SECONDS_BETWEEN_TRIES = 0.3
_JOURNAL = "-journal"


@dataclass(frozen=True, slots=True)
class Intake:
    """A trusted copy: what the original held, its plan, and what the user should know."""

    state: FileState
    plan: Plan
    notices: tuple[str, ...]


def real_path(path: Path) -> Path:
    """Give the absolute path; a link is followed, because saving must not replace the link."""
    return path.resolve() if path.is_symlink() else path.absolute()


def take_in(original: Path, copy: Path, progress: Progress | None = None) -> Intake:
    """Copy a document and look through the copy; after an error no copy is left.

    `progress` counts the bytes that are copied. Raise DocumentUnreadable, NewerDocument or
    EnvironmentProblem with the reason.
    """
    try:
        return _take_in(original, copy, progress)
    except BaseException:
        remove_quietly(copy)
        remove_quietly(_beside(copy))
        raise


def _take_in(original: Path, copy: Path, progress: Progress | None) -> Intake:
    notices = []
    hot = _is_hot(_beside(original))
    read_header(original, whole=not hot)
    with told_in_words(_NOT_OPENED):
        state = _copied(original, copy, progress)
        if hot:
            copy_file(_beside(original), _beside(copy))
    if hot:
        recover_journal(copy)
        notices.append("前回の書き込みが途中で終わっていたため、その直前の内容に戻して開きました。")
    with collection_paused():
        plan = _looked_through(copy, hot, notices)
    return Intake(state, plan, tuple(notices))


def _looked_through(copy: Path, hot: bool, notices: list[str]) -> Plan:
    """Check a copy and migrate it where it is old; give its plan and add what should be known."""
    version = read_header(copy).version
    tables: dict[str, list[Any]] = {}
    with guarded(copy) as driver, _checked_beside(driver, copy, version):
        # Every row is read once, for the seal and for the plan.
        digest = rows_digest(driver, tables.__setitem__)
        if not hot and digest != seal_of(driver):
            notices.append(
                "保存した後に別の道具で書き換えられたか、内容の一部が変わっています。"
                "内容を確かめてから使ってください。"
            )
        if version == SCHEMA_VERSION:
            return _sound({name: tables[name] for name in TABLES})
    migrate(copy)
    notices.append(
        "古い形式の文書を新しい形式に直して開きました。"
        "保存すると、古い版のプログラムでは開けなくなります。"
    )
    with guarded(copy) as driver:
        return _sound(read_tables(driver))


@contextmanager
def _checked_beside(driver: sqlite3.Connection, copy: Path, version: int) -> Iterator[None]:
    """Check the schema, then all pages and references on another thread, while rows are read.

    What is wrong with the pages is told rather than what reading them came upon. The copy is
    brought to the disk meanwhile, too. Nothing goes on before all of that has ended well.
    """
    problem = schema_problem(driver, version)
    _refuse(iter(() if problem is None else (problem,)))
    with ThreadPoolExecutor(1) as beside:
        pages = beside.submit(_page_problems, copy)
        synced = beside.submit(sync_file, copy)
        try:
            yield
        finally:
            _refuse(iter(pages.result()))
            with told_in_words(_NOT_OPENED):
                synced.result()


def _page_problems(copy: Path) -> list[str]:
    with guarded(copy) as driver:
        return list(page_problems(driver))


def _sound(tables: Tables) -> Plan:
    plan, problems = plan_of(tables)
    _refuse(iter(problems))
    return plan


def _beside(document: Path) -> Path:
    return document.with_name(document.name + _JOURNAL)


def _is_hot(journal: Path) -> bool:
    with told_in_words(_NOT_OPENED):
        return journal.is_file() and journal.stat().st_size > 0


def _copied(original: Path, copy: Path, progress: Progress | None) -> FileState:
    """Copy the original; somebody may be replacing it this very moment."""
    for remaining in reversed(range(_TRIES)):
        try:
            # `_checked_beside` brings it to the disk.
            return copy_file(original, copy, sync=False, progress=progress)
        except ChangedWhileRead:
            remove_quietly(copy)
            if remaining:
                time.sleep(_SECONDS_BETWEEN_TRIES)
    raise EnvironmentProblem(
        f"「{original.name}」がほかのプログラムに書き換えられている最中のため、{_NOT_OPENED}。"
        "少し待ってから開き直してください。"
    )


def _refuse(problems: Iterator[str]) -> None:
    problem = next(problems, None)
    if problem is not None:
        raise DocumentUnreadable(
            f"{problem}控え（バックアップ）から復元してください。元のファイルは変更していません。"
        )
