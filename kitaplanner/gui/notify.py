"""The one place of the window that speaks to people: messages, questions and refusals.

What happened, what is safe, what to do next, in Japanese. Errors of the program's own tree carry
their sentence; this module chooses how loudly it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kitaplanner.errors import Cancelled, DocumentLocked, KitaError, PublishConflict, RefusedEdit
from kitaplanner.gui.widgets.message_bar import MessageAction, MessageBar, MessageKind
from kitaplanner.gui.widgets.reading import paragraph


class SaveAnswer(Enum):
    """What to do with changes that are not in the file yet."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class LockAnswer(Enum):
    """What to do with a file that somebody else has open."""

    READ_ONLY = auto()
    TAKE_OVER = auto()
    CANCEL = auto()


class DropAnswer(Enum):
    """What to do with a plan that was dropped, or came in a paper, while another is open."""

    OPEN = auto()
    TAKE_IN = auto()
    CANCEL = auto()


class Notifier(QObject):
    """Speaks through a message bar where the work goes on, and through a dialog where it can't."""

    def __init__(self, window: QWidget, bar: MessageBar) -> None:
        super().__init__(window)
        self._window = window
        self._bar = bar

    def say(
        self, text: str, kind: MessageKind = "info", actions: Sequence[MessageAction] = ()
    ) -> None:
        """Show a message without stopping the work."""
        self._bar.show_message(kind, text, actions)

    def hush(self) -> None:
        """Take the message away."""
        self._bar.dismiss()

    def refuse(self, error: KitaError) -> None:
        """Say why something was not done; an edit's refusal doesn't stop the work."""
        if isinstance(error, Cancelled):
            self.say(str(error))
        elif isinstance(error, RefusedEdit):
            self.say(str(error), "warning")
        else:
            self._tell(QMessageBox.Icon.Warning, "できませんでした", str(error))

    def ask_to_save(self, name: str) -> SaveAnswer:
        """Ask what becomes of changes when a document is closed."""
        box = self._box(
            QMessageBox.Icon.Question,
            f"「{name}」への変更を保存しますか？",
            "保存しないと、前回保存したあとの変更は失われます。",
        )
        save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton("保存しない", QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton("キャンセル", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is save:
            return SaveAnswer.SAVE
        return SaveAnswer.DISCARD if box.clickedButton() is discard else SaveAnswer.CANCEL

    def ask_about_lock(self, error: DocumentLocked) -> LockAnswer:
        """Ask how to go on with a file that is open elsewhere; taking it over is asked twice."""
        box = self._box(
            QMessageBox.Icon.Warning, "このファイルは、いま別のところで開かれています。", str(error)
        )
        read = box.addButton("読取専用で開く", QMessageBox.ButtonRole.AcceptRole)
        take = None
        if error.may_take_over:
            take = box.addButton("引き継ぐ…", QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton("やめる", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(read)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is read:
            return LockAnswer.READ_ONLY
        if take is not None and box.clickedButton() is take and self._confirm_taking_over():
            return LockAnswer.TAKE_OVER
        return LockAnswer.CANCEL

    def ask_about_dropped(self, name: str) -> DropAnswer:
        """Ask whether a dropped plan is to be opened, or its changes taken into the open one."""
        return self._ask_what_to_do(
            f"「{name}」をどうしますか？",
            "取り込むときは、変更を1件ずつ確かめてから、いま開いている計画に入れます。",
            "開く",
        )

    def ask_about_attached(self, name: str) -> DropAnswer:
        """Ask whether the plan inside a paper is to be opened, or compared with the open one."""
        return self._ask_what_to_do(
            f"「{name}」に付いている計画データをどうしますか？",
            "出力したときの計画の全体です。取り込むときは、いま開いている計画との違いを"
            "1件ずつ確かめます。",
            "新しい計画として開く",
        )

    def _ask_what_to_do(self, question: str, details: str, opens: str) -> DropAnswer:
        box = self._box(QMessageBox.Icon.Question, question, details)
        opening = box.addButton(opens, QMessageBox.ButtonRole.AcceptRole)
        taking = box.addButton("取り込む…", QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("キャンセル", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(opening)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is opening:
            return DropAnswer.OPEN
        return DropAnswer.TAKE_IN if box.clickedButton() is taking else DropAnswer.CANCEL

    def _confirm_taking_over(self) -> bool:
        return self.confirm(
            "編集を引き継ぎますか？",
            "開いている人がまだ保存していない変更は、このファイルには入りません。"
            "その人のパソコンが止まったままのときなど、連絡がとれない場合だけにしてください。",
            "引き継ぐ",
        )

    def ask_after_conflict(self, error: PublishConflict) -> bool:
        """Say that the file changed meanwhile; True means save under another name."""
        return self.confirm(
            "保存先のファイルが、開いたあとに変わっています。",
            f"{error}\n\nいまの内容は作業用の控えに残っています。"
            "別の名前で保存すると、どちらの内容も失われません。",
            "名前を付けて保存…",
        )

    def confirm(self, text: str, details: str, accept: str) -> bool:
        """Ask whether to go on; the safe answer is the one for Esc."""
        box = self._box(QMessageBox.Icon.Question, text, details)
        yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("キャンセル", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def _tell(self, icon: QMessageBox.Icon, text: str, details: str) -> None:
        box = self._box(icon, text, details)
        box.addButton("閉じる", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def _box(self, icon: QMessageBox.Icon, text: str, details: str) -> QMessageBox:
        # Over the window that is asked about: a box behind it would be an end of all work.
        above = QApplication.activeModalWidget() or self._window
        box = QMessageBox(icon, "Kitaplanner", text, parent=above)
        box.setInformativeText(paragraph(details))
        return box
