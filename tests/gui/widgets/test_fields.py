"""Fields of the inspector: when text is handed over, and whose undo Ctrl+Z is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kitaplanner.gui.ime import ime_guard
from kitaplanner.gui.widgets.fields import LineField, TextField

Field = TextField | LineField


class Form(QWidget):
    """A field, and another to go to."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.other = LineField()
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addWidget(self.other)
        self.handed_over: list[str] = []
        field.committed.connect(self.handed_over.append)
        field.set_text("古い文言")


@pytest.fixture(params=["text", "line"])
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> Form:
    ime_guard()
    made = Form(TextField(3) if request.param == "text" else LineField())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    made.field.selectAll()
    return made


def content(field: Field) -> str:
    return field.toPlainText() if isinstance(field, TextField) else field.text()


def test_leaving_hands_the_text_over_once(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.field, "new")
    assert form.handed_over == []
    form.other.setFocus()
    form.field.commit()
    assert form.handed_over == ["new"]


def test_nothing_changed_hands_nothing_over(form: Form) -> None:
    form.other.setFocus()
    assert form.handed_over == []


def test_escape_gives_the_old_text_back(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.field, "new")
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    form.other.setFocus()
    assert content(form.field) == "古い文言"
    assert form.handed_over == []


def test_what_is_being_typed_survives_news_of_the_document(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.field, "new")
    form.field.set_text("別の人の文言")
    assert content(form.field) == "new"
    form.field.commit()
    assert form.handed_over == ["new"]


def test_news_is_shown_while_nothing_is_being_typed(form: Form) -> None:
    form.field.set_text("別の文言")
    assert content(form.field) == "別の文言"
    form.other.setFocus()
    assert form.handed_over == []


def test_a_composition_is_finished_before_the_text_is_read(form: Form) -> None:
    QApplication.sendEvent(form.field, QInputMethodEvent("あたらしい", []))
    form.field.commit()
    assert form.handed_over == ["あたらしい"]


def takes_undo(field: Field) -> bool:
    """Say whether the field wants Ctrl+Z for itself."""
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_undo_belongs_to_typing_while_there_is_some(form: Form, qtbot: QtBot) -> None:
    assert not takes_undo(form.field)
    qtbot.keyClicks(form.field, "n")
    assert takes_undo(form.field)
    form.field.commit()
    assert not takes_undo(form.field)


def test_undo_of_typing_ends_at_what_was_shown(qtbot: QtBot) -> None:
    field = TextField(3)
    qtbot.addWidget(field)
    field.set_text("古い文言")
    field.undo()
    assert field.toPlainText() == "古い文言"


def test_control_and_enter_hands_a_longer_text_over(qtbot: QtBot) -> None:
    field = TextField(3)
    qtbot.addWidget(field)
    heard: list[str] = []
    field.committed.connect(heard.append)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "b")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["a\nb"]
