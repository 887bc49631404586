"""What a plan does not know of its own publication: the day, the licence, the encoding of CSV.

Belongs here: these choices alone, so that windows and commands need not load the tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

CsvEncoding: TypeAlias = Literal["utf-8-sig", "cp932"]
USUAL_LICENCE = (
    "公共データ利用規約（第1.0版）（PDL1.0）。"
    "クリエイティブ・コモンズ・ライセンス表示4.0国際（CC BY 4.0）と互換性がある。"
)


class Publication(NamedTuple):
    """The day of publication (ISO 8601), the licence, and how CSV files are written."""

    updated: str
    licence: str = USUAL_LICENCE
    encoding: CsvEncoding = "utf-8-sig"


def today() -> str:
    """Give the day of today on this computer."""
    return datetime.now().astimezone().date().isoformat()
