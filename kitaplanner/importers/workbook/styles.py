"""Looks of cells: number format, fill colour, bold, locked; and the colours of the theme.

Belongs here: the parts of styles that the readers of plans use. Does not belong here: borders,
sizes and all else that only beautifies.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.markup import decimal, flag, number
from kitaplanner.importers.workbook.number_text import BUILT_IN, GENERAL
from kitaplanner.importers.workbook.refusals import OverLimit

MAX_STYLES = 64_000
_MAX_CODE = 255  # characters of a number format, Excel's own limit
UNKNOWN_COLOUR = "theme"
_COLOUR = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
# How the colours of the standard palette were numbered before workbooks could bring their own
# (ECMA-376 18.8.27); the first eight repeat as the second eight.
_PALETTE = """
000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
800000 008000 000080 808000 800080 008080 C0C0C0 808080
9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF
000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF
00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99
3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
003366 339966 003300 333300 993300 993366 333399 333333
""".split()  # noqa: SIM905  # as a table it can be compared with the standard
# Cells count the theme's colours light first, the theme writes them dark first.
_THEME_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
# Width of a digit in ems, by the beginning of the font's name; what is not listed has half an em.
_DIGITS = (
    (("Calibri", "Carlito"), 0.507),
    (("Arial", "Liberation Sans", "Helvetica", "Yu ", "游", "Noto Sans CJK"), 0.555),
    (("DejaVu Sans", "Verdana"), 0.636),
    (("Segoe UI", "Tahoma"), 0.542),
    (("Aptos",), 0.561),
)
_PIXELS_PER_POINT = 96 / 72
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Look:
    """What of a cell's format matters here."""

    code: str = GENERAL
    fill: str = ""
    bold: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The looks by the number that cells give, and the width of a digit in pixels."""

    looks: tuple[Look, ...] = (Look(),)
    digit_pixels: int = 7

    def look(self, index: int) -> Look:
        """Give a look; a number that no style has shows the first, as in Excel."""
        return self.looks[index] if 0 <= index < len(self.looks) else self.looks[0]


class Colours:
    """Turns the ways of naming a colour into RRGGBB."""

    def __init__(self, theme: Element | None = None, styles: Element | None = None) -> None:
        self._theme = _theme_colours(theme) if theme is not None else {}
        own = styles.findall("colors/indexedColors/rgbColor") if styles is not None else []
        given = [_rgb(one.get("rgb")) for one in own[: len(_PALETTE)]]
        self._palette = [*given, *_PALETTE[len(given) :]]

    def resolve(self, colour: Element | None) -> str:
        """Give RRGGBB, or `theme` where a colour is meant that nothing here knows."""
        if colour is None:
            return UNKNOWN_COLOUR
        base = self._base(colour)
        tint = decimal(colour.get("tint"))
        return _tinted(base, tint) if tint and base != UNKNOWN_COLOUR else base

    def _base(self, colour: Element) -> str:
        if rgb := _rgb(colour.get("rgb")):
            return rgb
        if colour.get("theme") is not None:
            index = number(colour.get("theme"), -1)
            known = 0 <= index < len(_THEME_ORDER)
            return self._theme.get(_THEME_ORDER[index], UNKNOWN_COLOUR) if known else UNKNOWN_COLOUR
        index = number(colour.get("indexed"), -1)
        return (self._palette[index] if 0 <= index < len(self._palette) else "") or UNKNOWN_COLOUR


def style_sheet(styles: Element | None, theme: Element | None) -> StyleSheet:
    """Read the looks of a workbook."""
    if styles is None:
        return StyleSheet()
    formats = styles.findall("cellXfs/xf")
    if len(formats) > MAX_STYLES:
        raise OverLimit("セルの書式", MAX_STYLES, "種類")
    codes = dict(BUILT_IN)
    for one in styles.iterfind("numFmts/numFmt"):
        code = one.get("formatCode") or GENERAL
        codes[number(one.get("numFmtId"), -1)] = code if len(code) <= _MAX_CODE else GENERAL
    colours = Colours(theme, styles)
    fills = [_fill(one, colours) for one in styles.iterfind("fills/fill")]
    bolds = [_is_bold(one) for one in styles.iterfind("fonts/font")]
    looks = tuple(_look(one, codes, fills, bolds) for one in formats)
    return StyleSheet(looks or (Look(),), _digit_pixels(styles.find("fonts/font")))


def _look(xf: Element, codes: dict[int, str], fills: list[str], bolds: list[bool]) -> Look:
    protection = xf.find("protection")
    locked = protection is None or flag(protection.get("locked"), True)
    return Look(
        codes.get(number(xf.get("numFmtId")), GENERAL),
        _at(fills, number(xf.get("fillId")), ""),
        _at(bolds, number(xf.get("fontId")), False),
        locked,
    )


def _at(values: list[_Value], index: int, default: _Value) -> _Value:
    return values[index] if 0 <= index < len(values) else default


def _fill(fill: Element, colours: Colours) -> str:
    """Give the colour of a fill; of a pattern its lines', of a gradient its first."""
    pattern = fill.find("patternFill")
    if pattern is None:
        stop = fill.find("gradientFill/stop/color")
        return colours.resolve(stop) if stop is not None else ""
    if pattern.get("patternType", "none") == "none":
        return ""
    colour = pattern.find("fgColor")
    if colour is None and pattern.get("patternType") == "gray125":
        return ""  # every workbook's second fill, which no cell means
    return colours.resolve(colour)


def _is_bold(font: Element) -> bool:
    bold = font.find("b")
    return bold is not None and flag(bold.get("val"), True)


def _rgb(text: str | None) -> str:
    match = _COLOUR.fullmatch(text or "")
    return match[1].upper() if match else ""


def _theme_colours(theme: Element) -> dict[str, str]:
    scheme = theme.find("themeElements/clrScheme")
    found = {}
    for one in scheme if scheme is not None else ():
        colour = next(iter(one), None)
        if colour is not None:
            rgb = _rgb(colour.get("val")) or _rgb(colour.get("lastClr"))
            if rgb:
                found[one.tag] = rgb
    return found


def _tinted(rgb: str, tint: float) -> str:
    """Lighten or darken a colour (ECMA-376 18.8.19: its lightness, in hue-lightness-saturation)."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _hex(colorsys.hls_to_rgb(hue, light, saturation))


def _hex(parts: Iterable[float]) -> str:
    return "".join(f"{round(255 * part):02X}" for part in parts)


def _digit_pixels(font: Element | None) -> int:
    """Estimate the width of a digit in the Normal font, the unit of column widths.

    Programs round it to whole pixels at 96 dots an inch. Japanese faces of fixed pitch round half
    a pixel up: ＭＳ ゴシック of 11 points has digits of 8 pixels.
    """
    size, name = 11.0, "Calibri"
    if font is not None:
        size_of, name_of = font.find("sz"), font.find("name")
        size = decimal(size_of.get("val") if size_of is not None else None, 11.0)
        name = (name_of.get("val") if name_of is not None else "") or name
    em = max(1.0, min(size, 100.0)) * _PIXELS_PER_POINT
    for faces, share in _DIGITS:
        if name.startswith(faces):
            return max(1, round(em * share))
    return max(1, math.ceil(round(em) / 2))
