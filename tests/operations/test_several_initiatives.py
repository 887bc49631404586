"""Several initiatives at once: moved, duplicated and removed in one edit, whatever was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.initiatives import (
    duplicate_initiatives,
    move_initiatives,
    remove_initiatives,
)
from kitaplanner.storage.document import Document
from tests.helpers.plans import plan_of

IDS = [f"i{number}" for number in range(6)]
NODES = ["g", "h"]


def _plan() -> Plan:
    initiatives = [Initiative(id=one, name=f"事業{number}") for number, one in enumerate(IDS)]
    groups = (
        Node("g", "施策", "一", initiatives=tuple(initiatives[:4])),
        Node("h", "施策", "二", initiatives=tuple(initiatives[4:])),
    )
    block = Node("b", "丸数字", "窓口", children=groups)
    return plan_of(outline=(Node("p", "基本方針", "区民サービス", children=(block,)),))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """A document that every example gives back as it was, by undo."""
    path: Path = tmp_path_factory.mktemp("several") / "doc.db"
    document = Document.create(path, _plan(), "担当")
    yield document
    document.close()


def order(document: Document) -> dict[str, list[str]]:
    return {
        node.id: [one.id for one in node.initiatives]
        for node in document.snapshot.nodes()
        if node.id in NODES
    }


chosen_ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=8)
light = settings(max_examples=40, deadline=None)


@light
@given(ids=chosen_ids, node=st.sampled_from(NODES), index=st.none() | st.integers(-1, 8))
def test_moved_together_in_printed_order(
    shared: Document, ids: list[str], node: str, index: int | None
) -> None:
    before, plan = order(shared), shared.snapshot
    change = move_initiatives(shared, ids, node, index)
    after = order(shared)
    moved = [one for one in IDS if one in ids]
    rest = {name: [one for one in found if one not in ids] for name, found in before.items()}
    place = len(rest[node]) if index is None else min(max(index, 0), len(rest[node]))
    expected = {**rest, node: [*rest[node][:place], *moved, *rest[node][place:]]}
    assert after == expected
    assert (change is None) == (after == before)
    if change is not None:
        shared.undo()
    assert shared.snapshot == plan


@light
@given(ids=chosen_ids)
def test_each_copy_stands_behind_its_original(shared: Document, ids: list[str]) -> None:
    before, plan = order(shared), shared.snapshot
    assert duplicate_initiatives(shared, ids) is not None
    after = [one for found in order(shared).values() for one in found]
    assert [one for one in after if one in IDS] == IDS
    names = [one.name for one in shared.snapshot.initiatives()]
    wanted = []
    for number, one in enumerate(IDS):
        wanted.append(f"事業{number}")
        if one in ids:
            wanted.append(f"事業{number}（写し）")
    assert names == wanted
    assert max(Counter(after).values()) == 1
    shared.undo()
    assert shared.snapshot == plan
    assert order(shared) == before


@light
@given(ids=chosen_ids)
def test_removed_in_one_edit(shared: Document, ids: list[str]) -> None:
    plan = shared.snapshot
    change = remove_initiatives(shared, ids)
    assert change is not None
    assert [one.id for one in shared.snapshot.initiatives()] == [
        one for one in IDS if one not in ids
    ]
    count = len(set(ids))
    assert change.label == (
        f"事業{count}件の削除" if count > 1 else f"事業「事業{ids[0][1]}」の削除"
    )
    shared.undo()
    assert shared.snapshot == plan


def test_nothing_chosen_changes_nothing_and_what_is_gone_is_refused(shared: Document) -> None:
    plan = shared.snapshot
    assert move_initiatives(shared, (), "g") is None
    assert duplicate_initiatives(shared, ()) is None
    assert remove_initiatives(shared, ()) is None
    for operation in (duplicate_initiatives, remove_initiatives):
        with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
            operation(shared, ["i0", "gone"])
    with pytest.raises(RefusedEdit, match="もう計画の中にありません"):
        move_initiatives(shared, ["i0"], "nowhere")
    assert shared.snapshot is plan
