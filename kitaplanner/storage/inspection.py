"""A file of unknown origin is looked through before the program trusts it.

Belongs here: the header, read as bytes, and everything that SQLite can tell about a *copy* that is
opened read-only with a deadline, narrow limits and hardly any rights. The order matters: a hostile
schema is refused before one of its statements could run.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Text

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.text import MAX_TEXT_LENGTH
from kitaplanner.errors import DocumentUnreadable, NewerDocument
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.repositories import Tables, plan_from_tables
from kitaplanner.storage.rows import TABLES
from kitaplanner.storage.schema import (
    APPLICATION_ID,
    FINGERPRINTS,
    SCHEMA_VERSION,
    revision_of,
    schema_fingerprint,
)
from kitaplanner.storage.soundness import (
    JSON_COLUMNS,
    PICTURE_COLUMN,
    has_forbidden,
    identity_problems,
    overlap_problems,
    text_problem,
)

MAX_FILE_SIZE = 256 * 2**20
MAX_CELL = 20 * 2**20
DEADLINE_SECONDS = 10.0
_STEPS_BETWEEN_LOOKS = 10_000
_HEADER_SIZE = 100
_MAGIC = b"SQLite format 3\x00"
_NOT_OPENED = "文書を開けませんでした"
_RESTORE = "控え（バックアップ）から復元してください。元のファイルは変更していません。"

# What other files begin with, and what to say to the person who opened one.
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "これは旧形式またはパスワード付きのOfficeファイルです。"),
    (b"%PDF", "これはPDFファイルです。"),
    (b"{", "これはJSONなどの文字ファイルです。JSONの計画は「取り込み」から読み込めます。"),
    (b"<", "これはHTMLまたはXMLのファイルです。"),
)
_EXCEL_PARTS = re.compile(rb"xl/|\[Content_Types\]")

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
)
_RIGHTS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_PRAGMA,
        sqlite3.SQLITE_TRANSACTION,
    }
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a document say."""

    version: int
    page_size: int
    pages: int

    @property
    def size(self) -> int:
        """Give the size in bytes that the file must have."""
        return self.page_size * self.pages


# --- bytes -----------------------------------------------------------------------------------


def read_header(path: Path, *, whole: bool = True) -> Header:
    """Read the header without SQLite; raise DocumentUnreadable or NewerDocument with the reason.

    `whole` asks that the size of the file is the one it states; with a journal beside it, it need
    not be.
    """
    with told_in_words(_NOT_OPENED):
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    if not start.startswith(_MAGIC):
        raise DocumentUnreadable(f"{_stranger(start)}計画の文書（.kitaplan）を選んでください。")
    if size > MAX_FILE_SIZE:
        raise DocumentUnreadable(
            f"ファイルが大きすぎるため開けません（上限{MAX_FILE_SIZE // 2**20}MB）。"
        )
    if size < _HEADER_SIZE:
        raise DocumentUnreadable(f"ファイルが途中で切れています。{_RESTORE}")
    header = Header(_number(start, 60, 4), _page_size(start), _number(start, 28, 4))
    _refuse_foreign(start, header)
    if whole and size != header.size:
        state = "途中で切れています" if size < header.size else "末尾に余分なデータが付いています"
        raise DocumentUnreadable(f"ファイルが{state}。{_RESTORE}")
    return header


def _number(start: bytes, offset: int, length: int) -> int:
    return int.from_bytes(start[offset : offset + length], "big")


def _page_size(start: bytes) -> int:
    size = _number(start, 16, 2)
    return 65536 if size == 1 else size


def _refuse_foreign(start: bytes, header: Header) -> None:
    if _number(start, 68, 4) != APPLICATION_ID:
        raise DocumentUnreadable(
            "これは別のプログラムのデータベースです。計画の文書（.kitaplan）を選んでください。"
        )
    if header.version > SCHEMA_VERSION:
        raise NewerDocument(
            "この文書は新しい版のプログラムで作られています"
            f"（文書の形式{header.version}、このプログラムが扱えるのは{SCHEMA_VERSION}まで）。"
            "プログラムを更新してから開いてください。文書は変更していません。"
        )
    sizes = header.page_size >= 512 and header.page_size & (header.page_size - 1) == 0
    # Bytes 18 and 19 are 2 for a file in WAL mode, which this program never writes.
    if header.version < 1 or not sizes or start[18:20] != b"\x01\x01":
        raise DocumentUnreadable(
            f"ファイルの先頭が壊れているか、別の道具で書き換えられています。{_RESTORE}"
        )


