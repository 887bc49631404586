"""The font of the window: the bundled one, so that every office sees the same, readable words.

Belongs here: choosing family and size. The fonts of the paper are in `fonts`.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from kitaplanner.paths import resource_path

_FILES = ("BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf")
# Smaller sizes of the system are made for Latin letters; kanji close up.
SMALLEST_POINT_SIZE = 10.0


def program_font(system: QFont, percent: int = 100) -> QFont:
    """Give the window's font, in percent of the system's size but never below the smallest."""
    families: list[str] = []
    for name in _FILES:
        number = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(number)
    font = QFont(system)
    font.setFamilies([*dict.fromkeys(families), *system.families()])
    font.setPointSizeF(max(system.pointSizeF(), SMALLEST_POINT_SIZE) * percent / 100)
    return font


def title_font(font: QFont) -> QFont:
    """Give the font of a window's own heading."""
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 1.6)
    larger.setBold(True)
    return larger
