"""The chapter of sheets: each block opens with its lead and the list of its initiatives.

Belongs here: which pages stand in which order, running heads and bookmarks of that chapter. Does
not belong here: the sheets themselves (`sheets`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.layout.contents import leader_line
from kitaplanner.layout.context import Context
from kitaplanner.layout.flow import Marked, Part
from kitaplanner.layout.lines import LineStyle
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import heading_parts, node_texts
from kitaplanner.layout.scene import Target
from kitaplanner.layout.sheets import set_sheet
from kitaplanner.layout.text_parts import heading, text_part

# Called with what is done and how much there is; may raise Cancelled.
ProgressCall: TypeAlias = Callable[[int, int], None]

_GROUP_GAP = 14.0
_HEADING_GAP = 8.0
_LIST_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A node whose sheets follow its own opening page, and the nodes above it."""

    node: Node
    above: tuple[Node, ...]

    @property
    def path(self) -> tuple[Node, ...]:
        """Give the nodes from the root down to this one."""
        return (*self.above, self.node)


def sheet_blocks(plan: Plan, form: Form) -> Iterator[SheetBlock]:
    """Yield the blocks: nodes of the form's block level, or higher ones that hold sheets."""
    names = [level.name for level in form.levels]
    border = form.booklet.block_level
    deepest = names.index(border) if border in names else 0

    def search(node: Node, above: tuple[Node, ...]) -> Iterator[SheetBlock]:
        level = names.index(node.level) if node.level in names else deepest
        if level >= deepest or node.initiatives or not node.children:
            yield SheetBlock(node, above)
            return
        for child in node.children:
            yield from search(child, (*above, node))

    for root in plan.outline:
        yield from search(root, ())


def running_head(block: SheetBlock, context: Context) -> str:
    """Give the right half of the running head: 基本方針1 ① 行かない、書かない…."""
    numbers = [context.numbering.number(node).rstrip(".") for node in block.above]
    return " ".join([*filter(None, numbers), context.numbering.heading(block.node)])


