"""The window's start: application, colours, font, what happens to errors that nobody expected.

Belongs here: wiring. Nothing that documents need is imported before the window can be seen
(`MainWindow.furnish`), because that takes longer than the window itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from kitaplanner import __version__
from kitaplanner.gui.crash import install_exception_hook
from kitaplanner.gui.main_window import PROGRAM_NAME, MainWindow
from kitaplanner.gui.program_font import program_font
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme


def main(arguments: Sequence[str]) -> int:
    """Show the window, with the file that the arguments may name, until it is closed."""
    settings = Settings()
    application = make_application(settings.text_size)
    theme = Theme(settings.colour_scheme)
    theme.apply(application)
    file = Path(arguments[0]).absolute() if arguments else None
    window = MainWindow(settings, theme, file)
    install_exception_hook(window)
    window.show()
    return application.exec()


def make_application(text_size: int = 100) -> QApplication:
    """Make the application with its name, style, language and font (in percent)."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(PROGRAM_NAME)
    application.setApplicationDisplayName("")
    application.setApplicationVersion(__version__)
    dress_application(application, text_size)
    return application


def dress_application(application: QApplication, text_size: int = 100) -> None:
    """Give an application style, language and font (in percent), on which all sizes depend."""
    application.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_ja", folder):
        application.installTranslator(translator)
    application.setFont(program_font(application.font(), text_size))