def _stranger(start: bytes) -> str:
    if not start:
        return "ファイルの中身が空です。"
    if start.startswith(b"PK\x03\x04"):
        if _EXCEL_PARTS.search(start):
            return "これはExcelなどのOfficeファイルです。Excelは「取り込み」から読み込めます。"
        return "これは圧縮ファイル（ZIP）です。"
    for magic, words in _STRANGERS:
        if start.lstrip().startswith(magic):
            return words
    if not start.strip(b"\x00"):
        return "ファイルの中身が失われています。"
    return "これは計画の文書ではありません。"


# --- SQLite ----------------------------------------------------------------------------------


@contextmanager
def guarded(copy: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy read-only, with a deadline and without any right to change or attach."""
    try:
        with told_in_words(_NOT_OPENED):
            connection = sqlite3.connect(
                f"{copy.resolve().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
            )
            try:
                _guard(connection)
                yield connection
            finally:
                connection.close()
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        # A statement of ours is refused here because of what the file holds, or takes too long.
        raise DocumentUnreadable(f"ファイルの内容が壊れています。{_RESTORE}") from error


def _guard(connection: sqlite3.Connection) -> None:
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    end = time.monotonic() + DEADLINE_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {setting}").close()
    connection.set_authorizer(_allow)


def _allow(action: int, first: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and first == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _RIGHTS else sqlite3.SQLITE_DENY


def recover_journal(copy: Path) -> None:
    """Let SQLite roll back the journal that was copied with the file."""
    with told_in_words(_NOT_OPENED):
        connection = sqlite3.connect(copy, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF").close()
            connection.execute("BEGIN IMMEDIATE").close()
            connection.execute("COMMIT").close()
        finally:
            connection.close()


def structural_problems(driver: sqlite3.Connection, version: int) -> Iterator[str]:
    """Yield what is wrong with schema, pages, indexes and foreign keys; the schema comes first."""
    problem = schema_problem(driver, version)
    if problem is None:
        yield from page_problems(driver)
    else:
        yield problem


def schema_problem(driver: sqlite3.Connection, version: int) -> str | None:
    """Say whether a file has another schema than its version, before any of its tables is read."""
    if schema_fingerprint(driver) != FINGERPRINTS.get(version):
        return "文書の構造が、このプログラムの作るものと違います。"
    revisions = driver.execute("SELECT version_num FROM alembic_version LIMIT 2").fetchall()
    if revisions != [(revision_of(version),)]:
        return "文書の形式の番号が食い違っています。"
    return None


def page_problems(driver: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with pages, indexes and foreign keys of a file with our schema."""
    for (message,) in driver.execute("PRAGMA integrity_check(20)"):
        if message != "ok":
            yield f"ファイルの一部が壊れています（{message}）。"
    for table, row, parent, _ in driver.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield f"表 {table} の行 {row} が指す {parent} がありません。"


def plan_of(tables: Tables) -> tuple[Plan, list[str]]:
    """Make the plan of a file whose structure is sound; give it with what is wrong in it."""
    problems = [one for table, rows in tables.items() for one in _text_problems(table, rows)]
    plan = plan_from_tables(tables)
    problems.extend(overlap_problems(plan.initiatives()))
    problems.extend(identity_problems(plan))
    return plan, problems


def _text_problems(table: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    columns = list(zip(*rows, strict=True))
    for index in _text_columns(table) if columns else ():
        texts = list(filter(None, columns[index]))
        # One search over the column; single texts are looked at only when it finds something.
        if max(map(len, texts), default=0) > MAX_TEXT_LENGTH or has_forbidden("".join(texts)):
            for row in rows:
                problem = text_problem(str(row[index]))
                if problem is not None:
                    yield f"表 {table} の行 {row[0]}：{problem}"


@cache
def _text_columns(table: str) -> tuple[int, ...]:
    """Give the places of the plain texts; JSON and pictures are checked where they are read."""
    return tuple(
        index
        for index, column in enumerate(TABLES[table].columns)
        if isinstance(column.type, Text) and column.name not in {*JSON_COLUMNS, PICTURE_COLUMN}
    )
