"""Opinions out of a pasted table: columns by their heads or by their order."""

from __future__ import annotations

import pytest

from kitaplanner.domain.comment_paste import comments_of, read_count
from kitaplanner.domain.handout import PublicComment
from kitaplanner.domain.pasted_block import PastedBlock, PastedCell
from kitaplanner.errors import UserError


def block(*rows: tuple[str, ...]) -> PastedBlock:
    cells = tuple(
        PastedCell(row, column, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    )
    return PastedBlock(cells, len(rows), max(len(texts) for texts in rows))


FAST = PublicComment("早く", 2, "進めます")


@pytest.mark.parametrize(
    "rows",
    [
        [("No", "意見（要旨）", "件数", "区の考え方"), ("1", "早く", "2件", "進めます")],
        [("区の考え方", "件数", "意見"), ("進めます", "２", "早く")],
        [("1", "早く", "2", "進めます")],
        [("早く", "2", "進めます")],
    ],
)
def test_columns_are_found(rows: list[tuple[str, ...]]) -> None:
    assert comments_of(block(*rows)) == (FAST,)


def test_two_columns_and_one() -> None:
    assert comments_of(block(("早く", "進めます"))) == (PublicComment("早く", 1, "進めます"),)
    assert comments_of(block(("早く",), ("安く",))) == (
        PublicComment("早く"),
        PublicComment("安く"),
    )


def test_one_answer_to_several_opinions_is_repeated() -> None:
    cells = (
        PastedCell(0, 0, "早く"),
        PastedCell(1, 0, "すぐに"),
        PastedCell(0, 1, "進めます", rows=2),
    )
    answers = [one.answer for one in comments_of(PastedBlock(cells, 2, 2))]
    assert answers == ["進めます", "進めます"]


def test_a_long_opinion_is_no_header() -> None:
    long = "パブリックコメントの意見の内容を早く公表してほしいと考えます。"
    assert comments_of(block((long, "1", "公表します"))) == (PublicComment(long, 1, "公表します"),)


def test_a_table_without_opinions_is_refused() -> None:
    with pytest.raises(UserError, match="意見を読み取れません"):
        comments_of(block(("No", "意見", "件数", "区の考え方")))


@pytest.mark.parametrize(("text", "count"), [("3", 3), ("３件", 3), ("", 1), ("多数", 1), ("0", 1)])
def test_counts(text: str, count: int) -> None:
    assert read_count(text) == count
