"""Random edits: any operation on any part of a plan, as hands would do them in a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import TypeVar

from kitaplanner.domain.calendar import Period, Span
from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import ITEM_KINDS, Initiative, Node, Plan, ScheduleRow, Started
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations import (
    departments,
    initiatives,
    nodes,
    plan_settings,
    schedule_items,
    schedule_rows,
)
from kitaplanner.storage.document import Document

T = TypeVar("T")
TEXTS = ("電子申請の運用", "検討\n（庁内）", "※令和6年度導入", "", "𠮷田", "=1+1", "長い文言" * 20)


class Hand:
    """A hand that edits a document at random; `refused` counts what was not allowed."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document = document
        self.random = Random(seed)
        self.refused = 0

    @property
    def plan(self) -> Plan:
        return self.document.snapshot

    def edit(self) -> Change | None:
        """Do one edit; None where it was refused or changed nothing."""
        action = self.random.choice(EDITS)
        try:
            return action(self)
        except RefusedEdit:
            self.refused += 1
            return None

    def initiative(self) -> Initiative:
        return self._one_of(self.plan.initiatives())

    def node(self) -> Node:
        return self._one_of(self.plan.nodes())

    def row(self, initiative: Initiative) -> ScheduleRow:
        return self._one_of(initiative.schedule.rows)

    def item(self) -> tuple[Initiative, str]:
        initiative = self.initiative()
        return initiative, self._one_of(initiative.schedule.items()).id

    def department(self) -> str:
        return self._one_of(self.plan.departments).id

    def text(self) -> str:
        return self.random.choice(TEXTS) + str(self.random.randrange(10_000))

    def index(self) -> int:
        return self.random.randrange(6)

    def span(self) -> Span:
        limits = self.plan.period.span
        unit = self.random.choice((1, 3, 12))
        units = limits.length // unit
        first = self.random.randrange(units)
        last = self.random.randrange(first, units)
        return Span(limits.start + first * unit, limits.start + (last + 1) * unit - 1)

    def _one_of(self, things: Iterable[T]) -> T:
        found = list(things)
        if not found:
            raise RefusedEdit("ありません。")
        return self.random.choice(found)


Edit = Callable[[Hand], Change | None]


def _field(hand: Hand) -> Change | None:
    initiative, item = hand.item()
    values: dict[schedule_items.ItemField, object] = {
        "kind": hand.random.choice(ITEM_KINDS),
        "text": hand.text(),
        "note": hand.text(),
        "opens_before": hand.random.random() < 0.5,
        "started": hand.random.choice((None, Started(2024, "導入"), Started(2019, "改修"))),
    }
    field, value = hand.random.choice(list(values.items()))
    return schedule_items.change_item(hand.document, initiative.id, item, field, value)


def _resize(hand: Hand) -> Change | None:
    initiative, item = hand.item()
    return schedule_items.resize_item(hand.document, initiative.id, item, hand.span())


def _move_item(hand: Hand) -> Change | None:
    initiative, item = hand.item()
    row = hand.row(initiative)
    return schedule_items.move_item(hand.document, initiative.id, item, row.id, hand.span().start)


def _duplicate_item(hand: Hand) -> Change | None:
    initiative, item = hand.item()
    row = hand.row(initiative)
    return schedule_items.duplicate_item(
        hand.document, initiative.id, item, row.id, hand.span().start
    )


def _remove_items(hand: Hand) -> Change | None:
    initiative, item = hand.item()
    return schedule_items.remove_items(hand.document, initiative.id, [item])


def _add_item(hand: Hand) -> Change | None:
    initiative = hand.initiative()
    row = hand.row(initiative)
    return schedule_items.add_item(hand.document, initiative.id, row.id, hand.span(), hand.text())


def _add_row(hand: Hand) -> Change | None:
    return schedule_rows.add_row(hand.document, hand.initiative().id, hand.index())


def _row_edit(hand: Hand) -> Change | None:
    initiative = hand.initiative()
    row = hand.row(initiative)
    kind = hand.random.randrange(4)
    if kind == 0:
        return schedule_rows.move_row(hand.document, initiative.id, row.id, hand.index())
    if kind == 1:
        return schedule_rows.duplicate_row(hand.document, initiative.id, row.id)
    if kind == 2:
        return schedule_rows.remove_row(hand.document, initiative.id, row.id)
    return schedule_rows.change_row(hand.document, initiative.id, row.id, "label", hand.text())


def _initiative_edit(hand: Hand) -> Change | None:
    initiative = hand.initiative()
    kind = hand.random.randrange(6)
    if kind == 0:
        return initiatives.duplicate_initiative(hand.document, initiative.id)
    if kind == 1:
        return initiatives.move_initiative(
            hand.document, initiative.id, hand.node().id, hand.index()
        )
    if kind == 2:
        return initiatives.change_divisions(
            hand.document, initiative.id, hand.random.choice((1, 2, 3, 4, 12))
        )
    if kind == 3:
        return initiatives.change_initiative(
            hand.document, initiative.id, "departments", ("DX推進担当課", hand.text())
        )
    fields: tuple[initiatives.InitiativeField, ...] = ("name", "summary")
    field = hand.random.choice(fields)
    return initiatives.change_initiative(hand.document, initiative.id, field, hand.text())


def _add_or_remove_initiative(hand: Hand) -> Change | None:
    if hand.random.random() < 0.6:
        return initiatives.add_initiative(hand.document, hand.node().id, hand.text(), hand.index())
    return initiatives.remove_initiative(hand.document, hand.initiative().id)


def _node_edit(hand: Hand) -> Change | None:
    node = hand.node()
    kind = hand.random.randrange(8)
    if kind == 0:
        return nodes.add_node(hand.document, node.id, hand.text(), hand.index())
    if kind == 1:
        return nodes.move_node(hand.document, node.id, hand.node().id, hand.index())
    if kind == 2 and not node.children:
        return nodes.duplicate_node(hand.document, node.id)
    if kind == 3 and not node.children:
        return nodes.remove_node(hand.document, node.id)
    if kind == 4:
        return nodes.change_node(hand.document, node.id, "bullets", (hand.text(), hand.text()))
    return nodes.change_node(hand.document, node.id, "name", hand.text())


def _department_edit(hand: Hand) -> Change | None:
    kind = hand.random.randrange(5)
    if kind == 0:
        return departments.add_department(hand.document, hand.text(), index=hand.index())
    if kind == 1:
        return departments.move_department(hand.document, hand.department(), hand.index())
    if kind == 2:
        return departments.remove_department(hand.document, hand.department())
    if kind == 3:
        return departments.duplicate_department(hand.document, hand.department(), hand.text())
    return departments.change_department(hand.document, hand.department(), "name", hand.text())


def _plan_edit(hand: Hand) -> Change | None:
    kind = hand.random.randrange(3)
    if kind == 0:
        return plan_settings.change_plan(hand.document, "title", hand.text())
    if kind == 1:
        first = hand.random.randrange(2023, 2027)
        return plan_settings.change_period(
            hand.document, Period(first, first + hand.random.randrange(3, 7))
        )
    return plan_settings.change_settings(hand.document, "duplex", hand.random.random() < 0.5)


# Schedules are edited most, the outline and the settings seldom.
EDITS: tuple[Edit, ...] = (
    *(_field, _resize, _move_item, _add_item) * 3,
    _duplicate_item,
    _remove_items,
    _add_row,
    _row_edit,
    _row_edit,
    _initiative_edit,
    _initiative_edit,
    _add_or_remove_initiative,
    _node_edit,
    _department_edit,
    _plan_edit,
)
