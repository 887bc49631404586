"""What the window remembers between two starts: places, zoom, recent files, what people chose.

Belongs here: reading and writing that one ini file. Nothing of a plan's content is kept in it.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MAX_RECENT_FILES = 8
COLOUR_SCHEMES = ("auto", "light", "dark")
# In percent of what the system asks for.
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
LONGEST_NAME = 40


def default_settings_path() -> Path:
    """Give the ini file in the folder that the system sets aside for settings."""
    import platformdirs  # late: only a start without an injected path needs it

    folder = platformdirs.user_config_path("Kitaplanner", appauthor=False, roaming=True)
    return folder / "settings.ini"


def login_name() -> str:
    """Give the name that the person logged in with, empty where the system does not say."""
    import getpass  # late: nobody has changed anything at the first paint

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


class Settings:
    """The remembered settings; a value that can't be read counts as absent."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = default_settings_path() if path is None else path
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """Give size and place of the window, empty at the first start."""
        return self._bytes("window/geometry")

    @property
    def window_state(self) -> QByteArray:
        """Give the places of the docks, empty at the first start."""
        return self._bytes("window/state")

    def remember_window(self, geometry: QByteArray, state: QByteArray | None) -> None:
        """Keep size, place and docks; None leaves the docks as they were remembered."""
        self._store.setValue("window/geometry", geometry)
        if state is not None:
            self._store.setValue("window/state", state)

    def part_geometry(self, name: str) -> QByteArray:
        """Give the size of another window, or the places of its parts; empty at first."""
        return self._bytes(f"parts/{name}")

    def remember_part(self, name: str, geometry: QByteArray) -> None:
        """Keep the size of another window, or the places of its parts."""
        self._store.setValue(f"parts/{name}", geometry)

    def choice(self, name: str) -> str:
        """Give what was chosen last in a field of the window; empty at first."""
        return str(self._store.value(f"choices/{name}", ""))

    def remember_choice(self, name: str, value: str) -> None:
        """Keep what was chosen in a field of the window."""
        self._store.setValue(f"choices/{name}", value)

    @property
    def zoom(self) -> int | None:
        """Give the zoom of the sheet in percent; None while nobody has chosen one."""
        return self._percent("sheet/zoom")

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._store.setValue("sheet/zoom", percent)

    @property
    def table_zoom(self) -> int | None:
        """Give the zoom of 一覧 in percent; None while nobody has chosen one."""
        return self._percent("table/zoom")

    @table_zoom.setter
    def table_zoom(self, percent: int) -> None:
        self._store.setValue("table/zoom", percent)

    def _percent(self, key: str) -> int | None:
        value = str(self._store.value(key, ""))
        return int(value) if value.isascii() and value.isdigit() else None

    @property
    def colour_scheme(self) -> str:
        """Give `auto`, `light` or `dark`."""
        value = str(self._store.value("window/colours", "auto"))
        return value if value in COLOUR_SCHEMES else "auto"

    @colour_scheme.setter
    def colour_scheme(self, scheme: str) -> None:
        self._store.setValue("window/colours", scheme)

    @property
    def recent_files(self) -> list[Path]:
        """Give the files opened last, the latest first."""
        value = self._store.value("files/recent", [])
        # An ini file gives a list of one as text, and an empty one as nothing.
        texts = value if isinstance(value, list) else [value or ""]
        return [Path(text) for text in map(str, texts) if text][:MAX_RECENT_FILES]

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        rest = [one for one in self.recent_files if one != path]
        self._write_recent([path, *rest])

    def forget_file(self, path: Path) -> None:
        """Take a file out of the recent ones."""
        self._write_recent([one for one in self.recent_files if one != path])

    def last_initiative(self, path: Path) -> str:
        """Give the id of the initiative shown last in a file, empty when none is known."""
        stored = str(self._store.value("files/place", ""))
        name, _, initiative = stored.rpartition("|")
        return initiative if name == str(path) else ""

    def remember_initiative(self, path: Path, initiative_id: str) -> None:
        """Keep which initiative of the file is shown; only the latest file is kept."""
        self._store.setValue("files/place", f"{path}|{initiative_id}")

    @property
    def user_name(self) -> str:
        """Give the name that stands in locks and in the history."""
        return self.chosen_name or login_name()

    @property
    def chosen_name(self) -> str:
        """Give the name that the person chose; empty while the login name stands for it."""
        return " ".join(str(self._store.value("person/name", "")).split())[:LONGEST_NAME]

    @chosen_name.setter
    def chosen_name(self, name: str) -> None:
        self._store.setValue("person/name", name)

    @property
    def text_size(self) -> int:
        """Give the size of the window's text in percent of the system's."""
        value = str(self._store.value("window/text_size", ""))
        size = int(value) if value.isascii() and value.isdigit() else TEXT_SIZES[0]
        return size if size in TEXT_SIZES else TEXT_SIZES[0]

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._store.setValue("window/text_size", percent)

    @property
    def default_folder(self) -> Path | None:
        """Give the folder where files are looked for first; None for that of the latest file."""
        text = str(self._store.value("files/folder", ""))
        return Path(text) if text else None

    @default_folder.setter
    def default_folder(self, folder: Path | None) -> None:
        self._store.setValue("files/folder", "" if folder is None else str(folder))

    def columns_of_list(self, fingerprint: str) -> object:
        """Give the uses of columns that were chosen for lists with this header, or None."""
        try:
            return json.loads(str(self._store.value(f"lists/{fingerprint}", "null")))
        except ValueError:
            return None

    def remember_columns_of_list(self, fingerprint: str, columns: object) -> None:
        """Keep the uses of columns for lists with this header."""
        self._store.setValue(f"lists/{fingerprint}", json.dumps(columns, ensure_ascii=True))

    def sync(self) -> None:
        """Write what is pending."""
        self._store.sync()

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def _write_recent(self, paths: list[Path]) -> None:
        self._store.setValue("files/recent", [str(one) for one in paths[:MAX_RECENT_FILES]])
