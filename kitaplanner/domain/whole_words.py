"""A thing that came or went, with all that a reader of the plan reads of it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kitaplanner.domain.block_words import block_lines
from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.plan import (
    Budget,
    Indicator,
    Initiative,
    Node,
    Reference,
    ScheduleItem,
    ScheduleRow,
    Section,
    Term,
)
from kitaplanner.domain.schedule_words import describe_item
from kitaplanner.domain.value_words import number_words, value_words


def whole_words(value: Any) -> str:
    """Say a thing of the plan in lines; empty ones are left out."""
    return "\n".join(line for line in _lines(value) if line)


def item_line(item: ScheduleItem) -> str:
    """Say an item with its months, as a line."""
    if item.text.strip():
        return f"{item_text(item)}　{describe_span(item.span)}"
    return describe_item(item)


def item_text(item: ScheduleItem) -> str:
    """Name an item by its text on one line, or by its kind where it has none."""
    return " ".join(item.text.split("\n")).strip() or value_words("kind", item.kind)


def figure_words(values: Any, unit: str) -> str:
    """Say the figures of some years: 令和7年度 2,000件、令和8年度 3,000件."""
    said = (f"{value_words('year', year)} {number_words(one, unit)}" for year, one in values)
    return "、".join(said)


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Initiative):
        yield from (value.name, "、".join(value.departments), value.summary, *value.notes)
        yield from map(item_line, value.schedule.items())
    elif isinstance(value, Node):
        yield from (value.name, value.lead, *value.bullets, *value.vision, value.outcome_goal)
    elif isinstance(value, ScheduleRow):
        yield from map(item_line, value.items)
        yield "" if value.items else "空の行"
    elif isinstance(value, ScheduleItem):
        yield item_line(value)
    elif isinstance(value, Section):
        yield value.heading
        yield from block_lines(value.blocks)
    elif isinstance(value, Indicator):
        yield from _indicator(value)
    elif isinstance(value, Budget):
        kind = value_words("kind", value.kind)
        yield f"{value_words('year', value.year)}　{kind}　{number_words(value.amount, value.unit)}"
        yield value.label
    elif isinstance(value, Reference):
        yield from (value.text, value.content, value.external)
    elif isinstance(value, Term):
        yield f"{value.word}：{value.definition}"
    else:
        yield str(getattr(value, "name", ""))


def _indicator(value: Indicator) -> Iterator[str]:
    yield value.name
    if value.baseline is not None:
        year = value_words("year", value.baseline_year) if value.baseline_year else ""
        yield f"基準値　{year} {number_words(value.baseline, value.unit)}"
    for word, figures in (("目標", value.targets), ("実績", value.actuals)):
        if figures:
            yield f"{word}　{figure_words(figures, value.unit)}"
