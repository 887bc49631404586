"""新旧対照表 as data: for each thing that changed, old and new side by side with what differs.

Belongs here: which changes a table of the office shows, what stands on each side, which words of it
are emphasised, and the remark. Does not belong here: finding changes (`diff`) and how the table
looks (`layout.comparison_table`, `export`).

What no reader of the plan sees (papers of meetings, accepted findings, months that are not
confirmed yet) is no change of the plan and left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.diff_grouping import Difference, ItemPlace, Position
from kitaplanner.domain.diff_item_words import item_name, row_words
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.plan import Initiative, Node, ScheduleItem, ScheduleRow
from kitaplanner.domain.records import THE_PLAN, Key
from kitaplanner.domain.schedule_words import describe_item
from kitaplanner.domain.text_diff import text_pieces
from kitaplanner.domain.value_words import field_word, value_words

NEW_WORD = "（新設）"
GONE_WORD = "（削る）"
SCHEDULE_WORD = "年度別実施計画"
_UNSEEN = frozenset(
    {"pictures", "handouts", "wordings", "accepted", "comparison", "span_confirmed"}
    | {"schedule_state", "stage", "stage_date", "duplex", "sheets_share_page", "number_from"}
)
_UNSEEN_KINDS = frozenset({"progress"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text on one side; changed stretches are emphasised."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table; `remark` is the change in a sentence.

    What did not change has neither remark nor difference.
    """

    label: str
    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]
    remark: str
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """What changed in one initiative, heading or chapter; its title on each side, empty if none.

    `has_schedule` says whether its schedule changed, so that both can be drawn.
    """

    key: Key
    old_title: str
    new_title: str
    entries: tuple[Entry, ...]
    has_schedule: bool = False


def comparison_groups(
    differences: Iterable[Difference], sides: Sides, only: Collection[str] | None = None
) -> tuple[EntryGroup, ...]:
    """Put the changes of a comparison in groups, in printed order; `only` names initiatives."""
    shown = (
        one
        for one in differences
        if _is_seen(one) and (only is None or one.initiative in only or one.key.id in only)
    )
    return tuple(_group(key, tuple(found), sides) for key, found in groupby(shown, _subject))


def _is_seen(difference: Difference) -> bool:
    return difference.field not in _UNSEEN and difference.key.kind not in _UNSEEN_KINDS


def _subject(difference: Difference) -> Key:
    if difference.initiative:
        return Key("initiative", difference.initiative)
    return difference.key


def _group(key: Key, found: tuple[Difference, ...], sides: Sides) -> EntryGroup:
    entries = tuple(_entry(one, sides) for one in found)
    has_schedule = any(one.key.kind in ("row", "item") for one in found)
    return EntryGroup(key, *group_titles(key, sides), entries, has_schedule)


def group_titles(key: Key, sides: Sides) -> tuple[str, str]:
    """Give number and name of a group on the old and the new side."""
    old, new = (_title(key, sides, is_new) for is_new in (False, True))
    return old, new


def _title(key: Key, sides: Sides, is_new: bool) -> str:
    plan, numbers = (sides.new, sides.new_numbers) if is_new else (sides.old, sides.old_numbers)
    if key == THE_PLAN:
        return plan.title
    if key.kind == "initiative":
        initiative = plan.initiative(key.id)
        if initiative is None:
            return ""
        return f"{numbers.long_number(initiative)} {initiative.name}"
    if key.kind == "node":
        node = plan.node(key.id)
        return "" if node is None else numbers.heading(node)
    things: dict[str, tuple[Any, ...]] = {
        "section": plan.sections, "department": plan.departments, "term": plan.terms,
    }  # fmt: skip
    for one in things.get(key.kind, ()):
        if one.id == key.id:
            return str(getattr(one, "heading", "") or getattr(one, "name", "") or one.word)
    return ""


def _entry(difference: Difference, sides: Sides) -> Entry:
    old, new = _both(difference, sides)
    return Entry(_label(difference), old, new, words(difference, sides), difference)


