"""Chapters and headings as 見え消し: the texts that differ, and （略） for those that don't.

Belongs here: the texts of sections and of the outline's nodes. Does not belong here: sheets
(`tracked_sheet`) and the order of a print (`tracked_view`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kitaplanner.domain.plan import Block, Node, PlanSettings, Section
from kitaplanner.domain.tracked_plan import Pair, track_blocks, track_in_order
from kitaplanner.domain.tracked_text import (
    Run,
    Runs,
    is_changed,
    paragraphs_of,
    tidy,
    track_text,
    track_whole,
)
from kitaplanner.layout.item_words import timeline_sentence
from kitaplanner.layout.paging import Piece
from kitaplanner.layout.policies import heading_parts
from kitaplanner.layout.scene import Target
from kitaplanner.layout.tracked_text import Marking
from kitaplanner.layout.years import chronicle_date

_TEXT_GAP = 6.0
_LINE_GAP = 2.0
_BULLET = "・"
_NOTE = "※"
_UNCHANGED = "（略）"
_NO_WORDS = "※文言のほか（図版など）を変更"
# The fields of a node that are shown with what changed in them.
NODE_FIELDS = frozenset({"name", "lead", "bullets", "vision", "outcome_goal"})


def node_heading(pair: Pair[Node], marking: Marking, old: Marking) -> Runs:
    """Give number and name of a node; `old` knows the old numbers."""
    marks, names = zip(
        *(
            ("", "") if node is None else heading_parts(node, known.context)
            for node, known in ((pair.old, old), (pair.new, marking))
        ),
        strict=True,
    )
    return tidy((*track_whole(*marks), *track_text(*names)))


def node_texts(pair: Pair[Node], marking: Marking) -> Iterator[Piece]:
    """Yield the texts of a node that differ, all of one that is new or gone."""
    target = Target("node", pair.shown.id, "lead")
    body = marking.context.body()
    bullet = marking.context.body("list_item")
    lead = track_text(*(one.lead if one else "" for one in (pair.old, pair.new)))
    if is_changed(lead):
        for paragraph in paragraphs_of(lead):
            if paragraph:
                yield Piece(marking.paragraph(paragraph, body, target), gap=_TEXT_GAP)
    before, after = (
        [_BULLET + text.removeprefix(_BULLET) for text in one.bullets] if one else []
        for one in (pair.old, pair.new)
    )
    if before != after:
        for line in track_in_order(before, after):
            runs = track_text(line.old or "", line.new or "")
            yield Piece(marking.paragraph(runs, bullet, target, hang=1), gap=_LINE_GAP)
    for field in ("vision", "outcome_goal"):
        texts = [_lines(getattr(one, field)) if one else "" for one in (pair.old, pair.new)]
        runs = track_text(*texts)
        if is_changed(runs):
            label = marking.context.label(field) + "："
            for index, paragraph in enumerate(paragraphs_of(runs)):
                shown = (Run(label), *paragraph) if index == 0 else paragraph
                yield Piece(marking.paragraph(tidy(shown), body, target), gap=_TEXT_GAP)


def _lines(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def is_section_changed(pair: Pair[Section]) -> bool:
    """Say whether the words of a chapter came, went or changed; its number is none of them."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return True
    return old.heading != new.heading or old.blocks != new.blocks


def section_heading(pair: Pair[Section], marks: Sequence[str]) -> Runs:
    """Give number and heading of a chapter; `marks` are the old and the new number."""
    headings = (one.heading if one else "" for one in (pair.old, pair.new))
    return tidy((*track_whole(*marks), *track_text(*headings)))


def section_texts(pair: Pair[Section], marking: Marking) -> Iterator[Piece]:
    """Yield the blocks of a chapter that differ; others in a row are （略）."""
    target = Target("section", pair.shown.id, "blocks")
    skipped = False
    before, after = (one.blocks if one else () for one in (pair.old, pair.new))
    for block in track_blocks(before, after):
        if block.old == block.new:
            if not skipped:
                note = replace(marking.context.note(), role="paragraph")
                yield Piece(marking.paragraph((Run(_UNCHANGED),), note, target), gap=_LINE_GAP)
            skipped = True
            continue
        skipped = False
        yield from _block_pieces(block, marking, target)


def _block_pieces(block: Pair[Block], marking: Marking, target: Target) -> Iterator[Piece]:
    context = marking.context
    kind = block.shown.kind
    style, hang = context.body(), 0
    if kind == "bullet":
        style, hang = context.body("list_item"), 1
    elif kind in ("note", "footnote"):
        style, hang = context.note(), 1
    elif kind == "quote":
        style = replace(style, bold=True)
    before, after = (
        _block_lines(one, context.plan.settings) if one else [] for one in (block.old, block.new)
    )
    found = False
    for line in track_in_order(before, after):
        runs = track_text(line.old or "", line.new or "")
        if is_changed(runs):
            found = True
            yield Piece(
                marking.paragraph(runs, style, target, hang=hang),
                gap=_LINE_GAP if kind in ("bullet", "note") else _TEXT_GAP,
            )
    if not found:
        yield Piece(marking.paragraph((Run(_NO_WORDS),), context.note(), target, hang=1), gap=4.0)


def _block_lines(block: Block, settings: PlanSettings) -> list[str]:
    """Give the paragraphs of a block, or what its table or chart says line by line."""
    if block.kind == "chronicle":
        return [
            "　".join(filter(None, (chronicle_date(one, settings), one.text, one.note)))
            for one in block.entries
        ]
    if block.kind == "timeline":
        return [timeline_sentence(row, settings) for row in block.rows]
    if block.kind == "chart":
        words = [(box.depth, "　".join(filter(None, (box.text, box.note)))) for box in block.boxes]
        return [*filter(None, (block.caption,)), *("　" * depth + text for depth, text in words)]
    if block.kind == "figure":
        return [*filter(None, (block.caption, *block.text.split("\n")))]
    mark = {"bullet": _BULLET, "note": _NOTE, "footnote": f"{_NOTE}{block.mark}　"}.get(block.kind)
    text = block.text
    if mark is not None:
        text = mark + (text.removeprefix(_NOTE) if block.kind == "note" else text)
    source = f"（{block.source}）" if block.kind == "quote" and block.source else ""
    return [*text.split("\n"), *filter(None, (source,))]
