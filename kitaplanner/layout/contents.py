"""目次 and other lists that lead to a page by dots.

Belongs here: the line with its leader and page number, the contents of the booklet. Does not
belong here: page numbers themselves (`paging` knows them when the line is drawn).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Split
from kitaplanner.layout.lines import Line, LineStyle, count_fitting, height_of, one_line, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Rect, Target
from kitaplanner.layout.section_numbers import NumberedSection

_DOTS = (0.9, 2.7)
_DOT_WIDTH = 0.9
# Room for the page number at the right, in characters.
_PAGE_ROOM = 3.0


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A title, dots and the page of its target; the whole area leads there."""

    context: Context
    lines: tuple[Line, ...]
    width: float
    indent: float
    target: Target
    has_page: bool = True

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return height_of(self.lines)

    def split(self, room: float, full: float) -> Split | None:
        """Part it between lines where it is higher than a page."""
        count = count_fitting(self.lines, room)
        if self.height <= full or not 0 < count < len(self.lines):
            return None
        first = replace(self, lines=self.lines[:count], has_page=False)
        return first, replace(self, lines=self.lines[count:])

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the title and, on its last line, dots and page number."""
        rect = Rect(x + self.indent, y, self.width - self.indent, self.height)
        canvas.text_lines(self.lines, rect, vertical="top", target=self.target)
        if self.target in canvas.labels:
            canvas.link(rect, self.target)
        last = self.lines[-1]
        label = canvas.labels.get(self.target, "") if self.has_page else ""
        if not label:
            return
        style = replace(last.style, bold=False)
        page = one_line(label, self.width, style, canvas.metrics)
        foot = Rect(rect.x, rect.bottom - last.height, rect.width, last.height)
        canvas.text_lines(page, foot, align="right", target=self.target)
        left = rect.x + last.indent + last.width + style.size / 2
        right = rect.right - page[0].width - style.size / 2
        if right - left > style.size:
            at = foot.y + last.height / 2 + style.size * 0.2
            colour = self.context.colour("rule")
            canvas.rule(left, at, right, at, colour, _DOT_WIDTH, _DOTS)


def leader_line(
    title: str,
    context: Context,
    style: LineStyle,
    target: Target,
    *,
    mark: str = "",
    indent: float = 0.0,
    has_page: bool = True,
) -> LeaderLine:
    """Set a line that leads to the page of a target."""
    width = context.table_width
    room = width - indent - _PAGE_ROOM * style.size
    lines = set_lines(title, room, style, context.metrics, mark)
    return LeaderLine(context, lines, width, indent, target, has_page)


def contents_pieces(sections: Sequence[NumberedSection], context: Context) -> list[Piece]:
    """Give the contents: numbered chapters and their parts."""
    sizes = context.form.sizes
    title = LineStyle(sizes.heading[0] + 2, 1.5, context.colour("ink"), bold=True, role="heading")
    chapter = LineStyle(
        sizes.body + 1, 1.7, context.colour("ink"), bold=True, role="contents", breaking="heading"
    )
    part = replace(chapter, size=sizes.body, bold=False)
    text = context.label("contents")
    pieces = [Piece(_Title(context, one_line(text, 400.0, title, context.metrics)), fresh=True)]
    for one in sections:
        if not one.is_listed:
            continue
        level = one.section.level
        pieces.append(
            Piece(
                leader_line(
                    one.section.heading,
                    context,
                    chapter if level == 1 else part,
                    Target("section", one.section.id),
                    mark=one.mark,
                    indent=0.0 if level == 1 else 2 * sizes.body,
                    has_page=one.has_page,
                ),
                gap=9.0 if level == 1 else 1.0,
                keep=level == 1 and not one.has_page,
            )
        )
    return pieces


@dataclass(frozen=True, slots=True)
class _Title:
    context: Context
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return height_of(self.lines) + 30.0

    def split(self, room: float, full: float) -> Split | None:
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        width = self.context.table_width
        height = height_of(self.lines)
        canvas.text_lines(self.lines, Rect(x, y, width, height))
        canvas.rule(
            x, y + height + 6, x + width, y + height + 6, self.context.colour("accent"), 1.5
        )
