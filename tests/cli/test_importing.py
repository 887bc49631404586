"""import as scripts use it: a dry run first, then what is safe or all of it, with exit status."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from kitaplanner import cli
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan
from kitaplanner.operations.documents import read_plan, sample_plan, write_new


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


def source(path: Path, name: str, **fields: object) -> Path:
    plan: Plan = map_initiative(
        sample_plan("kita"), "kita-i-01", lambda one: dataclasses.replace(one, **fields)
    )
    made = path.with_name(name)
    made.write_text(dump_plan(plan), encoding="utf-8")
    return made


def test_a_dry_run_changes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    report = path.with_name("report.json")
    assert run("import", path, source(path, "a.json", summary="甲"), "--report", report) == cli.DONE
    assert path.read_bytes() == before
    said = capsys.readouterr().out
    assert "a.json：事業49件、変更1件（取り込める1、競合0、要確認0、新規0）" in said
    assert "[取り込める] 1-(1) 電子申請の推進：事業概要" in said
    made = json.loads(report.read_text(encoding="utf-8"))
    assert [one["after"] for one in made["changes"]] == ["甲"]


def test_what_is_safe_is_taken_and_the_rest_is_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = source(path, "a.json", summary="甲", departments=("水道課",))
    assert run("import", path, made, "--apply", "safe") == cli.FOUND
    one = read_plan(path).initiative("kita-i-01")
    assert one is not None
    assert one.summary == "甲"
    assert "水道課" not in one.departments
    assert "[要確認]" in capsys.readouterr().out
    assert run("import", path, made, "--apply", "all") == cli.FOUND
    assert read_plan(path).initiative("kita-i-01").departments == ("水道課",)  # type: ignore[union-attr]
    assert run("import", path, made) == cli.DONE  # safe to run twice


def test_several_sources_are_reported_one_by_one(path: Path) -> None:
    report = path.with_name("report.json")
    one, two = source(path, "a.json", summary="甲"), source(path, "b.json", summary="乙")
    assert run("import", path, one, two, "--report", report) == cli.FOUND
    made = json.loads(report.read_text(encoding="utf-8"))
    assert [one["source"] for one in made] == ["a.json", "b.json"]
    assert [change["state"] for one in made for change in one["changes"]] == ["safe", "conflict"]


def test_a_source_that_can_not_be_read_is_named_and_nothing_is_done(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    bad = path.with_name("壊れた.xlsx")
    bad.write_bytes(b"nothing")
    good = source(path, "a.json", summary="甲")
    assert run("import", path, good, bad, "--apply", "safe") == cli.BAD_INPUT
    error = capsys.readouterr().err
    assert "壊れた.xlsx" in error
    assert "Traceback" not in error
    assert path.read_bytes() == before
