"""Sections in a document: each edit one step, pictures kept while a figure shows them."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Block, Term
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.sections import (
    add_section,
    change_section,
    change_terms,
    find_section,
    move_section,
    place_picture,
    remove_section,
)
from kitaplanner.storage.document import Document

PICTURE = Picture("p1", "図", "image/png", 1, 1, b"x")


def headings(document: Document) -> list[str]:
    return [one.heading for one in document.snapshot.sections]


@pytest.fixture
def written(document: Document) -> Document:
    """The document with two sections of its own at the end."""
    add_section(document, "甲")
    add_section(document, "乙", level=2)
    return document


def test_sections_are_added_moved_and_removed(written: Document) -> None:
    before = headings(written)
    assert before[-2:] == ["甲", "乙"]
    first, second = written.snapshot.sections[-2:]
    change = add_section(written, "丙", behind=first.id)
    assert change is not None
    assert change.label == "章「丙」の追加"
    move_section(written, second.id, -2)
    assert headings(written)[-3:] == ["乙", "甲", "丙"]
    move_section(written, second.id, 99)
    assert headings(written)[-3:] == ["甲", "丙", "乙"]
    remove_section(written, first.id)
    assert headings(written)[-2:] == ["丙", "乙"]
    for _ in range(4):
        written.undo()
    assert headings(written) == before


def test_what_is_gone_or_has_no_heading_is_refused(written: Document) -> None:
    section = written.snapshot.sections[-1]
    with pytest.raises(RefusedEdit, match="見出しが空"):
        change_section(written, dataclasses.replace(section, heading=" "))
    with pytest.raises(RefusedEdit, match="使えない文字"):
        change_section(written, dataclasses.replace(section, blocks=(Block("quote", "\x01"),)))
    remove_section(written, section.id)
    with pytest.raises(RefusedEdit, match="もう計画の中に"):
        change_section(written, section)


def test_texts_are_stored_in_their_usual_form(written: Document) -> None:
    section = written.snapshot.sections[-1]
    decomposed = "か\u3099く"
    change_section(written, dataclasses.replace(section, blocks=(Block("bullet", decomposed),)))
    assert find_section(written.snapshot, section.id).blocks[0].text == "がく"


def test_a_picture_goes_with_the_last_figure_that_shows_it(written: Document) -> None:
    section = written.snapshot.sections[-1]
    with pytest.raises(RefusedEdit, match="図が"):
        place_picture(written, section.id, 0, PICTURE)
    change_section(written, dataclasses.replace(section, blocks=(Block("figure"),) * 2))
    place_picture(written, section.id, 0, PICTURE)
    shown = find_section(written.snapshot, section.id)
    change_section(written, dataclasses.replace(shown, blocks=(shown.blocks[0],) * 2))
    assert [one.id for one in written.snapshot.pictures] == ["p1"]
    change_section(written, dataclasses.replace(shown, blocks=(shown.blocks[0], Block("note"))))
    assert [one.id for one in written.snapshot.pictures] == ["p1"]
    remove_section(written, section.id)
    assert written.snapshot.pictures == ()
    written.undo()
    assert [one.id for one in written.snapshot.pictures] == ["p1"]


def test_terms_are_one_edit(written: Document) -> None:
    change = change_terms(written, (Term("t", "クラウド", "計算機"),))
    assert change is not None
    assert written.snapshot.terms[0].word == "クラウド"
    written.undo()
    assert all(one.id != "t" for one in written.snapshot.terms)
