"""Setting lines: hanging marks, room for hanging commas, shortening."""

from __future__ import annotations

from kitaplanner.layout.lines import LineStyle, cut_cells, one_line, set_lines, shorten
from tests.helpers.fixed_metrics import FixedMetrics

METRICS = FixedMetrics()
BODY = LineStyle(10.0, 1.6, "#000000")
ITEM = LineStyle(10.0, 1.35, "#000000", breaking="item")


def test_lines_behind_a_mark_hang() -> None:
    lines = set_lines("あ" * 20, 120.0, BODY, METRICS, "※")
    assert lines[0].text == "※" + "あ" * 10
    assert (lines[0].indent, lines[1].indent) == (0.0, 10.0)


def test_without_room_nothing_hangs() -> None:
    lines = set_lines("あいう", 30.0, ITEM, METRICS, "※")
    assert {line.indent for line in lines} == {0.0}
    assert lines[0].text.startswith("※")


def test_a_comma_hangs_inside_the_width() -> None:
    lines = set_lines("あいうえおかきくけ、こさしすせ", 100.0, BODY, METRICS)
    assert lines[0].text == "あいうえおかきくけ、"
    assert max(line.width for line in lines) <= 100.0


def test_an_empty_text_has_an_empty_line_of_full_height() -> None:
    (line,) = set_lines("", 100.0, BODY, METRICS)
    assert (line.text, line.height) == ("", 16.0)


def test_shortening_ends_with_an_ellipsis_in_the_width() -> None:
    assert shorten("あいうえお", 50.0, BODY, METRICS) == "あいうえお"
    cut = shorten("あいうえおか", 50.0, BODY, METRICS)
    assert cut.endswith("…")
    assert METRICS.text_width(cut, 10.0) <= 50.0


def test_one_line_joins_paragraphs() -> None:
    (line,) = one_line("一\n二", 100.0, BODY, METRICS)
    assert line.text == "一 二"


def test_cells_are_cut_at_the_same_height() -> None:
    long = set_lines("あ" * 90, 100.0, BODY, METRICS)
    short = set_lines("あ", 100.0, BODY, METRICS)
    halves = cut_cells([long, short], 3 * 16.0)
    assert halves is not None
    assert [len(lines) for lines in halves[0]] == [3, 1]
    assert [len(lines) for lines in halves[1]] == [len(long) - 3, 0]


def test_cells_are_not_cut_for_a_single_line() -> None:
    long = set_lines("あ" * 90, 100.0, BODY, METRICS)
    assert cut_cells([long], 16.0) is None
