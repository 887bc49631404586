"""--attach-plan as scripts use it: out with the paper, back by new and import."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitaplanner import cli
from kitaplanner.operations.documents import open_workspace, read_plan, sample_plan, write_new
from kitaplanner.operations.initiatives import change_initiative


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


def exported(path: Path, kind: str, *options: str) -> Path:
    out = path.with_name(f"紙面.{kind}")
    assert run("export", path, kind, out, "--part", "list", *options) == cli.DONE
    return out


def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run("show", path, "--json") == cli.DONE
    return capsys.readouterr().out


def edit(path: Path, text: str) -> None:
    workspace = open_workspace(path, "担当")
    change_initiative(workspace.document, "kita-i-01", "summary", text)
    workspace.save()
    workspace.close()


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_new_plan_of_a_paper_is_the_same_to_the_letter(
    path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = exported(path, kind, "--attach-plan")
    made = path.with_name("戻した計画.kitaplan")
    assert run("new", made, "--from-json", paper) == cli.DONE
    assert shown(made, capsys) == shown(path, capsys)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_without_the_option_there_is_nothing_to_take_back(
    path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = exported(path, kind)
    made = path.with_name("戻した計画.kitaplan")
    assert run("new", made, "--from-json", paper) == cli.BAD_INPUT
    said = capsys.readouterr().err
    assert f"「紙面.{kind}」には計画データが付いていません。公開用の出力には入りません。" in said
    assert not made.exists()


def test_import_compares_the_whole_plan_in_a_pdf(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, before = exported(path, "pdf", "--attach-plan"), read_plan(path)
    edit(path, "あとで書き直した概要です。")
    edited = read_plan(path)
    assert run("import", path, paper, "--apply", "safe") == cli.FOUND
    said = capsys.readouterr().out
    assert "付いている計画データの全体（出力したときの内容）と比べました。" in said
    assert "どちらが新しいかは分かりません。" in said
    assert read_plan(path) == edited  # nobody knows which is newer
    assert run("import", path, paper, "--apply", "all") == cli.FOUND
    assert read_plan(path) == before


def test_a_damaged_paper_is_told_with_its_name(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = exported(path, "xlsx", "--attach-plan")
    paper.write_bytes(paper.read_bytes()[:-2000])
    before = path.read_bytes()
    made = path.with_name("戻した計画.kitaplan")
    assert run("new", made, "--from-json", paper) == cli.BAD_INPUT
    assert "紙面.xlsx" in capsys.readouterr().err
    assert not made.exists()
    assert run("import", path, paper) == cli.BAD_INPUT
    assert path.read_bytes() == before
