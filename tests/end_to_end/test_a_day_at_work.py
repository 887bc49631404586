"""The first work of a new colleague, with real mouse and keys: retype, stretch, undo, save, print.

Where things are on the screen is told by a twin of the window: the same window on the same file at
the same size, on the offscreen platform of the test's own process.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitaplanner.app import dress_application
from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.plan import ScheduleItem
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Target
from kitaplanner.operations.documents import read_plan, sample_plan, write_new
from tests.end_to_end.desktop import Desktop, Point, missing_programs, open_desktop, wait_until

EDGE = 5  # pixels
PDF_DIALOG = "PDFに出力"
PDF_PLACE = "保存先"
NEW_TEXT = "Payment online from 2025"

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"missing here: {', '.join(missing_programs())}"
    ),
]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with open_desktop(tmp_path) as shown:
        yield shown


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample plan, saved; and settings in which nothing is left to chance."""
    monkeypatch.setenv("KITAPLANNER_DATA", str(tmp_path / "twin"))
    path = tmp_path / "plan.kitaplan"
    write_new(path, sample_plan("kita"), "test")
    settings = Settings(tmp_path / "config" / "Kitaplanner" / "settings.ini")
    settings.zoom = 100
    settings.colour_scheme = "light"
    settings.sync()
    return path


class Twin:
    """Knows where an item lies in a window of a given place and size."""

    def __init__(self, window: MainWindow, corner: Point) -> None:
        self._window = window
        self._corner = corner

    def item(self, item_id: str, across: float) -> Point:
        """Give a place on an item: 0 is its left edge, 1 its right."""
        sheet = self._window.rooms.workbench.sheet
        assert sheet.sheet is not None
        rect = sheet.sheet.region(Target("item", item_id)).rect
        seen = sheet.paper.to_view(rect)
        x = seen.left() + seen.width() * across
        place = sheet.viewport().mapTo(self._window, seen.center().toPoint())
        return Point(
            self._corner.x + place.x() + round(x - seen.center().x()), self._corner.y + place.y()
        )


@pytest.fixture
def twin_of(
    desktop: Desktop, file: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Callable[[], Twin]]:
    font, palette = qapp.font(), qapp.palette()
    made: list[MainWindow] = []

    def make() -> Twin:
        corner, size = desktop.geometry()
        copy = tmp_path / "twin.kitaplan"
        shutil.copy(file, copy)
        ini = tmp_path / "twin.ini"
        shutil.copy(tmp_path / "config" / "Kitaplanner" / "settings.ini", ini)
        theme = Theme("light")
        dress_application(qapp)
        theme.apply(qapp)
        window = MainWindow(Settings(ini), theme)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.furnish()
        window.rooms.files.open_path(copy)
        qtbot.waitUntil(lambda: window.rooms.workbench.sheet.zoom == 100)
        made.append(window)
        return Twin(window, corner)

    yield make
    for window in made:
        window.close()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def saved_item(file: Path, item_id: str) -> ScheduleItem:
    """Give an item as the file holds it."""
    plan = read_plan(file)
    return next(
        item
        for initiative in plan.initiatives()
        for item in initiative.schedule.items()
        if item.id == item_id
    )


def save_and_expect(
    desktop: Desktop, file: Path, item_id: str, is_so: Callable[[ScheduleItem], bool], what: str
) -> None:
    """Save by key until the file holds what is expected."""

    def look() -> bool:
        if is_so(saved_item(file, item_id)):
            return True
        desktop.keys("ctrl+s")
        return False

    wait_until(look, what)


def test_retype_stretch_undo_redo_save_reopen_and_print(
    desktop: Desktop, file: Path, twin_of: Callable[[], Twin], tmp_path: Path
) -> None:
    # Its neighbours are pushed aside; the last of them covers two years and gives way.
    initiative = next(read_plan(file).initiatives())
    item = initiative.schedule.rows[0].items[0]
    one_year, two_years = year_span(2025), year_span(2025, 2026)
    assert item.span == one_year

    with at_work(desktop, file, tmp_path):
        desktop.fill_screen()
        twin = twin_of()
        desktop.double_click(twin.item(item.id, 0.4))
        desktop.keys("ctrl+a")
        desktop.type(NEW_TEXT)
        desktop.keys("ctrl+s")
        save_and_expect(desktop, file, item.id, lambda one: one.text == NEW_TEXT, "the new text")

        start, end = twin.item(item.id, 0.0), twin.item(item.id, 1.0)
        # Inside the item: its neighbour's edge begins where its own ends.
        desktop.drag(Point(end.x - EDGE, end.y), Point(end.x - EDGE + (end.x - start.x), end.y))
        save_and_expect(
            desktop, file, item.id, lambda one: one.span == two_years, "an item of two years"
        )
        desktop.keys("ctrl+z")
        save_and_expect(desktop, file, item.id, lambda one: one.span == one_year, "undo")
        desktop.keys("ctrl+y")
        save_and_expect(desktop, file, item.id, lambda one: one.span == two_years, "redo")

    pdf = tmp_path / "out.pdf"
    with at_work(desktop, file, tmp_path):
        export_pdf_by_keys(desktop, pdf)
    printed = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert NEW_TEXT.replace(" ", "") in "".join(printed.split())


@contextmanager
def at_work(desktop: Desktop, file: Path, tmp_path: Path) -> Iterator[None]:
    """Open a file; at the end leave by key. The program must have printed nothing."""
    program = desktop.start(file)
    try:
        desktop.find_window(file.name)
        yield
        desktop.find_window(file.name)
        desktop.keys("ctrl+q")
        printed, _ = program.communicate(timeout=30)
    except BaseException:
        desktop.picture(tmp_path / "screen.png")
        program.kill()
        program.communicate()
        raise
    assert program.returncode == 0
    assert printed == ""


def export_pdf_by_keys(desktop: Desktop, pdf: Path) -> None:
    """Put the whole booklet out: the first choice of the dialog, then a name."""
    desktop.keys("ctrl+shift+p")
    desktop.find_window(PDF_DIALOG)
    desktop.keys("Return")
    desktop.find_window(PDF_PLACE)
    desktop.keys("ctrl+a")
    desktop.type(str(pdf))
    desktop.keys("Return")
    wait_until(pdf.exists, "the PDF")
