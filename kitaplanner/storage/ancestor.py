"""From which state two files of one plan went on: found in their own histories.

A copied file carries the document's id and its journal along. The entries that both have are what
happened before they parted; taking back all later ones gives the plan as it was then.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.storage.document import Document
from kitaplanner.storage.journal import JournalEntry
from kitaplanner.storage.problems import told_in_words

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two files parted: the plan then, the last edit of both, and how many each made since.

    `last` is None where they parted before the first edit.
    """

    plan: Plan
    last: JournalEntry | None
    ours: int
    theirs: int


def parting_of(mine: Document, other: Document, progress: Progress | None = None) -> Parting | None:
    """Find where two open documents parted; None where they are different ones.

    None, too, where what they had then is not the same: something else than the program has written
    into one of them, and its history does not tell what.
    """
    if mine.document_id != other.document_id:
        return None
    last = _last_common(mine, other, progress)
    number = 0 if last is None else last.sequence
    plan = mine.plan_after(number)
    if other.plan_after(number) != plan:
        return None
    return Parting(plan, last, mine.sequence - number, other.sequence - number)


@contextmanager
def opened_image(image: bytes, plan: Plan | None = None) -> Iterator[Document]:
    """Open what `Document.image` gave, on any thread, for as long as a block runs."""
    with told_in_words("文書を読めませんでした"), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "doc.db"
        copy.write_bytes(image)
        document = Document.open(copy, "", plan)
        try:
            yield document
        finally:
            document.close()


def _last_common(mine: Document, other: Document, progress: Progress | None) -> JournalEntry | None:
    """Give the last journal entry that both have."""
    last = None
    pairs = list(zip(reversed(mine.history()), reversed(other.history()), strict=False))
    for done, (one, another) in enumerate(pairs):
        if progress is not None:
            progress(done, len(pairs))
        # Labels and times of two people's edits may agree by chance; what was changed does not.
        if one != another or mine.change(one.sequence) != other.change(one.sequence):
            break
        last = one
    return last
