"""Handouts in a document: kept, changed, printed whole or a file a part."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.operations.handouts import (
    add_handout,
    change_handout,
    export_handout,
    export_handout_parts,
    find_handout,
    new_handout,
    remove_handout,
)
from kitaplanner.storage.document import Document

DAY = date(2026, 11, 27)


def made(document: Document, template: str = "素案の報告") -> Handout:
    return new_handout(template, document.snapshot, DAY, ())


def test_a_handout_is_kept_under_a_name_of_its_own_and_undone(document: Document) -> None:
    first = add_handout(document, made(document))
    second = add_handout(document, made(document))
    assert first is not None
    assert second is not None
    assert "素案の報告" in first.label
    assert [one.name for one in document.snapshot.handouts] == ["素案の報告", "素案の報告（2）"]
    document.undo()
    document.undo()
    assert document.snapshot.handouts == ()


def test_a_handout_is_changed_and_removed(document: Document) -> None:
    add_handout(document, made(document))
    (kept,) = document.snapshot.handouts
    change_handout(document, dataclasses.replace(kept, meeting="企画総務委員会"))
    assert document.snapshot.handouts[0].meeting == "企画総務委員会"
    remove_handout(document, kept.id)
    assert document.snapshot.handouts == ()
    assert remove_handout(document, kept.id) is None
    with pytest.raises(RefusedEdit, match="もう計画の中に"):
        change_handout(document, kept)


@pytest.mark.parametrize("name", ["", "二つ目"])
def test_a_name_that_cannot_be_used_is_refused(document: Document, name: str) -> None:
    add_handout(document, made(document))
    add_handout(document, dataclasses.replace(made(document), name="二つ目"))
    first = document.snapshot.handouts[0]
    with pytest.raises(RefusedEdit):
        change_handout(document, dataclasses.replace(first, name=name))
    assert document.snapshot.handouts[0] is first


def test_a_handout_is_found_by_name_or_as_the_only_one(document: Document) -> None:
    with pytest.raises(UserError, match="なし"):
        find_handout(document.snapshot, "")
    add_handout(document, made(document))
    (one,) = document.snapshot.handouts
    assert (
        find_handout(document.snapshot, "") is find_handout(document.snapshot, "素案の報告") is one
    )
    with pytest.raises(UserError, match="素案の報告"):
        find_handout(document.snapshot, "決定")
    with pytest.raises(UserError, match="素案の報告"):
        new_handout("ない", document.snapshot, DAY, ())


def test_one_pdf_and_a_file_a_part_hold_the_same_pages(document: Document, tmp_path: Path) -> None:
    parts = (
        HandoutPart("1", "agenda"),
        HandoutPart("2", "digest"),
        HandoutPart("3", "comparison", old="素案"),
    )
    handout = Handout("h", "第3回", date="2026-11-27", parts=parts)
    document.freeze_edition("素案")
    whole = tmp_path / "全体.pdf"
    export_handout(document.snapshot, handout, document.edition_plan, whole)
    written = export_handout_parts(document.snapshot, handout, document.edition_plan, tmp_path)
    names = ["次第.pdf", "02_資料1_概要版.pdf", "03_資料2_新旧対照表.pdf"]
    assert [one.name for one in written] == names
    pages = [page.extract_text() for one in written for page in PdfReader(one).pages]
    assert pages == [page.extract_text() for page in PdfReader(whole).pages]


def test_an_edition_that_is_gone_is_named(document: Document, tmp_path: Path) -> None:
    handout = Handout("h", "第3回", parts=(HandoutPart("3", "comparison", old="無い版"),))
    out = tmp_path / "x.pdf"
    with pytest.raises(UserError, match="無い版"):
        export_handout(document.snapshot, handout, document.edition_plan, out)
    assert not out.exists()
