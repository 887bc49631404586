"""An open document from its file to its working copy and back.

Belongs here: opening, saving, closing and recovering, put together from the steps in `intake`,
`lock`, `sessions` and `publish`. The file of the user is never edited in place: it is copied on
this machine, and a save replaces it in one step.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentLocked, EnvironmentProblem, KitaError
from kitaplanner.storage.document import Document
from kitaplanner.storage.editions import Edition
from kitaplanner.storage.files import Progress, state_of
from kitaplanner.storage.intake import real_path, take_in
from kitaplanner.storage.lock import DocumentLock
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.publish import Published, publish
from kitaplanner.storage.sessions import Session, new_session

_NOT_SAVED = "保存できませんでした"
_NOTE_NOT_WRITTEN = (
    "保存はできましたが、作業の記録を残せませんでした。このパソコンの空き容量を確かめてください。"
)


@dataclass
class Workspace:
    """A document that is open for a user.

    `notices` are Japanese sentences to show once after opening. While `read_only`, edits are
    possible but `save` refuses; `save_as` ends it.
    """

    document: Document
    notices: tuple[str, ...]
    _session: Session
    _lock: DocumentLock | None

    @property
    def path(self) -> Path | None:
        """Give the path of the document, None while it was never saved."""
        return Path(self._session.origin) if self._session.origin else None

    @property
    def read_only(self) -> bool:
        """Say whether the document can't be saved at its path."""
        return self._session.read_only

    @property
    def is_dirty(self) -> bool:
        """Say whether anything was edited since the document was opened or saved."""
        return self.document.edit_mark() != self._session.saved_mark

    def save(self) -> Published:
        """Save at the document's path.

        Raise PublishConflict when the file there is not the one that was opened, EnvironmentProblem
        when it can't be written; the edits stay in the working copy.
        """
        if self.path is None:
            raise EnvironmentProblem("まだ保存先がありません。名前を付けて保存してください。")
        if self.read_only:
            raise EnvironmentProblem(
                f"読み取り専用で開いているため、{_NOT_SAVED}。別の名前で保存してください。"
            )
        return self._publish(self.path, self._session)

    def save_as(self, path: Path, *, overwrite: bool = False) -> Published:
        """Save at another path and go on editing there; `overwrite` replaces what is there now."""
        target = real_path(path)
        if target == self.path and not self.read_only and not overwrite:
            return self.save()
        with told_in_words(_NOT_SAVED):
            lock = (
                self._lock
                if target == self.path and self._lock is not None
                else DocumentLock.acquire(target, self.document.who)
            )
        try:
            with told_in_words(_NOT_SAVED):
                there = state_of(target) if overwrite and target.exists() else None
            published = self._publish(
                target,
                replace(
                    self._session,
                    size=there.size if there else 0,
                    sha256=there.sha256 if there else "",
                ),
            )
        except BaseException:
            if lock is not self._lock:
                lock.release()
            raise
        if self._lock is not None and lock is not self._lock:
            self._lock.release()
        self._lock = lock
        return published

    def _publish(self, target: Path, session: Session) -> Published:
        published = publish(self.document, target, session.expected)
        self._session = session.saved(target, published.state, self.document.edit_mark())
        try:
            self._session.write()
        except OSError:
            # The file is saved; an old note only makes a recovery after a crash ask too much.
            return replace(published, warning=_NOTE_NOT_WRITTEN)
        return published

    def _may_hold_unsaved_edits(self) -> bool:
        try:
            return self.is_dirty
        except KitaError:
            return True

    def close(self, *, discard: bool = False) -> None:
        """Close the document and give its lock back.

        The working copy is removed when everything is saved or `discard` says so; otherwise it
        stays and is offered for recovery at the next start.
        """
        keep = not discard and self._may_hold_unsaved_edits()
        self.document.close()
        if not keep:
            self._session.remove()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def open_workspace(
    path: Path, who: str, *, read_only: bool = False, take_over: bool = False
) -> Workspace:
    """Open a document for editing; the file itself is only read.

    Raise DocumentLocked with who has it open (`take_over` after asking the user),
    DocumentUnreadable, NewerDocument or EnvironmentProblem. A folder that can't be written gives a
    read-only workspace with a notice.
    """
    path = real_path(path)
    lock, notice = (None, None) if read_only else _lock(path, who, take_over)
    try:
        with told_in_words("作業用の控えを作れませんでした"):
            session = new_session(path, who, read_only=lock is None)
        try:
            return _opened(path, session, lock, notice)
        except BaseException:
            session.remove()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _lock(path: Path, who: str, take_over: bool) -> tuple[DocumentLock | None, str | None]:
    if path.exists() and not os.access(path, os.W_OK):
        return None, "このファイルは書き込みが禁止されているため、読み取り専用で開きました。"
    with told_in_words("文書を開けませんでした"):
        path.stat()
        try:
            return DocumentLock.acquire(path, who, take_over=take_over), None
        except OSError:
            return None, "このフォルダには書き込めないため、読み取り専用で開きました。"


