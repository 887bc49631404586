"""Pages of a scene on a printer, as vectors: one a sheet of A4, enlarged or two a sheet of A3."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from kitaplanner.errors import EnvironmentProblem
from kitaplanner.gui.painter import paint_page
from kitaplanner.layout.scene import Page

_POINTS_PER_INCH = 72


class Paper(Enum):
    """How pages lie on paper."""

    A4 = "A4"
    A3_ENLARGED = "A3（拡大）"
    A3_TWO_PAGES = "A3（2ページを並べる）"


class Sides(Enum):
    """One side, or both and where they are bound."""

    ONE = "片面"
    LONG_EDGE = "両面（長辺とじ）"
    SHORT_EDGE = "両面（短辺とじ）"


_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


def prepare_printer(printer: QPrinter, paper: Paper, sides: Sides, title: str) -> None:
    """Set paper, sides and the name of the job; the person may still change them."""
    size = QPageSize.PageSizeId.A4 if paper is Paper.A4 else QPageSize.PageSizeId.A3
    printer.setDocName(title)
    printer.setFullPage(True)  # the page has its own margins
    printer.setPageSize(QPageSize(size))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape
        if paper is Paper.A3_TWO_PAGES
        else QPageLayout.Orientation.Portrait
    )
    printer.setDuplex(_DUPLEX[sides])


def print_pages(printer: QPrinter, pages: Sequence[Page], paper: Paper) -> None:
    """Print pages in order; raise EnvironmentProblem when the printer does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem(
            "印刷を始められません。プリンターの電源と接続を確かめて、もう一度印刷してください。"
        )
    try:
        step = 2 if paper is Paper.A3_TWO_PAGES else 1
        for first in range(0, len(pages), step):
            if first and not printer.newPage():
                raise EnvironmentProblem("印刷の途中で、プリンターが応答しなくなりました。")
            _print_sheet(painter, printer, pages[first : first + step], step)
    finally:
        painter.end()


def _print_sheet(painter: QPainter, printer: QPrinter, pages: Sequence[Page], slots: int) -> None:
    sheet = printer.pageLayout().fullRectPoints()
    unit = printer.resolution() / _POINTS_PER_INCH
    room = sheet.width() / slots
    for slot, page in enumerate(pages):
        scale = min(room / page.width, sheet.height() / page.height)
        painter.save()
        painter.scale(unit, unit)
        painter.translate(
            slot * room + (room - page.width * scale) / 2,
            (sheet.height() - page.height * scale) / 2,
        )
        painter.scale(scale, scale)
        paint_page(painter, page)
        painter.restore()
