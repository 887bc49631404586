"""What SQLite and the file system report, said in the words of the program."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from kitaplanner.errors import (
    DocumentLocked,
    DocumentUnreadable,
    EnvironmentProblem,
    KitaError,
    RefusedEdit,
)

_NO_SPACE = (
    "ディスクの空き容量が足りないため、{what}。"
    "不要なファイルを消してから、もう一度操作してください。"
)
_NO_RIGHT = "ファイルに書き込む権限がないため、{what}。保存先とその権限を確かめてください。"
_IO = (
    "ディスクの読み書きに失敗したため、{what}。ディスクまたはネットワークの状態を確かめてください。"
)
_BUSY = (
    "ほかのプログラムがこの文書を使っているため、{what}。"
    "そのプログラムを閉じてから、もう一度操作してください。"
)
_DAMAGED = "ファイルが壊れているため、{what}。控え（バックアップ）から復元してください。"
_TOO_LARGE = "内容が大きすぎるため、{what}。"
_NOT_FOUND = "ファイルまたはフォルダが見つからないため、{what}。場所とつながりを確かめてください。"
_EXISTS = "同じ名前のファイルがすでにあるため、{what}。別の名前にしてください。"

_BY_SQLITE: dict[int, tuple[type[KitaError], str]] = {
    sqlite3.SQLITE_FULL: (EnvironmentProblem, _NO_SPACE),
    sqlite3.SQLITE_IOERR: (EnvironmentProblem, _IO),
    sqlite3.SQLITE_READONLY: (EnvironmentProblem, _NO_RIGHT),
    sqlite3.SQLITE_PERM: (EnvironmentProblem, _NO_RIGHT),
    sqlite3.SQLITE_CANTOPEN: (EnvironmentProblem, _NOT_FOUND),
    sqlite3.SQLITE_BUSY: (DocumentLocked, _BUSY),
    sqlite3.SQLITE_LOCKED: (DocumentLocked, _BUSY),
    sqlite3.SQLITE_CORRUPT: (DocumentUnreadable, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (DocumentUnreadable, _DAMAGED),
    sqlite3.SQLITE_TOOBIG: (RefusedEdit, _TOO_LARGE),
}
_BY_SYSTEM = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _NO_RIGHT,
    errno.ENOENT: _NOT_FOUND,
    errno.ENOTDIR: _NOT_FOUND,
    errno.EEXIST: _EXISTS,
}


def problem_of_sqlite(error: BaseException | None, what: str) -> KitaError | None:
    """Say what an error of SQLite means; `what` ends a sentence: 保存できませんでした.

    None where the error blames the statement and so is a bug of the program.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code not in _BY_SQLITE:
        return None
    kind, words = _BY_SQLITE[code]
    return kind(words.format(what=what))


def problem_of_system(error: OSError, what: str) -> EnvironmentProblem:
    """Say what an error of the file system means; `what` as for `problem_of_sqlite`."""
    words = _BY_SYSTEM.get(error.errno or 0, _IO)
    return EnvironmentProblem(words.format(what=what))


@contextmanager
def told_in_words(what: str) -> Iterator[None]:
    """Turn the errors of SQLite and the file system into those of the program."""
    try:
        yield
    except IntegrityError as error:
        raise RefusedEdit(
            "計画の決まりに合わない変更のため取り消しました。計画は元のままです。"
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        problem = problem_of_sqlite(cause, what)
        if problem is None:
            raise
        raise problem from error
    except UnicodeDecodeError as error:
        # The driver raises it for damaged bytes in a text or in SQLite's own message.
        raise DocumentUnreadable(_DAMAGED.format(what=what)) from error
    except OSError as error:
        raise problem_of_system(error, what) from error