class SheetChapter:
    """Makes the pieces of the chapter; `depth` is the bookmark level of the roots."""

    def __init__(
        self,
        context: Context,
        depth: int,
        *,
        with_openings: bool,
        only: Collection[str] | None = None,
        progress: ProgressCall | None = None,
    ) -> None:
        self._context = context
        self._depth = depth
        self._with_openings = with_openings
        self._only = only
        self._progress = progress
        self._marked: set[str] = set()
        self._done = 0
        self._total = sum(self._is_wanted(one) for one in context.plan.initiatives())

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in printed order."""
        for block in sheet_blocks(self._context.plan, self._context.form):
            if not any(map(self._is_wanted, block.node.all_initiatives)):
                if self._with_openings and self._only is None:
                    yield from self._opening(block)
                continue
            if self._with_openings:
                yield from self._opening(block)
            yield from self._sheets(block)

    def _is_wanted(self, initiative: Initiative) -> bool:
        return self._only is None or initiative.id in self._only

    def _marks(self, path: tuple[Node, ...]) -> tuple[tuple[str, int, Target], ...]:
        """Give the bookmarks of the nodes on a path from the root that have none yet."""
        marks = []
        for level, node in enumerate(path):
            if node.id not in self._marked:
                self._marked.add(node.id)
                title = self._context.numbering.heading(node)
                marks.append((title, self._depth + level, Target("node", node.id)))
        return tuple(marks)

    def _opening(self, block: SheetBlock) -> Iterator[Piece]:
        """Yield the opening page: headings, lead, and the initiatives of each group."""
        context = self._context
        marks = self._marks(block.path)
        running = running_head(block, context)
        fresh = True
        if block.above:
            names = "　".join(context.numbering.heading(node) for node in block.above)
            style = LineStyle(
                context.form.sizes.heading[2], 1.5, context.colour("accent"), True, "heading"
            )
            part = Marked(text_part(names, context, style), marks)
            targets = _targets(marks)
            yield Piece(
                part, gap=_GROUP_GAP, keep=True, fresh=True, running=running, targets=targets
            )
            marks, fresh = (), False
        title: Part = self._heading(block.node, 0)
        yield Piece(
            Marked(title, marks),
            gap=4.0 if block.above else _GROUP_GAP,
            keep=True,
            fresh=fresh,
            running=running,
            targets=_targets(marks),
        )
        for index, piece in enumerate(self._texts(block.node)):
            yield replace(piece, gap=_HEADING_GAP) if index == 0 else piece
        yield from self._list(block.node.initiatives)
        for path in list(_paths(block.path))[1:]:
            node = path[-1]
            # A node whose sheets follow gets its bookmark there, one without any gets it here.
            has_sheets = bool(node.all_initiatives)
            marks = () if has_sheets else self._marks(path)
            part = Marked(self._heading(node, 2), marks)
            yield Piece(part, gap=_GROUP_GAP, keep=True, targets=_targets(marks))
            yield from (replace(one, gap=4.0, keep=True) for one in self._texts(node))
            yield from self._list(node.initiatives)

    def _texts(self, node: Node) -> list[Piece]:
        """Give the lead of a node, and its bullets unless the policies have shown them."""
        sections = self._context.plan.sections
        if any(section.derived == "policies" for section in sections):
            node = replace(node, bullets=())
        return node_texts(node, self._context)

    def _list(self, initiatives: tuple[Initiative, ...]) -> Iterator[Piece]:
        context = self._context
        style = LineStyle(
            context.form.sizes.body, 1.5, context.colour("ink"), role="list_item", breaking="body"
        )
        for index, initiative in enumerate(initiatives):
            number = context.numbering.number(initiative)
            line = leader_line(
                initiative.name,
                context,
                style,
                Target("initiative", initiative.id),
                mark=number + "　" if number else "",
                indent=_LIST_INDENT,
            )
            yield Piece(line, gap=5.0 if index == 0 else 1.0)

    def _sheets(self, block: SheetBlock) -> Iterator[Piece]:
        shares = self._context.plan.settings.sheets_share_page
        gap = self._context.form.lengths.sheet_gap
        running = running_head(block, self._context)
        is_first = True
        for path in _paths(block.path):
            node, depth = path[-1], len(path)
            wanted = [one for one in node.initiatives if self._is_wanted(one)]
            for index, initiative in enumerate(wanted):
                fresh = is_first or not shares
                marks = self._marks(path)
                if index == 0 and node is not block.node:
                    title = Marked(self._heading(node, 1), marks)
                    yield Piece(
                        title,
                        gap=gap,
                        keep=True,
                        fresh=fresh,
                        running=running,
                        targets=_targets(marks),
                    )
                    marks, fresh = (), False
                    yield self._sheet(initiative, depth, marks, _HEADING_GAP, running, fresh)
                else:
                    yield self._sheet(initiative, depth, marks, gap, running, fresh)
                is_first = False

    def _sheet(
        self,
        initiative: Initiative,
        depth: int,
        marks: tuple[tuple[str, int, Target], ...],
        gap: float,
        running: str,
        fresh: bool,
    ) -> Piece:
        context = self._context
        target = Target("initiative", initiative.id)
        own = (context.numbering.heading(initiative), self._depth + depth, target)
        part = Marked(set_sheet(initiative, context, context.table_width), (*marks, own))
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)
        targets = (*_targets(marks), target)
        return Piece(part, gap=gap, fresh=fresh, running=running, targets=targets)

    def _heading(self, node: Node, level: int) -> Part:
        mark, name = heading_parts(node, self._context)
        target = Target("node", node.id, "name")
        return heading(name, self._context, level=level, target=target, mark=mark)


def _targets(marks: tuple[tuple[str, int, Target], ...]) -> tuple[Target, ...]:
    return tuple(target for _, _, target in marks)


def _paths(path: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Yield the path to a node and to each below it, in printed order."""
    yield path
    for child in path[-1].children:
        yield from _paths((*path, child))
