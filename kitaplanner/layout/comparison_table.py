"""新旧対照表: what changed, new beside old, with what differs emphasised, and a remark.

Belongs here: how the table looks on paper (forms.md, 新旧対照表). Does not belong here: what stands
in it (`domain.comparison_entries`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.comparison_entries import Entry, EntryGroup, Stretch
from kitaplanner.domain.comparison_tables import NO_CHANGES, group_title, head_words
from kitaplanner.domain.comparison_whole import table_groups
from kitaplanner.domain.diff import compare_plans
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import renumbered_words
from kitaplanner.domain.form import Form, load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import ComparisonStyle, Plan
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.flow import Part
from kitaplanner.layout.lines import Line, LineStyle, set_lines
from kitaplanner.layout.marked_lines import set_marked_lines
from kitaplanner.layout.paging import PLAIN_FRAME, PageFrame, Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Align, Scene, Target
from kitaplanner.layout.schedule_pair import Shown, schedule_pair
from kitaplanner.layout.tables import RESUMED, Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part

_LEADING = 1.45
_LABEL_WIDTH = 58.0
_REMARK_SHARE = 0.26
_GROUP_GAP = 10.0
_FIRST_GAP = 6.0
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
    for some, drawn in _parted(groups, old, new, style, context):
        table = Table(
            context,
            columns.widths,
            tuple(row for group in some for row in columns.rows(group)),
            columns.header(),
            shortfalls=glyph_shortfalls("".join(map(_texts, some)), None, context),
        )
        gap = _GROUP_GAP if pieces else _FIRST_GAP
        pieces.append(Piece(table, gap=gap, keep=drawn is not None))
        if drawn is not None:
            pieces.append(Piece(drawn))
    told = renumbered_words(sides.renumbered(differences)) if only is None else ""
    if told:
        pieces.append(Piece(text_part(told, context, context.note(), mark="※"), gap=_GROUP_GAP))
    return pieces


def _parted(
    groups: Iterable[EntryGroup], old: Plan, new: Plan, style: ComparisonStyle, context: Context
) -> Iterator[tuple[list[EntryGroup], Part | None]]:
    """Yield groups that make one table; one whose schedules are drawn stands by itself."""
    together: list[EntryGroup] = []
    for group in groups:
        drawn = _drawn(group, old, new, style, context)
        if drawn is None:
            together.append(group)
            continue
        if together:
            yield together, None
            together = []
        yield [group], drawn
    if together:
        yield together, None


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
        target = Target(group.key.kind, group.key.id) if group.key.kind == "initiative" else None
        head = Row(
            (self._wide(group_title(group), bold),),
            fill=self._context.colour("label"),
            leads=True,
            target=target,
        )
        resumed = replace(head, cells=(self._wide(group_title(group) + RESUMED, bold),))
        return (head, *(replace(self._row(one), resumed=resumed) for one in group.entries))

    def _wide(self, text: str, style: LineStyle) -> Cell:
        return Cell(self._lines(text, sum(self.widths), style), span=len(self.widths))

    def _row(self, entry: Entry) -> Row:
        width = inside_width(self.widths[1])
        new, old = (self._side(side, width) for side in (entry.new, entry.old))
        left, right = (new, old) if self._style.new_on_left else (old, new)
        label = replace(self._cell, breaking="heading")
        cells = [
            Cell(self._lines(entry.label, self.widths[0], label)), Cell(left), Cell(right),
        ]  # fmt: skip
        if self._style.remarks:
            smallest = self._context.form.sizes.item_smallest
            small = replace(self._cell, size=smallest, breaking="item")
            cells.append(Cell(self._lines(entry.remark, self.widths[3], small)))
        return Row(tuple(cells))

    def _side(self, stretches: Sequence[Stretch], width: float) -> tuple[Line, ...]:
        parts = [(one.text, self._style.emphasis if one.is_changed else None) for one in stretches]
        return set_marked_lines(parts, width, self._cell, self._context.metrics)

    def _lines(self, text: str, width: float, style: LineStyle) -> tuple[Line, ...]:
        return set_lines(text, inside_width(width), style, self._context.metrics)


def _drawn(
    group: EntryGroup, old: Plan, new: Plan, style: ComparisonStyle, context: Context
) -> Part | None:
    """Draw the schedules of both sides where they changed and have room."""
    if not group.has_schedule:
        return None
    heads = head_words(style, old, new)
    sides = [
        Shown(head, plan.initiative(group.key.id), plan)
        for head, plan in zip(heads, (new, old), strict=True)
    ]
    if not style.new_on_left:
        sides.reverse()
    page = context.form.page
    room = page.height - page.margin_top - page.margin_bottom
    return schedule_pair(sides, _LABEL_WIDTH, context, room * _HIGHEST)
