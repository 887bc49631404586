"""The inspector's panel for a heading of the outline."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from kitaplanner.domain.plan import Node
from kitaplanner.gui.views.initiative_panel import filled_lines
from kitaplanner.gui.views.panel import Panel
from kitaplanner.operations.nodes import NodeField, change_node


class NodePanel(Panel):
    """Shows one node and changes it; `node_id` says which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node_id = ""
        self._build_ui()

    def _build_ui(self) -> None:
        self.level = QLabel()
        self.level.setObjectName("muted")
        self.add_widget(self.level)
        self.name = self.text_field("見出しの名称", 2)
        self.name.committed.connect(self._set_name)
        self.lead = self.text_field("説明文", 5)
        self.lead.committed.connect(self._set_lead)
        self.vision = self.text_field("目指す姿（1行に1つ）", 4)
        self.vision.committed.connect(self._set_vision)
        self.outcome_goal = self.text_field("成果目標", 3)
        self.outcome_goal.committed.connect(self._set_outcome_goal)

    def show_node(self, node: Node) -> None:
        """Show a node as it is now."""
        if node.id != self.node_id:
            self.commit()
        self.node_id = node.id
        count = len(node.all_initiatives)
        self.level.setText(f"{node.level}　事業 {count}")
        self.name.set_text(node.name)
        self.lead.set_text(node.lead)
        self.vision.set_text("\n".join(node.vision))
        self.outcome_goal.set_text(node.outcome_goal)

    def _change(self, field: NodeField, value: Any) -> None:
        if self.session is not None:
            self.session.perform(change_node, self.node_id, field, value, initiator=self)

    @Slot(str)
    def _set_name(self, text: str) -> None:
        self._change("name", text)

    @Slot(str)
    def _set_lead(self, text: str) -> None:
        self._change("lead", text)

    @Slot(str)
    def _set_vision(self, text: str) -> None:
        self._change("vision", filled_lines(text))

    @Slot(str)
    def _set_outcome_goal(self, text: str) -> None:
        self._change("outcome_goal", text)
