"""The painter draws a scene where it stands, and as wide as the layout measured it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kitaplanner.domain.picture import Picture
from kitaplanner.gui.painter import extent_of, glyphs_of, paint_page
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Arrow, Box, Image, Line, Page, Primitive, Rect, Text

WHITE = QColor("#FFFFFF")
SCALE = 4


def painted(*primitives: Primitive, clip: QRectF | None = None) -> QImage:
    image = QImage(100 * SCALE, 60 * SCALE, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_page(painter, Page(100, 60, "", primitives), clip)
    painter.end()
    return image


def colour_at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x * SCALE), round(y * SCALE)).name().upper()


def ink(image: QImage) -> tuple[float, float, float, float]:
    """The bounds of all that is not white, in points: left, top, right, bottom."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [
        (x / SCALE, y / SCALE)
        for y in range(grey.height())
        for x, value in enumerate(bytes(grey.constScanLine(y))[: grey.width()])
        if value < 160
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_box_is_filled_and_outlined_where_it_stands(qapp: QApplication) -> None:
    image = painted(Box(Rect(10, 10, 40, 20), "#E1ECF7", "#FF0000", 2.0))
    assert colour_at(image, 30, 20) == "#E1ECF7"
    assert colour_at(image, 30, 10) == "#FF0000"
    assert colour_at(image, 52, 20) == "#FFFFFF"


def test_an_arrow_has_a_point_and_a_notch(qapp: QApplication) -> None:
    image = painted(Arrow(Rect(10, 10, 60, 20), 10, 8, "#2F5D8C", "", 0))
    assert colour_at(image, 69, 20) == "#2F5D8C"
    assert colour_at(image, 69, 12) == "#FFFFFF"
    assert colour_at(image, 12, 20) == "#FFFFFF"
    assert colour_at(image, 12, 11) == "#2F5D8C"


def test_a_dash_is_measured_in_points(qapp: QApplication) -> None:
    image = painted(Line(0, 30, 100, 30, "#000000", 2.0, (10.0, 10.0)))
    assert [colour_at(image, x, 30) for x in (5, 15, 25, 35)] == ["#000000", "#FFFFFF"] * 2


@pytest.mark.parametrize("size", [9.0, 9.5, 10.5, 11.0])
@pytest.mark.parametrize("bold", [False, True])
def test_text_is_as_wide_as_it_was_measured(qapp: QApplication, size: float, bold: bool) -> None:
    text = "電子申請100%達"
    width = bundled_metrics().text_width(text, size, bold)
    image = painted(Text(5, 40, text, size, width, bold))
    left, top, right, bottom = ink(image)
    assert left == pytest.approx(5, abs=0.1 * size)
    assert right == pytest.approx(5 + width, abs=0.1 * size)
    assert 40 - size < top < bottom < 40 + 0.2 * size


def test_each_character_comes_from_a_face_that_has_it(qapp: QApplication) -> None:
    runs = glyphs_of("確認☑済", 10.5, False)
    assert [round(one.offset, 2) for one in runs] == [
        round(bundled_metrics().text_width(text, 10.5), 2) for text in ("", "確認", "確認☑")
    ]
    assert len({one.glyphs.rawFont().familyName() for one in runs}) == 2


def test_a_character_no_face_has_is_drawn_as_a_geta(qapp: QApplication) -> None:
    (missing,) = glyphs_of("𪚥", 10.0, False)
    (geta,) = glyphs_of("〓", 10.0, False)
    assert missing.glyphs.glyphIndexes() == geta.glyphs.glyphIndexes()


def test_a_variation_selector_picks_its_glyph_and_takes_no_room(qapp: QApplication) -> None:
    (plain,) = glyphs_of("辻", 10.0, False)
    (variant,) = glyphs_of("辻\U000e0100", 10.0, False)
    assert len(variant.glyphs.glyphIndexes()) == 1
    assert variant.glyphs.glyphIndexes() != plain.glyphs.glyphIndexes()


def test_what_lies_outside_the_clip_is_left_out(qapp: QApplication) -> None:
    inside, outside = Box(Rect(10, 10, 10, 10), "#000000"), Box(Rect(60, 10, 10, 10), "#000000")
    image = painted(inside, outside, clip=QRectF(0, 0, 30, 60))
    assert colour_at(image, 15, 15) == "#000000"
    assert colour_at(image, 65, 15) == "#FFFFFF"


@pytest.mark.parametrize(
    "primitive",
    [
        Text(5, 40, "ｇ電子申請※", 12.0, 70, True),
        Line(90, 50, 10, 5, "#000000", 3.0),
        Box(Rect(10, 10, 30, 20), "", "#000000", 3.0),
    ],
)
def test_nothing_is_painted_outside_its_extent(qapp: QApplication, primitive: Primitive) -> None:
    left, top, right, bottom = ink(painted(primitive))
    extent = extent_of(primitive)
    assert extent.contains(left, top)
    assert extent.contains(right, bottom)


def test_the_painter_comes_back_as_it_was(qapp: QApplication) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.red)
    paint_page(painter, Page(10, 10, "", (Box(Rect(1, 1, 2, 2), "#000000", "#000000", 1.0),)))
    assert painter.pen().color() == Qt.GlobalColor.red
    painter.end()


def test_a_picture_fills_its_rectangle_and_a_broken_one_leaves_it_white() -> None:
    black = QImage(2, 2, QImage.Format.Format_RGB32)
    black.fill(QColor("#000000"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    black.save(buffer, "PNG")
    rect = Rect(10, 10, 40, 20)
    whole = Picture("p", "図", "image/png", 2, 2, bytes(data.data()))
    assert ink(painted(Image(rect, whole))) == pytest.approx((10, 10, 50, 30), abs=0.5)
    broken = Picture("q", "図", "image/png", 2, 2, b"nothing")
    assert colour_at(painted(Image(rect, broken)), 20, 20) == "#FFFFFF"
