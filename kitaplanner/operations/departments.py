"""Operations on the master list of departments: add, change, move, duplicate, remove.

Initiatives, rows and items refer to departments by name: a new name is carried through the whole
plan in the same change.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.department_names import named_departments, renamed
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.outline import inserted
from kitaplanner.domain.plan import Department, Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, accepted_value, quoted
from kitaplanner.storage.document import Document

DepartmentField: TypeAlias = Literal[
    "name", "collective", "division", "valid_from", "valid_to", "aliases"
]
_FIELD_WORDS: dict[str, str] = {
    "name": "名称",
    "collective": "総称の区分",
    "division": "部",
    "valid_from": "有効期間の開始",
    "valid_to": "有効期間の終了",
    "aliases": "別名",
}


def add_department(
    document: Document, name: str, *, collective: bool = False, index: int | None = None
) -> Change | None:
    """Add a department (or a collective word) to the master list."""
    plan = document.snapshot
    accepted = accepted_department_name(plan, name)
    department = Department(new_id(), accepted, collective)
    departments = inserted(plan.departments, index, department)
    return document.commit(
        f"担当課{quoted(accepted)}の追加", dataclasses.replace(plan, departments=departments)
    )


def change_department(
    document: Document, department_id: str, field: DepartmentField, value: Any
) -> Change | None:
    """Set one field of a department; a new name goes to every place that refers to it."""
    plan = document.snapshot
    old = _find(plan, department_id)
    accepted = accepted_value(value, f"担当課の{_FIELD_WORDS[field]}")
    if field == "name" and accepted != old.name:
        accepted = accepted_department_name(plan, accepted)
        plan = renamed(plan, {old.name: accepted})
    departments = tuple(
        dataclasses.replace(one, **{field: accepted}) if one.id == department_id else one
        for one in plan.departments
    )
    return document.commit(
        f"担当課{quoted(old.name)}の{_FIELD_WORDS[field]}を変更",
        dataclasses.replace(plan, departments=departments),
    )


def move_department(document: Document, department_id: str, index: int) -> Change | None:
    """Move a department in the master list; `index` counts without it."""
    plan = document.snapshot
    department = _find(plan, department_id)
    rest = tuple(one for one in plan.departments if one.id != department_id)
    return document.commit(
        f"担当課{quoted(department.name)}の並べ替え",
        dataclasses.replace(plan, departments=inserted(rest, index, department)),
    )


def duplicate_department(document: Document, department_id: str, name: str) -> Change | None:
    """Add a department with the facts of another under a new name."""
    plan = document.snapshot
    department = _find(plan, department_id)
    copy = dataclasses.replace(department, id=new_id(), name=accepted_department_name(plan, name))
    index = plan.departments.index(department) + 1
    return document.commit(
        f"担当課{quoted(department.name)}の複製",
        dataclasses.replace(plan, departments=inserted(plan.departments, index, copy)),
    )


def remove_department(document: Document, department_id: str) -> Change | None:
    """Remove a department that nothing refers to any more."""
    plan = document.snapshot
    department = _find(plan, department_id)
    used = [one for one in plan.initiatives() if department.name in named_departments(one)]
    if used:
        raise RefusedEdit(
            f"担当課{quoted(department.name)}は{len(used)}事業で使われています"
            f"（{quoted(used[0].name)}など）。先に事業の担当課を変更してください。"
        )
    departments = tuple(one for one in plan.departments if one.id != department_id)
    return document.commit(
        f"担当課{quoted(department.name)}の削除",
        dataclasses.replace(plan, departments=departments),
    )


def _find(plan: Plan, department_id: str) -> Department:
    for department in plan.departments:
        if department.id == department_id:
            return department
    raise RefusedEdit("その担当課は、もう一覧の中にありません。画面を開き直してください。")


def accepted_department_name(plan: Plan, name: str) -> str:
    """Give a name as it is stored; refuse one that is empty, not one name, or in the list."""
    accepted = accepted_text(name, "担当課の名称").strip()
    if not accepted:
        raise RefusedEdit("担当課の名称が空です。名称を入力してください。")
    if "\n" in accepted or "、" in accepted:
        raise RefusedEdit(
            f"担当課の名称{quoted(accepted)}に、改行や「、」は使えません。"
            "いくつもの課は、1つずつ登録してください。"
        )
    if any(one.name == accepted for one in plan.departments):
        raise RefusedEdit(f"担当課{quoted(accepted)}は、すでに一覧にあります。")
    return accepted
