"""The mouse in 一覧: what lies under it, clicks and drags.

Belongs here: turning events of the mouse into selections and drags. What a drag means is in
`plan_table_drag`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kitaplanner.domain.calendar import describe_span
from kitaplanner.gui.views.plan_table_drag import Drag, Part

if TYPE_CHECKING:
    from kitaplanner.gui.views.plan_table import PlanTable

HitPart: TypeAlias = Literal["nothing", "name", "cell", "item", "start", "end"]
_GRIP = 6.0


class Hit(NamedTuple):
    """What lies under a point."""

    part: HitPart
    cell: QModelIndex


_NOTHING = Hit("nothing", QModelIndex())


class _Press(NamedTuple):
    hit: Hit
    position: QPointF


class PlanTableMouse:
    """The mouse of one table; `drag` is the drag under way, `hover` what lies under the mouse."""

    def __init__(self, view: PlanTable) -> None:
        self._view = view
        self._press: _Press | None = None
        self.drag: Drag | None = None
        self.hover = _NOTHING
        self.position = QPointF()

    def hit_at(self, position: QPointF) -> Hit:
        """Find what lies under a point of the view."""
        index = self._view.indexAt(position.toPoint())
        if not index.isValid():
            return _NOTHING
        stop = self._view.table_model.stop(index)
        if stop is None:
            return Hit("name", index)
        if stop.item is None:
            return Hit("cell", index)
        area = self._view.visualRect(index)
        grip = min(_GRIP, area.width() / 4)
        if position.x() - area.left() <= grip:
            return Hit("start", index)
        if area.right() - position.x() <= grip:
            return Hit("end", index)
        return Hit("item", index)

    def press(self, event: QMouseEvent) -> None:
        """Select what was pressed; a drag may follow."""
        if event.button() == Qt.MouseButton.LeftButton:
            hit = self.hit_at(event.position())
            self._press = _Press(hit, event.position())
            if hit.cell.isValid():
                self._view.setCurrentIndex(hit.cell)

    def move(self, event: QMouseEvent) -> None:
        """Begin or follow a drag; without a button show what lies under the mouse."""
        self.position = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(self.hit_at(event.position()))
            return
        if self.drag is None and self._press is not None:
            self.drag = self._begin(self._press, event.position())
        if self.drag is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.drag.follow(
                self._view.plane, self._view.to_plane_x(event.position().x()), fine=fine
            )
            self._view.say(self.drag.words.replace("\n", "　"))
            self._view.viewport().update()

    def _begin(self, press: _Press, position: QPointF) -> Drag | None:
        far = (position - press.position).manhattanLength() >= QApplication.startDragDistance()
        if not far or press.hit.part not in ("item", "start", "end"):
            return None
        model, index = self._view.table_model, press.hit.cell
        line, stop = model.line_of(index), model.stop(index)
        if line is None or stop is None or stop.item is None:
            return None
        if self._view.edits_or_say(line) is None:
            self._press = None
            return None
        part: Part = "body" if press.hit.part == "item" else _edge(press.hit.part)
        from_x = self._view.to_plane_x(press.position.x())
        return Drag(index.row(), line, stop.item, part, from_x)

    def release(self, event: QMouseEvent) -> None:
        """Carry the drag out."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self.drag, self._press = self.drag, None, None
        if drag is not None:
            intent = drag.intent()
            if intent is not None:
                self._view.carry_out(drag.line, intent)
            elif drag.refusal:
                self._view.say(drag.refusal)
            else:
                self._view.say("")
        self._view.viewport().update()
        self._hover(self.hit_at(event.position()))

    def double_click(self, event: QMouseEvent) -> None:
        """Write where the mouse is; from a name open the 個票."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.hit_at(event.position())
        if hit.part == "nothing":
            return
        self._view.setCurrentIndex(hit.cell)
        if hit.part == "name":
            self._view.commands.open()
        else:
            self._view.edit_current()

    def cancel(self) -> bool:
        """Give a drag up; say whether there was one."""
        was_dragging = self.drag is not None
        self.drag = self._press = None
        if was_dragging:
            self._view.say("")
            self._view.viewport().update()
        return was_dragging

    def leave(self) -> None:
        """Forget what was under the mouse."""
        self._hover(_NOTHING)

    def _hover(self, hit: Hit) -> None:
        if hit == self.hover:
            return
        self.hover = hit
        at_edge = hit.part in ("start", "end") and self._view.is_editable
        shape = Qt.CursorShape.SizeHorCursor if at_edge else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)
        self._view.viewport().update()

    def tip(self, position: QPointF) -> str:
        """Give the whole text of what is under the mouse."""
        hit = self.hit_at(position)
        model = self._view.table_model
        line, stop = model.line_of(hit.cell), model.stop(hit.cell)
        if line is None:
            return ""
        if stop is None:
            departments = "、".join(line.initiative.departments)
            return "\n".join(filter(None, (line.heading.replace("\n", " "), departments)))
        if stop.item is None:
            return ""
        item = stop.item
        doubt = "" if item.span_confirmed else "期間は確認されていません。"
        parts = (item.text, item.note, describe_span(item.span), doubt)
        return "\n".join(filter(None, parts))


def _edge(part: HitPart) -> Part:
    return "start" if part == "start" else "end"
