"""見え消し of texts: either side is read whole, names and numbers are changed as a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.tracked_text import (
    Run,
    is_changed,
    new_text,
    old_text,
    paragraphs_of,
    track_list,
    track_text,
    track_whole,
)
from tests.strategies import texts

short = st.lists(st.sampled_from("ああいう、。\nA1"), max_size=12).map("".join)
name_lists = st.lists(st.sampled_from(("全庁", "総務課", "DX推進担当課", "関係課")), max_size=4)


@given(texts(60) | short, texts(60) | short)
def test_both_texts_are_read_out_of_one(old: str, new: str) -> None:
    runs = track_text(old, new)
    assert (old_text(runs), new_text(runs)) == (old, new)
    assert is_changed(runs) == (old != new)
    assert all(run.text for run in runs)


@given(name_lists, name_lists)
def test_lists_are_read_with_their_separators(old: list[str], new: list[str]) -> None:
    runs = track_list(old, new, "、")
    assert (old_text(runs), new_text(runs)) == ("、".join(old), "、".join(new))


@given(short, short)
def test_paragraphs_are_the_text_without_its_line_breaks(old: str, new: str) -> None:
    runs = track_text(old, new)
    parts = paragraphs_of(runs)
    whole = "".join(run.text for run in runs)
    assert "\n".join("".join(run.text for run in part) for part in parts) == whole


def test_what_is_gone_stands_before_what_came() -> None:
    runs = track_text("令和8年度に導入", "令和9年度に導入")
    assert runs == (Run("令和"), Run("8", "gone"), Run("9", "added"), Run("年度に導入"))


def test_numbers_and_departments_are_never_cut() -> None:
    assert track_whole("1-(1)", "1-(2)") == (Run("1-(1)", "gone"), Run("1-(2)", "added"))
    runs = track_list(("DX推進担当課", "全庁"), ("DX推進課", "全庁"), "、")
    assert runs == (Run("DX推進担当課", "gone"), Run("DX推進課", "added"), Run("、全庁"))
