"""The structure tree of whole prints holds what the scene holds: each text once, in its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Plan, ScheduleItem
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.export.pdf import render_pdf
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.imposition import two_up
from kitaplanner.layout.item_words import item_words
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.prints import sheets_scene
from kitaplanner.layout.scene import Scene
from kitaplanner.paths import resource_path
from tests.helpers.tagged_pdf import Tag, TaggedPdf
from tests.strategies import plans

FORM = load_form("kita")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


@pytest.fixture(scope="module")
def booklet(plan: Plan) -> Scene:
    return booklet_scene(plan, FORM, bundled_metrics())


@pytest.fixture(scope="module")
def tagged(booklet: Scene) -> TaggedPdf:
    return TaggedPdf(render_pdf(booklet))


def told(scene: Scene) -> str:
    """Give the text of a scene that is no decoration, in reading order."""
    return "".join(
        one.text for page in scene.pages for one in page.texts() if one.role != "artifact"
    )


def items_of(plan: Plan) -> list[tuple[ScheduleItem, int]]:
    return [
        (item, each.schedule.divisions)
        for each in plan.initiatives()
        for row in each.schedule.rows
        for item in sorted(row.items, key=lambda one: (one.start, one.end))
    ]


def check_tree(tagged: TaggedPdf, scene: Scene) -> None:
    reached = [mark for tag in tagged.document.walk() for mark in tag.marks]
    assert reached == sorted(tagged.marks)
    assert tagged.document.text == told(scene)
    levels = [int(tag.name[1:]) for tag in tagged.document.walk() if tag.name[0] == "H"]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))
    for table in tagged.document.all("Table"):
        check_table(table)


def check_table(table: Tag) -> None:
    """See that the cells fill a rectangle, and each heading cell says what it heads."""
    taken: set[tuple[int, int]] = set()
    rows = table.all("TR")
    for number, row in enumerate(rows):
        column = 0
        for cell in row.kids:
            assert isinstance(cell, Tag)
            assert cell.name in ("TH", "TD")
            assert (cell.name == "TH") == (cell.attributes.get("Scope") in ("/Row", "/Column"))
            assert cell.name == "TD" or cell.text
            while (number, column) in taken:
                column += 1
            places = {
                (number + below, column + beside)
                for below in range(cell.attributes.get("RowSpan", 1))
                for beside in range(cell.attributes.get("ColSpan", 1))
            }
            assert not places & taken
            taken |= places
    width = max(column for _, column in taken) + 1
    assert len(taken) == len(rows) * width


def test_the_booklet_is_told_once_and_in_order(tagged: TaggedPdf, booklet: Scene) -> None:
    check_tree(tagged, booklet)


def test_each_item_is_told_with_its_span(tagged: TaggedPdf, plan: Plan) -> None:
    spoken = [
        tag.alternative
        for table in tagged.document.all("Table")
        for tag in table.all("P", "Figure")
        if tag.alternative
    ]
    expected = [item_words(item, divisions, plan.settings) for item, divisions in items_of(plan)]
    # The bars of the 計画期間 table come before them.
    assert spoken[-len(expected) :] == expected
    assert "運用開始、令和8年度から令和11年度まで" in expected


def test_years_head_their_columns(tagged: TaggedPdf, plan: Plan) -> None:
    schedules = [
        one for one in tagged.document.all("Table") if one.all("TH")[0].text.startswith("令和7年度")
    ]
    assert len(schedules) >= sum(1 for _ in plan.initiatives())
    for table in schedules:
        head = table.all("THead")[0].all("TR")[0]
        years = [kid for kid in head.kids if isinstance(kid, Tag) and kid.name == "TH"]
        assert [one.text for one in years] == [f"令和{year}年度" for year in range(7, 12)]
        assert {one.attributes["Scope"] for one in years} == {"/Column"}


def test_an_item_stands_below_its_years(tagged: TaggedPdf) -> None:
    row = next(
        row for row in tagged.document.all("TR") if row.text == "次期施設予約システムの構築運用開始"
    )
    cells = [kid for kid in row.kids if isinstance(kid, Tag)]
    assert [(one.text, one.attributes.get("ColSpan", 1)) for one in cells] == [
        ("次期施設予約システムの構築", 1),
        ("運用開始", 4),
    ]


def test_labels_head_the_fields_and_names_are_headings(tagged: TaggedPdf, plan: Plan) -> None:
    labels = [one.text for one in tagged.document.all("TH") if one.attributes["Scope"] == "/Row"]
    count = sum(1 for _ in plan.initiatives())
    for label in ("事業名", "担当課", "事業概要"):
        assert labels.count(label) == count
    headings = "\n".join(one.text for one in tagged.document.walk() if one.name[0] == "H")
    assert all(one.name in headings for one in plan.initiatives())


def test_each_link_belongs_to_its_text(tagged: TaggedPdf) -> None:
    parents = tagged.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(parents[::2], parents[1::2], strict=True))
    assert list(owners) == sorted(owners)
    count = 0
    for page in tagged.reader.pages:
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            element = owners[annotation["/StructParent"]].get_object()
            assert element["/S"] == "/Link"
            *marks, back = element["/K"]
            assert back.get_object().raw_get("/Obj") == reference
            assert marks  # the text that is clicked
            assert annotation["/F"] == 4
            assert annotation["/Contents"]
            count += 1
    assert count > 100


def test_two_pages_on_a_sheet_keep_their_tables(plan: Plan) -> None:
    scene = two_up(sheets_scene(plan, FORM, bundled_metrics()))
    tagged = TaggedPdf(render_pdf(scene))
    check_tree(tagged, scene)
    spoken = {one.alternative for one in tagged.document.walk() if one.alternative}
    assert spoken == {item_words(*one, plan.settings) for one in items_of(plan)}


@settings(max_examples=25, deadline=None)
@given(plans())
def test_any_plan_is_told_once_and_in_order(plan: Plan) -> None:
    scene = booklet_scene(plan, FORM, bundled_metrics())
    tagged = TaggedPdf(render_pdf(scene))
    check_tree(tagged, scene)
    spoken = [tag.alternative for tag in tagged.document.walk() if tag.alternative]
    assert all(
        one.words in spoken for page in scene.pages for one in page.spoken if one.end > one.first
    )
