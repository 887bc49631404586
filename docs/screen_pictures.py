"""Makes the pictures of docs/screens.md: each screen at one scale in light or dark colours.

QT_SCALE_FACTOR=1.5 python docs/screen_pictures.py dark        draws on no screen

The scale is fixed when a process starts, so pictures.py starts one for each.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from window_pictures import picture_windows

from kitaplanner.app import make_application
from kitaplanner.gui.commands.file_commands import FILE_SUFFIX
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.gui.settings import Settings
from kitaplanner.gui.theme import Theme
from kitaplanner.layout.scene import Target
from kitaplanner.operations.documents import open_workspace
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.operations.schedule_items import change_item

SCALE = f"{float(os.environ['QT_SCALE_FACTOR']):.0%}".rstrip("%")
SCHEME = sys.argv[1] if len(sys.argv) > 1 else "light"
FOLDER = Path(__file__).parent / "pictures" / "screens"
# Points of the screen that a maximised window has at this scale: 1366x768, 1920x1080 twice.
SIZES = {"100": (1366, 728), "150": (1280, 680), "200": (960, 500)}
SHOWN = "書かない、待たない窓口"
SOUGHT = "オンライン"
OURS, THEIRS = "手数料も払えるようにします。", "来庁せずに手続を終えられます。"
COLOURS = 32
_SETTLE_MS = 400
_LAY_OUT_MS = 2500
_CHECK_MS = 1500


def settle(milliseconds: int = _SETTLE_MS) -> None:
    """Let windows lay themselves out and finish their work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def keep(widget: QWidget, name: str) -> None:
    """Write what a window shows, in few colours: screens have few."""
    path = FOLDER / f"{name}-{SCALE}-{SCHEME}.png"
    widget.grab().save(str(path))
    with Image.open(path) as shown:
        small = shown.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def picture_screens(home: Path) -> None:
    """Walk through the program and keep each screen."""
    os.environ["KITAPLANNER_DATA"] = str(home / "data")
    application = make_application()
    theme = Theme(SCHEME)
    theme.apply(application)
    settings = Settings(home / "settings.ini")
    settings.chosen_name = "担当"
    window = MainWindow(settings, theme)
    window.resize(*SIZES[SCALE])
    window.show()
    window.activateWindow()
    window.furnish()
    settle()
    keep(window, "start")
    window.actions_.sample_menu.actions()[0].trigger()
    settle(_CHECK_MS)
    session, bench = window.desk.session, window.rooms.workbench
    assert session is not None
    initiative = next(one for one in session.snapshot.initiatives() if SHOWN in one.name)
    bench.show_initiative(initiative.id)
    settle()
    bench.sheet.select(Target("item", initiative.schedule.rows[1].items[0].id))
    settle()
    keep(window, "sheet")
    bench.tabs.setCurrentWidget(bench.plan_table)
    bench.plan_table.table.setFocus()
    settle()
    bench.plan_table.table.choose(item.id for item in initiative.schedule.items())
    settle()
    keep(window, "table")
    picture_comparison(window)
    picture_find(window)
    picture_preview(window)
    picture_windows(window, home, keep, settle)
    picture_merge(window, home)
    window.desk.put(None)
    session.close()
    window.close()


def picture_comparison(window: MainWindow) -> None:
    """Freeze an edition, change an initiative and keep what differs; then take it back."""
    session, comparison = window.desk.session, window.rooms.comparison
    assert session is not None
    initiative = next(one for one in session.snapshot.initiatives() if SHOWN in one.name)
    item = initiative.schedule.rows[0].items[-1]
    session.freeze_edition("素案", "", "")
    session.perform(change_initiative, initiative.id, "name", f"{SHOWN}の拡充")
    session.perform(change_item, initiative.id, item.id, "text", f"{item.text}・検証")
    comparison.go_to_comparison()
    settle(_CHECK_MS)
    comparison.step(1)
    settle()
    keep(window, "comparison")
    session.undo()
    session.undo()


def picture_find(window: MainWindow) -> None:
    """Search a word and keep the window of hits."""
    window.actions_.replace.trigger()
    dialog = window.rooms.find.dialog
    assert dialog is not None
    dialog.query.setText(SOUGHT)
    settle(_LAY_OUT_MS)
    keep(dialog, "find")
    dialog.close()


def picture_preview(window: MainWindow) -> None:
    """Keep the print preview of the booklet."""
    window.actions_.preview.trigger()
    preview = window.rooms.output.preview
    assert preview is not None
    preview.resize(window.size())
    settle(_LAY_OUT_MS)
    keep(preview, "preview")
    preview.close()


def picture_merge(window: MainWindow, home: Path) -> None:
    """Let a colleague edit a copy, edit the same here, and keep the review of the merge."""
    session, merging = window.desk.session, window.rooms.merging
    assert session is not None
    session.save(home / f"DX推進計画{FILE_SUFFIX}")
    theirs = home / f"DX推進計画（区民課）{FILE_SUFFIX}"
    shutil.copyfile(home / f"DX推進計画{FILE_SUFFIX}", theirs)
    first, second, *_ = session.snapshot.initiatives()
    workspace = open_workspace(theirs, "区民課")
    change_initiative(workspace.document, first.id, "summary", f"{first.summary}{THEIRS}")
    change_initiative(workspace.document, second.id, "name", f"{second.name}と運用")
    workspace.save()
    workspace.close()
    session.perform(change_initiative, first.id, "summary", f"{first.summary}{OURS}")
    merging.merge_with(theirs)
    settle(_LAY_OUT_MS)
    assert merging.review is not None
    keep(merging.review, "merge")
    merging.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        picture_screens(Path(folder))
