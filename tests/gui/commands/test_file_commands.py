"""ファイル: opening, saving and closing, with every question on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import DocumentLocked, KitaError, PublishConflict
from kitaplanner.gui.dialogs.new_plan import NewPlanDialog
from kitaplanner.gui.dialogs.recovery import RecoveryDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.notify import LockAnswer, Notifier, SaveAnswer
from kitaplanner.operations import documents
from kitaplanner.operations.documents import create_workspace, open_workspace, read_plan, write_new
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.storage.lock import lock_path


class Person:
    """Answers every question as told, and notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refused: list[KitaError] = []
        self.save = SaveAnswer.CANCEL
        self.lock = LockAnswer.CANCEL
        self.conflict = False
        self.confirms = False
        self.place = ""

    def ask_to_save(self, notifier: Notifier, name: str) -> SaveAnswer:
        self.asked.append(f"save {name}")
        return self.save

    def ask_about_lock(self, notifier: Notifier, error: DocumentLocked) -> LockAnswer:
        self.asked.append("lock")
        return self.lock

    def ask_after_conflict(self, notifier: Notifier, error: KitaError) -> bool:
        self.asked.append("conflict")
        return self.conflict

    def confirm(self, notifier: Notifier, text: str, details: str, accept: str) -> bool:
        self.asked.append(text)
        return self.confirms

    def tell(self, notifier: Notifier, icon: object, text: str, details: str) -> None:
        self.asked.append(details)

    def choose_place(self, *words: object) -> tuple[str, str]:
        self.asked.append(f"place {words[1]}")
        return self.place, ""


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    made = Person()
    for name, answer in (
        ("ask_to_save", made.ask_to_save),
        ("ask_about_lock", made.ask_about_lock),
        ("ask_after_conflict", made.ask_after_conflict),
        ("confirm", made.confirm),
        ("_tell", made.tell),
    ):
        monkeypatch.setattr(
            Notifier, name, lambda notifier, *words, _answer=answer: _answer(notifier, *words)
        )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", made.choose_place)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.choose_place)
    return made


def edit(window: MainWindow, name: str = "改めた名前") -> None:
    session = window.desk.session
    assert session is not None
    session.perform(change_initiative, "first", "name", name)


def name_in(path: Path) -> str:
    return next(read_plan(path).initiatives()).name


# --- opening ------------------------------------------------------------------------------------


def test_opening_shows_the_document(opened: MainWindow, saved: Path) -> None:
    assert opened.windowTitle() == "試験計画（素案）　試験計画.kitaplan[*] — Kitaplanner"
    assert not opened.isWindowModified()
    assert opened.settings.recent_files == [saved]
    assert opened.rooms.workbench.isVisible()
    assert opened.status.counts.text() == "事業 2・矢印 3"


def test_the_open_dialog_opens(window: MainWindow, saved: Path, person: Person) -> None:
    person.place = str(saved)
    window.actions_.open.trigger()
    assert window.desk.session is not None
    assert window.desk.session.path == saved


def test_a_file_that_is_gone_is_told_and_forgotten(
    window: MainWindow, tmp_path: Path, person: Person
) -> None:
    gone = tmp_path / "gone.kitaplan"
    window.settings.remember_file(gone)
    assert not window.rooms.files.open_path(gone)
    assert len(person.asked) == 1
    assert window.settings.recent_files == []
    assert window.start_screen.isVisible()


def test_what_is_no_plan_is_told(window: MainWindow, tmp_path: Path, person: Person) -> None:
    path = tmp_path / "notes.kitaplan"
    path.write_text("これは計画ではありません", encoding="utf-8")
    assert not window.rooms.files.open_path(path)
    assert len(person.asked) == 1
    assert window.desk.session is None


def test_a_recent_file_opens(window: MainWindow, saved: Path) -> None:
    window.settings.remember_file(saved)
    menu = window.actions_.recent_menu
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert window.desk.session is not None


