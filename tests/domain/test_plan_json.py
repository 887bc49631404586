"""The plan as JSON: lossless both ways, and every fault named with its path."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan, load_plan, plan_from_json, plan_to_json
from kitaplanner.errors import PlanFormatError
from kitaplanner.paths import resource_path
from tests.strategies import plans

# The example of the contract, as small as other people's scripts may write it.
CONTRACT = {
    "schema": 1,
    "title": "計画",
    "ward": "北区",
    "form": "kita",
    "stage": "素案",
    "period": {"first": 2025, "last": 2029},
    "departments": [{"name": "DX推進担当課", "collective": False}],
    "outline": [
        {
            "level": "基本方針",
            "name": "区民サービス",
            "lead": "",
            "vision": ["便利に"],
            "children": [],
            "initiatives": [
                {
                    "id": "a1",
                    "number": "1-(1)",
                    "name": "電子申請",
                    "departments": ["DX推進担当課"],
                    "summary": "広げます。",
                    "marks": [],
                    "effects": [],
                    "indicators": [],
                    "budgets": [],
                    "progress": [],
                    "references": [],
                    "notes": [],
                    "schedule": {
                        "divisions": 1,
                        "rows": [
                            [
                                {
                                    "kind": "arrow",
                                    "start": "2025-04",
                                    "end": "2026-03",
                                    "text": "導入",
                                    "note": "",
                                    "opens_before": False,
                                    "opens_after": False,
                                    "started": {"year": 2024, "word": "導入"},
                                    "departments": [],
                                    "span_confirmed": True,
                                }
                            ]
                        ],
                    },
                }
            ],
        }
    ],
    "sections": [],
}


def schema() -> Any:
    return json.loads(resource_path("schema", "plan.schema.json").read_text(encoding="utf-8"))


def sample() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def test_the_example_of_the_contract_is_read() -> None:
    plan = plan_from_json(CONTRACT)
    initiative = next(plan.initiatives())
    assert initiative.id == "a1"
    item = initiative.schedule.rows[0].items[0]
    assert item.started is not None
    assert (item.started.year, item.text) == (2024, "導入")


def test_the_sample_survives_a_round_trip_and_writes_numbers() -> None:
    plan = sample()
    numbering = number_plan(plan, load_form(plan.form))
    text = dump_plan(plan, numbering.number)
    again = load_plan(text)
    assert again == plan
    assert dump_plan(again, numbering.number) == text
    numbers = [
        one["number"] for node in json.loads(text)["outline"][2:] for one in node["initiatives"]
    ]
    assert numbers == ["(1)", "(2)", "(3)", "(4)", "(5)"]


@given(plans())
def test_any_plan_survives_a_round_trip(plan: Plan) -> None:
    text = dump_plan(plan)
    assert load_plan(text) == plan
    assert dump_plan(load_plan(text)) == text


@given(plans())
def test_what_is_written_follows_the_schema(plan: Plan) -> None:
    numbering = number_plan(plan, load_form("kita"))
    jsonschema.validate(plan_to_json(plan, numbering.number), schema())


def test_the_schema_accepts_the_sample_and_the_contract() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(CONTRACT, schema())
    jsonschema.validate(plan_to_json(sample()), schema())


def _changed(path: list[Any], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(CONTRACT)
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


ITEM = ["outline", 0, "initiatives", 0, "schedule", "rows", 0, 0]


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["colour"], "red", "$.colour"),
        (["outline", 0, "initiatives", 0, "nmae"], "x", "$.outline[0].initiatives[0].nmae"),
        ([*ITEM, "kind"], "circle", "$.outline[0].initiatives[0].schedule.rows[0][0].kind"),
        ([*ITEM, "start"], "2025-13", "$.outline[0].initiatives[0].schedule.rows[0][0].start"),
        ([*ITEM, "start"], "2027-04", "$.outline[0].initiatives[0].schedule.rows[0][0]"),
        ([*ITEM, "span_confirmed"], 1, ".span_confirmed"),
        ([*ITEM, "text"], "\x07", ".text"),
        (["period"], {"first": 2030, "last": 2025}, "$.period"),
        (["period", "first"], "2025", "$.period.first"),
        (["schema"], 3, "$.schema"),
        (["title"], 5, "$.title"),
        (["title"], "長" * 20_001, "$.title"),
        (["departments"], [{"name": "課"}, {"name": "課"}], "$.departments[1].name"),
        (["departments"], {}, "$.departments"),
        (["outline", 0, "initiatives", 0, "schedule", "divisions"], 5, ".divisions"),
    ],
)
def test_a_fault_is_refused_with_its_path(path: list[Any], value: Any, where: str) -> None:
    data = _changed(path, value)
    with pytest.raises(PlanFormatError) as caught:
        plan_from_json(data)
    assert caught.value.path.endswith(where)
    assert caught.value.path in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["colour"], "red"),
        ([*ITEM, "kind"], "circle"),
        ([*ITEM, "start"], "2025-13"),
        ([*ITEM, "span_confirmed"], 1),
        (["period", "first"], "2025"),
        (["title"], 5),
        (["schema"], 3),
    ],
)
def test_the_schema_refuses_the_same_faults(path: list[Any], value: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_changed(path, value), schema())


def test_overlapping_items_are_refused_by_name() -> None:
    item = CONTRACT["outline"][0]["initiatives"][0]["schedule"]["rows"][0][0]  # type: ignore[index]
    twice = {**item, "text": "別の文言", "start": "2025-10"}
    data = _changed(["outline", 0, "initiatives", 0, "schedule", "rows", 0], [item, twice])
    with pytest.raises(PlanFormatError, match="「導入」と「別の文言」の期間が重なっています"):
        plan_from_json(data)


def test_the_same_id_twice_is_refused() -> None:
    initiative = CONTRACT["outline"][0]["initiatives"][0]  # type: ignore[index]
    data = _changed(["outline", 0, "initiatives"], [initiative, initiative])
    with pytest.raises(PlanFormatError, match="同じid「a1」"):
        plan_from_json(data)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"{", "JSONとして読めません"),
        (b"\xff\xfe{}", "読"),
        (b'{"title": 1, "title": 2}', "同じ名前の項目"),
        (b'{"title": NaN}', "数値ではありません"),
        (b"[" * 100_000, "深すぎます"),
        (b"[]", "オブジェクト"),
        (b'{"title": ' + b"9" * 5000 + b"}", "桁数の多すぎる"),
    ],
)
def test_text_that_is_no_plan_gets_a_sentence(text: bytes, words: str) -> None:
    with pytest.raises(PlanFormatError, match=words):
        load_plan(text)


def test_absent_ids_are_made_and_differ() -> None:
    plan = plan_from_json(CONTRACT)
    again = plan_from_json(CONTRACT)
    row, other = (next(one.initiatives()).schedule.rows[0] for one in (plan, again))
    assert row.id
    assert row.id != other.id
    assert row.items[0].id not in (row.id, other.items[0].id)


def test_compatibility_ideographs_stay_as_typed() -> None:
    plan = plan_from_json({**CONTRACT, "title": "\ufa19田 か\u3099"})
    assert plan.title == "\ufa19田 が"
