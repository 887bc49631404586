"""計画の設定 and 担当課一覧: what is chosen reaches the document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox
from pytestqt.qtbot import QtBot

from kitaplanner.domain.calendar import Period
from kitaplanner.gui.dialogs.departments import DepartmentsDialog
from kitaplanner.gui.dialogs.new_plan import NewPlanDialog
from kitaplanner.gui.dialogs.plan_settings import PlanSettingsDialog
from kitaplanner.gui.session import DocumentSession

NAME, DIVISION, COLLECTIVE = range(3)


@pytest.fixture
def settings_dialog(session: DocumentSession, qtbot: QtBot) -> PlanSettingsDialog:
    dialog = PlanSettingsDialog(session.snapshot)
    qtbot.addWidget(dialog)
    return dialog


def test_settings_that_were_not_touched_change_nothing(
    settings_dialog: PlanSettingsDialog, session: DocumentSession
) -> None:
    before = session.snapshot
    settings_dialog.carry_out(session)
    assert session.snapshot == before
    assert session.undo_label == ""


def test_every_setting_reaches_the_plan(
    settings_dialog: PlanSettingsDialog, session: DocumentSession
) -> None:
    dialog = settings_dialog
    dialog.title.setText("改めた計画")
    dialog.ward.setText("東京都北区")
    dialog.stage.setCurrentText("案")
    dialog.has_date.setChecked(True)
    dialog.stage_date.setDate(QDate(2025, 2, 28))
    dialog.first.setCurrentIndex(dialog.first.findData(2026))
    dialog.last.setCurrentIndex(dialog.last.findData(2030))
    dialog.digits.setCurrentIndex(dialog.digits.findData("full"))
    dialog.eras.setCurrentIndex(dialog.eras.findData("both"))
    dialog.share_page.setChecked(True)
    dialog.duplex.setChecked(True)
    dialog.carry_out(session)
    plan = session.snapshot
    assert (plan.title, plan.ward, plan.stage) == ("改めた計画", "東京都北区", "案")
    assert plan.stage_date == "2025-02-28"
    assert plan.period == Period(2026, 2030)
    assert (plan.settings.digit_style, plan.settings.era_style) == ("full", "both")
    assert plan.settings.sheets_share_page
    assert plan.settings.duplex
    assert session.undo_label.startswith("計画の名称、自治体名、版、版の日付、計画期間、")
    session.undo()
    assert session.snapshot.title == "試験計画"
    assert session.undo_label == ""


def test_what_cannot_be_is_said_before_it_is_accepted(
    settings_dialog: PlanSettingsDialog,
) -> None:
    ok = settings_dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    settings_dialog.title.setText("  ")
    assert not ok.isEnabled()
    assert "名称" in settings_dialog.problem.text()
    settings_dialog.title.setText("計画")
    assert ok.isEnabled()
    settings_dialog.first.setCurrentIndex(settings_dialog.first.findData(2031))
    assert not ok.isEnabled()
    assert "計画期間" in settings_dialog.problem.text()


@pytest.fixture
def departments(session: DocumentSession, qtbot: QtBot) -> DepartmentsDialog:
    dialog = DepartmentsDialog(session)
    qtbot.addWidget(dialog)
    return dialog


def shown(dialog: DepartmentsDialog) -> list[tuple[str, str]]:
    """Give names and uses as the table shows them."""
    table = dialog.table
    return [
        (table.item(row, NAME).text(), table.item(row, 3).text()) for row in range(table.rowCount())
    ]


def test_departments_are_listed_with_their_uses(departments: DepartmentsDialog) -> None:
    assert shown(departments) == [
        ("DX推進担当課", "1"),
        ("経営改革・公共施設再配置推進担当課", "0"),
        ("全庁", "0"),
    ]
    assert departments.table.item(2, COLLECTIVE).checkState() == Qt.CheckState.Checked


def test_a_new_name_goes_to_every_initiative(
    departments: DepartmentsDialog, session: DocumentSession
) -> None:
    departments.table.item(0, NAME).setText("デジタル推進課")
    assert next(session.snapshot.initiatives()).departments == ("デジタル推進課",)
    assert shown(departments)[0] == ("デジタル推進課", "1")


def test_division_and_kind_are_changed(
    departments: DepartmentsDialog, session: DocumentSession
) -> None:
    departments.table.item(0, DIVISION).setText("政策経営部")
    departments.table.item(0, COLLECTIVE).setCheckState(Qt.CheckState.Checked)
    assert session.snapshot.departments[0].division == "政策経営部"
    assert session.snapshot.departments[0].collective


def test_what_is_refused_is_said_and_shown_as_it_was(departments: DepartmentsDialog) -> None:
    departments.table.item(0, NAME).setText("全庁")
    assert "すでに" in departments.problem.text()
    assert shown(departments)[0][0] == "DX推進担当課"
    departments.table.selectRow(0)
    departments.remove.click()
    assert "使われています" in departments.problem.text()
    assert len(shown(departments)) == 3


def test_departments_are_added_moved_and_removed(
    departments: DepartmentsDialog, session: DocumentSession
) -> None:
    departments.add.click()
    departments.add.click()
    assert [name for name, _ in shown(departments)][3:] == ["新しい担当課", "新しい担当課2"]
    departments.table.selectRow(4)
    assert not departments.down.isEnabled()
    departments.up.click()
    departments.up.click()
    assert departments.table.currentRow() == 2
    assert session.snapshot.departments[2].name == "新しい担当課2"
    departments.remove.click()
    assert len(session.snapshot.departments) == 4


def test_the_list_follows_undo(departments: DepartmentsDialog, session: DocumentSession) -> None:
    departments.table.item(0, NAME).setText("デジタル推進課")
    session.undo()
    assert shown(departments)[0] == ("DX推進担当課", "1")


def test_a_form_is_chosen(qtbot: QtBot) -> None:
    dialog = NewPlanDialog()
    qtbot.addWidget(dialog)
    assert dialog.values() in {"kita", "chiyoda", "nerima"}
    dialog.forms.itemDoubleClicked.emit(dialog.forms.currentItem())
    assert dialog.result() == QDialog.DialogCode.Accepted
