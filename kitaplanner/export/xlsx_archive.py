"""Writing a workbook's parts into its zip file, in memory and sheet by sheet.

Here: the part of openpyxl's writer that is done otherwise: no temporary files with text of the plan
beside the target, and word of each sheet. Not here: what the sheets hold (`xlsx`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.packaging.relationship import Relationship, RelationshipList
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.drawing import Drawing
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_WORKBOOK_RELS
from openpyxl.xml.functions import fromstring, tostring

from kitaplanner.export.xlsx_attachment import (
    PROPERTIES_PART,
    PROPERTIES_TYPE,
    RELATION_KIND,
    RELATION_TARGET,
    plan_parts,
)


def save_workbook(
    workbook: Workbook,
    file: BinaryIO,
    drawings: Mapping[str, str],
    on_sheet: Callable[[], None],
    plan: bytes = b"",
) -> None:
    """Write a workbook to an open file; `on_sheet` is called after each one that people see.

    `drawings` gives the XML of the drawing over a worksheet by the sheet's name; `plan` is the
    JSON of a plan that travels with the workbook.
    """
    kind: type[ZipFile] = _AttachingArchive if plan else ZipFile
    with kind(file, "w", ZIP_DEFLATED) as archive:
        writer = _Writer(workbook, archive, drawings, on_sheet)
        if plan:
            for name, content in plan_parts(plan).items():
                archive.writestr(name, content)
            writer.manifest.append(_Properties())
        writer.write_data()


class _AttachingArchive(ZipFile):
    """Adds the relation to the plan to those of the workbook; openpyxl leaves no place for it."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *rest: Any, **named: Any) -> None:
        """Write a part."""
        if zinfo_or_arcname == ARC_WORKBOOK_RELS:
            relations = RelationshipList.from_tree(fromstring(data))
            relation: Any = Relationship(Id="", Type=RELATION_KIND, Target=RELATION_TARGET)
            relations.append(relation)
            data = tostring(relations.to_tree())
        super().writestr(zinfo_or_arcname, data, *rest, **named)


class _Properties:
    """What the list of contents says of the part beside the plan."""

    path = f"/{PROPERTIES_PART}"
    mime_type = PROPERTIES_TYPE


class _Drawing:
    """A drawing part whose XML is finished; the base classes can read shapes but not write them."""

    mime_type = "application/vnd.openxmlformats-officedocument.drawing+xml"

    def __init__(self, xml: str) -> None:
        self.xml = xml
        self.number = 0

    def __bool__(self) -> bool:
        return bool(self.xml)

    @property
    def path(self) -> str:
        """Give the name of the part."""
        return f"/xl/drawings/drawing{self.number}.xml"


class _SheetWriter(WorksheetWriter):
    ws: Any
    _rels: Any

    def write_drawings(self) -> None:
        """Refer to the drawing; this is called where the schema wants it, behind the breaks."""
        if self.ws._drawing:
            relation: Any = Relationship(Id="", type="drawing", Target="")
            self._rels.append(relation)
            self.xf.send(Drawing(id=relation.id).to_tree("drawing"))


class _Writer(ExcelWriter):
    _archive: ZipFile
    _drawings: list[_Drawing]

    def __init__(
        self,
        workbook: Workbook,
        archive: ZipFile,
        drawings: Mapping[str, str],
        on_sheet: Callable[[], None],
    ) -> None:
        super().__init__(workbook, archive)
        self._drawing_xml = drawings
        self._on_sheet = on_sheet

    def _write_drawing(self, drawing: _Drawing) -> None:
        self._drawings.append(drawing)
        drawing.number = len(self._drawings)
        self._archive.writestr(drawing.path[1:], drawing.xml)
        self.manifest.append(drawing)

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet through memory; the base class goes through a temporary file."""
        ws._drawing = _Drawing(self._drawing_xml.get(ws.title, ""))
        part = BytesIO()
        writer: Any = _SheetWriter(ws, out=part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)
        if ws.sheet_state == "visible":
            self._on_sheet()
