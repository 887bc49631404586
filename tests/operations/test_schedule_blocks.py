"""Operations on blocks: one change and one undo each, with all that happened in the label."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from kitaplanner.domain.calendar import first_month, year_span
from kitaplanner.domain.change import Change
from kitaplanner.domain.clipboard_payload import ids_of_plan, payload_of_items, payload_of_rows
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell, block_of
from kitaplanner.domain.plan import Initiative, Reference, ScheduleRow
from kitaplanner.domain.plan_json import dump_plan, load_plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations import schedule_blocks as blocks
from kitaplanner.operations.schedule_items import add_item, remove_items
from kitaplanner.operations.schedule_rows import add_row, move_row
from kitaplanner.paths import resource_path
from kitaplanner.storage.document import Document
from tests.helpers.plans import initiative_of, years_item

FIRST = "kita-i-01"  # 電子申請の推進: R7, R8, R9, R10-11 in its first row
SECOND = "kita-i-02"


def initiative(document: Document, initiative_id: str = FIRST) -> Initiative:
    found = document.snapshot.initiative(initiative_id)
    assert found is not None
    return found


def rows(document: Document) -> tuple[ScheduleRow, ...]:
    return initiative(document).schedule.rows


def undone(document: Document, change: Change | None) -> str:
    """Take the one change back, see that all is as before, and give its label."""
    assert change is not None
    after = document.snapshot
    document.undo()
    document.redo()
    assert document.snapshot == after
    document.undo()
    return change.label


def test_moving_several_is_one_undo(document: Document) -> None:
    before = document.snapshot
    ids = [item.id for item in rows(document)[0].items[:2]]
    change = blocks.move_items(document, FIRST, ids, 0, 1)
    assert [item.id for item in rows(document)[1].items][:2] == ids
    label = undone(document, change)
    assert label.startswith("矢印2本の移動（隣の")
    assert document.snapshot == before
    assert blocks.move_items(document, FIRST, ids, 0, 0) is None


def test_a_neighbour_that_moving_shortens_is_named_as_shortened(document: Document) -> None:
    first, second, third, last = rows(document)[0].items
    change = blocks.move_items(document, FIRST, (first.id, second.id, third.id), 12, 0)
    assert change is not None
    assert change.label == "矢印3本の移動（隣の「電子申請100%を維持」を縮める）"
    assert rows(document)[0].items[-1].span == year_span(2029)
    document.undo()
    assert rows(document)[0].items == (first, second, third, last)


def test_splitting_and_joining(document: Document) -> None:
    before = document.snapshot
    last = rows(document)[0].items[3]
    change = blocks.split_item(document, FIRST, last.id, first_month(2029))
    assert [item.span for item in rows(document)[0].items[3:]] == [year_span(2028), year_span(2029)]
    assert "を二つに分ける" in undone(document, change)
    assert document.snapshot == before
    ids = [item.id for item in rows(document)[0].items[1:3]]
    change = blocks.join_items(document, FIRST, ids)
    joined = rows(document)[0].items[1]
    assert (joined.id, joined.span) == (ids[0], year_span(2026, 2027))
    assert undone(document, change) == "矢印2本を一本につなぐ"


def test_repeating_and_filling(document: Document) -> None:
    add_row(document, FIRST, 0)
    row = rows(document)[0].id
    add_item(document, FIRST, row, year_span(2025), "募集", "box")
    change = blocks.repeat_item(document, FIRST, rows(document)[0].items[0].id)
    assert [item.text for item in rows(document)[0].items] == ["募集"] * 5
    assert undone(document, change) == "矢印「募集」を後の年度に繰り返す"
    change = blocks.fill_from_left(document, FIRST, row, first_month(2027))
    assert [item.span for item in rows(document)[0].items] == [year_span(2025), year_span(2027)]
    assert undone(document, change) == "左の矢印を写す"


def test_a_paste_says_what_it_did_to_others(document: Document) -> None:
    before = document.snapshot
    row = rows(document)[2]
    cells = tuple(PastedCell(index, 0, f"作業{index}") for index in range(3))
    block = block_of(cells)
    preview = blocks.preview_paste(document.snapshot, FIRST, row.id, first_month(2025), block)
    assert document.snapshot is before
    assert preview.added_rows == 2
    change = blocks.paste_block(document, FIRST, row.id, first_month(2025), block)
    assert len(rows(document)) == len(initiative(document).schedule.rows) == 5
    label = undone(document, change)
    assert label.startswith("「電子申請の推進」への表の貼り付け（")
    assert label.endswith("2行を追加）")
    assert document.snapshot == before


def test_a_paste_with_a_forbidden_character_is_refused_whole(document: Document) -> None:
    before = document.snapshot
    block = PastedBlock((PastedCell(0, 0, "検討"), PastedCell(0, 1, "a\0")), 1, 2)
    with pytest.raises(RefusedEdit, match=r"U\+0000"):
        blocks.paste_block(document, FIRST, rows(document)[0].id, first_month(2025), block)
    assert document.snapshot is before


def test_own_items_and_rows_paste_into_another_initiative(document: Document) -> None:
    source = initiative(document)
    items = payload_of_items(source, [item.id for item in source.schedule.rows[0].items[:2]])
    target = initiative(document, SECOND).schedule.rows[0]
    change = blocks.paste_items(document, SECOND, target.id, first_month(2025), items.rows)
    assert change is not None
    assert change.initiatives == {SECOND}
    texts = [item.text for item in initiative(document, SECOND).schedule.rows[0].items]
    assert texts[:2] == [item.text for item in source.schedule.rows[0].items[:2]]
    undone(document, change)
    payload = payload_of_rows(source, [row.id for row in source.schedule.rows[:2]])
    change = blocks.paste_rows(document, SECOND, 0, payload.rows)
    pasted = initiative(document, SECOND).schedule.rows[:2]
    assert [len(row.items) for row in pasted] == [len(row.items) for row in payload.rows]
    assert not {row.id for row in pasted} & {row.id for row in payload.rows}
    assert undone(document, change).endswith("に2行を貼り付け")


def test_rows_from_a_plan_of_other_years_are_refused_by_name(document: Document) -> None:
    far = initiative_of((years_item("x", 2031, 2032, "調査"),)).schedule.rows
    with pytest.raises(RefusedEdit, match="矢印「調査」が計画期間の外"):
        blocks.paste_rows(document, FIRST, None, far)


def test_initiatives_from_elsewhere_keep_their_ids_and_those_from_here_do_not(
    document: Document,
) -> None:
    before = document.snapshot
    node = document.snapshot.path_to(FIRST)[-1]
    stranger = initiative_of(
        (years_item("x", 2025, 2025, "調査"),),
        id="stranger",
        references=(Reference("ref", "電子申請", target=FIRST),),
    )
    own = initiative(document)
    change = blocks.paste_initiatives(document, node.id, 1, (own, stranger))
    copy, kept = document.snapshot.path_to("stranger")[-1].initiatives[1:3]
    assert kept.id == "stranger"
    assert kept.references[0].target == copy.id  # the one that was pasted with it
    assert copy.id != FIRST
    assert copy.name == own.name
    known = {own.id, *(row.id for row in own.schedule.rows)}
    assert not known & {copy.id, *(row.id for row in copy.schedule.rows)}
    assert undone(document, change) == "事業2件の貼り付け"
    assert document.snapshot == before
    with pytest.raises(RefusedEdit, match="ありません"):
        blocks.paste_initiatives(document, node.id, None, ())


def test_cutting_and_pasting_keeps_the_ids(document: Document) -> None:
    item = rows(document)[0].items[0]
    payload = payload_of_items(initiative(document), [item.id])
    document.commit(
        "切り取り",
        document.snapshot.with_initiatives(
            {FIRST: dataclasses.replace(initiative(document), schedule=initiative_of(()).schedule)}
        ),
    )
    blocks.paste_items(document, FIRST, "r0", first_month(2026), payload.rows)
    assert rows(document)[0].items[0].id == item.id


def test_reordering_rows_changes_no_dates(document: Document) -> None:
    before = {item.id: item.span for item in initiative(document).schedule.items()}
    move_row(document, FIRST, rows(document)[0].id, 2)
    assert {item.id: item.span for item in initiative(document).schedule.items()} == before


# --- many edits ---------------------------------------------------------------------------------

Edit = Callable[[Document, Random], Change | None]


def _somewhere(document: Document, random: Random) -> tuple[Initiative, ScheduleRow, int]:
    scheduled = [one for one in document.snapshot.initiatives() if any(one.schedule.items())]
    found = random.choice(scheduled[:6])  # often enough the same ones, so that rows empty
    month = document.snapshot.period.span.start + random.randrange(60)
    return found, random.choice(found.schedule.rows), month


def _some_ids(found: Initiative, random: Random) -> list[str]:
    ids = [item.id for item in found.schedule.items()]
    return random.sample(ids, random.randint(1, min(3, len(ids))))


def _move(document: Document, random: Random) -> Change | None:
    found, _, _ = _somewhere(document, random)
    ids = _some_ids(found, random)
    months = random.choice((-12, -3, 0, 1, 12))
    return blocks.move_items(document, found.id, ids, months, random.choice((-1, 0, 1)))


def _split(document: Document, random: Random) -> Change | None:
    found, _, month = _somewhere(document, random)
    return blocks.split_item(document, found.id, _some_ids(found, random)[0], month)


def _join(document: Document, random: Random) -> Change | None:
    found, row, _ = _somewhere(document, random)
    return blocks.join_items(document, found.id, [item.id for item in row.items[:2]])


def _repeat(document: Document, random: Random) -> Change | None:
    found, _, _ = _somewhere(document, random)
    return blocks.repeat_item(document, found.id, _some_ids(found, random)[0])


def _fill(document: Document, random: Random) -> Change | None:
    found, row, month = _somewhere(document, random)
    return blocks.fill_from_left(document, found.id, row.id, month)


def _paste_block(document: Document, random: Random) -> Change | None:
    found, row, month = _somewhere(document, random)
    cells = tuple(
        PastedCell(index, column, random.choice(("検討", "運用", "改修\n試行")))
        for index in range(3)
        for column in range(4)
        if random.random() < 0.5
    )
    return blocks.paste_block(document, found.id, row.id, month, block_of(cells))


def _paste_items(document: Document, random: Random) -> Change | None:
    found, row, month = _somewhere(document, random)
    payload = payload_of_items(found, _some_ids(found, random))
    return blocks.paste_items(document, found.id, row.id, month, payload.rows)


def _paste_rows(document: Document, random: Random) -> Change | None:
    found, row, _ = _somewhere(document, random)
    return blocks.paste_rows(document, found.id, random.randrange(4), (row, row))


def _paste_initiatives(document: Document, random: Random) -> Change | None:
    found, _, _ = _somewhere(document, random)
    node = random.choice(list(document.snapshot.nodes()))
    return blocks.paste_initiatives(document, node.id, 0, (found,))


def _remove(document: Document, random: Random) -> Change | None:
    """Make room: the sample's rows are full."""
    found, row, _ = _somewhere(document, random)
    return remove_items(document, found.id, [item.id for item in row.items[1:]])


EDITS: tuple[Edit, ...] = (
    _remove,
    _move,
    _split,
    _join,
    _repeat,
    _fill,
    _paste_block,
    _paste_items,
    _paste_rows,
    _paste_initiatives,
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_block_edits_keep_the_invariants_and_undo_returns(tmp_path: Path, seed: int) -> None:
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    document = Document.create(tmp_path / "doc.db", plan, "担当")
    random = Random(seed)
    done = dict.fromkeys(EDITS, 0)
    for _ in range(250):
        edit = random.choice(EDITS)
        before = document.snapshot
        try:
            done[edit] += edit(document, random) is not None
        except RefusedEdit:
            assert document.snapshot is before
    assert all(done.values()), done
    edited = document.snapshot
    assert load_plan(dump_plan(edited)) == edited  # unique ids, nothing overlaps
    assert len(ids_of_plan(edited)) > len(ids_of_plan(plan))
    for one in edited.initiatives():
        for row in one.schedule.rows:
            assert all(left.end < right.start for left, right in pairwise(row.items))
            assert all(edited.period.contains(item.span) for item in row.items)
    for _ in range(sum(done.values())):
        assert document.undo() is not None
    assert document.undo() is None
    assert document.snapshot == plan
    document.close()
