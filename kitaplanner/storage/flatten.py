"""A plan as rows: what each table holds for it.

Belongs here: the one place that knows which field goes to which column on the way in; its
counterpart on the way out is `repositories`. Positions are indexes within the parent.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from kitaplanner.domain.handout import Handout
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.json_codec import encode
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    Budget,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    Progress,
    Reference,
    ScheduleItem,
    ScheduleRow,
    Section,
    Term,
    Value,
    YearValues,
)

PLAN_ID = "plan"
Cell: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Cell]
# Table and id; a row is known by them for ever.
Key: TypeAlias = tuple[str, str]
KeyedRow: TypeAlias = tuple[Key, Row]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_text(value: object) -> str:
    """Write compact JSON; raise ValueError for infinity and NaN."""
    return _ENCODER.encode(value)


@lru_cache(maxsize=4096)
def _texts(values: tuple[str, ...]) -> str:
    return json_text(values)


def _years(values: YearValues) -> str:
    return json_text(values) if values else "[]"


def _scalar(value: Value) -> str | None:
    return None if value is None else json_text(value)


def plan_row(plan: Plan) -> Row:
    """Give the row of the plan itself, without the id of the document."""
    settings = plan.settings
    return {
        "id": PLAN_ID,
        "title": plan.title,
        "ward": plan.ward,
        "form": plan.form,
        "stage": plan.stage,
        "stage_date": plan.stage_date,
        "first_year": plan.period.first,
        "last_year": plan.period.last,
        "digit_style": settings.digit_style,
        "era_style": settings.era_style,
        "sheets_share_page": int(settings.sheets_share_page),
        "duplex": int(settings.duplex),
        "mark_meanings": json_text(settings.mark_meanings),
        "comparison": json_text(encode(settings.comparison, {})),
    }


def department_row(one: Department, position: int) -> Row:
    """Give the row of a department."""
    return {
        "id": one.id,
        "position": position,
        "name": one.name,
        "collective": int(one.collective),
        "division": one.division,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "aliases": _texts(one.aliases),
    }


def section_row(one: Section, position: int) -> Row:
    """Give the row of a section."""
    return {
        "id": one.id,
        "position": position,
        "heading": one.heading,
        "level": one.level,
        "numbered": int(one.numbered),
        "derived": one.derived,
        "blocks": json_text(encode(one.blocks, {})),
    }


def node_row(one: Node, parent_id: str | None, position: int) -> Row:
    """Give the row of a node, without what is below it."""
    return {
        "id": one.id,
        "parent_id": parent_id,
        "position": position,
        "level": one.level,
        "name": one.name,
        "symbol": one.symbol,
        "lead": one.lead,
        "bullets": _texts(one.bullets),
        "vision": _texts(one.vision),
        "outcome_goal": one.outcome_goal,
        "marks": _texts(one.marks),
        "number_from": one.number_from,
    }


def initiative_row(one: Initiative, node_id: str, position: int) -> Row:
    """Give the row of an initiative, without its parts."""
    return {
        "id": one.id,
        "node_id": node_id,
        "position": position,
        "name": one.name,
        "departments": _texts(one.departments),
        "summary": one.summary,
        "notes": _texts(one.notes),
        "marks": _texts(one.marks),
        "effects": _texts(one.effects),
        "divisions": one.schedule.divisions,
        "schedule_state": one.schedule.state,
        "number_from": one.number_from,
    }


def _schedule_row(one: ScheduleRow, initiative_id: str, position: int) -> Row:
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "label": one.label,
        "group_name": one.group,
        "departments": _texts(one.departments),
    }


def _item_row(one: ScheduleItem, row_id: str, position: int) -> Row:
    started = one.started
    return {
        "id": one.id,
        "row_id": row_id,
        "position": position,
        "kind": one.kind,
        "start_month": one.start,
        "end_month": one.end,
        "text": one.text,
        "note": one.note,
        "opens_before": int(one.opens_before),
        "opens_after": int(one.opens_after),
        "started_year": None if started is None else started.year,
        "started_word": None if started is None else started.word,
        "departments": _texts(one.departments),
        "span_confirmed": int(one.span_confirmed),
    }


def _indicator_row(one: Indicator, initiative_id: str, position: int) -> Row:
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "name": one.name,
        "unit": one.unit,
        "baseline_year": one.baseline_year,
        "baseline": _scalar(one.baseline),
        "targets": _years(one.targets),
        "actuals": _years(one.actuals),
        "note": one.note,
    }


def _budget_row(one: Budget, initiative_id: str, position: int) -> Row:
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "year": one.year,
        "kind": one.kind,
        "amount": one.amount,
        "unit": one.unit,
        "label": one.label,
        "note": one.note,
    }


def _progress_row(one: Progress, initiative_id: str, position: int) -> Row:
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "year": one.year,
        "status": one.status,
        "result": one.result,
        "reason": one.reason,
        "next_step": one.next_step,
        "department": one.department,
        "date": one.date,
        "item": one.item,
    }


def _reference_row(one: Reference, initiative_id: str, position: int) -> Row:
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "text": one.text,
        "content": one.content,
        "target": one.target,
        "external": one.external,
    }


def term_row(one: Term, initiative_id: str | None, position: int) -> Row:
    """Give the row of a term; without an initiative it belongs to the whole plan."""
    return {
        "id": one.id,
        "initiative_id": initiative_id,
        "position": position,
        "word": one.word,
        "definition": one.definition,
        "reading": one.reading,
    }


def picture_row(one: Picture, position: int) -> Row:
    """Give the row of a picture."""
    return {
        "id": one.id,
        "position": position,
        "name": one.name,
        "media_type": one.media_type,
        "width": one.width,
        "height": one.height,
        "base64": base64.b64encode(one.data).decode("ascii"),
    }


def handout_row(one: Handout, position: int) -> Row:
    """Give the row of a handout with its parts."""
    return {
        "id": one.id,
        "position": position,
        "name": one.name,
        "meeting": one.meeting,
        "date": one.date,
        "place": one.place,
        "division": one.division,
        "parts": json_text(encode(one.parts, {})),
        "watermark": one.watermark,
        "two_up": int(one.two_up),
        "duplex": int(one.duplex),
    }


def wording_row(one: WordingRule, position: int) -> Row:
    """Give the row of a rule of wording."""
    return {
        "id": one.id,
        "position": position,
        "preferred": one.preferred,
        "variants": _texts(one.variants),
        "part_of_speech": one.part_of_speech,
        "exceptions": _texts(one.exceptions),
        "note": one.note,
    }


def accepted_row(one: AcceptedFinding, position: int) -> Row:
    """Give the row of an accepted finding."""
    return {
        "id": one.id,
        "position": position,
        "rule": one.rule,
        "target": one.target,
        "evidence": one.evidence,
        "reason": one.reason,
    }


def initiative_rows(one: Initiative, node_id: str, position: int) -> Iterator[KeyedRow]:
    """Yield the rows of an initiative and all its parts, parents before children."""
    yield ("initiative", one.id), initiative_row(one, node_id, position)
    for index, row in enumerate(one.schedule.rows):
        yield ("schedule_row", row.id), _schedule_row(row, one.id, index)
        for place, item in enumerate(row.items):
            yield ("schedule_item", item.id), _item_row(item, row.id, place)
    for index, indicator in enumerate(one.indicators):
        yield ("indicator", indicator.id), _indicator_row(indicator, one.id, index)
    for index, budget in enumerate(one.budgets):
        yield ("budget", budget.id), _budget_row(budget, one.id, index)
    for index, progress in enumerate(one.progress):
        yield ("progress", progress.id), _progress_row(progress, one.id, index)
    for index, reference in enumerate(one.references):
        yield ("reference", reference.id), _reference_row(reference, one.id, index)
    for index, term in enumerate(one.terms):
        yield ("term", term.id), term_row(term, one.id, index)
