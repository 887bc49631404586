"""The sentences of a comparison: each kind of change said once, in the office's words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.diff_json import comparison_to_json
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import renumbered_words, words
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.outline import (
    insert_initiative,
    map_initiative,
    map_node,
    take_out_initiative,
)
from kitaplanner.domain.plan import (
    Budget,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    Progress,
    Reference,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
    Started,
    Term,
)
from kitaplanner.domain.schedule_blocks import join_items, split_item
from kitaplanner.domain.schedule_edit import with_item, with_rows
from tests.helpers.plans import initiative_of, plan_of, years_item

A = years_item("a", 2025, 2025, "導入検討")
B = years_item("b", 2026, 2026, "決済機能の導入")
C = years_item("c", 2027, 2029, "運用")
SUMMARY = (
    "区民が来庁せずに手続ができるよう、電子申請を推進します。"
    "優先度の高い500手続から順に電子申請化します。"
)


def base() -> Plan:
    first = Initiative(
        "i",
        "電子申請の推進",
        ("DX推進担当課",),
        SUMMARY,
        marks=("新規",),
        indicators=(Indicator("n", "電子申請の数", "件", 2024, 100, ((2025, 200), (2026, 300))),),
        budgets=(Budget("m", 2025, amount=1200),),
        terms=(Term("t", "RPA", "定型作業の自動化"),),
        schedule=Schedule((ScheduleRow("r", (A, B, C)), ScheduleRow("s"))),
    )
    second = initiative_of(id="j", name="窓口の予約")
    third = initiative_of(id="k", name="収納手段の検討")
    departments = (Department("d", "DX推進担当課"), Department("e", "全庁", collective=True))
    plan = plan_of(first, second, third, departments=departments)
    other = Node("h", "施策", "キャッシュレス")
    return map_node(
        plan, "b", lambda one: dataclasses.replace(one, children=(*one.children, other))
    )


def sides_of(old: Plan, new: Plan) -> Sides:
    return Sides(old, new, *(number_plan(one, load_form(one.form)) for one in (old, new)))


def sentences(old: Plan, new: Plan) -> list[str]:
    sides = sides_of(old, new)
    return [words(one, sides) for one in compare_plans(old, new)]


def initiative(**fields: Any) -> Callable[[Plan], Plan]:
    return lambda plan: map_initiative(plan, "i", lambda one: dataclasses.replace(one, **fields))


def item(item_id: str, **fields: Any) -> Callable[[Plan], Plan]:
    def change(one: Initiative) -> Initiative:
        return with_item(one, item_id, lambda old: dataclasses.replace(old, **fields))

    return lambda plan: map_initiative(plan, "i", change)


def rows(*rows: Iterable[ScheduleItem], label: str = "") -> Callable[[Plan], Plan]:
    made = [
        ScheduleRow(row_id, tuple(items), label=label if row_id == "r" else "")
        for row_id, items in zip("rsx", rows, strict=False)
    ]
    return lambda plan: map_initiative(plan, "i", lambda one: with_rows(one, made))


def node(node_id: str, **fields: Any) -> Callable[[Plan], Plan]:
    return lambda plan: map_node(plan, node_id, lambda one: dataclasses.replace(one, **fields))


def plan_fields(**fields: Any) -> Callable[[Plan], Plan]:
    return lambda plan: dataclasses.replace(plan, **fields)


def moved_to_other_node(plan: Plan) -> Plan:
    one = plan.initiative("j")
    assert one is not None
    return insert_initiative(take_out_initiative(plan, "j"), "h", None, one)


def moved_last(plan: Plan) -> Plan:
    one = plan.initiative("i")
    assert one is not None
    return insert_initiative(take_out_initiative(plan, "i"), "g", None, one)


CASES: list[tuple[Callable[[Plan], Plan], str]] = [
    (
        plan_fields(title="新しい名称"),
        "計画の名称を「東京都北区DX推進計画2025」から「新しい名称」に変更",
    ),
    (plan_fields(stage="案"), "版を「素案」から「案」に変更"),
    (
        plan_fields(period=Period(2025, 2030)),
        "計画期間を令和7年度～令和11年度から令和7年度～令和12年度に変更",
    ),
    (
        plan_fields(departments=(Department("d", "DX推進課"), Department("e", "全庁", True))),
        "担当課の名称を「DX推進担当課」から「DX推進課」に変更",
    ),
    (
        plan_fields(
            sections=(
                Section("s1", "目的"),
                Section("s3", "掲載事業一覧", numbered=False, derived="initiative_list"),
            )
        ),
        "章「具体的な取組み」を削除",
    ),
    (node("g", name="手続の改革"), "施策の名称を「手続きのオンライン化」から「手続の改革」に変更"),
    (node("h", lead="新しい説明"), "施策「キャッシュレス」の説明文に「新しい説明」を追加"),
    (initiative(name="電子申請の拡充"), "事業名を「電子申請の推進」から「電子申請の拡充」に変更"),
    (initiative(departments=("DX推進担当課", "全庁")), "担当課に「全庁」を追加"),
    (initiative(departments=()), "担当課から「DX推進担当課」を削除"),
    (initiative(departments=("広報課",)), "担当課を「DX推進担当課」から「広報課」に変更"),
    (
        initiative(summary=SUMMARY.replace("500手続", "600手続").replace("順に", "段階的に")),
        "事業概要の「500」を「600」に変更、「順」を「段階的」に変更",
    ),
    (initiative(marks=()), "印から「新規」を削除"),
    (initiative(notes=("詳細は別途定める。",)), "注記に「詳細は別途定める。」を追加"),
    (initiative(number_from=5), "番号を1-(1)から1-(5)に変更"),
    (
        initiative(
            indicators=(
                Indicator("n", "電子申請の数", "件", 2024, 100, ((2025, 200), (2026, 350))),
            )
        ),
        "令和8年度の指標「電子申請の数」の目標を300件から350件に変更",
    ),
    (
        initiative(budgets=(Budget("m", 2025, amount=1500),)),
        "令和7年度の事業費（予算）を1,200千円から1,500千円に変更",
    ),
    (
        initiative(budgets=(Budget("m", 2025, amount=1200), Budget("m2", 2026, amount=1))),
        "令和8年度の事業費（予算）1千円を追加",
    ),
    (initiative(progress=(Progress("p", 2025, "順調"),)), "令和7年度の進捗「順調」を追加"),
    (
        initiative(references=(Reference("f", "窓口の予約", target="j"),)),
        "再掲「窓口の予約」を追加",
    ),
    (initiative(terms=()), "用語「RPA」を削除"),
    (moved_last, "事業「電子申請の推進」の順序を変更（番号は1-(1)から1-(3)に）"),
    (
        moved_to_other_node,
        "事業「窓口の予約」を施策「手続きのオンライン化」から施策「キャッシュレス」に移動"
        "（番号は1-(2)から2-(1)に）",
    ),
    (lambda plan: take_out_initiative(plan, "j"), "事業「窓口の予約」を削除"),
    (
        lambda plan: insert_initiative(plan, "g", 1, initiative_of(id="z", name="電子契約")),
        "事業「電子契約」を追加",
    ),
    (
        rows((A, B, dataclasses.replace(C, end=C.end - 12)), ()),
        "「運用」を令和9年度～令和11年度から令和9年度～令和10年度に短縮",
    ),
    (rows((A, C), (B,)), "「決済機能の導入」を2行目に移動"),
    (
        rows((B, C), (dataclasses.replace(A, start=A.start + 12, end=A.end + 12),)),
        "「導入検討」を令和7年度から令和8年度に後ろ倒しし、2行目に移動",
    ),
    (rows((A, C), ()), "「決済機能の導入」（令和8年度）を削除"),
    (
        rows((A, B, C), (years_item("y", 2025, 2029, "周知"),)),
        "「周知」（令和7年度～令和11年度）を追加",
    ),
    (
        rows((A, B, C), (), (years_item("y", 2025, 2025, "周知"),)),
        "「周知」（令和7年度）の行を追加",
    ),
    (rows((A, B, C), (), label="税務"), "1行目の見出しに「税務」を追加"),
    (item("b", text="決済機能の拡充"), "「決済機能の導入」を「決済機能の拡充」に変更"),
    (item("b", kind="dashed"), "「決済機能の導入」を矢印から破線枠に変更"),
    (item("b", note="以降、適宜改定"), "「決済機能の導入」の注記に「以降、適宜改定」を追加"),
    (item("a", started=Started(2024)), "「導入検討」の始期を令和6年度導入に設定"),
    (item("c", opens_after=True), "「運用」を期末以降も続くものに変更"),
    (
        item("b", departments=("DX推進担当課",)),
        "「決済機能の導入」の担当課に「DX推進担当課」を追加",
    ),
    (
        lambda plan: map_initiative(
            plan, "i", lambda one: split_item(one, "c", C.start + 12).initiative
        ),
        "「運用」（令和9年度～令和11年度）を「運用」（令和9年度）、"
        "「運用」（令和10年度～令和11年度）に分割",
    ),
    (
        lambda plan: map_initiative(plan, "i", lambda one: join_items(one, "ab").initiative),
        "「導入検討」（令和7年度）、「決済機能の導入」（令和8年度）を"
        "「導入検討 決済機能の導入」（令和7年度～令和8年度）に統合",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), CASES)
def test_each_change_is_said_once_and_nothing_else(
    change: Callable[[Plan], Plan], sentence: str
) -> None:
    old = base()
    assert sentences(old, change(old)) == [sentence]


def test_pushing_a_neighbour_is_said_of_both() -> None:
    later = dataclasses.replace(C, start=C.start + 12)
    change = rows((A, dataclasses.replace(B, end=B.end + 12), later), ())
    assert sentences(base(), change(base())) == [
        "「決済機能の導入」を令和8年度から令和8年度～令和9年度に延長",
        "「運用」を令和9年度～令和11年度から令和10年度～令和11年度に短縮",
    ]


def test_what_was_only_renumbered_is_said_once() -> None:
    old = base()
    new = insert_initiative(old, "g", 0, initiative_of(id="z", name="電子契約"))
    sides = sides_of(old, new)
    found = sides.renumbered(compare_plans(old, new))
    assert [(one.initiative, one.old, one.new) for one in found] == [
        ("i", "1-(1)", "1-(2)"),
        ("j", "1-(2)", "1-(3)"),
        ("k", "1-(3)", "1-(4)"),
    ]
    assert renumbered_words(found) == (
        "他の事業等の増減に伴う番号の変更：1-(1)→1-(2)「電子申請の推進」、"
        "1-(2)→1-(3)「窓口の予約」、1-(3)→1-(4)「収納手段の検討」"
    )
    assert renumbered_words(()) == ""


def test_the_json_of_equal_plans_is_an_empty_list_and_nothing_else() -> None:
    assert comparison_to_json((), sides_of(base(), base())) == {"changes": []}


def test_a_change_as_json() -> None:
    old = base()
    new = rows((A, C), (dataclasses.replace(B, end=B.end + 3),))(old)
    made = comparison_to_json(compare_plans(old, new), sides_of(old, new))
    assert made == {
        "changes": [
            {
                "initiative": "i",
                "number": {"old": "1-(1)", "new": "1-(1)"},
                "kind": "item_lengthened",
                "target": "b",
                "field": "span",
                "before": {"row": "r", "start": "2026-04", "end": "2027-03"},
                "after": {"row": "s", "start": "2026-04", "end": "2027-06"},
                "words": "「決済機能の導入」を令和8年度から令和8年4月～令和9年6月に延長し、"
                "2行目に移動",
            }
        ]
    }
