"""The sheet (個票) of an initiative, put together from the parts that its form names.

Belongs here: the order of the parts, what repeats on a following page, the scene of one sheet for
the screen. Does not belong here: the parts themselves (`fields`, `schedule`) and pages (`paging`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kitaplanner.domain.form import Form, SheetPart, mm
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, Metrics
from kitaplanner.layout.fields import FieldTable, continued_head, field_table
from kitaplanner.layout.flow import TOLERANCE, Part, Split
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.references import reference_label, reference_table
from kitaplanner.layout.scene import Rect, Scene
from kitaplanner.layout.schedule import schedule_block

_CAPTION_LEADING = 1.7
# What the screen shows above and below a sheet.
_SCREEN_MARGIN = mm(8)


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of text between two parts."""

    lines: tuple[Line, ...]
    width: float

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return height_of(self.lines)

    def split(self, room: float, full: float) -> Split | None:
        """Never part it."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the lines."""
        canvas.text_lines(self.lines, Rect(x, y, self.width, self.height))


@dataclass(frozen=True, slots=True)
class SheetPartSet:
    """A measured part with the gap above it."""

    part: Part
    gap: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of an initiative, or what of it stands on one page."""

    context: Context
    initiative: Initiative
    width: float
    parts: tuple[SheetPartSet, ...]
    is_continued: bool = False

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        return sum(one.gap + one.part.height for one in self.parts)

    def split(self, room: float, full: float) -> Split | None:
        """Part one that is higher than a page; what follows gets the head （続き）."""
        if self.height <= full + TOLERANCE:
            return None
        left = room
        head = continued_head(self.initiative, self.context, self.width)
        whole = full - head.height - self.context.form.lengths.part_gap
        for index, one in enumerate(self.parts):
            if one.gap + one.part.height <= left + TOLERANCE:
                left -= one.gap + one.part.height
                continue
            torn = one.part.split(left - one.gap, whole)
            if torn is not None:
                first, rest = (replace(one, part=half) for half in torn)
                before, after = (*self.parts[:index], first), (rest, *self.parts[index + 1 :])
                return self._halves(before, after, head)
            if index and isinstance(self.parts[index - 1].part, Caption):
                index -= 1
            if index == 0 or self._is_head_only(index):
                return None
            return self._halves(self.parts[:index], self.parts[index:], head)
        return None

    def _is_head_only(self, index: int) -> bool:
        """Say whether nothing but the head （続き） would stay, which would never end."""
        return self.is_continued and index <= 1

    def _halves(
        self,
        first: tuple[SheetPartSet, ...],
        rest: tuple[SheetPartSet, ...],
        head: FieldTable,
    ) -> Split:
        gap = self.context.form.lengths.part_gap
        below = replace(rest[0], gap=0.0 if isinstance(rest[0].part, FieldTable) else gap)
        following = (SheetPartSet(head, 0.0), below, *rest[1:])
        return replace(self, parts=first), replace(self, parts=following, is_continued=True)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the parts one below the other."""
        for one in self.parts:
            y += one.gap
            one.part.draw(canvas, x, y)
            y += one.part.height


def set_sheet(initiative: Initiative, context: Context, width: float) -> Sheet:
    """Measure the sheet of an initiative for a width in points."""
    parts: list[SheetPartSet] = []
    for part in context.form.sheet:
        gap = context.form.lengths.part_gap if parts and part.kind != "schedule" else 0.0
        parts.append(SheetPartSet(_set_part(part, initiative, context, width), gap))
    if initiative.references:
        caption = set_caption(reference_label(context.form, "references"), context, width)
        parts.append(SheetPartSet(caption, context.form.lengths.part_gap))
        parts.append(SheetPartSet(reference_table(initiative, context, width), 0.0))
    return Sheet(context, initiative, width, tuple(parts))


def _set_part(part: SheetPart, initiative: Initiative, context: Context, width: float) -> Part:
    if part.kind == "fields":
        return field_table(initiative, context, part.rows, width)
    if part.kind == "schedule":
        return schedule_block(initiative, context, width)
    return set_caption(part.text, context, width)


def set_caption(text: str, context: Context, width: float) -> Caption:
    """Set a line of text between two parts."""
    style = LineStyle(
        context.form.sizes.caption, _CAPTION_LEADING, context.colour("ink"), role="caption"
    )
    return Caption(set_lines(text, width, style, context.metrics), width)


def sheet_scene(
    plan: Plan, initiative: Initiative, form: Form, numbering: Numbering, metrics: Metrics
) -> Scene:
    """Lay out one sheet for the screen: one page as high as the sheet, without running head.

    Cheap enough for every keystroke: broken lines are cached, only what changed is broken anew.
    """
    context = Context(plan, form, numbering, metrics)
    page = form.page
    sheet = set_sheet(initiative, context, context.table_width)
    canvas = Canvas(metrics)
    sheet.draw(canvas, page.margin_side, _SCREEN_MARGIN)
    height = sheet.height + 2 * _SCREEN_MARGIN
    scene_page = canvas.page(page.width, height)
    return Scene(initiative.name, (scene_page,), tuple(canvas.shortfalls))
