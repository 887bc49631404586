"""Which initiative of the plan a source speaks of.

Belongs here: by id, by number and name, by name, by likeness; and where a new one would stand. A
likeness is never taken silently: it bears a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from kitaplanner.domain.matching import fold_width_and_case
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.reading import NotUnderstood, Reading, ReadInitiative

# Names that share this much are taken for spellings of one name; with the same number, half of it.
_LIKE = 0.75
_LIKE_WITH_NUMBER = 0.5
_TWICE = "同じ事業がこの資料に2回あります。先に読んだほうだけを取り込みます。"


@dataclass(frozen=True, slots=True)
class Match:
    """An initiative of the source and that of the plan, None for a new one.

    `node` is the id of the heading that a new one would stand in.
    """

    read: ReadInitiative
    initiative: Initiative | None
    doubt: str = ""
    node: str = ""


def same_words(one: str, other: str) -> bool:
    """Say whether texts differ at most in spaces, line breaks and width."""
    return bare_words(one) == bare_words(other)


def bare_words(text: str) -> str:
    """Give a text without spaces and line breaks, whatever the width of its letters."""
    return "".join(fold_width_and_case(text).split())


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Say how much two texts share, from 0 to 1; below `least` 0 will do, which is much faster."""
    left, right = bare_words(one), bare_words(other)
    if left == right:
        return 1.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def match_initiatives(
    plan: Plan, sent: Mapping[str, Initiative], numbering: Numbering, reading: Reading
) -> tuple[list[Match], list[NotUnderstood]]:
    """Match all initiatives of a source, each of the plan at most once."""
    finder = _Finder(plan, sent, numbering)
    matches: list[Match] = []
    twice: list[NotUnderstood] = []
    taken: set[str] = set()
    node = _last_node(plan)
    for read in reading.initiatives:
        found, doubt = finder.find(read, taken)
        if found is not None and found.id in taken:
            twice.append(NotUnderstood(read.where, found.name, _TWICE))
            continue
        if found is not None:
            taken.add(found.id)
            path = plan.path_to(found.id)
            node = path[-1].id if path else node
        matches.append(Match(read, found, doubt, "" if found else node))
    return matches, twice


def _last_node(plan: Plan) -> str:
    """Give the last heading that holds initiatives, or the last one at all; empty where none."""
    nodes = list(plan.nodes())
    holding = [one for one in nodes if one.initiatives] or nodes
    return holding[-1].id if holding else ""


class _Finder:
    def __init__(self, plan: Plan, sent: Mapping[str, Initiative], numbering: Numbering) -> None:
        self._all = list(plan.initiatives())
        self._by_id = {**sent, **{one.id: one for one in self._all}}
        self._numbers = {one.id: numbering.numbers.get(one.id, "") for one in self._all}
        self._long = {one.id: numbering.long_numbers.get(one.id, "") for one in self._all}
        self._by_name: dict[str, list[Initiative]] = {}
        for one in self._all:
            self._by_name.setdefault(bare_words(one.name), []).append(one)

    def find(self, read: ReadInitiative, taken: set[str]) -> tuple[Initiative | None, str]:
        """Give the initiative that is meant, and the doubt about it."""
        if read.id:
            return self._by_id.get(read.id), ""
        name = _name_of(read)
        same = self._by_name.get(bare_words(name), []) if name else []
        if len(same) == 1:
            return same[0], ""
        if same:
            numbered = [one for one in same if self._has_number(one, read.number)]
            if len(numbered) == 1:
                return numbered[0], ""
            free = [one for one in same if one.id not in taken] or same
            return free[0], f"同じ名称の事業が{len(same)}件あります。対応を確かめてください。"
        return self._like(read, name, taken)

    def _like(
        self, read: ReadInitiative, name: str, taken: set[str]
    ) -> tuple[Initiative | None, str]:
        best, score = None, 0.0
        for one in self._all:
            numbered = self._has_number(one, read.number)
            least = _LIKE_WITH_NUMBER if numbered else _LIKE
            like = likeness(one.name, name, least) if name else 0.0
            if like >= least and one.id not in taken:
                like += 0.25 if numbered else 0.0
                if like > score:
                    best, score = one, like
        if best is None:
            return None, ""
        return best, f"名称の似ている事業「{best.name}」の変更として読みました。"

    def _has_number(self, one: Initiative, number: str) -> bool:
        wanted = bare_words(number)
        numbers = (self._numbers[one.id], self._long[one.id])
        return bool(wanted) and wanted in map(bare_words, numbers)


def _name_of(read: ReadInitiative) -> str:
    field = read.field("name")
    return field.value if field is not None and isinstance(field.value, str) else ""
