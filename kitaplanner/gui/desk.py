"""The desk: at most one document lies on it, and everything in the window looks there for it.

Belongs here: which session is open, and asking whoever is being typed in to commit first.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if (
    TYPE_CHECKING
):  # the session brings in the database library, which the first paint must not wait for
    from kitaplanner.gui.session import DocumentSession


_LARGE = 500  # initiatives; with fewer the search takes no time to speak of, and frees windows


class Desk(QObject):
    """Holds the open session.

    `session_changed(session or None)` is emitted when another document, or none, lies here;
    `commit_wanted` asks every editor to hand over what is being typed, before saving, undo,
    output or closing.
    """

    session_changed = Signal(object)
    commit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: DocumentSession | None = None

    @property
    def session(self) -> DocumentSession | None:
        """Give the open session, or None."""
        return self._session

    def put(self, session: DocumentSession | None) -> None:
        """Put a session on the desk in place of the one that lay there, or clear it."""
        old, self._session = self._session, session
        gc.unfreeze()
        self.session_changed.emit(session)
        if session is not None and _is_large(session):
            # A plan holds no cycles. To look through a large one for them, as Python does from time
            # to time, holds the window for a quarter of a second.
            gc.freeze()
        if old is not None:
            old.deleteLater()

    def commit_editors(self) -> None:
        """Have every open editor commit its text."""
        self.commit_wanted.emit()


def _is_large(session: DocumentSession) -> bool:
    return sum(len(node.all_initiatives) for node in session.snapshot.outline) > _LARGE
