"""Words of the official sheet: labels, numbers of initiatives, typed arrows, ※ notes.

Belongs here: what a text by itself means, in every spelling that wards use. Does not belong here:
where it stands on the sheet.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import parse_fiscal_year
from kitaplanner.domain.plan import Started

Label: TypeAlias = Literal[
    "name", "number", "departments", "summary", "content", "remarks", "effects", "schedule",
]  # fmt: skip

_LABELS: dict[Label, str] = {
    "name": (
        r"(個別|主な|具体的な|施策[・/])?(事業|取組|取り組み|取組み|事務事業|施策事業)(名称?|の名称)"
    ),
    "number": r"(事業|取組|整理|通し?|管理)?(番号|番|№|no\.?|ナンバー)|通番|項番|#",
    "departments": (
        r"(主|所)?(担当|所管|主管|所属)(部署|部課|課|部局|部門|組織|所属|課名|部課名|係)?"
        r"|(事業)?実施(部署|部課|課|部局|部門|組織)|関係課|主担当課?"
    ),
    "summary": (
        r"(事業|取組|取り組み|取組み|実施)?の?(概要|内容|説明)(及び目的)?|事業の?目的[・と]内容"
    ),
    "content": (
        r"取組|(取組|実施|具体的な取組|具体的)(内容|項目|事項)"
        r"|(作業|実施)?(項目|工程|細目|ステップ|内訳)"
    ),
    "remarks": r"備考|摘要|特記事項|補足|コメント",
    "effects": r"(期待される|見込まれる)?(効果|成果)",
    "schedule": (
        r"(年度別)?の?(実施|取組|事業|推進|整備)?(計画|スケジュール|工程表?|予定)"
        r"|年次計画|ロードマップ|(実施|計画)(時期|年度|期間)"
    ),
}
# What a row of a schedule tells where it is not the plan itself.
_NOT_PLANNED = re.compile(
    r"(取組|進捗|事業|年度)?(実績|結果|進捗|決算|予算|評価)(値|額|状況|費)?(\(.*\))?|事業費(\(.*\))?|達成状況"
)
_PLANNED = re.compile(r"(取組|事業|当初|変更後|実施)?(計画|予定)(値)?")
_TICKS = frozenset("○〇◯●◎■□◆◇★☆✓✔✕レ")
_CONTENT_OF_LISTS = frozenset({"実施内容", "取組内容"})
_SURE_LABEL = 2
_BRACKETS = "()[]【】〔〕<>《》「」:"
# What parts a number and its name: 1-(1) 電子申請の推進, ①…, No.3 …, №21-3 …, 取組1-① …
_CIRCLED = "①-⑳"
_NUMBER = re.compile(
    r"(?P<number>(?:事業|取組|施策)?(?:№|[Nn][Oo]\.?)?\s*"
    rf"(?:\d{{1,3}}(?:[-－–ー‐]\d{{1,3}})*(?:[-－–ー‐]?(?:[(（]\d{{1,3}}[)）]|[{_CIRCLED}]))?"
    rf"|[(（]\d{{1,3}}[)）]|[{_CIRCLED}]))"
    r"(?P<gap>[\s.．、:：]+|(?<=[)）]))(?P<name>\S.*)",
    re.DOTALL,
)
_NUMBER_ALONE = re.compile(r"(?:事業|取組|施策)?(?:№|[Nn][Oo]\.?)?\s*[\d①-⑳()（）－\-–ー‐.．]+")
_TIPS = "→⇒➡⇨➔➜➝➞⟶►▶▷＞>"
_SHAFTS = "―─━ー－—–‐\\-=＝~～〜…・"
_TYPED = re.compile(rf"[{_SHAFTS}\s]*[{_TIPS}][{_TIPS}{_SHAFTS}\s]*")
_SHAFT = re.compile(rf"[{_SHAFTS}]{{2,}}")
_DITTO = re.compile(r"[〃々″”\"~〜]|同左")
_NOTHING = re.compile(r"[―─ー－—–‐\-／/]|なし|無し?")
_AMOUNT = re.compile(
    r"[△▲+\-]?[\d,]+(\.\d+)?(千円|百万円|億円|万円|円|件|人|名|回|台|％|%|校|園|所|か所|箇所|世帯|通|枚|時間)?"
)
_LONG_LINE = 20
_ENDS = "。．.！？!?」』）)"
_BULLETS = "・●○■□◆◇※-－▶①②③④⑤⑥⑦⑧⑨⑩(（"
_PARTED = re.compile(r"[、，,\n／/;；]")
_UNIT = re.compile(r".+(課|部|局|室|所|館|センター|係|担当|事務局)|全庁|関係.*|各.*")
_STARTED = re.compile(
    r"[※＊*]\s*(?P<year>(?:令和|平成|昭和|[RHSrhs])\s*(?:元|\d{1,2})(?:\s*\(\d{4}\))?|\d{4})\s*年度?\s*"
    r"(?P<word>[^\s\d※、。（）()]{2,6})",
)


class NumberAndName(NamedTuple):
    """The number of an initiative as printed, empty where there is none, and its name."""

    number: str
    name: str


class ItemText(NamedTuple):
    """What the text of an item says: the text itself, a note behind ※, and when it started."""

    text: str
    note: str
    started: Started | None


def folded(text: str) -> str:
    """Give a text for comparison: NFKC without any space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def label_of(text: str) -> Label | None:
    """Say which label of a sheet a text is, or None."""
    plain = folded(text).strip(_BRACKETS)
    plain = re.sub(r"[(※].*$", "", plain).strip(_BRACKETS).lower() or plain
    if not plain or len(plain) > 14:
        return None
    return next((one for one, words in _LABELS.items() if re.fullmatch(words, plain)), None)


