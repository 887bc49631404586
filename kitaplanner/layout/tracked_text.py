"""Lines and paragraphs of 見え消し: what is gone struck through, what was added underlined.

Belongs here: turning runs into lines and parts. Does not belong here: which texts changed
(`domain.tracked_text`) and the sheets (`tracked_sheet`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.tracked_text import Change, Run, Runs
from kitaplanner.layout.context import Context
from kitaplanner.layout.lines import Emphasis, Line, LineStyle
from kitaplanner.layout.marked_lines import Stretch, set_marked_lines
from kitaplanner.layout.scene import Align, Target
from kitaplanner.layout.text_parts import Heading, TextPart, glyph_shortfalls, heading_indent

Strike: TypeAlias = Literal["double_strike", "strike"]


@dataclass(frozen=True, slots=True)
class Marking:
    """The context, and whether what is gone is struck once or twice."""

    context: Context
    strike: Strike = "double_strike"

    def stretches(self, runs: Iterable[Run]) -> list[Stretch]:
        """Give the emphasis of each run."""
        emphases: dict[Change, Emphasis | None] = {
            "same": None, "gone": self.strike, "added": "insertion",
        }  # fmt: skip
        return [(run.text, emphases[run.change]) for run in runs]

    def lines(
        self, runs: Iterable[Run], width: float, style: LineStyle, hang: int = 0
    ) -> tuple[Line, ...]:
        """Set runs within a width in points; lines hang behind the first `hang` characters."""
        return set_marked_lines(self.stretches(runs), width, style, self.context.metrics, hang)

    def paragraph(
        self,
        runs: Runs,
        style: LineStyle,
        target: Target,
        *,
        hang: int = 0,
        indent: float = 0.0,
        align: Align = "left",
    ) -> TextPart:
        """Set a paragraph over the width of the page."""
        width = self.context.table_width
        lines = self.lines(runs, width - indent, style, hang)
        reports = glyph_shortfalls(text_of(runs), target, self.context)
        return TextPart(lines, width, indent, align, target, reports)

    def heading(self, runs: Runs, level: int, target: Target) -> Heading:
        """Set a heading, its number among its words."""
        style = self.context.heading(level)
        width = self.context.table_width - heading_indent(level, False) - style.size / 2
        reports = glyph_shortfalls(text_of(runs), target, self.context)
        return Heading(self.context, self.lines(runs, width, style), level, target, reports)


def text_of(runs: Iterable[Run]) -> str:
    """Give all that is written, gone or not."""
    return "".join(run.text for run in runs)
