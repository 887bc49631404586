"""Where the person has been, as a browser knows it: back, forward, and no page twice in a row.

Belongs here: the list of places. Showing them is in `commands.jump_commands`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

MOST_SPOTS = 100


class Spot(NamedTuple):
    """A sheet, perhaps with one of its items, or a heading of the outline."""

    initiative_id: str = ""
    item_id: str = ""
    node_id: str = ""

    @property
    def page(self) -> tuple[str, str]:
        """Give what is one stop: the items of a sheet are places on it, no stops of their own."""
        return self.initiative_id, self.node_id


class JumpHistory:
    """The places in order and which of them is the present one."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._at = -1

    def clear(self) -> None:
        """Forget everything."""
        self._spots.clear()
        self._at = -1

    def visit(self, spot: Spot) -> None:
        """Go to a place; another item of the same sheet takes the place of the last one."""
        if not any(spot):
            return
        if self._at >= 0 and self._spots[self._at].page == spot.page:
            self._spots[self._at] = spot
            return
        del self._spots[self._at + 1 :]
        self._spots.append(spot)
        del self._spots[:-MOST_SPOTS]
        self._at = len(self._spots) - 1

    @property
    def can_go_back(self) -> bool:
        """Say whether the person came from somewhere."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Say whether the person has gone back."""
        return self._at < len(self._spots) - 1

    def back(self, is_there: Callable[[Spot], bool]) -> Spot | None:
        """Go back to the last place that is still there; None where there is none."""
        return self._step(-1, is_there)

    def forward(self, is_there: Callable[[Spot], bool]) -> Spot | None:
        """Go forward again to the next place that is still there."""
        return self._step(1, is_there)

    def _step(self, by: int, is_there: Callable[[Spot], bool]) -> Spot | None:
        """Step over what was removed, and over the present page where it then comes again."""
        page = self._spots[self._at].page if self._at >= 0 else ("", "")
        place = self._at + by
        while 0 <= place < len(self._spots):
            spot = self._spots[place]
            if spot.page != page and is_there(spot):
                self._at = place
                return spot
            place += by
        return None
