"""Numbers as a cell shows them: number formats of spreadsheets, dates and Japanese eras among them.

Belongs here: as much of the format language as office workbooks use. What is not known (fractions,
exotic calendars) falls back to the plain number, or to the date as 2025/4/1; a wrong guess would be
worse. Does not belong here: whether a text shown this way is a year (the readers of plans).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
# What Excel for Japan shows for the numbers that stand for formats (ECMA-376 18.8.30).
_DAY, _SHORT, _ERA = 'yyyy"年"m"月"d"日"', "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _SHORT, 28: _ERA, 29: _ERA, 30: "m/d/yy", 31: _DAY, 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: _SHORT,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥"-', 43: "#,##0.00", 44: '"¥"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    50: _SHORT, 51: _ERA, 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: _ERA, 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: _SHORT, 58: _ERA,
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/標準)|(?P<half>AM/PM|A/P)|(?P<power>E[+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,})|(?P<digit>[0#?]+)|(?P<sign>[.,%@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_LOCALE = re.compile(r"\$([^-]*)")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
# First days of the eras (元号を定める政令).
_ERAS = (
    (datetime.date(2019, 5, 1), "令和", "R"),
    (datetime.date(1989, 1, 8), "平成", "H"),
    (datetime.date(1926, 12, 25), "昭和", "S"),
    (datetime.date(1912, 7, 30), "大正", "T"),
    (datetime.date(1868, 1, 25), "明治", "M"),
)
_WEEKDAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DAYS_TO_1904 = 1462
# Excel counts a 29 February 1900 that never was.
_PHANTOM_DAY = 60
_LAST_DAY = 2_958_466
_MOST_DIGITS = 60


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None
    full_width: bool

    @property
    def is_date(self) -> bool:
        return any(token.kind in ("date", "elapsed") for token in self.tokens)


def shown_number(value: float, code: str, *, from_1904: bool = False) -> tuple[str, bool]:
    """Give a number as its format shows it, and whether it is a date or time."""
    sections = _sections(code)
    if not sections:
        return _general(value), False
    section, value, signed = _chosen(sections, value)
    try:
        if section.is_date:
            text = _date_text(section, value, from_1904)
        else:
            text = _number_text(section, value)
    except (ValueError, OverflowError, InvalidOperation):
        text = _general(value)
    if section.full_width:
        text = text.translate(_FULL_WIDTH)
    return ("-" if signed else "") + text, section.is_date


def moment_of(serial: float, *, from_1904: bool = False) -> datetime.datetime:
    """Give the moment that a serial number of a workbook stands for; raise ValueError."""
    if from_1904:
        serial += _DAYS_TO_1904
    if not 0 <= serial < _LAST_DAY:
        raise ValueError(serial)
    if serial < _PHANTOM_DAY and not from_1904:
        serial += 1
    day = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # a cell knows no time zone
    return day + datetime.timedelta(seconds=round(serial * 86_400))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    if code in (GENERAL, "", "@"):
        return ()
    parts: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            parts.append([])
        else:
            parts[-1].append(_Token(kind, text))
    return tuple(_section(part) for part in parts)


def _section(tokens: list[_Token]) -> _Section:
    kept: list[_Token] = []
    condition = None
    full_width = False
    for token in tokens:
        if token.kind in ("quoted", "escaped", "other"):
            kept.append(_Token("literal", token.text))
        elif token.kind == "gap":
            kept.append(_Token("literal", " "))
        elif token.kind == "bracket":
            full_width = full_width or token.text.upper() == "DBNUM3"
            if match := _CONDITION.fullmatch(token.text):
                condition = (match[1], float(match[2]))
            elif match := _LOCALE.match(token.text):
                kept.append(_Token("literal", match[1]))
            elif _ELAPSED.fullmatch(token.text):
                kept.append(_Token("elapsed", token.text.lower()))
        elif token.kind != "fill":
            kept.append(token)
    return _Section(tuple(kept), condition, full_width)


def _chosen(sections: tuple[_Section, ...], value: float) -> tuple[_Section, float, bool]:
    """Give the section for a value, the value to show in it, and whether a minus goes before."""
    for section in sections[:2]:
        if section.condition is not None:
            if _holds(section.condition, value):
                return section, abs(value), value < 0
        elif len(sections) == 1:
            return section, abs(value), value < 0
    if any(section.condition is not None for section in sections[:2]):
        return sections[min(len(sections), 3) - 1], abs(value), value < 0
    if value < 0:
        return sections[1], -value, False
    if value == 0 and len(sections) > 2:
        return sections[2], value, False
    return sections[0], value, False


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _general(value: float) -> str:
    """Write a number as a cell without a format does: eleven characters at most."""
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, _, power = f"{value:.6g}".partition("e")
        return f"{mantissa}E{power}" if power else mantissa
    return text


def _number_text(section: _Section, value: float) -> str:
    tokens = section.tokens
    if any(token.kind == "power" for token in tokens):
        return _scientific(tokens, value)
    if any(token.kind == "general" for token in tokens):
        return "".join(
            _general(value) if token.kind == "general" else _literal(token) for token in tokens
        )
    if not any(token.kind == "digit" for token in tokens):
        return "".join(_literal(token) for token in tokens)
    if any(token.kind == "literal" and token.text == "/" for token in tokens):
        return _general(value)  # a fraction, or nothing known
    return _filled(tokens, value)


def _literal(token: _Token) -> str:
    if token.kind in ("digit", "power", "date", "elapsed", "half"):
        return ""
    return token.text if token.kind == "literal" or token.text == "%" else ""


def _scientific(tokens: tuple[_Token, ...], value: float) -> str:
    decimals, behind = 0, False
    for token in tokens:
        behind = behind or token.text == "."
        if token.kind == "digit" and behind:
            decimals += len(token.text)
    return f"{value:.{min(decimals, 15)}E}"


def _filled(tokens: tuple[_Token, ...], value: float) -> str:
    """Put the digits of a number into the places of its format."""
    point = next((index for index, token in enumerate(tokens) if token.text == "."), len(tokens))
    whole = [token.text for token in tokens[:point] if token.kind == "digit"]
    part = "".join(token.text for token in tokens[point:] if token.kind == "digit")
    scaled = Decimal(repr(value)) * 100 ** sum(token.text == "%" for token in tokens)
    scaled /= 1000 ** _scaling_commas(tokens, point)
    places = min(len(part), _MOST_DIGITS)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    least = sum(text.count("0") for text in whole)
    digits = digits.lstrip("0").rjust(least, "0")
    while decimals and part[len(decimals) - 1] != "0" and decimals.endswith("0"):
        decimals = decimals[:-1]
    if _is_grouped(tokens, point) and digits:
        digits = f"{int(digits):,}".rjust(len(digits), "0")
    return _interleaved(tokens, point, digits, decimals)


def _scaling_commas(tokens: tuple[_Token, ...], point: int) -> int:
    """Count the commas behind the last digit: each divides by a thousand."""
    count = 0
    for token in reversed(tokens[:point]):
        if token.kind == "digit":
            return count
        count += token.text == "," and token.kind == "sign"
    return 0


def _is_grouped(tokens: tuple[_Token, ...], point: int) -> bool:
    before = False
    comma = False
    for token in tokens[:point]:
        if token.kind == "digit":
            if comma:
                return True
            before = True
        elif token.kind == "sign" and token.text == ",":
            comma = before
    return False


def _interleaved(tokens: tuple[_Token, ...], point: int, digits: str, decimals: str) -> str:
    """Write literals and digits in their order; the first place takes the digits left over."""
    grouped = _is_grouped(tokens, point)
    places = [index for index in range(point) if tokens[index].kind == "digit"]
    written: dict[int, str] = {}
    for index in reversed(places):
        length = len(digits) if grouped or index == places[0] else len(tokens[index].text)
        taken = digits[max(len(digits) - length, 0) :]
        digits = digits[: len(digits) - len(taken)]
        written[index] = taken
    text = []
    for index, token in enumerate(tokens):
        if index in written:
            text.append(written[index])
        elif index == point:
            text.append("." + decimals if decimals else "")
        else:
            text.append(_literal(token))
    return "".join(text)


def _date_text(section: _Section, value: float, from_1904: bool) -> str:
    moment = moment_of(value, from_1904=from_1904)
    tokens = section.tokens
    twelve = any(token.kind == "half" for token in tokens)
    text = []
    for index, token in enumerate(tokens):
        if token.kind == "literal":
            text.append(token.text)
        elif token.kind == "half":
            text.append("AM" if moment.hour < 12 else "PM")
        elif token.kind == "elapsed":
            text.append(_elapsed(token.text, value))
        elif token.kind == "date":
            text.append(_date_part(tokens, index, moment, twelve))
        elif token.kind == "sign" and token.text in ".,":
            text.append(token.text)
    return "".join(text).strip()


def _elapsed(token: str, value: float) -> str:
    seconds = round(value * 86_400)
    amount = seconds // {"h": 3600, "m": 60, "s": 1}[token[0]]
    return str(amount).rjust(len(token), "0")


def _date_part(
    tokens: tuple[_Token, ...], index: int, moment: datetime.datetime, twelve: bool
) -> str:
    token = tokens[index].text.lower()
    letter, length = token[0], len(token)
    if letter == "m" and not _is_minute(tokens, index):
        name = _ENGLISH_MONTHS[moment.month - 1]
        return {3: name[:3], 4: name, 5: name[0]}.get(length, f"{moment.month:0{length}d}")
    if letter == "y":
        return f"{moment.year % 100:02d}" if length < 3 else str(moment.year)
    if letter == "d" and length > 2:
        name = _ENGLISH_DAYS[moment.weekday()]
        return name[:3] if length == 3 else name
    if letter == "a":
        return _WEEKDAYS[moment.weekday()] + ("曜日" if length > 3 else "")
    if letter in "ge":
        return _era_part(letter, length, moment.date())
    hour = (moment.hour + 11) % 12 + 1 if twelve else moment.hour
    amount = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}[letter]
    return f"{amount:0{min(length, 2)}d}"


def _era_part(letter: str, length: int, day: datetime.date) -> str:
    first, name, sign = next((era for era in _ERAS if day >= era[0]), _ERAS[-1])
    if letter == "g":
        return {1: sign, 2: name[0]}.get(length, name)
    return f"{day.year - first.year + 1:0{min(length, 2)}d}"


def _is_minute(tokens: tuple[_Token, ...], index: int) -> bool:
    """An m is minutes behind hours or before seconds, and a month anywhere else."""
    if len(tokens[index].text) > 2:
        return False
    before = [one for one in tokens[:index] if one.kind in ("date", "elapsed")]
    behind = [one for one in tokens[index + 1 :] if one.kind in ("date", "elapsed")]
    return (bool(before) and before[-1].text[0] in "hH") or (
        bool(behind) and behind[0].text[0] in "sS"
    )
