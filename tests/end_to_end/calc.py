"""A block of cells copied from LibreOffice Calc, on the clipboard of the desktop.

Where Calc can show a window it is started on the desktop and the block is copied by its own Ctrl+C.
Elsewhere (packages without a user interface) a process offers what Calc 7.4 put on the clipboard of
such a desktop for the same workbook, byte for byte: `clipboard/calc_clipboard.*`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from tests.end_to_end.desktop import Desktop, wait_until
from tests.end_to_end.worker import Worker

_CAPTURED = Path(__file__).parent / "clipboard"
_BOOK = "block.xlsx"


def calc_with_window() -> Path | None:
    """Give the program where it can show windows on X."""
    found = shutil.which("soffice")
    program = Path(found).resolve() if found else None
    if program is None or not list(program.parent.glob("libvclplug_*")):
        return None
    return program


def _write_book(path: Path) -> None:
    """Write 要件整理, 設計・構築 over two merged columns, 運用 twice; below a text of two lines."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["要件整理", "設計・構築", None, "運用", "運用"])
    sheet.append(["職員研修\n（管理職）", None, "見直し", None, None])
    sheet.merge_cells("B1:C1")
    book.save(path)


class CopiedBlock:
    """Someone who has a block open in Calc, or what they copied."""

    def __init__(self, desktop: Desktop, *, is_real: bool) -> None:
        self._desktop = desktop
        self.is_real = is_real

    def copy(self, worker: Worker, back_to: str) -> None:
        """Copy the block and come back to a window of the program."""
        if self.is_real:
            self._desktop.find_window(_BOOK)

        def is_there() -> bool:
            if self.is_real:
                self._desktop.keys("ctrl+a", "ctrl+c")
            return "設計・構築" in worker.eyes.ask("clipboard")

        wait_until(is_there, "the block on the clipboard")
        self._desktop.find_window(back_to)
        worker.come_to(back_to)


@contextmanager
def block_in_calc(desktop: Desktop, home: Path) -> Iterator[CopiedBlock]:
    """Have the block at hand while the test lasts; Calc starts meanwhile."""
    program = calc_with_window()
    if program is None:
        command: list[object] = [sys.executable, "-m", "tests.end_to_end.calc"]
    else:
        _write_book(home / _BOOK)
        profile = f"-env:UserInstallation={(home / 'office').as_uri()}"
        quiet = ["--norestore", "--nologo", "--nodefault"]
        command = [program, *quiet, profile, home / _BOOK]
    process = desktop.run_beside(*command)
    try:
        yield CopiedBlock(desktop, is_real=program is not None)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process, which leads a group of its own: Calc is started by a script."""
    Desktop.end_group(process)
    process.wait()


def _offer() -> int:
    """Offer what was captured until the process is ended."""
    application = QGuiApplication([])
    content = QMimeData()
    content.setData("text/html", (_CAPTURED / "calc_clipboard.html").read_bytes())
    content.setText((_CAPTURED / "calc_clipboard.txt").read_text(encoding="utf-8"))
    QGuiApplication.clipboard().setMimeData(content)
    return application.exec()


if __name__ == "__main__":
    sys.exit(_offer())
