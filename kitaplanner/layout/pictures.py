"""Pictures that were placed in a section: as wide as the text at most, with their caption below.

Belongs here: their size on the page. Does not belong here: figures whose original is lost
(`sections`) and the picture itself (`domain.picture`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Split
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.scene import Image, Rect, Shortfall, Target
from kitaplanner.layout.spots import spot_of, spot_region
from kitaplanner.layout.text_parts import glyph_shortfalls

# Pixels of a picture on an inch of paper, where it is not wider than the text.
_DENSITY = 144
_POINTS_PER_INCH = 72
# A picture leaves room for its caption and a few lines on its page.
_HIGHEST = 0.75
_CAPTION_GAP = 4.0


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture in the middle of the text's width, and lines below it."""

    context: Context
    picture: Picture
    width: float
    picture_height: float
    caption: tuple[Line, ...]
    words: tuple[Line, ...]
    styles: tuple[LineStyle, LineStyle]
    description: str
    target: Target
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        below = height_of(self.caption + self.words)
        return self.picture_height + (below + _CAPTION_GAP if below else 0.0)

    def split(self, room: float, full: float) -> Split | None:
        """Never part a picture."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw picture and caption."""
        whole = self.context.table_width
        rect = Rect(x + (whole - self.width) / 2, y, self.width, self.picture_height)
        canvas.add(Image(rect, self.picture, self.description, self.target))
        top = rect.bottom + _CAPTION_GAP
        written = ("caption", self.caption), ("text", self.words)
        for (name, lines), style in zip(written, self.styles, strict=True):
            below = Rect(x, top, whole, height_of(lines))
            canvas.text_lines(lines, below, align="centre")
            top = below.bottom
            place = below if lines else replace(below, height=style.height)
            canvas.region(spot_region(spot_of(self.target, name), place, place, style, "centre"))
        canvas.report(self.shortfalls)


def placed_picture(block: Block, context: Context, target: Target) -> PicturePart | None:
    """Set the picture of a figure; None where the plan holds none for it."""
    picture = next((one for one in context.plan.pictures if one.id == block.picture), None)
    if picture is None:
        return None
    muted = context.muted(context.form.sizes.caption)
    caption = replace(muted, bold=True, colour=context.colour("ink"))
    width, metrics = context.table_width, context.metrics
    titled = set_lines(block.caption, width, caption, metrics) if block.caption else ()
    words = set_lines(block.text, width, muted, metrics) if block.text else ()
    page = context.form.page
    highest = (page.height - page.margin_top - page.margin_bottom) * _HIGHEST
    natural = picture.width * _POINTS_PER_INCH / _DENSITY
    scale = min(
        width / picture.width, highest / picture.height, max(natural, width / 3) / picture.width
    )
    return PicturePart(
        context,
        picture,
        picture.width * scale,
        picture.height * scale,
        titled,
        words,
        (caption, muted),
        block.caption or block.text or picture.name,
        target,
        glyph_shortfalls(block.text + block.caption, target, context),
    )
