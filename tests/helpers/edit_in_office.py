"""Edits a workbook of ours in LibreOffice, as a department does, and saves it as xlsx.

    /usr/bin/python3 edit_in_office.py FROM.xlsx TO.xlsx

Runs with the system's Python, which knows LibreOffice's interface; nothing of the program is
imported. What it changes is what `test_own_workbook_in_office` expects. Lengths are hundredths of a
millimetre.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "importers" / "corpus"))

from pen import office  # isort: skip - it makes the modules of LibreOffice known
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue

FIRST_ROW = 4


def option(name: str, value: object) -> PropertyValue:
    """Make an option of loading or saving."""
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def shape_of(sheet: object, name: str) -> object:
    """Find a shape by its name."""
    page = sheet.DrawPage
    return next(page.getByIndex(at) for at in range(page.Count) if page.getByIndex(at).Name == name)


def edit(document: object) -> None:
    """Rename, reorder, insert, type, stretch, remove and draw."""
    sheets = document.Sheets
    sheet = sheets.getByIndex(1)
    sheet.Rows.insertByIndex(FIRST_ROW + 2, 1)
    sheet.Rows.insertByIndex(0, 2)
    top = FIRST_ROW + 2
    typed = sheet.getCellByPosition(2, top)
    typed.String = typed.String.replace("導入", "試行")
    stretched = shape_of(sheet, "kp:item:b")
    year = sheet.getCellByPosition(4, top)
    end = year.Position.X + sum(sheet.Columns.getByIndex(at).Width for at in (4, 5))
    stretched.setSize(Size(end - 100 - stretched.Position.X, stretched.Size.Height))
    anchor(sheet, stretched, top)
    shape_of(sheet, "kp:item:c").String = "本格運用\n※令和4年度導入"
    sheet.DrawPage.remove(shape_of(sheet, "kp:item:d"))
    sheet.getCellByPosition(0, top + 4).String = ""
    draw(document, sheet, sheet.getCellByPosition(3, top + 3), "検証")
    sheet.Name = "電子申請（回答）"
    sheets.moveByName(sheets.getByIndex(2).Name, 0)


def draw(document: object, sheet: object, cell: object, text: str) -> None:
    """Draw a pentagon over a cell."""
    drawn = document.createInstance("com.sun.star.drawing.CustomShape")
    sheet.DrawPage.add(drawn)
    drawn.CustomShapeGeometry = (option("Type", "pentagon-right"),)
    drawn.TextAutoGrowHeight = drawn.TextAutoGrowWidth = False
    drawn.String = text
    drawn.setPosition(Point(cell.Position.X + 60, cell.Position.Y + 60))
    drawn.setSize(Size(cell.Size.Width - 120, cell.Size.Height - 120))
    anchor(sheet, drawn, cell.CellAddress.Row)


def anchor(sheet: object, shape: object, row: int) -> None:
    """Bind a shape to the cells that it now lies over, as a drag with the mouse does."""
    column = 0
    while sheet.getCellByPosition(column + 1, row).Position.X <= shape.Position.X:
        column += 1
    shape.Anchor = sheet.getCellByPosition(column, row)
    shape.ResizeWithCell = True


def main(source: str, target: str) -> None:
    """Edit one workbook."""
    with office() as context:
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        document = desktop.loadComponentFromURL(
            Path(source).as_uri(), "_blank", 0, (option("Hidden", True),)
        )
        edit(document)
        document.storeToURL(
            Path(target).as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),)
        )
        document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
