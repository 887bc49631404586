"""The status bar and its zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from kitaplanner.domain.checks import Finding
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.widgets.zoom_slider import ZoomSlider


def test_it_counts_arrows_alone(window: MainWindow) -> None:
    window.actions_.sample_menu.actions()[0].trigger()
    # The sample has four notes beside its arrows.
    assert window.status.counts.text() == "事業 49・矢印 169"


def test_a_click_on_the_zoom_leaves_the_keyboard_where_it_is(qtbot: QtBot) -> None:
    zoom = ZoomSlider()
    qtbot.addWidget(zoom)
    assert zoom.findChildren(QSlider)[0].focusPolicy() == Qt.FocusPolicy.TabFocus


def test_it_says_how_grave_findings_are(window: MainWindow) -> None:
    question = Finding("spelling", "notice", "「手続」と「手続き」が混じっています。")
    error = Finding("name", "error", "事業名がありません。")
    strip = window.status
    strip.show_findings(())
    assert strip.findings.text() == "点検 指摘なし"
    strip.show_findings((question,))
    assert strip.findings.text() == "点検 候補1件"
    strip.show_findings((question, error))
    assert strip.findings.text() == "点検 1件"
    assert "事業名がありません" in strip.findings.toolTip()
