"""Operations on several items of a schedule at once, and everything that pastes.

Each is one change and one undo. What gave way, was replaced or added stands in its label; what
was guessed or left out of a paste is told beforehand by `preview_paste`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence

from kitaplanner.domain import schedule_blocks as blocks
from kitaplanner.domain import schedule_paste
from kitaplanner.domain.change import Change
from kitaplanner.domain.clipboard_payload import ids_of_plan, settled_initiatives, settled_rows
from kitaplanner.domain.outline import (
    find_initiative,
    find_node,
    insert_initiative,
    inserted,
    map_initiative,
)
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.domain.plan import Initiative, Plan, ScheduleItem, ScheduleRow
from kitaplanner.domain.schedule_blocks import (
    BlockEdit,
)
from kitaplanner.domain.schedule_edit import find_item, given_way, with_rows
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document


def move_items(
    document: Document, initiative_id: str, item_ids: Iterable[str], months: int, rows: int
) -> Change | None:
    """Move items together by a number of months and rows; all of them or none."""
    ids = tuple(item_ids)
    period = document.snapshot.period
    what = _what(document, initiative_id, ids)
    return _commit(
        document,
        initiative_id,
        f"{what}の移動",
        lambda one: blocks.move_items(one, ids, months, rows, period),
    )


def split_item(document: Document, initiative_id: str, item_id: str, month: int) -> Change | None:
    """Cut an item in two at a month; both keep the text."""
    what = _what(document, initiative_id, (item_id,))
    return _commit(
        document,
        initiative_id,
        f"{what}を二つに分ける",
        lambda one: blocks.split_item(one, item_id, month),
    )


def join_items(document: Document, initiative_id: str, item_ids: Iterable[str]) -> Change | None:
    """Make one item of neighbours in a row."""
    ids = tuple(item_ids)
    what = _what(document, initiative_id, ids)
    return _commit(
        document,
        initiative_id,
        f"{what}を一本につなぐ",
        lambda one: dataclasses.replace(blocks.join_items(one, ids), replaced=()),
    )


def repeat_item(document: Document, initiative_id: str, item_id: str) -> Change | None:
    """Put copies of an item into each following free year of its row."""
    period = document.snapshot.period
    what = _what(document, initiative_id, (item_id,))
    return _commit(
        document,
        initiative_id,
        f"{what}を後の年度に繰り返す",
        lambda one: blocks.repeat_item(one, item_id, period),
    )


def fill_from_left(
    document: Document, initiative_id: str, row_id: str, month: int
) -> Change | None:
    """Copy the item to the left into an empty column."""
    period = document.snapshot.period
    return _commit(
        document,
        initiative_id,
        "左の矢印を写す",
        lambda one: blocks.fill_from_left(one, row_id, month, period),
    )


def preview_paste(
    plan: Plan,
    initiative_id: str,
    row_id: str,
    month: int,
    block: PastedBlock,
    *,
    merge_repeated: bool = True,
) -> BlockEdit:
    """Give what pasting a block would do; nothing is changed. Raise RefusedEdit as pasting would.

    Ids of new items and rows differ from those of the paste itself.
    """
    return schedule_paste.paste_block(
        find_initiative(plan, initiative_id),
        row_id,
        month,
        _accepted(block),
        plan.period,
        merge_repeated=merge_repeated,
    )


def paste_block(
    document: Document,
    initiative_id: str,
    row_id: str,
    month: int,
    block: PastedBlock,
    *,
    merge_repeated: bool = True,
) -> Change | None:
    """Make items of pasted cells, beginning at a row and a month."""
    plan = document.snapshot
    accepted = _accepted(block)
    return _commit(
        document,
        initiative_id,
        f"{_name(plan, initiative_id)}への表の貼り付け",
        lambda one: schedule_paste.paste_block(
            one, row_id, month, accepted, plan.period, merge_repeated=merge_repeated
        ),
    )


def paste_items(
    document: Document,
    initiative_id: str,
    row_id: str,
    month: int,
    rows: Sequence[ScheduleRow],
) -> Change | None:
    """Put copied items down so that the first of them begins at a row and a month."""
    plan = document.snapshot
    known = ids_of_plan(plan)
    count = sum(len(row.items) for row in rows)
    return _commit(
        document,
        initiative_id,
        f"{_name(plan, initiative_id)}に矢印{count}本を貼り付け",
        lambda one: schedule_paste.paste_items(one, row_id, month, rows, plan.period, known),
    )


def paste_rows(
    document: Document, initiative_id: str, index: int | None, rows: Sequence[ScheduleRow]
) -> Change | None:
    """Insert copied rows at the index (None appends); ids that the plan has are made anew.

    Refuse rows with items outside the plan's period.
    """
    plan = document.snapshot
    _refuse_outside(plan, [item for row in rows for item in row.items])
    fresh = settled_rows(rows, ids_of_plan(plan))

    def change(initiative: Initiative) -> BlockEdit:
        placed = list(initiative.schedule.rows)
        at = len(placed) if index is None else index
        for offset, row in enumerate(fresh):
            placed = list(inserted(placed, at + offset, row))
        return BlockEdit(with_rows(initiative, placed))

    label = f"{_name(plan, initiative_id)}に{len(fresh)}行を貼り付け"
    return _commit(document, initiative_id, label, change)


def paste_initiatives(
    document: Document,
    node_id: str,
    index: int | None,
    initiatives: Sequence[Initiative],
) -> Change | None:
    """Put copied initiatives under a node; those that the plan already has become copies."""
    plan = document.snapshot
    node = find_node(plan, node_id)
    if not initiatives:
        raise RefusedEdit("貼り付ける事業がありません。")
    at = len(node.initiatives) if index is None else index
    for offset, one in enumerate(settled_initiatives(initiatives, ids_of_plan(plan))):
        plan = insert_initiative(plan, node_id, at + offset, one)
    what = quoted(initiatives[0].name) if len(initiatives) == 1 else f"{len(initiatives)}件"
    return document.commit(f"事業{what}の貼り付け", plan)


def _refuse_outside(plan: Plan, items: Iterable[ScheduleItem]) -> None:
    for item in items:
        if not plan.period.contains(item.span):
            raise RefusedEdit(
                f"矢印{quoted(item.text)}が計画期間の外にあるため、行を貼り付けられません。"
            )


def _accepted(block: PastedBlock) -> PastedBlock:
    cells = tuple(
        dataclasses.replace(cell, text=accepted_text(cell.text, "文言")) for cell in block.cells
    )
    return dataclasses.replace(block, cells=cells)


def _commit(
    document: Document,
    initiative_id: str,
    label: str,
    edit: Callable[[Initiative], BlockEdit],
) -> Change | None:
    """Commit an edit of a block with all that it did to others in the label."""
    plan = document.snapshot
    before = find_initiative(plan, initiative_id)
    made = edit(before)
    changed = map_initiative(plan, initiative_id, lambda _: made.initiative)
    return document.commit(label + _consequences(before, made), changed)


def _consequences(before: Initiative, edit: BlockEdit) -> str:
    parts = []
    if edit.replaced:
        parts.append(f"{_some(edit.replaced)}を置き換え")
    parts += (f"隣の{one}" for one in given_way(before.schedule.items(), edit.pushed).words(_some))
    if edit.added_rows:
        parts.append(f"{edit.added_rows}行を追加")
    return f"（{'、'.join(parts)}）" if parts else ""


def _some(items: Sequence[ScheduleItem]) -> str:
    return quoted(items[0].text) if len(items) == 1 else f"{len(items)}本"


def _what(document: Document, initiative_id: str, item_ids: Sequence[str]) -> str:
    if len(item_ids) != 1:
        return f"矢印{len(item_ids)}本"
    initiative = find_initiative(document.snapshot, initiative_id)
    return f"矢印{quoted(find_item(initiative, item_ids[0])[1].text)}"


def _name(plan: Plan, initiative_id: str) -> str:
    return quoted(find_initiative(plan, initiative_id).name)
