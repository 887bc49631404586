"""Chapters of the plain text edition: what people wrote in the blocks of sections.

Here: a block as lines. Not here: what is derived from the outline (`plain_text_sheets`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.plan import Block, ChronicleEntry, PlanSettings, Section
from kitaplanner.layout.item_words import joined, timeline_sentence
from kitaplanner.layout.items import NOTE_SIGN
from kitaplanner.layout.years import chronicle_date


def block_lines(section: Section, settings: PlanSettings) -> Iterator[str]:
    """Yield the blocks of a section."""
    for block in section.blocks:
        yield from _lines(block, settings)


def _lines(block: Block, settings: PlanSettings) -> Iterator[str]:
    if block.kind == "chronicle":
        yield from (_chronicle(entry, settings) for entry in block.entries)
    elif block.kind == "timeline":
        yield from (timeline_sentence(row, settings) for row in block.rows)
    elif block.kind == "quote":
        # Broken by hand, maybe inside a sentence: joined with a full stop it would read wrong.
        lines = [one.strip() for one in block.text.split("\n") if one.strip()]
        yield from lines
        if block.source.strip():
            yield f"（{joined([block.source])}）"
    elif block.kind == "figure":
        yield _figure(block)
    elif block.kind == "chart":
        yield from _chart(block)
    else:
        yield from _text(block)


def _text(block: Block) -> Iterator[str]:
    marks = {"bullet": "・", "note": NOTE_SIGN, "footnote": f"{NOTE_SIGN}{block.mark}　"}
    mark = marks.get(block.kind, "")
    for paragraph in filter(str.strip, block.text.split("\n")):
        yield mark + paragraph.strip().removeprefix(mark or "\n")
        mark = ""


def _chronicle(entry: ChronicleEntry, settings: PlanSettings) -> str:
    note = joined([entry.note]).removeprefix(NOTE_SIGN)
    said = [entry.text, NOTE_SIGN + note if note else ""]
    return f"{chronicle_date(entry, settings)}：{joined(said)}"


def _figure(block: Block) -> str:
    said = "：".join(filter(None, (joined([block.caption]), joined([block.text]))))
    return f"［図］{said}"


def _chart(block: Block) -> Iterator[str]:
    """Yield an organisation chart: each box with its level, so that ears can follow."""
    yield f"［図］{joined([block.caption]) or '組織図'}"
    for box in block.boxes:
        note = f"（{joined([box.note])}）" if box.note.strip() else ""
        yield f"{'　' * box.depth}{box.depth + 1}段目：{joined([box.text])}{note}"
