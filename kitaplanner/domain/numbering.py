"""Numbers of nodes and initiatives, derived from their position by the form; never stored.

Belongs here: ordinals, the templates of a form, and the long form for cross references.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers by id: printed (`1-(1)`), long for cross references, and with the name behind."""

    numbers: Mapping[str, str]
    long_numbers: Mapping[str, str]
    headings: Mapping[str, str]

    def number(self, one: Node | Initiative) -> str:
        """Give the printed number; empty where the form gives none."""
        return self.numbers.get(one.id, "")

    def long_number(self, one: Node | Initiative) -> str:
        """Give the number that is unique in the plan: 基本方針1①1-(1)."""
        return self.long_numbers.get(one.id, "")

    def heading(self, one: Node | Initiative) -> str:
        """Give number and name as they are printed."""
        return self.headings.get(one.id, one.name)


def number_plan(plan: Plan, form: Form) -> Numbering:
    """Derive all numbers of a plan."""
    counter = _Counter(form)
    for node in plan.outline:
        counter.number_node(node, (), "")
    return Numbering(counter.numbers, counter.long_numbers, counter.headings)


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
    def __init__(self, form: Form) -> None:
        self._form = form
        self._ordinals: Counter[tuple[str, str]] = Counter()
        self.numbers: dict[str, str] = {}
        self.long_numbers: dict[str, str] = {}
        self.headings: dict[str, str] = {}

    def number_node(self, node: Node, above: tuple[tuple[Node, int], ...], long: str) -> None:
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
        key = (level, scope)
        self._ordinals[key] = self._ordinals[key] + 1 if restart is None else restart
        return self._ordinals[key]


def _fill(template: str, values: Mapping[str, int]) -> str | None:
    """Fill a template, or give None when it names a level that does not stand above."""
    names = [match[1] for match in _FIELD.finditer(template)]
    if any(name not in values for name in names):
        return None
    return _FIELD.sub(lambda match: format_ordinal(values[match[1]], match[2] or ""), template)


def _heading(template: str, number: str, name: str) -> str:
    return template.format(number=number, name=name).strip()
