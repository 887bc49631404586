"""Makes the picture of the paper workbook beside the PDF: the same sheets, printed by both ways.

python docs/workbook_pictures.py        needs LibreOffice and pdftoppm; draws on no screen
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_pdf, export_xlsx
from kitaplanner.paths import resource_path

TARGET = Path(__file__).parent / "pictures" / "workbook.png"
# A chain of arrows; columns for each quarter; notes beside arrows.
SHOWN = ("kita-i-01", "kita-i-06", "kita-i-45")
DOTS_PER_INCH = 80
# What is shown of a page: its upper part, as a share of the height.
_SHOWN_SHARE = 0.47
_MARGIN_ABOVE = 25


def print_workbook(path: Path) -> Path:
    """Print a workbook with LibreOffice, with the bundled fonts alone."""
    home = path.parent
    fonts = home / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resource_path('fonts')}</dir><cachedir>{home}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    words = [f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    words += ["--convert-to", "pdf", "--outdir", str(home), str(path)]
    here = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(home)}
    subprocess.run(["soffice", *words], env=here, check=True, capture_output=True)
    return path.with_suffix(".pdf")


def last_pages(pdf: Path, count: int) -> list[QImage]:
    """Give the last pages of a PDF as images."""
    target = pdf.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), str(pdf), str(target)], check=True
    )
    files = sorted(pdf.parent.glob(f"{target.name}-*.png"))
    return [QImage(str(file)) for file in files[-count:]]


def picture_pages(home: Path) -> None:
    """Print the sheets both ways and put them side by side, the workbook at the left."""
    plan = sample_plan("kita")
    workbook, pdf = home / "workbook.xlsx", home / "sheets.pdf"
    export_xlsx(plan, workbook, only=SHOWN)
    export_pdf(plan, pdf, "sheets", only=SHOWN)
    ours = last_pages(pdf, len(SHOWN))
    theirs = last_pages(print_workbook(workbook), len(SHOWN))
    width, height = ours[0].width(), round(ours[0].height() * _SHOWN_SHARE)
    picture = QImage(2 * width, height * len(SHOWN), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    for row, pair in enumerate(zip(theirs, ours, strict=True)):
        for column, page in enumerate(pair):
            painter.drawImage(column * width, row * height, page, 0, _MARGIN_ABOVE, width, height)
    painter.end()
    picture.save(str(TARGET))


if __name__ == "__main__":
    application = QGuiApplication([])
    with tempfile.TemporaryDirectory() as folder:
        picture_pages(Path(folder))
