"""別の見出しへ移動: the heading that what is chosen in the outline goes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.outline import parent_of_node
from kitaplanner.domain.plan import Node, Plan
from kitaplanner.gui.dialogs.choosing import Choice, ChoiceWords, ChoosingDialog

_WORDS = ChoiceWords(
    "別の見出しへ移動",
    "移動先の見出し",
    "移動先の見出し（その最後に入ります）",
    "番号や見出しの言葉",
    "移動",
)


class MoveToDialog(ChoosingDialog):
    """A list of headings, narrowed by a word."""

    def __init__(
        self,
        plan: Plan,
        homes: Sequence[Node],
        numbering: Numbering,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WORDS, _choices(plan, homes, numbering), parent)

    @classmethod
    def ask(
        cls, parent: QWidget, plan: Plan, homes: Sequence[Node], numbering: Numbering
    ) -> str | None:
        """Give the id of the heading; None when the person thought better of it."""
        return cls.choose(cls(plan, homes, numbering, parent))


def _choices(plan: Plan, homes: Sequence[Node], numbering: Numbering) -> Iterator[Choice]:
    for node in homes:
        above = parent_of_node(plan, node.id)
        path = "" if above is None else f"{numbering.long_number(above)}　"
        yield Choice(node.id, f"{path}{numbering.heading(node)}")
