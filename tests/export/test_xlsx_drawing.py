"""Which shape an item has, and that it lies where the layout has drawn it."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from zipfile import ZipFile

import pytest

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Started
from kitaplanner.domain.workbook_ids import item_of_shape, item_of_text_shape
from kitaplanner.export.drawingml import EMU_PER_PIXEL, EMU_PER_POINT, Place, SheetShape
from kitaplanner.export.xlsx import write_workbook
from kitaplanner.export.xlsx_drawing import SheetDrawing
from kitaplanner.export.xlsx_grid import SheetGrid
from kitaplanner.layout.list_table import initiative_list_table
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.sheet_table import sheet_table
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item

FORM = load_form("kita")
PIXEL = 0.75


def grid_of(initiative: Initiative) -> SheetGrid:
    plan = plan_of(initiative)
    numbering = number_plan(plan, FORM)
    return SheetGrid(sheet_table(plan, initiative, FORM, numbering, bundled_metrics()))


def shapes_of(initiative: Initiative) -> dict[str, SheetShape]:
    shapes = SheetDrawing(grid_of(initiative), FORM).shapes()
    return {one.name.removeprefix("kp:"): one for one in shapes}


KINDS = initiative_of(
    (years_item("arrow", 2025, 2026, "導入"), years_item("box", 2027, 2029, "箱", "box")),
    (
        years_item("dashed", 2025, 2025, "破線", "dashed"),
        years_item("note", 2026, 2029, "注", "note"),
    ),
    (years_item("value", 2025, 2025, "3件", "value"),),
    (years_item("before", 2025, 2029, "継続", opens_before=True, opens_after=True),),
    (years_item("started", 2025, 2028, "運用", started=Started(2022)),),
)


@pytest.mark.parametrize(
    ("item", "preset", "fill", "outline", "dashed", "is_text_box", "align"),
    [
        ("arrow", "homePlate", "item", "item_outline", False, False, "ctr"),
        ("box", "rect", "item", "item_outline", False, False, "ctr"),
        ("dashed", "rect", "paper", "item_outline", True, False, "ctr"),
        ("note", "rect", "paper", "", False, True, "l"),
        ("value", "rect", "paper", "", False, True, "ctr"),
        ("before", "chevron", "item", "item_outline", False, False, "ctr"),
        ("started", "chevron", "item", "item_outline", False, False, "ctr"),
    ],
)
def test_each_kind_has_its_shape(
    item: str, preset: str, fill: str, outline: str, dashed: bool, is_text_box: bool, align: str
) -> None:
    shape = shapes_of(KINDS)[f"item:{item}"]
    assert (shape.preset, shape.dashed, shape.is_text_box) == (preset, dashed, is_text_box)
    assert shape.fill == FORM.colours[fill]
    assert shape.outline == (FORM.colours[outline] if outline else "")
    assert shape.align == align


def test_a_shape_is_described_in_words() -> None:
    shapes = shapes_of(KINDS)
    assert shapes["item:arrow"].description == "矢印、導入、令和7年度～令和8年度"
    assert shapes["item:before"].description.endswith("、期首前から、期末以降も")


@pytest.mark.parametrize("item", ["arrow", "box", "dashed", "value", "before", "started"])
def test_a_centred_text_stands_where_the_printed_sheet_has_it(item: str) -> None:
    grid = grid_of(KINDS)
    drawn = next(
        cell.drawn for cell in grid.table.cells if cell.drawn and cell.drawn.item.id == item
    )
    shape = {one.name: one for one in SheetDrawing(grid, FORM).shapes()}[f"kp:item:{item}"]
    # Where the presets let a text stand (ECMA-376, presetShapeDefinitions.xml).
    point = shape.point
    left = drawn.shape.left + (point if shape.preset == "chevron" else 0.0)
    right = drawn.shape.right - {"chevron": point, "homePlate": point / 2}.get(shape.preset, 0.0)
    middle = (left + shape.insets[0] + right - shape.insets[2]) / 2
    assert middle == pytest.approx(drawn.text_left + drawn.text_width / 2, abs=0.3)
    assert min(shape.insets) >= 0


def x_of(grid: SheetGrid, place: Place) -> float:
    pixels = sum(grid.column_pixels[: place.column])
    return (pixels + place.column_offset / EMU_PER_PIXEL) * PIXEL


def test_shapes_lie_where_the_printed_sheet_has_them() -> None:
    initiative = initiative_of(
        (
            months_item("a", 0, 6, "前"),
            months_item("b", 9, 35, "中"),
            months_item("c", 36, 59, "後"),
        ),
        divisions=4,
    )
    grid = grid_of(initiative)
    shapes = {one.name: one for one in SheetDrawing(grid, FORM).shapes()}
    for cell in grid.table.cells:
        if cell.drawn is None:
            continue
        shape = shapes[f"kp:item:{cell.drawn.item.id}"]
        # A pixel of the worksheet is three quarters of a point.
        assert x_of(grid, shape.start) == pytest.approx(cell.drawn.shape.left, abs=1.2)
        assert x_of(grid, shape.end) == pytest.approx(cell.drawn.shape.right, abs=1.2)
        # Both ends lie in the item's own cells, so that it moves and stretches with them alone.
        assert shape.start.column == cell.column
        assert shape.end.column == cell.column + cell.column_span - 1


def test_places_and_box_agree() -> None:
    grid = grid_of(KINDS)
    lefts = [0, *accumulate(pixels * EMU_PER_PIXEL for pixels in grid.column_pixels)]
    tops = [0, *accumulate(round(height * EMU_PER_POINT) for height in grid.row_heights)]
    for shape in SheetDrawing(grid, FORM).shapes():
        x, y, width, height = shape.box
        assert x == lefts[shape.start.column] + shape.start.column_offset
        assert x + width == lefts[shape.end.column] + shape.end.column_offset
        assert y == tops[shape.start.row] + shape.start.row_offset
        assert y + height == tops[shape.end.row] + shape.end.row_offset
        assert width > 0
        assert height > 0


def test_shapes_of_a_row_are_of_one_height_with_a_gap_to_the_next() -> None:
    shapes = shapes_of(KINDS)
    first, second = shapes["item:arrow"], shapes["item:dashed"]
    assert first.box[3] == shapes["item:box"].box[3]
    gap = (second.box[1] - first.box[1] - first.box[3]) / EMU_PER_POINT
    assert gap == pytest.approx(FORM.lengths.row_gap, abs=PIXEL)


def test_a_text_too_wide_for_its_item_has_a_box_beside_it() -> None:
    shapes = shapes_of(initiative_of((months_item("a", 0, 0, "調査の実施"),), divisions=12))
    assert shapes["item:a"].lines == ()
    box = shapes["text:a"]
    assert [line.text for line in box.lines] == ["調査の実施"]
    assert (box.fill, box.outline, box.is_text_box, box.align) == ("", "", True, "l")
    assert box.box[0] >= shapes["item:a"].box[0] + shapes["item:a"].box[2]


@pytest.mark.parametrize("notched", [False, True])
def test_a_line_with_many_latin_words_is_never_broken_anew(notched: bool) -> None:
    text = "1と2と3と4と5"
    tight = initiative_of((years_item("a", 2025, 2025, text, opens_before=notched),))
    wide = initiative_of((years_item("a", 2025, 2029, text),))
    assert not shapes_of(tight)["item:a"].wraps
    assert shapes_of(wide)["item:a"].wraps


def test_names_give_the_ids_back() -> None:
    assert item_of_shape("kp:item:a:b") == "a:b"
    assert item_of_text_shape("kp:text:a") == "a"
    assert item_of_shape("kp:text:a") == item_of_shape("矢印: 五方向 3") == ""


def test_the_sheet_refers_to_its_drawing_behind_the_running_lines(tmp_path: Path) -> None:
    plan = plan_of(KINDS)
    numbering = number_plan(plan, FORM)
    metrics = bundled_metrics()
    path = tmp_path / "計画.xlsx"
    write_workbook(
        [sheet_table(plan, KINDS, FORM, numbering, metrics)],
        initiative_list_table(plan, FORM, numbering, metrics),
        path,
        plan=plan,
        form=FORM,
    )
    with ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        relations = archive.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in archive.namelist()
    assert sheet.index("</headerFooter>") < sheet.index("<drawing ")
    assert 'Target="/xl/drawings/drawing1.xml"' in relations
    assert "/relationships/drawing" in relations
    assert '"/xl/drawings/drawing1.xml"' in types
    assert drawing.count("<xdr:sp ") == 7
