"""The tables of a document, typed; `docs/file-format.md` explains them to other programs.

Belongs here: columns, constraints and indexes. Does not belong here: how a plan becomes rows
(`flatten`), how rows become a plan (`repositories`).

Every constraint has a name, every table is STRICT, and there are no views and no triggers: a file
that holds anything else was not written by this program. Foreign keys are checked at COMMIT, so
that the rows of one change may be written in any order. Lists of words are JSON arrays.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.schema import Table

from kitaplanner.domain.calendar import EARLIEST_YEAR, LATEST_YEAR
from kitaplanner.domain.picture import PICTURE_TYPES
from kitaplanner.domain.plan import DERIVED_PARTS, DIVISIONS, ITEM_KINDS
from kitaplanner.domain.plan_json import MAX_PERIOD_YEARS

STRICT = {"sqlite_strict": True}
# format_month writes four digits of the year.
LAST_MONTH = 9999 * 12 + 11


class Base(DeclarativeBase):
    """The base of all rows; names every constraint."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map = {str: Text(), int: Integer()}  # noqa: RUF012  # read by SQLAlchemy


def _check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


def _lists(*columns: str) -> tuple[CheckConstraint, ...]:
    # Not json_valid: SQLite 3.40 refuses it in a schema when trusted_schema is off.
    return tuple(_check(one, f"substr({one}, 1, 1) = '['") for one in columns)


def _objects(*columns: str) -> tuple[CheckConstraint, ...]:
    return tuple(_check(one, f"substr({one}, 1, 1) = '{{'") for one in columns)


def _flags(*columns: str) -> tuple[CheckConstraint, ...]:
    return tuple(_check(column, f"{column} IN (0, 1)") for column in columns)


def _choice(column: str, choices: tuple[str, ...] | tuple[int, ...]) -> CheckConstraint:
    shown = ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in choices)
    return _check(column, f"{column} IN ({shown})")


def _months(*columns: str) -> tuple[CheckConstraint, ...]:
    return tuple(_check(one, f"{one} BETWEEN 0 AND {LAST_MONTH}") for one in columns)


def _identified() -> CheckConstraint:
    return _check("id", "id <> ''")


def _foreign(target: str) -> ForeignKey:
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


class PlanRow(Base):
    """The plan itself: always one row; `document_id` names the document for ever."""

    __tablename__ = "plan"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str]
    title: Mapped[str]
    ward: Mapped[str]
    form: Mapped[str]
    stage: Mapped[str]
    stage_date: Mapped[str]
    first_year: Mapped[int]
    last_year: Mapped[int]
    digit_style: Mapped[str]
    era_style: Mapped[str]
    sheets_share_page: Mapped[int]
    duplex: Mapped[int]
    mark_meanings: Mapped[str]
    comparison: Mapped[str]
    __table_args__ = (
        _check("id", "id = 'plan'"),
        _check("document_id", "document_id <> ''"),
        _check("first_year", f"first_year BETWEEN {EARLIEST_YEAR} AND last_year"),
        _check("last_year", f"last_year <= {LATEST_YEAR}"),
        _check("years", f"last_year - first_year < {MAX_PERIOD_YEARS}"),
        _choice("digit_style", ("half", "full", "single_full")),
        _choice("era_style", ("wareki", "western", "both")),
        *_flags("sheets_share_page", "duplex"),
        *_lists("mark_meanings"),
        *_objects("comparison"),
        STRICT,
    )


class DepartmentRow(Base):
    """担当課 of the master list."""

    __tablename__ = "department"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    collective: Mapped[int]
    division: Mapped[str]
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    aliases: Mapped[str]
    __table_args__ = (
        _identified(),
        *_flags("collective"),
        *_months("valid_from", "valid_to"),
        *_lists("aliases"),
        STRICT,
    )


class SectionRow(Base):
    """A chapter of the booklet; its blocks are one JSON text."""

    __tablename__ = "section"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    heading: Mapped[str]
    level: Mapped[int]
    numbered: Mapped[int]
    derived: Mapped[str]
    blocks: Mapped[str]
    __table_args__ = (
        _identified(),
        _choice("level", (1, 2)),
        *_flags("numbered"),
        _choice("derived", DERIVED_PARTS),
        *_lists("blocks"),
        STRICT,
    )


class NodeRow(Base):
    """A branch of the outline; `parent_id` is NULL at the top."""

    __tablename__ = "node"
    id: Mapped[str] = mapped_column(primary_key=True)
    parent_id: Mapped[str | None] = mapped_column(_foreign("node.id"))
    position: Mapped[int]
    level: Mapped[str]
    name: Mapped[str]
    symbol: Mapped[str]
    lead: Mapped[str]
    bullets: Mapped[str]
    vision: Mapped[str]
    outcome_goal: Mapped[str]
    marks: Mapped[str]
    number_from: Mapped[int | None]
    __table_args__ = (
        _identified(),
        *_lists("bullets", "vision", "marks"),
        Index(None, "parent_id", "position"),
        STRICT,
    )


