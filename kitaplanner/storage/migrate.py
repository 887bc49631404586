"""An older document is brought to the newest schema, in its working copy.

Alembic is imported only when there is something to migrate: it doubles the time of a start. The
whole chain of revisions is one transaction, with foreign keys off until they are checked at its end
(rebuilding a parent table would otherwise delete its children).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from kitaplanner.errors import DocumentUnreadable
from kitaplanner.paths import resource_path
from kitaplanner.storage.connection import driver_of, open_engine
from kitaplanner.storage.problems import told_in_words
from kitaplanner.storage.schema import (
    FINGERPRINTS,
    SCHEMA_VERSION,
    revision_of,
    schema_fingerprint,
)

_FAILED = "古い版の文書を新しい形式に直せませんでした"


def migrations_folder() -> Path:
    """Give the folder of the revisions; it lies beside the resources."""
    return resource_path().parent / "migrations"


def migrate(
    working_copy: Path, *, scripts: Path | None = None, target: int = SCHEMA_VERSION
) -> None:
    """Bring a working copy to a schema version; after any error it is as it was before."""
    engine = open_engine(working_copy)
    try:
        with told_in_words(_FAILED):
            with engine.connect() as connection:
                driver_of(connection).execute("PRAGMA foreign_keys = OFF").close()
            with engine.begin() as connection:
                _upgrade(connection, scripts or migrations_folder(), target)
                connection.exec_driver_sql(f"PRAGMA user_version = {target}")
                _check(connection, target)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, scripts: Path, target: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The configuration parser would take a percent sign in the path for a reference.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision_of(target))


def _check(connection: Connection, target: int) -> None:
    driver = driver_of(connection)
    sound = (
        driver.execute("PRAGMA foreign_key_check").fetchone() is None
        and driver.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        and FINGERPRINTS.get(target) == schema_fingerprint(driver)
    )
    if not sound:
        raise DocumentUnreadable(f"文書の内容に食い違いがあるため、{_FAILED}。")
