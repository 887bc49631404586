"""What a change did, field by field: what was touched, its word, the value before and after.

Belongs here: reading row images for people. Does not belong here: the journal itself (`storage`)
and giving a value back (`operations.history`). A field without a value is said as empty text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.change import Change, RowImage
from kitaplanner.domain.history_fields import KIND_WORDS, Field, fields_in
from kitaplanner.domain.plan import Initiative, Plan

Side: TypeAlias = Literal["before", "after"]
_TABLE_WORDS = {
    "node": "見出し",
    "initiative": "事業",
    "schedule_row": "行",
    "schedule_item": "矢印",
    "indicator": "指標",
    "budget": "事業費",
    "progress": "進捗",
    "reference": "再掲",
    "term": "用語注",
}
# The column that says what a row is, where nothing else names it.
_NAMING = ("name", "text", "label", "word", "status")
_LENGTH_OF_NAME = 16


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that a change touched.

    `image` is the index of the row image in the change and `field` the name of the field;
    `field` is empty where the whole thing was added, removed or put elsewhere, which can't be
    given back by itself.
    """

    image: int
    field: str
    target: str
    word: str
    before: str
    after: str


def field_changes(
    change: Change, plan: Plan, initiative_id: str = "", row_id: str = ""
) -> tuple[FieldChange, ...]:
    """Give what a change did to an initiative, to one of its rows or items, or to a node.

    With `row_id` only the row of that id counts. `plan` is the present one: it names what is still
    there. A part that is gone counts for the initiative where the change touched no other.
    """
    scope = _Scope(plan, change, initiative_id)
    return tuple(
        found
        for index, image in enumerate(change.images)
        if (image.id == row_id if row_id else scope.holds(image))
        for found in _of_image(index, image, scope)
    )


def stored_value(image: RowImage, field: str, side: Side) -> Any:
    """Give the value of a field on one side of an image; raise KeyError where it has none."""
    cells = image.before if side == "before" else image.after
    if cells is not None and image.before is not None and image.after is not None:
        for one in fields_in(image.table, cells):
            if one.name == field:
                return one.read(tuple(cells[name] for name in one.columns))
    raise KeyError(field)


class _Scope:
    """The initiative that is asked about, and the names of what is in the plan."""

    def __init__(self, plan: Plan, change: Change, initiative_id: str) -> None:
        self.plan = plan
        self._initiative_id = initiative_id
        self._is_alone = change.initiatives == {initiative_id}
        self._own: dict[str, object] = {}
        initiative = plan.initiative(initiative_id)
        if initiative is not None:
            self._own = dict(_parts(initiative))
        self._rows = {
            image.id: _column(image, "initiative_id")
            for image in change.images
            if image.table == "schedule_row"
        }

    def holds(self, image: RowImage) -> bool:
        """Say whether an image is about the initiative."""
        if image.table in ("initiative", "node"):
            return image.id == self._initiative_id
        if image.table not in _TABLE_WORDS:
            return False
        row_id = _column(image, "row_id")
        owner = _column(image, "initiative_id") or self._rows.get(row_id)
        if owner is not None:
            return bool(owner == self._initiative_id)
        return image.id in self._own or row_id in self._own or self._is_alone

    def target(self, image: RowImage) -> str:
        """Name what an image is about: 矢印「導入検討」."""
        if image.table == "schedule_row" and image.id in self._own:
            return f"{self._own[image.id]}行目"
        name = self._own.get(image.id) or next(
            (text for column in _NAMING if (text := _column(image, column))), ""
        )
        line = str(name).replace("\n", " ")
        if len(line) > _LENGTH_OF_NAME:
            line = line[: _LENGTH_OF_NAME - 1] + "…"
        kind = _TABLE_WORDS[image.table]
        if image.table == "schedule_item":
            kind = KIND_WORDS.get(str(_column(image, "kind")), kind)
        return f"{kind}「{line}」" if line else kind

    def place(self, column: str, row_id: object) -> str:
        """Name where a thing stood: the heading of an initiative, the row of an item."""
        if column == "row_id":
            return f"{self._own[str(row_id)]}行目" if row_id in self._own else "今はない行"
        node = self.plan.node(str(row_id))
        return "今はない見出し" if node is None else node.name


def _parts(initiative: Initiative) -> Iterator[tuple[str, object]]:
    """Yield what an initiative holds by id: a row with its number, the others with their name."""
    yield initiative.id, initiative.name
    for number, row in enumerate(initiative.schedule.rows, 1):
        yield row.id, number
        for item in row.items:
            yield item.id, item.text
    for indicator in initiative.indicators:
        yield indicator.id, indicator.name
    for term in initiative.terms:
        yield term.id, term.word
    for budget in initiative.budgets:
        yield budget.id, budget.label
    for progress in initiative.progress:
        yield progress.id, progress.status
    for reference in initiative.references:
        yield reference.id, reference.text


def _of_image(index: int, image: RowImage, scope: _Scope) -> Iterator[FieldChange]:
    before, after = image.before, image.after
    target = scope.target(image)
    if before is None or after is None:
        said = "、".join(_facts(image))
        word = "追加" if before is None else "削除"
        yield FieldChange(index, "", target, word, said if before else "", said if after else "")
        return
    for column, word in (("node_id", "置き場所"), ("parent_id", "置き場所"), ("row_id", "行")):
        if column in after:
            old, new = (scope.place(column, side[column]) for side in (before, after))
            yield FieldChange(index, "", target, word, old, new)
    for field in fields_in(image.table, after):
        yield FieldChange(
            index, field.name, target, field.word, _said(field, before), _said(field, after)
        )


def _facts(image: RowImage) -> Iterator[str]:
    """Yield what a whole row held, where it says more than its name."""
    row = image.after if image.before is None else image.before
    if row is not None and image.table == "schedule_item":
        for field in fields_in(image.table, row):
            if field.name in ("text", "span"):
                yield _said(field, row)


def _said(field: Field, cells: Any) -> str:
    return field.say(tuple(cells[name] for name in field.columns))


def _column(image: RowImage, name: str) -> Any:
    for side in (image.before, image.after):
        if side is not None and side.get(name):
            return side[name]
    return None
