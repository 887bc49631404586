"""統合の記録: what a merge took from the other file, to be read, copied and kept as a text file."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.errors import KitaError
from kitaplanner.gui.notify import Notifier
from kitaplanner.gui.widgets.reading import space_lines
from kitaplanner.operations.merge_review import RecordPart, record_text, write_record

_FILTER = "テキスト (*.txt)"
_SUFFIX = ".txt"


class MergeRecordDialog(QDialog):
    """Shows the record; it may stay open beside the work."""

    def __init__(
        self, parts: Sequence[RecordPart], folder: str, notifier: Notifier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._folder = folder
        self._notifier = notifier
        self.setWindowTitle("統合の記録")
        unit = self.fontMetrics().height()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("統合の記録")
        self.text.document().setDocumentMargin(unit / 2)
        self.text.document().setIndentWidth(unit)
        self.text.setHtml("".join(map(_shown, self._parts)))
        space_lines(self.text)
        self.copy_button = self._button("コピー", self._copy)
        self.save_button = self._button("保存…", self._save)
        self.close_button = self._button("閉じる", self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.resize(unit * 44, unit * 30)

    def _button(self, words: str, slot) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(record_text(self._parts))

    @Slot()
    def _save(self) -> None:
        start = str(Path(self._folder) / f"統合の記録{_SUFFIX}")
        text, _ = QFileDialog.getSaveFileName(self, "統合の記録を保存", start, _FILTER)
        if not text:
            return
        path = Path(text)
        try:
            write_record(self._parts, path if path.suffix else path.with_name(path.name + _SUFFIX))
        except KitaError as error:
            self._notifier.refuse(error)


def _shown(part: RecordPart) -> str:
    lines = "".join(f"<li>{_escaped(one)}</li>" for one in part.lines)
    return f"<p><b>{part.heading}</b></p><ul>{lines}</ul>"


def _escaped(line: str) -> str:
    return html.escape(line).replace("\n", "<br>")
