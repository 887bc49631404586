"""The schema: both roads to it meet, and a failed migration leaves no trace."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from kitaplanner.domain.plan import Plan
from kitaplanner.storage import schema
from kitaplanner.storage.connection import SETTINGS, SettingRefused, open_engine, read_settings
from kitaplanner.storage.document import Document
from kitaplanner.storage.inspection import read_header
from kitaplanner.storage.migrate import migrate, migrations_folder
from kitaplanner.storage.rows import Base
from kitaplanner.storage.schema import (
    APPLICATION_ID,
    FINGERPRINTS,
    SCHEMA_VERSION,
    creation_statements,
    schema_fingerprint,
)


@pytest.fixture
def document(tmp_path: Path, kita: Plan) -> Path:
    path = tmp_path / "doc.db"
    Document.create(path, kita, "").close()
    return path


def fingerprint(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as driver:
        return schema_fingerprint(driver)


def test_a_new_document_has_the_recorded_schema(document: Path) -> None:
    assert fingerprint(document) == FINGERPRINTS[SCHEMA_VERSION]
    assert max(FINGERPRINTS) == SCHEMA_VERSION
    header = read_header(document)
    assert header.version == SCHEMA_VERSION
    assert document.read_bytes()[68:72] == b"KPLN" == APPLICATION_ID.to_bytes(4, "big")


def test_the_migrations_lead_from_nothing_to_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "%d empty.db"
    path.touch()
    migrate(path)
    assert fingerprint(path) == FINGERPRINTS[SCHEMA_VERSION]


def test_everything_in_the_schema_is_named_and_strict() -> None:
    for statement in creation_statements():
        if "alembic_version" in statement or statement.startswith("CREATE INDEX ix_"):
            continue
        assert statement.endswith("STRICT"), statement
        clauses = re.findall(r"(?:CONSTRAINT \w+ )?(?:CHECK|PRIMARY KEY|FOREIGN KEY)", statement)
        assert clauses
        assert all(clause.startswith("CONSTRAINT") for clause in clauses), statement


def test_every_foreign_key_has_an_index() -> None:
    for table in Base.metadata.tables.values():
        indexed = {next(iter(index.columns)).name for index in table.indexes}
        indexed |= {next(iter(table.primary_key.columns)).name}
        assert {key.parent.name for key in table.foreign_keys} <= indexed, table.name


def test_the_settings_of_a_working_copy_are_in_force(document: Path) -> None:
    engine = open_engine(document)
    raw = engine.raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    assert read_settings(driver) == {name: kept for name, (_, kept) in SETTINGS.items()}
    with (
        contextlib.closing(sqlite3.connect(document, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("SELECT * FROM plan").fetchall()
    raw.close()
    engine.dispose()
    assert [one.name for one in document.parent.iterdir()] == [document.name]


def test_the_settings_are_those_that_lose_no_commit() -> None:
    kept = {name: value for name, (_, value) in SETTINGS.items()}
    assert kept == {
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "temp_store": 2,
        "secure_delete": 1,
    }


def test_a_setting_that_is_not_kept_is_noticed(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "synchronous", ("OFF", 3))
    engine = open_engine(document)
    with pytest.raises((SettingRefused, OperationalError)):
        engine.raw_connection()
    engine.dispose()


# --- migrations to come ----------------------------------------------------------------------

NEXT = SCHEMA_VERSION + 1
GOOD = "op.execute(\"ALTER TABLE node ADD COLUMN colour TEXT NOT NULL DEFAULT ''\")"
BROKEN = GOOD + '\n    op.execute("INSERT INTO no_such_table VALUES (1)")'
ORPHANING = GOOD + '\n    op.execute("DELETE FROM node")'


def scripts_with(tmp_path: Path, body: str) -> Path:
    """Give a copy of the migrations with one revision more."""
    folder = tmp_path / "scripts"
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_bytes((migrations_folder() / name).read_bytes())
    for path in (migrations_folder() / "versions").glob("*.py"):
        (versions / path.name).write_bytes(path.read_bytes())
    revision, last = schema.revision_of(NEXT), schema.revision_of(SCHEMA_VERSION)
    (versions / f"{revision}_colour.py").write_text(
        f'from alembic import op\nrevision = "{revision}"\ndown_revision = "{last}"\n'
        f"def upgrade() -> None:\n    {body}\n",
        encoding="utf-8",
    )
    return folder


def test_an_older_document_gets_the_newer_schema(
    tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as driver:
        for statement in creation_statements():
            driver.execute(statement)
        driver.execute("ALTER TABLE node ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
        monkeypatch.setitem(FINGERPRINTS, NEXT, schema_fingerprint(driver))
    migrate(document, scripts=scripts_with(tmp_path, GOOD), target=NEXT)
    with contextlib.closing(sqlite3.connect(document)) as driver:
        assert driver.execute("PRAGMA user_version").fetchone() == (NEXT,)
        revisions = driver.execute("SELECT version_num FROM alembic_version").fetchall()
        assert revisions == [(schema.revision_of(NEXT),)]
        assert driver.execute("SELECT DISTINCT colour FROM node").fetchall() == [("",)]


REBUILT = """
    for statement in (
        "CREATE TABLE new_node (id TEXT NOT NULL, parent_id TEXT, position INTEGER NOT NULL,"
        " level TEXT NOT NULL, name TEXT NOT NULL, CONSTRAINT pk_node PRIMARY KEY (id),"
        " CONSTRAINT fk_node_parent_id FOREIGN KEY(parent_id) REFERENCES node (id)) STRICT",
        "INSERT INTO new_node SELECT id, parent_id, position, level, name FROM node",
        "DROP TABLE node",
        "ALTER TABLE new_node RENAME TO node",
    ):
        op.execute(statement)
"""


def test_rebuilding_a_parent_table_keeps_its_children(
    tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kitaplanner.storage.migrate.schema_fingerprint", lambda _: "rebuilt")
    monkeypatch.setitem(FINGERPRINTS, NEXT, "rebuilt")
    count = "SELECT (SELECT count(*) FROM node), (SELECT count(*) FROM initiative)"
    with contextlib.closing(sqlite3.connect(document)) as driver:
        before = driver.execute(count).fetchone()
    migrate(document, scripts=scripts_with(tmp_path, REBUILT), target=NEXT)
    with contextlib.closing(sqlite3.connect(document)) as driver:
        assert driver.execute(count).fetchone() == before
        assert driver.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("body", [GOOD, BROKEN, ORPHANING], ids=["unrecorded", "broken", "orphans"])
def test_a_failed_migration_leaves_the_copy_as_it_was(
    tmp_path: Path, document: Path, body: str
) -> None:
    scripts = scripts_with(tmp_path, body)
    before = dump(document)
    with pytest.raises(Exception, match=r"no_such_table|食い違い"):
        migrate(document, scripts=scripts, target=NEXT)
    assert dump(document) == before
    assert read_header(document).version == SCHEMA_VERSION


def dump(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as driver:
        return list(driver.iterdump())


def test_the_revisions_end_at_the_schema_version() -> None:
    names = sorted(path.stem[:4] for path in (migrations_folder() / "versions").glob("*.py"))
    assert names == [schema.revision_of(one) for one in range(1, SCHEMA_VERSION + 1)]
