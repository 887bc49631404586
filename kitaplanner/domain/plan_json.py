"""The plan as JSON, lossless both ways (`resources/schema/plan.schema.json`).

Belongs here: where the JSON differs from the classes (months as `2025-04`, schedule rows as bare
lists with their facts beside them, numbers written out but ignored when read) and the rules that
need the whole plan (unique ids, items that don't overlap).
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, cast

from kitaplanner.domain.calendar import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Period,
    format_month,
    parse_month,
)
from kitaplanner.domain.json_codec import (
    FieldCodecs,
    Json,
    as_integer,
    as_list,
    as_object,
    as_text,
    decode_object,
    encode,
    encode_object,
)
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    DIVISIONS,
    Budget,
    ComparisonStyle,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    PlanSettings,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Value,
    YearValues,
)
from kitaplanner.errors import PlanFormatError

SCHEMA = 2
MAX_PERIOD_YEARS = 30
MAX_PICTURE_BYTES = 5 * 2**20
_DERIVED_SINCE_2 = frozenset({"outline_chart", "glossary", "department_index"})


def plan_to_json(plan: Plan, numbers: Callable[[Initiative], str] | None = None) -> dict[str, Json]:
    """Give the plan as JSON objects; `numbers` supplies the derived number of each initiative."""
    codecs = _codecs(numbers)
    body = encode_object(plan, codecs)
    return {"schema": _schema_of(plan), **body}


def _schema_of(plan: Plan) -> int:
    """Give the oldest schema that can say all of a plan."""
    blocks = [block for section in plan.sections for block in section.blocks]
    is_newer = (
        plan.pictures
        or plan.handouts
        or plan.wordings
        or plan.accepted
        or plan.settings.comparison != ComparisonStyle()
        or any(one.picture or one.boxes or one.kind == "chart" for one in blocks)
        or any(section.derived in _DERIVED_SINCE_2 for section in plan.sections)
    )
    return 2 if is_newer else 1


def plan_from_json(data: Json) -> Plan:
    """Read a plan; raise PlanFormatError with the path of the first thing that is wrong."""
    members = dict(as_object(data, "$"))
    schema = members.pop("schema", SCHEMA)
    if isinstance(schema, bool) or schema not in range(1, SCHEMA + 1):
        raise PlanFormatError("$.schema", f"この版で読めるのは {SCHEMA} までです。")
    plan = cast(Plan, decode_object(Plan, members, "$", _codecs(None)))
    _refuse_duplicates(plan)
    return plan


def dump_plan(plan: Plan, numbers: Callable[[Initiative], str] | None = None) -> str:
    """Write the plan as JSON text."""
    return json.dumps(plan_to_json(plan, numbers), ensure_ascii=False, indent=2) + "\n"


def load_plan(text: str | bytes) -> Plan:
    """Read a plan from JSON text; raise PlanFormatError also for text that is no JSON."""
    try:
        data = json.loads(text, object_pairs_hook=_unique_members, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"{error.lineno}行{error.colno}文字目"
        raise PlanFormatError(where, "JSONとして読めません。書き方を確かめてください。") from None
    except UnicodeDecodeError:
        raise PlanFormatError("ファイル全体", "文字コードがUTF-8ではありません。") from None
    except PlanFormatError:
        raise
    except ValueError:
        # Python refuses to read integers of thousands of digits.
        raise PlanFormatError("ファイル全体", "桁数の多すぎる数があります。") from None
    except RecursionError:
        raise PlanFormatError("ファイル全体", "入れ子が深すぎます。") from None
    return plan_from_json(data)


def _unique_members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PlanFormatError(twice, "同じ名前の項目が二つあります。")
    return members


def _refuse_constant(name: str) -> None:
    raise PlanFormatError(name, "数値ではありません。")


def part_to_json(part: Any) -> Json:
    """Give a part of a plan, a thing or the value of a field, as it stands in the plan's JSON."""
    return encode(part, _codecs(None))


def field_to_json(cls: type, name: str, value: Any) -> Json:
    """Give the value of a class's field as it stands in the plan's JSON."""
    codec = _codecs(None).get((cls, name))
    return codec[0](value) if codec else part_to_json(value)


# --- single fields ---------------------------------------------------------------------------


def _month_or_none(data: Json, path: str) -> int | None:
    return None if data is None else _month(data, path)


def _month(data: Json, path: str) -> int:
    try:
        return parse_month(as_text(data, path))
    except ValueError:
        raise PlanFormatError(path, "「2025-04」の形の年月にしてください。") from None


