"""A file is written whole or not at all, and the sentence says what to do."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kitaplanner.errors import Cancelled, EnvironmentProblem
from kitaplanner.export import atomic_file
from kitaplanner.export.atomic_file import atomic_output


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def write_half(path: Path, error: type[BaseException]) -> None:
    with atomic_output(path) as file:
        file.write(b"half")
        raise error


def test_writes_a_new_file(tmp_path: Path) -> None:
    with atomic_output(tmp_path / "計画.pdf") as file:
        file.write(b"new")
        assert names(tmp_path) != ["計画.pdf"]
    assert (tmp_path / "計画.pdf").read_bytes() == b"new"
    assert names(tmp_path) == ["計画.pdf"]


def test_replaces_a_file_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(b"old")
    with atomic_output(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, Cancelled, KeyboardInterrupt])
def test_leaves_the_old_file_when_the_writer_fails(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(b"old")
    with pytest.raises(error):
        write_half(path, error)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["計画.pdf"]


def test_full_disk_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(b"old")
    with pytest.raises(EnvironmentProblem, match=r"「計画\.pdf」.*空き容量"), atomic_output(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["計画.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failing_steps_leave_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "計画.pdf"
    path.write_bytes(b"old")

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), refuse)
    with pytest.raises(EnvironmentProblem, match="元のファイル"), atomic_output(path) as file:
        file.write(b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["計画.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
def test_file_and_folder_are_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bool] = []

    def note(handle: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))

    monkeypatch.setattr(os, "fsync", note)
    with atomic_output(tmp_path / "計画.pdf") as file:
        file.write(b"new")
    assert flushed == [False, True]


def test_an_error_about_another_file_is_not_blamed_on_the_target(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_output(tmp_path / "計画.pdf"):
        (tmp_path / "missing.ttf").read_bytes()
    assert names(tmp_path) == []


def test_missing_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentProblem, match="フォルダーが見つかりません"),
        atomic_output(tmp_path / "ない" / "計画.pdf"),
    ):
        pytest.fail("the block must not run")


def test_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "計画.pdf").mkdir()
    with (
        pytest.raises(EnvironmentProblem, match="同じ名前のフォルダー"),
        atomic_output(tmp_path / "計画.pdf"),
    ):
        pytest.fail("the block must not run")


def test_the_longest_name_fits(tmp_path: Path) -> None:
    path = tmp_path / ("計" * 83 + ".pdf")
    with atomic_output(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX modes and links")
def test_keeps_mode_and_follows_links(tmp_path: Path) -> None:
    real = tmp_path / "real.pdf"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    with atomic_output(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX modes")
def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    with atomic_output(tmp_path / "one.pdf") as file:
        file.write(b"new")
    (tmp_path / "two.pdf").write_bytes(b"new")
    modes = {one.stat().st_mode for one in tmp_path.iterdir()}
    assert len(modes) == 1


class HeldFile:
    """`Path.replace` of a system on which a scanner holds the file for the first tries."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.pauses: list[float] = []
        self._replace = Path.replace

    def replace(self, source: Path, target: Path) -> Path:
        if len(self.pauses) < self.refusals:
            problem = PermissionError(errno.EACCES, "access denied")
            problem.winerror = 5
            raise problem
        return self._replace(source, target)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "replace", lambda *arguments: self.replace(*arguments))
        monkeypatch.setattr(atomic_file.time, "sleep", self.pauses.append)


def test_waits_for_a_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldFile(refusals=3)
    held.install(monkeypatch)
    with atomic_output(tmp_path / "計画.pdf") as file:
        file.write(b"new")
    assert (tmp_path / "計画.pdf").read_bytes() == b"new"
    assert len(held.pauses) == 3


def test_gives_up_when_a_person_has_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldFile(refusals=100)
    held.install(monkeypatch)
    with (
        pytest.raises(EnvironmentProblem, match="ほかのプログラムで開かれています"),
        atomic_output(tmp_path / "計画.pdf") as file,
    ):
        file.write(b"new")
    assert sum(held.pauses) < 3
    assert names(tmp_path) == []
