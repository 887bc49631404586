"""A comparison as JSON: a list of changes with what stood before and after, and its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kitaplanner.domain.calendar import Span, format_month
from kitaplanner.domain.diff_grouping import Difference, ItemPlace, Position
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.json_codec import Json
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.domain.plan_json import field_to_json, part_to_json
from kitaplanner.domain.records import CLASSES, SETTINGS, Key


def comparison_to_json(differences: Iterable[Difference], sides: Sides) -> dict[str, Json]:
    """Give the changes; what was only renumbered stands once beside them, where there is any."""
    found = tuple(differences)
    made: dict[str, Json] = {"changes": [difference_to_json(one, sides) for one in found]}
    renumbered = sides.renumbered(found)
    if renumbered:
        made["renumbered"] = [
            {"initiative": one.initiative, "number": {"old": one.old, "new": one.new}}
            for one in renumbered
        ]
    return made


def difference_to_json(difference: Difference, sides: Sides) -> dict[str, Json]:
    """Give one change; `target` is the id of the thing that it is about."""
    key, field = difference.key, difference.field
    old, new = sides.numbers(difference.initiative or key.id)
    return {
        "initiative": difference.initiative or None,
        "number": {"old": old or None, "new": new or None},
        "kind": difference.kind,
        "target": key.id or None,
        "field": field or None,
        "before": value_to_json(key, field, difference.before),
        "after": value_to_json(key, field, difference.after),
        "words": words(difference, sides),
    }


def value_to_json(key: Key, field: str, value: Any) -> Json:
    """Give a value of a field, a thing, a span or a place."""
    if isinstance(value, Position):
        return {"in": value.holder.id or None, "place": value.place}
    if isinstance(value, ItemPlace):
        return {"row": value.row, **_span_to_json(value.span)}
    if isinstance(value, Span):
        return _span_to_json(value)
    if value is None:
        return None
    if key.kind == "plan" and field in SETTINGS:
        return field_to_json(PlanSettings, field, value)
    return field_to_json(CLASSES[key.kind], field, value) if field else part_to_json(value)


def _span_to_json(span: Span) -> dict[str, Json]:
    return {"start": format_month(span.start), "end": format_month(span.end)}
