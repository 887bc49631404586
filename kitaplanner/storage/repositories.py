"""Rows read back as a plan.

Belongs here: the one place that knows which column becomes which field; its counterpart on the way
in is `flatten`. Reading takes tuples straight from the driver, because opening a large plan is
mostly this loop. What the tables can't express (items that overlap, unique ids) is in `soundness`.
"""

from __future__ import annotations

import base64
import gc
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import Select
from sqlalchemy.sql.schema import Column

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.json_codec import decode, decode_object
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    Block,
    Budget,
    ComparisonStyle,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    PlanSettings,
    Progress,
    Reference,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
    Started,
    Term,
    Value,
    YearValues,
)
from kitaplanner.errors import DocumentUnreadable, PlanFormatError
from kitaplanner.storage.flatten import json_text
from kitaplanner.storage.rows import TABLES, PlanRow
from kitaplanner.storage.soundness import text_problem

T = TypeVar("T")
Cells: TypeAlias = Any  # a tuple of the driver, in the order of the table's columns
Tables: TypeAlias = Mapping[str, Sequence[Cells]]
Children: TypeAlias = Mapping[str | None, Sequence[T]]
# What reading raises for a cell that the program can't have written.
SENSELESS = (ValueError, TypeError, LookupError, RecursionError, PlanFormatError)
DAMAGED = "文書の内容が壊れています。控え（バックアップ）から復元してください。"


# --- cells -----------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def _texts(cell: str) -> tuple[str, ...]:
    found = json.loads(cell)
    if type(found) is not list:
        raise ValueError(cell)
    return tuple(_text(one) for one in found)


def _text(found: object) -> str:
    if type(found) is not str or text_problem(found) is not None:
        raise ValueError(found)
    return found


def _scalar(cell: str | None) -> Value:
    return None if cell is None else _as_value(json.loads(cell))


def _as_value(found: object) -> Value:
    if type(found) is str:
        return _text(found)
    if found is None or type(found) is int:
        return found
    if type(found) is float and math.isfinite(found):
        return found
    raise ValueError(found)


def _years(cell: str) -> YearValues:
    if cell == "[]":
        return ()
    return tuple((_integer(year), _as_value(value)) for year, value in json.loads(cell))


def _integer(found: object) -> int:
    if type(found) is not int:
        raise ValueError(found)
    return found


def _pairs(cell: str) -> tuple[tuple[str, str], ...]:
    return tuple((_text(mark), _text(meaning)) for mark, meaning in json.loads(cell))


def _blocks(cell: str) -> tuple[Block, ...]:
    return cast(tuple[Block, ...], decode(tuple[Block, ...], json.loads(cell), "blocks", {}))


def _comparison(cell: str) -> ComparisonStyle:
    return cast(ComparisonStyle, decode_object(ComparisonStyle, json.loads(cell), "comparison", {}))


def _handout_parts(cell: str) -> tuple[HandoutPart, ...]:
    parts = decode(tuple[HandoutPart, ...], json.loads(cell), "parts", {})
    return cast(tuple[HandoutPart, ...], parts)


def _bytes(cell: str) -> bytes:
    return base64.b64decode(cell, validate=True)


# How each column that holds JSON is read; all raise one of SENSELESS for what makes no sense.
CELL_READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("departments", "notes", "marks", "effects", "bullets"), _texts),
    **dict.fromkeys(("vision", "aliases"), _texts),
    **dict.fromkeys(("targets", "actuals"), _years),
    "baseline": _scalar,
    "mark_meanings": _pairs,
    "blocks": _blocks,
    "comparison": _comparison,
    "parts": _handout_parts,
    **dict.fromkeys(("variants", "exceptions"), _texts),
    "base64": _bytes,
}


# --- rows ------------------------------------------------------------------------------------


@cache
def _columns(table: str) -> tuple[Column[Any], ...]:
    return tuple(TABLES[table].columns)


@cache
def _position(table: str) -> int | None:
    """Give the place of the column that orders the rows of a table, if it has one."""
    names = [column.name for column in _columns(table)]
    return names.index("position") if "position" in names else None


@cache
def _text_of_select(table: str, parent: str | None) -> str:
    """Give the SELECT of a table; with a parent, that of the rows below ids in a JSON array."""
    query: Select[Any] = select(*_columns(table))
    if parent is not None:
        wanted = func.json_each(bindparam("ids")).table_valued("value")
        query = query.where(TABLES[table].columns[parent].in_(select(wanted.c.value)))
    return str(query.compile(dialect=sqlite.dialect(paramstyle="qmark")))


