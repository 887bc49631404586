"""Reads 見え消し from the shapes of a page as an eye does: rules through and below the words."""

from __future__ import annotations

from collections.abc import Iterator

from kitaplanner.domain.tracked_text import Change
from kitaplanner.layout.scene import Line, Page, Scene, Text

_SLACK = 0.01


def words_with_marks(page: Page) -> Iterator[tuple[Text, Change]]:
    """Yield each line of text, or the part of one that is written in one ink, with its mark.

    A rule that begins or ends inside a text belongs to nothing that could be told; it fails.
    """
    rules = [
        one
        for one in page.primitives
        if isinstance(one, Line) and one.y1 == one.y2 and not one.dash
    ]
    for text in page.texts():
        near = [rule for rule in rules if _touches(rule, text)]
        through = [rule for rule in near if rule.y1 < text.baseline]
        below = [rule for rule in near if rule.y1 > text.baseline]
        assert not (through and below), text
        assert len(through) in (0, 1, 2), text
        yield text, "gone" if through else "added" if below else "same"


def _touches(rule: Line, text: Text) -> bool:
    """Say whether a rule lies on a text from end to end."""
    above, under = 0.6 * text.size, 0.16 * text.size
    if not text.baseline - above < rule.y1 < text.baseline + under:
        return False
    overlap = min(rule.x2, text.x + text.width) - max(rule.x1, text.x)
    if overlap <= _SLACK:
        return False
    # A mark ends where its words end; rules of tables are longer and lie elsewhere.
    assert abs(rule.x1 - text.x) < _SLACK, (rule, text)
    assert abs(rule.x2 - text.x - text.width) < _SLACK, (rule, text)
    return True


def read_side(scene: Scene, *, is_new: bool) -> dict[tuple[str, str], str]:
    """Give the words of one side by what they show, as far as they show something."""
    other: Change = "gone" if is_new else "added"
    said: dict[tuple[str, str], str] = {}
    for page in scene.pages:
        for text, change in words_with_marks(page):
            if text.target is not None:
                key = (text.target.id, text.target.field)
                said[key] = said.get(key, "") + (text.text if change != other else "")
    return said
