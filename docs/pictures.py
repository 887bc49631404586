"""Makes the pictures: the window and a page of the PDF for the README, all screens for screens.md.

python docs/pictures.py        needs pdftoppm for the page; draws on no screen
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1.5")

from PySide6.QtCore import QEventLoop, QTimer

from kitaplanner.app import make_application
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Target
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_pdf

FOLDER = Path(__file__).parent / "pictures"
SIZE = (1200, 700)
SHOWN = "書かない、待たない窓口"
PAGE = 9
DOTS_PER_INCH = 110
_SETTLE_MS = 300


def picture_window(home: Path) -> None:
    """Open the sample, select an arrow and keep what can be seen."""
    os.environ["KITAPLANNER_DATA"] = str(home / "data")
    application = make_application()
    theme = Theme("light")
    theme.apply(application)
    window = MainWindow(Settings(home / "settings.ini"), theme)
    window.resize(*SIZE)
    window.show()
    window.furnish()
    window.actions_.sample_menu.actions()[0].trigger()
    session, bench = window.desk.session, window.rooms.workbench
    assert session is not None
    initiative = next(one for one in session.snapshot.initiatives() if SHOWN in one.name)
    bench.show_initiative(initiative.id)
    settle()
    bench.sheet.select(Target("item", initiative.schedule.rows[1].items[0].id))
    settle()
    window.grab().save(str(FOLDER / "window.png"))
    window.desk.put(None)
    session.close()
    window.close()


def settle() -> None:
    """Let the window lay itself out."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def picture_page(home: Path) -> None:
    """Print the booklet and keep one page of it."""
    pdf = home / "booklet.pdf"
    export_pdf(sample_plan("kita"), pdf)
    words = ["-png", "-r", str(DOTS_PER_INCH), "-f", str(PAGE), "-singlefile"]
    subprocess.run(["pdftoppm", *words, str(pdf), str(FOLDER / "page")], check=True)


def picture_screens() -> None:
    """Have every screen made at every scale, in light and dark colours."""
    script = str(Path(__file__).with_name("screen_pictures.py"))
    for scale in ("1", "1.5", "2"):
        for scheme in ("light", "dark"):
            here = {**os.environ, "QT_SCALE_FACTOR": scale}
            subprocess.run([sys.executable, script, scheme], env=here, check=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        picture_window(Path(folder))
        picture_page(Path(folder))
    picture_screens()
