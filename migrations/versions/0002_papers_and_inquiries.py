"""Pictures, handouts, wording, accepted findings, inquiries with their replies, notes of editions.

Three tables are built anew: `plan` says how 新旧対照表 is set, `section` knows more parts that are
printed from the outline, `edition` has a note. No other table refers to them.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDED = (
    """
    CREATE TABLE accepted (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        rule TEXT NOT NULL,
        target TEXT NOT NULL,
        evidence TEXT NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT pk_accepted PRIMARY KEY (id),
        CONSTRAINT ck_accepted_id CHECK (id <> '')
    ) STRICT
    """,
    """
    CREATE TABLE handout (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        meeting TEXT NOT NULL,
        date TEXT NOT NULL,
        place TEXT NOT NULL,
        division TEXT NOT NULL,
        parts TEXT NOT NULL,
        watermark TEXT NOT NULL,
        two_up INTEGER NOT NULL,
        duplex INTEGER NOT NULL,
        CONSTRAINT pk_handout PRIMARY KEY (id),
        CONSTRAINT ck_handout_id CHECK (id <> ''),
        CONSTRAINT ck_handout_parts CHECK (substr(parts, 1, 1) = '['),
        CONSTRAINT ck_handout_two_up CHECK (two_up IN (0, 1)),
        CONSTRAINT ck_handout_duplex CHECK (duplex IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE inquiry (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        due TEXT NOT NULL,
        guidance TEXT NOT NULL,
        departments TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        who TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        CONSTRAINT pk_inquiry PRIMARY KEY (id),
        CONSTRAINT ck_inquiry_id CHECK (id <> ''),
        CONSTRAINT ck_inquiry_departments CHECK (substr(departments, 1, 1) = '['),
        CONSTRAINT ck_inquiry_plan CHECK (substr(plan, 1, 1) = '{')
    ) STRICT
    """,
    """
    CREATE TABLE picture (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        base64 TEXT NOT NULL,
        CONSTRAINT pk_picture PRIMARY KEY (id),
        CONSTRAINT ck_picture_id CHECK (id <> ''),
        CONSTRAINT ck_picture_media_type CHECK (media_type IN ('image/png', 'image/jpeg')),
        CONSTRAINT ck_picture_width CHECK (width > 0),
        CONSTRAINT ck_picture_height CHECK (height > 0)
    ) STRICT
    """,
    """
    CREATE TABLE wording (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        preferred TEXT NOT NULL,
        variants TEXT NOT NULL,
        part_of_speech TEXT NOT NULL,
        exceptions TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT pk_wording PRIMARY KEY (id),
        CONSTRAINT ck_wording_id CHECK (id <> ''),
        CONSTRAINT ck_wording_part_of_speech CHECK (part_of_speech IN ('any', 'noun', 'verb')),
        CONSTRAINT ck_wording_variants CHECK (substr(variants, 1, 1) = '['),
        CONSTRAINT ck_wording_exceptions CHECK (substr(exceptions, 1, 1) = '[')
    ) STRICT
    """,
    """
    CREATE TABLE reply (
        id TEXT NOT NULL,
        inquiry_id TEXT NOT NULL,
        department TEXT NOT NULL,
        source TEXT NOT NULL,
        digest TEXT NOT NULL,
        received_at TEXT NOT NULL,
        who TEXT NOT NULL,
        result TEXT NOT NULL,
        CONSTRAINT pk_reply PRIMARY KEY (id),
        CONSTRAINT ck_reply_id CHECK (id <> ''),
        CONSTRAINT ck_reply_result CHECK (substr(result, 1, 1) = '{'),
        CONSTRAINT fk_reply_inquiry_id FOREIGN KEY(inquiry_id)
            REFERENCES inquiry (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_reply_inquiry_id ON reply (inquiry_id)",
)

REBUILT = {
    "edition": """
    CREATE TABLE edition (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        date TEXT NOT NULL,
        frozen_at TEXT NOT NULL,
        who TEXT NOT NULL,
        note TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        CONSTRAINT pk_edition PRIMARY KEY (id),
        CONSTRAINT ck_edition_id CHECK (id <> ''),
        CONSTRAINT ck_edition_name CHECK (name <> ''),
        CONSTRAINT ck_edition_plan CHECK (substr(plan, 1, 1) = '{')
    ) STRICT
    """,
    "plan": """
    CREATE TABLE "plan" (
        id TEXT NOT NULL,
        document_id TEXT NOT NULL,
        title TEXT NOT NULL,
        ward TEXT NOT NULL,
        form TEXT NOT NULL,
        stage TEXT NOT NULL,
        stage_date TEXT NOT NULL,
        first_year INTEGER NOT NULL,
        last_year INTEGER NOT NULL,
        digit_style TEXT NOT NULL,
        era_style TEXT NOT NULL,
        sheets_share_page INTEGER NOT NULL,
        duplex INTEGER NOT NULL,
        mark_meanings TEXT NOT NULL,
        comparison TEXT NOT NULL,
        CONSTRAINT pk_plan PRIMARY KEY (id),
        CONSTRAINT ck_plan_id CHECK (id = 'plan'),
        CONSTRAINT ck_plan_document_id CHECK (document_id <> ''),
        CONSTRAINT ck_plan_first_year CHECK (first_year BETWEEN 1926 AND last_year),
        CONSTRAINT ck_plan_last_year CHECK (last_year <= 2200),
        CONSTRAINT ck_plan_years CHECK (last_year - first_year < 30),
        CONSTRAINT ck_plan_digit_style CHECK (digit_style IN ('half', 'full', 'single_full')),
        CONSTRAINT ck_plan_era_style CHECK (era_style IN ('wareki', 'western', 'both')),
        CONSTRAINT ck_plan_sheets_share_page CHECK (sheets_share_page IN (0, 1)),
        CONSTRAINT ck_plan_duplex CHECK (duplex IN (0, 1)),
        CONSTRAINT ck_plan_mark_meanings CHECK (substr(mark_meanings, 1, 1) = '['),
        CONSTRAINT ck_plan_comparison CHECK (substr(comparison, 1, 1) = '{')
    ) STRICT
    """,
    "section": """
    CREATE TABLE section (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        heading TEXT NOT NULL,
        level INTEGER NOT NULL,
        numbered INTEGER NOT NULL,
        derived TEXT NOT NULL,
        blocks TEXT NOT NULL,
        CONSTRAINT pk_section PRIMARY KEY (id),
        CONSTRAINT ck_section_id CHECK (id <> ''),
        CONSTRAINT ck_section_level CHECK (level IN (1, 2)),
        CONSTRAINT ck_section_numbered CHECK (numbered IN (0, 1)),
        CONSTRAINT ck_section_derived
            CHECK (derived IN ('', 'policies', 'outline', 'sheets', 'initiative_list',
                'outline_chart', 'glossary', 'department_index')),
        CONSTRAINT ck_section_blocks CHECK (substr(blocks, 1, 1) = '[')
    ) STRICT
    """,
}
# What the columns hold that the first schema did not have.
NEW_COLUMNS = {"plan": ("comparison", "{}"), "edition": ("note", "")}


def upgrade() -> None:
    """Add the new tables and build three of the old ones anew with their rows."""
    for statement in ADDED:
        op.execute(" ".join(statement.split()))
    connection = op.get_bind()
    for table, statement in REBUILT.items():
        columns = [
            row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').fetchall()
        ]
        connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO former')
        connection.exec_driver_sql(" ".join(statement.split()))
        names = ", ".join(f'"{name}"' for name in columns)
        added, content = NEW_COLUMNS.get(table, ("", ""))
        more, value = (f', "{added}"', f", '{content}'") if added else ("", "")
        connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({names}{more})'
            f" SELECT {names}{value} FROM former ORDER BY rowid"
        )
        connection.exec_driver_sql("DROP TABLE former")
