"""inquiry as scripts use it: send, a dry run, taking over what is safe, status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kitaplanner import cli
from kitaplanner.operations.documents import read_plan, sample_plan, write_new
from tests.helpers.reply_books import field_line, fill, progress_line


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


def statuses(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    assert run("inquiry", "status", path, "--json") == cli.DONE
    (inquiry,) = json.loads(capsys.readouterr().out)
    return {one["name"]: one["state"] for one in inquiry["departments"]}


def test_an_inquiry_goes_out_and_comes_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, report = path.with_name("照会"), path.with_name("report.json")
    asked = ("広報課", "環境課")
    assert (
        run("inquiry", "send", path, out, "--department", *asked, "--due", "2099-12-18") == cli.DONE
    )
    assert {one.name for one in out.iterdir()} == {"照会_広報課.xlsx", "照会_環境課.xlsx"}
    assert statuses(path, capsys) == dict.fromkeys(asked, "waiting")
    plan = read_plan(path)
    one = next(one for one in plan.initiatives() if "広報課" in one.departments)
    fill(
        out / "照会_広報課.xlsx",
        {
            (one.id, field_line("summary"), "new"): "新しい概要です。",
            (one.id, progress_line("status"), "now"): "完了",
        },
    )
    before = path.read_bytes()
    assert run("inquiry", "receive", path, out, "--report", report) == cli.DONE
    assert path.read_bytes() == before
    made = {one["department"]: one for one in json.loads(report.read_text(encoding="utf-8"))}
    assert [len(made[name]["changes"]) for name in asked] == [2, 0]
    assert run("inquiry", "receive", path, out, "--apply", "safe") == cli.DONE
    after = read_plan(path).initiative(one.id)
    assert after is not None
    assert (after.summary, after.progress[0].status) == ("新しい概要です。", "完了")
    assert statuses(path, capsys) == dict.fromkeys(asked, "received")
    assert run("inquiry", "receive", path, out, "--apply", "safe") == cli.DONE
    assert read_plan(path).initiative(one.id) == after
    assert run("inquiry", "status", path) == cli.DONE
    assert "回収済\t広報課" in capsys.readouterr().out


def test_what_is_no_reply_is_told_and_nothing_is_done(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    bad = path.with_name("壊れた.xlsx")
    bad.write_bytes(b"nothing")
    assert run("inquiry", "receive", path, bad, "--apply", "safe") == cli.BAD_INPUT
    assert "壊れた.xlsx" in capsys.readouterr().err
    assert run("inquiry", "receive", path, path.with_name("無い"), "--apply", "safe") == (
        cli.BAD_INPUT
    )
    assert path.read_bytes() == before


def test_an_unknown_department_and_a_day_that_is_none_send_nothing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = path.with_name("照会")
    assert run("inquiry", "send", path, out, "--department", "無い課") == cli.BAD_INPUT
    assert "無い課" in capsys.readouterr().err
    assert run("inquiry", "send", path, out, "--due", "あした") == cli.BAD_INPUT
    assert "日付として読めません" in capsys.readouterr().err
    assert not out.exists()
