"""The commands as other people's scripts use them: output, exit status, sentences, no display."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner import cli
from kitaplanner.paths import resource_path


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "p.kitaplan"
    assert run("new", path, "--sample", "kita") == cli.DONE
    return path


def shown(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> bytes:
    capfdbinary.readouterr()
    assert run("show", path, "--json") == cli.DONE
    return capfdbinary.readouterr().out


def test_show_and_new_from_json_are_lossless(
    sample: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = shown(sample, capfdbinary)
    plan = tmp_path / "plan.json"
    plan.write_bytes(text)
    again = tmp_path / "again.kitaplan"
    assert run("new", again, "--from-json", plan) == cli.DONE
    assert shown(again, capfdbinary) == text
    assert json.loads(text)["outline"][0]["children"][0]["children"][0]["initiatives"][0][
        "number"
    ] == ("1-(1)")


def test_a_blank_plan_of_a_form(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "blank.kitaplan"
    assert run("new", path, "--form", "kita") == cli.DONE
    data = json.loads(shown(path, capfdbinary))
    assert data["form"] == "kita"
    assert data["outline"]
    assert run("verify", path) == cli.DONE


def test_new_refuses_to_overwrite(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    assert run("new", sample, "--sample", "kita") == cli.BLOCKED
    assert "すでに" in capsys.readouterr().err
    assert sample.read_bytes() == before


def test_a_document_is_one_sqlite_file_and_reading_leaves_no_trace(sample: Path) -> None:
    before = sample.read_bytes()
    assert before[68:72] == b"KPLN"
    assert run("verify", sample) in (cli.DONE, cli.FOUND)
    assert sample.read_bytes() == before
    assert [one.name for one in sample.parent.iterdir()] == [sample.name]
    with sqlite3.connect(f"file:{sample}?mode=ro", uri=True) as connection:
        (count,) = connection.execute("SELECT count(*) FROM initiative").fetchone()
    connection.close()
    assert count == 49


def test_export_of_chosen_sheets(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", sample, "pdf", out, "--only", "基本方針1①1-(1)", "kita-i-49") == cli.DONE
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "電子申請の推進" in text
    assert "外部人材の活用" in text
    assert "キャッシュレス決済" not in text


def test_export_of_a_department(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", sample, "pdf", out, "--department", "広報課") == cli.DONE
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "北区公式ホームページ" in text
    assert "テレワークの推進" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--only", "1-(1)"), "4件あります"),
        (("--only", "9-(9)"), "事業はありません"),
        (("--department", "水道課"), "事業がありません"),
    ],
)
def test_a_choice_that_fits_nothing_is_said(
    sample: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.pdf"
    assert run("export", sample, "pdf", out, *arguments) == cli.BAD_INPUT
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("new",),
        ("show", "x.kitaplan"),
        ("export", "x", "docx", "y"),
        ("new", "x", "--sample", "osaka"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == cli.WRONG_USAGE


def test_a_choice_of_sheets_does_not_go_with_the_booklet(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    status = run("export", sample, "pdf", out, "--part", "booklet", "--only", "kita-i-49")
    assert status == cli.WRONG_USAGE
    assert "sheets、list、outline、progress" in capsys.readouterr().err
    assert not out.exists()


def truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 100])


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()


def no_sqlite(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 this is another file" * 100)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("damage", "status"),
    [
        (truncated, cli.BAD_INPUT),
        (newer, cli.BLOCKED),
        (no_sqlite, cli.BAD_INPUT),
        (empty, cli.BAD_INPUT),
        (other_sqlite, cli.BAD_INPUT),
    ],
)
@pytest.mark.parametrize("command", [("show", "--json"), ("export", "pdf", "OUT"), ("verify",)])
def test_a_bad_file_gets_a_sentence_and_stays_as_it_is(
    sample: Path,
    tmp_path: Path,
    damage: object,
    status: int,
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "計画.kitaplan"
    shutil.copyfile(sample, path)
    damage(path)  # type: ignore[operator]  # a function of the list above
    before = path.read_bytes()
    out = tmp_path / "out.pdf"
    rest = [str(out) if one == "OUT" else one for one in command[1:]]
    assert run(command[0], path, *rest) == status
    error = capsys.readouterr().err
    assert "計画.kitaplan" in error
    assert error.strip().endswith("。")
    assert "Traceback" not in error
    assert path.read_bytes() == before
    assert not out.exists()
    assert {one.name for one in tmp_path.iterdir()} == {path.name}


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", tmp_path / "ない.kitaplan", "--json") in (cli.BAD_INPUT, cli.BLOCKED)
    assert "ない.kitaplan" in capsys.readouterr().err


def test_broken_json_names_the_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(resource_path("samples", "kita.json").read_text(encoding="utf-8"))
    data["outline"][0]["children"][0]["colour"] = "red"
    source = tmp_path / "plan.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    target = tmp_path / "p.kitaplan"
    assert run("new", target, "--from-json", source) == cli.BAD_INPUT
    error = capsys.readouterr().err
    assert "$.outline[0].children[0].colour" in error
    assert "plan.json" in error
    assert not target.exists()


def test_an_output_that_can_not_be_written_is_said(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", sample, "pdf", tmp_path / "no" / "such" / "out.pdf") == cli.BLOCKED
    assert "out.pdf" in capsys.readouterr().err


def test_the_commands_load_no_qt(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    program = (
        "import sys; from kitaplanner.__main__ import main; "
        f"status = main(['export', {str(sample)!r}, 'pdf', {str(out)!r}, '--part', 'list']); "
        "assert not [one for one in sys.modules if one.startswith('PySide6')]; sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes().startswith(b"%PDF")
