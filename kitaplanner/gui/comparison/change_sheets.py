"""The first way of showing a change: the sheets of both sides, as they print, with marks on them.

Belongs here: which sheet stands on which side, and where its changes are marked. Only the sheet
that is looked at is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable

from kitaplanner.domain.comparison_entries import Entry, EntryGroup
from kitaplanner.domain.comparison_kinds import sign_of
from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Initiative
from kitaplanner.gui.views.sheet_pair import Outline, SheetPair
from kitaplanner.layout.change_places import changed_words_on, places_of
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Page
from kitaplanner.layout.sheets import sheet_scene
from kitaplanner.operations.comparison import Comparison

_IS_NEW = "この事業は、変更前にはありません。"
_IS_GONE = "この事業は、変更後にはありません。"


class ChangeSheets(SheetPair):
    """Shows the sheets of one initiative; anything else in words."""

    def __init__(self) -> None:
        super().__init__("変更前", "変更後")
        self._comparison: Comparison | None = None
        self._initiative = ""
        self._pages: tuple[Page | None, Page | None] = (None, None)

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Look at another comparison, and at nothing in it yet."""
        self._comparison = comparison
        self._initiative = ""

    def show_change(
        self, initiative_id: str, group: EntryGroup | None, chosen: Entry | None
    ) -> None:
        """Show the sheets of an initiative with its changes marked, the chosen one above all.

        A group that is no initiative is shown in words.
        """
        if self._comparison is None:
            return
        if not initiative_id:
            self._initiative = ""
            self._say(chosen or (group.entries[0] if group is not None else None))
            return
        if initiative_id != self._initiative:
            self._initiative = initiative_id
            self._pages = self._laid_out(self._comparison, initiative_id)
        entries = () if group is None else group.entries
        for pane, page, is_new in zip(
            (self.before, self.after), self._pages, (False, True), strict=True
        ):
            outlines = () if page is None else _outlines(page, entries, chosen, is_new=is_new)
            if pane.page is not page or pane.outlines != outlines or page is None:
                pane.show_page(page, outlines, _IS_GONE if is_new else _IS_NEW)
        self.show_chosen()

    def show_words(self, words: str) -> None:
        """Show words in the place of both sheets."""
        self._initiative = ""
        for pane in (self.before, self.after):
            pane.show_page(None, (), words)

    def _say(self, entry: Entry | None) -> None:
        for pane, side in (
            (self.before, () if entry is None else entry.old),
            (self.after, () if entry is None else entry.new),
        ):
            pane.show_page(None, (), "".join(one.text for one in side))

    def _laid_out(
        self, comparison: Comparison, initiative_id: str
    ) -> tuple[Page | None, Page | None]:
        sides = comparison.sides
        old, new = (
            None if initiative is None else _page(comparison, initiative, is_new=is_new)
            for is_new, initiative in enumerate(
                (sides.old.initiative(initiative_id), sides.new.initiative(initiative_id))
            )
        )
        return old, new


def _page(comparison: Comparison, initiative: Initiative, *, is_new: bool | int) -> Page:
    sides = comparison.sides
    plan = sides.new if is_new else sides.old
    numbers = sides.new_numbers if is_new else sides.old_numbers
    scene = sheet_scene(plan, initiative, load_form(plan.form), numbers, bundled_metrics())
    return scene.pages[0]


def _outlines(
    page: Page, entries: Iterable[Entry], chosen: Entry | None, *, is_new: bool
) -> tuple[Outline, ...]:
    """Give the marks of changes on a page, the chosen one last, so that it lies on top."""
    found = []
    for entry in entries:
        difference = entry.difference
        if difference is None:
            continue
        words = changed_words_on(page, difference, bundled_metrics(), is_new=is_new)
        for at, rect in enumerate(places_of(page, difference)):
            sign = sign_of(difference)
            found.append(Outline(rect, entry is chosen, sign, () if at else words))
    return tuple(sorted(found, key=lambda one: one.is_chosen))
