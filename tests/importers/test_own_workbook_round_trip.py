"""Out and in again: by us alone, and saved by LibreOffice in between, the plan is unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.importers.own_workbook import read_own_workbook
from kitaplanner.importers.workbook.content import Shape, SheetContent, WorkbookContent
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.operations.exports import export_xlsx
from kitaplanner.paths import resource_path
from tests.helpers.office import convert, convert_all, needs_office
from tests.helpers.readings import doubts_of, initiative_as_read
from tests.strategies import plans

SAMPLE = load_plan(resource_path("samples", "kita.json").read_bytes())


def content_of(path: Path) -> WorkbookContent:
    return read_content(path.read_bytes(), path.name)


def assert_unchanged(content: WorkbookContent, plan: Plan) -> None:
    reading = read_own_workbook(content)
    assert reading is not None
    read = {one.id: one for one in reading.initiatives}
    for initiative in plan.initiatives():
        assert initiative_as_read(read[initiative.id], initiative) == initiative
        assert doubts_of(read[initiative.id]) == []
    assert len(read) == len(list(plan.initiatives()))
    assert reading.not_understood == ()
    assert reading.remarks == ()


def assert_same_shapes(again: WorkbookContent, before: WorkbookContent) -> None:
    """Compare shapes by number, name, text and place; a program rounds places a little."""
    assert [sheet.name for sheet in again.sheets] == [sheet.name for sheet in before.sheets]
    for one, other in zip(again.sheets, before.sheets, strict=True):
        assert len(one.shapes) == len(other.shapes)
        for shape, sent in zip(one.shapes, other.shapes, strict=True):
            assert (shape.name, shape.text) == (sent.name, sent.text)
            assert (shape.dashed, shape.hidden) == (sent.dashed, sent.hidden)
            assert box_of(shape) == pytest.approx(box_of(sent), abs=0.02)


def box_of(shape: Shape) -> tuple[float, ...]:
    return shape.left, shape.top, shape.right, shape.bottom


def items_of(sheet: SheetContent) -> int:
    return sum(shape.name.startswith("kp:item:") for shape in sheet.shapes)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("round") / "北区.xlsx"
    export_xlsx(SAMPLE, path)
    return path


def test_the_sample_comes_back_unchanged(sample: Path) -> None:
    assert_unchanged(content_of(sample), SAMPLE)


def test_every_item_of_the_sample_has_its_shape(sample: Path) -> None:
    content = content_of(sample)
    counts = [items_of(sheet) for sheet in content.sheets if not sheet.hidden][1:]
    assert counts == [len(list(one.schedule.items())) for one in SAMPLE.initiatives()]


@needs_office
def test_the_sample_comes_back_unchanged_after_libreoffice_saved_it(
    sample: Path, tmp_path: Path
) -> None:
    again = content_of(convert(sample, "xlsx", tmp_path))
    before = content_of(sample)
    assert_same_shapes(again, before)
    assert_unchanged(again, SAMPLE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plan=plans())
def test_any_plan_comes_back_unchanged(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    export_xlsx(plan, path)
    if list(plan.initiatives()):
        assert_unchanged(content_of(path), plan)
    else:
        assert read_own_workbook(content_of(path)) is None


def drawn_plans(count: int) -> list[Plan]:
    """Let hypothesis draw plans, and give those with the most items."""
    drawn: dict[int, Plan] = {}

    @settings(max_examples=60, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(plan=plans())
    def collect(plan: Plan) -> None:
        items = sum(len(list(one.schedule.items())) for one in plan.initiatives())
        drawn.setdefault(items, plan)

    collect()
    return [plan for items, plan in sorted(drawn.items(), key=lambda pair: -pair[0])][:count]


@needs_office
def test_any_plans_come_back_unchanged_after_libreoffice_saved_them(tmp_path: Path) -> None:
    drawn = drawn_plans(10)
    assert sum(len(list(plan.initiatives())) for plan in drawn) >= 20
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(drawn))]
    for plan, path in zip(drawn, paths, strict=True):
        export_xlsx(plan, path)
    folder = tmp_path / "again"
    folder.mkdir()
    for plan, path, again in zip(drawn, paths, convert_all(paths, "xlsx", folder), strict=True):
        if list(plan.initiatives()):
            assert_same_shapes(content_of(again), content_of(path))
            assert_unchanged(content_of(again), plan)
