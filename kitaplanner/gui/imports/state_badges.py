"""The badge of a change's state: a sign and a word on a coloured ground, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kitaplanner.gui.models.import_model import STATE_WORDS, ImportRole, ShownState
from kitaplanner.gui.theme import Colours, Theme

_ROUND = 0.25  # of a line


def badge_words(state: ShownState) -> str:
    """Give the sign and the word of a state."""
    said = STATE_WORDS[state]
    return f"{said.sign} {said.word}"


def badge_colours(state: ShownState, colours: Colours) -> tuple[str, str]:
    """Give ground and text of a badge."""
    return {
        "safe": (colours.done_ground, colours.done_text),
        "new": (colours.info_ground, colours.info_text),
        "unsure": (colours.warning_ground, colours.warning_text),
        "conflict": (colours.error_ground, colours.error_text),
        "lost": (colours.alternate, colours.text),
    }[state]


class BadgeDelegate(QStyledItemDelegate):
    """Draws the states of a tree as badges, all of one width."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state = index.data(ImportRole.STATE)
        if state is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        ground, text = badge_colours(state, self._theme.colours)
        line = option.fontMetrics.height()
        size = _badge_size(option.fontMetrics)
        top = option.rect.top() + (option.rect.height() - size.height()) / 2
        badge = QRectF(option.rect.left() + line * _ROUND, top, size.width(), size.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(text))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), line * _ROUND, line * _ROUND)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, badge_words(state))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), _badge_size(option.fontMetrics).height() + 4))

    def width(self, tree: QWidget) -> int:
        """Give the width of a column of badges, the same for all."""
        metrics = tree.fontMetrics()
        return _badge_size(metrics).width() + metrics.height()


def _badge_size(metrics: QFontMetrics) -> QSize:
    width = max(metrics.horizontalAdvance(badge_words(one)) for one in STATE_WORDS)
    return QSize(width + metrics.height(), metrics.height() + 2)
