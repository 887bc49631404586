"""新旧対照表 as data: for each thing that changed, old and new side by side with what differs.

Belongs here: which changes a table of the office shows, what stands on each side, which words of it
are emphasised, and the remark. Does not belong here: finding changes (`diff`) and how the table
looks (`layout.comparison_table`, `export`).

What no reader of the plan sees (papers of meetings, accepted findings, months that are not
confirmed yet) is no change of the plan and left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from kitaplanner.domain.block_words import LineChange
from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.diff_grouping import Action, Difference, ItemPlace, Position
from kitaplanner.domain.diff_item_words import row_words
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import changed_lines, kind_word, section_word, words
from kitaplanner.domain.ending import ENDED_MARK
from kitaplanner.domain.records import THE_PLAN, Key, Kind
from kitaplanner.domain.text_diff import text_pieces
from kitaplanner.domain.value_words import field_word, number_words, quoted, value_words
from kitaplanner.domain.whole_words import figure_words, item_line, item_text, whole_words

NEW_WORD = "（新設）"
GONE_WORD = "（削る）"
_ACTION_LABELS: dict[Action, str] = {
    "moved": "掲載箇所", "renamed": "名称", "reorganised": "組織改正", "ended": "事業の終了",
}  # fmt: skip
_FIELD_LABELS = {"number_from": "番号", "level": "階層"}
_EDGES = {"opens_before": "期首前から続く", "opens_after": "期末以降も続く"}
SCHEDULE_WORD = "年度別実施計画"
_UNSEEN = frozenset(
    {"comparison", "span_confirmed", "schedule_state"}
    | {"stage", "stage_date", "duplex", "sheets_share_page"}
)
# Things that stand in one group together.
_COMMON_TITLES: dict[Kind, str] = {"department": "担当課一覧", "term": "用語集"}
_UNSEEN_KINDS: frozenset[Kind] = frozenset(
    {"progress", "handout", "handout_part", "wording", "accepted"}
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text on one side; changed stretches are emphasised."""

    text: str
    is_changed: bool = False


