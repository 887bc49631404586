"""Colours can be read, light and dark; icons exist and follow them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from kitaplanner.gui.icons import coloured_pixmap, themed_icon
from kitaplanner.gui.theme import DARK, LIGHT, Colours, Theme
from kitaplanner.paths import resource_path

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
# The picture of the program and those in boxes to tick have colours of their own.
ICONS = sorted(
    {path.stem for path in resource_path("icons").glob("*.svg")} - {"kitaplanner", "tick", "part"}
)
PAIRS = [
    ("text", "window"),
    ("text", "base"),
    ("text", "alternate"),
    ("text", "hover"),
    ("text", "accent_soft"),
    ("text", "desk"),
    ("muted", "window"),
    ("muted", "base"),
    ("accent", "base"),
    ("on_selected", "selected"),
    ("info_text", "info_ground"),
    ("done_text", "done_ground"),
    ("warning_text", "warning_ground"),
    ("error_text", "error_ground"),
]


def luminance(colour: str) -> float:
    """Give the relative luminance of sRGB as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_outline_of_a_field_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.field, colours.base) >= 3  # WCAG 2.2, 1.4.11


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    palette = qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_the_application_takes_the_colours(
    application: QApplication, scheme: str, colours: Colours
) -> None:
    theme = Theme(scheme)
    theme.apply(application)
    assert theme.is_dark == (scheme == "dark")
    assert application.palette().color(QPalette.ColorRole.Window) == QColor(colours.window)
    assert colours.border in application.styleSheet()
    assert "$" not in application.styleSheet()


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = coloured_pixmap(name, "#ff0000", 32, 1.0).toImage()
    seen = {image.pixelColor(x, y).getRgb() for x in range(32) for y in range(32)}
    solid = {colour[:3] for colour in seen if colour[3] == 255}
    assert solid == {(255, 0, 0)}


def test_an_icon_is_paler_where_its_action_is_disabled(qapp: QApplication) -> None:
    icon = themed_icon("save", LIGHT)
    normal = icon.pixmap(24, 24, QIcon.Mode.Normal).toImage()
    disabled = icon.pixmap(24, 24, QIcon.Mode.Disabled).toImage()
    assert normal != disabled
