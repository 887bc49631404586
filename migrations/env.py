"""Runs the revisions on the connection that `kitaplanner.storage.migrate` hands over.

There is no configuration file and no offline mode: documents are migrated by the program alone, on
a working copy, inside a transaction that the program began and will commit.
"""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
