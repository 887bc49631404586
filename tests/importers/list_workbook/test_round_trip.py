"""Plans written as lists, with merged cells or typed arrows, are read back whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.domain.calendar import fiscal_year_of, format_fiscal_year
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.reading import Reading
from kitaplanner.importers.list_workbook.reader import read_lists
from kitaplanner.importers.workbook.content import Cell, Merge, SheetContent, WorkbookContent
from kitaplanner.operations.documents import sample_plan

FIRST = 4
Bars = list[tuple[str, int, int]]


def list_of(rows: list[tuple[str, str, str, Bars]], years: range, *, merged: bool) -> Reading:
    """Write rows of number, name, departments and bars as a list, and read it."""
    heads = ["番号", "事業名", "担当課", "備考", *map(format_fiscal_year, years)]
    cells = [Cell(0, column, text) for column, text in enumerate(heads)]
    merges = []
    for row, (number, name, departments, bars) in enumerate(rows, start=1):
        cells += [
            Cell(row, at, text) for at, text in enumerate((number, name, departments)) if text
        ]
        for text, first, last in bars:
            left, right = FIRST + first - years[0], FIRST + last - years[0]
            cells.append(Cell(row, left, text))
            if merged and left < right:
                merges.append(Merge(row, left, row, right))
            elif not merged:
                cells += [Cell(row, at, "→") for at in range(left + 1, right + 1)]
    sheet = SheetContent("一覧", tuple(cells), tuple(merges))
    return read_lists(WorkbookContent("一覧.xlsx", (sheet,)))


def bars_read(reading: Reading) -> list[list[Bars]]:
    return [
        [
            [
                (bar.item.text, fiscal_year_of(bar.item.start), fiscal_year_of(bar.item.end))
                for bar in row.items
            ]
            for row in one.rows or ()
        ]
        for one in reading.initiatives
    ]


@pytest.mark.parametrize("merged", [True, False])
def test_the_sample_plan_as_a_list(merged: bool) -> None:
    plan = sample_plan("kita")
    numbering = number_plan(plan, load_form(plan.form))
    rows: list[tuple[str, str, str, Bars]] = []
    expected = []
    for one in plan.initiatives():
        lines = _lines(one, plan)
        number = numbering.number(one)
        head = (number, one.name, "、".join(one.departments))
        rows += [
            (*(head if not at else ("", "", "")), bars) for at, bars in enumerate(lines or [[]])
        ]
        expected.append(lines)
    reading = list_of(rows, plan.period.years, merged=merged)
    assert bars_read(reading) == expected
    names = [one.field("name") for one in reading.initiatives]
    assert [one.value for one in names if one] == [one.name for one in plan.initiatives()]
    assert [one.what for one in reading.not_understood] == []


def _lines(one: Initiative, plan: Plan) -> list[Bars]:
    """Give the bars of each row in whole years, without those that say nothing."""
    found = []
    for row in one.schedule.rows:
        bars = [
            (item.text, fiscal_year_of(item.start), fiscal_year_of(item.end))
            for item in row.items
            if item.text.strip()
        ]
        if bars:
            found.append(bars)
    return found


@st.composite
def bars(draw: st.DrawFn) -> Bars:
    """Draw bars from 2025 to 2029 in their order, with gaps."""
    edges = sorted(draw(st.sets(st.integers(2025, 2029), min_size=1, max_size=4)))
    texts = draw(st.lists(_WORDS, min_size=len(edges), max_size=len(edges), unique=True))
    found = []
    for text, first, after in zip(texts, edges, [*edges[1:], 2030], strict=True):
        found.append((text, first, draw(st.integers(first, after - 1))))
    return found


_WORDS = st.text("調査設計導入運用拡充検討の・AI2()", min_size=2, max_size=8).filter(
    lambda text: any(char >= "\u3400" for char in text)
)


@given(st.lists(st.lists(bars(), min_size=1, max_size=3), min_size=1, max_size=4), st.booleans())
def test_any_list_is_read_back(initiatives: list[list[Bars]], merged: bool) -> None:
    rows = [
        ((f"{number}", f"事業{number}", "広報課", one) if not at else ("", "", "", one))
        for number, lines in enumerate(initiatives, start=1)
        for at, one in enumerate(lines)
    ]
    reading = list_of(rows, range(2025, 2030), merged=merged)
    assert bars_read(reading) == initiatives
    assert not any(_doubts(reading))


def _doubts(reading: Reading) -> Iterator[str]:
    for one in reading.initiatives:
        yield one.doubt
        yield from (bar.doubt for row in one.rows or () for bar in row.items)
