"""使い方: the guide that ships with the program, in a window beside the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from kitaplanner.gui.widgets.reading import space_lines
from kitaplanner.paths import resource_path


class GuideWindow(QDialog):
    """Shows `resources/help/guide.md`; the work behind it goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kitaplannerの使い方")
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, True)
        self._build_ui()

    def _build_ui(self) -> None:
        self.text = QTextBrowser()
        self.text.setAccessibleName("使い方")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(self.fontMetrics().height())
        self.text.setMarkdown(resource_path("help", "guide.md").read_text(encoding="utf-8"))
        space_lines(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.resize(self.fontMetrics().height() * 54, self.fontMetrics().height() * 36)
