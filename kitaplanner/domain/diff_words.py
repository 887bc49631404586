"""The sentences of a comparison, as 新旧対照表 prints them.

Belongs here: one sentence for each change (事業「電子契約の推進」を追加), and what was renumbered.
What is said about items is in `diff_item_words`, about values in `value_words`, about the lines of
a chapter in `block_words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kitaplanner.domain.block_words import LineChange, blocks_words, line_changes
from kitaplanner.domain.calendar import Span, describe_span, fiscal_year_of, format_fiscal_year
from kitaplanner.domain.diff_ending import month_of_end
from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.diff_item_words import item_name, item_words, row_words
from kitaplanner.domain.diff_reorganisation import month_of_reorganisation
from kitaplanner.domain.diff_sides import Renumbered, Sides
from kitaplanner.domain.plan import Budget, Section
from kitaplanner.domain.records import THE_PLAN, Key, Kind
from kitaplanner.domain.value_words import (
    change_words,
    field_word,
    number_words,
    quoted,
    value_words,
)

_KIND_WORDS: dict[Kind, str] = {
    "department": "担当課",
    "initiative": "事業",
    "indicator": "指標",
    "budget": "事業費",
    "progress": "進捗",
    "reference": "再掲",
    "section": "章",
    "term": "用語",
    "picture": "図版",
    "handout": "委員会資料",
    "handout_part": "委員会資料の一部",
    "wording": "用語の統一",
    "accepted": "認めた点検結果",
}
_NAMING = ("name", "heading", "word", "text", "label", "status", "title", "preferred", "evidence")
# What a field that is yes or no says of its thing, when it is yes and when it is no.
_FLAG_WORDS: dict[tuple[Kind, str], tuple[str, str]] = {
    ("plan", "duplex"): (
        "両面印刷のとじしろを付けるよう変更", "両面印刷のとじしろをなくすよう変更",
    ),
    ("plan", "sheets_share_page"): (
        "短い個票を1頁にまとめて載せるよう変更", "個票を1頁に1つずつ載せるよう変更",
    ),
    ("department", "collective"): ("を総称として扱うよう変更", "を総称として扱わないよう変更"),
    ("section", "numbered"): ("に番号を付けるよう変更", "の番号を付けないよう変更"),
    ("handout", "two_up"): ("を2面付けで印刷するよう変更", "を2面付けにしないよう変更"),
    ("handout", "duplex"): ("を両面で印刷するよう変更", "を片面で印刷するよう変更"),
}  # fmt: skip
_MOST_RENUMBERED = 5


def words(difference: Difference, sides: Sides) -> str:
    """Say a change in one sentence, without the name of the initiative that it is in."""
    key, action = difference.key, difference.action
    if key.kind == "item":
        return item_words(difference, sides)
    if action == "field":
        return _field_words(difference, sides)
    if action == "renamed":
        return f"担当課の名称を{quoted(difference.before)}から{quoted(difference.after)}に変更"
    if action == "reorganised":
        return _reorganised_words(difference)
    if action == "ended":
        return f"事業を{format_fiscal_year(fiscal_year_of(month_of_end(difference)))}で終了"
    return _whole_words(difference, sides)


def _whole_words(difference: Difference, sides: Sides) -> str:
    """Say that a thing came, went or moved."""
    key, action = difference.key, difference.action
    if key.kind == "department":
        name = quoted(sides.thing(key).name)
        said = {"added": f"に{name}を追加", "removed": f"から{name}を削除"}
        return f"担当課一覧{said.get(action, f'の{name}の順序を変更')}"
    if key.kind == "row" and action == "moved":
        return _moved_row_words(difference, sides)
    thing = thing_words(key, sides, whole=action != "moved")
    if key.kind == "row" and action == "added" and not difference.after.items:
        return f"{sides.row_number(key.id, now=True)}行目に{thing}を追加"
    if action == "added":
        return f"{thing}を追加"
    if action == "removed":
        return f"{thing}を削除"
    return f"{thing}{_moved_words(difference, sides)}"


def _moved_row_words(difference: Difference, sides: Sides) -> str:
    old, new = (f"{one.place + 1}行目" for one in (difference.before, difference.after))
    name = row_words(sides.thing(difference.key), sides, whole=False)
    if old == new:
        return f"{name}の順序を変更"
    return f"{name}を{new}に移動" if name == old else f"{name}を{old}から{new}に移動"


def _reorganised_words(difference: Difference) -> str:
    month = month_of_reorganisation(difference)
    old, new = ("".join(map(quoted, side)) for side in (difference.before, difference.after))
    action = "改称"
    if len(difference.before) > 1:
        action = "統合"
    elif len(difference.after) > 1:
        action = "分割"
    return f"組織改正（{describe_span(Span(month, month))}）により{old}を{new}に{action}"


def renumbered_words(found: Iterable[Renumbered]) -> str:
    """Say once what was only renumbered; empty text where nothing was."""
    all_of_them = tuple(found)
    if not all_of_them:
        return ""
    said = [f"{one.old}→{one.new}{quoted(one.name)}" for one in all_of_them[:_MOST_RENUMBERED]]
    rest = len(all_of_them) - len(said)
    tail = f"ほか{rest}事業" if rest else ""
    return f"他の事業等の増減に伴う番号の変更：{'、'.join(said)}{tail}"


def _moved_words(difference: Difference, sides: Sides) -> str:
    old, new = difference.before.holder, difference.after.holder
    numbers = tuple(one.removesuffix(".") for one in sides.numbers(difference.key.id))
    is_other = all(numbers) and numbers[0] != numbers[1]
    told = "（番号は{}から{}に）".format(*numbers) if is_other else ""
    if old != new:
        return f"を{_holder(old, sides)}から{_holder(new, sides)}に移動{told}"
    return f"の順序を変更{told}"


def _holder(key: Key, sides: Sides) -> str:
    return "計画の最上位" if key == THE_PLAN else thing_words(key, sides)


def _field_words(difference: Difference, sides: Sides) -> str:
    key, field, before, after = (
        difference.key, difference.field, difference.before, difference.after,
    )  # fmt: skip
    thing = "" if key.kind in ("plan", "initiative") else thing_words(key, sides)
    if (key.kind, field) in _FLAG_WORDS:
        return thing + _FLAG_WORDS[key.kind, field][0 if after else 1]
    if field == "blocks":
        return f"{thing}の{blocks_words(changed_lines(difference, sides))}"
    if field == "number_from":
        numbers = sides.numbers(key.id)
        if numbers[0] != numbers[1]:
            old, new = (one.removesuffix(".") for one in numbers)
            return f"{_of(thing)}番号を{old}から{new}に変更"
    if key.kind == "budget" and field == "amount":
        return change_words(thing, field, before, after, sides.thing(key).unit)
    unit = sides.thing(key).unit if key.kind == "indicator" else ""
    return change_words(field_subject(key, field, sides), field, before, after, unit)


def field_subject(key: Key, field: str, sides: Sides) -> str:
    """Name a field of a thing, without the initiative that it is in: 指標「件数」の目標."""
    thing = "" if key.kind in ("plan", "initiative") else thing_words(key, sides)
    return _of(_unnamed(key, field, sides) or thing) + field_word(key.kind, field)


def _of(thing: str) -> str:
    return f"{thing}の" if thing else ""


def _unnamed(key: Key, field: str, sides: Sides) -> str:
    """Name a thing whose name itself changed by its kind alone, or by the place of a row."""
    value = sides.thing(key)
    if key.kind == "row" and field in ("label", "group"):
        return f"{sides.row_number(key.id)}行目"
    if key.kind in ("plan", "initiative", "row") or _naming_field(value) != field:
        return ""
    return _kind_words(key, value, sides)


def changed_lines(difference: Difference, sides: Sides) -> tuple[LineChange, ...]:
    """Give the lines of a chapter that a change of its blocks is about."""
    pictures = {one.id: one.name for one in (*sides.old.pictures, *sides.new.pictures)}
    return line_changes(difference.before, difference.after, pictures)


def thing_words(key: Key, sides: Sides, *, whole: bool = False) -> str:
    """Name what a change is about: 施策「手続きのオンライン化」."""
    value = sides.thing(key)
    if key.kind == "row":
        return row_words(value, sides, whole=whole)
    if key.kind == "item":
        return item_name(value)
    kind = _kind_words(key, value, sides)
    if isinstance(value, Budget):
        return kind + (number_words(value.amount, value.unit) if whole else "")
    naming = _naming_field(value)
    return f"{kind}{quoted(getattr(value, naming))}" if naming else kind


def _naming_field(value: Any) -> str:
    return next((one for one in _NAMING if getattr(value, one, "")), "")


def _kind_words(key: Key, value: Any, sides: Sides) -> str:
    """Name the kind of a thing; a heading that bears a sign by that: ①, ●."""
    if key.kind == "node":
        number = next(filter(None, sides.numbers(key.id)), "")
        is_sign = number and not any(one.isdecimal() for one in number)
        return str(number if is_sign else value.level)
    if key.kind == "section":
        return section_word(value)
    if key.kind in ("budget", "progress"):
        kind = f"（{value_words('kind', value.kind)}）" if key.kind == "budget" else ""
        label = quoted(value.label) if key.kind == "budget" and value.label else ""
        return f"{value_words('year', value.year)}の{_KIND_WORDS[key.kind]}{kind}{label}"
    return _KIND_WORDS[key.kind]


def section_word(section: Section) -> str:
    """Give what the office calls a section of this level."""
    return "章" if section.level == 1 else "節"


def kind_word(kind: Kind) -> str:
    """Give what the office calls things of a kind; empty text where it has no word for them."""
    return _KIND_WORDS.get(kind, "")
