"""The state from which two copies of a file went on, found in their own histories."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sqlite3
from pathlib import Path

import pytest

from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path
from kitaplanner.storage.ancestor import opened_image, parting_of
from kitaplanner.storage.workspace import open_workspace, opened_for_reading, write_new


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ours.kitaplan"
    write_new(path, load_plan(resource_path("samples", "kita.json").read_bytes()), "担当")
    return path


def titled(path: Path, *titles: str, undo: int = 0) -> Plan:
    """Edit a file: give it titles, take some steps back, and save."""
    workspace = open_workspace(path, "担当")
    for title in titles:
        document = workspace.document
        document.commit("名称", dataclasses.replace(document.snapshot, title=title))
    for _ in range(undo):
        workspace.document.undo()
    workspace.save()
    plan = workspace.document.snapshot
    workspace.close()
    return plan


def common_ancestor(ours: Path, theirs: Path) -> Plan | None:
    """The plan from which two files went on."""
    with opened_for_reading(ours) as mine, opened_for_reading(theirs) as other:
        found = parting_of(mine, other)
    return None if found is None else found.plan


def test_copies_go_on_from_what_both_have(path: Path) -> None:
    before = titled(path, "一つ目", "二つ目")
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    titled(path, "こちら")
    titled(other, "相手", "相手の続き")
    assert common_ancestor(path, other) == before
    assert common_ancestor(other, path) == before


def test_steps_that_one_took_back_are_its_own_edits(path: Path) -> None:
    before = titled(path, "一つ目", "二つ目")
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    titled(other, undo=2)
    assert common_ancestor(path, other) == before
    assert common_ancestor(other, path) == before


def test_a_copy_that_was_not_edited_is_the_ancestor(path: Path) -> None:
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    edited = titled(path, "こちら")
    assert common_ancestor(path, other) != edited
    assert common_ancestor(path, path) == edited


def test_the_same_label_in_the_same_second_is_not_the_same_edit(path: Path) -> None:
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    before = titled(path)
    titled(path, "こちら")
    titled(other, "相手")
    assert common_ancestor(path, other) == before


def test_where_they_parted_is_known_from_the_working_copy_too(path: Path) -> None:
    before = titled(path, "一つ目", "二つ目")
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    titled(other, "相手", "相手の続き")
    workspace = open_workspace(path, "担当")
    document = workspace.document
    edited = dataclasses.replace(document.snapshot, title="まだ保存していない")
    document.commit("名称", edited)
    image = document.image()
    with opened_image(image) as mine, opened_for_reading(other) as theirs:
        assert mine.snapshot == edited
        found = parting_of(mine, theirs)
    assert found is not None
    assert (found.plan, found.ours, found.theirs) == (before, 1, 2)
    assert found.last is not None
    assert (found.last.label, found.last.who) == ("名称", "担当")
    document.commit("名称", dataclasses.replace(edited, title="その後も使える"))
    workspace.close(discard=True)


def test_a_file_that_something_else_wrote_into_has_no_ancestor(path: Path) -> None:
    titled(path, "一つ目")
    other = path.with_name("theirs.kitaplan")
    shutil.copyfile(path, other)
    with contextlib.closing(sqlite3.connect(other)) as driver, driver:
        driver.execute("UPDATE initiative SET summary = '別の道具で'")
    assert common_ancestor(path, other) is None


def test_files_of_different_documents_have_none(path: Path) -> None:
    other = path.with_name("theirs.kitaplan")
    write_new(other, load_plan(resource_path("samples", "kita.json").read_bytes()), "担当")
    assert common_ancestor(path, other) is None


def test_looking_back_changes_nothing(path: Path) -> None:
    last = titled(path, "一つ目", "二つ目")
    with opened_for_reading(path) as document:
        before = document.digest()
        assert document.plan_after(1).title == "一つ目"
        assert document.plan_after(2) == last
        assert document.plan_after(0).title not in ("一つ目", "二つ目")
        assert document.snapshot == last
        assert document.digest() == before
