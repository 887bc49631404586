"""新旧対照表: what changed, new beside old, with what differs emphasised, and a remark.

Belongs here: how the table looks on paper (forms.md, 新旧対照表). Does not belong here: what stands
in it (`domain.comparison_entries`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kitaplanner.domain.comparison_entries import Entry, EntryGroup, Stretch
from kitaplanner.domain.comparison_tables import NO_CHANGES, group_title, head_words
from kitaplanner.domain.comparison_whole import table_groups
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import renumbered_words
from kitaplanner.domain.form import Form, load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import ComparisonStyle, Initiative, Plan
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.flow import Split
from kitaplanner.layout.lines import Line, LineStyle, height_of, set_lines
from kitaplanner.layout.marked_lines import set_marked_lines
from kitaplanner.layout.paging import PLAIN_FRAME, PageFrame, Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Align, Rect, Scene, Target
from kitaplanner.layout.schedule import ScheduleBlock, schedule_block
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part

_LEADING = 1.45
_LABEL_WIDTH = 58.0
_REMARK_SHARE = 0.22
_GROUP_GAP = 10.0
_PAD = 4.0
# A pair of schedules higher than this share of a page is said in words only.
_HIGHEST = 0.6


def comparison_scene(
    old: Plan,
    new: Plan,
    form: Form,
    metrics: Metrics,
    only: Collection[str] | None = None,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out 新旧対照表 alone."""
    context = make_context(new, form, metrics)
    pieces = titled("新旧対照表", "comparison", context)
    return print_pieces([*pieces, *comparison_pieces(old, new, context, only)], context, frame)


def comparison_pieces(
    old: Plan, new: Plan, context: Context, only: Collection[str] | None = None
) -> list[Piece]:
    """Give the table of what changed from one plan to another, or of all that they say."""
    sides = Sides(old, new, *(number_plan(one, load_form(one.form)) for one in (old, new)))
    differences = compare_plans(old, new)
    style = new.settings.comparison
    groups = table_groups(differences, sides, style, only)
    if not groups:
        return [Piece(text_part(NO_CHANGES, context, context.body()), gap=_GROUP_GAP)]
    columns = _Columns(context, style, *head_words(style, old, new))
    pieces: list[Piece] = []
    for index, group in enumerate(groups):
        table = Table(
            context,
            columns.widths,
            columns.rows(group),
            columns.header(),
            shortfalls=glyph_shortfalls(_texts(group), None, context),
        )
        drawn = _drawn(group, old, new, style, context) if group.has_schedule else None
        pieces.append(Piece(table, gap=_GROUP_GAP if index else 6.0, keep=drawn is not None))
        if drawn is not None:
            pieces.append(Piece(drawn))
    told = renumbered_words(sides.renumbered(differences)) if only is None else ""
    if told:
        pieces.append(Piece(text_part(told, context, context.note(), mark="※"), gap=_GROUP_GAP))
    return pieces


def _texts(group: EntryGroup) -> str:
    parts = [part.text for one in group.entries for part in (*one.old, *one.new)]
    return "".join((group.old_title, group.new_title, *parts))


