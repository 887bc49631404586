"""compare … pdf --style tracked: each word that went or came stands once, and is told as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.errors import UserError
from kitaplanner.operations.comparison import compare
from kitaplanner.operations.comparison_papers import write_paper_xlsx
from kitaplanner.operations.documents import open_workspace, sample_plan, write_new
from kitaplanner.operations.initiatives import change_initiative
from tests.helpers.tagged_pdf import TaggedPdf


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the sample with the edition 素案, in which a name and a summary were changed since."""
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    workspace = open_workspace(path, "担当")
    workspace.document.freeze_edition("素案", "2025-11-26")
    change_initiative(workspace.document, "kita-i-01", "name", "電子申請の躍進")
    change_initiative(workspace.document, "kita-i-02", "summary", "=1+1")
    workspace.save()
    workspace.close()
    return path


def tracked(path: Path, out: Path, *options: str) -> str:
    status = run("compare", f"{path}@素案", path, "pdf", out, "--style", "tracked", *options)
    assert status == cli.DONE
    return "".join(page.extract_text() for page in PdfReader(out).pages).replace("\n", "")


def test_each_changed_word_stands_once(path: Path, tmp_path: Path) -> None:
    text = tracked(path, tmp_path / "out.pdf")
    assert text.count("電子申請の推進躍進") == 1
    assert text.count("躍進") == 1
    assert text.count("=1+1") == 1
    gone = sample_plan("kita").initiative("kita-i-02")
    assert gone is not None
    assert text.count(gone.summary[:12]) == 1


def test_the_editions_are_named(path: Path, tmp_path: Path) -> None:
    text = tracked(path, tmp_path / "out.pdf")
    assert "版「素案」（令和7年11月26日）" in text
    assert "計画.kitaplan（素案" in text


def test_all_shows_the_rest_too(path: Path, tmp_path: Path) -> None:
    some = tracked(path, tmp_path / "some.pdf")
    whole = tracked(path, tmp_path / "all.pdf", "--all", "--strike", "single")
    names = [one.name for one in sample_plan("kita").initiatives()]
    assert not [one for one in names[5:] if one in some]
    assert len(whole) > 3 * len(some)


def test_a_listener_hears_what_went_and_what_came(path: Path, tmp_path: Path) -> None:
    tracked(path, tmp_path / "out.pdf")
    tags = list(TaggedPdf((tmp_path / "out.pdf").read_bytes()).document.walk())
    (name,) = [one for one in tags if "躍進" in one.alternative]
    assert name.alternative.endswith("電子申請の（削除：推進）（追加：躍進）")
    assert name.name.startswith("H")


def test_a_workbook_is_refused_in_words(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    assert (
        run("compare", f"{path}@素案", path, "xlsx", out, "--style", "tracked") == cli.WRONG_USAGE
    )
    assert "見え消しは、PDFだけで作れます" in capsys.readouterr().err
    assert not out.exists()


def test_no_workbook_is_made_by_another_way_either(path: Path, tmp_path: Path) -> None:
    plan = sample_plan("kita")
    with pytest.raises(UserError, match="PDFだけ"):
        write_paper_xlsx(compare(plan, plan), "tracked", tmp_path / "out.xlsx")