def labelled(text: str) -> tuple[Label, str] | None:
    """Part 「事業名：電子申請の推進」 into the label and what it says; None where it is none."""
    head, colon, rest = unicodedata.normalize("NFC", text).replace("：", ":").partition(":")
    if not colon or not rest.strip() or len(folded(head)) < _SURE_LABEL:
        return None
    label = label_of(head)
    return None if label is None else (label, text[len(head) + 1 :].strip())


def means_not_planned(text: str) -> bool:
    """Say whether the name of a row says that it holds results or money: 実績, 決算額."""
    return bool(_NOT_PLANNED.fullmatch(folded(text)))


def means_planned(text: str) -> bool:
    """Say whether the name of a row says no more than that it is the plan: 計画, 予定."""
    return bool(_PLANNED.fullmatch(folded(text)))


def is_tick(text: str) -> bool:
    """Say whether a text is a sign such as ○, which says that the row's name holds here."""
    return folded(text) in _TICKS


def means_content_in_lists(text: str) -> bool:
    """Say whether a label names what is done in each row when it heads a column of a list."""
    return folded(text) in _CONTENT_OF_LISTS


def number_and_name(text: str) -> NumberAndName:
    """Part the number from the name of an initiative."""
    if match := _NUMBER.fullmatch(text.strip()):
        return NumberAndName(match["number"].strip(), one_line(match["name"]))
    return NumberAndName("", one_line(text))


