"""What 見え消し shows: chapters, headings and sheets, and in words what can't be drawn.

Belongs here: which of them are shown and in which order. Does not belong here: the texts and sheets
(`tracked_sections`, `tracked_sheet`), what stands on top and the pages (`tracked_view`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.comparison_entries import comparison_groups
from kitaplanner.domain.diff import Difference
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import renumbered_words
from kitaplanner.domain.plan import Initiative, Node, Section
from kitaplanner.domain.records import Key
from kitaplanner.domain.tracked_plan import (
    SHEET_FIELDS,
    Pair,
    TrackedNode,
    is_sheet_changed,
    track_outline,
    track_sections,
)
from kitaplanner.domain.tracked_text import Run, new_text, old_text
from kitaplanner.layout.flow import Marked
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.scene import Target
from kitaplanner.layout.section_numbers import number_sections
from kitaplanner.layout.sheet_chapter import ProgressCall
from kitaplanner.layout.text_parts import heading
from kitaplanner.layout.tracked_sections import (
    NODE_FIELDS,
    is_section_changed,
    node_heading,
    node_texts,
    section_heading,
    section_texts,
)
from kitaplanner.layout.tracked_sheet import tracked_sheet
from kitaplanner.layout.tracked_text import Marking

OTHER_CHANGES = "そのほかの変更"
_SECTION_GAP = 20.0
_NODE_GAPS = (20.0, 14.0, 12.0)
_SHEET_GAP = 16.0
_REMARK_GAP = 4.0
_ROW_FIELDS = frozenset({"label", "group"})
_SECTION_FIELDS = frozenset({"heading", "blocks"})


class TrackedPieces:
    """Makes the pieces; `only` narrows them to things of some ids, `is_bare` leaves out headings
    that did not change.
    """

    def __init__(
        self,
        sides: Sides,
        differences: Sequence[Difference],
        marking: Marking,
        *,
        is_whole: bool = False,
        is_bare: bool = False,
        progress: ProgressCall | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        self._sides = sides
        self._marking = marking
        self._context = marking.context
        old_context = replace(marking.context, plan=sides.old, numbering=sides.old_numbers)
        self._old = replace(marking, context=old_context)
        self._is_whole = is_whole
        self._progress = progress
        self._only = only
        self._is_bare = is_bare
        self._outline = track_outline(sides.old, sides.new)
        self._remarks: dict[Key, list[str]] = {}
        for group in comparison_groups(differences, sides, only):
            changes = ((one.difference, one.remark) for one in group.entries)
            told = [words for one, words in changes if one is not None and not is_drawn(one)]
            if told and self._is_wanted(group.key.id):
                self._remarks[group.key] = told
        renumbered = sides.renumbered(differences) if only is None else ()
        self._renumbered = renumbered_words(renumbered)
        initiatives = [
            one
            for node in self._nodes()
            for one in node.initiatives
            if self._is_wanted(one.shown.id)
        ]
        self.changed = [one for one in initiatives if self._is_changed(one)]
        self._total = len(initiatives) if is_whole else len(self.changed)
        self._done = 0

    def _nodes(self) -> Iterator[TrackedNode]:
        for root in self._outline:
            yield from root.walk()

    def _is_wanted(self, one_id: str) -> bool:
        return self._only is None or one_id in self._only

    def _is_changed(self, pair: Pair[Initiative]) -> bool:
        return Key("initiative", pair.shown.id) in self._remarks or is_sheet_changed(pair)

    def pieces(self) -> Iterator[Piece]:
        """Yield chapters in their order, the sheets in theirs, and what can't be drawn."""
        marks = [
            {one.section.id: one.mark for one in number_sections(plan, self._context.form)}
            for plan in (self._sides.old, self._sides.new)
        ]
        has_sheets = False
        for pair in track_sections(self._sides.old, self._sides.new):
            yield from self._section(pair, [known.get(pair.shown.id, "") for known in marks])
            if pair.shown.derived == "sheets" and not has_sheets:
                has_sheets = True
                yield from self._sheets()
        if not has_sheets:
            yield from self._sheets()
        yield from self._others()

    def _section(self, pair: Pair[Section], marks: Sequence[str]) -> Iterator[Piece]:
        told = self._told(Key("section", pair.shown.id))
        if not self._is_wanted(pair.shown.id) or not (is_section_changed(pair) or told):
            return
        runs = section_heading(pair, marks)
        target = Target("section", pair.shown.id)
        level = pair.shown.level - 1
        title = self._marking.heading(runs, level, Target("section", pair.shown.id, "heading"))
        part = Marked(title, ((new_text(runs) or old_text(runs), level, target),))
        yield Piece(part, gap=_SECTION_GAP, keep=True, targets=(target,))
        yield from section_texts(pair, self._marking)
        yield from told

    def _sheets(self) -> Iterator[Piece]:
        for root in self._outline:
            yield from self._node(root, 0)

    def _node(self, tracked: TrackedNode, depth: int) -> Iterator[Piece]:
        """Yield a heading with what is shown below it, nothing where there is nothing."""
        runs = node_heading(tracked.node, self._marking, self._old)
        node = tracked.node.shown
        is_wanted = self._is_wanted(node.id)
        own = [*node_texts(tracked.node, self._marking), *self._told(Key("node", node.id))]
        own = own if is_wanted else []
        below = [piece for pair in tracked.initiatives for piece in self._sheet(pair, depth + 1)]
        for child in tracked.children:
            below += self._node(child, depth + 1)
        is_renamed = tracked.node.change != "same" or _names(tracked.node)
        has_heading = bool(own) or (is_renamed and is_wanted)
        if not has_heading and (self._is_bare or not below):
            yield from below
            return
        target = Target("node", node.id)
        title = self._marking.heading(runs, min(depth, 2), Target("node", node.id, "name"))
        part = Marked(title, ((new_text(runs) or old_text(runs), depth, target),))
        gap = _NODE_GAPS[min(depth, 2)]
        yield Piece(part, gap=gap, keep=bool(own or below), targets=(target,))
        yield from own
        yield from below

    def _sheet(self, pair: Pair[Initiative], depth: int) -> Iterator[Piece]:
        if not self._is_wanted(pair.shown.id) or not (self._is_whole or self._is_changed(pair)):
            return
        key = Key("initiative", pair.shown.id)
        part = tracked_sheet(pair, self._sides, self._marking, self._remarks.get(key, ()))
        target = Target("initiative", pair.shown.id)
        numbers = self._sides.old_numbers if pair.new is None else self._sides.new_numbers
        marks = ((numbers.heading(pair.shown), depth, target),)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)
        yield Piece(Marked(part, marks), gap=_SHEET_GAP, targets=(target,))

    def _others(self) -> Iterator[Piece]:
        """Yield, in words, what changed in no chapter, heading or initiative."""
        drawn = ("section", "node", "initiative")
        told: list[str] = []
        for key, sentences in self._remarks.items():
            told += sentences if key.kind not in drawn else ()
        if self._renumbered:
            told.append(self._renumbered)
        if not told:
            return
        target = Target("plan", "", "others")
        title = heading(OTHER_CHANGES, self._context, level=1, target=target)
        marks = ((OTHER_CHANGES, 0, target),)
        yield Piece(Marked(title, marks), gap=_SECTION_GAP, keep=True)
        yield from self._notes(told, target)

    def _told(self, key: Key) -> list[Piece]:
        target = Target("section" if key.kind == "section" else "node", key.id, "remark")
        return self._notes(self._remarks.get(key, ()), target)

    def _notes(self, sentences: Iterable[str], target: Target) -> list[Piece]:
        style = self._context.note()
        return [
            Piece(
                self._marking.paragraph((Run("※" + one),), style, target, hang=1), gap=_REMARK_GAP
            )
            for one in sentences
        ]


def _names(pair: Pair[Node]) -> bool:
    return pair.old is not None and pair.new is not None and pair.old.name != pair.new.name


def is_drawn(difference: Difference) -> bool:
    """Say whether a change is seen in the texts and arrows; others are told in words."""
    kind, action, field = difference.key.kind, difference.action, difference.field
    if kind == "item":
        return True
    if kind == "row":
        return action != "field" or field in _ROW_FIELDS
    fields: Collection[str] = {
        "initiative": SHEET_FIELDS, "node": NODE_FIELDS, "section": _SECTION_FIELDS,
    }.get(kind, ())  # fmt: skip
    if action == "field":
        return field in fields
    return bool(fields) and action in ("added", "removed")
