"""Edits of one section of the booklet: its blocks written, parted, turned, moved and removed.

Belongs here: pure functions on the values. Does not belong here: the list of sections of a plan
(`operations.sections`).
"""

from __future__ import annotations

from dataclasses import replace

from kitaplanner.domain.calendar import Period
from kitaplanner.domain.plan import Block, BlockKind, ChartBox, Section, TimelineRow

# Kinds whose words are written on the page itself.
WRITTEN_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "bullet", "note", "footnote"})
DEEPEST_BOX = 9
_INDENT = "　"
_NOTE_MARK = "｜"


def new_block(kind: BlockKind, period: Period) -> Block:
    """Give an empty block of a kind, with what its table needs to be seen."""
    if kind == "timeline":
        row = TimelineRow("計画名", "", period.first, period.last)
        return Block(kind, first=period.first, last=period.last, rows=(row,))
    if kind == "chart":
        return Block(kind, boxes=(ChartBox("本部"), ChartBox("部会", 1)))
    if kind == "footnote":
        return Block(kind, mark="1")
    return Block(kind)


def with_block(section: Section, index: int, block: Block) -> Section:
    """Put a block in the place of another."""
    blocks = list(section.blocks)
    blocks[index] = block
    return replace(section, blocks=tuple(blocks))


def with_block_added(section: Section, index: int, block: Block) -> Section:
    """Put a block before the one that has this index, or behind all."""
    return replace(section, blocks=(*section.blocks[:index], block, *section.blocks[index:]))


def without_block(section: Section, index: int) -> Section:
    """Take a block out."""
    return replace(section, blocks=(*section.blocks[:index], *section.blocks[index + 1 :]))


def with_block_moved(section: Section, index: int, by: int) -> Section:
    """Move a block by some places, as far as there is room."""
    blocks = list(section.blocks)
    block = blocks.pop(index)
    blocks.insert(min(max(index + by, 0), len(blocks)), block)
    return replace(section, blocks=tuple(blocks))


def with_block_parted(section: Section, index: int, before: str, after: str) -> Section:
    """Part a written block in two of its kind."""
    block = section.blocks[index]
    first = with_block(section, index, replace(block, text=before))
    return with_block_added(first, index + 1, Block(block.kind, after, mark=block.mark))


def turned(block: Block, kind: BlockKind, period: Period) -> Block:
    """Make a block one of another kind; words stay, whatever else the new kind lacks goes."""
    if kind == block.kind:
        return block
    return replace(new_block(kind, period), text=block.text, caption=block.caption)


def chart_text(boxes: tuple[ChartBox, ...]) -> str:
    """Write the boxes of a chart as lines: indented by their depth, a note behind ｜."""
    return "\n".join(
        _INDENT * one.depth + one.text + (_NOTE_MARK + one.note if one.note else "")
        for one in boxes
    )


def chart_boxes(text: str) -> tuple[ChartBox, ...]:
    """Read such lines; a box stands at most one step deeper than the one before it."""
    boxes: list[ChartBox] = []
    for line in text.split("\n"):
        words = line.strip(_INDENT + " \t")
        if not words:
            continue
        depth = len(line) - len(line.lstrip(_INDENT))
        deepest = min(boxes[-1].depth + 1, DEEPEST_BOX) if boxes else 0
        name, _, note = words.partition(_NOTE_MARK)
        boxes.append(ChartBox(name.strip(), min(depth, deepest), note.strip()))
    return tuple(boxes)
