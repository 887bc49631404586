"""Whatever takes the keyboard has a name that a screen reader can say."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.gui.dialogs.about import AboutDialog
from kitaplanner.gui.dialogs.departments import DepartmentsDialog
from kitaplanner.gui.dialogs.editions import EditionsDialog
from kitaplanner.gui.dialogs.find_replace import FindReplaceDialog
from kitaplanner.gui.dialogs.freeze_edition import FreezeEditionDialog
from kitaplanner.gui.dialogs.guide import GuideWindow
from kitaplanner.gui.dialogs.move_to import MoveToDialog
from kitaplanner.gui.dialogs.new_plan import NewPlanDialog
from kitaplanner.gui.dialogs.output_options import OutputOptionsDialog
from kitaplanner.gui.dialogs.plan_settings import PlanSettingsDialog
from kitaplanner.gui.dialogs.recovery import RecoveryDialog
from kitaplanner.gui.dialogs.reorganisation import ReorganisationDialog
from kitaplanner.gui.dialogs.roll_over import RollOverDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.session import DocumentSession
from kitaplanner.gui.widgets.message_bar import MessageAction
from kitaplanner.layout.scene import Target


def takes_keyboard(widget: QWidget) -> bool:
    """Say whether the keyboard can come to a widget; lists of combo boxes are named by these."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return False
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QComboBox):
        above = above.parentWidget()
    return above is None or widget is above.lineEdit()


def nameless(top: QWidget) -> list[str]:
    """The paths of those who take the keyboard and can't be named."""
    found = []
    for widget in filter(takes_keyboard, [top, *top.findChildren(QWidget)]):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            path = [type(widget).__name__]
            above = widget.parentWidget()
            while above is not None:
                path.append(type(above).__name__)
                above = above.parentWidget()
            found.append(" in ".join(path))
    return found


def test_nothing_in_the_window_is_nameless(opened: MainWindow) -> None:
    bench = opened.rooms.workbench
    action = MessageAction("次へ", opened.update)
    for bar in (bench.info_bar, opened.message_bar):
        bar.show_message("warning", "期間未確認の矢印が1本あります。", [action])
    for target in (None, Target("item", "study"), Target("row", "row-1")):
        bench.sheet.select(target)
        assert nameless(opened) == []
    bench.show_node("step")
    bench.tabs.setCurrentWidget(bench.plan_table)
    assert nameless(opened) == []


def test_nothing_on_the_start_screen_is_nameless(window: MainWindow) -> None:
    window.start_screen.show_recoverable(1)
    assert nameless(window.start_screen) == []
    assert len([one for one in window.start_screen.findChildren(QWidget) if takes_keyboard(one)])


DIALOGS: dict[str, Callable[[MainWindow, DocumentSession], QWidget]] = {
    "about": lambda window, _: AboutDialog(window),
    "departments": lambda window, session: DepartmentsDialog(session, window),
    "editions": lambda window, session: EditionsDialog(session, window),
    "freeze": lambda window, _: FreezeEditionDialog(("素案", "案"), (), "", window),
    "find": lambda window, session: FindReplaceDialog(session, window.desk, window),
    "guide": lambda window, _: GuideWindow(window),
    "move": lambda window, session: MoveToDialog(
        session.snapshot, tuple(session.snapshot.nodes()), session.numbering, window
    ),
    "new": lambda window, _: NewPlanDialog(window),
    "output": lambda window, _: OutputOptionsDialog(
        "PDFに出力", ("booklet", "sheets", "current"), ("DX推進担当課",), "first", window
    ),
    "recovery": lambda window, _: RecoveryDialog(
        [SimpleNamespace(title="計画", origin="", opened_at="2026-11-01T09:00:00")], window
    ),
    "reorganisation": lambda window, session: ReorganisationDialog(session, window),
    "roll_over": lambda window, session: RollOverDialog(
        session.snapshot, session.numbering, (), window
    ),
    "settings": lambda window, session: PlanSettingsDialog(session.snapshot, window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_nameless(opened: MainWindow, name: str, qtbot: QtBot) -> None:
    session = opened.desk.session
    assert session is not None
    dialog = DIALOGS[name](opened, session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any(takes_keyboard(one) for one in dialog.findChildren(QWidget))
    assert nameless(dialog) == []


def test_nothing_in_the_preview_is_nameless(opened: MainWindow) -> None:
    opened.actions_.preview.trigger()
    preview = opened.rooms.output.preview
    assert preview is not None
    assert nameless(preview) == []
    opened.rooms.output.close()
