"""The bundled fonts in Qt: raw faces for painting scenes, a QFont for editing over them.

Here: loading the files lazily and giving fonts of any size without hinting. Not here: the
program's own font (the system's) and measuring text (`layout.metrics`).

Scenes are painted with raw faces: they take sizes such as 10.5 as they are, where a QFont rounds
to whole pixels and the lines would no longer be as wide as the layout measured them.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

from kitaplanner.layout.fonts import FONT_FILES, FaceKey
from kitaplanner.paths import resource_path

_BASE_SIZE = 10.0


@cache
def _base_font(face: FaceKey) -> QRawFont:
    path = str(resource_path("fonts", FONT_FILES[face]))
    return QRawFont(path, _BASE_SIZE, QFont.HintingPreference.PreferNoHinting)


@cache
def raw_font(face: FaceKey, size: float) -> QRawFont:
    """Give a bundled face at `size` units of the painter; sizes share the loaded file."""
    font = QRawFont(_base_font(face))
    font.setPixelSize(size)
    return font


@cache
def _families() -> tuple[str, ...]:
    """Register the bundled faces and give the families to try in order."""
    families: list[str] = []
    for name in FONT_FILES.values():
        number = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))


def editor_font(pixels: float, bold: bool = False) -> QFont:
    """Give a font for a text editor whose advances are those of the scene at that size.

    Qt rounds the size to whole pixels; the letter spacing takes the difference back, so that
    lines in an editor are about as long as they will be on the paper.
    """
    font = QFont(list(_families()))
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    drawn = QFontInfo(font).pixelSize()
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * pixels / drawn)
    return font