def _period(data: Json, path: str) -> Period:
    members = as_object(data, path)
    if set(members) != {"first", "last"}:
        raise PlanFormatError(path, "項目は「first」と「last」です。")
    period = Period(
        as_integer(members["first"], f"{path}.first"), as_integer(members["last"], f"{path}.last")
    )
    if not EARLIEST_YEAR <= period.first <= period.last <= LATEST_YEAR:
        raise PlanFormatError(path, "最初の年度が最後の年度より後か、範囲の外です。")
    if len(period.years) > MAX_PERIOD_YEARS:
        raise PlanFormatError(path, f"計画期間は{MAX_PERIOD_YEARS}年までです。")
    return period


def _divisions(data: Json, path: str) -> int:
    value = as_integer(data, path)
    if value not in DIVISIONS:
        raise PlanFormatError(path, "1、2、3、4、12のどれかにしてください。")
    return value


def _value(data: Json, path: str) -> Value:
    if data is None or isinstance(data, str):
        return None if data is None else as_text(data, path)
    if isinstance(data, float) and math.isfinite(data):
        return data
    return as_integer(data, path)


def _year_values(data: Json, path: str) -> YearValues:
    values = []
    for key, value in as_object(data, path).items():
        if not key.isascii() or not key.isdigit() or len(key) != 4:
            raise PlanFormatError(f"{path}.{key}", "西暦4桁の年度にしてください。")
        values.append((int(key), _value(value, f"{path}.{key}")))
    return tuple(sorted(values, key=lambda pair: pair[0]))


def _amount(data: Json, path: str) -> int | None:
    return None if data is None else as_integer(data, path)


def _mark_meanings(data: Json, path: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (as_text(mark, path), as_text(meaning, f"{path}.{mark}"))
        for mark, meaning in as_object(data, path).items()
    )


def _picture_data(data: Json, path: str) -> bytes:
    if not isinstance(data, str) or len(data) > MAX_PICTURE_BYTES * 4 // 3 + 4:
        raise PlanFormatError(path, "画像をBase64の文字列にしてください（上限5MB）。")
    try:
        return base64.b64decode(data.encode("ascii"), validate=True)
    except ValueError:
        raise PlanFormatError(path, "画像のBase64が壊れています。") from None


def _picture_text(data: bytes) -> Json:
    return base64.b64encode(data).decode("ascii")


def _pairs_to_object(pairs: tuple[tuple[Any, Any], ...]) -> Json:
    return {str(key): value for key, value in pairs}


def _optional_month(month: int | None) -> Json:
    return None if month is None else format_month(month)


# --- schedules -------------------------------------------------------------------------------


def _schedule_to_json(schedule: Schedule) -> Json:
    info = [
        {
            "id": row.id,
            "label": row.label,
            "group": row.group,
            "departments": list(row.departments),
        }
        for row in schedule.rows
    ]
    rows = [[encode_object(item, _FIELDS) for item in row.items] for row in schedule.rows]
    return {
        "divisions": schedule.divisions,
        "state": schedule.state,
        "rows": rows,
        "row_info": info,
    }


def _schedule_from_json(data: Json, path: str) -> Schedule:
    members = dict(as_object(data, path))
    rows = as_list(members.pop("rows", []), f"{path}.rows")
    info = as_list(members.pop("row_info", []), f"{path}.row_info")
    if info and len(info) != len(rows):
        raise PlanFormatError(f"{path}.row_info", "「rows」と同じ数にしてください。")
    head = cast(Schedule, decode_object(Schedule, members, path, _FIELDS))
    made = tuple(
        _row(
            items, info[index] if info else {}, f"{path}.rows[{index}]", f"{path}.row_info[{index}]"
        )
        for index, items in enumerate(rows)
    )
    return Schedule(rows=made, divisions=head.divisions, state=head.state)


def _row(items: Json, info: Json, path: str, info_path: str) -> ScheduleRow:
    about = as_object(info, info_path)
    if "items" in about:
        raise PlanFormatError(f"{info_path}.items", "この名前の項目はありません。")
    head = cast(ScheduleRow, decode_object(ScheduleRow, about, info_path, _FIELDS))
    made = [
        cast(ScheduleItem, decode_object(ScheduleItem, one, f"{path}[{index}]", _FIELDS))
        for index, one in enumerate(as_list(items, path))
    ]
    for index, item in enumerate(made):
        if item.start > item.end:
            raise PlanFormatError(f"{path}[{index}]", "開始が終了より後です。")
    made.sort(key=lambda item: item.start)
    for left, right in pairwise(made):
        if right.start <= left.end:
            raise PlanFormatError(
                path, f"「{left.text}」と「{right.text}」の期間が重なっています。"
            )
    return ScheduleRow(
        id=head.id,
        items=tuple(made),
        label=head.label,
        group=head.group,
        departments=head.departments,
    )


