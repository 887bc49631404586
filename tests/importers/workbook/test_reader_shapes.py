"""Drawn shapes: what they are, where they lie, what they say."""

from __future__ import annotations

import pytest

from kitaplanner.importers.workbook.content import Shape
from kitaplanner.importers.workbook.reader import read_content
from tests.helpers.raw_workbook import (
    RawSheet,
    anchor,
    connector,
    corner,
    frame,
    group,
    outline,
    raw_workbook,
    shape,
)

# Columns of 48 points, rows of 20: in EMU.
COLUMN, ROW = 609_600, 254_000
SIZES = "<sheetFormatPr defaultRowHeight='20'/>"
HEAD = "<a:headEnd type='triangle'/>"
TAIL = "<a:tailEnd type='arrow'/>"


def shapes_of(drawing: str, before: str = SIZES) -> tuple[Shape, ...]:
    data = raw_workbook(RawSheet(drawing=drawing, before=before))
    return read_content(data, "計画.xlsx").sheets[0].shapes


def shape_of(content: str) -> Shape:
    (one,) = shapes_of(anchor(content, (1, 0, 2, 0), (3, 0, 3, 0)))
    return one


def box_of(one: Shape) -> tuple[float, float, float, float]:
    return one.left, one.top, one.right, one.bottom


@pytest.mark.parametrize(
    ("preset", "attributes", "kind"),
    [
        ("homePlate", "", "home_plate"),
        ("homePlate", 'flipH="1"', "left_arrow"),
        ("homePlate", 'rot="10800000"', "left_arrow"),
        ("homePlate", 'rot="10800000" flipH="1"', "home_plate"),
        ("homePlate", 'rot="5400000"', "other"),
        ("homePlate", 'flipV="1"', "home_plate"),
        ("rightArrow", "", "right_arrow"),
        ("stripedRightArrow", "", "right_arrow"),
        ("leftArrow", "", "left_arrow"),
        ("leftArrow", 'flipH="1"', "right_arrow"),
        ("upArrow", 'rot="5400000"', "right_arrow"),
        ("downArrow", "", "other"),
        ("leftRightArrow", 'flipH="1"', "both_arrow"),
        ("chevron", "", "chevron"),
        ("rect", 'rot="5400000"', "rectangle"),
        ("roundRect", "", "rectangle"),
        ("ellipse", "", "ellipse"),
        ("line", "", "line"),
        ("star5", "", "other"),
    ],
)
def test_presets_are_seen_as_they_point(preset: str, attributes: str, kind: str) -> None:
    own = frame((0, 0, 10, 10), attributes)
    assert shape_of(shape(f'<a:prstGeom prst="{preset}"/>', frame=own)).kind == kind


PLATE = [(0, 0), (80, 0), (100, 50), (80, 100), (0, 100)]
ARROW = [(0, 25), (70, 25), (70, 0), (100, 50), (70, 100), (70, 75), (0, 75)]
CHEVRON = [(0, 0), (80, 0), (100, 50), (80, 100), (0, 100), (20, 50)]
BOTH = [(0, 50), (20, 0), (20, 25), (80, 25), (80, 0), (100, 50), (80, 100), (80, 75), (20, 75),
        (20, 100)]  # fmt: skip


@pytest.mark.parametrize(
    ("points", "kind", "mirrored"),
    [
        (PLATE, "home_plate", "left_arrow"),
        ([*PLATE, (0, 0)], "home_plate", "left_arrow"),
        (ARROW, "right_arrow", "left_arrow"),
        (CHEVRON, "chevron", "left_arrow"),
        ([(0, 0), (100, 0), (100, 100), (0, 100)], "rectangle", "rectangle"),
        (BOTH, "both_arrow", "both_arrow"),
        ([(0, 0), (100, 40)], "line", "line"),
        ([(0, 0), (100, 0), (50, 100)], "other", "other"),
        ([(50, 0), (100, 50), (50, 100), (0, 50)], "other", "other"),
    ],
)
def test_free_outlines_are_recognised(
    points: list[tuple[float, float]], kind: str, mirrored: str
) -> None:
    backwards = [(100 - x, y) for x, y in points]
    turned = frame((0, 0, 10, 10), 'flipH="1"')
    assert shape_of(shape(outline(points))).kind == kind
    assert shape_of(shape(outline(backwards))).kind == mirrored
    assert shape_of(shape(outline(backwards), frame=turned)).kind == kind
    assert shape_of(shape(outline(points[::-1]))).kind == kind


