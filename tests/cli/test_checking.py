"""check: what is found is said with its place, and the exit status tells whether there was any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kitaplanner.cli import BLOCKED, DONE, FOUND, main
from kitaplanner.domain.plan_json import dump_plan
from tests.helpers.plans import initiative_of, plan_of, years_item


def file_of(folder: Path, summary: str) -> Path:
    plan = plan_of(initiative_of((years_item("x", 2025, 2025, "運用"),), summary=summary))
    source, file = folder / "plan.json", folder / "plan.kita"
    source.write_text(dump_plan(plan), encoding="utf-8")
    assert main(["new", str(file), "--from-json", str(source)]) == DONE
    return file


def test_findings_are_said_with_rule_place_and_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, "北区におけるDX 推進を図る。")
    assert main(["check", str(file), "--json"]) == FOUND
    (found,) = [one for one in json.loads(capsys.readouterr().out) if one["rule"] == "space"]
    assert found["title"] == "余分な空白"
    assert found["severity"] == "notice"
    assert found["initiative"] == "i"
    assert found["address"] == ["initiative", "i", "summary", -1]
    assert found["before"] == "北区におけるDX 推進を図る。"
    assert found["suggestion"] == "北区におけるDX推進を図る。"

    assert main(["check", str(file)]) == FOUND
    said = capsys.readouterr().out
    assert "：余分な空白：" in said
    assert "    修正案：北区におけるDX推進を図る。" in said


def test_a_clean_plan_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of()
    source, file = tmp_path / "plan.json", tmp_path / "plan.kita"
    source.write_text(dump_plan(plan), encoding="utf-8")
    main(["new", str(file), "--from-json", str(source)])
    assert main(["check", str(file)]) == DONE
    assert capsys.readouterr().out == "点検で見つかったことはありません。\n"


def test_a_missing_file_stands_in_the_way(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "none.kita")]) == BLOCKED
