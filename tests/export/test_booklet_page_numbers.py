"""目次, 掲載事業一覧 and 索引 name the pages on which things stand, by the text of the PDF."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner.domain.plan import (
    BLOCK_KINDS,
    DERIVED_PARTS,
    Block,
    ChartBox,
    ChronicleEntry,
    Plan,
    Section,
    Term,
    TimelineRow,
)
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.operations.exports import export_pdf
from kitaplanner.paths import resource_path

_WRITTEN = tuple(
    Block(
        kind,
        f"{kind}の文章です。",
        mark="1",
        source="出典",
        caption="題",
        entries=(ChronicleEntry(2021, "設置", 9),),
        first=2025,
        last=2029,
        rows=(TimelineRow("計画", "帯", 2025, 2029),),
        boxes=(ChartBox("本部"), ChartBox("部会", 1)),
    )
    for kind in BLOCK_KINDS
)
_NAMES = {
    "": "すべての種類の文章",
    "policies": "方針の章",
    "outline": "体系の章",
    "sheets": "個票の章",
    "initiative_list": "一覧の章",
    "outline_chart": "体系図の章",
    "glossary": "用語の章",
    "department_index": "索引の章",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The sample with a chapter of every kind, the first with blocks of every kind on 3 pages."""
    sample = load_plan(resource_path("samples", "kita.json").read_bytes())
    sections = tuple(
        Section(
            f"s{index}", _NAMES[derived], derived=derived, blocks=() if derived else _WRITTEN * 3
        )
        for index, derived in enumerate(DERIVED_PARTS)
    )
    terms = (Term("t1", "クラウド", "ネットワークの先にある計算機", "くらうど"),)
    return dataclasses.replace(sample, sections=sections, terms=terms)


@pytest.fixture(scope="module", params=[False, True], ids=["one side", "both sides"])
def pages(plan: Plan, tmp_path_factory: pytest.TempPathFactory, request) -> list[str]:
    """The text of each page of a print, on one side or both."""
    settings = dataclasses.replace(plan.settings, duplex=request.param)
    path: Path = tmp_path_factory.mktemp("booklet") / "booklet.pdf"
    export_pdf(dataclasses.replace(plan, settings=settings), path)
    return [f"{one.extract_text()}\n" for one in PdfReader(path).pages]


def foot(text: str) -> str:
    """The number at the foot of a page; empty where it has none."""
    found = re.findall(r"^- (\d+) -$", text, re.MULTILINE)
    return found[0] if found else ""


def numbered(pages: list[str]) -> dict[str, str]:
    """The pages of the body by the number at their foot."""
    return {foot(one): one for one in pages if foot(one)}


def test_pages_are_numbered_without_a_gap(pages: list[str]) -> None:
    numbers = [foot(one) for one in pages if foot(one)]
    assert numbers == [str(index) for index in range(1, len(numbers) + 1)]
    assert len(numbers) > 60


def test_the_contents_lead_to_the_headings(pages: list[str]) -> None:
    contents = "".join(one for one in pages if not foot(one))
    body = numbered(pages)
    for number, name in enumerate(_NAMES.values(), start=1):
        found = re.search(rf"^{number}\s*{name}\D*(\d+)$", contents, re.MULTILINE)
        assert found is not None, (name, contents)
        assert f"{number}{name}" in _tight(body[found[1]]), name


@pytest.mark.parametrize("chapter", ["一覧の章", "索引の章"])
def test_lists_lead_to_the_sheets(plan: Plan, pages: list[str], chapter: str) -> None:
    body = {number: _tight(text) for number, text in numbered(pages).items()}
    sheets = {number: text for number, text in body.items() if "（年度別実施計画）" in text}
    first = next(index for index, one in enumerate(pages) if f"{chapter}\n" in one and foot(one))
    listed = "\n".join(one for one in pages[first:] if chapter in one)
    initiatives = list(plan.initiatives())
    for initiative in initiatives:
        name = _tight(initiative.name)
        holders = {number for number, text in sheets.items() if name in text}
        departments = "、".join(initiative.departments) if chapter == "一覧の章" else ""
        found = re.findall(_spaced(name + departments) + r"\s+(\d+)\s", listed)
        assert found, initiative.name
        assert set(found) <= holders, initiative.name


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _spaced(text: str) -> str:
    """Give a pattern for a text that may be broken anywhere."""
    return r"\s*".join(re.escape(char) for char in _tight(text))
