"""A pen that draws in LibreOffice Calc through UNO, as a member of staff would with the mouse.

Belongs here: cells, merges, fills, shapes and saving. Needs the system's Python with python3-uno.
Lengths are hundredths of a millimetre, as everywhere in UNO.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.drawing import LineDash
from com.sun.star.drawing.ConnectorType import LINE
from com.sun.star.drawing.FillStyle import NONE, SOLID
from com.sun.star.drawing.LineStyle import DASH
from com.sun.star.lang import DisposedException
from com.sun.star.table import BorderLine2

_THIN = 18
_FONT = "BIZ UDGothic"
_FONTS = Path(__file__).parents[3] / "resources" / "fonts"
_FONT_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>
"""
CENTER = uno.Enum("com.sun.star.table.CellHoriJustify", "CENTER")


def _property(name: str, value: object) -> PropertyValue:
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


@contextlib.contextmanager
def office() -> Iterator[object]:
    """Start LibreOffice without a window, give its component context and end it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(_FONT_CONFIG.format(_FONTS), "utf-8")
        pipe = f"kitacorpus{os.getpid()}"
        process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo",
             f"-env:UserInstallation={Path(folder).as_uri()}",
             f"--accept=pipe,name={pipe};urp;"],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
        context = _connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        try:
            yield context
        finally:
            with contextlib.suppress(DisposedException):
                desktop.terminate()
            process.wait(60)


def _connect(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(200):
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.2)
    raise RuntimeError("LibreOffice did not start")


class Pen:
    """A workbook being drawn; `sheet` is the page that the pen stands on."""

    def __init__(self, context: object) -> None:
        self._context = context
        self._desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self._document = self._desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, (_property("Hidden", True),)
        )
        self.sheet = self._document.Sheets.getByIndex(0)
        self._fresh = True
        usual = self._document.StyleFamilies.getByName("CellStyles").getByIndex(0)
        usual.CharFontName = usual.CharFontNameAsian = _FONT
        # Half of it is a whole number of pixels, so that all programs make columns equally wide.
        usual.CharHeight = usual.CharHeightAsian = 10.5
        page = self._document.StyleFamilies.getByName("PageStyles").getByIndex(0)
        page.IsLandscape, page.Width, page.Height = True, 29700, 21000
        page.ScaleToPagesX, page.ScaleToPagesY = 1, 0

    def turn_to(self, name: str) -> None:
        """Go to a new sheet of this name."""
        sheets = self._document.Sheets
        if self._fresh:
            self.sheet.Name = name
        else:
            sheets.insertNewByName(name, sheets.Count)
            self.sheet = sheets.getByName(name)
        self._fresh = False

    def hide_sheet(self) -> None:
        """Hide the sheet that the pen stands on."""
        self.sheet.IsVisible = False

    def range(self, row: int, column: int, row2: int | None = None, column2: int | None = None):
        """Give a range of cells by its corners, which are included."""
        return self.sheet.getCellRangeByPosition(
            column, row, column if column2 is None else column2, row if row2 is None else row2
        )

    def write(self, row: int, column: int, text: object, *, bold: bool = False,
              middle: bool = False) -> None:  # fmt: skip
        """Type a text or a number into a cell."""
        cell = self.sheet.getCellByPosition(column, row)
        if isinstance(text, int | float):
            cell.Value = text
        else:
            cell.String = text
        cell.IsTextWrapped = True
        if bold:
            cell.CharWeight = 150.0
        if middle:
            cell.HoriJustify = CENTER

    def merge(self, row: int, column: int, row2: int, column2: int) -> None:
        """Merge cells."""
        if (row, column) != (row2, column2):
            self.range(row, column, row2, column2).merge(True)

    def fill(self, row: int, column: int, row2: int, column2: int, colour: int) -> None:
        """Fill cells with a colour."""
        self.range(row, column, row2, column2).CellBackColor = colour

    def frame(self, row: int, column: int, row2: int, column2: int) -> None:
        """Draw thin borders around all cells of a range."""
        line = BorderLine2()
        line.OuterLineWidth = _THIN
        cells = self.range(row, column, row2, column2)
        border = cells.TableBorder2
        for side in ("TopLine", "BottomLine", "LeftLine", "RightLine", "HorizontalLine",
                     "VerticalLine"):  # fmt: skip
            setattr(border, side, line)
            setattr(border, f"Is{side}Valid", True)
        cells.TableBorder2 = border

    def width(self, column: int, width: int) -> None:
        """Set the width of a column."""
        self.sheet.Columns.getByIndex(column).Width = width

    def height(self, row: int, height: int) -> None:
        """Set the height of a row."""
        self.sheet.Rows.getByIndex(row).Height = height

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self.sheet.Rows.getByIndex(row).IsVisible = False

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self.sheet.Columns.getByIndex(column).IsVisible = False

    def place(self, row: int, column: int, row2: int, column2: int) -> tuple[int, int, int, int]:
        """Give left, top, right and bottom of a range."""
        cells = self.range(row, column, row2, column2)
        at, size = cells.Position, cells.Size
        return at.X, at.Y, at.X + size.Width, at.Y + size.Height

    def shape(self, kind: str, box: tuple[int, int, int, int], text: str = "", *,
              colour: int | None = 0xDCE6F1, dashed: bool = False, mirrored: bool = False,
              turned: int = 0, anchor: str = "page"):  # fmt: skip
        """Draw a shape of LibreOffice's gallery in a box of left, top, right, bottom."""
        one = self._document.createInstance("com.sun.star.drawing.CustomShape")
        self._put(one, box)
        geometry = [_property("Type", kind)]
        if mirrored:
            geometry.append(_property("MirroredX", True))
        one.CustomShapeGeometry = tuple(geometry)
        one.FillStyle = NONE if colour is None else SOLID
        if colour is not None:
            one.FillColor = colour
        if dashed:
            one.LineStyle = DASH
            dash = LineDash()
            dash.Dashes, dash.DashLen, dash.Distance = 1, 150, 100
            one.LineDash = dash
        self._letter(one, box, text)
        if turned:
            one.RotateAngle = turned * 100
        self._anchor(one, box, anchor)
        return one

    def line(self, box: tuple[int, int, int, int], *, head: bool = True, tail: bool = False,
             connector: bool = False, anchor: str = "page"):  # fmt: skip
        """Draw a straight line, with tips where asked."""
        kind = "ConnectorShape" if connector else "LineShape"
        one = self._document.createInstance(f"com.sun.star.drawing.{kind}")
        if connector:
            self.sheet.DrawPage.add(one)
            one.EdgeKind = LINE
            one.StartPosition = Point(box[0], box[1])
            one.EndPosition = Point(box[2], box[3])
        else:
            self._put(one, box)
        one.LineWidth = 70
        if head:
            one.LineEndName = "Arrow"
        if tail:
            one.LineStartName = "Arrow"
        self._anchor(one, box, anchor)
        return one

    def text_box(self, box: tuple[int, int, int, int], text: str):
        """Draw a box with text and no frame."""
        one = self._document.createInstance("com.sun.star.drawing.TextShape")
        self._put(one, box)
        self._letter(one, box, text)
        return one

    def check_box(self, box: tuple[int, int, int, int], label: str) -> None:
        """Put a check box of a form on the sheet."""
        page = self.sheet.DrawPage
        if not page.Forms.Count:
            form = self._document.createInstance("com.sun.star.form.component.Form")
            page.Forms.insertByIndex(0, form)
        control = self._document.createInstance("com.sun.star.form.component.CheckBox")
        control.Label = label
        page.Forms.getByIndex(0).insertByIndex(0, control)
        one = self._document.createInstance("com.sun.star.drawing.ControlShape")
        one.setControl(control)
        self._put(one, box)

    def group(self, shapes: list) -> None:
        """Join shapes to a group."""
        collection = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.drawing.ShapeCollection", self._context
        )
        for one in shapes:
            collection.add(one)
        self.sheet.DrawPage.group(collection)

    def save(self, path: Path) -> None:
        """Save as xlsx and close."""
        self._document.storeToURL(
            path.resolve().as_uri(), (_property("FilterName", "Calc MS Excel 2007 XML"),)
        )
        self._document.close(True)

    def _put(self, one, box: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = box
        one.Position = Point(left, top)
        one.Size = Size(max(right - left, 0), max(bottom - top, 0))
        self.sheet.DrawPage.add(one)

    def _letter(self, one, box: tuple[int, int, int, int], text: str) -> None:
        """Put text into a shape and keep its size, which LibreOffice would fit to the text."""
        if not text:
            return
        one.TextAutoGrowHeight = one.TextAutoGrowWidth = False
        one.TextWordWrap = True
        one.String = text
        one.CharHeight = one.CharHeightAsian = 8.0
        one.CharFontName = one.CharFontNameAsian = _FONT
        one.Position = Point(box[0], box[1])
        one.Size = Size(box[2] - box[0], box[3] - box[1])

    def _anchor(self, one, box: tuple[int, int, int, int], anchor: str) -> None:
        """Anchor to the page, to the cell under the left upper corner, or to both ends."""
        if anchor == "page":
            return
        column = row = 0
        while self.place(0, column, 0, column)[2] <= box[0]:
            column += 1
        while self.place(row, 0, row, 0)[3] <= box[1]:
            row += 1
        one.Anchor = self.sheet.getCellByPosition(column, row)
        one.ResizeWithCell = anchor == "two"
