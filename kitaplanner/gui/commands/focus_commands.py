"""表示: bring the keyboard to the outline, the sheet, the inspector, the table or its filters."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget, QWidget

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.widgets.zoom_slider import ZoomSlider
from kitaplanner.gui.workbench import Workbench

# As Tab brings it: the sheet begins at its first stop, a field selects its text.
_BY_KEY = Qt.FocusReason.TabFocusReason


class FocusCommands(QObject):
    """Goes to a part of the window, opening its dock or tab where that is closed."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        actions: Actions,
        workbench: Workbench,
        zoom: ZoomSlider,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._workbench = workbench
        self._order_stops(zoom.slider)
        actions.to_outline.triggered.connect(self.go_to_outline)
        actions.to_sheet.triggered.connect(self.go_to_sheet)
        actions.to_inspector.triggered.connect(self.go_to_inspector)
        actions.to_table.triggered.connect(self.go_to_table)
        actions.to_filter.triggered.connect(self.go_to_filter)

    def _order_stops(self, before: QWidget) -> None:
        """Let Tab go as the eye does: outline, tab in front, inspector; then what is around."""
        outline = self._workbench.outline
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for field in outline.findChildren(QWidget, options=direct):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, field)
                before = field

    @Slot()
    def go_to_outline(self) -> None:
        """Go to the tree."""
        outline = self._workbench.outline
        self._open_dock_of(outline)
        outline.tree.setFocus(_BY_KEY)

    @Slot()
    def go_to_sheet(self) -> None:
        """Go to the sheet, from the table too."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentIndex(0)
        self._workbench.sheet.setFocus(_BY_KEY)

    @Slot()
    def go_to_inspector(self) -> None:
        """Go to the first field about what is selected."""
        inspector = self._workbench.inspector
        self._open_dock_of(inspector)
        field = _first_field(inspector)
        if field is not None:
            field.setFocus(_BY_KEY)

    @Slot()
    def go_to_table(self) -> None:
        """Go to the table, from the sheet too."""
        self._desk.commit_editors()
        self._workbench.tabs.setCurrentWidget(self._workbench.plan_table)
        self._workbench.plan_table.table.setFocus(_BY_KEY)

    @Slot()
    def go_to_filter(self) -> None:
        """Go to the word that narrows the table, or the outline where the sheet is seen."""
        self._desk.commit_editors()
        table = self._workbench.plan_table
        if self._workbench.tabs.currentWidget() is table:
            table.bar.word.setFocus(_BY_KEY)
        else:
            self._open_dock_of(self._workbench.outline)
            self._workbench.outline.word.setFocus(_BY_KEY)

    def _open_dock_of(self, widget: QWidget) -> None:
        self._desk.commit_editors()
        dock = widget.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()


def _first_field(area: QWidget) -> QWidget | None:
    """Give the first widget of an area that Tab would stop at."""
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if area.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and takes_tab:
            return widget
        widget = widget.nextInFocusChain()
    return None
