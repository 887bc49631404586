"""Drawing a page of a scene with QPainter: the same for the editor, the preview and the printer.

Belongs here: one branch a shape. Does not belong here: where shapes go (`layout`), and what an
editor draws over the page (`views`).

One unit of the painter is one point of the page; the caller scales. Text is drawn as runs of
glyphs at the advances that the layout measured with, so that a line is exactly as long on the
screen, on the printer and in the PDF.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGlyphRun, QImage, QPainter, QPen, QPolygonF

from kitaplanner.domain.picture import Picture
from kitaplanner.gui.fonts import raw_font
from kitaplanner.layout.fonts import FaceTables, bundled_face
from kitaplanner.layout.metrics import INVISIBLE, Run, bundled_metrics, is_variation_selector
from kitaplanner.layout.scene import Arrow, Box, Image, Line, Page, Primitive, Rect, Text


class PlacedGlyphs(NamedTuple):
    """A run of glyphs of one face and where it begins from the start of its line."""

    offset: float
    glyphs: QGlyphRun


def paint_page(painter: QPainter, page: Page, clip: QRectF | None = None) -> None:
    """Draw all shapes of a page; with `clip` (in points) only those that reach into it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for primitive in page.primitives:
        if clip is None or clip.intersects(extent_of(primitive)):
            paint_primitive(painter, primitive)
    painter.restore()


def paint_primitive(painter: QPainter, primitive: Primitive) -> None:
    """Draw one shape."""
    match primitive:
        case Text():
            _paint_text(painter, primitive)
        case Line():
            _paint_line(painter, primitive)
        case Arrow():
            _paint_arrow(painter, primitive)
        case Box():
            _paint_box(painter, primitive)
        case Image():
            _paint_image(painter, primitive)


def extent_of(primitive: Primitive) -> QRectF:
    """Give the area that a shape may colour, outlines included."""
    match primitive:
        case Text():
            return QRectF(
                primitive.x - primitive.size / 2,
                primitive.baseline - primitive.size * 1.2,
                primitive.width + primitive.size,
                primitive.size * 1.7,
            )
        case Line():
            reach = primitive.stroke_width
            start = QPointF(primitive.x1, primitive.y1)
            end = QPointF(primitive.x2, primitive.y2)
            return QRectF(start, end).normalized().adjusted(-reach, -reach, reach, reach)
        case Image():
            return qt_rect(primitive.rect)
        case _:
            reach = primitive.stroke_width
            return qt_rect(primitive.rect).adjusted(-reach, -reach, reach, reach)


def qt_rect(rect: Rect) -> QRectF:
    """Give a rectangle of the scene as Qt's."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _paint_line(painter: QPainter, line: Line) -> None:
    painter.setPen(_pen(line.stroke, line.stroke_width, line.dash))
    painter.drawLine(QLineF(line.x1, line.y1, line.x2, line.y2))


def _paint_box(painter: QPainter, box: Box) -> None:
    painter.setPen(_pen(box.stroke, box.stroke_width, box.dash))
    painter.setBrush(_brush(box.fill))
    painter.drawRect(qt_rect(box.rect))


def _paint_arrow(painter: QPainter, arrow: Arrow) -> None:
    painter.setPen(_pen(arrow.stroke, arrow.stroke_width, arrow.dash))
    painter.setBrush(_brush(arrow.fill))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in arrow.points()]))


def _paint_image(painter: QPainter, image: Image) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(qt_rect(image.rect), _decoded(image.picture))


@lru_cache(maxsize=16)
def _decoded(picture: Picture) -> QImage:
    return QImage.fromData(picture.data)


def _paint_text(painter: QPainter, text: Text) -> None:
    painter.setPen(_colour(text.colour))
    for offset, glyphs in glyphs_of(text.text, text.size, text.bold):
        painter.drawGlyphRun(QPointF(text.x + offset, text.baseline), glyphs)


@lru_cache(maxsize=8192)
def glyphs_of(text: str, size: float, bold: bool) -> tuple[PlacedGlyphs, ...]:
    """Give the glyphs of one line of text, one run a face."""
    placed: list[PlacedGlyphs] = []
    offset = 0.0
    for run in bundled_metrics().runs(text, bold):
        glyphs, width = _glyph_run(run, size)
        placed.append(PlacedGlyphs(offset, glyphs))
        offset += width
    return tuple(placed)


def _glyph_run(run: Run, size: float) -> tuple[QGlyphRun, float]:
    tables = bundled_face(run.face)
    indexes: list[int] = []
    positions: list[QPointF] = []
    x = 0.0
    drawn = run.drawn
    for index, char in enumerate(drawn):
        if is_variation_selector(char) or char in INVISIBLE:
            continue
        indexes.append(_glyph_at(tables, drawn, index))
        positions.append(QPointF(x, 0))
        x += tables.advance(char) * size / 1000
    glyphs = QGlyphRun()
    glyphs.setRawFont(raw_font(run.face, size))
    glyphs.setGlyphIndexes(indexes)
    glyphs.setPositions(positions)
    return glyphs, x


def _glyph_at(tables: FaceTables, text: str, index: int) -> int:
    following = text[index + 1 : index + 2]
    if following and is_variation_selector(following):
        return tables.variation_glyph_id(text[index], following)
    return tables.glyph_id(text[index])


@lru_cache(maxsize=64)
def _colour(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=64)
def _brush(fill: str) -> QBrush:
    return QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=256)
def _pen(stroke: str, width: float, dash: tuple[float, ...]) -> QPen:
    """Give a pen with square corners; dashes are in points, Qt counts them in pen widths."""
    if not stroke or width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(stroke), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([max(length / width, 0.01) for length in _even(dash)])
    return pen


def _even(dash: tuple[float, ...]) -> tuple[float, ...]:
    """Qt wants dashes and gaps in pairs; an odd pattern repeats itself."""
    return dash if len(dash) % 2 == 0 else dash * 2