_FIELDS: FieldCodecs = {
    (Plan, "period"): (lambda period: {"first": period.first, "last": period.last}, _period),
    (PlanSettings, "mark_meanings"): (_pairs_to_object, _mark_meanings),
    (Department, "valid_from"): (_optional_month, _month_or_none),
    (Department, "valid_to"): (_optional_month, _month_or_none),
    (ScheduleItem, "start"): (format_month, _month),
    (ScheduleItem, "end"): (format_month, _month),
    (Schedule, "divisions"): (lambda value: value, _divisions),
    (Initiative, "schedule"): (_schedule_to_json, _schedule_from_json),
    (Indicator, "baseline"): (lambda value: value, _value),
    (Indicator, "targets"): (_pairs_to_object, _year_values),
    (Indicator, "actuals"): (_pairs_to_object, _year_values),
    (Budget, "amount"): (lambda value: value, _amount),
    (Picture, "data"): (_picture_text, _picture_data),
}


def _codecs(numbers: Callable[[Initiative], str] | None) -> FieldCodecs:
    """Give the field codecs with those of initiatives, which know the derived number."""

    def write(initiatives: tuple[Initiative, ...]) -> Json:
        return [initiative_to_json(one, numbers) for one in initiatives]

    def read_children(data: Json, path: str) -> tuple[Node, ...]:
        return tuple(
            cast(Node, decode_object(Node, one, f"{path}[{index}]", codecs))
            for index, one in enumerate(as_list(data, path))
        )

    codecs: dict[tuple[type, str], tuple[Any, Any]] = dict(_FIELDS)
    codecs[Node, "initiatives"] = (write, _initiatives_from_json)
    codecs[Node, "children"] = (
        lambda nodes: [encode_object(node, codecs) for node in nodes],
        read_children,
    )
    return codecs


def initiative_to_json(
    initiative: Initiative, numbers: Callable[[Initiative], str] | None = None
) -> dict[str, Json]:
    """Give one initiative as JSON objects."""
    body = encode_object(initiative, _FIELDS)
    if numbers is None:
        return body
    return {"id": body.pop("id"), "number": numbers(initiative), **body}


def initiative_from_json(data: Json, path: str = "$") -> Initiative:
    """Read one initiative; raise PlanFormatError with the path of the first thing wrong."""
    return cast(Initiative, decode_object(Initiative, data, path, _FIELDS, ignored=("number",)))


def _initiatives_from_json(data: Json, path: str) -> tuple[Initiative, ...]:
    return tuple(
        initiative_from_json(one, f"{path}[{index}]")
        for index, one in enumerate(as_list(data, path))
    )


# --- rules of the whole plan -----------------------------------------------------------------


def _refuse_duplicates(plan: Plan) -> None:
    seen: set[str] = set()
    for where, one in _identified(plan):
        if one in seen:
            raise PlanFormatError(where, f"同じid「{one}」が二度使われています。")
        seen.add(one)
    names: set[str] = set()
    for index, department in enumerate(plan.departments):
        if department.name in names:
            raise PlanFormatError(
                f"$.departments[{index}].name", f"同じ名前「{department.name}」が二度あります。"
            )
        names.add(department.name)


def _identified(plan: Plan) -> Iterator[tuple[str, str]]:
    for department in plan.departments:
        yield "$.departments", department.id
    for section in plan.sections:
        yield "$.sections", section.id
    for term in plan.terms:
        yield "$.terms", term.id
    for key in ("pictures", "handouts", "wordings", "accepted"):
        for one in getattr(plan, key):
            yield f"$.{key}", one.id
    for handout in plan.handouts:
        for part in handout.parts:
            yield "$.handouts", part.id
    for node in plan.nodes():
        yield "$.outline", node.id
        for initiative in node.initiatives:
            yield f"$.outline（{node.name}）.initiatives", initiative.id
            yield from _identified_parts(initiative)


def _identified_parts(initiative: Initiative) -> Iterator[tuple[str, str]]:
    where = f"$.outline（{initiative.name}）"
    for parts in (
        initiative.indicators,
        initiative.budgets,
        initiative.progress,
        initiative.references,
        initiative.terms,
    ):
        for part in parts:
            yield where, part.id
    for row in initiative.schedule.rows:
        yield where, row.id
        for item in row.items:
            yield where, item.id


def plan_digest_text(plan: Plan) -> str:
    """Give the canonical text that a digest of the plan is made of."""
    return json.dumps(plan_to_json(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