def _label(difference: Difference) -> str:
    kind = difference.key.kind
    if kind in ("row", "item"):
        return SCHEDULE_WORD
    if difference.action == "field":
        return field_word(kind, difference.field)
    if kind == "initiative":
        return "事業" if difference.action != "moved" else "掲載箇所"
    return {"node": "見出し", "department": "担当課", "section": "章", "term": "用語"}.get(kind, "")


def _both(difference: Difference, sides: Sides) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    before, after = difference.before, difference.after
    if difference.action == "added":
        return (Stretch(NEW_WORD),), (Stretch(_whole(after, sides), True),)
    if difference.action == "removed":
        return (Stretch(_whole(before, sides), True),), (Stretch(GONE_WORD),)
    old, new = (_said(difference, value, sides) for value in (before, after))
    if not old or not new:
        shown = (Stretch(old, True),) if old else (Stretch(NEW_WORD),)
        return shown, (Stretch(new, True),) if new else (Stretch(GONE_WORD),)
    return _emphasised(old, new)


def _emphasised(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    pieces = text_pieces(old, new)
    left = tuple(Stretch(one.old, not one.is_same) for one in pieces if one.old)
    right = tuple(Stretch(one.new, not one.is_same) for one in pieces if one.new)
    return left, right


def _said(difference: Difference, value: Any, sides: Sides) -> str:
    """Say one side of a change as it is read in the plan."""
    if isinstance(value, ItemPlace):
        item = sides.thing(difference.key)
        return f"{item_name(item)}　{describe_span(value.span)}{_row(value, difference, sides)}"
    if isinstance(value, Position):
        return _place(difference.key, value, sides, is_new=value is difference.after)
    if difference.action in ("split", "joined"):
        items = value if isinstance(value, tuple) else (value,)
        return "\n".join(item_line(item) for item in items)
    if difference.key.kind == "item" and difference.action == "field":
        return _item_field(difference, value, sides)
    if difference.field == "departments" or difference.action == "renamed":
        return value_words(difference.field, value)
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    if difference.field == "blocks":
        return "\n".join(one.text for one in value if one.text)
    return value_words(difference.field, value)


def _item_field(difference: Difference, value: Any, sides: Sides) -> str:
    """Say a field of an item together with what it is about."""
    item = sides.thing(difference.key)
    if difference.field == "text":
        return f"{value}　{describe_span(item.span)}" if value else ""
    word = value_words(difference.field, value) or "なし"
    return f"{item_name(item)}　{field_word('item', difference.field)}：{word}"


def _row(place: ItemPlace, difference: Difference, sides: Sides) -> str:
    if difference.before.row == difference.after.row:
        return ""
    return f"　{sides.row_number(place.row)}行目"


def _place(key: Key, position: Position, sides: Sides, *, is_new: bool) -> str:
    if key.kind == "row":
        return f"{row_words(sides.thing(key), sides, whole=True)}（{position.place + 1}行目）"
    holder = _title(position.holder, sides, is_new) if position.holder != THE_PLAN else "最上位"
    title = _title(key, sides, is_new)
    return f"{title}\n（{holder}の{position.place + 1}番目）"


def _whole(value: Any, sides: Sides) -> str:
    """Say a thing that came or went, with all that is read of it."""
    if isinstance(value, Initiative):
        lines = [value.name, "、".join(value.departments), value.summary, *value.notes]
        lines += [item_line(item) for item in value.schedule.items()]
        return "\n".join(line for line in lines if line)
    if isinstance(value, Node):
        return "\n".join(line for line in (value.name, value.lead, *value.bullets) if line)
    if isinstance(value, ScheduleRow):
        return "\n".join(item_line(item) for item in value.items) or "空の行"
    if isinstance(value, ScheduleItem):
        return item_line(value)
    return "\n".join(_plain_texts(value))


def item_line(item: ScheduleItem) -> str:
    """Say an item on one line: its text and its months."""
    if item.text.strip():
        return f"{item.text}　{describe_span(item.span)}"
    return describe_item(item)


def _plain_texts(value: Any) -> Iterator[str]:
    for name in ("name", "heading", "word", "text", "definition", "unit", "label"):
        text = getattr(value, name, "")
        if isinstance(text, str) and text:
            yield text
    for block in getattr(value, "blocks", ()):
        if block.text:
            yield block.text