def _in_order(table: str, rows: Sequence[Cells]) -> Sequence[Cells]:
    """Give rows in the order within their parents; faster here than in SQLite."""
    place = _position(table)
    return rows if place is None else sorted(rows, key=itemgetter(place))


class _Whole:
    """Gives the rows of all tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def rows(self, table: str, parent: str | None = None) -> Sequence[Cells]:
        """Give all rows of a table."""
        return _in_order(table, self._tables[table])

    def rows_of(self, table: str, parent: str, ids: Iterable[str]) -> Sequence[Cells]:
        """Give all rows of a table."""
        return self.rows(table)


class _Some:
    """Reads the rows of some initiatives only."""

    def __init__(self, driver: sqlite3.Connection, initiatives: Iterable[str]) -> None:
        self._driver = driver
        self._ids = list(initiatives)

    def rows(self, table: str, parent: str) -> Sequence[Cells]:
        """Give the rows whose `parent` column is one of the initiatives."""
        return self.rows_of(table, parent, self._ids)

    def rows_of(self, table: str, parent: str, ids: Iterable[str]) -> Sequence[Cells]:
        """Give the rows whose `parent` column is one of the ids."""
        statement = _text_of_select(table, parent)
        rows = self._driver.execute(statement, (json_text(list(ids)),)).fetchall()
        return _in_order(table, rows)


_Reader: TypeAlias = _Whole | _Some


def _items(reader: _Reader, row_ids: Iterable[str]) -> Children[ScheduleItem]:
    by_row: defaultdict[str | None, list[ScheduleItem]] = defaultdict(list)
    for (
        id_, row_id, _, kind, start, end, text, note, before, after, year, word, departments, sure
    ) in reader.rows_of("schedule_item", "row_id", row_ids):  # fmt: skip
        by_row[row_id].append(
            ScheduleItem(
                id_,
                kind,
                start,
                end,
                text,
                note,
                before == 1,
                after == 1,
                None if year is None else Started(year, word),
                _texts(departments),
                sure == 1,
            )
        )
    return by_row


def _schedule_rows(reader: _Reader) -> Children[ScheduleRow]:
    found = reader.rows("schedule_row", "initiative_id")
    items = _items(reader, (cells[0] for cells in found))
    by_initiative: defaultdict[str | None, list[ScheduleRow]] = defaultdict(list)
    for id_, initiative_id, _, label, group, departments in found:
        by_initiative[initiative_id].append(
            ScheduleRow(id_, tuple(items.get(id_, ())), label, group, _texts(departments))
        )
    return by_initiative


def _indicator(cells: Cells) -> Indicator:
    id_, _, _, name, unit, year, baseline, targets, actuals, note = cells
    return Indicator(
        id_, name, unit, year, _scalar(baseline), _years(targets), _years(actuals), note
    )


def _budget(cells: Cells) -> Budget:
    id_, _, _, *fields = cells
    return Budget(id_, *fields)


def _progress(cells: Cells) -> Progress:
    id_, _, _, *fields = cells
    return Progress(id_, *fields)


def _reference(cells: Cells) -> Reference:
    id_, _, _, *fields = cells
    return Reference(id_, *fields)


def _term(cells: Cells) -> Term:
    id_, _, _, *fields = cells
    return Term(id_, *fields)


class _Parts(NamedTuple):
    """The parts of all initiatives that are read, by the id of the initiative."""

    rows: Children[ScheduleRow]
    indicators: Children[Indicator]
    budgets: Children[Budget]
    progress: Children[Progress]
    references: Children[Reference]
    terms: Children[Term]


def _grouped(reader: _Reader, table: str, make: Any) -> Children[Any]:
    by_initiative: defaultdict[str | None, list[Any]] = defaultdict(list)
    for cells in reader.rows(table, "initiative_id"):
        by_initiative[cells[1]].append(make(cells))
    return by_initiative


def _parts(reader: _Reader) -> _Parts:
    return _Parts(
        _schedule_rows(reader),
        _grouped(reader, "indicator", _indicator),
        _grouped(reader, "budget", _budget),
        _grouped(reader, "progress", _progress),
        _grouped(reader, "reference", _reference),
        _grouped(reader, "term", _term),
    )


def _initiative(cells: Cells, parts: _Parts) -> Initiative:
    (id_, _, _, name, departments, summary, notes, marks, effects, divisions, state, number) = cells
    rows, indicators, budgets, progress, references, terms = parts
    return Initiative(
        id_,
        name,
        _texts(departments),
        summary,
        _texts(notes),
        _texts(marks),
        _texts(effects),
        tuple(indicators.get(id_, ())),
        tuple(budgets.get(id_, ())),
        tuple(progress.get(id_, ())),
        tuple(references.get(id_, ())),
        tuple(terms.get(id_, ())),
        Schedule(tuple(rows.get(id_, ())), divisions, state),
        number,
    )


def _outline(reader: _Whole, initiatives: Children[Initiative]) -> tuple[Node, ...]:
    by_parent: defaultdict[str | None, list[Cells]] = defaultdict(list)
    found = reader.rows("node")
    for cells in found:
        by_parent[cells[1]].append(cells)

    def make(cells: Cells) -> Node:
        id_, _, _, level, name, symbol, lead, bullets, vision, goal, marks, number = cells
        made.append(id_)
        return Node(
            id_,
            level,
            name,
            symbol,
            lead,
            _texts(bullets),
            _texts(vision),
            goal,
            _texts(marks),
            tuple(make(child) for child in by_parent.get(id_, ())),
            tuple(initiatives.get(id_, ())),
            number,
        )

    made: list[str] = []
    outline = tuple(make(cells) for cells in by_parent.get(None, ()))
    if len(made) != len(found):
        raise ValueError("nodes in a circle")
    return outline


def _settings(
    digits: Any, era: Any, share: int, duplex: int, marks: str, comparison: str
) -> PlanSettings:
    return PlanSettings(
        digits, era, share == 1, duplex == 1, _pairs(marks), _comparison(comparison)
    )


def _picture(cells: Cells) -> Picture:
    id_, _, name, media_type, width, height, data = cells
    return Picture(id_, name, media_type, width, height, _bytes(data))


def _handout(cells: Cells) -> Handout:
    id_, _, name, meeting, date, place, division, parts, watermark, two_up, duplex = cells
    return Handout(
        id_,
        name,
        meeting,
        date,
        place,
        division,
        _handout_parts(parts),
        watermark,
        two_up == 1,
        duplex == 1,
    )


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the collector of garbage away while a plan is built.

    Tens of thousands of objects come into being and all of them stay; again and again the
    collector would look through them, which took a seventh of the time of opening.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_tables(driver: sqlite3.Connection) -> Tables:
    """Read all rows of the tables that hold the plan."""
    return {name: driver.execute(_text_of_select(name, None)).fetchall() for name in TABLES}


def read_plan(driver: sqlite3.Connection) -> Plan:
    """Read the whole plan; raise DocumentUnreadable where a cell makes no sense."""
    with collection_paused():
        return plan_from_tables(read_tables(driver))


def plan_from_tables(tables: Tables) -> Plan:
    """Make the plan of the rows of its tables; raise DocumentUnreadable as `read_plan` does."""
    try:
        return _plan(_Whole(tables))
    except SENSELESS as error:
        raise DocumentUnreadable(DAMAGED) from error


def _plan(reader: _Whole) -> Plan:
    parts = _parts(reader)
    by_node: defaultdict[str | None, list[Initiative]] = defaultdict(list)
    for cells in reader.rows("initiative"):
        by_node[cells[1]].append(_initiative(cells, parts))
    (head,) = reader.rows("plan")
    (_, _, title, ward, form, stage, date, first, last, *settings) = head
    return Plan(
        title=title,
        period=Period(first, last),
        ward=ward,
        form=form,
        stage=stage,
        stage_date=date,
        settings=_settings(*settings),
        departments=tuple(
            Department(id_, name, collective == 1, division, start, end, _texts(aliases))
            for id_, _, name, collective, division, start, end, aliases in reader.rows("department")
        ),
        outline=_outline(reader, by_node),
        sections=tuple(
            Section(id_, heading, level, numbered == 1, derived, _blocks(blocks))
            for id_, _, heading, level, numbered, derived, blocks in reader.rows("section")
        ),
        terms=tuple(parts.terms.get(None, ())),
        pictures=tuple(_picture(cells) for cells in reader.rows("picture")),
        handouts=tuple(_handout(cells) for cells in reader.rows("handout")),
        wordings=tuple(
            WordingRule(id_, preferred, _texts(variants), kind, _texts(exceptions), note)
            for id_, _, preferred, variants, kind, exceptions, note in reader.rows("wording")
        ),
        accepted=tuple(
            AcceptedFinding(id_, *fields) for id_, _, *fields in reader.rows("accepted")
        ),
    )


def read_initiatives(driver: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Initiative]:
    """Read some initiatives with their parts; an id that is not there is left out."""
    reader = _Some(driver, ids)
    try:
        parts = _parts(reader)
        return {cells[0]: _initiative(cells, parts) for cells in reader.rows("initiative", "id")}
    except SENSELESS as error:
        raise DocumentUnreadable(DAMAGED) from error


def read_document_id(connection: Connection) -> str:
    """Give the id that names this document for ever."""
    return connection.execute(select(PlanRow.document_id)).scalar_one()
