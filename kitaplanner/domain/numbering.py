"""Numbers of nodes and initiatives, derived from their position by the form; never stored.

Belongs here: ordinals, the templates of a form, and the long form for cross references.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Initiative, Node, Plan

_FIELD = re.compile(r"\{([^}:]+)(?::([a-z]+))?\}")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def format_ordinal(value: int, style: str = "") -> str:
    """Write an ordinal: plain `1`, `circled` ①, `full` １, `single_full` １ but 12."""
    if style == "circled":
        return _CIRCLED[value - 1] if 1 <= value <= len(_CIRCLED) else f"({value})"
    if style == "full" or (style == "single_full" and value < 10):
        return str(value).translate(_FULL_WIDTH)
    return str(value)


# Level and ordinal of the nodes above, the long number so far, and the counters of each scope.
_Path: TypeAlias = tuple[tuple[str, int], ...]
_Counts: TypeAlias = tuple[tuple[tuple[str, int], ...], ...]


class _Branch(NamedTuple):
    """A node as it was numbered: what its numbers depended on, and what it left to the next."""

    node: Node
    path: _Path
    long: str
    before: _Counts
    after: _Counts


class _Numbered(NamedTuple):
    """What was numbered, so that another snapshot need not be numbered from the start.

    `serial` is the numbering's own, `base` that of the one it was derived from (0: none), `anew`
    the ids that were numbered then.
    """

    form: Form
    outline: tuple[Node, ...]
    branches: Mapping[str, _Branch]
    serial: int
    base: int
    anew: frozenset[str]


_serials = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers by id: printed (`1-(1)`), long for cross references, and with the name behind."""

    numbers: Mapping[str, str]
    long_numbers: Mapping[str, str]
    headings: Mapping[str, str]
    numbered: _Numbered | None = field(default=None, repr=False, compare=False)

    def number(self, one: Node | Initiative) -> str:
        """Give the printed number; empty where the form gives none."""
        return self.numbers.get(one.id, "")

    def long_number(self, one: Node | Initiative) -> str:
        """Give the number that is unique in the plan: 基本方針1①1-(1)."""
        return self.long_numbers.get(one.id, "")

    def heading(self, one: Node | Initiative) -> str:
        """Give number and name as they are printed."""
        return self.headings.get(one.id, one.name)

    def headings_since(self, known: Numbering | None) -> Mapping[str, str]:
        """Give the headings that may differ from those of another numbering, by id."""
        mine, its = self.numbered, None if known is None else known.numbered
        if mine is None or its is None or mine.base != its.serial:
            return self.headings
        return {one: self.headings[one] for one in mine.anew}


def number_plan(plan: Plan, form: Form, known: Numbering | None = None) -> Numbering:
    """Derive all numbers of a plan; where others of it are `known`, only what may differ.

    A branch that both snapshots share is numbered anew only where the counters that lead to it, or
    the numbers above it, are others.
    """
    numbered = None if known is None else known.numbered
    if known is None or numbered is None or numbered.form is not form:
        counter, numbered = _Counter(form), None
    else:
        counter = _Counter(form, known, numbered.branches)
        counter.forget(_gone(numbered.outline, plan.outline))
    for node in plan.outline:
        counter.number_node(node, (), "")
    return Numbering(
        counter.numbers,
        counter.long_numbers,
        counter.headings,
        _Numbered(
            form,
            plan.outline,
            counter.branches,
            next(_serials),
            0 if numbered is None else numbered.serial,
            frozenset(counter.anew),
        ),
    )


def _gone(old: tuple[Node, ...], new: tuple[Node, ...]) -> frozenset[str]:
    """Give the ids of one outline that the other has no more."""
    shared = {id(node) for node in old} & {id(node) for node in new}
    before, after = (
        frozenset().union(*[node.ids for node in outline if id(node) not in shared])
        for outline in (old, new)
    )
    return before - after


def numbers_alike(old: Plan, new: Plan) -> bool:
    """Say whether two snapshots have the same numbering; looks only at branches they don't share.

    False may also mean that they were not looked at closely: derive the numbers then.
    """
    return old.form == new.form and _nodes_alike(old.outline, new.outline)


def _nodes_alike(old: tuple[Node, ...], new: tuple[Node, ...]) -> bool:
    if len(old) != len(new):
        return False
    return all(
        one is other
        or (
            _counted(one) == _counted(other)
            and _initiatives_alike(one.initiatives, other.initiatives)
            and _nodes_alike(one.children, other.children)
        )
        for one, other in zip(old, new, strict=True)
    )


def _counted(node: Node) -> tuple[object, ...]:
    return node.id, node.level, node.name, node.symbol, node.number_from


