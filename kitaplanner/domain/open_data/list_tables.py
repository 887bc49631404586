"""Tables of what the plan lists in one field: texts and departments, one a row.

Belongs here: columns that such tables share. A cell holds one datum (L1-07), so a list is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kitaplanner.domain.open_data.model import DataTable, Field, field, make_table
from kitaplanner.domain.open_data.places import InitiativePlace, ItemPlace
from kitaplanner.domain.plan import Plan


class OwnedText(NamedTuple):
    """One text of a list: whose, of which kind, the how-many-th of its kind."""

    owner: str
    kind: str
    order: int
    text: str


def text_fields(owner: Field[OwnedText], kind: Field[OwnedText]) -> tuple[Field[OwnedText], ...]:
    """Give the columns of a table of texts behind the one that says whose they are."""
    return (
        owner,
        kind,
        field("order", "順番", "integer", "同じ種類の中での順番", lambda one: one.order, "番目"),
        field("text", "文", "text", "文", lambda one: one.text),
    )


def owned_texts(owner: str, kind: str, texts: Iterable[str]) -> Iterator[OwnedText]:
    """Yield the texts of a list with their places; blank ones are none."""
    said = (text for text in texts if text.strip())
    for order, text in enumerate(said, start=1):
        yield OwnedText(owner, kind, order, text)


class DepartmentOf(NamedTuple):
    """A department that something names, at which place."""

    owner: str
    order: int
    name: str
    id: str | None


def initiative_department_table(plan: Plan, places: tuple[InitiativePlace, ...]) -> DataTable:
    """Give the departments of each initiative, one a row in printed order."""
    pairs = ((place.initiative.id, place.initiative.departments) for place in places)
    return make_table(
        "initiative_departments",
        "事業の担当課",
        "事業と担当課の組。1行が1つの課",
        _department_fields(
            field("initiative_id", "事業ID", "id", "事業の識別子", lambda one: one.owner)
        ),
        _departments(plan, tuple(pairs)),
    )


def item_department_table(plan: Plan, items: tuple[ItemPlace, ...]) -> DataTable:
    """Give the departments that an item is restricted to, one a row."""
    pairs = ((one.item.id, one.item.departments) for one in items)
    return make_table(
        "schedule_item_departments",
        "項目の担当課",
        "年度別実施計画の項目のうち、一部の課だけが行うものとその課。1行が1つの課",
        _department_fields(field("item_id", "項目ID", "id", "項目の識別子", lambda one: one.owner)),
        _departments(plan, tuple(pairs)),
    )


def _department_fields(owner: Field[DepartmentOf]) -> tuple[Field[DepartmentOf], ...]:
    return (
        owner,
        field("order", "順番", "integer", "紙面での順番", lambda one: one.order, "番目"),
        field(
            "department_id",
            "担当課ID",
            "id",
            "担当課の識別子。一覧にない課は空",
            lambda one: one.id,
        ),
        field("department_name", "課名", "text", "課などの名称", lambda one: one.name),
    )


def _departments(
    plan: Plan, pairs: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[DepartmentOf, ...]:
    known = {one.name: one.id for one in plan.departments}
    return tuple(
        DepartmentOf(owner, order, name, known.get(name))
        for owner, names in pairs
        for order, name in enumerate(names, start=1)
    )
