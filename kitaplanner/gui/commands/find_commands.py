"""編集: the window 検索と置換, and showing the places that it lists."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.search import Hit
from kitaplanner.gui.actions import Actions
from kitaplanner.gui.desk import Desk
from kitaplanner.gui.dialogs.find_replace import FindReplaceDialog
from kitaplanner.gui.workbench import Workbench
from kitaplanner.layout.scene import Target

_NOT_ON_SHEETS = "この箇所は個票にありません。印刷プレビューの本冊で確かめられます。"
_UNUSED = "この担当課は、どの事業でも使われていません。担当課一覧で確かめられます。"


class FindCommands(QObject):
    """Owns the one window of the open document."""

    def __init__(self, window: QWidget, desk: Desk, actions: Actions, workbench: Workbench) -> None:
        super().__init__(window)
        self._window = window
        # They work in the window too, where a replacement is undone most often.
        self._shared = [actions.undo, actions.redo, actions.find, actions.replace, actions.save]
        self._desk = desk
        self._workbench = workbench
        self.dialog: FindReplaceDialog | None = None
        actions.find.triggered.connect(self._find)
        actions.replace.triggered.connect(self._replace)
        desk.session_changed.connect(self.close)

    @Slot()
    def _find(self) -> None:
        self._open(replacing=False)

    @Slot()
    def _replace(self) -> None:
        self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        session = self._desk.session
        if session is None:
            return
        self._desk.commit_editors()
        if self.dialog is None:
            self.dialog = FindReplaceDialog(session, self._desk, self._window)
            self.dialog.addActions(self._shared)
            self.dialog.jump_wanted.connect(self._go)
        self.dialog.open_for(replacing=replacing)

    @Slot()
    def close(self) -> None:
        """Close the window with its document."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(object)
    def _go(self, hit: Hit) -> None:
        session = self._desk.session
        if session is None or self.dialog is None:
            return
        self._desk.commit_editors()
        if not self._show_place(session.snapshot, hit):
            kind = hit.owner.kind
            self.dialog.say(_UNUSED if kind == "department" else _NOT_ON_SHEETS, "info")

    def _show_place(self, plan: Plan, hit: Hit) -> bool:
        owner = hit.owner
        if owner.kind == "node" and plan.node(owner.id) is not None:
            self._workbench.show_node(owner.id)
            return True
        if owner.kind == "department":
            user = next((one for one in plan.initiatives() if hit.text in one.departments), None)
            target = Target("initiative", "" if user is None else user.id, "departments")
        else:
            user, target = plan.initiative(owner.id), _target(hit)
        if user is not None:
            self._show(user, target)
        return user is not None

    def _show(self, initiative: Initiative, target: Target) -> None:
        if target.kind == "item":
            self._workbench.show_initiative(initiative.id, target.id)
            return
        self._workbench.show_initiative(initiative.id)
        self._workbench.sheet.select(target)


def _target(hit: Hit) -> Target:
    """Give what shows the hit on the sheet; notes stand below the summary in its field."""
    address = hit.address
    if address.kind in ("item", "row"):
        return Target("item" if address.kind == "item" else "row", address.id)
    field = address.field if address.kind == "initiative" else ""
    return Target("initiative", hit.owner.id, "summary" if field == "notes" else field)
