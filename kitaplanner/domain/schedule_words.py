"""What a schedule item is, in words: 矢印、決済機能の導入、令和8年度.

Belongs here: words for someone who does not see the drawing. Does not belong here: where an item
stands on a screen or a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.plan import ItemKind, ScheduleItem

KIND_WORDS: dict[ItemKind, str] = {
    "arrow": "矢印",
    "box": "枠",
    "dashed": "破線枠",
    "note": "注記",
    "value": "数値",
}
NO_TEXT = "文言なし"


def describe_item(item: ScheduleItem) -> str:
    """Name an item by kind, text and span, and what its ends say."""
    text = item.text.replace("\n", " ") or NO_TEXT
    return "、".join((KIND_WORDS[item.kind], text, describe_span(item.span), *item_marks(item)))


def item_marks(item: ScheduleItem) -> Iterator[str]:
    """Yield what the drawing says by the ends and the outline of an item."""
    if item.opens_before:
        yield "期首前から"
    if item.opens_after:
        yield "期末以降も"
    if not item.span_confirmed:
        yield "期間未確認"
