"""${message}.

A revision knows the tables by its own statements, never by the classes of the program, which go on
changing. Use native ALTER TABLE, or a new table, INSERT SELECT, DROP and RENAME; batch mode would
delete children and forget STRICT. Then raise SCHEMA_VERSION and record the fingerprint in
`kitaplanner/storage/schema.py`.
"""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables from ${repr(down_revision)} to ${repr(up_revision)}."""
    op.execute("")
