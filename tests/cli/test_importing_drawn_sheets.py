"""import of drawn workbooks and of files that are none: dry run, safe, all, and what is said."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from kitaplanner import cli
from kitaplanner.operations.documents import read_plan, sample_plan, write_new

DRAWN = Path(__file__).parents[1] / "importers" / "corpus" / "workbooks"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "計画.kitaplan"
    write_new(path, sample_plan("kita"), "担当")
    return path


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.mark.parametrize("name", ["04b_pentagons_list", "10e_boxes"])
def test_a_dry_run_on_a_drawn_sheet_changes_no_byte(path: Path, name: str) -> None:
    before = path.read_bytes()
    report = path.with_name("report.json")
    source = DRAWN / f"{name}.xlsx"

    assert run("import", path, source, "--report", report) == cli.FOUND
    assert path.read_bytes() == before
    made = json.loads(report.read_text("utf-8"))
    assert made["source"] == source.name
    assert made["initiatives_found"] > 0
    for one in made["changes"]:
        assert set(one) >= {"initiative", "field", "before", "after", "state", "where"}
        assert one["state"] in ("safe", "conflict", "unsure", "new")
        assert one["where"]
        assert (one["initiative"] is None) == (one["state"] == "new")
    for one in made["not_understood"]:
        assert set(one) == {"where", "what", "why"}


def test_safe_leaves_the_questions_and_all_takes_them(path: Path) -> None:
    source, report = DRAWN / "04b_pentagons_list.xlsx", path.with_name("report.json")
    run("import", path, source, "--report", report)
    states = [one["state"] for one in json.loads(report.read_text("utf-8"))["changes"]]
    assert {"new"} <= set(states)

    assert run("import", path, source, "--apply", "safe") == cli.FOUND
    assert len(list(read_plan(path).initiatives())) == 49
    assert run("import", path, source, "--apply", "all") == cli.FOUND
    assert len(list(read_plan(path).initiatives())) == 49 + states.count("new")
    assert run("import", path, source) in (cli.DONE, cli.FOUND)
    run("import", path, source, "--report", report)
    assert json.loads(report.read_text("utf-8"))["changes"] == []


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def ods() -> bytes:
    return zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("回答.ods", ods(), "保存"),
        ("回答.xls", OLE, "保存"),
        ("回答.xls", b"<html><table><tr><td>1</td></tr></table></html>", "保存"),
    ],
    ids=["ods", "xls", "html named xls"],
)
def test_each_kind_of_file_gets_a_sentence_of_its_own(
    path: Path, name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    source = path.with_name(name)
    source.write_bytes(content)

    assert run("import", path, source) == cli.BAD_INPUT
    error = capsys.readouterr().err
    assert f"「{name}」を読み込めません。" in error
    assert said in error
    assert "Traceback" not in error
    assert path.read_bytes() == before
