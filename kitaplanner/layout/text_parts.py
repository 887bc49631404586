"""Parts made of text alone: headings, paragraphs, bullets, notes.

Belongs here: text that flows over pages by lines. Does not belong here: tables (`tables`) and the
sheet's fields (`fields`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, missing_glyphs
from kitaplanner.layout.flow import Split
from kitaplanner.layout.lines import Line, LineStyle, count_fitting, height_of, set_lines
from kitaplanner.layout.scene import Align, Rect, Region, Shortfall, Target

# A paragraph parted between pages leaves and takes at least this many lines.
_LEAST_LINES = 2


@dataclass(frozen=True, slots=True)
class TextPart:
    """Lines of text over a width; `indent` moves them all to the right."""

    lines: tuple[Line, ...]
    width: float
    indent: float = 0.0
    align: Align = "left"
    target: Target | None = None
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return height_of(self.lines)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between lines, never leaving a single one on either page."""
        count = min(count_fitting(self.lines, room), len(self.lines) - _LEAST_LINES)
        if count < _LEAST_LINES:
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the lines."""
        rect = Rect(x + self.indent, y, self.width - self.indent, self.height)
        canvas.text_lines(self.lines, rect, align=self.align, vertical="top", target=self.target)
        if self.target is not None and self.lines:
            style = self.lines[0].style
            canvas.region(
                Region(self.target, rect, rect, style.size, style.leading, style.bold, self.align)
            )
        canvas.report(self.shortfalls)


def text_part(
    text: str,
    context: Context,
    style: LineStyle,
    *,
    width: float = 0.0,
    mark: str = "",
    indent: float = 0.0,
    align: Align = "left",
    target: Target | None = None,
) -> TextPart:
    """Set a text over the width of the page, or over `width` points."""
    whole = width or context.table_width
    lines = set_lines(text, whole - indent, style, context.metrics, mark)
    return TextPart(lines, whole, indent, align, target, glyph_shortfalls(text, target, context))


def glyph_shortfalls(text: str, target: Target | None, context: Context) -> tuple[Shortfall, ...]:
    """Report the characters of a text that no font can draw."""
    missing = missing_glyphs(text, context.metrics)
    if not missing:
        return ()
    return (Shortfall(target or Target("plan", ""), "missing_glyph", "".join(missing)),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 on a tinted band, 1 beside an accent bar, 2 plain; or underlined."""

    context: Context
    lines: tuple[Line, ...]
    level: int
    target: Target
    shortfalls: tuple[Shortfall, ...] = ()
    is_underlined: bool = False

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return height_of(self.lines) + 2 * self._padding

    @property
    def _padding(self) -> float:
        if self.is_underlined:
            return 4.0
        return (6.0, 1.5, 0.0)[min(self.level, 2)]

    def split(self, room: float, full: float) -> Split | None:
        """Part it only where it is higher than a page."""
        count = count_fitting(self.lines, room - 2 * self._padding)
        if self.height <= full or not 0 < count < len(self.lines):
            return None
        rest = replace(self, lines=self.lines[count:], shortfalls=())
        return replace(self, lines=self.lines[:count]), rest

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw text and decoration."""
        width, accent = self.context.table_width, self.context.colour("accent")
        rect = Rect(x + self._indent, y, width - self._indent, self.height)
        if self.is_underlined:
            canvas.rule(x, rect.bottom, x + width, rect.bottom, accent, 1.5)
        elif self.level == 0:
            canvas.box(Rect(x, y, 5.0, self.height), fill=accent)
            canvas.box(
                Rect(x + 5.0, y, width - 5.0, self.height), fill=self.context.colour("label")
            )
        elif self.level == 1:
            canvas.box(Rect(x, y, 3.5, self.height), fill=accent)
        canvas.text_lines(self.lines, rect, target=self.target)
        style = self.lines[0].style
        canvas.region(Region(self.target, rect, rect, style.size, style.leading, style.bold))
        canvas.report(self.shortfalls)

    @property
    def _indent(self) -> float:
        return heading_indent(self.level, self.is_underlined)


def heading_indent(level: int, is_underlined: bool) -> float:
    """Give how far the text of a heading stands from the margin, in points."""
    return 0.0 if is_underlined else (14.0, 10.0, 0.0)[min(level, 2)]


def heading(
    title: str,
    context: Context,
    *,
    level: int,
    target: Target,
    mark: str = "",
    is_underlined: bool = False,
) -> Heading:
    """Set a heading; `mark` is its number."""
    style = context.heading(level)
    width = context.table_width - heading_indent(level, is_underlined) - style.size / 2
    lines = set_lines(title, width, style, context.metrics, mark)
    reports = glyph_shortfalls(title, target, context)
    return Heading(context, lines, level, target, reports, is_underlined)
