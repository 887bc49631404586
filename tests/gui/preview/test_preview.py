"""The print preview: real pages, their sizes, and their way to paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.errors import EnvironmentProblem
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.output_choice import OutputChoice
from kitaplanner.gui.preview.page_stack import LARGEST, SMALLEST, PageStack
from kitaplanner.gui.preview.preview_window import PreviewWindow, chosen_pages
from kitaplanner.gui.preview.printing import Paper, Sides, prepare_printer, print_pages
from kitaplanner.layout.scene import Box, Page, Rect, Scene, Text

A4 = (595.28, 841.89)
A3 = (841.89, 1190.55)


def page(number: int) -> Page:
    words = Text(100, 100, f"page {number}", 20, 80)
    return Page(
        *A4,
        f"- {number} -",
        (Box(Rect(50, 50, 495, 741), stroke="#000000", stroke_width=2.0), words),
    )


@pytest.fixture
def pages(qtbot: QtBot) -> PageStack:
    stack = PageStack()
    qtbot.addWidget(stack)
    stack.resize(600, 800)
    stack.set_scene(Scene("計画", tuple(page(number) for number in range(1, 6))))
    with qtbot.waitExposed(stack):
        stack.show()
    return stack


def test_a_page_fits_the_window_and_the_next_one_follows(pages: PageStack) -> None:
    pages.set_fit("page")
    assert pages.zoom < 75  # 842 points are 1123 pixels, and the window has 800
    assert pages.horizontalScrollBar().maximum() == 0
    pages.set_fit("width")
    assert pages.zoom > 65
    assert pages.horizontalScrollBar().maximum() == 0
    before = pages.zoom
    pages.resize(900, 800)
    assert pages.zoom > before


def test_the_zoom_stays_within_its_limits(pages: PageStack) -> None:
    for _ in range(30):
        pages.zoom_in()
    assert pages.zoom == LARGEST
    for _ in range(30):
        pages.zoom_out()
    assert pages.zoom == SMALLEST


def test_the_page_that_is_seen_is_told(pages: PageStack, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pages.page_changed) as seen:
        pages.go_to(3)
    assert seen.args == [3]
    qtbot.keyClick(pages, Qt.Key.Key_PageUp)
    assert pages.page == 2
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == 4
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.page == 4
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_zooming_keeps_the_page(pages: PageStack) -> None:
    pages.go_to(3)
    pages.set_zoom(200)
    assert pages.page == 3


def test_the_wheel_zooms_with_control(pages: PageStack) -> None:
    pages.set_zoom(100)
    event = QWheelEvent(
        QPointF(300, 300),
        pages.mapToGlobal(QPointF(300, 300)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), event)
    assert pages.zoom == 120


def test_pages_are_white_on_the_desk_and_painted(pages: PageStack) -> None:
    image = pages.viewport().grab().toImage()
    across = {image.pixelColor(x, 300).name() for x in range(image.width())}
    assert "#ffffff" in across
    assert "#000000" in across  # the sides of the box on the page


def test_no_scene_paints_nothing(pages: PageStack) -> None:
    pages.set_scene(None)
    pages.viewport().grab()
    assert pages.page == 0


# --- on paper -----------------------------------------------------------------------------------


def printer_to(path: Path, paper: Paper) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare_printer(printer, paper, Sides.LONG_EDGE, "計画")
    return printer


@pytest.mark.parametrize(
    ("paper", "sheets", "size"),
    [
        (Paper.A4, 5, A4),
        (Paper.A3_ENLARGED, 5, A3),
        (Paper.A3_TWO_PAGES, 3, (A3[1], A3[0])),
    ],
)
def test_pages_lie_on_paper_as_chosen(
    qapp: object, tmp_path: Path, paper: Paper, sheets: int, size: tuple[float, float]
) -> None:
    path = tmp_path / "print.pdf"
    print_pages(printer_to(path, paper), [page(number) for number in range(1, 6)], paper)
    printed = PdfReader(path).pages
    assert len(printed) == sheets
    box = printed[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=1)
    # Vectors and text, not pictures of pages.
    assert not printed[0].images


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_a_known_problem(qapp: object, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "nowhere" / "print.pdf", Paper.A4)
    with pytest.raises(EnvironmentProblem, match="プリンター"):
        print_pages(printer, [page(1)], Paper.A4)


def test_the_printer_is_told_paper_and_sides(qapp: object) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    prepare_printer(printer, Paper.A3_TWO_PAGES, Sides.ONE, "計画")
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A3
    assert printer.docName() == "計画"
    assert printer.fullPage()


def test_a_range_of_pages(qapp: object) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert chosen_pages(printer, 5, 2) == range(5)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 5, 2) == range(2, 3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert chosen_pages(printer, 5, 2) == range(1, 5)


# --- the window ---------------------------------------------------------------------------------


@pytest.fixture
def preview(opened: MainWindow, qtbot: QtBot) -> PreviewWindow:
    opened.actions_.preview.trigger()
    shown = opened.rooms.output.preview
    assert shown is not None
    qtbot.waitUntil(shown.print_action.isEnabled, timeout=20_000)
    return shown


def choose_scope(preview: PreviewWindow, scope: str, qtbot: QtBot) -> None:
    index = preview.scope.findData(scope)
    preview.scope.setCurrentIndex(index)
    preview.scope.activated.emit(index)
    assert not preview.print_action.isEnabled()
    qtbot.waitUntil(preview.print_action.isEnabled, timeout=20_000)


def texts(preview: PreviewWindow) -> str:
    assert preview.scene is not None
    return "".join(text.text for one in preview.scene.pages for text in one.texts())


def test_the_preview_shows_the_booklet_then_what_is_chosen(
    preview: PreviewWindow, qtbot: QtBot
) -> None:
    assert preview.choice.scope == "booklet"
    assert not preview.xlsx_action.isEnabled()
    choose_scope(preview, "sheets", qtbot)
    assert "窓口の改善" in texts(preview)
    choose_scope(preview, "current", qtbot)
    assert "窓口の改善" not in texts(preview)
    assert preview.scene is not None
    assert len(preview.scene.pages) == 1
    assert preview.xlsx_action.isEnabled()


def test_the_preview_follows_an_edit(
    preview: PreviewWindow, opened: MainWindow, qtbot: QtBot
) -> None:
    choose_scope(preview, "sheets", qtbot)
    opened.rooms.workbench.outline.rename_wanted.emit(
        opened.rooms.workbench.outline.current_key(), "改めた名前"
    )
    qtbot.waitUntil(lambda: "改めた名前" in texts(preview), timeout=20_000)


def test_a_file_of_what_is_shown_is_asked_for(preview: PreviewWindow, qtbot: QtBot) -> None:
    choose_scope(preview, "list", qtbot)
    preview.export_wanted.disconnect()
    with qtbot.waitSignal(preview.export_wanted) as wish:
        preview.pdf_action.trigger()
    assert wish.args == ["pdf", OutputChoice("list", "", "first")]


def test_the_preview_prints(preview: PreviewWindow, tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    preview.print_to(printer_to(path, Paper.A4))
    assert preview.scene is not None
    assert len(PdfReader(path).pages) == len(preview.scene.pages)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_fails_is_told(preview: PreviewWindow, tmp_path: Path, qtbot: QtBot) -> None:
    preview.failed.disconnect()
    with qtbot.waitSignal(preview.failed):
        preview.print_to(printer_to(tmp_path / "nowhere" / "print.pdf", Paper.A4))


def test_the_preview_goes_with_the_document(
    preview: PreviewWindow, opened: MainWindow, qapp: QApplication
) -> None:
    assert opened.rooms.files.close_document()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert opened.rooms.output.preview is None
