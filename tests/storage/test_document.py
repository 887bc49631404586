"""The working copy: what goes in comes out, every edit can be taken back, nothing is lost."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import Connection, event

from kitaplanner.domain.change import Change, RowImage
from kitaplanner.domain.plan import Budget, Plan, Term
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import DocumentUnreadable, EnvironmentProblem, RefusedEdit
from kitaplanner.paths import resource_path
from kitaplanner.storage import recent_states
from kitaplanner.storage.digest import plan_digest
from kitaplanner.storage.document import Document
from tests.storage.edits import random_edit
from tests.strategies import plans

SOME = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.fixture
def document(tmp_path: Path, kita: Plan) -> Iterator[Document]:
    document = Document.create(tmp_path / "doc.db", kita, "企画課")
    yield document
    document.close()


def stored(document: Document) -> Plan:
    """Give the plan as another opening of the file sees it."""
    document.close()
    again = Document.open(document.path, document.who)
    try:
        return again.snapshot
    finally:
        again.close()


@SOME
@given(plan=plans())
def test_a_plan_comes_back_as_it_was(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("d") / "doc.db"
    with contextlib.closing(Document.create(path, plan, "")) as document:
        assert document.snapshot == plan
        assert document.digest() == plan_digest(plan)


@SOME
@given(plan=plans(), other=plans())
def test_one_plan_becomes_any_other_and_back(
    plan: Plan, other: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("d") / "doc.db"
    with contextlib.closing(Document.create(path, plan, "")) as document:
        change = document.commit("入れ替え", other)
        assume(change is not None)
        assert change is not None
        assert change.images
        assert document.digest() == plan_digest(other)
        document.undo()
        assert document.snapshot == plan
        document.redo()
        assert document.snapshot == other
        assert stored(document) == other


def test_an_edit_that_changes_nothing_leaves_no_entry(document: Document, kita: Plan) -> None:
    same = load_plan(resource_path("samples", "kita.json").read_bytes())
    assert document.commit("何もしない", same) is None
    assert document.history() == ()
    assert not document.can_undo


def test_an_edit_of_one_item_touches_its_initiative_alone(document: Document, kita: Plan) -> None:
    initiative = next(one for one in kita.initiatives() if any(one.schedule.items()))
    row = next(row for row in initiative.schedule.rows if row.items)
    item = dataclasses.replace(row.items[0], text="要件の整理")
    changed_row = dataclasses.replace(row, items=(item, *row.items[1:]))
    rows = tuple(changed_row if one is row else one for one in initiative.schedule.rows)
    schedule = dataclasses.replace(initiative.schedule, rows=rows)
    changed = dataclasses.replace(initiative, schedule=schedule)
    change = document.commit("文言の変更", kita.with_initiatives({initiative.id: changed}))

    assert change is not None
    assert [(image.table, image.id) for image in change.images] == [("schedule_item", item.id)]
    assert change.images[0].before == {"text": row.items[0].text}
    assert change.images[0].after == {"text": "要件の整理"}
    assert change.initiatives == {initiative.id}
    assert not change.structure
    assert document.undo_label == "文言の変更"
    assert document.history(initiative.id) == document.history()
    assert document.history("another") == ()
    assert document.change(change.sequence) == change


def test_500_random_edits_can_be_taken_back_and_repeated(document: Document) -> None:
    start = document.digest()
    dice = random.Random(7)
    digests = [start]
    for number in range(500):
        while document.commit(f"編集{number}", random_edit(document.snapshot, dice)) is None:
            pass
        if number % 50 == 49:
            digests.append(document.digest())
            assert digests[-1] == plan_digest(document.snapshot)
    end = digests[-1]

    for _ in range(500):
        assert document.undo() is not None
    assert not document.can_undo
    assert document.undo() is None
    assert document.digest() == start == plan_digest(document.snapshot)

    document.close()
    again = Document.open(document.path, "別の職員")
    assert (again.can_undo, again.can_redo) == (False, True)
    assert again.redo_label == "編集0"
    for _ in range(500):
        assert again.redo() is not None
    assert again.redo() is None
    assert again.digest() == end == plan_digest(again.snapshot)
    assert again.undo_label == "編集499"
    again.close()


@pytest.mark.parametrize("kept", [1, 3, 64])
def test_what_undo_and_redo_lead_to_is_what_the_file_holds(
    document: Document, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """Step to and fro between edits of every kind, with few snapshots kept and with all."""
    monkeypatch.setattr(recent_states, "MOST_EDITS", kept)
    dice = random.Random(kept)
    returned = 0
    for number in range(100):
        step = dice.choice(["edit", "edit", "undo", "redo"])
        if step == "edit":
            document.commit(f"編集{number}", random_edit(document.snapshot, dice))
        else:
            returned += (document.undo() if step == "undo" else document.redo()) is not None
        assert document.snapshot == document.plan_after(document.sequence)
    assert returned > 20


def test_recent_edits_are_taken_back_without_reading_the_plan(
    document: Document, kita: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document.snapshot
    document.commit("題名", dataclasses.replace(kita, title="改訂"))
    after = document.snapshot
    monkeypatch.setattr(Document, "_refreshed", None)
    undone = document.undo()
    assert document.snapshot is before
    assert undone == document.change(document.sequence)  # as the journal tells it
    redone = document.redo()
    assert document.snapshot is after
    assert redone == document.change(document.sequence)


def test_few_snapshots_are_kept(kita: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_states, "MOST_EDITS", 3)
    monkeypatch.setattr(recent_states, "MOST_ROWS", 10)
    states = recent_states.RecentStates()
    plans = [dataclasses.replace(kita, title=str(number)) for number in range(8)]

    def edit(sequence: int, rows: int) -> Change:
        image = RowImage("plan", "plan", {"title": ""}, {"title": "x"})
        return Change(sequence, "do", "", "", "", (image,) * rows, frozenset(), True)

    for number in range(5):
        states.keep(edit(number, 1), plans[number], plans[number + 1])
    assert [states.before(number) for number in range(5)] == [None, None, *plans[2:5]]
    assert states.after(4) is plans[5]
    states.keep(edit(5, 9), plans[5], plans[6])
    assert [number for number in range(6) if states.after(number)] == [4, 5]
    states.keep(edit(6, 1000), plans[6], plans[7])  # the newest stays, however large
    assert [number for number in range(7) if states.after(number)] == [6]


def test_a_new_edit_ends_what_could_be_redone(document: Document, kita: Plan) -> None:
    document.commit("一", dataclasses.replace(kita, title="一"))
    document.commit("二", dataclasses.replace(kita, title="二"))
    document.undo()
    document.commit("三", dataclasses.replace(document.snapshot, title="三"))
    assert document.redo() is None
    assert [(one.kind, one.label) for one in document.history()] == [
        ("do", "三"), ("undo", "二"), ("do", "二"), ("do", "一"),
    ]  # fmt: skip
    stored(document)
    again = Document.open(document.path, "")
    assert (again.undo_label, again.redo_label) == ("三", "")
    again.undo()
    again.undo()
    assert again.snapshot == kita
    again.close()


@pytest.mark.parametrize(
    "text", ["改\u0007行", "逆\u202e順", "片\ud800割れ", "長" * 20_001, "か\u3099"], ids=ascii
)
def test_text_that_could_not_be_opened_again_is_refused(
    document: Document, kita: Plan, text: str
) -> None:
    for plan in (
        dataclasses.replace(kita, title=text),
        dataclasses.replace(
            kita,
            departments=(
                dataclasses.replace(kita.departments[0], aliases=(text,)),
                *kita.departments[1:],
            ),
        ),
    ):
        with pytest.raises(RefusedEdit):
            document.commit("だめな文字", plan)
    assert document.snapshot is not plan
    assert document.history() == ()
    assert document.digest() == plan_digest(kita)


def test_an_initiative_in_two_places_is_refused(document: Document, kita: Plan) -> None:
    holders = [node for node in kita.nodes() if node.initiatives]
    twice = dataclasses.replace(
        holders[1], initiatives=(*holders[1].initiatives, holders[0].initiatives[0])
    )

    def put(node):  # type: ignore[no-untyped-def]
        if node.id == twice.id:
            return twice
        return dataclasses.replace(node, children=tuple(put(one) for one in node.children))

    with pytest.raises(RefusedEdit):
        document.commit("二重", dataclasses.replace(kita, outline=tuple(map(put, kita.outline))))
    assert document.digest() == plan_digest(kita)


@pytest.mark.parametrize("of", ["item", "row", "node", "department", "twice"])
def test_an_id_that_something_else_has_is_refused(document: Document, kita: Plan, of: str) -> None:
    """The other thing may stand anywhere, in another table and far from the edit."""
    far = [one for one in kita.initiatives() if any(one.schedule.items())][-1]
    taken = {
        "item": next(far.schedule.items()).id,
        "row": far.schedule.rows[0].id,
        "node": next(kita.nodes()).id,
        "department": kita.departments[0].id,
        "twice": "new",
    }[of]
    one = next(kita.initiatives())
    terms = (Term(taken, "RPA", ""), Term("new", "DX", ""))
    budgets = (Budget("new" if of == "twice" else "other", 2026),)
    clash = dataclasses.replace(one, terms=terms[:1], budgets=budgets)
    with pytest.raises(RefusedEdit, match=f"同じid「{taken}」"):
        document.commit("用語", kita.with_initiatives({one.id: clash}))
    assert document.snapshot is kita or document.snapshot == kita
    assert document.history() == ()
    assert stored(document) == kita


def test_an_id_may_go_over_to_another_kind_of_thing(document: Document, kita: Plan) -> None:
    one = next(one for one in kita.initiatives() if not one.terms)
    document.commit(
        "用語",
        kita.with_initiatives({one.id: dataclasses.replace(one, terms=(Term("x", "RPA", ""),))}),
    )
    document.commit(
        "予算",
        kita.with_initiatives(
            {one.id: dataclasses.replace(one, budgets=(*one.budgets, Budget("x", 2026)))}
        ),
    )
    document.undo()
    assert document.digest() == plan_digest(document.snapshot)


def test_items_that_overlap_are_refused(document: Document, kita: Plan) -> None:
    initiative = next(
        one for one in kita.initiatives() if any(len(row.items) > 1 for row in one.schedule.rows)
    )
    rows = tuple(
        dataclasses.replace(
            row,
            items=tuple(dataclasses.replace(i, start=kita.period.span.start) for i in row.items),
        )
        for row in initiative.schedule.rows
    )
    broken = dataclasses.replace(
        initiative, schedule=dataclasses.replace(initiative.schedule, rows=rows)
    )
    with pytest.raises(RefusedEdit, match="期間"):
        document.commit("重なり", kita.with_initiatives({initiative.id: broken}))


def test_a_commit_that_reports_an_error_may_be_in_the_file(document: Document, kita: Plan) -> None:
    def commit_and_complain(connection: Connection) -> None:
        connection.exec_driver_sql("COMMIT")
        raise OSError(errno.EIO, "fsync failed")

    event.listen(document._engine, "commit", commit_and_complain)
    with pytest.raises(EnvironmentProblem, match="読み書き"):
        document.commit("題名", dataclasses.replace(kita, title="改訂"))
    assert document.snapshot.title == "改訂"
    assert document.undo_label == "題名"
    document.undo()
    assert document.snapshot == kita


def test_a_working_copy_that_cannot_be_reopened_says_so(document: Document, kita: Plan) -> None:
    def complain(_: Connection) -> None:
        document.path.unlink()
        document.path.mkdir()
        raise OSError(errno.EIO, "gone")

    event.listen(document._engine, "commit", complain)
    with pytest.raises(EnvironmentProblem, match="復元"):
        document.commit("題名", dataclasses.replace(kita, title="改訂"))


def test_undo_refuses_rows_that_are_not_in_the_state_of_the_journal(
    document: Document, kita: Plan
) -> None:
    document.commit("題名", dataclasses.replace(kita, title="改訂"))
    document.close()
    with contextlib.closing(sqlite3.connect(document.path, isolation_level=None)) as driver:
        driver.execute("UPDATE plan SET title = '別の題名'")
    again = Document.open(document.path, "")
    with pytest.raises(DocumentUnreadable, match="食い違って"):
        again.undo()
    assert again.snapshot.title == "別の題名"
    assert [one.kind for one in again.history()] == ["do"]
    again.close()


KILLED = """
import dataclasses, os, random, signal, sys
from pathlib import Path
from kitaplanner.storage.document import Document
from kitaplanner.storage.digest import plan_digest
from tests.storage.edits import random_edit
document = Document.open(Path(sys.argv[1]), "")
dice = random.Random(3)
for number in range(200):
    document.commit(str(number), random_edit(document.snapshot, dice))
    if number % 3 == 2:
        document.undo()
    print(document.digest(), document.undo_label, document.redo_label, sep="|", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_loses_nothing_that_it_acknowledged(document: Document) -> None:
    document.close()
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(document.path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.returncode < 0, run.stderr
    digest, undo_label, redo_label = run.stdout.splitlines()[-1].split("|")
    again = Document.open(document.path, "")
    assert again.digest() == digest
    assert (again.undo_label, again.redo_label) == (undo_label, redo_label)
    while again.undo():
        pass
    assert again.digest() == plan_digest(again.snapshot)
    assert again.snapshot == load_plan(resource_path("samples", "kita.json").read_bytes())
    again.close()
