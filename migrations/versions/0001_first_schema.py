"""The first schema.

A revision knows the tables by its own statements, never by the classes of the program, which go on
changing.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE department (
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        collective INTEGER NOT NULL,
        division TEXT NOT NULL,
        valid_from INTEGER,
        valid_to INTEGER,
        aliases TEXT NOT NULL,
        CONSTRAINT pk_department PRIMARY KEY (id),
        CONSTRAINT ck_department_id CHECK (id <> ''),
        CONSTRAINT ck_department_collective CHECK (collective IN (0, 1)),
        CONSTRAINT ck_department_valid_from CHECK (valid_from BETWEEN 0 AND 119999),
        CONSTRAINT ck_department_valid_to CHECK (valid_to BETWEEN 0 AND 119999),
        CONSTRAINT ck_department_aliases CHECK (substr(aliases, 1, 1) = '[')
    ) STRICT
    """,
    """
    CREATE TABLE edition (
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        date TEXT NOT NULL,
        frozen_at TEXT NOT NULL,
        who TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        CONSTRAINT pk_edition PRIMARY KEY (id),
        CONSTRAINT ck_edition_id CHECK (id <> ''),
        CONSTRAINT ck_edition_name CHECK (name <> ''),
        CONSTRAINT ck_edition_plan CHECK (substr(plan, 1, 1) = '{')
    ) STRICT
    """,
    """
    CREATE TABLE journal (
        sequence INTEGER NOT NULL,
        kind TEXT NOT NULL,
        ref INTEGER,
        label TEXT NOT NULL,
        who TEXT NOT NULL,
        at TEXT NOT NULL,
        initiatives TEXT NOT NULL,
        structure INTEGER NOT NULL,
        CONSTRAINT pk_journal PRIMARY KEY (sequence),
        CONSTRAINT ck_journal_kind CHECK (kind IN ('do', 'undo', 'redo')),
        CONSTRAINT ck_journal_ref CHECK ((kind = 'do') = (ref IS NULL)),
        CONSTRAINT ck_journal_initiatives CHECK (substr(initiatives, 1, 1) = '['),
        CONSTRAINT ck_journal_structure CHECK (structure IN (0, 1)),
        CONSTRAINT fk_journal_ref FOREIGN KEY(ref)
            REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_journal_ref ON journal (ref)",
    """
    CREATE TABLE node (
        id TEXT NOT NULL,
        parent_id TEXT,
        position INTEGER NOT NULL,
        level TEXT NOT NULL,
        name TEXT NOT NULL,
        symbol TEXT NOT NULL,
        lead TEXT NOT NULL,
        bullets TEXT NOT NULL,
        vision TEXT NOT NULL,
        outcome_goal TEXT NOT NULL,
        marks TEXT NOT NULL,
        number_from INTEGER,
        CONSTRAINT pk_node PRIMARY KEY (id),
        CONSTRAINT ck_node_id CHECK (id <> ''),
        CONSTRAINT ck_node_bullets CHECK (substr(bullets, 1, 1) = '['),
        CONSTRAINT ck_node_vision CHECK (substr(vision, 1, 1) = '['),
        CONSTRAINT ck_node_marks CHECK (substr(marks, 1, 1) = '['),
        CONSTRAINT fk_node_parent_id FOREIGN KEY(parent_id)
            REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_node_parent_id ON node (parent_id, position)",
    """
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
        CONSTRAINT ck_plan_mark_meanings CHECK (substr(mark_meanings, 1, 1) = '[')
    ) STRICT
    """,
    """
    CREATE TABLE seal (
        id TEXT NOT NULL,
        digest TEXT NOT NULL,
        CONSTRAINT pk_seal PRIMARY KEY (id),
        CONSTRAINT ck_seal_id CHECK (id = 'seal')
    ) STRICT
    """,
    """
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
            CHECK (derived IN ('', 'policies', 'outline', 'sheets', 'initiative_list')),
        CONSTRAINT ck_section_blocks CHECK (substr(blocks, 1, 1) = '[')
    ) STRICT
    """,
    """
    CREATE TABLE initiative (
        id TEXT NOT NULL,
        node_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        departments TEXT NOT NULL,
        summary TEXT NOT NULL,
        notes TEXT NOT NULL,
        marks TEXT NOT NULL,
        effects TEXT NOT NULL,
        divisions INTEGER NOT NULL,
        schedule_state TEXT NOT NULL,
        number_from INTEGER,
        CONSTRAINT pk_initiative PRIMARY KEY (id),
        CONSTRAINT ck_initiative_id CHECK (id <> ''),
        CONSTRAINT ck_initiative_departments CHECK (substr(departments, 1, 1) = '['),
        CONSTRAINT ck_initiative_notes CHECK (substr(notes, 1, 1) = '['),
        CONSTRAINT ck_initiative_marks CHECK (substr(marks, 1, 1) = '['),
        CONSTRAINT ck_initiative_effects CHECK (substr(effects, 1, 1) = '['),
        CONSTRAINT ck_initiative_divisions CHECK (divisions IN (1, 2, 3, 4, 12)),
        CONSTRAINT ck_initiative_schedule_state
            CHECK (schedule_state IN ('complete', 'partial', 'lost')),
        CONSTRAINT fk_initiative_node_id FOREIGN KEY(node_id)
            REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_initiative_node_id ON initiative (node_id, position)",
    """
    CREATE TABLE journal_image (
        sequence INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        table_name TEXT NOT NULL,
        row_id TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        CONSTRAINT pk_journal_image PRIMARY KEY (sequence, ordinal),
        CONSTRAINT ck_journal_image_sides CHECK (before IS NOT NULL OR after IS NOT NULL),
        CONSTRAINT ck_journal_image_before CHECK (substr(before, 1, 1) = '{'),
        CONSTRAINT ck_journal_image_after CHECK (substr(after, 1, 1) = '{'),
        CONSTRAINT fk_journal_image_sequence FOREIGN KEY(sequence)
            REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE budget (
        id TEXT NOT NULL,
        initiative_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        year INTEGER NOT NULL,
        kind TEXT NOT NULL,
        amount INTEGER,
        unit TEXT NOT NULL,
        label TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT pk_budget PRIMARY KEY (id),
        CONSTRAINT ck_budget_id CHECK (id <> ''),
        CONSTRAINT ck_budget_kind CHECK (kind IN ('planned', 'settled', 'expected')),
        CONSTRAINT ck_budget_unit CHECK (unit IN ('円', '千円', '百万円')),
        CONSTRAINT fk_budget_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_budget_initiative_id ON budget (initiative_id, position)",
    """
    CREATE TABLE indicator (
        id TEXT NOT NULL,
        initiative_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        baseline_year INTEGER,
        baseline TEXT,
        targets TEXT NOT NULL,
        actuals TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT pk_indicator PRIMARY KEY (id),
        CONSTRAINT ck_indicator_id CHECK (id <> ''),
        CONSTRAINT ck_indicator_targets CHECK (substr(targets, 1, 1) = '['),
        CONSTRAINT ck_indicator_actuals CHECK (substr(actuals, 1, 1) = '['),
        CONSTRAINT fk_indicator_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_indicator_initiative_id ON indicator (initiative_id, position)",
    """
    CREATE TABLE progress (
        id TEXT NOT NULL,
        initiative_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        year INTEGER NOT NULL,
        status TEXT NOT NULL,
        result TEXT NOT NULL,
        reason TEXT NOT NULL,
        next_step TEXT NOT NULL,
        department TEXT NOT NULL,
        date TEXT NOT NULL,
        item TEXT NOT NULL,
        CONSTRAINT pk_progress PRIMARY KEY (id),
        CONSTRAINT ck_progress_id CHECK (id <> ''),
        CONSTRAINT fk_progress_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_progress_initiative_id ON progress (initiative_id, position)",
    """
    CREATE TABLE reference (
        id TEXT NOT NULL,
        initiative_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        content TEXT NOT NULL,
        target TEXT NOT NULL,
        external TEXT NOT NULL,
        CONSTRAINT pk_reference PRIMARY KEY (id),
        CONSTRAINT ck_reference_id CHECK (id <> ''),
        CONSTRAINT fk_reference_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_reference_initiative_id ON reference (initiative_id, position)",
    """
    CREATE TABLE schedule_row (
        id TEXT NOT NULL,
        initiative_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        group_name TEXT NOT NULL,
        departments TEXT NOT NULL,
        CONSTRAINT pk_schedule_row PRIMARY KEY (id),
        CONSTRAINT ck_schedule_row_id CHECK (id <> ''),
        CONSTRAINT ck_schedule_row_departments CHECK (substr(departments, 1, 1) = '['),
        CONSTRAINT fk_schedule_row_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_schedule_row_initiative_id ON schedule_row (initiative_id, position)",
    """
    CREATE TABLE term (
        id TEXT NOT NULL,
        initiative_id TEXT,
        position INTEGER NOT NULL,
        word TEXT NOT NULL,
        definition TEXT NOT NULL,
        reading TEXT NOT NULL,
        CONSTRAINT pk_term PRIMARY KEY (id),
        CONSTRAINT ck_term_id CHECK (id <> ''),
        CONSTRAINT fk_term_initiative_id FOREIGN KEY(initiative_id)
            REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_term_initiative_id ON term (initiative_id, position)",
    """
    CREATE TABLE schedule_item (
        id TEXT NOT NULL,
        row_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start_month INTEGER NOT NULL,
        end_month INTEGER NOT NULL,
        text TEXT NOT NULL,
        note TEXT NOT NULL,
        opens_before INTEGER NOT NULL,
        opens_after INTEGER NOT NULL,
        started_year INTEGER,
        started_word TEXT,
        departments TEXT NOT NULL,
        span_confirmed INTEGER NOT NULL,
        CONSTRAINT pk_schedule_item PRIMARY KEY (id),
        CONSTRAINT ck_schedule_item_id CHECK (id <> ''),
        CONSTRAINT ck_schedule_item_kind
            CHECK (kind IN ('arrow', 'box', 'dashed', 'note', 'value')),
        CONSTRAINT ck_schedule_item_start_month CHECK (start_month BETWEEN 0 AND 119999),
        CONSTRAINT ck_schedule_item_end_month CHECK (end_month BETWEEN 0 AND 119999),
        CONSTRAINT ck_schedule_item_span CHECK (start_month <= end_month),
        CONSTRAINT ck_schedule_item_opens_before CHECK (opens_before IN (0, 1)),
        CONSTRAINT ck_schedule_item_opens_after CHECK (opens_after IN (0, 1)),
        CONSTRAINT ck_schedule_item_span_confirmed CHECK (span_confirmed IN (0, 1)),
        CONSTRAINT ck_schedule_item_started CHECK ((started_year IS NULL) = (started_word IS NULL)),
        CONSTRAINT ck_schedule_item_departments CHECK (substr(departments, 1, 1) = '['),
        CONSTRAINT fk_schedule_item_row_id FOREIGN KEY(row_id)
            REFERENCES schedule_row (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX ix_schedule_item_row_id ON schedule_item (row_id, position)",
)


def upgrade() -> None:
    """Make all tables and indexes."""
    for statement in STATEMENTS:
        op.execute(" ".join(statement.split()))
