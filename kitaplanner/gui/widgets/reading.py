"""Room between lines: the bundled font leaves none between lines of kanji."""

from __future__ import annotations

import html

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

# In percent of the font's own.
LINE_HEIGHT = 135


def paragraph(text: str) -> str:
    """Give plain text as rich text with room between its lines, for labels and message boxes."""
    body = html.escape(text).replace("\n", "<br>")
    return f'<p style="line-height:{LINE_HEIGHT}%; margin:0">{body}</p>'


def space_lines(edit: QTextEdit) -> None:
    """Give all lines of a text room; what is typed later takes it over."""
    # Without undo, which would otherwise take the room back before anything typed.
    edit.document().setUndoRedoEnabled(False)
    spacing = QTextBlockFormat()
    spacing.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(edit.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(spacing)
    edit.document().setUndoRedoEnabled(True)
