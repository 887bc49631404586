"""組織改正: departments renamed, merged or split at a month, and the plan that follows from it.

Belongs here: the reorganisation as a value and the pure change of a plan. The names go through
`department_names`; committing is in `operations.reorganisation`.

The old department stays in the master list with its last month, because papers of past years and
replies name it; those that come after it carry its name among their aliases.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.department_names import Successors, named_departments, with_successors
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Department, Initiative, Plan
from kitaplanner.errors import RefusedEdit

ReorganisationKind: TypeAlias = Literal["rename", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What happens to which departments, and when.

    `old` are names of the master list; `new` are names that may be in it already (a department
    that takes over others, or stays when a part is split off). `month` is the first month of the
    new order. `choices` gives, for a split, the successors of an initiative by its id; without an
    entry all of them succeed. `division` is the 部 of departments that are new.
    """

    kind: ReorganisationKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    month: int
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """An initiative that a reorganisation touches, with its departments before and after."""

    initiative: Initiative
    before: tuple[str, ...]
    after: tuple[str, ...]


def reorganised(plan: Plan, wish: Reorganisation) -> Plan:
    """Give the plan after a reorganisation; raise RefusedEdit for one that can't be."""
    _refuse_impossible(plan, wish)
    changed = {one.id: _follow(one, wish) for one in _touched_initiatives(plan, wish)}
    return dataclasses.replace(plan.with_initiatives(changed), departments=_master_list(plan, wish))


def touched_initiatives(plan: Plan, wish: Reorganisation) -> tuple[Touched, ...]:
    """Give the initiatives that a reorganisation touches in printed order."""
    return tuple(
        Touched(one, one.departments, _follow(one, wish).departments)
        for one in _touched_initiatives(plan, wish)
    )


def describe_month(month: int) -> str:
    """Say a month as offices do: 令和8年4月."""
    return describe_span(Span(month, month))


def _touched_initiatives(plan: Plan, wish: Reorganisation) -> Iterator[Initiative]:
    old = set(wish.old)
    for one in plan.initiatives():
        # Replies alone are no reason: they keep who gave them.
        without = dataclasses.replace(one, progress=())
        if not named_departments(without).isdisjoint(old):
            yield one


def _follow(initiative: Initiative, wish: Reorganisation) -> Initiative:
    chosen = wish.choices.get(initiative.id, wish.new)
    successors: Successors = dict.fromkeys(wish.old, chosen)
    return with_successors(initiative, successors)


def _master_list(plan: Plan, wish: Reorganisation) -> tuple[Department, ...]:
    known = {one.name for one in plan.departments}
    old = [one for one in plan.departments if one.name in wish.old]
    departments = []
    for one in plan.departments:
        if one.name in wish.new:
            one = _with_aliases(one, wish.old)
        elif one.name in wish.old:
            one = dataclasses.replace(one, valid_to=wish.month - 1)
        departments.append(one)
    division = old[0].division if wish.division is None else wish.division
    added = [
        _with_aliases(
            Department(new_id(), name, division=division, valid_from=wish.month), wish.old
        )
        for name in wish.new
        if name not in known
    ]
    place = max(index for index, one in enumerate(departments) if one.name in wish.old) + 1
    return (*departments[:place], *added, *departments[place:])


def _with_aliases(department: Department, names: tuple[str, ...]) -> Department:
    others = tuple(name for name in names if name != department.name)
    aliases = tuple(dict.fromkeys((*department.aliases, *others)))
    return dataclasses.replace(department, aliases=aliases)


def _refuse_impossible(plan: Plan, wish: Reorganisation) -> None:
    _refuse_numbers(wish)
    known = {one.name: one for one in plan.departments}
    for name in wish.old:
        if name not in known:
            raise RefusedEdit(f"「{name}」は担当課一覧にありません。一覧から選び直してください。")
        _refuse_invalid(known[name], wish.month)
    for name in wish.new:
        if name in known and name not in wish.old:
            _refuse_invalid(known[name], wish.month)
            if wish.kind == "rename":
                raise RefusedEdit(
                    f"「{name}」は、すでに担当課一覧にあります。課をまとめるときは「統合」を選んでください。"
                )
    if set(wish.old) == set(wish.new):
        raise RefusedEdit("改正の前と後が同じです。新しい課の名称を入力してください。")
    for chosen in wish.choices.values():
        if not chosen or not set(chosen) <= set(wish.new):
            raise RefusedEdit(
                "引き継ぐ課が決まっていない事業があります。事業ごとに1つ以上選んでください。"
            )


def _refuse_numbers(wish: Reorganisation) -> None:
    if not wish.old:
        raise RefusedEdit("改正する課が選ばれていません。一覧から選んでください。")
    if not wish.new:
        raise RefusedEdit("新しい課の名称が空です。名称を入力してください。")
    if len(set(wish.new)) < len(wish.new):
        raise RefusedEdit("新しい課の名称が重なっています。別の名称にしてください。")
    if wish.kind == "merge" and len(wish.old) < 2:
        raise RefusedEdit("統合する課を2つ以上選んでください。")
    if wish.kind == "split" and len(wish.new) < 2:
        raise RefusedEdit("分割後の課を2つ以上入力してください。")
    if wish.kind != "merge" and len(wish.old) > 1:
        raise RefusedEdit("改称と分割は、1つの課について行います。課を1つ選んでください。")
    if wish.kind != "split" and len(wish.new) > 1:
        raise RefusedEdit("改称と統合のあとの課は1つです。名称を1つ入力してください。")


def _refuse_invalid(department: Department, month: int) -> None:
    if department.valid_from is not None and month <= department.valid_from:
        raise RefusedEdit(
            f"「{department.name}」は{describe_month(department.valid_from)}にできた課です。"
            "それより後の月を選んでください。"
        )
    if department.valid_to is not None and department.valid_to < month - 1:
        raise RefusedEdit(
            f"「{department.name}」は{describe_month(department.valid_to)}で終わった課です。"
            "別の課を選んでください。"
        )