class _Columns:
    """The columns of the table as the settings of the plan want them."""

    def __init__(
        self, context: Context, style: ComparisonStyle, new_head: str, old_head: str
    ) -> None:
        self._context = context
        self._style = style
        self._heads = (new_head, old_head) if style.new_on_left else (old_head, new_head)
        remark = context.table_width * _REMARK_SHARE if style.remarks else 0.0
        side = (context.table_width - _LABEL_WIDTH - remark) / 2
        self.widths = (_LABEL_WIDTH, side, side, *([remark] if remark else []))
        self._cell = LineStyle(
            context.form.sizes.item, _LEADING, context.colour("ink"), role="cell", breaking="body"
        )

    def header(self) -> Row:
        """Give the head words over the columns."""
        style = replace(self._cell, bold=True, role="header_cell", breaking="heading")
        heads = ("項目", *self._heads, *(["備考"] if self._style.remarks else []))
        aligned: Align = "centre"
        return Row(
            tuple(
                Cell(self._lines(text, width, style), align=aligned)
                for text, width in zip(heads, self.widths, strict=True)
            ),
            fill=self._context.colour("header"),
        )

    def rows(self, group: EntryGroup) -> tuple[Row, ...]:
        """Give the title of a group and its entries."""
        bold = replace(self._cell, bold=True, breaking="heading")
        lines = self._lines(group_title(group), sum(self.widths), bold)
        target = Target(group.key.kind, group.key.id) if group.key.kind == "initiative" else None
        head = Row(
            (Cell(lines, span=len(self.widths)),),
            fill=self._context.colour("label"),
            leads=True,
            target=target,
        )
        return (head, *(self._row(one) for one in group.entries))

    def _row(self, entry: Entry) -> Row:
        width = inside_width(self.widths[1])
        new, old = (self._side(side, width) for side in (entry.new, entry.old))
        left, right = (new, old) if self._style.new_on_left else (old, new)
        label = replace(self._cell, breaking="heading")
        cells = [
            Cell(self._lines(entry.label, self.widths[0], label)), Cell(left), Cell(right),
        ]  # fmt: skip
        if self._style.remarks:
            small = replace(self._cell, size=self._context.form.sizes.item_smallest)
            cells.append(Cell(self._lines(entry.remark, self.widths[3], small)))
        return Row(tuple(cells))

    def _side(self, stretches: Sequence[Stretch], width: float) -> tuple[Line, ...]:
        parts = [(one.text, self._style.emphasis if one.is_changed else None) for one in stretches]
        return set_marked_lines(parts, width, self._cell, self._context.metrics)

    def _lines(self, text: str, width: float, style: LineStyle) -> tuple[Line, ...]:
        return set_lines(text, inside_width(width), style, self._context.metrics)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two schedules side by side in the frame of the table."""

    context: Context
    heads: tuple[tuple[Line, ...], tuple[Line, ...]]
    left: ScheduleBlock | None
    right: ScheduleBlock | None

    @property
    def height(self) -> float:
        """Give the whole height in points."""
        blocks = max((one.height for one in (self.left, self.right) if one), default=0.0)
        return height_of(self.heads[0]) + blocks + 3 * _PAD

    def split(self, room: float, full: float) -> Split | None:
        """Never part a pair."""
        return None

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw both schedules under their head words."""
        colours, lengths = self.context.form.colours, self.context.form.lengths
        frame = Rect(x, y, self.context.table_width, self.height)
        canvas.box(frame, stroke=colours["frame"], width=lengths.frame)
        half = frame.width / 2
        canvas.rule(x + half, y, x + half, frame.bottom, colours["rule"], lengths.rule)
        top = y + _PAD
        for index, (head, block) in enumerate(
            zip(self.heads, (self.left, self.right), strict=True)
        ):
            left = x + index * half
            canvas.text_lines(
                head, Rect(left + _PAD, top, half - 2 * _PAD, height_of(head)), align="centre"
            )
            if block is not None:
                block.draw(canvas, left + _PAD, top + height_of(head) + _PAD)


def _drawn(
    group: EntryGroup, old: Plan, new: Plan, style: ComparisonStyle, context: Context
) -> _Pair | None:
    """Draw the schedules of both sides; None where they would fill too much of a page."""
    width = context.table_width / 2 - 2 * _PAD
    blocks = [_schedule(plan.initiative(group.key.id), plan, width, context) for plan in (new, old)]
    words = list(head_words(style, old, new))
    if not style.new_on_left:
        blocks.reverse()
        words.reverse()
    muted = context.muted(context.form.sizes.item_smallest)
    heads = [set_lines(word, width, muted, context.metrics) for word in words]
    pair = _Pair(context, (heads[0], heads[1]), blocks[0], blocks[1])
    page = context.form.page
    room = page.height - page.margin_top - page.margin_bottom
    return pair if any(blocks) and pair.height <= room * _HIGHEST else None


def _schedule(
    initiative: Initiative | None, plan: Plan, width: float, context: Context
) -> ScheduleBlock | None:
    if initiative is None:
        return None
    return schedule_block(initiative, replace(context, plan=plan), width)
