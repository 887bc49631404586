"""The operators of a page: places, colours, pens, and nothing set twice."""

from __future__ import annotations

import pytest

from kitaplanner.export.pdf_content import Numbers, colour_operands, page_content
from kitaplanner.export.type0_font import DocumentFonts
from kitaplanner.layout.scene import Arrow, Box, Line, Page, Primitive, Rect, Text


def marked_operators(*primitives: Primitive) -> list[str]:
    return page_content(Page(200, 100, "", primitives), DocumentFonts())[0].splitlines()


def operators(*primitives: Primitive) -> list[str]:
    """Give what is drawn, without the marks of the structure."""
    lines = marked_operators(*primitives)
    return [line for line in lines if line.split()[-1] not in {"BMC", "BDC", "EMC"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (12, "12"),
        (12.0, "12"),
        (12.5, "12.5"),
        (841.8898, "841.89"),
        (100.004, "100"),
        (0.00001, "0"),
        (-0.001, "-0"),
        (14400, "14400"),
        (1234567.891, "1234567.89"),
    ],
)
def test_numbers_are_short_and_without_exponent(value: float, text: str) -> None:
    assert Numbers()[value] == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        operators(Line(value, 0, 1, 1, "#000000", 1))


def test_colours() -> None:
    assert colour_operands("#000000") == "0 0 0"
    assert colour_operands("#FF8000") == "1 0.502 0"
    for wrong in ("", "red", "#FFF", "#GGGGGG", "1 0 0 rg\n"):
        with pytest.raises(ValueError):
            colour_operands(wrong)


def test_text_stands_on_its_baseline_from_the_top() -> None:
    assert operators(Text(10, 30, "計画", 9, 18)) == ["BT 10 70 Td /F1 9 Tf <00010002> Tj ET"]


def test_the_font_is_named_when_it_changes() -> None:
    lines = [Text(0, 10, "一", 9, 9), Text(0, 20, "二", 9, 9), Text(0, 30, "三", 9, 9, bold=True)]
    assert operators(*lines) == [
        "BT 0 90 Td /F1 9 Tf <0001> Tj ET",
        "BT 0 80 Td <0002> Tj ET",
        "BT 0 70 Td /F2 9 Tf <0001> Tj ET",
    ]


def test_a_line_may_need_two_faces() -> None:
    assert operators(Text(0, 10, "済☑", 9, 18)) == [
        "BT 0 90 Td /F1 9 Tf <0001> Tj /F3 9 Tf <0001> Tj ET"
    ]


def test_box_is_filled_outlined_or_both() -> None:
    rect = Rect(10, 20, 30, 40)
    assert operators(Box(rect, fill="#FFFFFF")) == ["1 1 1 rg", "10 40 30 40 re f"]
    assert operators(Box(rect, stroke="#FF0000", stroke_width=0.5)) == [
        "1 0 0 RG",
        "0.5 w",
        "10 40 30 40 re S",
    ]
    assert operators(Box(rect, "#FFFFFF", "#FF0000", 0.5))[-1] == "10 40 30 40 re B"


def test_box_without_colours_leaves_no_trace() -> None:
    assert operators(Box(Rect(0, 0, 9, 9)), Box(Rect(0, 0, 9, 9), stroke="#FF0000")) == []


def test_dashes_end_with_their_shape() -> None:
    assert operators(
        Line(0, 0, 9, 0, "#000000", 1, (3, 2)),
        Line(0, 5, 9, 5, "#000000", 1),
    ) == ["[3 2] 0 d", "0 100 m 9 100 l S", "[] 0 d", "0 95 m 9 95 l S"]


def test_colours_of_text_and_fill_are_one_state() -> None:
    box = Box(Rect(0, 0, 9, 9), fill="#FF0000")
    assert operators(box, Text(0, 9, "一", 9, 9), box)[::2] == ["1 0 0 rg", "0 0 0 rg", "1 0 0 rg"]


def test_arrow_has_its_point_at_the_right() -> None:
    arrow = Arrow(Rect(10, 20, 50, 20), 8, 0, "#FFFFFF", "#000000", 1)
    assert operators(arrow)[-1] == "10 80 m 52 80 l 60 70 l 52 60 l 10 60 l h B"
    notched = Arrow(Rect(10, 20, 50, 20), 8, 5, "#FFFFFF", "#000000", 1)
    assert operators(notched)[-1] == "10 80 m 52 80 l 60 70 l 52 60 l 10 60 l 15 70 l h B"


def test_shapes_keep_their_order() -> None:
    shapes = (
        Line(0, 0, 9, 0, "#000000", 1),
        Text(0, 9, "一", 9, 9),
        Box(Rect(0, 0, 9, 9), "#000000"),
    )
    assert [one.split()[-1] for one in operators(*shapes)] == ["S", "ET", "f"]
