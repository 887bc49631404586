"""The sentences about rows and items: 「運用」を令和8年度から令和8年度～令和9年度に延長."""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.history_fields import KIND_WORDS
from kitaplanner.domain.plan import ScheduleItem, ScheduleRow
from kitaplanner.domain.value_words import change_words, field_word, quoted, value_words

# The item says these by itself: 「試行運用」を期首前からとする.
_EDGES = {"opens_before": "期首前から続くもの", "opens_after": "期末以降も続くもの"}


def item_words(difference: Difference, sides: Sides) -> str:
    """Say what was done to an item."""
    action = difference.action
    if action == "added":
        return f"{_with_span(difference.after)}を追加"
    if action == "removed":
        return f"{_with_span(difference.before)}を削除"
    if action == "split":
        return f"{_with_span(difference.before[0])}を{_listed(difference.after)}に分割"
    if action == "joined":
        return f"{_listed(difference.before)}を{_with_span(difference.after[0])}に統合"
    name = item_name(sides.thing(difference.key))
    if action == "field":
        return _field_words(name, difference)
    return _placed_words(name, difference, sides)


def _placed_words(name: str, difference: Difference, sides: Sides) -> str:
    before, after = difference.before, difference.after
    said = []
    if before.span != after.span:
        old, new = describe_span(before.span), describe_span(after.span)
        said.append(f"{old}から{new}に{_span_action(difference)}")
    if before.row != after.row:
        said.append(f"{sides.row_number(after.row, now=True)}行目に移動")
    return f"{name}を{'し、'.join(said)}"


def _span_action(difference: Difference) -> str:
    if difference.action == "lengthened":
        return "延長"
    if difference.action == "shortened":
        return "短縮"
    return "前倒し" if difference.after.span.start < difference.before.span.start else "後ろ倒し"


def _field_words(name: str, difference: Difference) -> str:
    field, before, after = difference.field, difference.before, difference.after
    if field == "text":
        if not before or not after:
            return f"文言{quoted(before or after)}を{'追加' if after else '削除'}"
        return f"{quoted(before)}を{quoted(after)}に変更"
    if field == "kind":
        old, new = (value_words("kind", one) for one in (before, after))
        return f"{name}を{old}から{new}に変更"
    if field in _EDGES:
        return f"{name}を{_EDGES[field]}{'に変更' if after else 'としないよう変更'}"
    if field == "span_confirmed":
        return f"{name}の期間を{'確認済み' if after else '未確認'}に変更"
    return change_words(f"{name}の{field_word('item', field)}", field, before, after)


def row_words(row: ScheduleRow, sides: Sides, *, whole: bool) -> str:
    """Name a row by its label or place; a whole one, that comes or goes, by what stands in it."""
    label = "・".join(one for one in (row.group, row.label) if one)
    if label:
        return f"行{quoted(label)}"
    if whole:
        return f"{_listed(row.items)}の行" if row.items else "空の行"
    return f"{sides.row_number(row.id)}行目"


def item_name(item: ScheduleItem) -> str:
    """Name an item by its text, or by its kind and months where it has none."""
    if item.text.strip():
        return quoted(item.text)
    return f"{KIND_WORDS[item.kind]}（{describe_span(item.span)}）"


def _with_span(item: ScheduleItem) -> str:
    name = item_name(item)
    return f"{name}（{describe_span(item.span)}）" if item.text.strip() else name


def _listed(items: Iterable[ScheduleItem]) -> str:
    return "、".join(_with_span(item) for item in items)
