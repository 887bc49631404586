"""回収状況一覧: which department has replied to an inquiry, on paper and as a table.

Belongs here: the columns and their words, for the page and for the workbook alike. Does not belong
here: who has replied (`domain.inquiry`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.form import Form
from kitaplanner.domain.inquiry import STATE_WORDS, Inquiry, ReplyState, ReplyStatus
from kitaplanner.domain.plan import Plan, PlanSettings
from kitaplanner.layout.context import Context, Metrics, make_context
from kitaplanner.layout.lines import LineStyle, height_of, set_lines
from kitaplanner.layout.paging import PLAIN_FRAME, PageFrame, Piece
from kitaplanner.layout.prints import print_pieces, titled
from kitaplanner.layout.scene import Align, Scene
from kitaplanner.layout.table import CellStyle, SheetTable, TableCell
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import text_part
from kitaplanner.layout.years import full_date

TITLE = "回収状況一覧"
HEADS = ("No.", "課名", "事業数", "状況", "受領日", "変更", "取込済", "要確認", "ファイル名")
_PARTS = (26.0, 118.0, 38.0, 50.0, 68.0, 34.0, 38.0, 38.0, 0.0)
_ALIGNS: tuple[Align, ...] = (
    "right", "left", "right", "centre", "centre", "right", "right", "right", "left",
)  # fmt: skip
_LEADING = 1.4
_GAP = 10.0
_CELL_MARGIN = 2.0
_SIZE = 9.0
# An indent in a workbook: three digits of the Normal font.
_INDENT = 15.75
# States are told by words; a tint only helps to find them.
_TINTS: dict[ReplyState, str] = {"to_settle": "header"}


def status_scene(
    inquiry: Inquiry,
    statuses: Sequence[ReplyStatus],
    plan: Plan,
    form: Form,
    metrics: Metrics,
    frame: PageFrame = PLAIN_FRAME,
) -> Scene:
    """Lay out 回収状況一覧 of an inquiry."""
    context = make_context(plan, form, metrics)
    pieces = titled(TITLE, "reply_status", context)
    for text in head_lines(inquiry, statuses, plan.settings):
        pieces.append(Piece(text_part(text, context, context.body()), keep=True))
    pieces.append(Piece(_table(statuses, context), gap=_GAP))
    return print_pieces(pieces, context, frame)


def head_lines(
    inquiry: Inquiry, statuses: Sequence[ReplyStatus], settings: PlanSettings
) -> tuple[str, ...]:
    """Say which inquiry it is and how many have replied."""
    due = f"　回答期限：{full_date(inquiry.due, settings)}" if inquiry.due else ""
    return (
        inquiry.name,
        f"送付日：{full_date(inquiry.sent_at[:10], settings)}{due}　{count_words(statuses)}",
    )


def count_words(statuses: Sequence[ReplyStatus]) -> str:
    """Say how many have replied and how the others stand."""
    states = [one.state for one in statuses]
    back = states.count("received") + states.count("to_settle")
    rest = "、".join(
        f"{STATE_WORDS[state]}{states.count(state)}"
        for state in ("to_settle", "overdue", "waiting")
        if state in states
    )
    return f"回収：{back}／{len(states)}課" + (f"（{rest}）" if rest else "")


def status_cells(
    number: int, status: ReplyStatus, settings: PlanSettings, blank: str = "－"
) -> tuple[str, ...]:
    """Give the texts of a department's line; a `blank` stands where there is nothing."""
    reply = status.reply
    told: tuple[str, ...] = (blank,) * 5
    if reply is not None:
        told = (
            full_date(reply.received_at[:10], settings),
            *(
                str(count) if count else blank
                for count in (reply.result.found, reply.result.applied, reply.result.open)
            ),
            reply.source,
        )
    state = STATE_WORDS[status.state]
    return (str(number), status.department, str(status.initiatives), state, *told)


def _widths(width: float) -> tuple[float, ...]:
    rest = width - sum(_PARTS)
    return tuple(part or rest for part in _PARTS)


def _table(statuses: Sequence[ReplyStatus], context: Context) -> Table:
    widths = _widths(context.table_width)
    style = LineStyle(
        context.form.sizes.item_smallest,
        _LEADING,
        context.colour("ink"),
        role="cell",
        breaking="item",
    )
    bold = replace(style, bold=True, role="header_cell", breaking="heading")
    rows = []
    centre: Align = "centre"
    for number, status in enumerate(statuses, start=1):
        texts = status_cells(number, status, context.plan.settings)
        tint = _TINTS.get(status.state, "")
        fill = context.colour(tint) if tint else ""
        rows.append(Row(tuple(_cells(texts, widths, _ALIGNS, style, context)), fill=fill))
    header = Row(
        tuple(_cells(HEADS, widths, (centre,) * len(HEADS), bold, context)),
        fill=context.colour("header"),
    )
    return Table(context, widths, tuple(rows), header)


def _cells(
    texts: Sequence[str],
    widths: Sequence[float],
    aligns: Sequence[Align],
    style: LineStyle,
    context: Context,
) -> Iterator[Cell]:
    for text, width, align in zip(texts, widths, aligns, strict=True):
        yield Cell(set_lines(text, inside_width(width), style, context.metrics), align=align)


def status_table(
    inquiry: Inquiry,
    statuses: Sequence[ReplyStatus],
    plan: Plan,
    form: Form,
    metrics: Metrics,
) -> SheetTable:
    """Make the table for a workbook."""
    context = make_context(plan, form, metrics)
    body = context.body("cell")
    widths, style = _widths(context.table_width), replace(body, size=_SIZE, breaking="item")
    cells = [TableCell(0, 0, 1, len(HEADS), TITLE, "title")]
    heights = [form.sizes.heading[1] * 2.0]
    for text in head_lines(inquiry, statuses, plan.settings):
        cells.append(TableCell(len(heights), 0, 1, len(HEADS), text, "caption"))
        heights.append(style.height + _CELL_MARGIN)
    header = len(heights)
    cells += [TableCell(header, at, 1, 1, text, "header") for at, text in enumerate(HEADS)]
    heights.append(form.lengths.header_height)
    for number, status in enumerate(statuses, start=1):
        tallest = 0.0
        for at, text in enumerate(status_cells(number, status, plan.settings, "")):
            look: CellStyle = "summary" if _ALIGNS[at] == "left" else "figure"
            indent = _INDENT if look == "summary" else 0.0
            inside = max(widths[at] - indent - 2 * _CELL_MARGIN, style.size)
            lines = set_lines(text, inside, style, metrics)
            cells.append(TableCell(len(heights), at, 1, 1, text, look, lines))
            tallest = max(tallest, height_of(lines))
        heights.append(tallest + 2 * _CELL_MARGIN)
    rows = len(heights)
    return SheetTable(
        "", TITLE, widths, tuple(heights), tuple(cells), (header, header + 1), (rows, rows), (0, 0)
    )
