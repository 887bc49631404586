"""edition, and exports of editions and handouts, as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.operations.documents import open_workspace, sample_plan, write_new
from kitaplanner.operations.initiatives import change_initiative


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


def text_of(pdf: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_an_edition_is_frozen_and_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("edition", "freeze", path, "素案", "--date", "2026-11-27") == cli.DONE
    assert run("edition", "list", path) == cli.DONE
    assert capsys.readouterr().out.startswith("素案\t2026-11-27\t")
    assert run("edition", "list", path, "--json") == cli.DONE
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["date"]) == ("素案", "2026-11-27")
    assert run("edition", "freeze", path, "素案") == cli.BAD_INPUT
    assert "すでにあります" in capsys.readouterr().err
    assert run("edition", "freeze", path, "案", "--date", "明日") == cli.BAD_INPUT


def test_an_export_of_an_edition_shows_the_plan_of_its_day(path: Path, tmp_path: Path) -> None:
    assert run("edition", "freeze", path, "素案") == cli.DONE
    workspace = open_workspace(path, "担当")
    change_initiative(workspace.document, "kita-i-01", "name", "電子申請の拡充")
    workspace.save()
    workspace.close()
    now, then = tmp_path / "now.pdf", tmp_path / "then.pdf"
    assert run("export", path, "pdf", now, "--part", "list") == cli.DONE
    assert run("export", path, "pdf", then, "--part", "list", "--edition", "素案") == cli.DONE
    assert "電子申請の拡充" in text_of(now)
    assert "電子申請の推進" in text_of(then)
    assert run("export", path, "pdf", then, "--edition", "決定") == cli.BAD_INPUT
    compared = tmp_path / "新旧.pdf"
    assert run("compare", f"{path}@素案", path, "pdf", compared) == cli.DONE
    assert "電子申請の拡充" in text_of(compared)


def test_a_handout_is_made_from_a_template_by_one_command(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "資料.pdf"
    options = ("--part", "handout")
    assert run("export", path, "pdf", out, *options, "--template", "進捗の報告") == cli.DONE
    assert "進捗状況一覧" in text_of(out)
    assert run("export", path, "pdf", out, *options) == cli.BAD_INPUT
    assert "資料" in capsys.readouterr().err
    assert run("export", path, "pdf", out, *options, "--template", "ない") == cli.BAD_INPUT
    assert "素案の報告" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["outline", "progress", "list"])
def test_parts_are_printed(path: Path, tmp_path: Path, part: str) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", path, "pdf", out, "--part", part) == cli.DONE
    assert len(PdfReader(out).pages) >= 1


def test_a_list_of_one_department(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", path, "pdf", out, "--part", "list", "--department", "広報課") == cli.DONE
    text = text_of(out)
    assert "北区公式ホームページのリニューアル" in text
    assert "電子申請の推進" not in text
    assert run("export", path, "pdf", out, "--part", "booklet", "--department", "広報課") == 2


def test_sheets_of_a_plan_without_initiatives_are_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank, out = tmp_path / "空.kitaplan", tmp_path / "out.pdf"
    assert run("new", blank, "--form", "kita") == cli.DONE
    assert run("export", blank, "pdf", out, "--part", "sheets") == cli.BAD_INPUT
    assert "印刷するページがない" in capsys.readouterr().err
    assert not out.exists()
    assert run("export", blank, "pdf", out) == cli.DONE
    assert len(PdfReader(out).pages) == 4
