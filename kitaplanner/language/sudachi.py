"""The morphological analyser: SudachiPy with its small dictionary, which travels with the program.

Belongs here: loading it once, and saying its parts of speech in the words of `domain.words`. The
dictionary is mapped into memory by the first check, so nobody waits for it at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from threading import Lock

from sudachipy.sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from kitaplanner.domain.words import Word, WordPart

_PARTS: dict[str, WordPart] = {
    "名詞": "noun",
    "代名詞": "noun",
    "動詞": "verb",
    "接尾辞": "suffix",
    "助詞": "particle",
}
# After the stem of a verb these make it a noun: 引継ぎを, 引継ぎ書. Before a comma it stays a verb.
_NOUN_PARTICLES = frozenset({"格助詞", "係助詞", "副助詞"})
# Texts longer than this are divided at line ends; the analyser refuses more than 49,149 bytes.
_LONGEST = 8_000


class SudachiAnalyser:
    """Divides texts into words; one may be shared by threads.

    Making it raises ImportError or OSError where the dictionary is missing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        _tokenizer()

    def words(self, text: str) -> Sequence[Word]:
        """Give the words of a text in order."""
        with self._lock:
            return _words(text)


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary(dict="small").tokenizer(SplitMode.C)


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    for start in range(0, len(text), _LONGEST):
        words += _piece(text[start : start + _LONGEST], start)
    return tuple(words)


def _piece(text: str, offset: int) -> list[Word]:
    morphemes = list(_tokenizer().tokenize(text))
    return [
        Word(
            offset + one.begin(),
            offset + one.end(),
            one.surface(),
            _part(one, following),
            "サ変可能" in one.part_of_speech()[2],
            not one.is_oov(),
        )
        for one, following in zip_longest(morphemes, morphemes[1:])
    ]


def _part(one: Morpheme, following: Morpheme | None) -> WordPart:
    kind = one.part_of_speech()
    part = _PARTS.get(kind[0], "other")
    if part == "verb" and kind[5].startswith("連用形") and _makes_noun(following):
        return "noun"
    return part


def _makes_noun(following: Morpheme | None) -> bool:
    if following is None:
        return False
    kind = following.part_of_speech()
    if kind[0] == "助詞":
        return kind[1] in _NOUN_PARTICLES
    return kind[0] == "名詞" or (kind[0] == "接尾辞" and kind[1] == "名詞的")
