"""What slider and actions of the zoom can scale."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance


class Scaled(Protocol):
    """Something that is shown at a scale in percent."""

    zoom_changed: SignalInstance

    @property
    def zoom(self) -> int:
        """Give the scale."""
        ...

    def set_zoom(self, percent: int) -> None:
        """Set the scale."""
        ...

    def zoom_in(self) -> None:
        """Show it larger by a step."""
        ...

    def zoom_out(self) -> None:
        """Show it smaller by a step."""
        ...

    def zoom_to_width(self) -> None:
        """Show the whole width."""
        ...
