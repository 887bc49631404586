"""What a department wrote into a line of its sheet where nothing is asked.

Belongs here: what stands in the cells of a line that nobody fills in, so that other words there are
named instead of being lost. Cells beside the columns are found by `importers.inquiry_reply`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.import_matching import same_words
from kitaplanner.domain.plan import Initiative
from kitaplanner.domain.reading import NotUnderstood
from kitaplanner.domain.reply_sheet import LineKind, ReplyLine, ReplySheet, Role
from kitaplanner.domain.reply_words import ADDED_WORD, FIELD_WORDS, PROGRESS_WORDS, item_label

STRAY = "記入欄ではないところに書かれています。読み込みません。"
# The columns of each kind of line that are read.
_READ: dict[LineKind, frozenset[Role]] = {
    "field": frozenset({"now", "new"}),
    "item": frozenset({"now", "new", "start", "end", "drop"}),
    "spare": frozenset({"label", "new", "start", "end"}),
    "progress": frozenset({"now"}),
}


def strays(sheet: ReplySheet, one: Initiative) -> Iterator[NotUnderstood]:
    """Yield what was written over the fixed cells of lines."""
    items = dict(_item_lines(one))
    for line in sheet.lines:
        shown: Mapping[Role, str] = {}
        if line.kind == "field":
            shown = {"label": FIELD_WORDS.get(line.key, "")}
        elif line.kind == "progress":
            shown = {"label": PROGRESS_WORDS.get(line.key, "")}
        elif line.kind == "spare":
            shown = {"now": ADDED_WORD}
        elif line.kind == "item" and line.key in items:
            shown = items[line.key]
        else:
            continue
        yield from _written_over(line, shown)


def _item_lines(one: Initiative) -> Iterator[tuple[str, dict[Role, str]]]:
    for number, row in enumerate(one.schedule.rows, start=1):
        for item in row.items:
            label = item_label(number, row.label)
            yield item.id, {"label": label, "span": describe_span(item.span)}


def _written_over(line: ReplyLine, shown: Mapping[Role, str]) -> Iterator[NotUnderstood]:
    # Cells that are merged into one answer alike in each of their columns.
    seen: set[str] = {line.at(role) for role in _READ[line.kind]}
    for role, cell in line.cells.items():
        text = cell.text.strip()
        if cell.where not in seen and text and not same_words(text, shown.get(role, "")):
            yield NotUnderstood(cell.where, text, STRAY)
        seen.add(cell.where)
