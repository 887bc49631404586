"""Why a workbook is not read, in the words that people see.

Belongs here: the refusal, the limits with their numbers, and the one place where whatever went
wrong becomes a sentence. Does not belong here: looking for what is wrong (`intake`, `archive` and
the readers of parts).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from kitaplanner.errors import EnvironmentProblem, KitaError, UserError

DAMAGED = (
    "ファイルが壊れているか、Excelのブックとして正しくありません。"
    "Excelで開けるか確かめ、開けるときは「名前を付けて保存」で別のファイルに保存し直してください。"
)
TOO_HEAVY = (
    "内容が大きすぎて、読み取りに使えるメモリに収まりません。"
    "必要なシートだけを新しいブックにコピーして、保存し直してください。"
)
TOO_SLOW = (
    "読み取りに時間がかかりすぎるため、中止しました。"
    "必要なシートだけを新しいブックにコピーして、保存し直してください。"
)
STOPPED = (
    "読み取りの途中で処理が異常に終わりました。"
    "Excelで開けるか確かめ、「名前を付けて保存」で別のファイルに保存し直してください。"
)
_UNSAFE_MARKUP = (
    "Excelが作らない宣言（DTD）が含まれているため、安全のため読みません。"
    "ファイルの作成元に確かめてください。"
)
_NO_RIGHT = "ファイルを読む権限がありません。ファイルとフォルダの権限を確かめてください。"
_IN_USE = (
    "ほかのプログラムが使っています。そのプログラムでファイルを閉じてから、もう一度選んでください。"
)
_MISSING = "ファイルが見つかりません。移動や名前の変更がなかったか確かめてください。"
_NO_DISK = "ディスクまたはネットワークから読めません。つながりを確かめてください。"
# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows
_SHARING_VIOLATIONS = frozenset({32, 33})


class Refusal(Exception):
    """A reason not to read a file, as a Japanese sentence that does not name the file."""


class UnsafeMarkup(Refusal):
    """XML that declares a document type, which no office program writes."""

    def __init__(self) -> None:
        super().__init__(_UNSAFE_MARKUP)


class OverLimit(Refusal):
    """More of something than is read; the sentence says how much there is and may be."""

    def __init__(self, what: str, limit: int, unit: str = "", *, where: str = "") -> None:
        place = f"シート「{where}」の" if where else ""
        super().__init__(
            f"{place}{what}が多すぎます（上限{limit:,}{unit}）。"
            "必要な部分だけを新しいブックにコピーして、保存し直してください。"
        )


def damaged(detail: str) -> Refusal:
    """Refuse a file that is broken at a place that can be named."""
    return Refusal(f"{detail}。{DAMAGED}")


def unreadable(source: str, reason: str) -> UserError:
    """Say which file is not read and why."""
    return UserError(f"「{source}」を読み込めません。{reason}")


@contextmanager
def told_in_words(source: str) -> Iterator[None]:
    """Turn everything that reading a foreign file may raise into a sentence about that file.

    Readers and the libraries below them raise about a dozen types on broken input; which one says
    nothing to the person who chose the file.
    """
    try:
        yield
    except (KitaError, BrokenPipeError):
        raise  # told already; or nobody is left to tell
    except Refusal as refusal:
        raise unreadable(source, str(refusal)) from refusal
    except MemoryError as error:
        raise unreadable(source, TOO_HEAVY) from error
    except OSError as error:
        raise _told_of_system(source, error) from error
    except Exception as error:
        raise unreadable(source, DAMAGED) from error


def _told_of_system(source: str, error: OSError) -> KitaError:
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        reason = _IN_USE
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = _NO_RIGHT
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        reason = _MISSING
    else:
        reason = _NO_DISK
    return EnvironmentProblem(f"「{source}」を読み込めません。{reason}")
