"""How wide text is, and which bundled face draws each character.

Here: advances, per-character fallback, ascent and descent, all from the tables of `fonts`. Not
here: breaking lines (`linebreak`), glyph ids (`fonts`), heights of lines (the form says them).

Screen, PDF and the row heights of workbooks all measure with this module, so they agree. A text
that no bundled face can draw wholly is still measured: each missing character takes the room of
the geta sign 〓, which the writers draw in its place, and `missing` tells which they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from kitaplanner.layout.fonts import FaceKey, FaceTables, bundled_face

GETA = "〓"
# Instructions to a line breaker or shaper: without width and never drawn.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")


def is_variation_selector(char: str) -> bool:
    """Tell whether a character only picks a shape for the one before it."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


class TextMetrics(Protocol):
    """What the layout needs to know about type; tests give simpler answers than the fonts."""

    def __hash__(self) -> int: ...

    def char_advance(self, char: str, bold: bool = False) -> int:
        """Give a character's advance in 1/1000 em; 0 for selectors and invisible controls."""
        ...

    def text_width(self, text: str, size: float, bold: bool = False) -> float:
        """Give the width of one line of text in points at `size` points."""
        ...

    def ascent(self, size: float) -> float:
        """Give the height above the baseline in points."""
        ...

    def descent(self, size: float) -> float:
        """Give the depth below the baseline in points, positive."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text drawn with one face; a missing one is drawn as geta signs."""

    face: FaceKey
    text: str
    missing: bool = False

    @property
    def drawn(self) -> str:
        """The text as the eye sees it."""
        if not self.missing:
            return self.text
        return GETA * sum(not is_variation_selector(char) for char in self.text)


class _Advances(dict[str, int]):
    """Advances by character for one weight, filled as characters come."""

    def __init__(self, metrics: FontMetrics, bold: bool) -> None:
        super().__init__()
        self._metrics = metrics
        self._bold = bold

    def __missing__(self, char: str) -> int:
        advance = self[char] = self._metrics.measure_char(char, self._bold)
        return advance


class FontMetrics:
    """Text metrics of the bundled faces."""

    def __init__(self) -> None:
        self._regular_advances = _Advances(self, bold=False)
        self._bold_advances = _Advances(self, bold=True)

    def advance(self, char: str, face: FaceKey) -> int:
        """Give a character's advance in one face, in 1/1000 em; no fallback."""
        return bundled_face(face).advance(char)

    def char_advance(self, char: str, bold: bool = False) -> int:
        """Give a character's advance in 1/1000 em in the face that draws it."""
        return (self._bold_advances if bold else self._regular_advances)[char]

    def text_width(self, text: str, size: float, bold: bool = False) -> float:
        """Give the width of one line of text in points at `size` points."""
        advances = self._bold_advances if bold else self._regular_advances
        return sum(map(advances.__getitem__, text)) * size / 1000

    def ascent(self, size: float) -> float:
        """Give the height above the baseline in points."""
        return bundled_face("regular").face.ascent * size / 1000

    def descent(self, size: float) -> float:
        """Give the depth below the baseline in points, positive."""
        return -bundled_face("regular").face.descent * size / 1000

    def runs(self, text: str, bold: bool = False) -> tuple[Run, ...]:
        """Split one line into runs of one face; a selector stays with its base."""
        primary: FaceKey = "bold" if bold else "regular"
        if all(map(bundled_face(primary).glyph_id, text)):
            return (Run(primary, text),) if text else ()
        runs: list[Run] = []
        for char in text:
            if char in INVISIBLE:
                continue
            if is_variation_selector(char):
                _extend_last(runs, char)
                continue
            face = self._face_of(char, primary)
            key = primary if face is None else face.face.key
            if runs and runs[-1].face == key and runs[-1].missing == (face is None):
                _extend_last(runs, char)
            else:
                runs.append(Run(key, char, missing=face is None))
        return tuple(runs)

    def missing(self, text: str) -> tuple[str, ...]:
        """List the characters no bundled face has, each once, in the order of the text."""
        found = dict.fromkeys(
            char
            for char in text
            if not char.isspace() and _is_drawn(char) and self._face_of(char, "regular") is None
        )
        return tuple(found)

    def measure_char(self, char: str, bold: bool) -> int:
        """Work out a character's advance in 1/1000 em, without the cache of `char_advance`."""
        if not _is_drawn(char):
            return 0
        primary: FaceKey = "bold" if bold else "regular"
        face = self._face_of(char, primary)
        return bundled_face(primary).advance(GETA) if face is None else face.advance(char)

    def _face_of(self, char: str, primary: FaceKey) -> FaceTables | None:
        keys: tuple[FaceKey, FaceKey] = (primary, "fallback")
        for key in keys:
            face = bundled_face(key)
            if face.glyph_id(char):
                return face
        return None


def _is_drawn(char: str) -> bool:
    return char not in INVISIBLE and not is_variation_selector(char)


def _extend_last(runs: list[Run], char: str) -> None:
    """Add a character to the last run; a selector without a base has nothing to change."""
    if runs:
        last = runs[-1]
        runs[-1] = Run(last.face, last.text + char, last.missing)


@cache
def bundled_metrics() -> FontMetrics:
    """Give the metrics of the bundled fonts; tables load when the first text is measured."""
    return FontMetrics()
