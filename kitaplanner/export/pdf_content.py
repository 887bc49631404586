"""The shapes of one page as operators of a PDF content stream.

Here: coordinates, colours, paths, text lines (PDF 32000-1, chapters 8 and 9), and the marks around
text and decoration. Not here: the document around the pages (`pdf`), the tree that the marks belong
to (`pdf_structure`) and the fonts (`type0_font`).

Only numbers, operators and hexadecimal codes are written, never text of the plan itself, so there
is nothing to escape.
"""

from __future__ import annotations

import math

from kitaplanner.export.pdf_images import DocumentImages
from kitaplanner.export.pdf_structure import Key, PageStructure
from kitaplanner.export.type0_font import DocumentFonts
from kitaplanner.layout.scene import Arrow, Box, Image, Line, Page, Primitive, Text

_BLACK = "#000000"
# The frame of a picture that can't be decoded.
_MISSING = "#829AB1"
# Stands for whatever is not read out, in the place of the key of a text.
_DECORATION: Key = ("artifact",)
_NOTHING: Key = ()


def page_content(
    page: Page, fonts: DocumentFonts, images: DocumentImages | None = None
) -> tuple[str, PageStructure]:
    """Give the operators that draw a page, in the order of its primitives, and its structure.

    Without `images`, as for one that is broken, a frame stands where a picture would be.
    """
    content = _PageContent(page, fonts, images)
    return content.operators(), content.structure


class Numbers(dict[float, str]):
    """Numbers as the file wants them: hundredths of a point, no exponent, no trailing zeros.

    A page repeats its coordinates (grids, baselines), so each is formatted once.
    """

    def __missing__(self, value: float) -> str:
        if not math.isfinite(value):
            raise ValueError(f"no place on a page: {value}")
        text = self[value] = f"{value:.2f}".rstrip("0").rstrip(".")
        return text


class _PageContent:
    """Collects the operators of one page and remembers the state of its pen."""

    def __init__(self, page: Page, fonts: DocumentFonts, images: DocumentImages | None) -> None:
        self.structure = PageStructure(page)
        self._page = page
        self._height = page.height
        self._fonts = fonts
        self._images = images
        self._numbers = Numbers()
        self._operators: list[str] = []
        # What a page starts with (PDF 32000-1, table 52).
        self._fill_colour = _BLACK
        self._stroke_colour = _BLACK
        self._stroke_width = 1.0
        self._dash: tuple[float, ...] = ()
        self._font: tuple[str, float] = ("", 0.0)
        self._mark = _NOTHING

    def operators(self) -> str:
        """Draw all shapes in painting order and give the content stream."""
        for index, shape in enumerate(self._page.primitives):
            self._set_mark(index, shape)
            match shape:
                case Text():
                    self._draw_text(shape)
                case Box():
                    self._draw_box(shape)
                case Line():
                    self._draw_line(shape)
                case Arrow():
                    self._draw_arrow(shape)
                case Image():
                    self._draw_image(shape)
        self._end_mark()
        return "\n".join(self._operators)

    def _set_mark(self, index: int, shape: Primitive) -> None:
        """Mark text as part of the structure, and all else as decoration that is not read out."""
        key = self.structure.key(index, shape) or _DECORATION
        if key == self._mark:
            return
        self._end_mark()
        self._mark = key
        is_decoration = key is _DECORATION
        begin = "/Artifact BMC" if is_decoration else self.structure.mark(key, index, shape)
        self._operators.append(begin)

    def _end_mark(self) -> None:
        if self._mark:
            self._operators.append("EMC")

    def _draw_text(self, line: Text) -> None:
        pieces = self._fonts.encode(line.text, line.bold)
        if not pieces:
            return
        number = self._numbers
        self._fill(line.colour)
        parts = [f"BT {number[line.x]} {number[self._height - line.baseline]} Td"]
        for name, codes in pieces:
            if (name, line.size) != self._font:
                self._font = (name, line.size)
                parts.append(f"/{name} {number[line.size]} Tf")
            parts.append(f"<{codes}> Tj")
        parts.append("ET")
        self._operators.append(" ".join(parts))

    def _draw_box(self, box: Box) -> None:
        painting = self._paint(box)
        if not painting:
            return
        number, rect = self._numbers, box.rect
        self._operators.append(
            f"{number[rect.x]} {number[self._height - rect.y - rect.height]} "
            f"{number[rect.width]} {number[rect.height]} re {painting}"
        )

    def _draw_line(self, line: Line) -> None:
        number = self._numbers
        self._stroke(line.stroke, line.stroke_width, line.dash)
        self._operators.append(
            f"{number[line.x1]} {number[self._height - line.y1]} m "
            f"{number[line.x2]} {number[self._height - line.y2]} l S"
        )

    def _draw_arrow(self, arrow: Arrow) -> None:
        painting = self._paint(arrow)
        if not painting:
            return
        number, height = self._numbers, self._height
        corners = [f"{number[x]} {number[height - y]}" for x, y in arrow.points()]
        self._operators.append(f"{corners[0]} m {' l '.join(corners[1:])} l h {painting}")

    def _draw_image(self, image: Image) -> None:
        name = None if self._images is None else self._images.resource_name(image.picture)
        if name is None:
            self._draw_box(Box(image.rect, "", _MISSING, 0.75, (3.0, 2.0)))
            return
        number, rect = self._numbers, image.rect
        self._operators.append(
            f"q {number[rect.width]} 0 0 {number[rect.height]} {number[rect.x]} "
            f"{number[self._height - rect.bottom]} cm /{name} Do Q"
        )

    def _paint(self, shape: Box | Arrow) -> str:
        """Set the colours of a closed shape and give the operator that paints it."""
        outlined = bool(shape.stroke) and shape.stroke_width > 0
        if shape.fill:
            self._fill(shape.fill)
        if outlined:
            self._stroke(shape.stroke, shape.stroke_width, shape.dash)
            return "B" if shape.fill else "S"
        return "f" if shape.fill else ""

    def _fill(self, colour: str) -> None:
        if colour != self._fill_colour:
            self._fill_colour = colour
            self._operators.append(f"{colour_operands(colour)} rg")

    def _stroke(self, colour: str, width: float, dash: tuple[float, ...]) -> None:
        if colour != self._stroke_colour:
            self._stroke_colour = colour
            self._operators.append(f"{colour_operands(colour)} RG")
        if width != self._stroke_width:
            self._stroke_width = width
            self._operators.append(f"{self._numbers[width]} w")
        if dash != self._dash:
            self._dash = dash
            lengths = " ".join(self._numbers[length] for length in dash)
            self._operators.append(f"[{lengths}] 0 d")


def colour_operands(colour: str) -> str:
    """Give a colour `#RRGGBB` as three numbers from 0 to 1."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"no colour: {colour}")
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{part:.3g}" for part in parts)