def is_number(text: str) -> bool:
    """Say whether a text is a number of an initiative and nothing else."""
    return bool(_NUMBER_ALONE.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def one_line(text: str) -> str:
    """Join the lines of a text; between Latin words a space stays."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = ""
    for line in lines:
        latin = bool(joined) and joined[-1].isascii() and line[0].isascii()
        joined += (" " if latin and joined[-1].isalnum() and line[0].isalnum() else "") + line
    return joined


def departments_of(text: str) -> tuple[str, ...]:
    """Part the names of departments.

    ・ belongs to names and parts nothing; spaces part whole names and are letter-spacing otherwise.
    """
    names: list[str] = []
    for part in _PARTED.split(text):
        names += part.split() if _holds_several(part) else ["".join(part.split())]
    return tuple(dict.fromkeys(name for name in names if name))


def spaces_part_departments(text: str) -> bool:
    """Say whether nothing but a space stands between some names of departments."""
    return any(_holds_several(part) for part in _PARTED.split(text))


def _holds_several(part: str) -> bool:
    words = part.split()
    return len(words) > 1 and all(_UNIT.fullmatch(word) for word in words)


def is_typed_arrow(text: str) -> bool:
    """Say whether a text is an arrow typed with signs."""
    return bool(_TYPED.fullmatch(text.strip())) if text.strip() else False


def is_typed_shaft(text: str) -> bool:
    """Say whether a text is the shaft of an arrow whose tip stands further on."""
    return bool(_SHAFT.fullmatch(re.sub(r"\s", "", text)))


def is_ditto(text: str) -> bool:
    """Say whether a text says that the one at its left goes on: 〃, ～, 同左."""
    return bool(_DITTO.fullmatch(folded(text)))


def is_nothing(text: str) -> bool:
    """Say whether a text is a sign for "none"."""
    return bool(_NOTHING.fullmatch(folded(text))) or not folded(text)


def is_amount(text: str) -> bool:
    """Say whether a text is an amount or a count, which no schedule is made of."""
    return bool(_AMOUNT.fullmatch(folded(text)))


def is_note(text: str) -> bool:
    """Say whether a text is a note behind ※."""
    return text.lstrip().startswith(("※", "＊", "(注", "（注", "注)", "注）"))


def without_typed_tip(text: str) -> tuple[str, bool]:
    """Part an arrow typed behind a text from it; say whether there was one."""
    match = re.fullmatch(rf"(?P<text>.*?\S)[\s{_SHAFTS}]*[→⇒➡⇨➔⟶]\s*", text, re.DOTALL)
    return (match["text"].rstrip(), True) if match else (text, False)


def item_text(text: str, first_year: int) -> ItemText:
    """Read the text of an item with what stands behind ※ at its end."""
    body, notes = without_notes(text)
    started: Started | None = None
    kept = []
    for note in notes:
        begun = started_of(f"※{note}", first_year)
        if begun is not None and started is None:
            started = begun
        else:
            kept.append(note)
    return ItemText(body, "\n".join(kept), started)


def without_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """Part what stands behind ※ at the beginning of a line; further lines belong to the note."""
    lines = [line.strip() for line in text.strip().split("\n")]
    first = next((at for at, line in enumerate(lines) if at and line.startswith("※")), len(lines))
    notes: list[str] = []
    for line in lines[first:]:
        if line.startswith("※"):
            notes.append(line.removeprefix("※").strip())
        elif line:
            notes[-1] = one_line(f"{notes[-1]}\n{line}")
    return "\n".join(lines[:first]).strip(), tuple(notes)


def without_wraps(text: str) -> tuple[str, bool]:
    """Join lines that were broken inside a sentence to fit their cell; say whether any were.

    A line that is long and ends in the middle of a sentence goes on in the next, unless that one
    begins as an item of a list.
    """
    joined = ""
    last = ""
    wrapped = False
    for line in text.split("\n"):
        goes_on = len(last) >= _LONG_LINE and last[-1] not in _ENDS and line[:1] not in _BULLETS
        if joined and goes_on and line:
            before, end, tail = joined.rpartition("\n")
            joined = before + end + one_line(f"{tail}\n{line}")
            wrapped = True
        else:
            joined += ("\n" if joined else "") + line
        last = line
    return joined, wrapped


def started_of(line: str, first_year: int) -> Started | None:
    """Read ※令和6年度導入, where that is before the first year; else None."""
    match = _STARTED.fullmatch(unicodedata.normalize("NFKC", line).strip())
    if match is None:
        return None
    try:
        year = parse_fiscal_year(match["year"])
    except ValueError:
        return None
    return Started(year, match["word"]) if year < first_year else None