class InitiativeRow(Base):
    """事業・取組, with the facts of its schedule."""

    __tablename__ = "initiative"
    id: Mapped[str] = mapped_column(primary_key=True)
    node_id: Mapped[str] = mapped_column(_foreign("node.id"))
    position: Mapped[int]
    name: Mapped[str]
    departments: Mapped[str]
    summary: Mapped[str]
    notes: Mapped[str]
    marks: Mapped[str]
    effects: Mapped[str]
    divisions: Mapped[int]
    schedule_state: Mapped[str]
    number_from: Mapped[int | None]
    __table_args__ = (
        _identified(),
        *_lists("departments", "notes", "marks", "effects"),
        _choice("divisions", DIVISIONS),
        _choice("schedule_state", ("complete", "partial", "lost")),
        Index(None, "node_id", "position"),
        STRICT,
    )


class ScheduleRowRow(Base):
    """A line of a schedule."""

    __tablename__ = "schedule_row"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    label: Mapped[str]
    group_name: Mapped[str]
    departments: Mapped[str]
    __table_args__ = (
        _identified(),
        *_lists("departments"),
        Index(None, "initiative_id", "position"),
        STRICT,
    )


class ScheduleItemRow(Base):
    """A text over a span of months; `started_year` and `started_word` stand or fall together."""

    __tablename__ = "schedule_item"
    id: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(_foreign("schedule_row.id"))
    position: Mapped[int]
    kind: Mapped[str]
    start_month: Mapped[int]
    end_month: Mapped[int]
    text: Mapped[str]
    note: Mapped[str]
    opens_before: Mapped[int]
    opens_after: Mapped[int]
    started_year: Mapped[int | None]
    started_word: Mapped[str | None]
    departments: Mapped[str]
    span_confirmed: Mapped[int]
    __table_args__ = (
        _identified(),
        _choice("kind", ITEM_KINDS),
        *_months("start_month", "end_month"),
        _check("span", "start_month <= end_month"),
        *_flags("opens_before", "opens_after", "span_confirmed"),
        _check("started", "(started_year IS NULL) = (started_word IS NULL)"),
        *_lists("departments"),
        Index(None, "row_id", "position"),
        STRICT,
    )


class IndicatorRow(Base):
    """指標; `baseline` is a JSON scalar, targets and actuals are arrays of [year, value]."""

    __tablename__ = "indicator"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    baseline_year: Mapped[int | None]
    baseline: Mapped[str | None]
    targets: Mapped[str]
    actuals: Mapped[str]
    note: Mapped[str]
    __table_args__ = (
        _identified(),
        *_lists("targets", "actuals"),
        Index(None, "initiative_id", "position"),
        STRICT,
    )


class BudgetRow(Base):
    """事業費 of one fiscal year; `amount` is NULL where a sign for "none" is printed."""

    __tablename__ = "budget"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    year: Mapped[int]
    kind: Mapped[str]
    amount: Mapped[int | None]
    unit: Mapped[str]
    label: Mapped[str]
    note: Mapped[str]
    __table_args__ = (
        _identified(),
        _choice("kind", ("planned", "settled", "expected")),
        _choice("unit", ("円", "千円", "百万円")),
        Index(None, "initiative_id", "position"),
        STRICT,
    )


class ProgressRow(Base):
    """進捗 in a fiscal year; `item` is the id of a schedule item, which may be gone, or empty."""

    __tablename__ = "progress"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    year: Mapped[int]
    status: Mapped[str]
    result: Mapped[str]
    reason: Mapped[str]
    next_step: Mapped[str]
    department: Mapped[str]
    date: Mapped[str]
    item: Mapped[str]
    __table_args__ = (_identified(), Index(None, "initiative_id", "position"), STRICT)


class ReferenceRow(Base):
    """再掲; `target` is the id of an initiative, which may be gone, or empty."""

    __tablename__ = "reference"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    text: Mapped[str]
    content: Mapped[str]
    target: Mapped[str]
    external: Mapped[str]
    __table_args__ = (_identified(), Index(None, "initiative_id", "position"), STRICT)


class TermRow(Base):
    """用語注; `initiative_id` is NULL for the glossary of the whole plan."""

    __tablename__ = "term"
    id: Mapped[str] = mapped_column(primary_key=True)
    initiative_id: Mapped[str | None] = mapped_column(_foreign("initiative.id"))
    position: Mapped[int]
    word: Mapped[str]
    definition: Mapped[str]
    reading: Mapped[str]
    __table_args__ = (_identified(), Index(None, "initiative_id", "position"), STRICT)


