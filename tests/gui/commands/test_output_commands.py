"""出力: files made off the window's thread, and what is said about them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import UserError
from kitaplanner.gui.commands.output_commands import FileKind
from kitaplanner.gui.dialogs.output_options import OutputOptionsDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.output_choice import OutputChoice, default_file_name
from kitaplanner.operations.documents import plan_from_json_file


def write(
    window: MainWindow, qtbot: QtBot, kind: FileKind, choice: OutputChoice, path: Path
) -> None:
    assert window.rooms.output.write(kind, choice, path) is not None
    wait_for_tasks(window, qtbot)


def wait_for_tasks(window: MainWindow, qtbot: QtBot) -> None:
    # A quick task may have ended before anybody could wait for its signal.
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def text_of(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_pdf_of_the_sheet_that_is_shown(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(opened, qtbot, "pdf", OutputChoice("current", initiative_id="first"), path)
    text = text_of(path)
    assert "電子申請の推進" in text
    assert "窓口の改善" not in text
    assert opened.message_bar.text == "「out.pdf」を作成しました。"
    assert opened.message_bar.kind == "done"


def test_a_workbook_of_one_department(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(opened, qtbot, "xlsx", OutputChoice("sheets", "DX推進担当課"), path)
    cells = {
        str(cell.value)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert any("電子申請の推進" in one for one in cells)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_plan_travels_only_in_files_for_the_office(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, kind: FileKind
) -> None:
    assert opened.desk.session is not None
    inside, public = tmp_path / f"庁内.{kind}", tmp_path / f"公開.{kind}"
    write(opened, qtbot, kind, OutputChoice("sheets", attach_plan=True), inside)
    write(opened, qtbot, kind, OutputChoice("sheets"), public)
    assert plan_from_json_file(inside) == opened.desk.session.snapshot
    with pytest.raises(UserError):
        plan_from_json_file(public)


def test_the_dialog_says_what_is_in_the_file(opened: MainWindow, qtbot: QtBot) -> None:
    dialog = OutputOptionsDialog("PDFに出力", ["booklet"], [], "", opened, may_attach=True)
    qtbot.addWidget(dialog)
    assert not dialog.values().attach_plan
    assert dialog.told.text().startswith("公開用")
    dialog.attach.click()
    assert dialog.values().attach_plan
    assert "公開するファイルには使わないで" in dialog.told.text()


def test_a_text_edition_can_hold_no_plan(opened: MainWindow, qtbot: QtBot) -> None:
    dialog = OutputOptionsDialog("テキスト版", ["booklet"], [], "", opened)
    qtbot.addWidget(dialog)
    assert dialog.attach.isHidden()
    assert dialog.told.isHidden()


def test_what_cannot_be_written_is_told(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(opened.notifier, "_tell", lambda *words: told.append(words[2]))
    write(opened, qtbot, "pdf", OutputChoice(), tmp_path / "nowhere" / "out.pdf")
    assert len(told) == 1
    assert opened.message_bar.text == ""


def test_stopping_leaves_no_file(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    task = opened.rooms.output.write("pdf", OutputChoice(), path)
    assert task is not None
    task.cancel()
    wait_for_tasks(opened, qtbot)
    assert not path.exists()
    assert opened.message_bar.text == "出力を中止しました。ファイルは作られていません。"


def test_the_next_edit_takes_the_message_away(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write(opened, qtbot, "pdf", OutputChoice("list"), tmp_path / "out.pdf")
    opened.actions_.add_row.trigger()
    assert opened.message_bar.text == ""


def test_a_name_is_proposed_and_completed(
    opened: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[Path] = []

    def choose(*words: object) -> tuple[str, str]:
        proposed.append(Path(str(words[2])))
        return str(tmp_path / "名前"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(OutputOptionsDialog, "ask", lambda *words, **more: OutputChoice("list"))
    opened.actions_.export_pdf.trigger()
    path = tmp_path / "名前.pdf"
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: bool(opened.message_bar.text))
    assert proposed == [tmp_path / "試験計画（素案）_掲載事業一覧.pdf"]


@pytest.mark.parametrize(
    ("choice", "number", "name"),
    [
        (OutputChoice(), "", "試験計画（素案）.pdf"),
        (OutputChoice("sheets"), "", "試験計画（素案）_個票.pdf"),
        (OutputChoice("sheets", "税務課"), "", "試験計画（素案）_個票_税務課.pdf"),
        (OutputChoice("current", initiative_id="x"), "1-(1)", "試験計画（素案）_1-(1).pdf"),
        (OutputChoice("list"), "", "試験計画（素案）_掲載事業一覧.pdf"),
        (OutputChoice("outline", "税務課"), "", "試験計画（素案）_体系図_税務課.pdf"),
        (
            OutputChoice("progress", year=2025),
            "",
            "試験計画（素案）_進捗状況_令和7年度.pdf",
        ),
    ],
)
def test_file_names_say_what_is_inside(
    small_plan: Plan, choice: OutputChoice, number: str, name: str
) -> None:
    assert default_file_name(small_plan, choice, ".pdf", number) == name


def test_a_file_name_holds_nothing_that_windows_forbids(small_plan: Plan) -> None:
    plan = dataclasses.replace(small_plan, title='A/B:C*"D"<E>|F?\\G', stage="")
    assert default_file_name(plan, OutputChoice(), ".pdf") == "A_B_C__D__E__F__G.pdf"


def test_a_choice_says_what_operations_need() -> None:
    assert OutputChoice("current", "税務課", "x").part == "sheets"
    assert OutputChoice("current", "税務課", "x").only == ("x",)
    assert OutputChoice("current", "税務課", "x").narrowed_department == ""
    assert OutputChoice("sheets", "税務課", "x").narrowed_department == "税務課"
    assert OutputChoice("booklet", "", "x").only == ()


def test_the_options_narrow_sheets_only(qtbot: QtBot) -> None:
    dialog = OutputOptionsDialog(
        "PDFに出力", ("booklet", "sheets", "current", "list"), ["税務課"], "x"
    )
    qtbot.addWidget(dialog)
    assert dialog.values() == OutputChoice("booklet", "", "x")
    assert not dialog.department.isEnabled()
    dialog.scopes.button(1).click()
    assert dialog.department.isEnabled()
    dialog.department.setCurrentIndex(1)
    assert dialog.values() == OutputChoice("sheets", "税務課", "x")
