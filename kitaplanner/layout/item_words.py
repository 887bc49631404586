"""Bars in words for those who hear them: 電子申請フォーム作成支援、職員研修、令和7年度.

Belongs here: all that is printed of an item of a schedule or a row of the 計画期間 table, with its
span and what its shape says. Does not belong here: the words of the window
(`domain.schedule_words`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.plan import ItemKind, PlanSettings, ScheduleItem, TimelineRow
from kitaplanner.domain.span_words import say_span
from kitaplanner.layout.items import item_paragraphs
from kitaplanner.layout.years import write_digits

NO_TEXT = "（文言なし）"
_BEFORE, _AFTERWARDS = "計画期間の前から継続", "計画期間の後も継続"
# An arrow is the usual thing and a value speaks for itself; the others are said.
_KINDS: dict[ItemKind, str] = {"box": "枠", "dashed": "破線枠", "note": "注記"}
_ENDS_SENTENCE = "。！？）」』】"
# After these the sentence goes on in the next line: a name or a goal that was broken for looks.
_PARTICLES = "がをにではとへのもや、・"
# What stands at the start of a line and goes on with the sentence before it.
_GOES_ON = "（(【⇒→"


def item_sentence(item: ScheduleItem, divisions: int, settings: PlanSettings) -> str:
    """Say an item with its span first: 令和7年度から令和11年度まで：職員研修."""
    text = joined(item_paragraphs(item, settings)) or NO_TEXT
    return f"{_span(item, divisions, settings)}：{text}"


def item_words(
    item: ScheduleItem, divisions: int, settings: PlanSettings, lines: Iterable[str] | None = None
) -> str:
    """Say an item with its text first: 職員研修、令和7年度から令和11年度まで.

    `lines` are what stands of it on a page, where it goes on over the next.
    """
    text = "".join(lines) if lines is not None else joined(item_paragraphs(item, settings))
    return f"{text or NO_TEXT}、{_span(item, divisions, settings)}"


def _span(item: ScheduleItem, divisions: int, settings: PlanSettings) -> str:
    """Say the span of an item and what the drawing says by its shape."""
    span = write_digits(say_span(item.span, divisions, settings.era_style), settings.digit_style)
    marks = (
        _KINDS.get(item.kind, ""),
        # 「※令和6年度導入」, which follows the text, says it already.
        _BEFORE if item.opens_before and item.started is None else "",
        _AFTERWARDS if item.opens_after else "",
    )
    said = "、".join(filter(None, marks))
    return f"{span}（{said}）" if said else span


def timeline_sentence(row: TimelineRow, settings: PlanSettings) -> str:
    """Say a row of the 計画期間 table: its name, its years as far as they are known, its text."""
    return "：".join(filter(None, (joined([row.name]), _when(row, settings), joined([row.text]))))


def timeline_words(row: TimelineRow, settings: PlanSettings) -> str:
    """Say a bar of the 計画期間 table, which stands beside its name."""
    return "、".join(filter(None, (joined([row.text]), _when(row, settings))))


def _when(row: TimelineRow, settings: PlanSettings) -> str:
    years = write_digits(_years(row, settings), settings.digit_style)
    # A year says more than "before": the bar is only drawn open because the table ends there.
    open_ends = (
        _BEFORE if row.opens_before and row.start is None else "",
        _AFTERWARDS if row.opens_after and row.end is None else "",
    )
    return "、".join(filter(None, (years, *open_ends)))


def _years(row: TimelineRow, settings: PlanSettings) -> str:
    start, end = (
        "" if year is None else format_fiscal_year(year, settings.era_style)
        for year in (row.start, row.end)
    )
    if start == end:
        return start
    return (start and f"{start}から") + (end and f"{end}まで")


def joined(lines: Iterable[str]) -> str:
    """Join the lines of a text to sentences on one line, as one reads them aloud."""
    text = ""
    for line in _said(lines):
        if text and text[-1] not in _ENDS_SENTENCE + _PARTICLES and line[0] not in _GOES_ON:
            text += "。"
        text += line
    return text


def _said(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for part in line.split("\n"):
            if part.strip():
                yield part.strip()
