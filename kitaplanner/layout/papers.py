"""Committee papers: 次第, a paper with its head and numbered sections, パブコメ結果.

Belongs here: how these parts of a handout look (forms.md, Committee papers). Does not belong here:
the handout as a whole (`handouts`) and parts that are prints of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kitaplanner.domain.handout import Handout, HandoutPart, PublicComment
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Marked
from kitaplanner.layout.lines import LineStyle, set_lines
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Align, Target
from kitaplanner.layout.tables import Cell, Row, Table, inside_width
from kitaplanner.layout.text_parts import glyph_shortfalls, text_part
from kitaplanner.layout.years import full_date, write_digits

_TITLE_SIZE = 14.0
_AGENDA_SIZE = 20.0
_HEAD_GAP = 2.0
_TITLE_GAP = 22.0
_SECTION_GAP = 14.0
_PARAGRAPH_GAP = 5.0
_AGENDA_GAP = 11.0
_INDENT = 14.0
_NUMBER_WIDTH = 34.0
_COUNT_WIDTH = 42.0
_COMMENT_HEADS = ("No", "意見（要旨）", "件数", "区の考え方")
# A table without opinions shows a row of this many lines, to be written in by hand.
_BLANK_LINES = 3
_BULLETS = ("・", "※", "○", "●")


def paper_pieces(handout: Handout, part: HandoutPart, context: Context) -> list[Piece]:
    """Give a paper: who reports when, 件名, the opening sentence, numbered sections."""
    pieces = head_pieces(handout, context)
    pieces.append(title_piece(part.title, part, context))
    opening = f"{part.title}、以下のとおり報告する。" if part.title.endswith("ついて") else ""
    if opening:
        pieces.append(_paragraph(opening, context, _TITLE_GAP))
    for index, section in enumerate(part.sections, start=1):
        number = write_digits(str(index), context.plan.settings.digit_style)
        style = replace(context.body("heading"), bold=True, breaking="heading")
        title = text_part(section.heading, context, style, mark=f"{number}　")
        pieces.append(Piece(title, gap=_SECTION_GAP, keep=bool(section.text)))
        for place, line in enumerate(section.text.split("\n") if section.text else ()):
            pieces.append(_paragraph(line, context, _PARAGRAPH_GAP if place == 0 else 2.0, _INDENT))
    return pieces


def agenda_pieces(
    handout: Handout, part: HandoutPart, papers: Iterable[tuple[str, str]], context: Context
) -> list[Piece]:
    """Give 次第: meeting, day and place, the items of business, and the papers (number, title)."""
    style = LineStyle(
        _AGENDA_SIZE, 1.5, context.colour("ink"), bold=True, role="title", breaking="heading"
    )
    target = Target("plan", "", f"handout.{part.id}")
    meeting = text_part(handout.meeting or handout.name, context, style, align="centre")
    word = text_part(part.title or "次第", context, style, align="centre")
    pieces = [
        Piece(Marked(meeting, ((part.title or "次第", 0, target),)), keep=True, targets=(target,)),
        Piece(word, gap=6.0, keep=True),
    ]
    for align, text in _when_and_where(handout, context):
        pieces.append(Piece(text_part(text, context, context.body(), align=align), gap=4.0))
    for index, line in enumerate(part.lines, start=1):
        number = write_digits(str(index), context.plan.settings.digit_style)
        item = text_part(
            line, context, context.body("list_item"), mark=f"{number}　", indent=_INDENT
        )
        pieces.append(Piece(item, gap=_TITLE_GAP if index == 1 else _AGENDA_GAP))
    listed = [(number, title) for number, title in papers if number]
    if listed:
        bold = replace(context.body("heading"), bold=True, breaking="heading")
        pieces.append(Piece(text_part("配付資料", context, bold), gap=2 * _TITLE_GAP, keep=True))
        for number, title in listed:
            entry = text_part(
                title, context, context.body("list_item"), mark=f"{number}　", indent=_INDENT
            )
            pieces.append(Piece(entry, gap=_PARAGRAPH_GAP))
    return pieces


def comments_pieces(handout: Handout, part: HandoutPart, context: Context) -> list[Piece]:
    """Give パブコメ結果: head, 件名, how many people's opinions there are, the table."""
    pieces = head_pieces(handout, context)
    pieces.append(title_piece(part.title or "意見の要旨と区の考え方", part, context))
    for section in part.sections:
        pieces += [_paragraph(line, context, _SECTION_GAP) for line in section.text.split("\n")]
    pieces.append(Piece(_comments_table(part.comments, context), gap=_SECTION_GAP))
    return pieces


