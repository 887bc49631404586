"""What stands around the text of a committee paper: 資料番号 in its box, a watermark behind.

Belongs here: drawing them. Does not belong here: which print has them (`paging.PageFrame`).
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import LineStyle, one_line
from kitaplanner.layout.scene import Rect

_CORNER_SIZE = 12.0
_CORNER_PADDING = 6.0
_GAP_BELOW = 7.0
# Pale enough to read any text over it, in a copy too.
_WATERMARK_COLOUR = "#EDF0F3"
_WATERMARK_SHARE = 0.8
_LARGEST_WATERMARK = 190.0


def draw_corner(text: str, x: float, canvas: Canvas, context: Context) -> None:
    """Draw 資料番号 in a box at the upper right, above the text."""
    style = replace(
        context.body("artifact"), size=_CORNER_SIZE, bold=True, leading=1.4, breaking="heading"
    )
    lines = one_line(text, context.table_width / 2, style, canvas.metrics)
    width = lines[0].width + 2 * _CORNER_PADDING
    height = style.height + _CORNER_PADDING / 2
    top = context.form.page.margin_top - _GAP_BELOW - height
    rect = Rect(x + context.table_width - width, top, width, height)
    canvas.box(rect, stroke=context.colour("frame"), width=context.form.lengths.frame)
    canvas.text_lines(lines, rect, align="centre")


def draw_watermark(text: str, canvas: Canvas, context: Context) -> None:
    """Write a word large and pale across the middle of the page."""
    page = context.form.page
    width = canvas.metrics.text_width(text, 1.0, True)
    size = min(page.width * _WATERMARK_SHARE / width, _LARGEST_WATERMARK)
    style = LineStyle(size, 1.2, _WATERMARK_COLOUR, True, "artifact", "heading")
    lines = one_line(text, page.width, style, canvas.metrics)
    canvas.text_lines(lines, Rect(0, 0, page.width, page.height), align="centre")
