"""The colours of the window by name, light and dark, and the style made of them.

Belongs here: every colour that the window shows. The paper is no part of it: a sheet is drawn in
the colours of its form, on white, because it is what will be printed.
"""

from __future__ import annotations

import string
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kitaplanner.paths import resource_path


class Colours(NamedTuple):
    """Named colours; every text stands at 4.5:1 or more on the ground that it is used on."""

    window: str
    base: str
    alternate: str
    desk: str
    text: str
    muted: str
    border: str
    field: str
    accent: str
    accent_soft: str
    hover: str
    tick_ground: str
    selected: str
    on_selected: str
    disabled: str
    info_ground: str
    info_text: str
    done_ground: str
    done_text: str
    warning_ground: str
    warning_text: str
    error_ground: str
    error_text: str


LIGHT = Colours(
    window="#F5F7F9",
    base="#FFFFFF",
    alternate="#F0F4F8",
    desk="#E3E8ED",
    text="#1F2933",
    muted="#52606D",
    border="#CBD5DF",
    field="#8496A9",
    accent="#1F4E79",
    accent_soft="#DCE8F3",
    hover="#E8EEF4",
    tick_ground="#FFFFFF",
    selected="#2F5D8C",
    on_selected="#FFFFFF",
    disabled="#8A96A3",
    info_ground="#E3EDF7",
    info_text="#1B456B",
    done_ground="#E2F2E7",
    done_text="#1D5230",
    warning_ground="#FFF3D1",
    warning_text="#5E4500",
    error_ground="#FCE6E3",
    error_text="#861D10",
)
DARK = Colours(
    window="#1F252B",
    base="#272E35",
    alternate="#2C343C",
    desk="#171C21",
    text="#E6EBF0",
    muted="#AAB7C4",
    border="#414D59",
    field="#7689A0",
    accent="#9CC4EA",
    accent_soft="#304357",
    hover="#323B44",
    tick_ground="#56656F",
    selected="#3F72A4",
    on_selected="#FFFFFF",
    disabled="#7B8794",
    info_ground="#263A4D",
    info_text="#C4DDF5",
    done_ground="#22402E",
    done_text="#BFE6CC",
    warning_ground="#463A16",
    warning_text="#F6E2A8",
    error_ground="#4D2722",
    error_text="#FBCBC4",
)

