"""What the review says about a line of its tree: sentence, reason, the texts before and after.

Belongs here: the words and their form as rich text. Does not belong here: the sentence of a change
itself (`domain.diff_words`).
"""

from __future__ import annotations

import html
from typing import Any

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.diff import ItemPlace
from kitaplanner.domain.diff_item_words import item_name
from kitaplanner.domain.import_plan import ImportChange
from kitaplanner.domain.plan import ScheduleItem, ScheduleRow
from kitaplanner.domain.text_diff import text_pieces
from kitaplanner.domain.value_words import value_words
from kitaplanner.gui.imports.review_wording import ReviewWording
from kitaplanner.gui.imports.state_badges import badge_colours, badge_words
from kitaplanner.gui.models.import_model import Branch, ShownState
from kitaplanner.gui.theme import Colours
from kitaplanner.gui.widgets.reading import LINE_HEIGHT
from kitaplanner.operations.import_review import Review

_NOTHING = "（なし）"


def said_of(branch: Branch, review: Review, colours: Colours, wording: ReviewWording) -> str:
    """Give rich text about a line."""
    if branch.change is not None:
        return _change(branch.change, review, colours, wording)
    if branch.lost is not None:
        state = _state("lost", colours, wording)
        return _page(state, _bold(branch.lost.what or branch.lost.where), _text(branch.lost.why))
    if branch.kind == "lost_group":
        return _page(
            _bold(f"読み取れなかったものが{len(branch.children)}件あります"),
            _text("資料の中にあるのに、計画のどこへ入れるか分からないものです。"
                  "必要なものは、取り込んだあとに手で入れてください。"),
        )  # fmt: skip
    if branch.kind == "initiative":
        name = review.heading(branch.initiative) or "計画全体"
        return _page(_bold(name), _text(f"変更は{len(branch.children)}件です。"))
    return _file(review, wording)


def _file(review: Review, wording: ReviewWording) -> str:
    found = review.found
    parts = [_bold(found.source)]
    if not found.initiatives_found:
        parts.append(_text(wording.nothing_found))
    elif not found.changes:
        parts.append(_text(wording.all_the_same))
    else:
        said = wording.found.format(found.initiatives_found, len(found.changes))
        parts.append(_text(said))
    if found.remarks:
        rows = "".join(f"<li>{html.escape(one)}</li>" for one in found.remarks)
        parts.append(f'<ul style="line-height:{LINE_HEIGHT}%; margin-left:-24px">{rows}</ul>')
    return _page(*parts)


def _change(change: ImportChange, review: Review, colours: Colours, wording: ReviewWording) -> str:
    parts = [_state(change.state, colours, wording), _bold(review.sentences[change.id])]
    if change.reason:
        parts.append(_text(change.reason))
    parts.append(_texts(change, colours, wording))
    return _page(*parts)


def _state(state: ShownState, colours: Colours, wording: ReviewWording) -> str:
    ground, text = badge_colours(state, colours)
    badge = (
        f'<span style="background:{ground}; color:{text}">&nbsp;{badge_words(state)}&nbsp;</span>'
    )
    meaning = f'<span style="color:{colours.muted}">　{wording.meanings[state]}。</span>'
    return f'<p style="line-height:{LINE_HEIGHT}%">{badge}{meaning}</p>'


def _texts(change: ImportChange, colours: Colours, wording: ReviewWording) -> str:
    """Give a table of the two texts, what differs struck out or underlined."""
    field = change.difference.field
    if isinstance(change.before, bool) or isinstance(change.after, bool):
        return ""  # the sentence says it
    if change.difference.action in ("added", "removed"):
        return ""  # so here
    old, new = full_text(field, change.before), full_text(field, change.after)
    if not old and not new:
        return ""
    sent = full_text(field, change.sent)
    if isinstance(change.before, ItemPlace):
        shown = (html.escape(old), html.escape(new))  # parts of dates say nothing
    elif sent and wording.by_earlier:
        shown = (_tracked(sent, old, colours), _tracked(sent, new, colours))
    else:
        shown = _marked_apart(old, new, colours)
    rows = list(zip(wording.sides, shown, strict=True))
    if sent:
        rows.insert(0, (wording.earlier, html.escape(sent)))
    lines = "".join(_row(name, text, colours) for name, text in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="5" border="0">{lines}</table>'


def _marked_apart(old: str, new: str, colours: Colours) -> tuple[str, str]:
    """Give both texts, in the one struck out what goes, in the other underlined what comes."""
    before, after = [], []
    for piece in text_pieces(old, new):
        if piece.is_same:
            before.append(html.escape(piece.old))
            after.append(html.escape(piece.new))
            continue
        before.append(_gone(piece.old, colours))
        after.append(_come(piece.new, colours))
    return "".join(before), "".join(after)


def _tracked(old: str, new: str, colours: Colours) -> str:
    """Give the new text with what was done to the old one."""
    return "".join(
        html.escape(piece.new)
        if piece.is_same
        else _gone(piece.old, colours) + _come(piece.new, colours)
        for piece in text_pieces(old, new)
    )


def _gone(text: str, colours: Colours) -> str:
    return _marked(text, "line-through", colours.error_ground, colours.error_text)


def _come(text: str, colours: Colours) -> str:
    return _marked(text, "underline", colours.done_ground, colours.done_text)


def _row(name: str, text: str, colours: Colours) -> str:
    shown = text.replace("\n", "<br>") or f'<span style="color:{colours.muted}">{_NOTHING}</span>'
    head = f'<td style="color:{colours.muted}; white-space:nowrap" width="1%">{name}</td>'
    return f'<tr>{head}<td><p style="line-height:{LINE_HEIGHT}%; margin:0">{shown}</p></td></tr>'


def _marked(text: str, line: str, ground: str, colour: str) -> str:
    if not text:
        return ""
    style = f"text-decoration:{line}; background:{ground}; color:{colour}"
    return f'<span style="{style}">{html.escape(text)}</span>'


def full_text(field: str, value: Any) -> str:
    """Give a value as text that can be compared; empty for what is better seen than read."""
    if isinstance(value, str) and field not in ("kind",):
        return value
    if isinstance(value, ItemPlace):
        return describe_span(value.span)
    if isinstance(value, ScheduleItem):
        return f"{item_name(value)}　{describe_span(value.span)}"
    if isinstance(value, ScheduleRow):
        return full_text(field, value.items)
    if isinstance(value, tuple) and all(isinstance(one, str | ScheduleItem) for one in value):
        return "\n".join(full_text("", one) for one in value)
    return value_words(field, value)


def _page(*parts: str) -> str:
    return "".join(parts)


def _bold(text: str) -> str:
    return f'<p style="line-height:{LINE_HEIGHT}%"><b>{html.escape(text)}</b></p>'


def _text(text: str) -> str:
    body = html.escape(text).replace("\n", "<br>")
    return f'<p style="line-height:{LINE_HEIGHT}%">{body}</p>'
