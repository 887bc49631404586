"""How loudly something is said, and that Esc is always the safe answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMessageBox

from kitaplanner.errors import (
    Cancelled,
    DocumentLocked,
    EnvironmentProblem,
    PublishConflict,
    RefusedEdit,
)
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.notify import LockAnswer, SaveAnswer


class Boxes:
    """Presses the buttons it was told, box by box; after that Esc."""

    def __init__(self) -> None:
        self.presses: list[str] = []
        self.shown: list[str] = []
        self.offered: list[list[str]] = []
        self._pressed: object = None

    def run(self, box: QMessageBox) -> int:
        self.shown.append(box.text())
        self.offered.append([button.text() for button in box.buttons()])
        wanted = self.presses.pop(0) if self.presses else ""
        self._pressed = next(
            (button for button in box.buttons() if button.text() == wanted), box.escapeButton()
        )
        return 0

    def pressed(self, box: QMessageBox) -> object:
        return self._pressed


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    made = Boxes()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: made.run(box))
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: made.pressed(box))
    return made


def test_a_refused_edit_does_not_stop_the_work(window: MainWindow, boxes: Boxes) -> None:
    window.notifier.refuse(RefusedEdit("重なります。"))
    assert boxes.shown == []
    assert (window.message_bar.kind, window.message_bar.text) == ("warning", "重なります。")
    window.notifier.refuse(Cancelled("取り消しました。"))
    assert window.message_bar.kind == "info"


def test_a_problem_of_the_machine_is_told_in_a_box(window: MainWindow, boxes: Boxes) -> None:
    window.notifier.refuse(EnvironmentProblem("ディスクがいっぱいです。"))
    assert boxes.shown == ["できませんでした"]


@pytest.mark.parametrize(
    ("press", "answer"),
    [
        ("保存", SaveAnswer.SAVE),
        ("保存しない", SaveAnswer.DISCARD),
        ("キャンセル", SaveAnswer.CANCEL),
        ("", SaveAnswer.CANCEL),
    ],
)
def test_saving_is_asked(window: MainWindow, boxes: Boxes, press: str, answer: SaveAnswer) -> None:
    boxes.presses = [press]
    assert window.notifier.ask_to_save("計画") is answer
    assert boxes.shown == ["「計画」への変更を保存しますか？"]


@pytest.mark.parametrize(
    ("presses", "answer"),
    [
        (["読取専用で開く"], LockAnswer.READ_ONLY),
        (["引き継ぐ…", "引き継ぐ"], LockAnswer.TAKE_OVER),
        (["引き継ぐ…", "キャンセル"], LockAnswer.CANCEL),
        (["やめる"], LockAnswer.CANCEL),
        ([], LockAnswer.CANCEL),
    ],
)
def test_taking_over_is_asked_twice(
    window: MainWindow, boxes: Boxes, presses: list[str], answer: LockAnswer
) -> None:
    boxes.presses = presses
    error = DocumentLocked("開かれています。", may_take_over=True)
    assert window.notifier.ask_about_lock(error) is answer


def test_taking_over_is_offered_only_where_it_may_be_done(window: MainWindow, boxes: Boxes) -> None:
    window.notifier.ask_about_lock(DocumentLocked("開かれています。"))
    assert boxes.offered == [["読取専用で開く", "やめる"]]


@pytest.mark.parametrize(
    ("press", "accepted"), [("削除", True), ("キャンセル", False), ("", False)]
)
def test_confirming(window: MainWindow, boxes: Boxes, press: str, accepted: bool) -> None:
    boxes.presses = [press]
    assert window.notifier.confirm("削除しますか？", "詳しく", "削除") is accepted


def test_after_a_conflict_another_name_is_offered(window: MainWindow, boxes: Boxes) -> None:
    boxes.presses = ["名前を付けて保存…"]
    assert window.notifier.ask_after_conflict(PublishConflict("変わっています。"))
    assert not window.notifier.ask_after_conflict(PublishConflict("変わっています。"))


def test_a_message_goes_when_told(window: MainWindow) -> None:
    say: Callable[[str], None] = window.notifier.say
    say("できました。")
    assert window.message_bar.isVisible()
    window.notifier.hush()
    assert not window.message_bar.isVisible()
