"""What a merge could not decide, as sentences and as JSON.

`ours` is called こちら and `theirs` 相手, whoever they are; a caller that knows better names them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.diff_item_words import item_name
from kitaplanner.domain.diff_json import difference_to_json, value_to_json
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import field_subject, thing_words, words
from kitaplanner.domain.json_codec import Json
from kitaplanner.domain.merge import Merge
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.merge_order import SIDES, Side
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.domain.records import THE_PLAN, Key
from kitaplanner.domain.value_words import field_word, quoted, value_words


class Parties(NamedTuple):
    """How the two sides are called."""

    ours: str = "こちら"
    theirs: str = "相手"

    def name(self, side: Side) -> str:
        """Give the name of a side."""
        return self.ours if side == "ours" else self.theirs


BOTH = Parties()
# Longer values are better read side by side than in a sentence.
_LONGEST_VALUE = 20


def conflict_words(conflict: Conflict, sides: Sides, parties: Parties = BOTH) -> str:
    """Say a conflict and what was done about it; `sides` are ours and theirs."""
    said = _about_what(conflict, sides, parties)
    if conflict.kind == "removed" or conflict.taken == "both":
        return said
    return f"{said}{parties.name(conflict.taken)}の変更を採りました。"


def _about_what(conflict: Conflict, sides: Sides, parties: Parties) -> str:
    ours, theirs = parties
    if conflict.kind == "overlap":
        return _overlap_words(conflict)
    if conflict.kind == "period":
        return "短くした計画期間の外に、もう一方が矢印を置いたため、計画期間を延ばしました。"
    thing = thing_words(conflict.key, sides) if conflict.key != THE_PLAN else ""
    if conflict.kind == "field":
        what = f"{thing}の" if thing and conflict.key.kind != "initiative" else ""
        values = (_said(conflict.field, one) for one in (conflict.ours, conflict.theirs))
        word = f"{what}{field_word(conflict.key.kind, conflict.field)}"
        return "{}を、{}は{}、{}は{}にしています。".format(word, *_paired(parties, values))
    if conflict.kind == "place":
        holders = (_holder(one, sides) for one in (conflict.ours, conflict.theirs))
        return "{}を、{}は{}、{}は{}に移しています。".format(thing, *_paired(parties, holders))
    if conflict.kind == "order":
        return f"{thing}の順序を、{ours}と{theirs}が別々に変えています。"
    if conflict.kind == "department":
        return f"{thing}を、{ours}と{theirs}が違う内容で登録しています。"
    changed: Side = "theirs" if conflict.taken == "theirs" else "ours"
    removed: Side = "ours" if changed == "theirs" else "theirs"
    return (
        f"{thing}を、{parties.name(removed)}は削除し、{parties.name(changed)}は変更しています。"
        "変更したものを残しました。"
    )


def _paired(parties: Parties, values: Any) -> list[str]:
    return [one for pair in zip(parties, values, strict=True) for one in pair]


def _said(field: str, value: Any) -> str:
    said = value_words(field, value)
    return quoted(said) if said else "空"


def _holder(key: Key | None, sides: Sides) -> str:
    if key is None or key == THE_PLAN:
        return "計画の最上位"
    if key.kind == "row":
        return f"{sides.row_number(key.id)}行目"
    return quoted(sides.thing(key).name)


def _overlap_words(conflict: Conflict) -> str:
    items: tuple[ScheduleItem, ScheduleItem] = (conflict.ours, conflict.theirs)
    said = "と".join(f"{item_name(item)}（{describe_span(item.span)}）" for item in items)
    aside = next(item for item in items if item.id == conflict.key.id)
    return f"{said}の期間が重なるため、{item_name(aside)}をすぐ下の行に分けました。"


def contested_words(difference: Difference, sides: Sides, parties: Parties = BOTH) -> str:
    """Say where one of two sides is chosen; `sides` are the plan with ours and with theirs."""
    if difference.action != "field":
        return f"{parties.theirs}の変更：{words(difference, sides)}"
    subject = field_subject(difference.key, difference.field, sides)
    values = [_said(difference.field, one) for one in (difference.before, difference.after)]
    if values[0] == values[1] or max(map(len, values)) > _LONGEST_VALUE:
        return f"{subject}を、{parties.ours}と{parties.theirs}が別々に変更"
    return "{}を、{}は{}、{}は{}に変更".format(subject, *_paired(parties, values))


def merge_to_json(merge: Merge, numbers: tuple[Numbering, Numbering, Numbering]) -> dict[str, Json]:
    """Give the conflicts and what each side changed; `numbers` are those of base, ours, theirs."""
    base, ours, theirs = numbers
    both = Sides(merge.ours, merge.theirs, ours, theirs)
    made: dict[str, Json] = {
        "conflicts": [_conflict_to_json(one, both) for one in merge.conflicts],
    }
    for side, plan, numbering in zip(
        SIDES, (merge.ours, merge.theirs), (ours, theirs), strict=True
    ):
        sides = Sides(merge.base, plan, base, numbering)
        made[side] = [difference_to_json(one, sides) for one in merge.changes(side)]
    return made


def _conflict_to_json(conflict: Conflict, sides: Sides) -> dict[str, Json]:
    values = (conflict.base, conflict.ours, conflict.theirs)
    base, ours, theirs = (_value_to_json(conflict, one) for one in values)
    return {
        "initiative": conflict.initiative or None,
        "kind": conflict.kind,
        "target": conflict.key.id or None,
        "field": conflict.field or None,
        "base": base,
        "ours": ours,
        "theirs": theirs,
        "taken": conflict.taken,
        "words": conflict_words(conflict, sides),
    }


def _value_to_json(conflict: Conflict, value: Any) -> Json:
    if isinstance(value, Key):
        return value.id or None
    field = conflict.field if conflict.kind != "overlap" else ""
    return value_to_json(conflict.key, field, value)