def test_a_sample_opens_as_a_new_document(window: MainWindow) -> None:
    window.actions_.sample_menu.actions()[0].trigger()
    session = window.desk.session
    assert session is not None
    assert session.path is None
    assert session.snapshot.title == "東京都北区DX推進計画2025"
    assert window.status.saving.text() == "未保存（控えあり）"


def test_a_new_plan_follows_a_form(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewPlanDialog, "ask", lambda parent: "kita")
    window.actions_.new.trigger()
    session = window.desk.session
    assert session is not None
    assert session.snapshot.form == "kita"


@pytest.mark.parametrize(
    ("answer", "read_only"), [(LockAnswer.READ_ONLY, True), (LockAnswer.TAKE_OVER, False)]
)
def test_a_locked_file_can_be_read_or_taken_over(
    window: MainWindow, saved: Path, person: Person, answer: LockAnswer, read_only: bool
) -> None:
    other = open_workspace(saved, "別の職員")
    lock = lock_path(saved)
    held = json.loads(lock.read_text(encoding="utf-8"))
    lock.write_text(json.dumps({**held, "host": "other-pc"}), encoding="utf-8")
    person.lock = answer
    assert window.rooms.files.open_path(saved)
    assert person.asked == ["lock"]
    session = window.desk.session
    assert session is not None
    assert session.read_only == read_only
    assert window.actions_.save.isEnabled() != read_only
    assert window.actions_.save_as.isEnabled()
    other.close(discard=True)


def test_a_locked_file_can_be_left_alone(window: MainWindow, saved: Path, person: Person) -> None:
    other = open_workspace(saved, "別の職員")
    assert not window.rooms.files.open_path(saved)
    assert window.desk.session is None
    other.close(discard=True)


def test_a_dropped_lock_error_names_the_holder(saved: Path, window: MainWindow) -> None:
    other = open_workspace(saved, "別の職員")
    with pytest.raises(DocumentLocked, match="別の職員"):
        open_workspace(saved, "わたし")
    other.close(discard=True)


# --- saving -------------------------------------------------------------------------------------


def test_saving_writes_what_was_edited(opened: MainWindow, saved: Path) -> None:
    edit(opened)
    assert opened.isWindowModified()
    assert opened.status.saving.text() == "変更あり（控えあり）"
    opened.actions_.save.trigger()
    assert name_in(saved) == "改めた名前"
    assert not opened.isWindowModified()
    assert opened.status.saving.text().startswith("保存済み ")


def test_saving_takes_in_what_is_being_typed(opened: MainWindow, saved: Path) -> None:
    panel = opened.rooms.workbench.inspector.initiative
    panel.name.setPlainText("書きかけの名前")
    opened.actions_.save.trigger()
    assert name_in(saved) == "書きかけの名前"


def test_a_new_document_asks_where(window: MainWindow, person: Person, tmp_path: Path) -> None:
    window.actions_.sample_menu.actions()[0].trigger()
    person.place = str(tmp_path / "新しい")
    window.actions_.save.trigger()
    path = tmp_path / "新しい.kitaplan"
    assert person.asked == ["place 名前を付けて保存"]
    assert read_plan(path).title == "東京都北区DX推進計画2025"
    assert window.settings.recent_files[0] == path
    assert not window.isWindowModified()


def test_a_name_completed_by_us_does_not_replace_a_file_unasked(
    opened: MainWindow, person: Person, tmp_path: Path, small_plan: Plan
) -> None:
    other = tmp_path / "別.kitaplan"
    write_new(other, small_plan, "試験")
    edit(opened)
    person.place = str(tmp_path / "別")
    opened.actions_.save_as.trigger()
    assert name_in(other) == "電子申請の推進"
    person.confirms = True
    opened.actions_.save_as.trigger()
    assert name_in(other) == "改めた名前"


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    opened: MainWindow, saved: Path, person: Person, tmp_path: Path, small_plan: Plan
) -> None:
    edit(opened)
    elsewhere = tmp_path / "elsewhere.kitaplan"
    write_new(elsewhere, small_plan, "別の職員")
    elsewhere.replace(saved)
    person.conflict, person.place = True, str(tmp_path / "よけた.kitaplan")
    opened.actions_.save.trigger()
    assert person.asked == ["conflict", "place 名前を付けて保存"]
    assert name_in(saved) == "電子申請の推進"
    assert name_in(tmp_path / "よけた.kitaplan") == "改めた名前"


