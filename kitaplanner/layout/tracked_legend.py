"""The legend (凡例) of 見え消し: how words and arrows look that are gone or were added.

Belongs here: drawing it. Does not belong here: the marks themselves (`canvas`, `schedule`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitaplanner.domain.tracked_text import Run
from kitaplanner.layout.canvas import INSERTION, Canvas
from kitaplanner.layout.flow import Split
from kitaplanner.layout.items import ItemChange
from kitaplanner.layout.lines import Line, LineStyle
from kitaplanner.layout.scene import Arrow, Rect
from kitaplanner.layout.schedule import ADDED_OUTLINE, GONE_DASH, OUTLINE
from kitaplanner.layout.tracked_text import Marking

_HEIGHT = 28.0
_PAD = 6.0
_ARROW_HEIGHT = 17.0
_HEAD = 6.0
_WORDS: tuple[tuple[str, ItemChange], ...] = (("削除した文言", "gone"), ("追加した文言", "added"))
_ARROWS: tuple[tuple[str, ItemChange], ...] = (
    ("削除・変更前の矢印", "gone"),
    ("追加・変更後の矢印", "added"),
)


@dataclass(frozen=True, slots=True)
class Legend:
    """A frame with a sample of each mark."""

    marking: Marking

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return _HEIGHT

    def split(self, room: float, full: float) -> Split | None:
        """Never part it."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the samples from left to right, with even room between them."""
        context = self.marking.context
        frame = Rect(x, y, context.table_width, _HEIGHT)
        canvas.box(frame, stroke=context.colour("rule"), width=context.form.lengths.rule)
        samples = list(self._samples())
        room = sum(width for _, _, width in samples)
        gap = (frame.width - 2 * _PAD - room) / (len(samples) - 1)
        left = x + _PAD
        for lines, change, width in samples:
            rect = Rect(left, y + (_HEIGHT - _ARROW_HEIGHT) / 2, width, _ARROW_HEIGHT)
            if change:
                self._draw_arrow(canvas, rect, change)
            canvas.text_lines(lines, rect, align="centre")
            left += width + gap

    def _samples(self) -> Iterator[tuple[tuple[Line, ...], ItemChange, float]]:
        """Yield the line of each sample, its arrow if it has one, and its width."""
        context = self.marking.context
        style = LineStyle(
            context.form.sizes.item_smallest, 1.3, context.colour("ink"), breaking="heading"
        )
        width = context.table_width
        head = self.marking.lines((Run("【凡例】"),), width, style)
        yield head, "", head[0].width
        for words, change in _WORDS:
            lines = self.marking.lines((Run(words, change or "same"),), width, style)
            yield lines, "", lines[0].width
        for words, change in _ARROWS:
            lines = self.marking.lines((Run(words, change or "same"),), width, style)
            yield lines, change, lines[0].width + 2 * (_HEAD + 3.0)

    def _draw_arrow(self, canvas: Canvas, rect: Rect, change: ItemChange) -> None:
        context = self.marking.context
        if change == "gone":
            arrow = Arrow(rect, _HEAD, 0.0, "", context.colour("muted"), OUTLINE, GONE_DASH)
        else:
            arrow = Arrow(rect, _HEAD, 0.0, context.colour("item"), INSERTION, ADDED_OUTLINE)
        canvas.add(arrow)
