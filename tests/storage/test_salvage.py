"""The last resort: what can still be read comes back, and what was lost is said."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentUnreadable, KitaError
from kitaplanner.storage.salvage import salvage
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import read_plan, write_new


def test_a_sound_document_comes_back_whole(saved: Path, kita: Plan) -> None:
    assert salvage(saved) == (kita, ())


def test_a_document_of_the_first_schema_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "古い.kitaplan"
    dump = Path(__file__).parent / "documents" / "v1_typical.sql"
    with contextlib.closing(sqlite3.connect(path)) as driver:
        driver.executescript(dump.read_text(encoding="utf-8"))
    assert salvage(path) == (read_plan(path), ())


def run(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as driver:
        for statement in statements:
            driver.execute(statement)


def test_what_breaks_the_rules_is_mended_or_dropped(saved: Path, kita: Plan) -> None:
    run(
        saved,
        "UPDATE initiative SET node_id = 'nobody' WHERE rowid = 1",
        "UPDATE initiative SET notes = '[' WHERE rowid = 2",
        "UPDATE node SET parent_id = id WHERE rowid = 1",
        "UPDATE node SET name = 'a' || char(7) WHERE rowid = 2",
        "UPDATE schedule_item SET row_id = 'nobody' WHERE rowid = 3",
        "UPDATE department SET name = (SELECT name FROM department LIMIT 1) WHERE rowid = 2",
        "DELETE FROM plan",
    )
    before = saved.read_bytes()
    with pytest.raises(DocumentUnreadable):
        read_plan(saved)
    plan, report = salvage(saved)
    assert saved.read_bytes() == before
    count = len(list(kita.initiatives()))
    assert len(list(plan.initiatives())) == count
    items = sum(len(list(one.schedule.items())) for one in kita.initiatives())
    assert sum(len(list(one.schedule.items())) for one in plan.initiatives()) == items - 1
    assert len(plan.departments) == len(kita.departments) - 1
    assert any("復元した事業" in sentence for sentence in report)
    assert any(sentence.startswith("計画の題名") for sentence in report)
    out = saved.with_name("復元.kitaplan")
    write_new(out, plan, "")
    assert verify(out) == ()


def test_a_lost_page_costs_only_its_rows(saved: Path, kita: Plan) -> None:
    with contextlib.closing(sqlite3.connect(saved)) as driver:
        (root,) = driver.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'schedule_item'"
        ).fetchone()
    data = bytearray(saved.read_bytes())
    # The first child of the table's interior root page: four bytes at the first cell.
    at = (root - 1) * 4096
    assert data[at] == 5
    cell = int.from_bytes(data[at + 12 : at + 14], "big")
    child = int.from_bytes(data[at + cell : at + cell + 4], "big")
    data[(child - 1) * 4096 : child * 4096] = bytes(4096)
    saved.write_bytes(data)
    plan, report = salvage(saved)
    assert len(list(plan.initiatives())) == len(list(kita.initiatives()))
    items = sum(len(list(one.schedule.items())) for one in plan.initiatives())
    assert 0 < items < sum(len(list(one.schedule.items())) for one in kita.initiatives())
    assert any("読み取れない" in sentence for sentence in report)
    write_new(saved.with_name("復元.kitaplan"), plan, "")


def test_what_is_no_document_at_all_gives_a_sentence(saved: Path) -> None:
    for content in (b"", b"PK\x03\x04", bytes(8192)):
        saved.write_bytes(content)
        with pytest.raises(DocumentUnreadable):
            salvage(saved)


def test_mutated_documents_give_a_plan_or_a_sentence(saved: Path) -> None:
    dice = random.Random(5)
    original = saved.read_bytes()
    rescued = 0
    for number in range(60):
        data = bytearray(original)
        for _ in range(dice.choice((1, 8, 64))):
            data[dice.randrange(4096, len(data))] ^= 1 << dice.randrange(8)
        saved.write_bytes(data)
        try:
            plan, _ = salvage(saved)
            write_new(saved.with_name(f"{number}.kitaplan"), plan, "")
        except KitaError:
            continue
        rescued += 1
    assert rescued > 20