def test_saving_that_fails_is_told_and_keeps_the_changes(
    opened: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(opened)
    session = opened.desk.session
    assert session is not None

    def fail() -> None:
        raise PublishConflict("変わっています。")

    monkeypatch.setattr(session.workspace, "save", fail)
    opened.actions_.save.trigger()
    assert person.asked == ["conflict"]
    assert opened.isWindowModified()


# --- closing ------------------------------------------------------------------------------------


def test_a_document_without_changes_closes_without_a_question(
    opened: MainWindow, person: Person
) -> None:
    opened.actions_.close.trigger()
    assert person.asked == []
    assert opened.desk.session is None
    assert opened.start_screen.isVisible()
    assert opened.windowTitle() == "Kitaplanner"


@pytest.mark.parametrize(
    ("answer", "closed", "name"),
    [
        (SaveAnswer.SAVE, True, "改めた名前"),
        (SaveAnswer.DISCARD, True, "電子申請の推進"),
        (SaveAnswer.CANCEL, False, "電子申請の推進"),
    ],
)
def test_changes_are_asked_about(
    opened: MainWindow,
    saved: Path,
    person: Person,
    answer: SaveAnswer,
    closed: bool,
    name: str,
) -> None:
    edit(opened)
    person.save = answer
    opened.actions_.close.trigger()
    assert person.asked == ["save 試験計画（素案）"]
    assert (opened.desk.session is None) == closed
    assert name_in(saved) == name


def test_the_window_stays_when_the_person_stays(opened: MainWindow, person: Person) -> None:
    edit(opened)
    assert not opened.close()
    assert opened.isVisible()
    person.save = SaveAnswer.DISCARD
    assert opened.close()


def test_opening_another_file_asks_about_this_one_first(
    opened: MainWindow, person: Person, tmp_path: Path, small_plan: Plan
) -> None:
    other = tmp_path / "別.kitaplan"
    write_new(other, small_plan, "試験")
    edit(opened)
    assert not opened.rooms.files.open_path(other)
    assert person.asked == ["save 試験計画（素案）"]


def test_discarded_changes_are_not_offered_again(opened: MainWindow, person: Person) -> None:
    edit(opened)
    person.save = SaveAnswer.DISCARD
    opened.actions_.close.trigger()
    assert documents.orphan_sessions() == ()
    assert not opened.start_screen.recover.isVisible()


# --- work left over -----------------------------------------------------------------------------


def test_work_left_over_is_offered_and_restored(
    window: MainWindow, small_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed = create_workspace(small_plan, "試験")
    change_initiative(crashed.document, "first", "name", "失われかけた名前")
    left = crashed._session
    crashed.document.close()
    monkeypatch.setattr(documents, "orphan_sessions", lambda: (left,))
    window.rooms.files.look_for_recoverable()
    assert window.start_screen.recover.isVisible()
    monkeypatch.setattr(RecoveryDialog, "ask", lambda parent, sessions: sessions[0])
    window.start_screen.recover.click()
    session = window.desk.session
    assert session is not None
    assert next(session.snapshot.initiatives()).name == "失われかけた名前"
    assert "復元" in window.message_bar.text


def test_work_left_over_is_offered_beside_an_open_file(
    opened: MainWindow, small_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed = create_workspace(small_plan, "試験")
    left = crashed._session
    crashed.document.close()
    monkeypatch.setattr(documents, "orphan_sessions", lambda: (left,))
    opened.rooms.files.look_for_recoverable()
    assert opened.message_bar.text == "前回、保存されないまま終わった作業が1件あります。"
