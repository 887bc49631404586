"""An open document: the snapshot, and the one door through which it changes.

Belongs here: commit, undo, redo and history on the working copy. Does not belong here: where the
working copy came from and how it is saved (`workspace`). A document is used from the thread that
opened it; its snapshots may be read from any thread.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from sqlalchemy import Connection, Engine, delete, insert

from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.inquiry import Inquiry, Reply
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import EnvironmentProblem, KitaError, RefusedEdit
from kitaplanner.storage.connection import driver_of, open_engine
from kitaplanner.storage.difference import creation, difference
from kitaplanner.storage.digest import edit_mark, plan_digest, rows_digest
from kitaplanner.storage.editions import (
    Edition,
    delete_edition,
    read_edition_plan,
    read_edition_text,
    read_editions,
    write_edition,
)
from kitaplanner.storage.flatten import plan_row
from kitaplanner.storage.identity import taken_ids
from kitaplanner.storage.inquiries import (
    delete_inquiry,
    read_inquiries,
    read_inquiry_plan,
    read_replies,
    write_inquiry,
    write_reply,
)
from kitaplanner.storage.journal import (
    JournalEntry,
    Position,
    read_change,
    read_entries,
    read_position,
    write_edit,
    write_return,
)
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.recent_states import RecentStates
from kitaplanner.storage.repositories import read_document_id, read_initiatives, read_plan
from kitaplanner.storage.row_images import apply_images
from kitaplanner.storage.rows import PlanRow, SealRow
from kitaplanner.storage.schema import create_schema
from kitaplanner.storage.soundness import (
    id_problem,
    identity_problems,
    image_problems,
    name_problems,
    overlap_problems,
)

T = TypeVar("T")
_NOT_DONE = "変更できませんでした"


class Document:
    """A plan in its working copy, with undo and history; `snapshot` is what is stored."""

    def __init__(self, path: Path, who: str, engine: Engine, plan: Plan | None = None) -> None:
        self.path = path
        self.who = who
        self._engine = engine
        self._mark: str | None = None  # known until something is written
        self._recent = RecentStates()
        self.snapshot, self._position, self.document_id = self._read_state(plan)

    @classmethod
    def create(cls, path: Path, plan: Plan, who: str) -> Document:
        """Make a new working copy that holds the plan; the path must not exist."""
        made = creation(plan)
        _refuse(image_problems(made.images), overlap_problems(made.edited), identity_problems(plan))
        with told_in_words("新しい文書を作れませんでした"):
            path.touch(exist_ok=False)
            engine = open_engine(path)
            with _closed_on_error(engine), engine.begin() as connection:
                create_schema(connection)
                head = {**plan_row(plan), "document_id": new_id()}
                connection.execute(insert(PlanRow), head)
                apply_images(connection, made.images)
        return cls._over(path, who, engine)

    @classmethod
    def open(cls, path: Path, who: str, plan: Plan | None = None) -> Document:
        """Open a working copy that was looked through; lock it until `close`.

        `plan` is what it holds, where that was just read.
        """
        with told_in_words("文書を開けませんでした"):
            path.stat()
            engine = open_engine(path)
        return cls._over(path, who, engine, plan)

    @classmethod
    def _over(cls, path: Path, who: str, engine: Engine, plan: Plan | None = None) -> Document:
        with told_in_words("文書を開けませんでした"), _closed_on_error(engine):
            return cls(path, who, engine, plan)

    def close(self) -> None:
        """Give the file and its lock back; no other file is left beside it."""
        self._engine.dispose()

    # --- changing ----------------------------------------------------------------------------

    def commit(self, label: str, new_plan: Plan) -> Change | None:
        """Store a new snapshot as one edit; None where it equals the present one.

        Raise RefusedEdit for a plan that breaks a rule of the tables, EnvironmentProblem when it
        can't be stored. The snapshot is then what the file holds: look at it again.
        """
        made = difference(self.snapshot, new_plan)
        if not made.images:
            self.snapshot = new_plan
            return None
        _refuse(
            image_problems(made.images),
            overlap_problems(made.edited),
            name_problems(new_plan) if made.structure else (),
        )
        sequence = self._position.last + 1
        with self._writing() as connection:
            _refuse(map(id_problem, taken_ids(driver_of(connection), made.images)))
            apply_images(connection, made.images)
            change = write_edit(connection, sequence, label, self.who, made)
            mark = edit_mark(driver_of(connection))
        self._mark = mark
        for gone, _ in self._position.undone:  # can't be repeated any more
            self._recent.drop(gone)
        self._recent.keep(change, self.snapshot, new_plan)
        self.snapshot = new_plan
        self._position.advance(sequence, "do", None, label)
        return change

    def undo(self) -> Change | None:
        """Take the last edit back; None where there is nothing to undo."""
        return self._return("undo", self._position.done)

    def redo(self) -> Change | None:
        """Repeat the edit that was undone last; None where there is nothing to redo."""
        return self._return("redo", self._position.undone)

    def _return(self, kind: Literal["undo", "redo"], stack: list[tuple[int, str]]) -> Change | None:
        if not stack:
            return None
        ref, label = stack[-1]
        sequence = self._position.last + 1
        with self._writing() as connection:
            edit = self._recent.edit(ref) or read_change(connection, ref)
            change = write_return(connection, sequence, kind, self.who, edit)
            apply_images(connection, change.images)
            snapshot = self._known(kind, ref) or self._refreshed(connection, change)
            mark = edit_mark(driver_of(connection))
        self._mark = mark
        sides = (snapshot, self.snapshot) if kind == "undo" else (self.snapshot, snapshot)
        self._recent.keep(edit, *sides)
        self.snapshot = snapshot
        self._position.advance(sequence, kind, ref, label)
        return change

    def _known(self, kind: Literal["undo", "redo"], edit: int) -> Plan | None:
        """Give the snapshot that undo or redo of a recent edit leads to."""
        return self._recent.before(edit) if kind == "undo" else self._recent.after(edit)

    def _refreshed(self, connection: Connection, change: Change) -> Plan:
        """Read what an edit that is not recent any more brings back."""
        if change.structure:
            return read_plan(driver_of(connection))
        return self.snapshot.with_initiatives(
            read_initiatives(driver_of(connection), change.initiatives)
        )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Run one transaction; after an error of the machine, look at what the file holds."""
        self._mark = None
        try:
            with told_in_words(_NOT_DONE), self._engine.begin() as connection:
                yield connection
        except EnvironmentProblem:
            self._reopen()
            raise

    def _reopen(self) -> None:
        # A COMMIT that reported an error may be in the file nevertheless.
        self._engine.dispose()
        self._recent.clear()
        try:
            with told_in_words(_NOT_DONE):
                self._engine = open_engine(self.path)
                self.snapshot, self._position, self.document_id = self._read_state()
        except KitaError as error:
            raise EnvironmentProblem(
                "ディスクの読み書きに失敗し、作業中の内容を確かめられません。"
                "プログラムを開き直すと、前回の作業を復元できます。"
            ) from error

    # --- undo and history --------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Say whether there is an edit to take back."""
        return bool(self._position.done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is an edit to repeat."""
        return bool(self._position.undone)

    @property
    def undo_label(self) -> str:
        """Give the label of the edit that `undo` takes back, or empty text."""
        return self._position.done[-1][1] if self._position.done else ""

    @property
    def redo_label(self) -> str:
        """Give the label of the edit that `redo` repeats, or empty text."""
        return self._position.undone[-1][1] if self._position.undone else ""

    @property
    def undo_steps(self) -> tuple[tuple[int, str], ...]:
        """Give number and label of the edits that `undo` takes back, the next one first."""
        return tuple(reversed(self._position.done))

    @property
    def redo_steps(self) -> tuple[tuple[int, str], ...]:
        """Give number and label of the edits that `redo` repeats, the next one first."""
        return tuple(reversed(self._position.undone))

    @property
    def sequence(self) -> int:
        """Give the number of the last journal entry; it grows with every change."""
        return self._position.last

    def history(
        self,
        initiative_id: str | None = None,
        limit: int | None = None,
        row_id: str | None = None,
    ) -> tuple[JournalEntry, ...]:
        """Give the entries of the journal, the newest first; with an id, those that touched it.

        `row_id` is that of an item, a row of a schedule or a node.
        """
        return self._reading(
            lambda connection: read_entries(
                connection, initiative_id=initiative_id, row_id=row_id, limit=limit
            )
        )

    def change(self, sequence: int) -> Change:
        """Give an entry of the journal with its row images."""
        return self._reading(lambda connection: read_change(connection, sequence))

    def plan_after(self, sequence: int) -> Plan:
        """Give the plan as it stood after an entry of the journal (0: before the first)."""
        with (
            told_in_words("以前の状態を調べられませんでした"),
            self._engine.connect() as connection,
        ):
            transaction = connection.begin()
            try:  # what is taken back here is never committed
                for later in range(self._position.last, sequence, -1):
                    change = read_change(connection, later)
                    apply_images(connection, tuple(one.reversed() for one in change.images))
                return read_plan(driver_of(connection))
            finally:
                transaction.rollback()

    # --- editions ----------------------------------------------------------------------------

    def editions(self) -> tuple[Edition, ...]:
        """Give the frozen editions in the order in which they were frozen."""
        return self._reading(read_editions)

    def edition_plan(self, name_or_id: str) -> Plan:
        """Give the plan of an edition; raise UserError when there is none."""
        return self._reading(lambda connection: read_edition_plan(connection, name_or_id))

    def edition_source(self, name_or_id: str) -> Callable[[], Plan]:
        """Give what reads the plan of an edition on any thread; raise UserError for none."""
        text = self._reading(lambda connection: read_edition_text(connection, name_or_id))
        return partial(load_plan, text)

    def freeze_edition(self, name: str, date: str = "", note: str = "") -> Edition:
        """Keep the present plan as an edition; raise RefusedEdit for a name that can't be used."""
        with self._writing() as connection:
            return write_edition(connection, self.snapshot, name, self.who, date, note)

    def remove_edition(self, edition_id: str) -> None:
        """Remove an edition for good; raise UserError when it is not there."""
        with self._writing() as connection:
            delete_edition(connection, edition_id)

    # --- inquiries ---------------------------------------------------------------------------

    def inquiries(self) -> tuple[Inquiry, ...]:
        """Give the inquiries in the order in which they were sent."""
        return self._reading(read_inquiries)

    def inquiry_plan(self, inquiry_id: str) -> Plan:
        """Give the plan as an inquiry sent it; raise UserError when there is none."""
        return self._reading(lambda connection: read_inquiry_plan(connection, inquiry_id))

    def replies(self, inquiry_id: str | None = None) -> tuple[Reply, ...]:
        """Give the replies, of all inquiries or one, in the order in which they came."""
        return self._reading(lambda connection: read_replies(connection, inquiry_id))

    def record_inquiry(self, inquiry: Inquiry, plan: Plan) -> None:
        """Keep what was sent; raise RefusedEdit for what can't be stored."""
        with self._writing() as connection:
            write_inquiry(connection, inquiry, plan)

    def record_reply(self, reply: Reply) -> None:
        """Keep that a reply came; one that came before takes its former place."""
        with self._writing() as connection:
            write_reply(connection, reply)

    def remove_inquiry(self, inquiry_id: str) -> None:
        """Remove an inquiry with its replies; raise UserError when it is not there."""
        with self._writing() as connection:
            delete_inquiry(connection, inquiry_id)

    # --- reading -----------------------------------------------------------------------------

    def digest(self) -> str:
        """Give the SHA-256 of the plan as it stands in the rows."""
        return plan_digest(self._reading(lambda connection: read_plan(driver_of(connection))))

    def edit_mark(self) -> str:
        """Give a short text that differs after every edit."""
        if self._mark is None:
            self._mark = self._reading(lambda connection: edit_mark(driver_of(connection)))
        return self._mark

    def image(self) -> bytes:
        """Give the working copy as it is now, for another thread to look into; quick."""
        with told_in_words("文書を読めませんでした"), self._engine.connect() as connection:
            return driver_of(connection).serialize()

    def write_copy(self, path: Path) -> str:
        """Write a sealed, compact copy to a new path, not synced yet; give the seal's digest."""
        with self._writing() as connection:
            digest = rows_digest(driver_of(connection))
            connection.execute(delete(SealRow))
            connection.execute(insert(SealRow), {"id": "seal", "digest": digest})
        # VACUUM can't run inside a transaction, so it goes past the engine's "begin".
        with (
            told_in_words("文書を書き出せませんでした"),
            contextlib.closing(self._engine.raw_connection()) as connection,
        ):
            connection.cursor().execute("VACUUM INTO ?", (str(path),))
        return digest

    def _read_state(self, plan: Plan | None = None) -> tuple[Plan, Position, str]:
        with self._engine.begin() as connection:
            return (
                read_plan(driver_of(connection)) if plan is None else plan,
                read_position(connection),
                read_document_id(connection),
            )

    def _reading(self, read: Callable[[Connection], T]) -> T:
        with told_in_words("文書を読めませんでした"), self._engine.begin() as connection:
            return read(connection)


def _refuse(*problems: Iterable[str]) -> None:
    """Refuse what could not be opened again, with the first thing that is wrong."""
    problem = next(itertools.chain(*problems), None)
    if problem is not None:
        raise RefusedEdit(f"{problem}変更を取り消しました。計画は元のままです。")


@contextmanager
def _closed_on_error(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise
