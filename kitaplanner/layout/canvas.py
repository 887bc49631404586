"""The canvas: where the parts of a page put their primitives until the page is finished.

Belongs here: gathering. Does not belong here: what is drawn and where (`sheets`, `booklet`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from kitaplanner.layout.lines import Emphasis, LineStyle, Mark
from kitaplanner.layout.lines import Line as TextLine
from kitaplanner.layout.marked_lines import line_stretches, spoken_changes
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import (
    Align,
    Bookmark,
    Box,
    Grid,
    Line,
    Link,
    Page,
    Primitive,
    Rect,
    Region,
    Shortfall,
    Spoken,
    Target,
    Text,
)
from kitaplanner.layout.table_record import TableRecord

VerticalAlign = Literal["top", "middle"]
_EMPHASIS_RULE = 0.7
_BELOW = 0.14  # of the size, below the baseline
_THROUGH = 0.36  # of the size, above it
_APART = 0.07  # of the size, above and below that: two rules
_MARKER = "#FFF2A8"
_MARKER_EDGE = "#B8A13A"
_MARKER_RULE = 0.35
_BAND_HEIGHT = 1.02
# What is gone is written paler, what was added in a red that a copier without colours keeps dark.
INSERTION = "#8F1515"
_GONE = "#5C6670"
_RULES_AT: Mapping[Emphasis, tuple[float, ...]] = {
    "underline": (_BELOW,),
    "insertion": (_BELOW,),
    "strike": (-_THROUGH,),
    "double_strike": (-_THROUGH - _APART, -_THROUGH + _APART),
}
_RULE_WIDTHS: Mapping[Emphasis, float] = {"double_strike": 0.5, "insertion": 0.9}
_INKS: Mapping[Emphasis, str] = {"insertion": INSERTION, "strike": _GONE, "double_strike": _GONE}


class Canvas:
    """One page being drawn; `labels` are the page numbers of targets, where they are known."""

    def __init__(self, metrics: TextMetrics, labels: Mapping[Target, str] | None = None) -> None:
        self.metrics = metrics
        self.labels: Mapping[Target, str] = labels or {}
        self._primitives: list[Primitive] = []
        self._regions: list[Region] = []
        self._grids: list[Grid] = []
        self._bookmarks: list[Bookmark] = []
        self._links: list[Link] = []
        self._tables: list[TableRecord] = []
        self._spoken: list[Spoken] = []
        self.shortfalls: dict[Shortfall, None] = {}

    def add(self, primitive: Primitive) -> None:
        """Draw a primitive above what is there."""
        self._primitives.append(primitive)

    def box(self, rect: Rect, *, fill: str = "", stroke: str = "", width: float = 0.0) -> None:
        """Draw a plain rectangle."""
        self._primitives.append(Box(rect, fill, stroke, width))

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str,
        width: float,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a straight rule."""
        self._primitives.append(Line(x1, y1, x2, y2, colour, width, dash))

    def region(self, region: Region) -> None:
        """Make an area answer to clicks; later ones lie above earlier ones."""
        self._regions.append(region)

    def grid(self, grid: Grid) -> None:
        """Say where the months of a schedule lie."""
        self._grids.append(grid)

    def bookmark(self, title: str, level: int, y: float, target: Target) -> None:
        """Mark a place that contents and outline lead to."""
        self._bookmarks.append(Bookmark(title, level, y, target))

    def link(self, rect: Rect, target: Target) -> None:
        """Let an area lead to the bookmark of a target."""
        self._links.append(Link(rect, target))

    @property
    def count(self) -> int:
        """Give how many primitives were drawn so far."""
        return len(self._primitives)

    def table(self, header_rows: int = 0) -> TableRecord:
        """Begin to say which cells make a table."""
        record = TableRecord(self._primitives, header_rows)
        self._tables.append(record)
        return record

    def speak(self, first: int, words: str) -> None:
        """Let words be told instead of what was drawn since there were `first` primitives."""
        self._spoken.append(Spoken(first, len(self._primitives), words))

    def report(self, shortfalls: Iterable[Shortfall]) -> None:
        """Keep what fell short; the same thing is kept once."""
        self.shortfalls.update(dict.fromkeys(shortfalls))

    def text_lines(
        self,
        lines: Sequence[TextLine],
        rect: Rect,
        *,
        align: Align = "left",
        vertical: VerticalAlign = "middle",
        target: Target | None = None,
    ) -> None:
        """Set lines into a rectangle, one below the other."""
        y = rect.y
        before = self.count
        if vertical == "middle":
            y += (rect.height - sum(line.height for line in lines)) / 2
        for line in lines:
            if line.text:
                self._text_line(line, rect, y, align, target)
            y += line.height
        words = spoken_changes(lines) if any(line.marks for line in lines) else ""
        if words:
            self.speak(before, words)

    def _text_line(
        self, line: TextLine, rect: Rect, y: float, align: Align, target: Target | None
    ) -> None:
        style = line.style
        x = rect.x + line.indent
        if align == "centre":
            x = rect.x + (rect.width - line.width) / 2
        elif align == "right":
            x = rect.right - line.width
        ascent = self.metrics.ascent(style.size)
        descent = self.metrics.descent(style.size)
        baseline = y + (line.height - ascent - descent) / 2 + ascent
        for mark in line.marks:
            if mark.emphasis == "marker":
                self._mark(mark, style, x, baseline)
        for part, left, width, colour in self._written(line):
            self._primitives.append(
                Text(
                    x + left,
                    baseline,
                    part,
                    style.size,
                    width,
                    style.bold,
                    colour,
                    style.role,
                    target,
                )
            )
        for mark in line.marks:
            if mark.emphasis != "marker":
                self._mark(mark, style, x, baseline)

    def _mark(self, mark: Mark, style: LineStyle, x: float, baseline: float) -> None:
        """Draw the emphasis of a stretch: a rule below or through it, or a band behind it."""
        left, right = x + mark.start, x + mark.end
        if mark.emphasis == "marker":
            top = baseline - self.metrics.ascent(style.size)
            band = Rect(left, top, right - left, style.size * _BAND_HEIGHT)
            # The thin outline is what a black-and-white copy keeps of it.
            self._primitives.append(Box(band, _MARKER, _MARKER_EDGE, _MARKER_RULE))
            return
        colour = INSERTION if mark.emphasis == "insertion" else style.colour
        width = _RULE_WIDTHS.get(mark.emphasis, _EMPHASIS_RULE)
        for share in _RULES_AT[mark.emphasis]:
            y = baseline + share * style.size
            self._primitives.append(Line(left, y, right, y, colour, width))

    def _written(self, line: TextLine) -> Iterator[tuple[str, float, float, str]]:
        """Yield what is written in one ink: text, distance from the left, width, colour."""
        style = line.style
        if not any(mark.emphasis in _INKS for mark in line.marks):
            yield line.text, 0.0, line.width, style.colour
            return
        left = 0.0
        done = ""
        for part, emphasis in line_stretches(line):
            done += part
            right = self.metrics.text_width(done, style.size, style.bold)
            colour = _INKS.get(emphasis, style.colour) if emphasis else style.colour
            yield part, left, right - left, colour
            left = right

    def page(self, width: float, height: float, label: str = "") -> Page:
        """Finish the page."""
        return Page(
            width,
            height,
            label,
            tuple(self._primitives),
            tuple(self._regions),
            tuple(self._grids),
            tuple(self._bookmarks),
            tuple(self._links),
            tuple(one.place() for one in self._tables),
            tuple(self._spoken),
        )
