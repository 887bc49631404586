"""The dock beside the sheet: the fields of what is selected, and its history.

Belongs here: which panel is shown for a selection. What the fields are is in the panels.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.errors import KitaError
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.views.history_list import HistoryList
from kitaplanner.gui.views.initiative_panel import InitiativePanel
from kitaplanner.gui.views.item_panel import ItemPanel
from kitaplanner.gui.views.items_panel import ItemsPanel
from kitaplanner.gui.views.node_panel import NodePanel
from kitaplanner.gui.views.panel import Panel
from kitaplanner.gui.views.row_panel import RowPanel
from kitaplanner.gui.widgets.reading import paragraph
from kitaplanner.operations.history import FieldChange, changed_fields, restore_value

HISTORY_LENGTH = 12
_HISTORY_STEP = 30
# Reading the history and breaking its lines takes as long as all the rest of an edit: it follows
# once the keys rest.
_REST = 100  # milliseconds
_TIP = (
    "事業や矢印を選ぶと、ここで内容を変えられます。\n\n"
    "個票の上では、ダブルクリックか F2 で書き込み、"
    "空いたところをドラッグすると矢印ができます。"
)


class Subject(NamedTuple):
    """What the inspector is about: an item of an initiative, an initiative, a node, or nothing.

    Of an initiative it may also be about a row, or about several `items` together.
    """

    initiative_id: str = ""
    item_id: str = ""
    node_id: str = ""
    row_id: str = ""
    items: tuple[str, ...] = ()


class Inspector(QScrollArea):
    """Follows a subject through every change; `title_changed(words)` names what is shown.

    `initiative_wanted(id)` asks to see another initiative.
    """

    title_changed = Signal(str)
    initiative_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: DocumentSession | None = None
        self._subject = Subject()
        # The plan and the subject that the fields were last filled with.
        self._filled: tuple[Plan | None, Subject] = (None, self._subject)
        self._history_length = HISTORY_LENGTH
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(_REST)
        self._rests.timeout.connect(self._show_history)
        self._build_ui()

    def _build_ui(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        # Large text on a small screen needs more width than the dock has.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.item = ItemPanel()
        self.initiative = InitiativePanel()
        self.initiative.original_wanted.connect(self.initiative_wanted)
        self.node = NodePanel()
        self.tip = QLabel(paragraph(_TIP))
        self.tip.setObjectName("hint")
        self.tip.setWordWrap(True)
        self.tip.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tip.setMargin(self.fontMetrics().height())
        self.items = ItemsPanel()
        self.row = RowPanel()
        self._pages: tuple[QWidget, ...] = (self.tip, *self._panels())
        self.history = HistoryList()
        self.history.restore_wanted.connect(self._restore)
        self.history.more_wanted.connect(self._show_older)
        content = QWidget()
        content.setObjectName("panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for page in self._pages:
            layout.addWidget(page)
        layout.addWidget(self.history)
        layout.addStretch(1)
        self.setWidget(content)
        self._show_page(self.tip)

    @property
    def subject(self) -> Subject:
        """Give what is shown."""
        return self._subject

    def set_session(self, session: DocumentSession | None) -> None:
        """Look at another document, or none."""
        if self._session is not None:
            self._session.document_changed.disconnect(self._follow)
            self._session.refused.disconnect(self._give_back)
        self._session = session
        for panel in self._panels():
            panel.session = session
            panel.setEnabled(session is not None and not session.read_only)
        if session is not None:
            session.document_changed.connect(self._follow)
            session.refused.connect(self._give_back)
        self.show_subject(Subject())

    def show_subject(self, subject: Subject) -> None:
        """Show something else; typing in the old fields is handed over first."""
        if subject != self._subject:
            self.commit()
            self._history_length = HISTORY_LENGTH
            self.history.close_all()
        self._subject = subject
        plan = None if self._session is None else self._session.snapshot
        if plan is None or plan is not self._filled[0] or subject != self._filled[1]:
            self._refresh()

    @Slot()
    def commit(self) -> None:
        """Have the fields hand over what is being typed: only what can be seen is typed in."""
        for panel in self._panels():
            if panel.isVisibleTo(self):
                panel.commit()

    @Slot(object, object)
    def _follow(self, change: Change, initiator: object) -> None:
        self.show_subject(self._subject)

    @Slot(object)
    def _give_back(self, error: KitaError) -> None:
        self._refresh()  # what was chosen does not hold

    def _refresh(self) -> None:
        plan = None if self._session is None else self._session.snapshot
        self._filled = (plan, self._subject)
        title, page = ("詳細", self.tip) if plan is None else self._fill(plan)
        self._show_page(page)
        initiative_id, row_id, _ = self._told_about()
        self.history.setVisible(plan is not None and bool(initiative_id or row_id))
        self._rests.start()
        self.title_changed.emit(title)

    def _fill(self, plan: Plan) -> tuple[str, QWidget]:
        subject = self._subject
        initiative = plan.initiative(subject.initiative_id)
        if initiative is not None:
            return self._fill_of(plan, initiative)
        node = plan.node(subject.node_id)
        if node is not None:
            self.node.show_node(node)
            return "選択中の見出し", self.node
        return "詳細", self.tip

    def _fill_of(self, plan: Plan, initiative: Initiative) -> tuple[str, QWidget]:
        subject = self._subject
        items = list(initiative.schedule.items())
        several = [one for one in items if one.id in subject.items]
        if len(several) > 1:
            self.items.show_items(initiative.id, several)
            return f"選択中の矢印 {len(several)}本", self.items
        for item in items:
            if item.id == subject.item_id:
                self.item.show_item(plan, initiative.id, item)
                return "選択中の矢印", self.item
        for row in initiative.schedule.rows:
            if row.id == subject.row_id:
                self.row.show_row(plan, initiative, row)
                return "選択中の行", self.row
        self.initiative.show_initiative(plan, initiative)
        return "選択中の事業", self.initiative

    def _show_page(self, page: QWidget) -> None:
        for one in self._pages:
            if one is not page and not one.isHidden():
                one.hide()
        if page.isHidden():
            page.show()

    # --- history -----------------------------------------------------------------------------

    @property
    def is_behind(self) -> bool:
        """Say whether the history has still to follow the subject."""
        return self._rests.isActive()

    @Slot()
    def _show_history(self) -> None:
        session = self._session
        initiative_id, row_id, heading = self._told_about()
        if session is None or not self.history.isVisibleTo(self):
            return
        length = self._history_length
        entries = session.history(initiative_id, length + 1, row_id)
        self.history.show_entries(
            heading,
            entries[:length],
            self._fields_of,
            has_more=len(entries) > length,
            can_restore=not session.read_only,
        )

    def _told_about(self) -> tuple[str, str, str]:
        """Give initiative and row that the history is about, and its heading."""
        subject = self._subject
        if self.item.isVisibleTo(self):
            return subject.initiative_id, subject.item_id, "この矢印の履歴"
        if self.row.isVisibleTo(self):
            return subject.initiative_id, subject.row_id, "この行の履歴"
        if self.node.isVisibleTo(self):
            return "", subject.node_id, "この見出しの履歴"
        return subject.initiative_id, "", "この事業の履歴"

    def _fields_of(self, sequence: int) -> tuple[FieldChange, ...]:
        session = self._session
        if session is None:
            return ()
        initiative_id, row_id, _ = self._told_about()
        return changed_fields(session.workspace.document, sequence, initiative_id, row_id)

    @Slot(int, int, str)
    def _restore(self, sequence: int, image: int, field: str) -> None:
        self.commit()
        if self._session is not None:
            self._session.perform(restore_value, sequence, image, field, initiator=self)

    @Slot()
    def _show_older(self) -> None:
        self._history_length += _HISTORY_STEP
        self._show_history()

    def _panels(self) -> tuple[Panel, ...]:
        return (self.item, self.items, self.row, self.initiative, self.node)
