"""The inspector's panel for several items selected together: what they can be given in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.calendar import Span, describe_span
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.gui.views.item_panel import KIND_WORDS
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.views.sheet_gestures import short
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.operations.schedule_items import ItemField, change_items

_SEVERAL_KINDS = "（種類が異なります）"
_MOST_TEXTS = 6
_NAME_LENGTH = 12


class ItemsPanel(Panel):
    """Shows several items of one initiative and changes all of them in one step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.initiative_id = ""
        self.items: tuple[str, ...] = ()
        self._build_ui()

    def _build_ui(self) -> None:
        self.texts = QLabel()
        self.texts.setWordWrap(True)
        self.add_widget(self.texts)
        self.span = QLabel()
        self.span.setObjectName("hint")
        self.span.setWordWrap(True)
        self._column.addWidget(self.span)
        self._add_unconfirmed_notice()
        self.kind = QComboBox()
        self.kind.activated.connect(self._set_kind)
        self.add_field("種類（すべて）", self.kind)
        self.opens_before = QCheckBox("期首前から（すべて）")
        self.opens_before.clicked.connect(self._set_opens_before)
        self.add_widget(self.opens_before)
        self.opens_after = QCheckBox("期末以降も（すべて）")
        self.opens_after.clicked.connect(self._set_opens_after)
        self._column.addWidget(self.opens_after)

    def _add_unconfirmed_notice(self) -> None:
        self.notice = QFrame()
        self.notice.setObjectName("message")
        self.notice.setProperty("kind", "warning")
        self._unconfirmed = QLabel()
        self._unconfirmed.setWordWrap(True)
        self.confirm = QPushButton("すべて確認済みにする")
        self.confirm.clicked.connect(self._confirm_spans)
        layout = QVBoxLayout(self.notice)
        layout.addWidget(self._unconfirmed)
        layout.addWidget(self.confirm)
        self.add_widget(self.notice)

    def show_items(self, initiative_id: str, items: Sequence[ScheduleItem]) -> None:
        """Show items as they are now."""
        self.initiative_id, self.items = initiative_id, tuple(one.id for one in items)
        self.texts.setText(paragraph(_names(items)))
        whole = Span(min(one.start for one in items), max(one.end for one in items))
        self.span.setText(paragraph(f"全体で、{describe_span(whole)}"))
        waiting = sum(not one.span_confirmed for one in items)
        self._unconfirmed.setText(paragraph(f"期間未確認の矢印が{waiting}本あります。"))
        self.notice.setVisible(bool(waiting))
        self._show_kind({one.kind for one in items})
        _show_state(self.opens_before, [one.opens_before for one in items])
        _show_state(self.opens_after, [one.opens_after for one in items])

    def _show_kind(self, kinds: set[str]) -> None:
        """Show the kind that all have; different ones are said and can't be chosen."""
        self.kind.clear()
        if len(kinds) > 1:
            self.kind.addItem(_SEVERAL_KINDS, "")
        for kind, word in KIND_WORDS.items():
            self.kind.addItem(word, kind)
        shown = next(iter(kinds)) if len(kinds) == 1 else ""
        self.kind.setCurrentIndex(self.kind.findData(shown))

    def _change(self, field: ItemField, value: Any) -> None:
        if self.session is not None:
            self.session.perform(
                change_items, self.initiative_id, self.items, field, value, initiator=self
            )

    @Slot()
    def _set_kind(self) -> None:
        kind = self.kind.currentData()
        if kind:
            self._change("kind", kind)

    @Slot(bool)
    def _set_opens_before(self, checked: bool) -> None:
        self._change("opens_before", checked)

    @Slot(bool)
    def _set_opens_after(self, checked: bool) -> None:
        self._change("opens_after", checked)

    @Slot()
    def _confirm_spans(self) -> None:
        self._change("span_confirmed", True)


def _show_state(box: QCheckBox, states: Sequence[bool]) -> None:
    """Tick for all, none for none, something between for some; a click then means all or none."""
    box.setTristate(False)
    if any(states) and not all(states):
        box.setCheckState(Qt.CheckState.PartiallyChecked)
    else:
        box.setChecked(all(states))


def _names(items: Sequence[ScheduleItem]) -> str:
    names = [f"・{short(one.text, _NAME_LENGTH) or '（文言なし）'}" for one in items]
    more = [f"ほか{len(names) - _MOST_TEXTS}本"] if len(names) > _MOST_TEXTS else []
    return "\n".join((*names[:_MOST_TEXTS], *more))
