"""Drawing a line of text in which a part is marked: bold and underlined, not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitaplanner.gui.models.hits_model import HitRole


class HitDelegate(QStyledItemDelegate):
    """Draws what a model says under `HitRole.MARKED` as start and length in the text."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        marked = index.data(HitRole.MARKED)
        if marked is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        option.text = text
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        layout = _layout(option, room.width(), *marked)
        painter.save()
        # As high as the row: the font leaves the underline no room of its own.
        painter.setClipRect(option.rect)
        painter.setPen(_pen_colour(option))
        line = layout.lineAt(0)
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QPointF(room.left(), top))
        painter.restore()


def _layout(option: QStyleOptionViewItem, width: int, start: int, length: int) -> QTextLayout:
    shown = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, width)
    layout = QTextLayout(shown, option.font)
    mark = QTextLayout.FormatRange()
    # Qt counts UTF-16 units.
    mark.start = _units(option.text[:start])
    mark.length = _units(option.text[start : start + length])
    mark.format = QTextCharFormat()
    mark.format.setFontWeight(700)
    mark.format.setFontUnderline(True)
    layout.setFormats([mark])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _pen_colour(option: QStyleOptionViewItem) -> QColor:
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
    return option.palette.color(QPalette.ColorGroup.Normal, role)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
