"""照会文: the first page of an inquiry's workbook, with the list of what is asked.

Belongs here: the words and how they stand on the page. Does not belong here: the pages of the
initiatives (`inquiry_sheet`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kitaplanner.domain.plan import Initiative
from kitaplanner.layout.context import Context
from kitaplanner.layout.inquiry_page import FormCell, FormLook, FormPage, FormRow, form_row
from kitaplanner.layout.years import full_date, year_heading

COVER = "cover"
_TITLE = "照会文"
_PARTS = (44.0, 62.0, 226.0, 150.0)
_WEEKDAYS = "月火水木金土日"
_GAP = 12.0
_STEPS = (
    "事業ごとにシートがあります。下の一覧の番号を押すと、そのシートへ移ります。",
    "記入できるのは、色の付いた欄です。変更がない欄は、空欄のままにしてください。",
    "始期、終期、状況などは、欄を選ぶと右に出る▼の一覧から選べます。",
    "記入したら上書き保存し、このファイルを返送してください。ファイル名を変えても差し支えありません。",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says; dates are ISO 8601, `due` may be empty."""

    name: str
    department: str
    sent: str
    due: str
    guidance: str
    year: int


def inquiry_letter(letter: Letter, initiatives: Sequence[Initiative], context: Context) -> FormPage:
    """Make the first page for a department that is asked about some initiatives."""
    scale = context.table_width / sum(_PARTS)
    widths = tuple(part * scale for part in _PARTS)
    rows = tuple(_rows(letter, initiatives, widths, context))
    return FormPage(_TITLE, widths, rows)


def _rows(
    letter: Letter, initiatives: Sequence[Initiative], widths: Sequence[float], context: Context
) -> Iterator[FormRow]:
    last = len(widths)
    settings = context.plan.settings

    def line(text: str, look: FormLook, first: int = 0, least: float = 0.0) -> FormRow:
        return form_row([FormCell(first, last, text, look)], widths, context, least=least)

    def point(head: str, text: str, look: FormLook = "letter") -> FormRow:
        cells = [FormCell(0, 2, head, "letter"), FormCell(2, last, text, look)]
        return form_row(cells, widths, context)

    yield line(full_date(letter.sent, settings), "letter_right")
    yield line(f"{letter.department}　御中", "letter_bold")
    yield FormRow(_GAP)
    yield line(letter.name, "title", least=30.0)
    yield FormRow(_GAP)
    for paragraph in letter.guidance.split("\n"):
        yield line(f"　{paragraph}" if paragraph.strip() else "", "letter")
    yield FormRow(_GAP)
    if letter.due:
        yield point("１　回答期限", _with_weekday(letter.due, context), "letter_bold")
    number = "２" if letter.due else "１"
    year = year_heading(letter.year, settings)
    subject = f"「{context.plan.title}」のうち貴課の事業　{len(initiatives)}件"
    yield point(f"{number}　対象", f"{subject}（進捗は{year}分）")
    yield point(f"{chr(ord(number) + 1)}　記入方法", f"(1) {_STEPS[0]}")
    for index, step in enumerate(_STEPS[1:], start=2):
        yield point("", f"({index}) {step}")
    yield FormRow(_GAP)
    yield from _list(initiatives, widths, context)


def _list(
    initiatives: Sequence[Initiative], widths: Sequence[float], context: Context
) -> Iterator[FormRow]:
    heads = ("No.", "番号", "事業名", "担当課")
    yield form_row(
        [FormCell(at, at + 1, text, "head") for at, text in enumerate(heads)], widths, context
    )
    for number, one in enumerate(initiatives, start=1):
        yield form_row(
            [
                FormCell(0, 1, str(number), "now_centre"),
                # A short cell: LibreOffice cuts off a link that is longer than a line.
                FormCell(1, 2, context.numbering.number(one) or "開く", "link", link=one.id),
                FormCell(2, 3, one.name, "now"),
                FormCell(3, 4, "、".join(one.departments), "now"),
            ],
            widths,
            context,
            least=20.0,
        )


def _with_weekday(iso: str, context: Context) -> str:
    weekday = _WEEKDAYS[date.fromisoformat(iso).weekday()]
    return f"{full_date(iso, context.plan.settings)}（{weekday}）まで"
