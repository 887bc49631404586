"""compare and merge as scripts use them: files and editions, conflicts, what can't be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kitaplanner import cli
from kitaplanner.domain.plan import Plan
from kitaplanner.operations.documents import open_workspace, read_plan, sample_plan, write_new
from kitaplanner.operations.initiatives import change_initiative
from kitaplanner.storage.workspace import read_editions


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def plan() -> Plan:
    return sample_plan("kita")


@pytest.fixture
def path(plan: Plan, tmp_path: Path) -> Path:
    """Give a document with the edition 素案, edited since."""
    path = tmp_path / "計画.kitaplan"
    write_new(path, plan, "担当")
    workspace = open_workspace(path, "担当")
    workspace.document.freeze_edition("素案")
    change_initiative(workspace.document, "kita-i-01", "name", "電子申請の拡充")
    workspace.save()
    workspace.close()
    return path


def test_an_edition_and_now(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run("compare", f"{path}@素案", path, "json", out) == cli.DONE
    (change,) = json.loads(out.read_text(encoding="utf-8"))["changes"]
    assert change["initiative"] == "kita-i-01"
    assert (change["kind"], change["field"]) == ("field", "name")
    assert (change["before"], change["after"]) == ("電子申請の推進", "電子申請の拡充")
    assert change["words"] == "事業名を「電子申請の推進」から「電子申請の拡充」に変更"


def edited_copy(path: Path, name: str, field: str, value: object) -> Path:
    copy = path.with_name(name)
    shutil.copyfile(path, copy)
    workspace = open_workspace(copy, "別の担当")
    change_initiative(workspace.document, "kita-i-02", field, value)
    workspace.save()
    workspace.close()
    return copy


def test_a_merge_keeps_both_edits_and_the_editions_of_ours(path: Path, tmp_path: Path) -> None:
    theirs = edited_copy(path, "相手.kitaplan", "summary", "相手の概要")
    out = tmp_path / "out.kitaplan"
    assert run("merge", f"{path}@素案", path, theirs, out) == cli.DONE
    made = read_plan(out)
    assert next(one.name for one in made.initiatives()) == "電子申請の拡充"
    assert made.initiative("kita-i-02").summary == "相手の概要"  # type: ignore[union-attr]
    assert [one.name for one in read_editions(out)] == ["素案"]


def test_conflicts_of_a_merge_are_said_and_reported(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = edited_copy(path, "こちら.kitaplan", "summary", "甲")
    theirs = edited_copy(path, "相手.kitaplan", "summary", "乙")
    out, report = tmp_path / "out.kitaplan", tmp_path / "report.json"
    before = ours.read_bytes()
    assert run("merge", path, ours, theirs, out, "--report", report) == cli.FOUND
    said = capsys.readouterr().out
    assert "事業概要を、こちらは「甲」、相手は「乙」にしています。" in said
    made = json.loads(report.read_text(encoding="utf-8"))
    (conflict,) = made["conflicts"]
    assert (conflict["initiative"], conflict["field"]) == ("kita-i-02", "summary")
    assert (conflict["ours"], conflict["theirs"], conflict["taken"]) == ("甲", "乙", "ours")
    assert [one["after"] for one in made["theirs"]] == ["乙"]
    assert ours.read_bytes() == before
    assert run("merge", path, ours, theirs, out) == cli.BLOCKED  # never over another file


def test_equal_plans_give_an_empty_list(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run("compare", path, path, "json", out) == cli.DONE
    assert json.loads(out.read_text(encoding="utf-8")) == {"changes": []}


def test_a_file_with_the_sign_in_its_name_is_a_file(plan: Plan, tmp_path: Path) -> None:
    path, out = tmp_path / "a@b.kitaplan", tmp_path / "out.json"
    write_new(path, plan, "担当")
    assert run("compare", path, path, "json", out) == cli.DONE
    assert read_plan(path) == plan


def test_an_edition_that_is_not_there_is_said_with_those_that_are(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert run("compare", f"{path}@決定", path, "json", out) == cli.BAD_INPUT
    error = capsys.readouterr().err
    assert "「決定」という版はありません" in error
    assert "「素案」" in error
    assert not out.exists()


def test_the_file_that_can_not_be_read_is_named(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "壊れた.kitaplan"
    other.write_bytes(b"%PDF-1.7" * 200)
    assert run("compare", path, other, "json", tmp_path / "out.json") == cli.BAD_INPUT
    error = capsys.readouterr().err
    assert "壊れた.kitaplan" in error
    assert "Traceback" not in error
