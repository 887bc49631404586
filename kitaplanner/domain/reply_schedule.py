"""The lines of a reply about the schedule: items that changed, that go, and that are new.

Belongs here: the rows of the schedule as the reply wants them. What is new gets ids that are always
the same for the same reply, so that reading it twice makes nothing twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from kitaplanner.domain.calendar import Period, Span
from kitaplanner.domain.ids import derived_id
from kitaplanner.domain.import_matching import same_words
from kitaplanner.domain.plan import Initiative, ScheduleItem, ScheduleRow
from kitaplanner.domain.reading import NotUnderstood, ReadItem, ReadRow
from kitaplanner.domain.reply_sheet import ReplyLine, ReplyMark, Role
from kitaplanner.domain.reply_words import (
    NEW_ROW,
    is_drop_word,
    is_unchanged_word,
    read_moment,
    read_row_word,
    span_choices,
)

NOTE_SIGN = "※"
_ASKING: tuple[Role, ...] = ("new", "start", "end", "drop")
_ENDS: tuple[Role, ...] = ("start", "end")
_GONE = "照会した計画にない矢印です。"
_SECOND = "同じ矢印の行が2つあります。先の行だけを読みました。"
_NO_DROP = "「削除」の欄は、「削除する」だけが書けます。"
_NO_MOMENT = "年度や月として読めません。"
_REVERSED = "終期が始期より前です。"
_NO_SPAN = "始期と終期を選んでください。"
_NOTE_ALONE = "※の注だけが書かれているため、文言を消す修正として読みました。"
_NO_TEXT = "追加する矢印の文言と期間が書かれていません。"
_NO_ROW = "行「{}」が読めないため、新しい行にしました。"
_OVERLAP = "同じ行のほかの矢印と期間が重なるため、別の行に分けました。"
_INSERTED = "挿入された行に書かれています。新しい矢印として読みました。"
_OVERWRITTEN = "「現在の内容」の欄が書き換えられています。修正として読みました。"


def shown_item(item: ScheduleItem) -> str:
    """Give the text of an item as its line shows it, notes behind ※."""
    note = f"{NOTE_SIGN}{item.note}" if item.note else ""
    return "\n".join(part for part in (item.text, note) if part)


class ScheduleReply:
    """The schedule of one initiative with what a reply changes."""

    def __init__(self, mark: ReplyMark, one: Initiative, period: Period) -> None:
        self._mark = mark
        self._schedule = one.schedule
        self._period = period
        self._choices = span_choices(period, one.schedule.divisions)
        self._items = {item.id: item for item in one.schedule.items()}
        self._read: dict[str, ReadItem | None] = {}
        self._seen: set[str] = set()
        self._new: list[tuple[ReadItem, int | None]] = []
        self._inserted = 0
        self.not_understood: list[NotUnderstood] = []

    def take(self, line: ReplyLine) -> None:
        """Take a line about an item."""
        if line.kind != "item":
            self._take_new(line)
            return
        item = self._items.get(line.key)
        asks = any(line.text(role) for role in _ASKING)
        if item is None or line.key in self._seen:
            if asks:
                self._refuse(line, "new", _GONE if item is None else _SECOND)
            return
        self._seen.add(line.key)
        self._take_known(line, item)

    def rows(self) -> tuple[ReadRow, ...] | None:
        """Give the rows as the reply wants them, or None where it changes nothing."""
        if not self._read and not self._new:
            return None
        rows = [row for old in self._schedule.rows for row in self._laid(old)]
        at = {row.id: index for index, row in enumerate(rows)}
        for read, number in self._new:
            index = self._index_of(number, at)
            if index is None or not _fits(read.item, rows[index].items):
                doubt = _OVERLAP if index is not None else ""
                rows.append(self._own_row(read, doubt))
            else:
                rows[index] = _with_item(rows[index], read)
        return tuple(rows)

    # --- lines ---------------------------------------------------------------------------------

    def _take_known(self, line: ReplyLine, item: ScheduleItem) -> None:
        if line.text("drop"):
            if is_drop_word(line.text("drop")):
                self._read[item.id] = None
            elif not is_unchanged_word(line.text("drop")):
                self._refuse(line, "drop", _NO_DROP)
            return
        text, doubt = self._new_text(line, item)
        changed = item if text is None else _with_text(item, text)
        span = self._span(line, item.span)
        if span is not None and span != item.span:
            changed = _with_span(changed, span, self._period)
        if changed != item:
            role: Role = (
                "new" if changed.span == item.span else "start" if line.text("start") else "end"
            )
            where = line.at("now") if doubt else line.at(role)
            if item.text and not changed.text:
                doubt += _NOTE_ALONE
            self._read[item.id] = ReadItem(changed, where, doubt)

    def _new_text(self, line: ReplyLine, item: ScheduleItem) -> tuple[str | None, str]:
        """Give the text that an item shall have, None for the same, and a doubt."""
        shown, new, now = shown_item(item), line.text("new"), line.text("now")
        if not is_unchanged_word(new):
            return (None if same_words(new, shown) else new), ""
        if now and not same_words(now, shown):
            return now, _OVERWRITTEN
        return None, ""

    def _take_new(self, line: ReplyLine) -> None:
        text = line.text("new")
        if is_unchanged_word(text) and is_unchanged_word(line.text("start")):
            if not is_unchanged_word(line.text("end")):
                self._refuse(line, "end", _NO_SPAN)
            elif line.kind == "spare" and not is_unchanged_word(line.text("label")):
                self._refuse(line, "label", _NO_TEXT)
            return
        span = self._span(line, None)
        if span is None:
            return
        key, doubt = line.key, ""
        if line.kind == "inserted":
            self._inserted += 1
            key, doubt = f"inserted{self._inserted}", _INSERTED
        elif key in self._seen:
            self._inserted += 1
            key = f"{key}+{self._inserted}"
        self._seen.add(key)
        mark = self._mark
        item_id = derived_id(mark.inquiry, mark.department, mark.initiative, key)
        item = _with_text(ScheduleItem(item_id, "arrow", span.start, span.end), text)
        label = line.text("label")
        number = read_row_word(label)
        if line.kind == "spare" and label and number is None and not same_words(label, NEW_ROW):
            doubt += _NO_ROW.format(label)
        self._new.append((ReadItem(item, line.at("new"), doubt), number))

    def _span(self, line: ReplyLine, old: Span | None) -> Span | None:
        """Give the months that a line asks for; None, with the reason told, where it can't be."""
        moments: list[Span | None] = []
        for role in _ENDS:
            text = line.text(role)
            moment = None if is_unchanged_word(text) else read_moment(text, self._choices)
            if moment is None and not is_unchanged_word(text):
                self.not_understood.append(NotUnderstood(line.at(role), text, _NO_MOMENT))
                return None
            moments.append(moment)
        start, end = moments
        if old is None:
            if start is None and end is None:
                self._refuse(line, "start", _NO_SPAN)
                return None
            start, end = start or end, end or start
            assert start is not None
            assert end is not None
            wanted = Span(start.start, end.end)
        else:
            wanted = Span(start.start if start else old.start, end.end if end else old.end)
        if wanted.end < wanted.start:
            self._refuse(line, "end", _REVERSED)
            return None
        return wanted

    def _refuse(self, line: ReplyLine, role: Role, reason: str) -> None:
        what = line.text("new") or line.text(role) or line.text("now") or line.text("start")
        self.not_understood.append(NotUnderstood(line.at(role), what, reason))

    # --- rows ----------------------------------------------------------------------------------

    def _laid(self, old: ScheduleRow) -> Iterator[ReadRow]:
        """Give a row with its changed items; one that no longer fits gets a row of its own."""
        changed = [self._read.get(item.id) for item in old.items]
        kept = [
            ReadItem(item, "")
            for item, read in zip(old.items, changed, strict=True)
            if read is None and item.id not in self._read
        ]
        row = ReadRow(tuple(kept), old.id, old.label, old.group)
        apart = []
        for read in filter(None, changed):
            if _fits(read.item, row.items):
                row = _with_item(row, read)
            else:
                apart.append(self._own_row(read, _OVERLAP))
        yield row
        yield from apart

    def _own_row(self, read: ReadItem, doubt: str) -> ReadRow:
        row_id = derived_id(self._mark.inquiry, read.item.id, "row")
        one = dataclasses.replace(read, doubt=read.doubt + doubt)
        return ReadRow((one,), row_id, where=read.where)

    def _index_of(self, number: int | None, at: dict[str, int]) -> int | None:
        rows = self._schedule.rows
        if number is None or not 1 <= number <= len(rows):
            return None
        return at[rows[number - 1].id]


def _fits(item: ScheduleItem, others: Sequence[ReadItem]) -> bool:
    return all(
        item.end < one.item.start or one.item.end < item.start
        for one in others
        if one.item.id != item.id
    )


def _with_item(row: ReadRow, read: ReadItem) -> ReadRow:
    items = sorted((*row.items, read), key=lambda one: one.item.start)
    return dataclasses.replace(row, items=tuple(items))


def _with_text(item: ScheduleItem, text: str) -> ScheduleItem:
    """Take a text apart: lines from the first ※ on are the note; without ※ the note stays."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.startswith(NOTE_SIGN)), None)
    if first is None:
        return dataclasses.replace(item, text=text)
    note = "\n".join(line.removeprefix(NOTE_SIGN) for line in lines[first:])
    return dataclasses.replace(item, text="\n".join(lines[:first]), note=note)


def _with_span(item: ScheduleItem, span: Span, period: Period) -> ScheduleItem:
    """Move the ends; what no longer reaches an edge of the period no longer goes on beyond it."""
    return dataclasses.replace(
        item,
        start=span.start,
        end=span.end,
        opens_before=item.opens_before and span.start == period.span.start,
        opens_after=item.opens_after and span.end == period.span.end,
        span_confirmed=True,
    )
