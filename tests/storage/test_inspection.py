"""Files of unknown origin: each is refused with a sentence, and none is touched."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Indicator, Plan, Term
from kitaplanner.domain.text import forbidden_character
from kitaplanner.errors import DocumentUnreadable, EnvironmentProblem, KitaError, NewerDocument
from kitaplanner.storage import inspection
from kitaplanner.storage.inspection import guarded
from kitaplanner.storage.soundness import has_forbidden
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import open_workspace, read_plan, write_new


def zipped(name: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(name, "x")

    return make


def patched(offset: int, content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[offset : offset + len(content)] = content
        path.write_bytes(data)

    return make


def foreign_database(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as driver:
        driver.execute("CREATE TABLE t (x)")


STRANGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "空です"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "失われて"),
    "xlsx": (zipped("xl/workbook.xml"), "Excel"),
    "zip": (zipped("memo.txt"), "ZIP"),
    "xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "旧形式"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n"), "PDF"),
    "json": (lambda path: path.write_text('\n{"title": "計画"}', encoding="utf-8"), "JSON"),
    "html": (lambda path: path.write_text("<html>"), "HTML"),
    "text": (lambda path: path.write_text("計画", encoding="cp932"), "計画の文書ではありません"),
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "途中で切れて"),
    "header only": (lambda path: path.write_bytes(path.read_bytes()[:60]), "途中で切れて"),
    "appended": (lambda path: path.write_bytes(path.read_bytes() + b"x"), "余分なデータ"),
    "foreign": (foreign_database, "別のプログラム"),
    "version 0": (patched(60, bytes(4)), "先頭が壊れている"),
    "page size": (patched(16, b"\x12\x34"), "先頭が壊れている"),
    "wal": (patched(18, b"\x02\x02"), "先頭が壊れている"),
    "first page": (patched(100, bytes(400)), "壊れて|構造"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_that_is_no_document_is_refused_and_not_touched(saved: Path, name: str) -> None:
    make, words = STRANGERS[name]
    make(saved)
    before = saved.read_bytes()
    for open_it in (read_plan, lambda path: open_workspace(path, "企画課")):
        with pytest.raises(DocumentUnreadable, match=words):
            open_it(saved)
    assert saved.read_bytes() == before
    assert [one.name for one in saved.parent.iterdir()] == [saved.name]
    (finding,) = verify(saved)
    assert re.search(words, finding)


def test_a_newer_document_names_the_version(saved: Path) -> None:
    patched(60, (7).to_bytes(4, "big"))(saved)
    before = saved.read_bytes()
    with pytest.raises(NewerDocument, match="形式7"):
        open_workspace(saved, "企画課")
    assert saved.read_bytes() == before


def test_a_missing_file_and_a_folder_are_problems_of_the_place(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="見つからない"):
        open_workspace(tmp_path / "ない.kitaplan", "")
    with pytest.raises(EnvironmentProblem):
        open_workspace(tmp_path, "")
    assert list(tmp_path.iterdir()) == []


HOSTILE = {
    "view": "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c)"
    " SELECT max(x) FROM c",
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON plan BEGIN DELETE FROM node; END",
    "index": "CREATE INDEX extra ON node (name)",
    "column": "ALTER TABLE node ADD COLUMN big BLOB AS (zeroblob(1000000000))",
    "table": "CREATE TABLE extra (x)",
    "swapped": "CREATE VIEW section AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1"
    " FROM c) SELECT x AS id, x AS position FROM c",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_foreign_schema_is_refused_before_it_runs(saved: Path, name: str) -> None:
    with contextlib.closing(sqlite3.connect(saved, isolation_level=None)) as driver:
        if name == "swapped":
            driver.execute("DROP TABLE section")
        driver.execute(HOSTILE[name])
    before = saved.read_bytes()
    with pytest.raises(DocumentUnreadable, match="構造"):
        read_plan(saved)
    assert saved.read_bytes() == before
    assert verify(saved)


def test_the_guarded_connection_can_neither_write_nor_attach(saved: Path) -> None:
    for statement in (
        "DELETE FROM node",
        "CREATE TEMP TABLE t (x)",
        "ATTACH ':memory:' AS other",
        "SELECT load_extension('x')",
    ):
        with pytest.raises(DocumentUnreadable), guarded(saved) as driver:
            driver.execute(statement)


def test_a_reading_without_end_is_stopped(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "DEADLINE_SECONDS", -1.0)
    with pytest.raises(DocumentUnreadable):
        read_plan(saved)


CELLS = {
    "control character": ("UPDATE node SET name = 'a' || char(7)", "U\\+0007"),
    "too long": ("UPDATE node SET lead = printf('%.*c', 20001, 'x')", "20000文字"),
    "not a list": ("UPDATE initiative SET notes = '[1]'", "壊れて"),
    "not json": ("UPDATE initiative SET marks = '['", "壊れて"),
    "not a number": ("UPDATE indicator SET baseline = 'NaN'", "壊れて"),
    "overlap": ("UPDATE schedule_item SET start_month = 24300, end_month = 24400", "重なって"),
    "orphan": ("UPDATE initiative SET node_id = 'nobody'", "がありません"),
    "circle": ("UPDATE node SET parent_id = id", "壊れて"),
    "same name": ("UPDATE department SET name = 'x'", "二度登録"),
    "same id": ("UPDATE term SET id = (SELECT id FROM node)", "二度使われて"),
    "two revisions": ("INSERT INTO alembic_version VALUES ('9999')", "番号が食い違って"),
    "deep": ("UPDATE section SET blocks = printf('%.*c', 90000, '[')", "壊れて"),
}


@pytest.mark.parametrize("name", CELLS)
def test_rows_that_make_no_sense_are_refused(saved: Path, kita: Plan, name: str) -> None:
    statement, words = CELLS[name]
    one = dataclasses.replace(
        next(kita.initiatives()),
        indicators=(Indicator(new_id(), "利用率"),),
        terms=(Term(new_id(), "DX", "変革"),),
    )
    write_new(saved, kita.with_initiatives({one.id: one}), "", overwrite=True)
    with contextlib.closing(sqlite3.connect(saved, isolation_level=None)) as driver:
        assert driver.execute(statement).rowcount > 0
    before = saved.read_bytes()
    with pytest.raises(DocumentUnreadable, match=words):
        read_plan(saved)
    assert saved.read_bytes() == before
    assert any(re.search(words, finding) for finding in verify(saved))


def test_a_change_by_another_tool_is_mentioned(saved: Path, kita: Plan) -> None:
    assert verify(saved) == ()
    data = saved.read_bytes()
    at = data.index("北区".encode())
    patched(at, "南区".encode())(saved)
    workspace = open_workspace(saved, "企画課")
    assert any("変わっています" in notice for notice in workspace.notices)
    workspace.close()
    assert any("変わっています" in finding for finding in verify(saved))


def test_a_journal_that_contradicts_the_plan_is_found(saved: Path, kita: Plan) -> None:
    workspace = open_workspace(saved, "企画課")
    for title in ("一", "二"):
        workspace.document.commit("題名", dataclasses.replace(kita, title=title))
    workspace.save()
    workspace.close()
    assert verify(saved) == ()
    with contextlib.closing(sqlite3.connect(saved, isolation_level=None)) as driver:
        driver.execute('UPDATE journal_image SET after = \'{"title":"三"}\' WHERE sequence = 1')
    assert any("編集の記録の 1 番" in finding for finding in verify(saved))


def test_mutated_documents_never_crash_or_hang(saved: Path, kita: Plan) -> None:
    dice = random.Random(11)
    original = saved.read_bytes()
    target = saved.with_name("mutant.kitaplan")
    refused = 0
    for _ in range(300):
        data = bytearray(original)
        for _ in range(dice.choice((1, 2, 8, 64))):
            # Mostly in the pages that SQLite itself has to understand.
            at = dice.randrange(len(data)) if dice.random() < 0.5 else dice.randrange(100, 9000)
            data[at] ^= 1 << dice.randrange(8)
        target.write_bytes(data)
        try:
            read_plan(target)
        except KitaError:
            refused += 1
    assert refused > 100


def test_a_hot_journal_beside_the_file_is_rolled_back_in_the_copy(saved: Path, kita: Plan) -> None:
    working = saved.with_name("working.kitaplan")
    shutil.copyfile(saved, working)
    with contextlib.closing(sqlite3.connect(working, isolation_level=None)) as driver:
        # A small cache makes SQLite write pages before the commit; then the power goes.
        driver.execute("PRAGMA cache_size = 1")
        driver.execute("BEGIN")
        driver.execute("UPDATE node SET lead = printf('%.*c', 9000, 'x')")
        driver.execute("UPDATE initiative SET summary = printf('%.*c', 9000, 'x')")
        shutil.copyfile(working, saved)
        shutil.copyfile(f"{working}-journal", f"{saved}-journal")
        driver.execute("ROLLBACK")
    before = saved.read_bytes(), Path(f"{saved}-journal").read_bytes()
    workspace = open_workspace(saved, "企画課")
    assert workspace.document.snapshot == kita
    assert any("途中で終わって" in notice for notice in workspace.notices)
    workspace.close()
    assert (saved.read_bytes(), Path(f"{saved}-journal").read_bytes()) == before


def test_the_fast_search_knows_the_characters_of_the_domain() -> None:
    for code in range(0x110000):
        char = chr(code)
        assert has_forbidden(char) == (forbidden_character(char) is not None), hex(code)
