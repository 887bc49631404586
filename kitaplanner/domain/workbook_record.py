"""What a workbook of ours was sent with: the record on its hidden sheet, against which it is read.

Belongs here: the record and its form as rows of text cells. Does not belong here: writing the sheet
(`export`), and what people did to the workbook since (`importers`).

The record holds of an initiative only what its sheet shows, so that a workbook that leaves the
office tells nothing more. It is ASCII alone and split over cells: no program that saves it again
changes a character of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.plan import DigitStyle, EraStyle, Initiative, Plan, PlanSettings
from kitaplanner.domain.plan_json import initiative_from_json, initiative_to_json
from kitaplanner.errors import KitaError, UserError

MARK = "Kitaplanner"
VERSION = "1"
_INITIATIVE = "initiative"
# Excel specifications: a cell holds 32,767 characters.
_CHUNK = 30_000
_DIGITS = 4
_DAMAGED = (
    "ブックの控え（非表示のシート）が壊れているため、どの事業のシートかを確かめられません。"
    "書き出したときのファイルに記入し直すか、様式のシートとして読み込んでください。"
)
_NEWER = (
    "新しい版のKitaplannerで書き出されたブックです。"
    "このパソコンのKitaplannerを新しくしてから、もう一度読み込んでください。"
)


@dataclass(frozen=True, slots=True)
class SentItem:
    """How an item was sent.

    `row` is its worksheet row from the first of its schedule row, `column` from the first of the
    grid, `columns` how many it covers; `left` and `right` are the ends of its shape in months;
    `shown` is its text with the lines that it was broken into, in shape and cell alike.
    """

    row: int
    column: int
    columns: int
    left: float
    right: float
    shown: str


@dataclass(frozen=True, slots=True)
class SentInitiative:
    """How an initiative was sent; `months` are those at the edges of the grid's columns.

    `header` counts the worksheet rows of the year header. `fields` are its texts as shown by field,
    `labels` those of its rows by the row's id, `texts` all others on the sheet.
    """

    initiative: Initiative
    number: str = ""
    months: tuple[float, ...] = ()
    header: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, SentItem] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentWorkbook:
    """What a workbook was sent with; `settings` are those that its texts were written by.

    `listed` are the texts of its list of initiatives, from which nothing is read.
    """

    title: str
    period: Period
    ward: str = ""
    form: str = "kita"
    stage: str = ""
    stage_date: str = ""
    settings: PlanSettings = field(default_factory=PlanSettings)
    initiatives: tuple[SentInitiative, ...] = ()
    listed: tuple[str, ...] = ()


def sent_from_plan(
    plan: Plan, initiatives: Iterable[SentInitiative], listed: Iterable[str]
) -> SentWorkbook:
    """Make the record of some initiatives of a plan."""
    return SentWorkbook(
        plan.title,
        plan.period,
        plan.ward,
        plan.form,
        plan.stage,
        plan.stage_date,
        PlanSettings(plan.settings.digit_style, plan.settings.era_style),
        tuple(initiatives),
        tuple(listed),
    )


def only_shown(initiative: Initiative) -> Initiative:
    """Give an initiative without what no sheet shows: progress, budgets and the like."""
    return replace(
        initiative, effects=(), indicators=(), budgets=(), progress=(), references=(), terms=()
    )


# --- as rows of cells ------------------------------------------------------------------------


def record_rows(sent: SentWorkbook) -> list[list[str]]:
    """Write a record as rows of cells."""
    head = {
        "title": sent.title,
        "period": list(sent.period),
        "ward": sent.ward,
        "form": sent.form,
        "stage": sent.stage,
        "stage_date": sent.stage_date,
        "digit_style": sent.settings.digit_style,
        "era_style": sent.settings.era_style,
        "listed": list(sent.listed),
    }
    rows = [[MARK, VERSION, *_chunks(head)]]
    rows += [[_INITIATIVE, one.initiative.id, *_chunks(_members(one))] for one in sent.initiatives]
    return rows


def read_record(rows: Iterable[Sequence[str]]) -> SentWorkbook | None:
    """Read a record from rows of cells, or give None where they are none.

    Raises UserError for a record that is damaged or of a newer version.
    """
    lines = [row for row in rows if row and row[0]]
    if not lines or lines[0][0] != MARK:
        return None
    if len(lines[0]) < 2 or lines[0][1] != VERSION:
        raise UserError(_NEWER)
    try:
        head = _join(lines[0])
        return SentWorkbook(
            str(head["title"]),
            Period(int(head["period"][0]), int(head["period"][1])),
            str(head["ward"]),
            str(head["form"]),
            str(head["stage"]),
            str(head["stage_date"]),
            _settings(head["digit_style"], head["era_style"]),
            tuple(_sent(_join(row)) for row in lines[1:] if row[0] == _INITIATIVE),
            tuple(str(text) for text in head["listed"]),
        )
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, KitaError):
        raise UserError(_DAMAGED) from None


def _chunks(members: Mapping[str, Any]) -> list[str]:
    text = json.dumps(members, separators=(",", ":"))
    # `_x000D_` in a cell stands for a character, so no underscore is left as it is.
    text = text.replace("_", "\\u005f")
    return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]


def _join(row: Sequence[str]) -> Any:
    return json.loads("".join(row[2:]))


def _members(one: SentInitiative) -> dict[str, Any]:
    return {
        "initiative": initiative_to_json(only_shown(one.initiative)),
        "number": one.number,
        "months": [round(month, _DIGITS) for month in one.months],
        "header": one.header,
        "fields": dict(one.fields),
        "labels": dict(one.labels),
        "items": {
            key: [
                item.row,
                item.column,
                item.columns,
                round(item.left, _DIGITS),
                round(item.right, _DIGITS),
                item.shown,
            ]
            for key, item in one.items.items()
        },
        "texts": list(one.texts),
    }


def _sent(members: Mapping[str, Any]) -> SentInitiative:
    return SentInitiative(
        initiative_from_json(members["initiative"]),
        str(members["number"]),
        tuple(float(month) for month in members["months"]),
        int(members["header"]),
        {str(key): str(text) for key, text in members["fields"].items()},
        {str(key): str(text) for key, text in members["labels"].items()},
        {
            str(key): SentItem(
                int(row), int(column), int(columns), float(left), float(right), str(shown)
            )
            for key, (row, column, columns, left, right, shown) in members["items"].items()
        },
        tuple(str(text) for text in members["texts"]),
    )


def _settings(digits: DigitStyle, era: EraStyle) -> PlanSettings:
    if digits not in ("half", "full", "single_full") or era not in ("wareki", "western", "both"):
        raise ValueError(digits)
    return PlanSettings(digits, era)
