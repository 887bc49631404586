"""What every part of the layout needs to know: the plan, its form, its numbers and the fonts.

Belongs here: the bundle itself and the small questions that all rooms ask of it. Does not belong
here: anything that draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.lines import LineStyle
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import Role


class Metrics(TextMetrics, Protocol):
    """Text metrics that also know which characters no font can draw."""

    def missing(self, text: str) -> tuple[str, ...]:
        """List the characters that have no glyph, each once."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """The plan and what it is set with."""

    plan: Plan
    form: Form
    numbering: Numbering
    metrics: Metrics

    def colour(self, name: str) -> str:
        """Give a colour of the form as `#RRGGBB`."""
        return self.form.colours[name]

    def label(self, name: str) -> str:
        """Give a label of the form."""
        return self.form.labels[name]

    def body(self, role: Role = "paragraph") -> LineStyle:
        """Give the style of running text."""
        sizes = self.form.sizes
        return LineStyle(sizes.body, sizes.leading, self.colour("ink"), role=role)

    def note(self) -> LineStyle:
        """Give the style of a ※ note below running text."""
        sizes = self.form.sizes
        return LineStyle(
            sizes.body - sizes.note_step, sizes.leading, self.colour("muted"), role="note"
        )

    def heading(self, level: int) -> LineStyle:
        """Give the style of a heading; 0 is the highest."""
        size = self.form.sizes.heading[min(level, len(self.form.sizes.heading) - 1)]
        return LineStyle(
            size, 1.4, self.colour("ink"), bold=True, role="heading", breaking="heading"
        )

    def muted(self, size: float, role: Role = "caption") -> LineStyle:
        """Give a quiet style of a certain size."""
        return LineStyle(size, 1.4, self.colour("muted"), role=role, breaking="heading")

    @property
    def table_width(self) -> float:
        """Give the width that tables and text fill; the same for printing on one or two sides."""
        return self.form.page.width - 2 * self.form.page.margin_side


def make_context(plan: Plan, form: Form, metrics: Metrics) -> Context:
    """Number the plan and bundle it with its form and the fonts."""
    return Context(plan, form, number_plan(plan, form), metrics)


@lru_cache(maxsize=8192)
def missing_glyphs(text: str, metrics: Metrics) -> tuple[str, ...]:
    """List the characters of a text that no font can draw."""
    return metrics.missing(text)
