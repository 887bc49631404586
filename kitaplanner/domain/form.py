"""A form (様式): a ward's official table format as data, read from `resources/forms/*.toml`.

Belongs here: the values of a form and reading them. Lengths in the file are millimetres; here they
are points. Does not belong here: drawing (`layout`) and numbering (`numbering`).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kitaplanner.errors import UserError
from kitaplanner.paths import resource_path

POINTS_PER_MM = 72 / 25.4


def mm(length: float) -> float:
    """Convert millimetres to points."""
    return length * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the outline.

    `number` and `long` are templates: `{n}` is the ordinal, `{n:circled}` writes ①. `counts_within`
    names the level in which ordinals run on; empty means among the children of one parent.
    `heading` is a template with `{number}` and `{name}`.
    """

    name: str
    number: str = "{n}."
    long: str = ""
    heading: str = "{number} {name}"
    counts_within: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeRule:
    """How initiatives are numbered: the first template whose levels all stand above it is taken."""

    numbers: tuple[str, ...]
    counts_within: str = ""
    heading: str = "{number} {name}"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A labelled field of the sheet.

    `width` is its content's width in points, 0 takes the rest; `label_width` is its label's, 0
    takes the form's.
    """

    label: str
    field: str
    width: float = 0.0
    label_width: float = 0.0


SheetPartKind: TypeAlias = Literal["fields", "caption", "schedule"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of the sheet from top to bottom: a table of fields, a caption or the schedule."""

    kind: SheetPartKind
    text: str = ""
    rows: tuple[tuple[SheetCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The page in points; `binding` is the inner margin when printed double-sided."""

    width: float
    height: float
    margin_top: float
    margin_bottom: float
    margin_side: float
    binding: float


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of the sheet in points."""

    label_width: float
    cell_padding: float
    frame: float
    rule: float
    header_height: float
    row_height: float
    row_gap: float
    item_inset: float
    item_padding: float
    arrow_head: float
    part_gap: float
    sheet_gap: float


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Text sizes in points; `item_smallest` is how far item text may shrink."""

    body: float
    name: float
    label: float
    note_step: float
    header: float
    item: float
    item_smallest: float
    running: float
    caption: float
    heading: tuple[float, ...]
    leading: float
    item_leading: float


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list of initiatives; `width` in points, 0 takes the rest."""

    field: Literal["number", "name", "departments", "page"]
    label: str
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class BookletRule:
    """How the chapters around the sheets are made.

    `block_level` names the level that opens with a page of its own before its sheets;
    `section_numbers` are the templates of chapters and their parts.
    """

    block_level: str
    section_numbers: tuple[str, ...]
    list_columns: tuple[ListColumn, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that differs between wards."""

    name: str
    title: str
    ward: str
    levels: tuple[Level, ...]
    initiative: InitiativeRule
    labels: Mapping[str, str]
    year_style: str
    sheet: tuple[SheetPart, ...]
    page: PageGeometry
    lengths: Lengths
    sizes: TextSizes
    colours: Mapping[str, str]
    divisions: tuple[int, ...]
    booklet: BookletRule

    def level(self, name: str) -> Level:
        """Give a level by name; one that the form does not know prints its name alone."""
        return next(
            (level for level in self.levels if level.name == name), Level(name=name, number="")
        )

    def level_below(self, name: str) -> str | None:
        """Give the name of the next lower level, or None below the last."""
        names = [level.name for level in self.levels]
        index = names.index(name) + 1 if name in names else len(names)
        return names[index] if index < len(names) else None


def available_forms() -> tuple[str, ...]:
    """Give the names of the forms that are installed."""
    return tuple(sorted(path.stem for path in resource_path("forms").glob("*.toml")))


@functools.cache
def load_form(name: str) -> Form:
    """Read an installed form; raise UserError when there is none of that name."""
    if name not in available_forms():
        known = "、".join(available_forms())
        raise UserError(f"様式「{name}」はありません。使える様式：{known}")
    return read_form(resource_path("forms", f"{name}.toml"))


def read_form(path: Path) -> Form:
    """Read a form from a file; KeyError and TypeError mean that the file itself is wrong."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Form(
        name=path.stem,
        title=data["title"],
        ward=data["ward"],
        levels=tuple(Level(**level) for level in data["levels"]),
        initiative=_rule(data["initiative"]),
        labels=dict(data["labels"]),
        year_style=data["schedule"]["year_style"],
        sheet=tuple(_part(part) for part in data["sheet"]),
        page=PageGeometry(**{key: mm(value) for key, value in data["page"].items()}),
        lengths=_lengths(data["lengths"]),
        sizes=_sizes(data["sizes"]),
        colours=dict(data["colours"]),
        divisions=tuple(data["schedule"]["divisions"]),
        booklet=_booklet(data["booklet"]),
    )


# Line widths are given in points, as printers do; everything else in millimetres.
_IN_POINTS = frozenset({"frame", "rule"})


def _lengths(data: Mapping[str, float]) -> Lengths:
    return Lengths(
        **{key: value if key in _IN_POINTS else mm(value) for key, value in data.items()}
    )


def _sizes(data: Mapping[str, Any]) -> TextSizes:
    values = dict(data)
    heading = tuple(values.pop("heading"))
    return TextSizes(heading=heading, **values)


def _rule(data: Mapping[str, Any]) -> InitiativeRule:
    values = dict(data)
    return InitiativeRule(numbers=tuple(values.pop("numbers")), **values)


def _booklet(data: Mapping[str, Any]) -> BookletRule:
    return BookletRule(
        block_level=data["block_level"],
        section_numbers=tuple(data["section_numbers"]),
        list_columns=tuple(
            ListColumn(column["field"], column["label"], mm(column.get("width", 0.0)))
            for column in data["list_columns"]
        ),
    )


def _part(data: Mapping[str, Any]) -> SheetPart:
    rows = tuple(
        tuple(
            SheetCell(
                cell["label"],
                cell["field"],
                mm(cell.get("width", 0.0)),
                mm(cell.get("label_width", 0.0)),
            )
            for cell in row
        )
        for row in data.get("rows", [])
    )
    return SheetPart(kind=data["kind"], text=data.get("text", ""), rows=rows)
