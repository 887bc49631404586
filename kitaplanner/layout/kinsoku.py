"""Where a Japanese line may be broken: 行頭・行末禁則, Latin words, numbers with their units.

Here: for each place between two characters, whether a break is allowed. Not here: which allowed
place is the best one (`phrases`), how much fits in a line (`linebreak`).

The rules are those of JIS X 4051 in its strict form, and never allow a place that UAX #14 (Unicode
line breaking) forbids, but for the tailorings the tests list. They are our own and work by a table
of classes, because a general UAX #14 library took a quarter of a second for the bars of one plan
(docs/decisions/021-line-breaking.md).
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from kitaplanner.layout.metrics import is_variation_selector

CLOSING_BRACKETS = "’”）〕］｝〉》」』】｠〙〗)]}｣"
OPENING_BRACKETS = "‘“（〔［｛〈《「『【｟〘〖([{｢"
FULL_STOPS_AND_COMMAS = "、。，．｡､"
# Marks that come twice in a row, as in …… and ――; all count as forbidden at a line's start.
LEADERS = "…‥―—⸺"
NO_START = frozenset(
    CLOSING_BRACKETS
    + FULL_STOPS_AND_COMMAS
    + LEADERS
    + "・：；･·:;,.？！‼⁇⁈⁉?!"
    + "゛゜´｀¨ヽヾゝゞ々〻ーｰﾞﾟ゠–‐‑～〜~-/"
    + "°′″℃％‰¢￠%"
    + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
)
NO_END = frozenset(OPENING_BRACKETS + "￥¥＄$£￡€＃№＋±＼\\")
# 、 and 。 may stand outside the right edge of a body text (ぶら下げ).
HANGING = frozenset(FULL_STOPS_AND_COMMAS)

_D = "[0-9０-９]"
_NUMBER = rf"{_D}+(?:[,.，．/:：]{_D}+)*"
_ERA = "明治|大正|昭和|平成|令和|西暦"
_BEFORE_NUMBER = rf"(?:{_ERA}|午前|午後|別紙|別表|様式|資料|[第約計全各年月週延数満※№図表注])"
# Longest first; one kanji after a digit is held by its class, so units of one kanji are not listed.
_UNIT = (
    "(?:(?:千|百|十)?(?:万|億|兆)?(?:円|人|件)|か年度|か年|か所|カ所|ヶ所|ヵ所|箇所"
    "|か月間?|カ月間?|ヶ月間?|ヵ月間?|箇月間?|週間|時間|日間|年間|年度|月末|月期|分の|分間|秒間"
    "|手続|地区|団体|組織|施設|世帯|口座|町会|部署|部門|種類|項目|事業|業務|機関|言語|都市|段階"
    "|丁目|番地|番目|人月|人日|人以上|以上|以下|未満|以内|程度|つの|つ|パーセント|ポイント|ページ"
    "|キロ|メートル|センチ|グラム|[㎡㎥㎞㎏])"
)
# A space may stand between by habit: 令和 7 年度.
_QUANTITY = rf"{_NUMBER}(?: ?(?:{_UNIT}|[年月日時]))?"
_UNBROKEN = re.compile(
    rf"{_D}+[-－][(（]{_D}+[)）]"
    rf"|(?:第{_NUMBER}[条項号章節款目編部期次]){{2,}}"
    rf"|(?:{_BEFORE_NUMBER} ?)?{_QUANTITY}(?:[～〜~–‐-](?:{_ERA})?{_QUANTITY})*"
    rf"|(?:{_ERA})元年度?"
)
_NUMBERED = re.compile(rf"{_D}|元年")


class BreakClass(IntEnum):
    """What a character does to a break beside it."""

    GLUE = 0  # joins what is before and after it
    EXTEND = 1  # belongs to the character before it
    SPACE = 2
    BREAK = 3  # an invisible invitation to break
    NO_START = 4
    NO_END = 5
    WORD = 6  # letters and digits that make words
    IDEOGRAPH = 7


class _Classes(dict[str, BreakClass]):
    def __missing__(self, char: str) -> BreakClass:
        found = self[char] = _classify(char)
        return found


_GLUE = frozenset("\u2060\ufeff\u00a0\u202f\u200d\u2007\"'")
# Marks that open what follows them; a dot does so after a space (・区民 ・事業者).
_BULLETS = frozenset("※⇒→▶►★☆●○■□◆◇")
_DOTS = frozenset("・･")


def _classify(char: str) -> BreakClass:
    if char in _GLUE:
        return BreakClass.GLUE
    if char in " \u3000":
        return BreakClass.SPACE
    if char == "\u200b":
        return BreakClass.BREAK
    if char in NO_START:
        return BreakClass.NO_START
    if char in NO_END:
        return BreakClass.NO_END
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return BreakClass.EXTEND
    width = unicodedata.east_asian_width(char)
    if width in "WFH":
        alphanumeric = "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ"
        return BreakClass.WORD if alphanumeric else BreakClass.IDEOGRAPH
    return BreakClass.WORD


_classes = _Classes()
# Each of these is a character by itself, but for variation selectors: Latin, kana, kanji, signs.
_ONE_BY_ONE = re.compile(
    "[\x20-\u02ff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u3029\u3030-\u3098\u309b-\ua4cf"
    "\uf900-\ufaff\ufe00-\ufe0f\uff01-\uff9d\uffe0-\uffef\U00020000-\U0003fffd"
    "\U000e0100-\U000e01ef]*"
)
# Marks that Latin words, addresses and quantities hold inside: no break before a letter or digit.
_IN_WORD = frozenset("-/.:,%!?~$\\¥％‰℃°′″￠￥")


def allowed_breaks(text: str) -> list[bool]:
    """Tell for each index whether a line may begin there; one paragraph, without `\\n`.

    The list is one longer than the text; the first entry is False and the last True.
    """
    classes = list(map(_classes.__getitem__, text))
    allowed = [False] * len(text) + [True]
    for index in range(1, len(text)):
        allowed[index] = _may_break(text, classes, index)
    for index in inside_clusters(text):
        allowed[index] = False
    if _NUMBERED.search(text):
        for match in _UNBROKEN.finditer(text):
            for index in range(match.start() + 1, match.end()):
                allowed[index] = False
    return allowed


_NEVER_BEFORE = (BreakClass.GLUE, BreakClass.EXTEND, BreakClass.SPACE, BreakClass.BREAK)


def _may_break(text: str, classes: list[BreakClass], index: int) -> bool:
    before, after = classes[index - 1], classes[index]
    if after is BreakClass.IDEOGRAPH and before is BreakClass.IDEOGRAPH:
        return True
    if after in _NEVER_BEFORE:
        return False
    if before is BreakClass.BREAK:
        return True
    if before is BreakClass.SPACE:
        return text[index] in _DOTS or _may_break_at_space(classes, index)
    if after is BreakClass.NO_START:
        return False
    if before is BreakClass.EXTEND:
        before = _base_class(classes, index - 1)
    if before in (BreakClass.GLUE, BreakClass.NO_END):
        return False
    if text[index - 1] in _DOTS and (index < 2 or classes[index - 2] is BreakClass.SPACE):
        return False
    return not _joins_word(text[index - 1], before, text[index], after)


def _may_break_at_space(classes: list[BreakClass], index: int) -> bool:
    """Allow a break after spaces unless a bracket opens before them or closes after them."""
    if classes[index] is BreakClass.NO_START:
        return False
    before = index - 1
    while before >= 0 and classes[before] is BreakClass.SPACE:
        before -= 1
    # Spaces that open a paragraph are its indent.
    return before >= 0 and classes[before] is not BreakClass.NO_END


def _base_class(classes: list[BreakClass], index: int) -> BreakClass:
    while index > 0 and classes[index] is BreakClass.EXTEND:
        index -= 1
    return classes[index]


def _joins_word(left: str, before: BreakClass, right: str, after: BreakClass) -> bool:
    """Tell whether two characters belong to one Latin word or one quantity."""
    if left in _BULLETS:
        return True
    if after is BreakClass.WORD:
        return before is BreakClass.WORD or left in _IN_WORD or left in ")]}"
    if before is BreakClass.WORD and after is BreakClass.IDEOGRAPH:
        # 500手続, 3か所, 第2; also ① and ⑫ before what they number.
        return left.isdigit() or unicodedata.category(left) in ("No", "Nl")
    return False


def inside_clusters(text: str) -> frozenset[int]:
    """List the indexes where a break would part a character from its marks or selector."""
    if _ONE_BY_ONE.fullmatch(text):
        return frozenset(index for index, char in enumerate(text) if is_variation_selector(char))
    # Loaded for emoji, combining marks and foreign scripts alone: its tables take 40 ms.
    from uniseg.graphemecluster import grapheme_cluster_boundaries

    return frozenset(range(len(text))) - frozenset(grapheme_cluster_boundaries(text))


def breaks_kinsoku(text: str, index: int) -> bool:
    """Tell whether a break here puts a mark at a line's start or end where none may stand."""
    return text[index] in NO_START or text[index - 1] in NO_END
