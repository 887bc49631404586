"""再掲 of an initiative: the originals that its sheet shows again, and those outside this plan.

Belongs here: choosing them. What an original says is edited on its own sheet; 元の事業を開く leads
there.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Plan, Reference
from kitaplanner.domain.references import NOWHERE, shown_reference
from kitaplanner.errors import KitaError
from kitaplanner.gui.dialogs.choosing import Choice, ChoiceWords, ChoosingDialog
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.buttons import list_button
from kitaplanner.gui.widgets.records_editor import RecordsEditor
from kitaplanner.operations.initiatives import change_initiative

_ABOUT = (
    "選んだ事業を、この個票の「再掲事業」にも載せます。名称、概要、番号は元の事業のものが出て、"
    "元の事業を直すと、ここも変わります。"
)
_CHOOSING = ChoiceWords(
    "元の事業", "元の事業", "この個票にも載せる事業", "番号や事業名の言葉", "載せる"
)
_OUTSIDE_NAME = "計画の外の事業"


class ReferencesEditor(RecordsEditor):
    """Originals as a list; `original_wanted()` asks which one to add."""

    original_wanted = Signal()

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._numbering: Numbering | None = None
        super().__init__("再掲する事業", "再掲", 5)
        self.add.setText("計画から追加…")
        self.outside = list_button(
            "計画外を追加", "計画の外の事業の再掲を加える", self._add_outside, self.buttons
        )

    def _build_fields(self) -> None:
        self.text = self.text_field("事業名（空欄なら元の事業名）", 2)
        self.text.committed.connect(self._set_text)
        self.content = self.text_field("事業概要（空欄なら元の事業概要）", 4)
        self.content.committed.connect(self._set_content)
        self.external = self.line_field("掲載箇所（計画の外の事業のとき）")
        self.external.committed.connect(self._set_external)

    def show_references(
        self, plan: Plan, numbering: Numbering, references: tuple[Reference, ...], editable: bool
    ) -> None:
        """Show the references of an initiative, in the words of the plan."""
        self._plan, self._numbering = plan, numbering
        self.set_records(references, editable)

    def _words(self, record: Reference) -> str:
        if self._plan is None or self._numbering is None:
            return record.text
        shown = shown_reference(self._plan, record, self._numbering)
        return f"{shown.place}　{shown.name}"

    def _show(self, record: Reference | None) -> None:
        self.text.set_text("" if record is None else record.text)
        self.content.set_text("" if record is None else record.content)
        self.external.set_text("" if record is None else record.external)
        is_open = record is not None and self._is_editable
        for field in (self.text, self.content):
            field.setEnabled(is_open)
        self.external.setEnabled(is_open and record is not None and not record.target)
        if record is not None and self._plan is not None and self._numbering is not None:
            shown = shown_reference(self._plan, record, self._numbering)
            self.text.setPlaceholderText("" if record.text else shown.name)
            self.content.setPlaceholderText("" if record.content else shown.content)

    def _show_current(self) -> None:
        super()._show_current()
        self.outside.setEnabled(self._is_editable)

    def _new(self) -> Reference:
        return Reference(new_id(), _OUTSIDE_NAME, external="")

    @Slot()
    def _add(self) -> None:
        self.commit()
        self.original_wanted.emit()

    def add_original(self, initiative_id: str) -> None:
        """Add an initiative of the plan behind the chosen reference."""
        row = self.row + 1
        one = Reference(new_id(), "", target=initiative_id)
        self._tell((*self.records[:row], one, *self.records[row:]), row)

    @Slot()
    def _add_outside(self) -> None:
        super()._add()

    @Slot(str)
    def _set_text(self, text: str) -> None:
        self.replace_current(text=text)

    @Slot(str)
    def _set_content(self, text: str) -> None:
        self.replace_current(content=text)

    @Slot(str)
    def _set_external(self, text: str) -> None:
        self.replace_current(external=text)


class ReferencesDialog(QDialog):
    """The references of one initiative; each change is one step to undo.

    `original` is the id of the initiative that the person wants to see, empty for none.
    """

    def __init__(
        self, session: DocumentSession, initiative_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._initiative_id = initiative_id
        self.original = ""
        self.setWindowTitle("再掲")
        self._build_ui()
        self._load()
        session.document_changed.connect(self._load)
        session.refused.connect(self._say)

    @classmethod
    def ask(cls, parent: QWidget, session: DocumentSession, initiative_id: str) -> str:
        """Show the references until the dialog is closed; give the original to go to, or none."""
        dialog = cls(session, initiative_id, parent)
        dialog.exec()
        original = dialog.original
        dialog.deleteLater()
        return original

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        about = QLabel(_ABOUT)
        about.setObjectName("hint")
        about.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setObjectName("message")
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.editor = ReferencesEditor()
        self.editor.setObjectName("panel")
        self.editor.changed.connect(self._change)
        self.editor.original_wanted.connect(self._add)
        self.editor.list.currentRowChanged.connect(self._enable)
        row = QHBoxLayout()
        self.go = list_button("元の事業を開く", "元の事業の個票を開く", self._open, row)
        row.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setText("閉じる")
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit // 2)
        layout.addWidget(about)
        layout.addWidget(self.problem)
        layout.addWidget(self.editor, 1)
        layout.addLayout(row)
        layout.addWidget(close)
        self.resize(unit * 42, unit * 34)

    @Slot()
    def _load(self) -> None:
        self.problem.hide()
        plan = self._session.snapshot
        initiative = plan.initiative(self._initiative_id)
        if initiative is None:
            self.reject()
            return
        self.setWindowTitle(f"再掲：{initiative.name}")
        self.editor.show_references(
            plan, self._session.numbering, initiative.references, not self._session.read_only
        )
        self._enable()

    @Slot()
    def _enable(self) -> None:
        self.go.setEnabled(self._target() is not None)

    def _target(self) -> str | None:
        editor = self.editor
        if not 0 <= editor.row < len(editor.records):
            return None
        target = str(editor.records[editor.row].target)
        return target if self._session.snapshot.initiative(target) is not None else None

    @Slot(tuple)
    def _change(self, references: tuple[Reference, ...]) -> None:
        self._session.perform(
            change_initiative, self._initiative_id, "references", references, initiator=self
        )

    @Slot()
    def _add(self) -> None:
        chosen = ChoosingDialog.choose(ChoosingDialog(_CHOOSING, self._choices(), self))
        if chosen is not None:
            self.editor.add_original(chosen)

    def _choices(self) -> Iterator[Choice]:
        """Yield the initiatives that may be shown again: all but this one."""
        plan, numbering = self._session.snapshot, self._session.numbering
        for one in plan.initiatives():
            if one.id != self._initiative_id:
                yield Choice(one.id, f"{numbering.long_number(one) or NOWHERE}　{one.name}")

    @Slot()
    def _open(self) -> None:
        self.original = self._target() or ""
        self.accept()

    @Slot(object)
    def _say(self, error: KitaError) -> None:
        self._load()
        self.problem.setText(str(error))
        self.problem.show()

    def done(self, result: int) -> None:
        """Hand over what is being typed."""
        self.editor.commit()
        super().done(result)
