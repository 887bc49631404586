"""Handouts (委員会資料): saved lists of what is printed for one meeting.

Belongs here: the values. Does not belong here: the templates of the yearly cycle, how a part looks
(`layout`) and the text of 新旧対照表, which is derived at printing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

HandoutPartKind: TypeAlias = Literal[
    "agenda",
    "paper",
    "digest",
    "comparison",
    "sheets",
    "initiative_list",
    "outline_chart",
    "progress",
    "comments",
    "booklet",
]
Watermark: TypeAlias = Literal["", "素案", "案", "取扱注意", "未定稿"]


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A numbered section of a paper (1 趣旨, 2 経緯 …); `text` may hold several paragraphs."""

    heading: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PublicComment:
    """A line of パブコメ結果: 意見（要旨）, 件数, 区の考え方."""

    opinion: str
    count: int = 1
    answer: str = ""


@dataclass(frozen=True, slots=True)
class HandoutPart:
    """One part of a handout, with its own 資料番号.

    `document_number` is what is printed (資料1); empty takes the next one, and an agenda has none.
    `title` is the 件名. `lines` are those of an agenda, `sections` those of a paper, `comments`
    those of パブコメ結果. `initiatives` (ids) and `department` choose what sheets and lists show;
    empty shows all. `old` and `new` name the editions that 新旧対照表 compares; an empty `new` is
    the plan as it is now. `year` is the fiscal year of a progress report.
    """

    id: str
    kind: HandoutPartKind
    title: str = ""
    document_number: str = ""
    lines: tuple[str, ...] = ()
    sections: tuple[PaperSection, ...] = ()
    comments: tuple[PublicComment, ...] = ()
    initiatives: tuple[str, ...] = ()
    department: str = ""
    old: str = ""
    new: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """The papers of one meeting; `date` is ISO 8601 or empty, `division` the 部課 that reports."""

    id: str
    name: str
    meeting: str = ""
    date: str = ""
    place: str = ""
    division: str = ""
    parts: tuple[HandoutPart, ...] = ()
    watermark: Watermark = ""
    two_up: bool = False
    duplex: bool = False
