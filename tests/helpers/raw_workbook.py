"""Workbooks written as raw XML: what no well-behaved library would write can be read in a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"
_REFERENCES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_CONTENT = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_STRICT = (
    (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (_DRAWING, "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"),
    (_SHAPES, "http://purl.oclc.org/ooxml/drawingml/main"),
    (_REFERENCES, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0&quot;年度&quot;"/></numFmts>'
    "<fonts><font><sz val='11'/><name val='Calibri'/></font><font><b/></font></fonts>"
    "<fills><fill><patternFill patternType='none'/></fill>"
    "<fill><patternFill patternType='gray125'/></fill>"
    "<fill><patternFill patternType='solid'><fgColor rgb='FFE1ECF7'/></patternFill></fill></fills>"
    "<cellXfs><xf/><xf fillId='2'/><xf numFmtId='164'/><xf fontId='1'/>"
    "<xf><protection locked='0'/></xf></cellXfs>"
)


@dataclass(frozen=True)
class RawSheet:
    """A sheet: the inside of its elements; `after` stands behind the cells."""

    rows: str = ""
    before: str = ""
    after: str = ""
    drawing: str = ""
    name: str = "計画"
    attributes: str = ""
    references: Mapping[str, str] = field(default_factory=dict)


def raw_workbook(
    *sheets: RawSheet,
    strings: Sequence[str] = (),
    styles: str = STYLES,
    workbook: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    references: Mapping[str, str] | None = None,
    strict: bool = False,
) -> bytes:
    """Give the bytes of a workbook; `strings` are the insides of shared strings."""
    written: dict[str, str | bytes] = {"[Content_Types].xml": _CONTENT}
    written["_rels/.rels"] = _references({"officeDocument": "xl/workbook.xml"})
    listed = ""
    own = {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml", **(references or {})}
    lines = [_reference(kind, kind, target) for kind, target in own.items()]
    for index, sheet in enumerate(sheets, start=1):
        listed += (
            f'<sheet name="{sheet.name}" sheetId="{index}" r:id="s{index}" {sheet.attributes}/>'
        )
        lines.append(_reference(f"s{index}", "worksheet", f"worksheets/sheet{index}.xml"))
        written |= _sheet_parts(index, sheet)
    written["xl/workbook.xml"] = _root("workbook", f"<sheets>{listed}</sheets>{workbook}")
    written["xl/_rels/workbook.xml.rels"] = _relationships(lines)
    written["xl/styles.xml"] = _root("styleSheet", styles)
    texts = "".join(f"<si>{one}</si>" for one in strings)
    written["xl/sharedStrings.xml"] = _root("sst", texts)
    return zipped({**written, **(parts or {})}, strict=strict)


def zipped(parts: Mapping[str, str | bytes], *, strict: bool = False) -> bytes:
    """Put parts into a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if strict and isinstance(content, str):
                for usual, other in _STRICT:
                    content = content.replace(usual, other)
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Give the parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anchor(shape: str, start: tuple[int, int, int, int], end: tuple[int, int, int, int]) -> str:
    """Give a two-cell anchor; corners are column, offset, row, offset (EMU)."""
    return (
        f"<xdr:twoCellAnchor>{corner('from', start)}{corner('to', end)}{shape}"
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )


def corner(name: str, place: tuple[int, int, int, int]) -> str:
    """Give a corner of an anchor."""
    column, right, row, down = place
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{right}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
    )


def shape(
    geometry: str = '<a:prstGeom prst="homePlate"/>',
    text: str = "",
    *,
    name: str = "矢印 1",
    frame: str = "",
    look: str = "<a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>",
    hidden: bool = False,
    box: bool = False,
    body: str = "",
) -> str:
    """Give an xdr:sp; `frame` is its a:xfrm, `body` replaces the paragraph with the text."""
    words = body or f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    flags = 'hidden="1"' if hidden else ""
    kind = 'txBox="1"' if box else ""
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{name}" descr="説明" {flags}/>'
        f"<xdr:cNvSpPr {kind}/></xdr:nvSpPr><xdr:spPr>{frame}{geometry}{look}</xdr:spPr>"
        f"<xdr:txBody><a:bodyPr/>{words}</xdr:txBody></xdr:sp>"
    )


def connector(line: str = "", frame: str = "", preset: str = "straightConnector1") -> str:
    """Give an xdr:cxnSp."""
    return (
        '<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="3" name="線 1"/><xdr:cNvCxnSpPr/>'
        "</xdr:nvCxnSpPr>"
        f'<xdr:spPr>{frame}<a:prstGeom prst="{preset}"/><a:ln>{line}</a:ln></xdr:spPr></xdr:cxnSp>'
    )


def frame(
    place: tuple[int, int, int, int],
    attributes: str = "",
    inside: tuple[int, int, int, int] | None = None,
) -> str:
    """Give an a:xfrm: left, top, width, height; `inside` are a group's own coordinates."""
    left, top, width, height = place
    more = ""
    if inside is not None:
        x, y, wide, high = inside
        more = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{wide}" cy="{high}"/>'
    return (
        f'<a:xfrm {attributes}><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/>{more}</a:xfrm>'
    )


def group(content: str, own_frame: str, name: str = "グループ 1") -> str:
    """Give an xdr:grpSp."""
    return (
        f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="{name}"/><xdr:cNvGrpSpPr/>'
        "</xdr:nvGrpSpPr>"
        f"<xdr:grpSpPr>{own_frame}</xdr:grpSpPr>{content}</xdr:grpSp>"
    )


def outline(points: Sequence[tuple[float, float]], width: int = 100, height: int = 100) -> str:
    """Give an a:custGeom with a closed line through points."""
    first, *rest = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    return (
        f'<a:custGeom><a:pathLst><a:path w="{width}" h="{height}">'
        f"<a:moveTo>{first}</a:moveTo>{lines}<a:close/></a:path></a:pathLst></a:custGeom>"
    )


def _sheet_parts(index: int, sheet: RawSheet) -> dict[str, str]:
    parts = {}
    references = dict(sheet.references)
    tail = ""
    if sheet.drawing:
        references["drawing"] = f"../drawings/drawing{index}.xml"
        tail = '<drawing r:id="drawing"/>'
        parts[f"xl/drawings/drawing{index}.xml"] = (
            f'<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_SHAPES}" xmlns:r="{_REFERENCES}" '
            f'xmlns:mc="{_COMPATIBILITY}">{sheet.drawing}</xdr:wsDr>'
        )
    inside = f"{sheet.before}<sheetData>{sheet.rows}</sheetData>{sheet.after}{tail}"
    parts[f"xl/worksheets/sheet{index}.xml"] = _root("worksheet", inside)
    parts[f"xl/worksheets/_rels/sheet{index}.xml.rels"] = _references(references)
    return parts


def _root(name: str, inside: str) -> str:
    return f'<{name} xmlns="{MAIN}" xmlns:r="{_REFERENCES}">{inside}</{name}>'


def _references(targets: Mapping[str, str]) -> str:
    return _relationships([_reference(kind, kind, target) for kind, target in targets.items()])


def _relationships(lines: Sequence[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def _reference(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{_REFERENCES}/{kind}" Target="{target}"/>'
