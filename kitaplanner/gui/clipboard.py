"""The clipboard of the system: putting what was copied there, and taking what is on it.

Belongs here: Qt's clipboard and its formats. Does not belong here: what they hold
(`operations.clipboard`) and what is selected or pasted where (`views`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kitaplanner.domain.clipboard_payload import MIME_TYPE

if TYPE_CHECKING:  # operations bring in the database library
    from kitaplanner.operations.clipboard import Content, CopiedFormats


def put_on_clipboard(copied: CopiedFormats) -> None:
    """Offer copied things in all their formats."""
    content = QMimeData()
    content.setData(MIME_TYPE, copied.own)
    content.setHtml(copied.html)
    content.setText(copied.text)
    QGuiApplication.clipboard().setMimeData(content)


def put_text_on_clipboard(text: str) -> None:
    """Offer a text."""
    QGuiApplication.clipboard().setText(text)


def clipboard_content() -> Content | None:
    """Read what is on the clipboard; raise UserError where it cannot be read."""
    from kitaplanner.operations.clipboard import read_clipboard

    content = _offered()
    if content is None:
        return None
    own = bytes(content.data(MIME_TYPE).data()) if content.hasFormat(MIME_TYPE) else None
    html = content.html() if content.hasHtml() else None
    return read_clipboard(own, html, content.text() if content.hasText() else None)


def clipboard_has_own() -> bool:
    """Say whether the program itself has put something there."""
    content = _offered()
    return content is not None and content.hasFormat(MIME_TYPE)


def clipboard_has_content() -> bool:
    """Say whether there may be something to paste, without reading it."""
    content = _offered()
    if content is None:
        return False
    return content.hasFormat(MIME_TYPE) or content.hasHtml() or content.hasText()


def _offered() -> QMimeData | None:
    """Give what is offered; the platform may have nothing at all."""
    return QGuiApplication.clipboard().mimeData()
