"""The libraries that documents need, loaded off the window's thread after the first paint.

Belongs here: their names, and nothing that makes a widget. Loading them takes several times as long
as the first paint; on another thread the window is drawn and answers meanwhile.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

_MODULES = (
    "sqlalchemy",
    "kitaplanner.operations.documents",
    "kitaplanner.operations.exports",
    "kitaplanner.layout.sheets",
    "kitaplanner.layout.phrases",
    "kitaplanner.gui.furnishing",
    "kitaplanner.gui.handouts.handout_window",
)


def fetch_libraries(progress: Callable[[int, int], None]) -> None:
    """Import what the second half of the window will ask for; `progress` may stop it."""
    for done, name in enumerate(_MODULES):
        progress(done, len(_MODULES))
        importlib.import_module(name)
