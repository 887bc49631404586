"""Shapes over a worksheet as DrawingML: block arrows, boxes and text boxes with their lines.

Here: the XML of one drawing part, from neutral shapes. Not here: which shape an item has and where
it lies (`xlsx_drawing`), the parts of a workbook around it (`xlsx_archive`).

The order of elements is that of the schema (ECMA-376 part 1, 20.5 and 20.1): Excel refuses another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape

from kitaplanner.export.safe_text import writable_text

EMU_PER_POINT = 12_700
EMU_PER_PIXEL = 9_525
Preset: TypeAlias = Literal["rect", "homePlate", "chevron"]
TextAlign: TypeAlias = Literal["l", "ctr", "r"]
# The first id is that of the drawing itself.
_FIRST_ID = 2
# Hundredths of a point and thousandths of a per cent are the units of the schema.
_HUNDREDTHS = 100
_FULL = 100_000
_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<xdr:wsDr"
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the worksheet: column and row from 0, and how far within them in EMU."""

    column: int
    column_offset: int
    row: int
    row_offset: int


@dataclass(frozen=True, slots=True)
class ShapeText:
    """A line of a shape's text; `indent` moves it to the right where it is aligned left."""

    text: str
    size: float
    leading: float
    colour: str
    bold: bool = False
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class SheetShape:
    """A shape between two places; `box` is its x, y, width and height in EMU.

    `point` is the depth of point and notch, `insets` are left, top, right and bottom; points. Empty
    colours mean no fill and no outline. With `wraps` off, a line that is too long stays one.
    """

    name: str
    description: str
    start: Place
    end: Place
    box: tuple[int, int, int, int]
    preset: Preset = "rect"
    point: float = 0.0
    fill: str = ""
    outline: str = ""
    outline_width: float = 0.0
    dashed: bool = False
    is_text_box: bool = False
    lines: tuple[ShapeText, ...] = ()
    align: TextAlign = "ctr"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    wraps: bool = True


def drawing_xml(shapes: Iterable[SheetShape], font: str) -> str:
    """Write the drawing part of one worksheet; its text is set in a font of that name."""
    anchors = (_anchor(one, number, font) for number, one in enumerate(shapes, _FIRST_ID))
    return "".join((_ROOT, *anchors, "</xdr:wsDr>"))


def _anchor(shape: SheetShape, number: int, font: str) -> str:
    text_box = ' txBox="1"' if shape.is_text_box else ""
    return (
        '<xdr:twoCellAnchor editAs="twoCell">'
        f"<xdr:from>{_place(shape.start)}</xdr:from><xdr:to>{_place(shape.end)}</xdr:to>"
        '<xdr:sp macro="" textlink="">'
        f'<xdr:nvSpPr><xdr:cNvPr id="{number}" name="{_attribute(shape.name)}"'
        f' descr="{_attribute(shape.description)}"/>'
        f"<xdr:cNvSpPr{text_box}/></xdr:nvSpPr>"
        f"{_look(shape)}{_body(shape, font)}"
        "</xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _place(place: Place) -> str:
    return (
        f"<xdr:col>{place.column}</xdr:col><xdr:colOff>{place.column_offset}</xdr:colOff>"
        f"<xdr:row>{place.row}</xdr:row><xdr:rowOff>{place.row_offset}</xdr:rowOff>"
    )


def _look(shape: SheetShape) -> str:
    x, y, width, height = shape.box
    return (
        f'<xdr:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{shape.preset}"><a:avLst>{_adjustment(shape)}</a:avLst></a:prstGeom>'
        f"{_fill(shape.fill)}{_line(shape)}</xdr:spPr>"
    )


def _adjustment(shape: SheetShape) -> str:
    """Give the depth of the point as a share of the shorter side, as the presets count it."""
    shorter = min(shape.box[2:])
    if not shape.point or not shorter:
        return ""
    share = round(shape.point * EMU_PER_POINT * _FULL / shorter)
    return f'<a:gd name="adj" fmla="val {share}"/>'


def _fill(colour: str) -> str:
    return (
        f'<a:solidFill><a:srgbClr val="{_hex(colour)}"/></a:solidFill>' if colour else "<a:noFill/>"
    )


def _line(shape: SheetShape) -> str:
    if not shape.outline:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if shape.dashed else ""
    width = round(shape.outline_width * EMU_PER_POINT)
    return f'<a:ln w="{width}">{_fill(shape.outline)}{dash}<a:miter lim="800000"/></a:ln>'


def _body(shape: SheetShape, font: str) -> str:
    left, top, right, bottom = (round(one * EMU_PER_POINT) for one in shape.insets)
    wrap = "square" if shape.wraps else "none"
    return (
        '<xdr:txBody><a:bodyPr vertOverflow="overflow" horzOverflow="overflow"'
        f' wrap="{wrap}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
        ' rtlCol="0" anchor="ctr"/>'
        f"<a:lstStyle/>{''.join(_paragraphs(shape, font))}</xdr:txBody>"
    )


def _paragraphs(shape: SheetShape, font: str) -> Iterator[str]:
    for line in shape.lines:
        text = escape(writable_text(line.text)[0])
        spacing = ""
        if len(shape.lines) > 1:
            points = round(line.size * line.leading * _HUNDREDTHS)
            spacing = f'<a:lnSpc><a:spcPts val="{points}"/></a:lnSpc>'
        margin = f' marL="{round(line.indent * EMU_PER_POINT)}" indent="0"' if line.indent else ""
        properties = f'<a:pPr{margin} algn="{shape.align}">{spacing}</a:pPr>'
        tag, rest = ("a:rPr", f"<a:t>{text}</a:t></a:r>") if text else ("a:endParaRPr", "")
        start = "<a:r>" if text else ""
        yield f"<a:p>{properties}{start}{_run_properties(tag, line, font)}{rest}</a:p>"
    if not shape.lines:
        yield '<a:p><a:endParaRPr lang="ja-JP" altLang="en-US"/></a:p>'


def _run_properties(tag: str, line: ShapeText, font: str) -> str:
    bold = ' b="1"' if line.bold else ""
    return (
        f'<{tag} lang="ja-JP" altLang="en-US" sz="{round(line.size * _HUNDREDTHS)}"{bold}>'
        f"{_fill(line.colour)}"
        f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/></{tag}>'
    )


def _attribute(text: str) -> str:
    return escape(writable_text(text)[0], _ATTRIBUTE)


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()
