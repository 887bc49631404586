"""Connections to a working copy: the settings that make a commit survive a power cut.

Belongs here: how the file is opened and locked. Does not belong here: files of unknown origin
(`inspection`), which never get a connection of this kind before they were looked through.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

# EXCLUSIVE + DELETE + EXTRA: a power cut loses no commit that was acknowledged, on Windows too,
# and one file is left when it is closed. The order matters: locking_mode comes before the rest.
SETTINGS: dict[str, tuple[str, str | int]] = {
    "locking_mode": ("EXCLUSIVE", "exclusive"),
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("ON", 1),
}


class SettingRefused(sqlite3.OperationalError):
    """SQLite kept another value of a setting; most settings fail silently."""


def apply_settings(connection: sqlite3.Connection) -> None:
    """Set what a working copy needs, prove it, and take the lock."""
    for name, (wanted, _) in SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {wanted}").close()
    # Locks are taken at the first use, not when the mode is set.
    connection.execute("BEGIN IMMEDIATE").close()
    connection.execute("COMMIT").close()
    for name, kept in read_settings(connection).items():
        if kept != SETTINGS[name][1]:
            raise SettingRefused(f"{name} is {kept}")


def read_settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """Give the values that are in force; an mmap that the library lacks counts as 0."""
    found = {}
    for name in SETTINGS:
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found[name] = row[0] if row is not None else 0
    return found


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Give the connection of the driver: reading rows straight from it is several times faster."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(driver)
    return driver


def open_engine(path: Path) -> Engine:
    """Give an engine that holds exactly one connection, to an existing or a new working copy."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            apply_settings(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver would begin late and end early; a document needs whole transactions.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
