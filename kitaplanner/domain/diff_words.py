"""The sentences of a comparison, as 新旧対照表 prints them.

Belongs here: one sentence for each change (事業「電子契約の推進」を追加), and what was renumbered.
What is said about items is in `diff_item_words`, about values in `value_words`.
"""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.diff_grouping import Difference
from kitaplanner.domain.diff_item_words import item_name, item_words, row_words
from kitaplanner.domain.diff_sides import Renumbered, Sides
from kitaplanner.domain.records import THE_PLAN, Key, Kind
from kitaplanner.domain.value_words import change_words, field_word, quoted, value_words

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
_MOST_RENUMBERED = 5


def words(difference: Difference, sides: Sides) -> str:
    """Say a change in one sentence, without the name of the initiative that it is in."""
    if difference.key.kind == "item":
        return item_words(difference, sides)
    if difference.action == "field":
        return _field_words(difference, sides)
    if difference.action == "renamed":
        return f"担当課の名称を{quoted(difference.before)}から{quoted(difference.after)}に変更"
    thing = thing_words(difference.key, sides, whole=difference.action != "moved")
    if difference.action == "added":
        return f"{thing}を追加"
    if difference.action == "removed":
        return f"{thing}を削除"
    return f"{thing}{_moved_words(difference, sides)}"


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
    if old != new:
        return f"を{_holder(old, sides)}から{_holder(new, sides)}に移動"
    numbers = sides.numbers(difference.key.id)
    if all(numbers) and numbers[0] != numbers[1]:
        return "の順序を変更（{}を{}に）".format(*numbers)
    return "の順序を変更"


def _holder(key: Key, sides: Sides) -> str:
    return "計画の最上位" if key == THE_PLAN else quoted(sides.thing(key).name)


def _field_words(difference: Difference, sides: Sides) -> str:
    subject = field_subject(difference.key, difference.field, sides)
    return change_words(subject, difference.field, difference.before, difference.after)


def field_subject(key: Key, field: str, sides: Sides) -> str:
    """Name a field of a thing, without the initiative that it is in: 指標「件数」の目標."""
    word = field_word(key.kind, field)
    if key.kind in ("plan", "initiative"):
        return word
    if key.kind == "node" and field == "name":
        return f"{sides.thing(key).level}の{word}"
    return f"{thing_words(key, sides)}の{word}"


def thing_words(key: Key, sides: Sides, *, whole: bool = False) -> str:
    """Name what a change is about: 施策「手続きのオンライン化」."""
    value = sides.thing(key)
    if key.kind == "row":
        return row_words(value, sides, whole=whole)
    if key.kind == "item":
        return item_name(value)
    name = next((text for one in _NAMING if (text := getattr(value, one, ""))), "")
    kind = value.level if key.kind == "node" else _KIND_WORDS[key.kind]
    year = f"{value_words('year', value.year)}の" if key.kind in ("budget", "progress") else ""
    return f"{year}{kind}{quoted(name) if name else ''}"