_STYLE = string.Template(
    """
QToolBar { background: $window; border: none; border-bottom: 1px solid $border;
    padding: 0.2em 0.4em; spacing: 0.15em; }
QToolBar::separator { background: $border; width: 1px; margin: 0.35em 0.4em; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 0.3em;
    padding: 0.25em 0.5em; }
QToolBar QToolButton:hover, QToolBar QToolButton:focus { background: $hover;
    border-color: $border; }
QToolBar QToolButton[popupMode="1"] { padding-right: 1.5em; }
QToolBar QToolButton::menu-button { border: 1px solid transparent; width: 1.2em;
    border-top-right-radius: 0.3em; border-bottom-right-radius: 0.3em; }
QToolBar QToolButton::menu-button:hover { background: $accent_soft; }
QToolBar QToolButton:pressed { background: $accent_soft; }
QToolBar QToolButton:checked { background: $accent_soft; border-color: $accent; }
QMenuBar { background: $window; }
QMenuBar::item { padding: 0.3em 0.7em; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $text; border-radius: 0.25em; }
QMenu { background: $base; border: 1px solid $border; padding: 0.25em; }
QMenu::item { padding: 0.35em 2em 0.35em 0.6em; border-radius: 0.25em; }
QMenu::icon { padding-left: 0.4em; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 0.25em 0.4em; }
QDockWidget { titlebar-close-icon: none; }
QDockWidget::title { background: $window; padding: 0.5em 0.8em; text-align: left;
    border-bottom: 1px solid $border; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QStatusBar { background: $window; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QTreeView, QListView, QTableView { border: none; background: $base; outline: none;
    selection-background-color: $selected; selection-color: $on_selected; }
QTreeView::item { padding: 0.3em 0.1em; }
#panel QLineEdit, #panel QTextEdit, QToolBar QLineEdit, QDialog QLineEdit, QDialog QTextEdit {
    border: 1px solid $field; border-radius: 0.25em; background: $base; }
#panel QLineEdit:focus, #panel QTextEdit:focus, QToolBar QLineEdit:focus,
    QDialog QLineEdit:focus { border-color: $accent; }
QTableView QPlainTextEdit { border: 1px solid $accent; background: $base; }
#shown { border: 1px solid $border; border-radius: 0.25em; padding: 0.15em 0.25em; }
#panel QComboBox QLineEdit, QDialog QComboBox QLineEdit, QAbstractSpinBox QLineEdit {
    border: none; padding: 0; }
#panel QLineEdit:read-only, #panel QLineEdit:disabled { background: $window; }
QLineEdit { padding: 0.15em 0.25em; }
QListView::item { padding: 0.3em 0.4em; }
#framed, QDialog QListView, QDialog QTableView, QDialog QTreeView { border: 1px solid $border; }
QHeaderView::section { background: $window; border: none; border-bottom: 1px solid $border;
    padding: 0.35em 0.5em; }
QCheckBox::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator {
    width: 1em; height: 1em; border: 1px solid $field; border-radius: 0.2em; background: $base; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked,
    QListView::indicator:checked {
    border-color: $selected; background: $selected; image: url("$tick"); }
QTreeView::indicator:indeterminate {
    border-color: $selected; background: $selected; image: url("$part"); }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $border; }
QToolTip { background: $base; color: $text; border: 1px solid $border; padding: 0.25em; }
#desk { background: $desk; }
#muted, #hint { color: $muted; }
#choice { border: 1px solid $border; border-radius: 0.4em; background: $base; }
#link { border: 1px solid transparent; border-radius: 0.4em; background: transparent; }
#choice:hover, #link:hover { background: $hover; border-color: $accent; }
#choice:focus, #link:focus { border-color: $accent; background: $accent_soft; }
#panel { background: $base; }
#message { border-bottom: 1px solid $border; }
#message[kind="info"] { background: $info_ground; }
#message[kind="done"] { background: $done_ground; }
#message[kind="warning"] { background: $warning_ground; }
#message[kind="error"] { background: $error_ground; }
#message[kind="info"] QLabel { color: $info_text; }
#message[kind="done"] QLabel { color: $done_text; }
#message[kind="warning"] QLabel, QLabel#message[kind="warning"] { color: $warning_text; }
#message[kind="error"] QLabel { color: $error_text; }
"""
)


class Theme:
    """The colours in force; `apply` gives them to the application."""

    def __init__(self, scheme: str = "auto") -> None:
        self.scheme = scheme
        self.colours = LIGHT

    @property
    def is_dark(self) -> bool:
        """Say whether the dark colours are in force."""
        return self.colours is DARK

    def apply(self, application: QApplication) -> None:
        """Choose the colours (`auto` follows the system) and style the application."""
        self.colours = DARK if self._wants_dark() else LIGHT
        palette = _palette(self.colours)
        application.setPalette(palette)
        # Fusion outlines a box darker than the window: on a dark window its ground has to show it.
        palette.setColor(QPalette.ColorRole.Base, QColor(self.colours.tick_ground))
        # The stub asks for bytes, the function for text.
        application.setPalette(palette, "QRadioButton")  # type: ignore[arg-type]
        application.setStyleSheet(
            _STYLE.substitute(self.colours._asdict(), tick=_drawing("tick"), part=_drawing("part"))
        )

    def _wants_dark(self) -> bool:
        if self.scheme == "auto":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.scheme == "dark"


def _drawing(name: str) -> str:
    """Give a drawing, of a tick or of a part that is ticked, as style sheets name files."""
    return resource_path("icons", f"{name}.svg").as_posix()


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.Button: colours.window,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_selected,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.on_selected,
        role.Accent: colours.selected,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.border,
        role.Midlight: colours.hover,
        role.Light: colours.base,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette
