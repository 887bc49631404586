"""The page of an initiative in an inquiry: the official table, and below it what is asked.

Belongs here: which lines are asked and how they stand. An empty cell means that nothing changes;
what was reported before stands there already. Does not belong here: the letter (`inquiry_letter`)
and reading it back (`domain.reply_reading`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.plan import Initiative, Progress, ScheduleItem, ScheduleRow
from kitaplanner.domain.reply_reading import asked_progress, shown_field
from kitaplanner.domain.reply_schedule import shown_item
from kitaplanner.domain.reply_sheet import (
    FIELDS,
    FIXED,
    PROGRESS_FIELDS,
    ROLES,
    ProgressField,
    ReplyMark,
    Role,
    field_line,
    item_line,
    progress_line,
    role_text,
    spare_line,
)
from kitaplanner.domain.reply_words import (
    ADDED_WORD,
    DROP_WORD,
    FIELD_WORDS,
    NEW_ROW,
    PROGRESS_WORDS,
    item_label,
    row_word,
    span_choices,
    status_words,
)
from kitaplanner.layout.context import Context
from kitaplanner.layout.inquiry_page import FormCell, FormLook, FormPage, FormRow, form_row
from kitaplanner.layout.sheet_table import sheet_table
from kitaplanner.layout.table import SheetTable
from kitaplanner.layout.years import year_heading

SPARE_LINES = 3
# The columns of the lines from the left, in parts of their sum.
_PARTS: dict[Role, float] = {
    "label": 56, "now": 98, "span": 62, "new": 112, "start": 58, "end": 58, "drop": 38,
}  # fmt: skip
_PROGRESS_HINTS: dict[ProgressField, str] = {
    "status": "一覧から選んでください。",
    "result": "年度内に行ったこと、数値などを書いてください。",
    "reason": "遅れや見直しのときは、その理由を書いてください。",
    "next_step": "次の年度の予定を書いてください。",
}
_HEIGHTS = {"status": 24.0, "result": 58.0, "reason": 40.0, "next_step": 40.0}
_LINE_HEIGHT = 27.0
_SECTION_HEIGHT = 22.0
_GAP = 10.0
_UNCHANGED = "変更がないときは、空欄のままにしてください。"
_REASON = "「理由」は、遅れや見直しのときに書いてください。"
_DEPARTMENTS = "全部の課名を「、」で区切って書いてください。"


def inquiry_sheet(one: Initiative, mark: ReplyMark, context: Context) -> FormPage:
    """Make the page of an initiative."""
    edges = tuple(_edges(context.table_width))
    table = sheet_table(
        context.plan, one, context.form, context.numbering, context.metrics, edges[1:-1]
    )
    rows = tuple(_Lines(one, mark, context, table, edges).rows())
    return FormPage(one.name, table.column_widths, rows, table, one.id)


def _edges(width: float) -> Iterator[float]:
    scale = width / sum(_PARTS.values())
    return accumulate((_PARTS[role] * scale for role in ROLES), initial=0.0)


class _Lines:
    """The lines below the table of one initiative."""

    def __init__(
        self,
        one: Initiative,
        mark: ReplyMark,
        context: Context,
        table: SheetTable,
        edges: Sequence[float],
    ) -> None:
        self._one = one
        self._mark = mark
        self._context = context
        self._widths = table.column_widths
        there = list(accumulate(self._widths, initial=0.0))
        columns = [min(range(len(there)), key=lambda at: abs(there[at] - x)) for x in edges]
        self._columns = dict(zip(ROLES, pairwise(columns), strict=True))

    def rows(self) -> Iterator[FormRow]:
        """Yield the rows from the names of the columns, which are hidden, to the last line."""
        names = tuple(self._cell(role, role, role_text(role), "plain") for role in ROLES)
        yield FormRow(_GAP, names, is_hidden=True)
        yield FormRow(_GAP, line=FIXED)
        yield from self._fields()
        yield FormRow(_GAP, line=FIXED)
        yield from self._schedule()
        yield FormRow(_GAP, line=FIXED)
        yield from self._progress()

    # --- parts ---------------------------------------------------------------------------------

    def _fields(self) -> Iterator[FormRow]:
        yield self._section("１　事業の内容", _UNCHANGED)
        yield self._row(
            FIXED,
            self._cell("label", "label", "欄", "head"),
            self._cell("now", "span", "現在の内容", "head"),
            self._cell("new", "drop", "修正後（全文）", "head"),
        )
        for field in FIELDS:
            prompt = _DEPARTMENTS if field == "departments" else _UNCHANGED
            yield self._row(
                field_line(field),
                self._cell("label", "label", FIELD_WORDS[field], "label"),
                self._cell("now", "span", shown_field(self._one, field), "now"),
                self._cell("new", "drop", "", "input", prompt=prompt),
                least=_LINE_HEIGHT,
            )

    def _schedule(self) -> Iterator[FormRow]:
        yield self._section("２　年度別実施計画", "変える欄だけを書いてください。")
        heads: tuple[tuple[Role, str], ...] = (
            ("label", "行"),
            ("now", "現在の文言"),
            ("span", "現在の期間"),
            ("new", "修正後の文言"),
            ("start", "始期"),
            ("end", "終期"),
            ("drop", "削除"),
        )
        yield self._row(FIXED, *(self._cell(role, role, text, "head") for role, text in heads))
        for number, row in enumerate(self._one.schedule.rows, start=1):
            for item in row.items:
                yield self._item(number, row, item)
        for number in range(1, SPARE_LINES + 1):
            yield self._spare(number)

    def _item(self, number: int, row: ScheduleRow, item: ScheduleItem) -> FormRow:
        return self._row(
            item_line(item.id),
            self._cell("label", "label", item_label(number, row.label), "now_centre"),
            self._cell("now", "now", shown_item(item), "now"),
            self._cell("span", "span", describe_span(item.span), "now"),
            self._cell("new", "new", "", "input", prompt=_UNCHANGED),
            *self._ends(),
            self._cell("drop", "drop", "", "input_centre", (DROP_WORD,)),
            least=_LINE_HEIGHT,
        )

    def _spare(self, number: int) -> FormRow:
        rows = [row_word(at) for at in range(1, len(self._one.schedule.rows) + 1)]
        choices = (NEW_ROW, *rows)
        return self._row(
            spare_line(number),
            self._cell("label", "label", "", "input_centre", choices, "置く行を選びます。"),
            self._cell("now", "span", ADDED_WORD, "now_centre"),
            self._cell("new", "new", "", "input", prompt="追加する矢印の文言を書いてください。"),
            *self._ends(),
            self._cell("drop", "drop", "", "now_centre"),
            least=_LINE_HEIGHT,
        )

    def _ends(self) -> Iterator[FormCell]:
        choices = tuple(span_choices(self._context.plan.period, self._one.schedule.divisions))
        yield self._cell("start", "start", "", "input_centre", choices)
        yield self._cell("end", "end", "", "input_centre", choices)

    def _progress(self) -> Iterator[FormRow]:
        year = year_heading(self._mark.year, self._context.plan.settings)
        yield self._section(f"３　{year}の進捗", _REASON)
        last = self._last_told()
        if last:
            before = year_heading(self._mark.year - 1, self._context.plan.settings)
            yield self._row(
                FIXED,
                self._cell("label", "label", f"{before}の報告", "label"),
                self._cell("now", "drop", last, "now"),
            )
        entry = asked_progress(self._one, self._mark)
        for field in PROGRESS_FIELDS:
            is_status = field == "status"
            yield self._row(
                progress_line(field),
                self._cell("label", "label", PROGRESS_WORDS[field], "label"),
                self._cell(
                    "now",
                    "now" if is_status else "drop",
                    getattr(entry, field),
                    "input_centre" if is_status else "input",
                    status_words(self._context.plan) if is_status else (),
                    _PROGRESS_HINTS[field],
                ),
                least=_HEIGHTS[field],
            )

    def _last_told(self) -> str:
        told = [
            one
            for one in self._one.progress
            if one.year == self._mark.year - 1
            and not one.item
            and one.department in ("", self._mark.department)
        ]
        return "\n".join(filter(None, map(_told, told)))

    # --- cells ---------------------------------------------------------------------------------

    def _section(self, title: str, guide: str) -> FormRow:
        first, last = self._columns["label"][0], self._columns["drop"][1]
        middle = self._columns["span"][1]
        cells = [FormCell(first, middle, title, "section")]
        cells.append(FormCell(middle, last, guide, "guide"))
        return form_row(
            cells,
            self._widths,
            self._context,
            line=FIXED,
            least=_SECTION_HEIGHT,
            breaks_before=True,
        )

    def _row(self, line: str, *cells: FormCell, least: float = 0.0) -> FormRow:
        return form_row(cells, self._widths, self._context, line=line, least=least)

    def _cell(
        self,
        first: Role,
        last: Role,
        text: str,
        look: FormLook,
        choices: tuple[str, ...] = (),
        prompt: str = "",
    ) -> FormCell:
        columns = self._columns[first][0], self._columns[last][1]
        return FormCell(*columns, text, look, choices, prompt)


def _told(one: Progress) -> str:
    parts = (
        one.status and f"【{one.status}】",
        one.result,
        one.reason and f"理由：{one.reason}",
        one.next_step and f"今後：{one.next_step}",
    )
    return "　".join(part for part in parts if part)
