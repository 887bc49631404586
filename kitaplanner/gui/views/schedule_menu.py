"""The menu of the right mouse button (and of the menu key) on a schedule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.plan import ItemKind, ScheduleItem
from kitaplanner.gui.views.sheet_map import Place, SheetMap

if TYPE_CHECKING:
    from kitaplanner.gui.views.schedule_view import ScheduleView

_KINDS: dict[ItemKind, str] = {
    "arrow": "矢印",
    "box": "枠",
    "dashed": "破線枠",
    "note": "注記（文字だけ）",
}
_DIVISION_WORDS = {
    1: "区切らない（1年）",
    2: "2つ（上期・下期）",
    3: "3つ（4か月ごと）",
    4: "4つ（四半期）",
    12: "12（月ごと）",
}


class Way(NamedTuple):
    """A choice that leads elsewhere, for places on which labels cannot be written."""

    words: str
    go: Callable[[], object]
    key: str


class ScheduleMenu:
    """A menu for one place; `choices` says what each action does.

    An item is offered to be split before `month`. `opens` is where the menu may lead away to.
    """

    def __init__(
        self,
        view: ScheduleView,
        place: Place | None,
        month: int | None = None,
        opens: Way | None = None,
    ) -> None:
        self._view = view
        self._writes_labels = opens is None
        self.menu = QMenu(view if isinstance(view, QWidget) else None)
        self.choices: dict[QAction, Callable[[], object]] = {}
        sheet = view.sheet
        if sheet is None:
            return
        if opens is not None:
            self._add(self.menu, opens.words, opens.go, opens.key, enabled=True)
            self.menu.addSeparator()
        item = sheet.item(place.target.id) if place is not None and place.is_item else None
        if len(view.chosen) > 1:
            self._several_part(len(view.chosen))
        elif item is not None:
            self._item_part(item, month)
        elif place is not None and not place.is_row:
            self._add(self.menu, "文言を入力", view.edit_selection, "F2")
            self.menu.addSeparator()
        self._clipboard_part(place)
        if place is not None and not place.is_field:
            self._row_part("F2" if place.is_row else "")
        else:
            self._add(self.menu, "行を追加", view.commands.add_row, "Insert")
        self._division_part(sheet)

    def run(self, position: QPoint) -> None:
        """Show the menu on the screen and do what is chosen."""
        chosen = self.menu.exec(position)
        self.menu.deleteLater()
        if chosen in self.choices:
            self.choices[chosen]()

    def _add(
        self,
        menu: QMenu,
        text: str,
        choice: Callable[[], object],
        key: str = "",
        checked: bool | None = None,
        *,
        enabled: bool | None = None,
    ) -> None:
        # The key is shown after a tab: a real shortcut here would be one of the whole window.
        action = menu.addAction(f"{text}\t{key}" if key else text)
        action.setEnabled(self._view.is_editable if enabled is None else enabled)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        self.choices[action] = choice

    def _several_part(self, count: int) -> None:
        menu, commands = self.menu, self._view.commands
        self._add(menu, f"{count}本を結合", commands.join, "Ctrl+J")
        self._add(menu, f"{count}本を削除", commands.remove, "Delete")
        menu.addSeparator()

    def _clipboard_part(self, place: Place | None) -> None:
        if place is None:
            return
        clipboard = self._view.clipboard
        for words, choice, key, enabled in (
            ("切り取り", clipboard.cut, "Ctrl+X", clipboard.can_cut),
            ("コピー", clipboard.copy, "Ctrl+C", clipboard.can_copy),
            ("貼り付け", clipboard.paste, "Ctrl+V", clipboard.can_paste),
        ):
            self._add(self.menu, words, choice, key, enabled=enabled)
        if place.is_cell:
            self._add(self.menu, "左の矢印を写す", self._view.commands.fill_from_left, "Ctrl+D")
        self.menu.addSeparator()

    def _item_part(self, item: ScheduleItem, month: int | None) -> None:
        menu, commands = self.menu, self._view.commands
        self._add(menu, "文言を編集", self._view.edit_selection, "F2")
        kinds = menu.addMenu("種類")
        for kind, word in _KINDS.items():
            self._add(kinds, word, partial(commands.set_kind, kind), "", item.kind == kind)
        before, after = item.opens_before, item.opens_after
        self._add(menu, "期首前から", partial(commands.toggle, "opens_before"), "", before)
        self._add(menu, "期末以降も", partial(commands.toggle, "opens_after"), "", after)
        self._add(menu, "複製", commands.duplicate)
        self._add(menu, "各年度に繰り返す", commands.repeat, "Ctrl+R")
        if month is not None:
            words = f"分割（{describe_span(Span(month, item.end))}を後半に）"
            self._add(menu, words, partial(commands.split, month), "Ctrl+Shift+J")
        self._add(menu, "削除", commands.remove, "Delete")
        menu.addSeparator()

    def _row_part(self, label_key: str) -> None:
        menu, commands = self.menu, self._view.commands
        if self._writes_labels:
            self._add(menu, "行の見出しを書く", commands.edit_label, label_key)
        self._add(menu, "行を上に挿入", commands.add_row, "Insert")
        self._add(menu, "行を下に挿入", partial(commands.add_row, below=True), "Shift+Insert")
        self._add(menu, "行を複製", commands.duplicate_row)
        self._add(menu, "行を削除", commands.remove_row)

    def _division_part(self, sheet: SheetMap) -> None:
        self.menu.addSeparator()
        divisions = self.menu.addMenu("年度の区切り")
        present = sheet.initiative.schedule.divisions
        for number in self._view.divisions():
            choice = partial(self._view.commands.set_divisions, number)
            self._add(
                divisions, _DIVISION_WORDS.get(number, f"{number}つ"), choice, "", number == present
            )
