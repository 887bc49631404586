"""What holds on every page of every plan: nothing is cut off, nothing leaves its place."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan, PlanSettings
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.items import item_text
from kitaplanner.layout.prints import sheets_scene
from kitaplanner.layout.scene import Page, Rect, Region, Target, Text
from kitaplanner.layout.sheet_table import sheet_table
from kitaplanner.layout.sheets import sheet_scene
from tests.helpers.fixed_metrics import FixedMetrics
from tests.strategies import plans

FORM = load_form("kita")
METRICS = FixedMetrics()
SLACK = 0.05
LONG = "行政手続きの電子申請化を進め、区民の利便性を高めます。"


def lies_in(text: Text, rect: Rect) -> bool:
    return (
        rect.x - SLACK <= text.x
        and text.x + text.width <= rect.right + SLACK
        and rect.y - SLACK <= text.baseline - METRICS.ascent(text.size)
        and text.baseline + METRICS.descent(text.size) <= rect.bottom + SLACK
    )


def regions_of(page: Page, text: Text) -> list[Region]:
    return [region for region in page.regions if region.target == text.target]


@st.composite
def long_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan, one of whose initiatives has texts longer than a page."""
    plan = draw(plans())
    found = next(plan.initiatives(), None)
    if found is None:
        return plan
    rows = tuple(
        dataclasses.replace(
            row,
            items=tuple(
                dataclasses.replace(item, text=LONG * draw(st.integers(1, 80)))
                for item in row.items
            ),
        )
        for row in found.schedule.rows
    )
    changed = dataclasses.replace(
        found,
        name=LONG * draw(st.integers(1, 12)),
        summary=LONG * draw(st.integers(1, 120)),
        schedule=dataclasses.replace(found.schedule, rows=rows),
    )
    return plan.with_initiatives({found.id: changed})


@given(plans() | long_plans())
def test_text_stays_within_the_margins(plan: Plan) -> None:
    page_form = FORM.page
    scene = booklet_scene(plan, FORM, METRICS)
    for page in scene.pages:
        if not page.label:
            continue
        numbered = int(page.label.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
        assert numbered >= 1
        outer = 2 * page_form.margin_side - page_form.binding
        left = outer if plan.settings.duplex else page_form.margin_side
        right = page.width - left
        body = Rect(left, 0, right - left, page.height)
        assert all(lies_in(text, body) for text in page.texts())


@given(plans() | long_plans())
def test_items_stay_in_their_row_and_texts_in_their_field(plan: Plan) -> None:
    for page in sheets_scene(plan, FORM, METRICS).pages:
        for text in page.texts():
            if text.target is None:
                continue
            regions = regions_of(page, text)
            if text.target.kind == "item":
                grid = next(grid for grid in page.grids if lies_in(text, grid.rect))
                assert grid.band_at(text.baseline) is not None
                assert any(lies_in(text, region.inner) for region in regions)
            elif text.target.kind == "initiative":
                assert any(lies_in(text, region.rect) for region in regions)


@given(plans() | long_plans())
def test_bands_follow_each_other_inside_the_grid(plan: Plan) -> None:
    for page in sheets_scene(plan, FORM, METRICS).pages:
        for grid in page.grids:
            for above, below in pairwise(grid.bands):
                assert above.y + above.height <= below.y + SLACK
            if grid.bands:
                assert grid.rect.y <= grid.bands[0].y
                assert grid.bands[-1].y + grid.bands[-1].height <= grid.rect.bottom + SLACK


@given(plans() | long_plans())
def test_nothing_of_an_item_or_a_field_is_lost(plan: Plan) -> None:
    scene = sheets_scene(plan, FORM, METRICS)
    printed: dict[tuple[str, str], str] = {}
    for page in scene.pages:
        for text in page.texts():
            if text.target is not None:
                key = (text.target.id, text.target.field)
                printed[key] = printed.get(key, "") + text.text
    for initiative in plan.initiatives():
        assert squeeze(initiative.summary) in squeeze(printed.get((initiative.id, "summary"), ""))
        assert squeeze(initiative.name) in squeeze(printed.get((initiative.id, "name"), ""))
        for item in initiative.schedule.items():
            expected = squeeze(item_text(item, plan.settings))
            assert expected == squeeze(printed.get((item.id, "text"), ""))


def squeeze(text: str) -> str:
    return "".join(char for char in text if char not in " 　\n")


@given(plans())
def test_every_link_leads_to_a_bookmark(plan: Plan) -> None:
    scene = booklet_scene(plan, FORM, METRICS)
    marked = {mark.target for page in scene.pages for mark in page.bookmarks}
    linked = {link.target for page in scene.pages for link in page.links}
    assert linked <= marked
    if any(section.derived == "sheets" for section in plan.sections):
        assert {Target("node", node.id) for node in plan.nodes()} <= marked
        assert {Target("initiative", one.id) for one in plan.initiatives()} <= marked


@given(plans(), st.booleans())
def test_page_numbers_run_from_one(plan: Plan, duplex: bool) -> None:
    settings = PlanSettings(duplex=duplex)
    scene = booklet_scene(dataclasses.replace(plan, settings=settings), FORM, METRICS)
    labels = [page.label for page in scene.pages if page.label]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    if duplex and labels:
        first = next(index for index, page in enumerate(scene.pages) if page.label)
        assert first % 2 == 0


@given(plans())
def test_a_screen_sheet_is_as_high_as_its_content(plan: Plan) -> None:
    numbering = number_plan(plan, FORM)
    for initiative in plan.initiatives():
        (page,) = sheet_scene(plan, initiative, FORM, numbering, METRICS).pages
        body = Rect(0, 0, page.width, page.height)
        assert all(lies_in(text, body) for text in page.texts())
        (grid,) = page.grids
        assert grid.rect.bottom < page.height
        assert len(grid.bands) == len(initiative.schedule.rows)


@given(plans())
def test_no_cell_of_a_table_lies_on_another(plan: Plan) -> None:
    numbering = number_plan(plan, FORM)
    for initiative in plan.initiatives():
        table = sheet_table(plan, initiative, FORM, numbering, METRICS)
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    assert (row, column) not in taken
                    taken.add((row, column))
        assert max(row for row, _ in taken) < len(table.row_heights)
        assert max(column for _, column in taken) < len(table.column_widths)
        assert len([cell for cell in table.cells if cell.drawn]) == len(
            list(initiative.schedule.items())
        )


@given(plans() | long_plans())
def test_content_stays_between_head_and_foot(plan: Plan) -> None:
    form_page = FORM.page
    for page in booklet_scene(plan, FORM, METRICS).pages:
        top, bottom = form_page.margin_top, page.height - form_page.margin_bottom
        places = [region.rect for region in page.regions] + [grid.rect for grid in page.grids]
        places += [link.rect for link in page.links]
        assert all(top - SLACK <= rect.y for rect in places)
        assert all(rect.bottom <= bottom + SLACK for rect in places)
