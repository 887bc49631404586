"""Where on a page a change stands: the area of what changed, and the changed words within it.

Belongs here: asking regions, grids and lines of a finished page. Does not belong here: what changed
(`domain.diff`) and how a place is marked (`gui.views.sheet_pair`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kitaplanner.domain.diff import Difference
from kitaplanner.domain.records import Key
from kitaplanner.domain.text_diff import text_pieces
from kitaplanner.layout.metrics import TextMetrics
from kitaplanner.layout.scene import Page, Rect, Text

# Of the size of a text: how far its characters reach above and below the baseline.
_ABOVE, _BELOW = 0.88, 0.16


def places_of(page: Page, difference: Difference) -> Iterator[Rect]:
    """Yield the areas of what a change is about; none where the whole sheet came, went or moved."""
    key = difference.key
    if key.kind == "initiative":
        if difference.action in ("field", "ended"):
            yield from _fields(page, key.id, difference.field)
        if difference.action != "ended":
            return
    keys = list(dict.fromkeys((key, *(one.key for one in difference.edits))))
    # A row that comes or goes is outlined whole, without each item in it.
    rows = [rect for one in keys if one.kind == "row" for rect in _row(page, one)]
    if rows or key.kind == "row":
        yield from rows
        return
    for one in keys:
        yield from _thing(page, one)


def _fields(page: Page, initiative: str, field: str) -> Iterator[Rect]:
    shown = "name" if field == "marks" else "summary" if field == "notes" else field
    for region in page.regions:
        target = region.target
        if (target.kind, target.id) == ("initiative", initiative) and target.field in (
            field,
            shown,
        ):
            yield region.rect


def _thing(page: Page, key: Key) -> Iterator[Rect]:
    for region in page.regions:
        if (region.target.kind, region.target.id) == (key.kind, key.id):
            yield region.rect


def _row(page: Page, key: Key) -> Iterator[Rect]:
    for grid in page.grids:
        for band in grid.bands:
            if band.row == key.id:
                yield Rect(grid.rect.x, band.y, grid.rect.width, band.height)


def changed_words_on(
    page: Page, difference: Difference, metrics: TextMetrics, *, is_new: bool
) -> tuple[Rect, ...]:
    """Give the areas of the words that a change of a text replaced, line by line.

    Nothing where no text changed, or where the page shows it in other words.
    """
    if difference.action != "field":
        return ()
    old, new = _lines_of(difference.before), _lines_of(difference.after)
    if old is None or new is None:
        return ()
    parts = [(one.new if is_new else one.old, not one.is_same) for one in text_pieces(old, new)]
    lines = [one for one in page.texts() if _shows(one, difference)]
    return tuple(_marked(lines, _paragraphs(parts), metrics))


def _lines_of(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return None


def _shows(text: Text, difference: Difference) -> bool:
    target, key = text.target, difference.key
    if target is None or (target.kind, target.id) != (key.kind, key.id):
        return False
    if difference.field == "notes":
        return target.field == "notes" or (target.field == "summary" and text.role == "note")
    if difference.field == "summary":
        return target.field == "summary" and text.role != "note"
    return target.field == difference.field


def _paragraphs(parts: Iterable[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """Give the characters that are seen, each with whether it changed, parted at line breaks."""
    paragraphs: list[list[tuple[str, bool]]] = [[]]
    for text, is_changed in parts:
        for char in text:
            if char == "\n":
                paragraphs.append([])
            elif not char.isspace():
                paragraphs[-1].append((char, is_changed))
    return paragraphs


def _marked(
    lines: list[Text], paragraphs: list[list[tuple[str, bool]]], metrics: TextMetrics
) -> Iterator[Rect]:
    """Find each paragraph among the drawn characters, whatever is printed around it."""
    drawn = [
        (number, at, char)
        for number, line in enumerate(lines)
        for at, char in enumerate(line.text)
        if not char.isspace()
    ]
    whole = "".join(char for _, _, char in drawn)
    changed: dict[int, list[int]] = {}
    begin = 0
    for paragraph in paragraphs:
        found = whole.find("".join(char for char, _ in paragraph), begin)
        if found < 0 or not paragraph:
            continue
        for offset, (_, is_changed) in enumerate(paragraph):
            if is_changed:
                number, at, _ = drawn[found + offset]
                changed.setdefault(number, []).append(at)
        begin = found + len(paragraph)
    for number, places in changed.items():
        yield from _areas(lines[number], places, metrics)


def _areas(line: Text, places: list[int], metrics: TextMetrics) -> Iterator[Rect]:
    """Give the areas of characters of a line; neighbours share one."""
    start = 0
    for index in range(1, len(places) + 1):
        if index < len(places) and places[index] == places[index - 1] + 1:
            continue
        left, right = (
            metrics.text_width(line.text[:end], line.size, line.bold)
            for end in (places[start], places[index - 1] + 1)
        )
        top = line.baseline - line.size * _ABOVE
        yield Rect(line.x + left, top, right - left, line.size * (_ABOVE + _BELOW))
        start = index
