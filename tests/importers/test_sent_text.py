"""Texts that came back: our line breaks leave no trace, people's changes all do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.plan import PlanSettings, ScheduleItem, Started
from kitaplanner.importers.sent_text import (
    Part,
    is_same_text,
    is_same_words,
    item_parts,
    read_item_text,
    read_paragraphs,
    unbroken,
)
from kitaplanner.layout.items import item_text
from kitaplanner.layout.linebreak import break_lines
from tests.helpers.fixed_metrics import FixedMetrics
from tests.strategies import texts

SETTINGS = PlanSettings()
ITEM = ScheduleItem(
    "i",
    "arrow",
    24303,
    24314,
    "導入\n運用",
    "年2回",
    started=Started(2024),
    departments=("総務課",),
)


def shown(text: str) -> str:
    return "\n".join(break_lines(text, 10.0, 60.0, FixedMetrics(), style="item"))


@given(texts(60))
def test_a_text_that_nobody_touched_is_the_plans_own(text: str) -> None:
    assert unbroken(shown(text), shown(text), text) == text


@given(texts(60), st.integers(0, 60), st.sampled_from(("改", "12", "A\nB")))
def test_words_put_in_stay_and_our_breaks_go(text: str, at: int, word: str) -> None:
    sent = shown(text)
    place = min(at, len(sent))
    read = unbroken(sent[:place] + word + sent[place:], sent, text)
    assert read.count(word) >= 1
    # Taken out again, what is left is the plan's text: no break of ours, no space is lost.
    assert any(
        is_same_text(read[:cut] + read[cut + len(word) :], text)
        for cut in range(len(read))
        if read.startswith(word, cut)
    )


def test_breaks_that_people_take_out_are_out() -> None:
    assert unbroken("導入運用", "導入\n運用", "導入\n運用") == "導入運用"


def test_spaces_at_ends_of_lines_do_not_count_but_others_do() -> None:
    assert is_same_text("導入 \n運用", "導入\n運用")
    assert not is_same_text("導 入", "導入")
    assert is_same_words("導 入\n", "導入")


def test_a_space_that_a_break_of_ours_stood_for_is_kept() -> None:
    assert unbroken("新しいgood\nmorning", "good\nmorning", "good morning") == "新しいgood morning"


def test_the_parts_of_an_item_are_those_it_was_shown_with() -> None:
    assert item_parts(ITEM, SETTINGS) == [
        Part("text", "導入"),
        Part("text", "運用"),
        Part("departments", "（総務課）"),
        Part("started", "※令和6年度導入"),
        Part("note", "※年2回"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("導入\n本運用\n（総務課）\n※令和6年度導入\n※年2回", ("導入\n本運用", "年2回", 2024)),
        ("導入\n運用\n（総務課）\n※令和６年度改修\n※年3回", ("導入\n運用", "年3回", 2024)),
        ("導入\n運用\n（総務課）\n※R5年度導入\n※年2回", ("導入\n運用", "年2回", 2023)),
        ("導入\n運用\n（総務課）\n※年2回", ("導入\n運用", "年2回", None)),
        ("導入\n運用\n（総務課）\n令和5年度導入\n※年2回", ("導入\n運用", "年2回", 2023)),
        ("導入\n運用\n（総務課）\n※令和6年度導入", ("導入\n運用", "", 2024)),
    ],
)
def test_lines_keep_what_they_were_or_are_what_they_look_like(
    text: str, wanted: tuple[str, str, int | None]
) -> None:
    read = read_item_text(text, ITEM, ("総務課",), SETTINGS)
    assert (read.text, read.note, read.started and read.started.year) == wanted
    assert read.departments == ("総務課",)
    assert read.doubt == ""


def test_a_text_that_looks_like_a_note_stays_text_where_it_was_one() -> None:
    item = ScheduleItem("i", "note", 24303, 24314, "※令和6年度導入", "年2回")
    read = read_item_text("※令和6年度導入\n※年3回", item, (), SETTINGS)
    assert (read.text, read.note, read.started) == ("※令和6年度導入", "年3回", None)


def test_departments_that_are_named_in_the_text_are_kept() -> None:
    item = ScheduleItem("i", "arrow", 24303, 24314, "総務課で導入", departments=("総務課",))
    assert item_text(item, SETTINGS) == "総務課で導入"
    read = read_item_text("総務課で運用", item, ("総務課",), SETTINGS)
    assert (read.text, read.departments) == ("総務課で運用", ("総務課",))


def test_brackets_around_other_words_are_text() -> None:
    read = read_item_text("導入\n（試行）", None, ("総務課",), SETTINGS)
    assert (read.text, read.departments) == ("導入\n（試行）", ())
    changed = read_item_text("導入\n運用\n総務課\n※年2回", ITEM, ("総務課",), SETTINGS)
    assert changed.text == "導入\n運用\n総務課"


def test_text_behind_notes_is_doubted() -> None:
    assert read_item_text("導入\n※年2回\n拡充", None, (), SETTINGS).doubt


def test_notes_of_several_lines_hold_together() -> None:
    sent = [
        Part("text", "概要"),
        Part("note", "※一つ目"),
        Part("more", "続き"),
        Part("note", "※二つ目"),
    ]
    summary, notes, doubt = read_paragraphs("新しい概要\n※一つ目\n続き\n※二つ目", sent)
    assert (summary, notes, doubt) == ("新しい概要", ("一つ目\n続き", "二つ目"), "")