def head_pieces(handout: Handout, context: Context) -> list[Piece]:
    """Give meeting, date and division, one below the other at the right."""
    date = full_date(handout.date, context.plan.settings)
    texts = [text for text in (f"{handout.meeting}資料" if handout.meeting else "", date) if text]
    if handout.division:
        texts.append(handout.division)
    return [
        Piece(text_part(text, context, context.body(), align="right"), gap=_HEAD_GAP)
        for text in texts
    ]


def title_piece(title: str, part: HandoutPart, context: Context) -> Piece:
    """Give 件名 in the middle, with its bookmark."""
    style = LineStyle(
        _TITLE_SIZE, 1.5, context.colour("ink"), bold=True, role="heading", breaking="heading"
    )
    target = Target("plan", "", f"handout.{part.id}")
    shown = text_part(title, context, style, align="centre", target=target)
    marked = Marked(shown, ((title, 0, target),))
    return Piece(marked, gap=_TITLE_GAP, keep=True, running=title, targets=(target,))


def _when_and_where(handout: Handout, context: Context) -> list[tuple[Align, str]]:
    date = full_date(handout.date, context.plan.settings)
    shown: list[tuple[Align, str]] = []
    if date:
        shown.append(("right", f"日時　{date}"))
    if handout.place:
        shown.append(("right", f"場所　{handout.place}"))
    return shown


def _paragraph(line: str, context: Context, gap: float, indent: float = 0.0) -> Piece:
    if line[:1] in _BULLETS:
        style = context.note() if line[0] == "※" else context.body("list_item")
        return Piece(
            text_part(line[1:].lstrip("　 "), context, style, mark=line[0], indent=indent), gap=gap
        )
    return Piece(text_part("　" + line, context, context.body(), indent=indent), gap=gap)


def _comments_table(comments: tuple[PublicComment, ...], context: Context) -> Table:
    room = context.table_width - _NUMBER_WIDTH - _COUNT_WIDTH
    widths = (_NUMBER_WIDTH, room / 2, _COUNT_WIDTH, room / 2)
    style = LineStyle(
        context.form.sizes.item, 1.45, context.colour("ink"), role="cell", breaking="body"
    )
    metrics = context.metrics
    rows = []
    for index, one in enumerate(comments, start=1):
        texts = (str(index), one.opinion, str(one.count), one.answer)
        aligns: tuple[Align, ...] = ("centre", "left", "right", "left")
        rows.append(
            Row(
                tuple(
                    Cell(set_lines(text, inside_width(width), style, metrics), align=align)
                    for text, width, align in zip(texts, widths, aligns, strict=True)
                )
            )
        )
    if not rows:
        blank = set_lines("\n" * _BLANK_LINES, room, style, metrics)
        rows.append(Row((Cell(blank), *(Cell(()) for _ in widths[1:]))))
    head = replace(style, bold=True, role="header_cell", breaking="heading")
    header = Row(
        tuple(
            Cell(set_lines(text, inside_width(width), head, metrics), align="centre")
            for text, width in zip(_COMMENT_HEADS, widths, strict=True)
        ),
        fill=context.colour("header"),
    )
    texts_of_all = "".join(one.opinion + one.answer for one in comments)
    shortfalls = glyph_shortfalls(texts_of_all, None, context)
    return Table(context, widths, tuple(rows), header, shortfalls=shortfalls)
