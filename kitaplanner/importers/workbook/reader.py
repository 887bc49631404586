"""A workbook's bytes → its content in neutral values.

Belongs here: the workbook's own part and putting the pieces together. Parts are read directly:
general libraries lose shapes or build every cell as an object. Runs in a process of its own
(`worker`); anything may be raised here on foreign input, and `refusals.told_in_words` says it in
words. Does not belong here: what sheets mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.archive import Archive, Relation
from kitaplanner.importers.workbook.calibration import width_scale
from kitaplanner.importers.workbook.content import (
    DefinedName,
    Shape,
    SheetContent,
    WorkbookContent,
)
from kitaplanner.importers.workbook.drawing import read_drawing
from kitaplanner.importers.workbook.intake import check_kind
from kitaplanner.importers.workbook.markup import flag
from kitaplanner.importers.workbook.refusals import OverLimit, Refusal, damaged
from kitaplanner.importers.workbook.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    Context,
    RawSheet,
    read_sheet,
)
from kitaplanner.importers.workbook.strings import shared_strings
from kitaplanner.importers.workbook.styles import style_sheet
from kitaplanner.importers.workbook.text import Cleaner

# sheets done, sheets in all
Progress: TypeAlias = Callable[[int, int], None]

MAX_SHEETS = 2_000
MAX_NAMES = 20_000
# Sheets are kept until the last is read; a year's plan of a ward has some 50,000 of these.
MAX_CONTENT = 1_000_000
_MACROS = "マクロが含まれていますが、読まず、動かしません。"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    relation: Relation


def read_content(
    data: bytes, source: str, progress: Progress = lambda _done, _total: None
) -> WorkbookContent:
    """Read a workbook; raise Refusal, or nearly anything else on a broken file."""
    check_kind(data)
    return _Workbook(Archive(data), source).content(progress)


class _Workbook:
    """A workbook that is being read."""

    def __init__(self, archive: Archive, source: str) -> None:
        self._archive = archive
        self._source = source
        self._part = archive.workbook_part()
        self._relations = archive.relations(self._part)
        self._root = archive.tree(self._part)
        if self._root.tag != "workbook":
            raise damaged("ブックの本体を読めません")
        self._remarks: list[str] = []

    def content(self, progress: Progress) -> WorkbookContent:
        """Read everything; tell how many sheets are done."""
        entries = self._entries()
        context = self._context()
        if self._has_macros():
            self._remarks.append(_MACROS)
        progress(0, len(entries))
        sheets = []
        amount = 0
        for done, entry in enumerate(entries, start=1):
            sheet = self._sheet(entry, context)
            amount += len(sheet.cells) + len(sheet.shapes) + len(sheet.merges)
            if amount > MAX_CONTENT:
                raise OverLimit("ブック全体のセルと図形", MAX_CONTENT, "個")
            sheets.append(sheet)
            progress(done, len(entries))
        names = tuple(self._names(context.cleaner))
        return WorkbookContent(
            self._source,
            tuple(sheets),
            names,
            tuple(self._properties(context.cleaner)),
            (*self._remarks, *context.cleaner.remarks),
        )

    def _entries(self) -> list[_Entry]:
        entries = []
        for one in self._root.iterfind("sheets/sheet"):
            relation = self._relations.get(one.get("id", ""))
            name = one.get("name", "")
            if relation is None:
                raise damaged(f"シート「{name[:40]}」の本体が見つかりません")
            if relation.kind == "worksheet":
                hidden = one.get("state", "visible") != "visible"
                entries.append(_Entry(name, hidden, relation))
            else:
                self._remarks.append(f"シート「{name[:40]}」は表のシートではないため、読みません。")
        if not entries:
            raise Refusal("表のシートが1枚もありません。正しいブックか確かめてください。")
        if len(entries) > MAX_SHEETS:
            raise OverLimit("シート", MAX_SHEETS, "枚")
        return entries

    def _context(self) -> Context:
        strings = self._part_of("sharedStrings")
        properties = self._root.find("workbookPr")
        styles = style_sheet(self._tree_of("styles"), self._tree_of("theme"))
        return Context(
            shared_strings(self._archive.chunks(strings)) if strings else [],
            styles,
            Cleaner(),
            properties is not None and flag(properties.get("date1904")),
        )

    def _part_of(self, kind: str) -> str:
        parts = (one.part for one in self._relations.values() if one.kind == kind)
        return next((part for part in parts if part in self._archive), "")

    def _tree_of(self, kind: str) -> Element | None:
        part = self._part_of(kind)
        return self._archive.tree(part) if part else None

    def _has_macros(self) -> bool:
        return any(one.kind == "vbaProject" for one in self._relations.values())

    def _sheet(self, entry: _Entry, context: Context) -> SheetContent:
        part = entry.relation.part
        name = context.cleaner.clean(entry.name, "シートの名前")
        raw = read_sheet(self._archive.chunks(part), name, context)
        relations = self._archive.relations(part)
        self._remark(raw, relations, name)
        grid = raw.sizes.grid(MAX_COLUMNS)
        shapes: list[Shape] = []
        for drawing in self._drawings(raw, relations):
            scale = width_scale(drawing, grid.columns)
            if scale != 1:
                grid = raw.sizes.grid(MAX_COLUMNS, scale)
            shapes += read_drawing(drawing, grid, name, context.cleaner)
        rows, columns = _extent(raw, shapes)
        return SheetContent(
            name,
            tuple(raw.cells),
            tuple(raw.merges),
            tuple(shapes),
            tuple(grid.columns.size(index) for index in range(columns)),
            tuple(grid.rows.size(index) for index in range(rows)),
            entry.hidden,
        )

    def _drawings(self, raw: RawSheet, relations: dict[str, Relation]) -> Iterator[Element]:
        for id_ in raw.drawings[:1]:  # the standard allows one
            relation = relations.get(id_)
            if relation is not None and relation.part in self._archive:
                yield self._archive.tree(relation.part)

    def _remark(self, raw: RawSheet, relations: dict[str, Relation], name: str) -> None:
        kinds = {one.kind for one in relations.values()}
        if kinds & {"comments", "threadedComment"}:
            self._remarks.append(f"シート「{name}」のコメント（メモ）は読みません。")
        if raw.has_conditional_formats:
            self._remarks.append(f"シート「{name}」の条件付き書式の色は読みません。")

    def _names(self, cleaner: Cleaner) -> Iterator[DefinedName]:
        for index, one in enumerate(self._root.iterfind("definedNames/definedName")):
            if index == MAX_NAMES:
                self._remarks.append(f"名前の定義が多いため、{MAX_NAMES:,}個までを読みました。")
                return
            name = cleaner.clean(one.get("name", ""), "定義された名前")
            yield DefinedName(name, cleaner.clean(one.text or "", f"名前「{name}」の参照先"))

    def _properties(self, cleaner: Cleaner) -> Iterator[tuple[str, str]]:
        """Yield the custom properties, which the package refers to and not the workbook."""
        for relation in self._archive.relations("").values():
            if relation.kind in ("custom-properties", "customProperties"):
                if relation.part not in self._archive:
                    continue
                for one in self._archive.tree(relation.part).iterfind("property"):
                    name = cleaner.clean(one.get("name", ""), "プロパティの名前")
                    value = "".join(one.itertext())
                    yield name, cleaner.clean(value, f"プロパティ「{name}」")


def _extent(raw: RawSheet, shapes: list[Shape]) -> tuple[int, int]:
    """Give how many rows and columns are used by cells, merges and shapes."""
    rows = max((cell.row + 1 for cell in raw.cells), default=0)
    columns = max((cell.column + 1 for cell in raw.cells), default=0)
    for merge in raw.merges:
        rows, columns = max(rows, merge.last_row + 1), max(columns, merge.last_column + 1)
    for shape in shapes:
        rows, columns = max(rows, math.ceil(shape.bottom)), max(columns, math.ceil(shape.right))
    return min(rows, MAX_ROWS), min(columns, MAX_COLUMNS)