def _opened(
    path: Path, session: Session, lock: DocumentLock | None, notice: str | None
) -> Workspace:
    intake = take_in(path, session.copy)
    document = Document.open(session.copy, session.who, intake.plan)
    try:
        session = replace(
            session.saved(path, intake.state, document.edit_mark()),
            document_id=document.document_id,
            title=intake.plan.title,
            read_only=session.read_only,
        )
        with told_in_words("作業用の控えを作れませんでした"):
            session.write()
    except BaseException:
        document.close()
        raise
    notices = intake.notices if notice is None else (notice, *intake.notices)
    return Workspace(document, notices, session, lock)


def create_workspace(plan: Plan, who: str) -> Workspace:
    """Open a new document that was never saved."""
    with told_in_words("作業用の控えを作れませんでした"):
        session = new_session(None, who)
    try:
        document = Document.create(session.copy, plan, who)
        session = replace(session, document_id=document.document_id, title=plan.title)
        with told_in_words("作業用の控えを作れませんでした"):
            session.write()
    except BaseException:
        session.remove()
        raise
    return Workspace(document, (), session, None)


def recover_session(session: Session, who: str) -> Workspace:
    """Open what a crash left, with its edits and its undo history.

    The lock of its path is taken if it is free; otherwise the workspace is read-only and can be
    saved under another name. A working copy that is damaged raises DocumentUnreadable.
    """
    lock = None
    notice = "前回の作業を復元しました。内容を確かめて保存してください。"
    if session.origin and not session.read_only:
        lock = _free_lock(Path(session.origin), who)
    try:
        document = Document.open(session.copy, who)
        session = replace(session.adopted(who), read_only=bool(session.origin) and lock is None)
        with told_in_words("作業用の控えを読めませんでした"):
            session.write()
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return Workspace(document, (notice,), session, lock)


def _free_lock(path: Path, who: str) -> DocumentLock | None:
    try:
        return DocumentLock.acquire(path, who)
    except (DocumentLocked, OSError):
        return None


def read_plan(path: Path) -> Plan:
    """Read the plan of a document without locking it and without leaving a trace."""
    with told_in_words("文書を読めませんでした"), tempfile.TemporaryDirectory() as folder:
        return take_in(real_path(path), Path(folder) / "doc.db").plan


def read_editions(path: Path) -> tuple[Edition, ...]:
    """Give the frozen editions of a document without leaving a trace."""
    with opened_for_reading(path) as document:
        return document.editions()


def read_edition(path: Path, name_or_id: str) -> Plan:
    """Give the plan of a frozen edition without leaving a trace; UserError when there is none."""
    with opened_for_reading(path) as document:
        return document.edition_plan(name_or_id)


@contextmanager
def opened_for_reading(path: Path, progress: Progress | None = None) -> Iterator[Document]:
    """Open a document for as long as a block runs, without locking it or leaving a trace.

    `progress` counts the bytes that are copied before.
    """
    with told_in_words("文書を読めませんでした"), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "doc.db"
        document = Document.open(copy, "", take_in(real_path(path), copy, progress).plan)
        try:
            yield document
        finally:
            document.close()


def write_new(path: Path, plan: Plan, who: str, *, overwrite: bool = False) -> None:
    """Make a new document file, wholly or not at all; an existing one only if told to."""
    workspace = create_workspace(plan, who)
    try:
        workspace.save_as(path, overwrite=overwrite)
    finally:
        workspace.close(discard=True)