Stretches: TypeAlias = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table; `remark` is the change in a sentence.

    What did not change has neither remark nor difference.
    """

    label: str
    old: Stretches
    new: Stretches
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
        if _is_seen(one, sides) and (only is None or one.initiative in only or one.key.id in only)
    )
    return tuple(_group(key, tuple(found), sides) for key, found in groupby(shown, _subject))


def _is_seen(difference: Difference, sides: Sides) -> bool:
    if difference.field == "number_from":
        old, new = sides.numbers(difference.key.id)
        return old != new
    return difference.field not in _UNSEEN and difference.key.kind not in _UNSEEN_KINDS


def _subject(difference: Difference) -> Key:
    if difference.initiative:
        return Key("initiative", difference.initiative)
    kind = difference.key.kind
    return Key(kind, "") if kind in _COMMON_TITLES else difference.key


def _group(key: Key, found: tuple[Difference, ...], sides: Sides) -> EntryGroup:
    entries = tuple(_entry(one, sides) for one in found)
    has_schedule = any(one.key.kind in ("row", "item") or one.action == "ended" for one in found)
    return EntryGroup(key, *group_titles(key, sides), entries, has_schedule)


def group_titles(key: Key, sides: Sides) -> tuple[str, str]:
    """Give number and name of a group on the old and the new side."""
    old, new = (_title(key, sides, is_new) for is_new in (False, True))
    return old, new


def _title(key: Key, sides: Sides, is_new: bool) -> str:
    plan, numbers = (sides.new, sides.new_numbers) if is_new else (sides.old, sides.old_numbers)
    if key == THE_PLAN:
        return plan.title
    if not key.id:
        return _COMMON_TITLES[key.kind]
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
    return Entry(_label(difference, sides), old, new, words(difference, sides), difference)


def _label(difference: Difference, sides: Sides) -> str:
    key, field, action = difference.key, difference.field, difference.action
    kind = key.kind
    if kind in ("row", "item"):
        return SCHEDULE_WORD
    if field == "blocks":
        lines = changed_lines(difference, sides)
        return "、".join(dict.fromkeys(one.where for one in lines)) or "本文"
    if action in _ACTION_LABELS or field in _FIELD_LABELS:
        return _ACTION_LABELS.get(action) or _FIELD_LABELS[field]
    if action == "field" and kind in ("plan", "node", "initiative", "section", "department"):
        return field_word(kind, field)
    if kind == "section":
        return section_word(sides.thing(key))
    return "見出し" if kind == "node" else kind_word(kind)


def _both(difference: Difference, sides: Sides) -> tuple[Stretches, Stretches]:
    before, after = difference.before, difference.after
    if difference.action == "added":
        return (Stretch(NEW_WORD),), (Stretch(whole_words(after), True),)
    if difference.action == "removed":
        return (Stretch(whole_words(before), True),), (Stretch(GONE_WORD),)
    if difference.field == "blocks":
        return _lines_of_both(changed_lines(difference, sides))
    old, new = (_said(difference, value, sides) for value in (before, after))
    return _beside(old, new)


def _beside(old: str, new: str) -> tuple[Stretches, Stretches]:
    if not old or not new:
        shown = (Stretch(old, True),) if old else (Stretch(NEW_WORD),)
        return shown, (Stretch(new, True),) if new else (Stretch(GONE_WORD),)
    return _emphasised(old, new)


def _lines_of_both(changes: Iterable[LineChange]) -> tuple[Stretches, Stretches]:
    """Put the lines of a chapter that differ side by side, each below the one before."""
    old: list[Stretch] = []
    new: list[Stretch] = []
    for change in changes:
        for side, stretches in zip((old, new), _beside(change.old, change.new), strict=True):
            side += [Stretch("\n"), *stretches] if side else stretches
    return tuple(old), tuple(new)


def _emphasised(old: str, new: str) -> tuple[Stretches, Stretches]:
    pieces = text_pieces(old, new)
    left = tuple(Stretch(one.old, not one.is_same) for one in pieces if one.old)
    right = tuple(Stretch(one.new, not one.is_same) for one in pieces if one.new)
    return left, right


def _said(difference: Difference, value: Any, sides: Sides) -> str:
    """Say one side of a change as it is read in the plan."""
    key, field, action = difference.key, difference.field, difference.action
    is_new = value is difference.after
    if isinstance(value, ItemPlace):
        item = sides.thing(key)
        return f"{item_text(item)}　{describe_span(value.span)}{_row(value, difference, sides)}"
    if isinstance(value, Position):
        return _place(difference, value, sides, is_new=is_new)
    if action == "ended":
        return _ended(difference, sides, is_new=is_new)
    if action in ("split", "joined"):
        return "\n".join(map(item_line, value))
    if key.kind == "item":
        return _item_field(difference, value, sides)
    if key.kind == "row":
        word = value_words(field, value) or "なし"
        return f"{sides.row_number(key.id)}行目　{field_word('row', field)}：{word}"
    if field == "number_from":
        return sides.numbers(key.id)[1 if is_new else 0]
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return ("、" if field in ("departments", "name") else "\n").join(value)
    return _figures(key, field, value, sides)


def _figures(key: Key, field: str, value: Any, sides: Sides) -> str:
    """Say a value, with its unit where it is a figure of an indicator or a budget."""
    unit = sides.thing(key).unit if key.kind in ("indicator", "budget") else ""
    if field in ("targets", "actuals"):
        return figure_words(value, unit)
    if field in ("amount", "baseline") and value is not None:
        return number_words(value, unit)
    return value_words(field, value)


def _ended(difference: Difference, sides: Sides, *, is_new: bool) -> str:
    """Say what an ended initiative did in later years, and what is left of that."""
    plan = sides.new if is_new else sides.old
    initiative = plan.initiative(difference.key.id)
    touched = {edit.key.id for edit in difference.edits}
    items = () if initiative is None else initiative.schedule.items()
    lines = [item_line(one) for one in items if one.id in touched]
    return "\n".join([*lines, *([f"（{ENDED_MARK}）"] if is_new else [])])


def _item_field(difference: Difference, value: Any, sides: Sides) -> str:
    """Say a field of an item together with what it is about."""
    item = sides.thing(difference.key)
    if difference.field == "text":
        return f"{value}　{describe_span(item.span)}" if value else ""
    if difference.field in _EDGES:
        return item_line(item) + (f"（{_EDGES[difference.field]}）" if value else "")
    word = value_words(difference.field, value) or "なし"
    return f"{item_text(item)}\n（{field_word('item', difference.field)}：{word}）"


def _row(place: ItemPlace, difference: Difference, sides: Sides) -> str:
    if difference.before.row == difference.after.row:
        return ""
    return f"　{sides.row_number(place.row)}行目"


def _place(difference: Difference, position: Position, sides: Sides, *, is_new: bool) -> str:
    """Say where a thing stands: behind which other, or in which heading it is now and was."""
    key = difference.key
    if key.kind == "row":
        return f"{row_words(sides.thing(key), sides, whole=True)}（{position.place + 1}行目）"
    title = _title(key, sides, is_new)
    if difference.before.holder != difference.after.holder:
        holder = "最上位" if position.holder == THE_PLAN else _title(position.holder, sides, is_new)
        return f"{title}\n（{holder}の{position.place + 1}番目）"
    if position.place == 0:
        return f"{title}\n（先頭）"
    before = sides.sibling(position.holder, key.kind, position.place - 1, is_new=is_new)
    return f"{title}\n（{quoted(_title(before, sides, is_new))}の次）"
