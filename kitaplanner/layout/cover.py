"""表紙: title, edition, period, date and ward on a calm page.

Belongs here: the drawing of the cover. It stands on the whole page, margins do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.domain.form import mm
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Split
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.scene import Arrow, Rect, Shortfall, Target
from kitaplanner.layout.text_parts import glyph_shortfalls
from kitaplanner.layout.year_header import year_lines
from kitaplanner.layout.years import era_span, full_date

_LEFT = mm(30)
_RIGHT = mm(22)
_BAND = mm(12)
_TITLE_SIZES = (34.0, 30.0, 26.0, 22.0, 18.0, 14.0)
_MOST_TITLE_LINES = 14
_MOST_LINES = 2
_TITLE_BOTTOM = 0.42
_STRIP_AT = 0.585
_STRIP_HEIGHT = mm(15)
_FOOT = mm(38)
# With more years the arrows of the strip would be too narrow to be read.
_MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a plan; its height is that of the text area, it draws on the whole page."""

    context: Context
    height: float

    def split(self, room: float, full: float) -> Split | None:
        """Never part it."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the band, the title, the strip of years and the foot."""
        page = self.context.form.page
        colours = self.context.form.colours
        canvas.box(Rect(0, 0, _BAND, page.height), fill=colours["accent"])
        canvas.box(Rect(_BAND, 0, mm(2), page.height), fill=colours["header"])
        area = Rect(_LEFT, 0, page.width - _LEFT - _RIGHT, page.height)
        self._draw_title(canvas, area)
        self._draw_strip(canvas, area)
        self._draw_foot(canvas, area)
        canvas.report(_shortfalls(self.context))

    def _draw_title(self, canvas: Canvas, area: Rect) -> None:
        context = self.context
        plan = context.plan
        ward, title = _ward_and_title(context)
        lines = _kept(_title_lines(title, area.width, context), _MOST_TITLE_LINES, canvas)
        bottom = area.height * _TITLE_BOTTOM
        top = bottom - height_of(lines)
        target = Target("plan", "", "title")
        canvas.text_lines(lines, Rect(area.x, top, area.width, bottom - top), target=target)
        if ward:
            style = LineStyle(20.0, 1.6, context.colour("muted"), bold=True, role="title")
            self._lines(canvas, ward, style, area, top - style.height - 4.0)
        rule = bottom + 12.0
        canvas.rule(area.x, rule, area.x + area.width, rule, context.colour("accent"), 2.0)
        style = LineStyle(18.0, 1.5, context.colour("ink"), role="title")
        if plan.stage:
            # The empty half of the bracket hangs outside: its ink stands below that of the title.
            hung = replace(area, x=area.x - style.size / 2)
            self._lines(canvas, f"（{plan.stage}）", style, hung, rule + 14.0)
        period = era_span(plan.period.first, plan.period.last, plan.settings)
        muted = LineStyle(13.0, 1.5, context.colour("muted"))
        self._lines(canvas, period, muted, area, rule + 16.0, is_right=True)

    def _lines(
        self,
        canvas: Canvas,
        text: str,
        style: LineStyle,
        area: Rect,
        y: float,
        is_right: bool = False,
    ) -> None:
        lines = _kept(set_lines(text, area.width, style, canvas.metrics), _MOST_LINES, canvas)
        rect = Rect(area.x, y, area.width, height_of(lines))
        canvas.text_lines(lines, rect, align="right" if is_right else "left")

    def _draw_strip(self, canvas: Canvas, area: Rect) -> None:
        """Draw an arrow for each year: what the book is about."""
        context = self.context
        years = tuple(context.plan.period.years)
        if len(years) > _MOST_YEARS:
            return
        step = area.width / len(years)
        head = min(mm(4), step * 0.15)
        # The period is said above in words; to someone who listens, the strip says nothing new.
        style = LineStyle(10.5, 1.3, context.colour("ink"), True, "artifact", "heading")
        settings = context.plan.settings
        labels = year_lines(years, settings, style, step - 2 * head - 4.0, canvas.metrics)
        y = area.height * _STRIP_AT
        stroke = context.colour("item_outline")
        fill = context.colour("item")
        for index, lines in enumerate(labels):
            rect = Rect(area.x + index * step, y, step - 3.0 + head * 0.6, _STRIP_HEIGHT)
            if index == len(labels) - 1:
                rect = Rect(rect.x, y, step, _STRIP_HEIGHT)
            tail = head if index else 0.0
            canvas.add(Arrow(rect, head, tail, fill, stroke, 0.75))
            text = Rect(rect.x + tail, y, rect.width - head - tail, rect.height)
            canvas.text_lines(lines, text, align="centre")

    def _draw_foot(self, canvas: Canvas, area: Rect) -> None:
        context = self.context
        ward_style = LineStyle(20.0, 1.6, context.colour("ink"), bold=True)
        date_style = LineStyle(14.0, 1.6, context.colour("ink"))
        y = area.height - _FOOT
        self._lines(canvas, context.plan.ward, ward_style, area, y)
        date = full_date(context.plan.stage_date, context.plan.settings)
        self._lines(canvas, date, date_style, area, y - date_style.height - 2.0)


def _ward_and_title(context: Context) -> tuple[str, str]:
    """Part the ward from the front of the title, so that the name of the plan stands out."""
    plan = context.plan
    rest = plan.title.removeprefix(plan.ward) if plan.ward else plan.title
    if plan.ward and rest and rest != plan.title:
        return plan.ward, rest
    return "", plan.title


def _title_lines(title: str, width: float, context: Context) -> tuple[Line, ...]:
    """Set the title in the largest size that gives few lines."""
    lines: tuple[Line, ...] = ()
    for size in _TITLE_SIZES:
        style = LineStyle(size, 1.35, context.colour("ink"), True, "title", "heading")
        lines = set_lines(title, width, style, context.metrics)
        if len(lines) <= 2:
            return lines
    return lines


def _kept(lines: tuple[Line, ...], most: int, canvas: Canvas) -> tuple[Line, ...]:
    """Keep the lines that the cover has room for; say so when that is not all."""
    if len(lines) > most:
        target = Target("plan", "", "title")
        canvas.report((Shortfall(target, "too_small", lines[most].text),))
    return lines[:most]


def _shortfalls(context: Context) -> tuple[Shortfall, ...]:
    plan = context.plan
    return glyph_shortfalls(plan.title + plan.ward, Target("plan", "", "title"), context)
