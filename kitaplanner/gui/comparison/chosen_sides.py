"""Which two sides are compared, and where their plans are read.

Belongs here: the usual choice, what was chosen instead, and plans that were read already.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.errors import KitaError, UserError
from kitaplanner.gui.comparison.sides import NOW, Side
from kitaplanner.gui.session import DocumentSession
from kitaplanner.operations.documents import read_plan


class ChosenSides:
    """The sides of one document: the newest edition and the plan as it is, until others are chosen.

    An edition that was removed gives way to the plan.
    """

    def __init__(self, session: DocumentSession) -> None:
        self._session = session
        self._chosen: tuple[Side, Side] | None = None
        self._plans: dict[Side, Plan] = {}
        self.files: list[Path] = []

    @property
    def pair(self) -> tuple[Side, Side]:
        """Give the old and the new side."""
        editions = self._session.editions
        if self._chosen is None:
            return (Side("edition", editions[-1].id) if editions else NOW), NOW
        known = {NOW, *(Side("edition", one.id) for one in editions)}
        known |= {Side("file", str(path)) for path in self.files}
        old, new = (one if one in known else NOW for one in self._chosen)
        return old, new

    def choose(self, old: Side, new: Side) -> None:
        """Compare two sides from now on."""
        self._chosen = old, new

    def with_file(self, path: Path, *, is_new: bool) -> tuple[Side, Side]:
        """Give the sides with a file on one of them; it is read anew each time it is chosen."""
        old, new = self.pair
        side = Side("file", str(path))
        self._plans.pop(side, None)
        if path not in self.files:
            self.files.append(path)
        return (old, side) if is_new else (side, new)

    def source(self, side: Side) -> Callable[[], Plan]:
        """Give what reads the plan of a side on any thread; raise KitaError for none."""
        if side in self._plans:
            return partial(_same, self._plans[side])
        if side.kind == "edition":
            return self._session.edition_source(side.id)
        if side.kind == "file":
            return partial(_read_file, Path(side.id))
        return partial(_same, self._session.snapshot)

    def keep(self, side: Side, plan: Plan) -> None:
        """Keep a plan that was read, unless edits change it."""
        if side != NOW:
            self._plans[side] = plan


def _read_file(path: Path) -> Plan:
    """Read a plan from a file; what is refused names the file."""
    try:
        return read_plan(path)
    except KitaError as error:
        raise UserError(f"「{path.name}」を読めませんでした。\n{error}") from error


def _same(plan: Plan) -> Plan:
    return plan