def test_points_may_be_given_by_formulas() -> None:
    guides = (
        "<a:avLst><a:gd name='adj' fmla='val 50000'/></a:avLst><a:gdLst>"
        "<a:gd name='dx' fmla='*/ ss adj 100000'/><a:gd name='x' fmla='+- r 0 dx'/></a:gdLst>"
    )
    line = "".join(
        f"<a:{step}><a:pt x='{x}' y='{y}'/></a:{step}>"
        for step, x, y in (
            ("moveTo", "l", "t"), ("lnTo", "x", "t"), ("lnTo", "r", "vc"), ("lnTo", "x", "b"),
            ("lnTo", "l", "b"),
        )
    )  # fmt: skip
    path = f"<a:pathLst><a:path w='400' h='100'>{line}<a:close/></a:path></a:pathLst>"
    assert shape_of(shape(f"<a:custGeom>{guides}{path}</a:custGeom>")).kind == "home_plate"


def test_a_shape_lies_where_its_anchor_says() -> None:
    stale = frame((9_000_000, 9_000_000, 5, 5))
    drawing = anchor(shape(frame=stale), (1, COLUMN // 2, 2, ROW // 4), (4, COLUMN // 4, 2, ROW))
    (one,) = shapes_of(drawing)
    assert box_of(one) == pytest.approx((1.5, 2.25, 4.25, 3))


def test_offsets_never_leave_their_cell() -> None:
    drawing = anchor(shape(), (1, -5_000, 2, -1), (4, 99 * COLUMN, 2, 99 * ROW))
    assert box_of(shapes_of(drawing)[0]) == (1, 2, 5, 3)


def test_one_cell_and_absolute_anchors_are_measured() -> None:
    size = f'<xdr:ext cx="{3 * COLUMN}" cy="{ROW}"/>'
    one_cell = (
        f"<xdr:oneCellAnchor>{corner('from', (1, COLUMN // 2, 2, 0))}{size}{shape()}"
        "<xdr:clientData/></xdr:oneCellAnchor>"
    )
    absolute = (
        f'<xdr:absoluteAnchor><xdr:pos x="{COLUMN}" y="{ROW * 5 // 2}"/>{size}{shape()}'
        "<xdr:clientData/></xdr:absoluteAnchor>"
    )
    first, second = shapes_of(one_cell + absolute)
    assert box_of(first) == (1.5, 2, 4.5, 3)
    assert box_of(second) == (1, 2.5, 4, 3.5)


def test_hidden_columns_have_no_width() -> None:
    columns = "<cols><col min='3' max='4' width='9' hidden='1'/></cols>"
    first = anchor(shape(), (1, 0, 0, 0), (2, 0, 1, 0))
    second = anchor(shape(), (4, 0, 0, 0), (5, 0, 1, 0))
    inside = anchor(shape(), (2, 0, 0, 0), (3, 5_000, 1, 0))
    shapes = shapes_of(first + second + inside, SIZES + columns)
    assert [(one.left, one.right) for one in shapes] == [(1, 2), (4, 5), (4, 4)]
    assert [one.hidden for one in shapes] == [False, False, True]


def test_groups_are_dissolved_into_their_shapes() -> None:
    # The group lies over B3:E4 and counts 400 × 200 inside.
    left = shape(name="左", frame=frame((100, 0, 100, 100)))
    nested = group(
        shape(name="右", frame=frame((5, 0, 5, 10))),
        frame((300, 100, 100, 100), inside=(0, 0, 10, 10)),
        "内",
    )
    outer = group(left + nested, frame((7, 7, 7, 7), inside=(100, 0, 400, 200)), "外")
    first, second = shapes_of(anchor(outer, (1, 0, 2, 0), (5, 0, 4, 0)))
    assert (first.name, first.group, box_of(first)) == ("左", "外", (1, 2, 2, 3))
    assert (second.name, second.group, box_of(second)) == ("右", "外/内", (3.5, 3, 4, 4))


def test_a_mirrored_group_mirrors_its_shapes() -> None:
    plate = shape(frame=frame((0, 0, 100, 100)))
    mirrored = frame((0, 0, 1, 1), 'flipH="1"', (0, 0, 400, 100))
    (one,) = shapes_of(anchor(group(plate, mirrored), (0, 0, 0, 0), (4, 0, 1, 0)))
    assert (one.kind, box_of(one)) == ("left_arrow", (3, 0, 4, 1))


def test_a_shape_on_its_side_in_a_group_changes_width_and_height() -> None:
    # 20 × 80 units before the turn, so 80 × 20 to the eye.
    up = shape('<a:prstGeom prst="upArrow"/>', frame=frame((40, 10, 20, 80), 'rot="5400000"'))
    whole = frame((0, 0, 1, 1), inside=(0, 0, 100, 100))
    columns = "<sheetFormatPr defaultRowHeight='48'/>"
    (one,) = shapes_of(anchor(group(up, whole), (0, 0, 0, 0), (10, 0, 10, 0)), columns)
    assert one.kind == "right_arrow"
    assert box_of(one) == pytest.approx((1, 4, 9, 6))


def test_of_alternatives_the_first_that_shows_something() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="a14">{}</mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    new, old = shape(name="新"), shape(name="旧")
    whole = choice.format(anchor(new, (0, 0, 0, 0), (1, 0, 1, 0)), anchor(old, *[(0, 0, 0, 0)] * 2))
    inside = anchor(choice.format(new, old), (0, 0, 0, 0), (1, 0, 1, 0))
    unknown = anchor(choice.format("<a:strange/>", old), (0, 0, 0, 0), (1, 0, 1, 0))
    assert [one.name for one in shapes_of(whole + inside + unknown)] == ["新", "新", "旧"]


@pytest.mark.parametrize(
    ("line", "attributes", "head", "tail"),
    [
        (TAIL, "", True, False),
        (HEAD, "", False, True),
        (HEAD + TAIL, "", True, True),
        ("", "", False, False),
        (TAIL, 'flipH="1"', False, True),
        (TAIL, 'flipV="1"', True, False),
        (HEAD, 'flipH="1"', True, False),
        (TAIL, 'rot="10800000"', False, True),
        (TAIL, 'rot="10800000" flipH="1"', True, False),
        ("<a:tailEnd type='none'/>", "", False, False),
    ],
)
def test_lines_point_by_their_ends(line: str, attributes: str, head: bool, tail: bool) -> None:
    one = shape_of(connector(line, frame((0, 0, 10, 0), attributes)))
    assert (one.kind, one.head, one.tail, one.filled) == ("line", head, tail, False)


@pytest.mark.parametrize(("attributes", "head"), [("", True), ('flipV="1"', False)])
def test_upright_lines_point_down_by_their_head(attributes: str, head: bool) -> None:
    drawing = anchor(connector(TAIL, frame((0, 0, 0, 9), attributes)), (1, 0, 1, 0), (1, 0, 9, 0))
    (one,) = shapes_of(drawing)
    assert (one.head, one.tail) == (head, not head)


def test_texts_keep_lines_and_lose_runs() -> None:
    body = (
        "<a:p><a:r><a:t>決済</a:t></a:r><a:r><a:t>機能 AI</a:t></a:r><a:br/><a:fld><a:t>1</a:t>"
        "</a:fld></a:p><a:p/><a:p><a:r><a:t>※注</a:t></a:r></a:p>"
    )
    assert shape_of(shape(body=body)).text == "決済機能 AI\n1\n\n※注"


def test_marks_of_a_shape() -> None:
    dashed = shape(look="<a:noFill/><a:ln><a:prstDash val='dash'/></a:ln>")
    custom = shape(look="<a:solidFill/><a:ln><a:custDash/></a:ln>")
    solid = shape(look="<a:ln><a:prstDash val='solid'/></a:ln>")
    unseen = shape(look="<a:ln><a:noFill/><a:prstDash val='dash'/></a:ln>")
    marks = [(one.dashed, one.filled) for one in map(shape_of, (dashed, custom, solid, unseen))]
    assert marks == [(True, False), (True, True), (False, False), (False, False)]
    assert shape_of(shape(hidden=True)).hidden
    assert shape_of(shape('<a:prstGeom prst="rect"/>', box=True)).kind == "text_box"
    assert shape_of(shape()).description == "説明"


def test_pictures_and_charts_are_told() -> None:
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="4" name="図 1" descr="写真"/></xdr:nvPicPr>'
        "<xdr:spPr><a:prstGeom prst='rect'/></xdr:spPr></xdr:pic>"
    )
    chart = (
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="5" name="グラフ 1"/>'
        "</xdr:nvGraphicFramePr></xdr:graphicFrame>"
    )
    assert (shape_of(picture).kind, shape_of(picture).description) == ("picture", "写真")
    assert (shape_of(chart).kind, shape_of(chart).name) == ("other", "グラフ 1")
