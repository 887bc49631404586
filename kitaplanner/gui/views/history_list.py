"""履歴: what was done to the thing that is shown, the latest first, each entry down to its fields.

Belongs here: the words and links of the list. What an entry did is worked out in
`domain.history`, and only for entries that a person opens.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kitaplanner.domain.history import FieldChange
from kitaplanner.gui.widgets.reading import LINE_HEIGHT

_KIND_WORDS = {"do": "", "undo": "取消：", "redo": "やり直し："}
_NOTHING = "まだ変更はありません。"
_ONLY_ORDER = "並び順などが変わりました。"
_NO_VALUE = "（空欄）"
_RESTORE = "この値に戻す"
_MORE = "さらに前の履歴を見る"
# Beyond these an entry would push everything else out of sight.
_MOST_FIELDS = 40
_LONGEST_VALUE = 400
# Of a long text that changed in one place only this much around the place is shown.
_AROUND = 12
_LONG = 60


class HistoryEntry(Protocol):
    """What an entry of the journal tells here; `at` is ISO 8601 local time."""

    @property
    def sequence(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def at(self) -> str: ...


class _Words(QLabel):
    """Rich text whose height is worked out once for a width.

    The layout of the dock asks for it at every edit of the fields above, and each time all its
    lines would be broken anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        self._heights.clear()
        super().changeEvent(event)


class HistoryList(QWidget):
    """Entries with when, who and what, and on demand each value before and after.

    `restore_wanted(sequence, image, field)` asks for the value before an entry; `more_wanted` asks
    for older entries.
    """

    restore_wanted = Signal(int, int, str)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[HistoryEntry] = ()
        self._has_more = False
        self._can_restore = False
        self._fields_of: Callable[[int], Sequence[FieldChange]] = _no_fields
        self._opened: set[int] = set()
        self._text = ""
        self._build_ui()

    def _build_ui(self) -> None:
        unit = self.fontMetrics().height()
        self._heading = QLabel("履歴")
        self._heading.setObjectName("muted")
        self._words = _Words()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._words.setAccessibleName("履歴")
        self._words.linkActivated.connect(self._follow_link)
        self._heading.setBuddy(self._words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit // 2, unit, unit)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)

    @property
    def text(self) -> str:
        """Give the lines that are shown, without the words of links."""
        return self._text

    def show_entries(
        self,
        heading: str,
        entries: Sequence[HistoryEntry],
        fields_of: Callable[[int], Sequence[FieldChange]],
        *,
        has_more: bool = False,
        can_restore: bool = False,
    ) -> None:
        """Show entries, the latest first; `fields_of` is asked about entries that are open."""
        self._heading.setText(heading)
        self._entries = entries
        self._fields_of = fields_of
        self._has_more = has_more
        self._can_restore = can_restore
        self._show()

    def close_all(self) -> None:
        """Fold every entry, for another subject."""
        self._opened.clear()

    def toggle(self, sequence: int) -> None:
        """Open or fold an entry."""
        self._opened ^= {sequence}
        self._show()

    def _show(self) -> None:
        lines: list[str] = []
        blocks: list[str] = []
        for entry in self._entries:
            is_open = entry.sequence in self._opened
            lines += [f"{_when(entry)}", f"　{_what(entry)}"]
            blocks.append(self._head_block(entry, is_open))
            if is_open:
                fields = self._fields_of(entry.sequence)
                lines += _field_lines(fields)
                blocks += self._field_blocks(entry, fields)
        self._text = "\n".join(lines) or _NOTHING
        if not blocks:
            blocks.append(self._block(html.escape(_NOTHING), 0))
        if self._has_more:
            blocks.append(self._block(f'<a href="more">{_MORE}</a>', 0))
        self._words.setText("".join(blocks))

    def _field_blocks(self, entry: HistoryEntry, fields: Sequence[FieldChange]) -> Iterator[str]:
        if not fields:
            yield self._block(_ONLY_ORDER, 1)
        has_several = len({one.target for one in fields}) > 1
        shown = ""
        for one in fields[:_MOST_FIELDS]:
            if one.target != shown and (has_several or not _is_named(one.target, entry.label)):
                yield self._block(html.escape(one.target), 1)
            shown = one.target
            before, after = _around_the_change(one.before, one.after)
            yield self._block(f"<b>{html.escape(one.word)}</b>", 1)
            if before or one.field:
                yield self._block(f"前：{_value(before)}{self._restore_link(entry, one)}", 1)
            if after or one.field:
                yield self._block(f"後：{_value(after)}", 1)
        if len(fields) > _MOST_FIELDS:
            yield self._block(f"ほか{len(fields) - _MOST_FIELDS}か所", 1)

    def _restore_link(self, entry: HistoryEntry, one: FieldChange) -> str:
        if not one.field or not self._can_restore:
            return ""
        return f'　<a href="restore:{entry.sequence}:{one.image}:{one.field}">{_RESTORE}</a>'

    def _head_block(self, entry: HistoryEntry, is_open: bool) -> str:
        sign = "▾" if is_open else "▸"
        link = f'<a href="open:{entry.sequence}" style="text-decoration:none">'
        head = f"{link}{sign} {html.escape(_when(entry))}</a>"
        return self._block(head, 0) + self._block(html.escape(_what(entry)), 1)

    def _block(self, body: str, indent: int) -> str:
        left = indent * self.fontMetrics().height()
        return (
            f'<p style="line-height:{LINE_HEIGHT}%; margin-top:0; margin-bottom:0; '
            f'margin-left:{left}px">{body}</p>'
        )

    @Slot(str)
    def _follow_link(self, link: str) -> None:
        name, *parts = link.split(":")
        if name == "more":
            self.more_wanted.emit()
        elif name == "open":
            self.toggle(int(parts[0]))
        elif name == "restore":
            self.restore_wanted.emit(int(parts[0]), int(parts[1]), parts[2])


def _no_fields(sequence: int) -> Sequence[FieldChange]:
    return ()


def _when(entry: HistoryEntry) -> str:
    when = entry.at[5:16].replace("-", "/").replace("T", " ")
    return f"{when}　{entry.who}" if entry.who else when


def _what(entry: HistoryEntry) -> str:
    return f"{_KIND_WORDS[entry.kind]}{entry.label}"


def _is_named(target: str, label: str) -> bool:
    """Say whether a label names what it is about, by its name or by its kind."""
    kind, _, name = target.partition("「")
    # An edit is labelled by the name of that time, which may be another one today.
    return kind in label or (bool(name) and f"「{name}" in label)


def _around_the_change(before: str, after: str) -> tuple[str, str]:
    """Give two long texts without what they share far from where they differ."""
    if min(len(before), len(after)) < _LONG:
        return before, after
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return _cut(before, start, end), _cut(after, start, end)


def _shared(one: str, other: str) -> int:
    """Give how many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(text) - end + _AROUND, len(text))
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _field_lines(fields: Sequence[FieldChange]) -> Iterator[str]:
    for one in fields[:_MOST_FIELDS]:
        yield f"　　{one.target}　{one.word}：{one.before or _NO_VALUE} → {one.after or _NO_VALUE}"


def _value(text: str) -> str:
    shown = text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
    return html.escape(shown or _NO_VALUE).replace("\n", "<br>")
