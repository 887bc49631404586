"""Proper names in a text: they keep their own spelling, whatever the plan settles for its words.

Belongs here: which stretches of a text are names (departments, quoted names of initiatives, laws,
systems). Which names a spelling group knows itself is said in its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kitaplanner.domain.passages import Passage
from kitaplanner.domain.plan import Plan

# What is quoted and ends like this is a name: 「新・施設予約システム」.
_QUOTED = re.compile(
    r"[「『]([^「」『』]*(?:法|法律|政令|省令|条例|規則|要綱|計画|構想|戦略|方針|プラン|ビジョン|宣言|憲章"
    r"|センター|システム|サイト|アプリ|事業|制度|課|部|室|庁|省|会|館|園|校))[」』]"
)
# 方法, 手法 … are no laws.
_LAW = re.compile(r"[一-鿿々ァ-ヴー・]{2,}(?:(?<![方手技用作文話療製工])法|条例)(?![一-鿿])")


class ProperNames(NamedTuple):
    """The names of a plan: those of its departments, and those of its nodes and initiatives."""

    departments: re.Pattern[str] | None
    titles: re.Pattern[str] | None

    def spans(self, passage: Passage) -> list[tuple[int, int]]:
        """Give the stretches of a text that are names; a title is none in its own field."""
        text = passage.text
        found = [one.span() for one in _LAW.finditer(text)]
        if "「" in text or "『" in text:
            found += [one.span(1) for one in _QUOTED.finditer(text)]
        if self.departments is not None:
            found += [one.span() for one in self.departments.finditer(text)]
        if self.titles is not None:
            found += [one.span() for one in self.titles.finditer(text) if one[0] != text.strip()]
        return found


def proper_names(plan: Plan, worth: re.Pattern[str]) -> ProperNames:
    """Gather the names in which something stands that a check looks for."""
    return ProperNames(
        _pattern({name for name in _departments(plan) if worth.search(name)}),
        _pattern({name for name in _titles(plan) if len(name) >= 4 and worth.search(name)}),
    )


def _departments(plan: Plan) -> Iterator[str]:
    for one in plan.departments:
        yield one.name
        yield from one.aliases
        if one.division:
            yield one.division


def _titles(plan: Plan) -> Iterator[str]:
    for node in plan.nodes():
        yield node.name
        for initiative in node.initiatives:
            yield initiative.name


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
