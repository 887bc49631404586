"""Choosing departments: which names a plan offers, and a field that holds an ordered choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from kitaplanner.domain.plan import Department, Plan

_SEPARATOR = "、"


def names_in_order(plan: Plan) -> list[str]:
    """Give the names of the master list, then those that initiatives name beside it: to find by.

    A department that has ended is among them only where an initiative still names it.
    """
    names = [one.name for one in plan.departments if _lasts(one, plan)]
    for node in plan.outline:
        names.extend(node.named_departments)
    return list(dict.fromkeys(names))


def offered_names(plan: Plan, named: Iterable[str] = ()) -> list[str]:
    """Give the names to choose from: departments that last through the plan's period, words that
    initiatives use beside the master list, and those already `named` where the choice is made."""
    gone = {one.name for one in plan.departments if not _lasts(one, plan)}
    offered = [name for name in names_in_order(plan) if name not in gone]
    return list(dict.fromkeys((*offered, *named)))


def _lasts(department: Department, plan: Plan) -> bool:
    """Say whether a department exists at the end of the period: else its successor is meant."""
    end = plan.period.span.end
    begun = department.valid_from is None or department.valid_from <= end
    return begun and (department.valid_to is None or department.valid_to >= end)


class DepartmentsField(QWidget):
    """An ordered choice of departments: shown as on paper, ticked in a menu.

    `chosen(names)` is emitted when the person changed the choice.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._offered: Callable[[], list[str]] = list
        self._shown = QLabel()
        self._shown.setObjectName("shown")
        self._shown.setWordWrap(True)
        self._button = QPushButton("選ぶ")
        self._button.setAutoDefault(False)
        self._button.setFixedWidth(
            self.fontMetrics().horizontalAdvance("選ぶ") + self.fontMetrics().height() * 3
        )
        self._menu = QMenu(self._button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._button.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._shown, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self._button)

    def setAccessibleName(self, name: str) -> None:
        """Name both halves of the field."""
        super().setAccessibleName(name)
        self._button.setAccessibleName(f"{name}を選ぶ")
        self._shown.setBuddy(self._button)

    def set_offered(self, names: Callable[[], list[str]]) -> None:
        """Set what gives the names that can be ticked; it is asked when the menu opens."""
        self._offered = names

    def set_names(self, names: tuple[str, ...]) -> None:
        """Show a choice."""
        self._names = names
        text = _SEPARATOR.join(names)
        self._shown.setText(text)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the choice in order."""
        return self._names

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in dict.fromkeys((*self._names, *self._offered())):
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in self._names)
            action.setData(name)
            action.triggered.connect(self._tick)

    @Slot()
    def _tick(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        name = str(action.data())
        if name in self._names:
            names = tuple(one for one in self._names if one != name)
        else:
            names = (*self._names, name)
        self.set_names(names)
        self.chosen.emit(names)
