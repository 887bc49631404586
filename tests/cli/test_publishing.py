"""export data as other people's scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitaplanner import cli
from tests.helpers.published_data import PublishedData


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "p.kitaplan"
    assert run("new", path, "--sample", "kita") == cli.DONE
    return path


def test_open_data_of_the_sample(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("export", sample, "data", out) == cli.DONE
    data = PublishedData(out)
    assert len(data.json["initiatives"]) == 49
    assert len(data.json["schedule_items"]) == 173
    assert "PDL1.0" in data.about["licence"]


def test_open_data_in_shift_jis_with_a_licence(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status = run("export", sample, "data", out, "--encoding", "shift_jis", "--licence", "CC BY 4.0")
    assert status == cli.DONE
    data = PublishedData(out)
    assert data.encoding == "cp932"
    assert data.about["licence"] == "CC BY 4.0"


def test_a_folder_that_cannot_be_written_is_said(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", sample, "data", tmp_path / "nowhere" / "out") == cli.BLOCKED
    assert "フォルダーが見つかりません" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_text_edition(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert run("export", sample, "text", out) == cli.DONE
    assert "令和7年度：優先度の高い500手続の電子申請化" in out.read_text(encoding="utf-8-sig")
    assert run("export", sample, "text", out, "--only", "kita-i-49") == cli.DONE
    assert "優先度の高い" not in out.read_text(encoding="utf-8-sig")
