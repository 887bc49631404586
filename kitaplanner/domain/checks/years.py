"""How years are written: the plan's era style, and eras that don't fit their western year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitaplanner.domain.calendar import parse_fiscal_year
from kitaplanner.domain.checks.finding import Finding
from kitaplanner.domain.checks.on_texts import found_in, prose, rewriting
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan

_PAIR = re.compile(
    r"(?P<era>(?:令和|平成)(?:元|[0-9０-９]{1,2}))[ 　]*[(（](?P<western>\d{4})[)）]"
)
_WESTERN = re.compile(r"(?<![\d（(～〜\-－])(?P<year>(?:19|20)\d\d)(?P<unit>年度?)(?![代])")
_ERA = re.compile(r"(?:令和|平成)(?:元|[0-9０-９]{1,2})年度?")


def check_years(plan: Plan, form: Form) -> Iterator[Finding]:
    """An era year has its own western year behind it, and years follow the style of the plan."""
    style = plan.settings.era_style
    for initiative, passage in prose(plan):
        if "年" not in passage.text and "令和" not in passage.text:
            continue
        yield from _pairs(initiative, passage)
        if style == "wareki":
            yield from _western(initiative, passage)
        elif style == "western":
            yield from _eras(initiative, passage)


def _pairs(initiative: str, passage: Passage) -> Iterator[Finding]:
    for match in _PAIR.finditer(passage.text):
        year = _year_of(match["era"])
        if year is None or year == int(match["western"]):
            continue
        words = f"の「{match[0]}」は、{match['era']}が西暦{year}年です。"
        start, end = match.span("western")
        correction = rewriting(passage, [(start, end, str(year))])
        yield found_in(
            "year_pair", initiative, passage, words, match[0], correction, severity="warning"
        )


def _western(initiative: str, passage: Passage) -> Iterator[Finding]:
    for match in _WESTERN.finditer(passage.text):
        words = f"の「{match[0]}」は西暦です。この計画の年は和暦で書きます。"
        yield found_in("era", initiative, passage, words, match[0])


def _eras(initiative: str, passage: Passage) -> Iterator[Finding]:
    for match in _ERA.finditer(passage.text):
        words = f"の「{match[0]}」は和暦です。この計画の年は西暦で書きます。"
        yield found_in("era", initiative, passage, words, match[0])


def _year_of(era: str) -> int | None:
    try:
        return parse_fiscal_year(f"{era}年度")
    except ValueError:
        return None
