"""Where the words of a run of kanji or katakana start, so that a line break cuts none.

Here: dividing a run by the words of `resources/words/compounds.txt`, else by pairs of kanji with
the affixes that stand alone (電子|申請化, 保険料|納付書). Not here: phrases and costs (`phrases`).
This is no dictionary: it need only tell a poor place for a break from a better one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kitaplanner.paths import resource_path

_KANJI = "一-鿿㐀-䶿豈-﫿々〆\U00020000-\U0003ffff"
KATAKANA = re.compile("[ァ-ヺーヽヾ]")
RUN = re.compile(f"[{_KANJI}]+|{KATAKANA.pattern}+")
_PREFIXES = frozenset("新各全多再非未要次他諸超旧本当副総両毎別約主準")
_SUFFIXES = frozenset(
    "化的性者課書料所署等制員会区率数券館型版法側用額費税権力品室内外別中後前時上下体類科係部局"
    "長業証票表案界点面線器機庫園校院士師物式系間編量層網下毎業先元語群層像策値名向"
)
# After these a single kanji is a word, after anything else it may be an affix (クラウド|化).
_OPENS_RUN = re.compile("[ぁ-ゟ \u3000、。・(（「『【]")
_OKURIGANA = re.compile("[いうえきくけげしせちつてぶみむめりるれ]")
# Costs of taking a piece of a run for one word, against 1 for any pair of kanji.
_KNOWN_WORD = 0.2
_AFFIX = 0.3
_LONE_VERB = 0.7
_LONE_KANJI = 3.0
_UNKNOWN_KANJI = 4.0
_KNOWN_KATAKANA = 1.0
_UNKNOWN_KATAKANA = 3.0
_FRAGMENT = 9.0


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Give the words that are one run of kanji or katakana, and a pattern of the mixed ones."""
    text = resource_path("words", "compounds.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    words = frozenset(" ".join(lines).split())
    plain = frozenset(word for word in words if RUN.fullmatch(word))
    mixed = sorted(words - plain, key=len, reverse=True)
    return plain, re.compile("|".join(map(re.escape, mixed)))


def word_starts(text: str) -> dict[int, bool]:
    """Tell for each index inside a run or a mixed word whether a word starts there."""
    mixed = _words()[1]
    starts: dict[int, bool] = {}
    for run in RUN.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        follows = bool(before) and not _OPENS_RUN.match(before)
        edges = _divide(run[0], follows, bool(_OKURIGANA.match(after)))
        for offset in range(len(run[0])):
            if offset or offset not in edges:
                starts[run.start() + offset] = offset in edges
    for word in mixed.finditer(text):
        for index in range(word.start() + 1, word.end()):
            starts[index] = False
    return starts


@lru_cache(maxsize=4096)
def _divide(run: str, follows: bool, inflects: bool) -> frozenset[int]:
    """Divide a run of kanji or katakana into words; give where they start.

    Index 0 is missing when the run opens with an affix of what it `follows` (クラウド|化). When the
    run `inflects`, its last kanji may be a verb (教職員|含む).
    """
    piece_cost = _katakana_cost if KATAKANA.match(run) else _kanji_cost
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                (best[start][0] + piece_cost(run[start:end]), start)
                for start in range(max(0, end - 12), end)
            )
        )
    starts = {0}
    end = len(run)
    if inflects and end > 2 and best[end - 1][0] + _LONE_VERB < best[end][0]:
        end -= 1
        starts.add(end)
    while end:
        end = best[end][1]
        starts.add(end)
    first = min((start for start in starts if start), default=len(run))
    if follows and first == 1 and run[0] in _SUFFIXES:
        starts.discard(0)
    return frozenset(starts)


def _kanji_cost(piece: str) -> float:
    """Give how unlikely it is that these kanji are one word."""
    if piece in _words()[0]:
        return _KNOWN_WORD
    if len(piece) == 1:
        return _AFFIX if piece in "及等" else _LONE_KANJI
    if len(piece) == 2:
        return 1.0
    cost = _UNKNOWN_KANJI * len(piece)
    if piece[0] in _PREFIXES:
        cost = min(cost, _AFFIX + _kanji_cost(piece[1:]))
    if piece[-1] in _SUFFIXES:
        cost = min(cost, _AFFIX + _kanji_cost(piece[:-1]))
    return cost


def _katakana_cost(piece: str) -> float:
    """Give how unlikely it is that this katakana is one word; what no list knows stays whole."""
    if piece in _words()[0]:
        return _KNOWN_KATAKANA
    return _FRAGMENT if len(piece) < 3 else _UNKNOWN_KATAKANA + len(piece) / 10
