"""Guides of a free shape: the small formulas by which its points may be given.

Belongs here: the formulas that programs write for straight outlines (ECMA-376 20.1.9.11). Does not
belong here: angles and curves, which no arrow over a year grid needs; a point that depends on them
is unknown.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kitaplanner.importers.workbook.markup import decimal

_MAX_GUIDES = 200


class Guides:
    """The named values of a shape; places come in the units of its path."""

    def __init__(self, geometry: Element, path: Element) -> None:
        width, height = decimal(path.get("w")), decimal(path.get("h"))
        self._values = _built_in(width or 1.0, height or 1.0)
        for guide in [*geometry.findall("avLst/gd"), *geometry.findall("gdLst/gd")][:_MAX_GUIDES]:
            value = self._evaluated(guide.get("fmla", ""))
            if value is not None:
                self._values[guide.get("name", "")] = value

    def place(self, point: Element) -> tuple[float, float] | None:
        """Give a point, or None where a formula is unknown."""
        x, y = self._value(point.get("x", "")), self._value(point.get("y", ""))
        return None if x is None or y is None else (x, y)

    def _value(self, word: str) -> float | None:
        if word in self._values:
            return self._values[word]
        try:
            value = float(word)
        except ValueError:
            return None
        return value if abs(value) < 1e12 else None

    def _evaluated(self, formula: str) -> float | None:
        operator, *words = formula.split() or [""]
        known = [value for word in words if (value := self._value(word)) is not None]
        if len(known) != len(words):
            return None
        try:
            return _result(operator, known)
        except (ValueError, ZeroDivisionError, OverflowError):
            return None


def _built_in(width: float, height: float) -> dict[str, float]:
    values = {
        "w": width, "h": height, "l": 0.0, "t": 0.0, "r": width, "b": height,
        "hc": width / 2, "vc": height / 2, "ss": min(width, height), "ls": max(width, height),
    }  # fmt: skip
    for part in (2, 3, 4, 5, 6, 8, 10, 12, 16, 32):
        values[f"wd{part}"] = width / part
        values[f"hd{part}"] = height / part
        values[f"ssd{part}"] = values["ss"] / part
    return values


def _result(operator: str, values: list[float]) -> float | None:
    match operator, values:
        case "val", [one]:
            return one
        case "*/", [one, other, divisor]:
            return one * other / divisor
        case "+-", [one, other, less]:
            return one + other - less
        case "+/", [one, other, divisor]:
            return (one + other) / divisor
        case "?:", [condition, one, other]:
            return one if condition > 0 else other
        case "abs", [one]:
            return abs(one)
        case "min", [one, other]:
            return min(one, other)
        case "max", [one, other]:
            return max(one, other)
        case "pin", [low, one, high]:
            return max(low, min(one, high))
        case "sqrt", [one]:
            return float(one**0.5) if one >= 0 else None
    return None