class PictureRow(Base):
    """A picture of the booklet; `base64` is its file as text."""

    __tablename__ = "picture"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    base64: Mapped[str]
    __table_args__ = (
        _identified(),
        _choice("media_type", PICTURE_TYPES),
        _check("width", "width > 0"),
        _check("height", "height > 0"),
        STRICT,
    )


class HandoutRow(Base):
    """The papers of one meeting; its parts are one JSON text."""

    __tablename__ = "handout"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    meeting: Mapped[str]
    date: Mapped[str]
    place: Mapped[str]
    division: Mapped[str]
    parts: Mapped[str]
    watermark: Mapped[str]
    two_up: Mapped[int]
    duplex: Mapped[int]
    __table_args__ = (_identified(), *_lists("parts"), *_flags("two_up", "duplex"), STRICT)


class WordingRow(Base):
    """用語統一: how a word is written in this plan."""

    __tablename__ = "wording"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    preferred: Mapped[str]
    variants: Mapped[str]
    part_of_speech: Mapped[str]
    exceptions: Mapped[str]
    note: Mapped[str]
    __table_args__ = (
        _identified(),
        _choice("part_of_speech", ("any", "noun", "verb")),
        *_lists("variants", "exceptions"),
        STRICT,
    )


class AcceptedRow(Base):
    """A finding that was looked at and may stand."""

    __tablename__ = "accepted"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    rule: Mapped[str]
    target: Mapped[str]
    evidence: Mapped[str]
    reason: Mapped[str]
    __table_args__ = (_identified(), STRICT)


class InquiryRow(Base):
    """照会: what was sent to departments; `plan` is the plan at that moment, as JSON."""

    __tablename__ = "inquiry"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    due: Mapped[str]
    guidance: Mapped[str]
    departments: Mapped[str]
    sent_at: Mapped[str]
    who: Mapped[str]
    plan: Mapped[str]
    __table_args__ = (
        _identified(),
        *_lists("departments"),
        *_objects("plan"),
        STRICT,
    )


class ReplyRow(Base):
    """回答: a workbook that came back; `digest` is the SHA-256 of the file, `result` JSON."""

    __tablename__ = "reply"
    id: Mapped[str] = mapped_column(primary_key=True)
    inquiry_id: Mapped[str] = mapped_column(_foreign("inquiry.id"))
    department: Mapped[str]
    source: Mapped[str]
    digest: Mapped[str]
    received_at: Mapped[str]
    who: Mapped[str]
    result: Mapped[str]
    __table_args__ = (_identified(), *_objects("result"), Index(None, "inquiry_id"), STRICT)


class EditionRow(Base):
    """A frozen edition: the whole plan as the JSON of `plan.schema.json`."""

    __tablename__ = "edition"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    date: Mapped[str]
    frozen_at: Mapped[str]
    who: Mapped[str]
    note: Mapped[str]
    plan: Mapped[str]
    __table_args__ = (_identified(), _check("name", "name <> ''"), *_objects("plan"), STRICT)


class SealRow(Base):
    """The digest of all other rows when the file was saved: damage that no index shows is seen."""

    __tablename__ = "seal"
    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    __table_args__ = (_check("id", "id = 'seal'"), STRICT)


class JournalRow(Base):
    """One edit, undo or redo; rows are only ever added. `ref` is the edit undone or redone."""

    __tablename__ = "journal"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref: Mapped[int | None] = mapped_column(_foreign("journal.sequence"))
    label: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
    initiatives: Mapped[str]
    structure: Mapped[int]
    __table_args__ = (
        _choice("kind", ("do", "undo", "redo")),
        _check("ref", "(kind = 'do') = (ref IS NULL)"),
        *_lists("initiatives"),
        *_flags("structure"),
        Index(None, "ref"),
        STRICT,
    )


class JournalImageRow(Base):
    """One row of the plan before and after an edit: JSON objects, NULL where it was not there."""

    __tablename__ = "journal_image"
    sequence: Mapped[int] = mapped_column(_foreign("journal.sequence"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    __table_args__ = (
        _check("sides", "before IS NOT NULL OR after IS NOT NULL"),
        *_objects("before", "after"),
        STRICT,
    )


def _tables(*classes: type[Base]) -> dict[str, Table]:
    tables = (one.__table__ for one in classes)
    return {table.name: table for table in tables if isinstance(table, Table)}


# The tables that hold the plan, parents before children.
TABLES = _tables(
    PlanRow,
    DepartmentRow,
    SectionRow,
    NodeRow,
    InitiativeRow,
    ScheduleRowRow,
    ScheduleItemRow,
    IndicatorRow,
    BudgetRow,
    ProgressRow,
    ReferenceRow,
    TermRow,
    PictureRow,
    HandoutRow,
    WordingRow,
    AcceptedRow,
)
