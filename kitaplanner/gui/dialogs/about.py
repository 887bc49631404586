"""バージョン情報: the version, and whose work the program stands on."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kitaplanner import __version__
from kitaplanner.gui.icons import application_icon
from kitaplanner.gui.program_font import title_font
from kitaplanner.gui.widgets.reading import space_lines
from kitaplanner.paths import resource_path

# Name of the distribution, licence, and what it does here.
_LIBRARIES = (
    ("PySide6_Essentials", "LGPL-3.0", "画面（Qt）"),
    ("SQLAlchemy", "MIT", "ファイルの読み書き"),
    ("alembic", "MIT", "古いファイルの変換"),
    ("reportlab", "BSD-3-Clause", "PDF"),
    ("openpyxl", "MIT", "Excel"),
    ("fonttools", "MIT", "書体"),
    ("uniseg", "MIT", "文字の区切り"),
    ("budoux", "Apache-2.0", "文節の区切り"),
    ("platformdirs", "MIT", "フォルダーの場所"),
    ("defusedxml", "PSF-2.0", "ファイルの検査"),
)
_FONT_LICENCES = (
    ("BIZ UDゴシック", "BIZUDGothic-OFL.txt"),
    ("DejaVu Sans（記号）", "DejaVuSans-LICENSE.txt"),
)


class AboutDialog(QDialog):
    """Version, libraries with their licences, and the licences of the fonts in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("バージョン情報")
        self._build_ui()

    @classmethod
    def ask(cls, parent: QWidget) -> None:
        """Show it until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(unit * 3, unit * 3))
        name = QLabel(f"Kitaplanner {__version__}")
        name.setFont(title_font(name.font()))
        # The font's letters reach below its line.
        name.setContentsMargins(0, 0, 0, name.fontMetrics().descent())
        versions = QLabel(
            f"Qt {qVersion()}　Python {platform.python_version()}　{platform.system()}"
        )
        versions.setObjectName("muted")
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(picture)
        words = QVBoxLayout()
        words.addWidget(name)
        words.addWidget(versions)
        head.addLayout(words, 1)
        text = QTextBrowser()
        text.setAccessibleName("使用しているソフトウェアと書体")
        text.setPlainText(_credits())
        space_lines(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addLayout(head)
        layout.addWidget(text, 1)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(self.fontMetrics().height() * 50, unit * 30)


def _credits() -> str:
    lines = ["このプログラムは MIT License で提供します。", "", "使用しているソフトウェア"]
    for name, licence, purpose in _LIBRARIES:
        lines.append(f"・{name} {_version_of(name)}（{licence}）　{purpose}")
    for title, file in _FONT_LICENCES:
        lines += ["", "―" * 20, f"書体：{title}", ""]
        lines.append(resource_path("fonts", file).read_text(encoding="utf-8"))
    return "\n".join(lines)


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # a bundle travels without this record
        return ""