def _initiatives_alike(old: tuple[Initiative, ...], new: tuple[Initiative, ...]) -> bool:
    if len(old) != len(new):
        return False
    return all(
        one is other
        or (one.id, one.name, one.number_from) == (other.id, other.name, other.number_from)
        for one, other in zip(old, new, strict=True)
    )


class _Counter:
    def __init__(
        self,
        form: Form,
        known: Numbering | None = None,
        branches: Mapping[str, _Branch] | None = None,
    ) -> None:
        self._form = form
        # Counters by scope (the id of a node above, "" for the whole plan), then by level.
        self._ordinals: dict[str, dict[str, int]] = {}
        self.branches = dict(branches or {})
        self.anew: list[str] = []
        self.numbers = {} if known is None else dict(known.numbers)
        self.long_numbers = {} if known is None else dict(known.long_numbers)
        self.headings = {} if known is None else dict(known.headings)

    def forget(self, ids: frozenset[str]) -> None:
        """Forget what is not in the plan any more."""
        for one in ids:
            for found in (self.numbers, self.long_numbers, self.headings, self.branches):
                found.pop(one, None)

    def number_node(self, node: Node, above: tuple[tuple[Node, int], ...], long: str) -> None:
        """Number a node and all below it, unless that is known."""
        path = tuple([(one.level, ordinal) for one, ordinal in above])
        scopes = ("", *[one.id for one, _ in above])
        before = self._counts(scopes)
        known = self.branches.get(node.id)
        if (
            known is not None
            and known.node is node
            and (known.path, known.long, known.before) == (path, long, before)
        ):
            self._ordinals.update(zip(scopes, map(dict, known.after), strict=True))
            return
        self._number_branch(node, above, long)
        self.branches[node.id] = _Branch(node, path, long, before, self._counts(scopes))

    def _counts(self, scopes: tuple[str, ...]) -> _Counts:
        return tuple([tuple(self._ordinals.get(scope, {}).items()) for scope in scopes])

    def _number_branch(self, node: Node, above: tuple[tuple[Node, int], ...], long: str) -> None:
        level = self._form.level(node.level)
        if node.symbol or not level.number:
            ordinal, number, part = 0, node.symbol, node.symbol
        else:
            ordinal = self._next(node.level, level.counts_within, above, node.number_from)
            values = {"n": ordinal}
            number = _fill(level.number, values) or ""
            part = _fill(level.long, values) or ""
        long += part
        self.numbers[node.id] = number
        self.long_numbers[node.id] = long or number
        self.anew.append(node.id)
        self.headings[node.id] = _heading(level.heading, number, node.name)
        path = (*above, (node, ordinal))
        for initiative in node.initiatives:
            self._number_initiative(initiative, path, long)
        for child in node.children:
            self.number_node(child, path, long)

    def _number_initiative(
        self, initiative: Initiative, above: tuple[tuple[Node, int], ...], long: str
    ) -> None:
        rule = self._form.initiative
        ordinal = self._next("", rule.counts_within, above, initiative.number_from)
        values = {node.level: number for node, number in above if number}
        values["n"] = ordinal
        filled = (_fill(template, values) for template in rule.numbers)
        number = next((text for text in filled if text is not None), "")
        self.numbers[initiative.id] = number
        self.long_numbers[initiative.id] = long + number
        self.anew.append(initiative.id)
        self.headings[initiative.id] = _heading(rule.heading, number, initiative.name)

    def _next(
        self,
        level: str,
        within: str,
        above: tuple[tuple[Node, int], ...],
        restart: int | None,
    ) -> int:
        scope = above[-1][0].id if above else ""
        if within:
            scope = next((node.id for node, _ in reversed(above) if node.level == within), scope)
        if within == "plan":
            scope = ""
        counts = self._ordinals.setdefault(scope, {})
        counts[level] = counts.get(level, 0) + 1 if restart is None else restart
        return counts[level]


@lru_cache(maxsize=256)
def _pieces(template: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Cut a template: the text before the first field, then name, style and text behind of each."""
    first, *others = _FIELD.split(template)
    fields = zip(others[::3], others[1::3], others[2::3], strict=True)
    return first, tuple([(name, style or "", behind) for name, style, behind in fields])


def _fill(template: str, values: Mapping[str, int]) -> str | None:
    """Fill a template, or give None when it names a level that does not stand above."""
    text, fields = _pieces(template)
    for name, style, behind in fields:
        value = values.get(name)
        if value is None:
            return None
        text += format_ordinal(value, style) + behind
    return text


def _heading(template: str, number: str, name: str) -> str:
    return template.format(number=number, name=name).strip()
