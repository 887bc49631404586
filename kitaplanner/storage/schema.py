"""The schema of a document: how it is made and how it is recognised.

A new document gets the newest schema at once; an older one is brought there by the migrations. A
test keeps both roads equal.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from kitaplanner.storage.rows import Base

APPLICATION_ID = 0x4B504C4E  # "KPLN"
SCHEMA_VERSION = 2
# The table in which Alembic notes the revision, in Alembic's own words.
VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
# What `schema_fingerprint` gives for each version that was ever released.
FINGERPRINTS = {
    1: "7d2ff604fbdaf9896ab1092a997c4b4fabc9d9f90bc2d02854e3bcdb8e1122cf",
    2: "dfa0832dd12c4d5e77b5f41a724b63aa3c88dfd4cfff7fd0846bdb9bb5c692ff",
}


def revision_of(version: int) -> str:
    """Give the name of the Alembic revision that a schema version stands for."""
    return f"{version:04d}"


def creation_statements() -> Iterator[str]:
    """Yield the statements that make the newest schema in an empty database."""
    dialect = sqlite.dialect()
    yield VERSION_TABLE
    for table in Base.metadata.sorted_tables:
        yield _one_line(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield _one_line(str(CreateIndex(index).compile(dialect=dialect)))


def create_schema(connection: Connection) -> None:
    """Make the newest schema in an empty database and mark it as a document."""
    for statement in creation_statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "INSERT INTO alembic_version (version_num) VALUES (?)", (revision_of(SCHEMA_VERSION),)
    )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema_fingerprint(connection: sqlite3.Connection) -> str:
    """Give a hash of everything that is in the schema, however its statements are spaced."""
    cursor = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT 500")
    lines = sorted(
        "\t".join((str(kind), str(name), str(table), _normal(str(sql or ""))))
        for kind, name, table, sql in cursor
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _one_line(statement: str) -> str:
    return " ".join(statement.split())


def _normal(statement: str) -> str:
    return re.sub(r" ?([(),]) ?", r"\1", _one_line(statement))
