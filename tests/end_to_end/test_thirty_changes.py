"""素案 against 案: each kind of change once, in the right words, and nothing else.

The sample is frozen as 素案, the changes of `thirty_changes` are made by the real operations, and
what comes out is read from the operations, the command line, and the text of the papers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.domain.diff import apply_differences
from kitaplanner.domain.diff_words import words
from kitaplanner.layout.tracked_pieces import is_drawn
from kitaplanner.operations.comparison import Comparison, compare
from kitaplanner.operations.comparison_papers import comparison_table
from kitaplanner.operations.documents import open_workspace, sample_plan, write_new
from kitaplanner.operations.editions import freeze_edition
from kitaplanner.storage.document import Document
from tests.end_to_end.thirty_changes import CHANGES, Made, prepare

ON_PAPER = [one.sentence for one in CHANGES if one.on_paper]


def said(comparison: Comparison) -> list[str]:
    return [words(one, comparison.sides) for one in comparison.differences]


def listed(comparison: Comparison) -> list[str]:
    rows = comparison_table(comparison, "list").rows
    return ["".join(part.text for part in row.cells[2]) for row in rows if not row.leads]


def changed(document: Document, changes: Sequence[Made]) -> Comparison:
    """Freeze 素案, make changes, and compare 素案 with what they made."""
    freeze_edition(document, "素案")
    for one in changes:
        one.do(document)
    return compare(document.edition_plan("素案"), document.snapshot)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Give the sample with what an office has in it besides, before anything changed."""
    document = Document.create(tmp_path / "doc.db", sample_plan("kita"), "担当")
    prepare(document)
    yield document
    document.close()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a plan in which all changes were made since 素案."""
    path = tmp_path_factory.mktemp("thirty") / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    workspace = open_workspace(path, "担当")
    prepare(workspace.document)
    changed(workspace.document, CHANGES)
    workspace.save()
    workspace.close()
    return path


def put_out(path: Path, out: Path, *style: str) -> Path:
    arguments = ["compare", f"{path}@素案", str(path), out.suffix[1:], str(out), *style]
    assert cli.main(arguments) == cli.DONE
    return out


def test_there_are_at_least_thirty_kinds_of_change() -> None:
    assert len({one.name for one in CHANGES}) == len(CHANGES) >= 30
    assert len({one.sentence for one in CHANGES}) == len(CHANGES)


@pytest.mark.parametrize("made", CHANGES, ids=lambda made: made.name)
def test_a_change_alone_is_said_once_and_nothing_else(document: Document, made: Made) -> None:
    comparison = changed(document, [made])
    assert said(comparison) == [made.sentence]
    assert listed(comparison) == ([made.sentence] if made.on_paper else [])
    sides = comparison.sides
    assert apply_differences(sides.old, comparison.differences) == sides.new


def test_an_edition_compared_with_itself_gives_nothing(path: Path, tmp_path: Path) -> None:
    for side in (f"{path}@素案", str(path)):
        out = tmp_path / "out.json"
        assert cli.main(["compare", side, side, "json", str(out)]) == cli.DONE
        assert json.loads(out.read_text("utf-8")) == {"changes": []}


def test_all_changes_together_are_said_once_each_and_nothing_else(path: Path) -> None:
    workspace = open_workspace(path, "担当")
    document = workspace.document
    comparison = compare(document.edition_plan("素案"), document.snapshot)
    workspace.close()
    assert_once(said(comparison), [one.sentence for one in CHANGES])
    assert_once(listed(comparison), ON_PAPER)
    sides = comparison.sides
    assert apply_differences(sides.old, comparison.differences) == sides.new


def test_the_command_line_gives_each_change_once(path: Path, tmp_path: Path) -> None:
    made = json.loads(put_out(path, tmp_path / "out.json").read_text("utf-8"))
    assert_once([one["words"] for one in made["changes"]], [one.sentence for one in CHANGES])
    fields = [one for one in made["changes"] if one["field"]]
    assert all(one["before"] != one["after"] for one in fields)
    own = {one["initiative"] for one in made["changes"] if one["kind"] in ("moved", "added")}
    assert own.isdisjoint(one["initiative"] for one in made["renumbered"])


@pytest.mark.parametrize("style", ["table", "list"])
def test_the_text_of_a_pdf_holds_each_change_once(path: Path, tmp_path: Path, style: str) -> None:
    reader = PdfReader(put_out(path, tmp_path / "out.pdf", "--style", style))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    found = Counter({one: text.count(squeezed(one)) for one in ON_PAPER})
    assert {one: count for one, count in found.items() if count != 1} == {}
    hidden = [one.sentence for one in CHANGES if not one.on_paper]
    assert [one for one in hidden if squeezed(one) in text] == []


def test_tracked_changes_tell_in_words_what_they_do_not_draw(path: Path, tmp_path: Path) -> None:
    workspace = open_workspace(path, "担当")
    document = workspace.document
    comparison = compare(document.edition_plan("素案"), document.snapshot)
    workspace.close()
    reader = PdfReader(put_out(path, tmp_path / "out.pdf", "--style", "tracked"))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    told = [words(one, comparison.sides) for one in comparison.differences if not is_drawn(one)]
    wanted = {one: int(one in told) for one in ON_PAPER}
    assert 5 < sum(wanted.values()) < len(wanted)
    assert {one: text.count(squeezed(one)) for one in ON_PAPER} == wanted


@pytest.mark.parametrize("style", ["table", "list", "errata"])
def test_a_workbook_has_a_line_for_each_change_and_no_more(
    path: Path, tmp_path: Path, style: str
) -> None:
    sheet = load_workbook(put_out(path, tmp_path / "out.xlsx", "--style", style)).worksheets[0]
    lines = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1] is not None]
    assert len(lines) == len(ON_PAPER)
    if style != "errata":
        assert_once([str(row[-1]) for row in lines], ON_PAPER)


def test_errata_have_a_line_for_each_change(path: Path, tmp_path: Path) -> None:
    """正誤表 shows both sides without the sentence: they differ, and none stands twice."""
    sheet = load_workbook(put_out(path, tmp_path / "out.xlsx", "--style", "errata")).worksheets[0]
    lines = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1] is not None]
    assert all(row[2] and row[3] and row[2] != row[3] for row in lines)
    assert max(Counter(lines).values()) == 1


def test_the_page_of_the_documentation_lists_these_changes() -> None:
    page = (Path(__file__).parents[2] / "docs" / "comparison.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \| (○|―) \|$", page, re.MULTILINE)
    signs = {True: "○", False: "―"}
    assert rows == [(one.name, one.sentence, signs[one.on_paper]) for one in CHANGES]


def assert_once(found: list[str], wanted: list[str]) -> None:
    surplus, missing = (
        sorted((Counter(one) - Counter(other)).elements())
        for one, other in ((found, wanted), (wanted, found))
    )
    assert (surplus, missing) == ([], [])


def squeezed(text: str) -> Any:
    """Take out what a line break may have put in or taken away."""
    return re.sub(r"\s", "", text)
