"""The editor that is laid over a text of the paper: same place, size and alignment.

Belongs here: typing, growing with the text, and what Enter, Tab, Esc and the arrows mean while
typing (Excel's habits). Does not belong here: what becomes of the text.

A QTextEdit rather than a QPlainTextEdit: only its blocks can be centred and given the line height
of the paper. It takes plain text alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from kitaplanner.gui.fonts import editor_font
from kitaplanner.gui.ime import ime_guard
from kitaplanner.layout.scene import Align

BORDER = 2
PADDING = 3
_ROUND = BORDER + PADDING
# An editor over a narrow item is at least this many characters wide.
_LEAST_CHARACTERS = 7
_KEEP_EDITING = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
_ALIGNMENTS: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Leave(Enum):
    """Where the cursor goes when the text is committed."""

    STAY = "stay"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


_ARROWS = {
    Qt.Key.Key_Up: Leave.UP,
    Qt.Key.Key_Down: Leave.DOWN,
    Qt.Key.Key_Left: Leave.LEFT,
    Qt.Key.Key_Right: Leave.RIGHT,
}


@dataclass(frozen=True, slots=True)
class EditorLook:
    """Where the text stands and how: `size` and the rectangle in pixels, `leading` a factor."""

    rect: QRectF
    size: float
    leading: float
    bold: bool
    align: Align


class TextEditor(QTextEdit):
    """A plain text editor over a piece of paper.

    `committed(text, leave)` is emitted once, `cancelled` when Esc gives the old text back. With
    `quick` the editor was opened by typing: then the arrow keys commit too, until F2 or a click.
    """

    committed = Signal(str, object)
    cancelled = Signal()

    def __init__(self, text: str, look: EditorLook, parent: QWidget, accent: str) -> None:
        super().__init__(parent)
        self.quick = False
        self._paper = parent
        self._look = look
        self._finished = False
        self._build_ui(accent)
        self._load(text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _build_ui(self, accent: str) -> None:
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QTextEdit {{ border: {BORDER}px solid {accent}; background: #FFFFFF;"
            f" color: #1F2933; selection-background-color: {accent};"
            " selection-color: #FFFFFF; }"
        )
        self.document().setDocumentMargin(0)

    def _load(self, text: str) -> None:
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        self._apply_look()
        self.document().setUndoRedoEnabled(True)

    def _apply_look(self) -> None:
        look = self._look
        font = editor_font(look.size, look.bold)
        self.setFont(font)
        self.document().setDefaultFont(font)
        form = QTextBlockFormat()
        form.setAlignment(_ALIGNMENTS[look.align])
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        form.setLineHeight(look.size * look.leading, fixed.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)

    def set_look(self, look: EditorLook) -> None:
        """Follow the paper when it is scrolled or scaled."""
        scaled = look.size != self._look.size
        self._look = look
        if scaled:
            self._apply_look()
        self._fit()

    @property
    def composing(self) -> bool:
        """Say whether text is under composition in this editor."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @Slot()
    def _fit(self, *_: object) -> None:
        """Cover the text's place; grow downward with the text, never out of the view."""
        base = self._base_rect()
        needed = round(self.document().size().height())
        height = max(base.height(), needed + 2 * _ROUND)
        room = self._paper.height() - max(base.y(), 0)
        height = min(height, max(room, base.height()))
        above = max(0, (base.height() - needed) // 2 - BORDER)
        self.setViewportMargins(PADDING, above, PADDING, 0)
        self.setGeometry(base.x(), base.y(), base.width(), height)

    def _base_rect(self) -> QRect:
        rect = self._look.rect.toAlignedRect().adjusted(-_ROUND, -BORDER, _ROUND, BORDER)
        least = round(self._look.size * _LEAST_CHARACTERS) + 2 * _ROUND
        if rect.width() < least:
            middle = rect.center()
            rect.setWidth(least)
            rect.moveCenter(middle)
            room = self._paper.width()
            rect.moveLeft(max(0, min(rect.x(), room - least)))
        return rect

    def commit(self, leave: Leave = Leave.STAY) -> None:
        """Hand the text over, what is under composition included."""
        if self._finished:
            return
        ime_guard().flush()
        self._finished = True
        self.committed.emit(self.toPlainText(), leave)

    def cancel(self) -> None:
        """Give the old text back."""
        if not self._finished:
            self._finished = True
            self.cancelled.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text; a cell of a spreadsheet brings a line end that is not part of it."""
        text = source.text().replace("\r\n", "\n").removesuffix("\n")
        self.insertPlainText(text.replace("\t", " "))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit, cancel or type; while composing every key belongs to the input method."""
        if self.composing or not self._leave_by(event):
            super().keyPressEvent(event)

    def _leave_by(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(modifiers)
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or modifiers & Qt.KeyboardModifier.ShiftModifier
            self.commit(Leave.LEFT if back else Leave.RIGHT)
        elif key == Qt.Key.Key_F2:
            self.quick = False
        elif self.quick and key in _ARROWS and not _is_modified(event):
            self.commit(_ARROWS[Qt.Key(key)])
        else:
            return False
        return True

    def _enter(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.commit(Leave.UP)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.commit(Leave.STAY)
        else:
            self.commit(Leave.DOWN)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts of the window while typing."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Take Tab as a key of its own."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the cursor; from now on the arrows move inside the text."""
        self.quick = False
        super().mousePressEvent(event)
        # Qt leaves the right button to the paper below, which would commit and take the menu away.
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the paper below."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the person goes elsewhere in the window, not when another window comes up."""
        super().focusOutEvent(event)
        if event.reason() not in _KEEP_EDITING:
            self.commit()


def _is_modified(event: QKeyEvent) -> bool:
    keys = Qt.KeyboardModifier
    held = keys.ShiftModifier | keys.ControlModifier | keys.AltModifier
    return bool(event.modifiers() & held)
