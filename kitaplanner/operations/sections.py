"""Operations on the sections of the booklet, the pictures in them, and the terms of 用語集.

Belongs here: edits of the list of sections as one step each. Does not belong here: what happens to
one section (`domain.section_edit`).
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kitaplanner.domain.change import Change
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import Plan, Section, Term
from kitaplanner.domain.section_edit import with_block
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.wording import accepted_record, quoted
from kitaplanner.storage.document import Document


def find_section(plan: Plan, section_id: str) -> Section:
    """Give a section; raise RefusedEdit when it is gone."""
    found = next((one for one in plan.sections if one.id == section_id), None)
    if found is None:
        raise RefusedEdit("この章は、もう計画の中にありません。")
    return found


def change_section(document: Document, section: Section) -> Change | None:
    """Put a section in the place of the one with its id; raise RefusedEdit without a heading."""
    plan = document.snapshot
    find_section(plan, section.id)
    if not section.heading.strip():
        raise RefusedEdit("章の見出しが空です。見出しを入力してください。")
    accepted = accepted_record(section, "冊子の文章")
    sections = tuple(accepted if one.id == section.id else one for one in plan.sections)
    return _commit(document, f"章{quoted(section.heading)}の変更", sections)


def add_section(
    document: Document, heading: str, behind: str = "", level: int = 1
) -> Change | None:
    """Add a section behind another, or at the end."""
    plan = document.snapshot
    ids = [one.id for one in plan.sections]
    place = ids.index(behind) + 1 if behind in ids else len(ids)
    section = Section(new_id(), heading, 2 if level == 2 else 1)
    sections = (*plan.sections[:place], section, *plan.sections[place:])
    return _commit(document, f"章{quoted(heading)}の追加", sections)


def remove_section(document: Document, section_id: str) -> Change | None:
    """Remove a section with all that is written in it."""
    plan = document.snapshot
    gone = find_section(plan, section_id)
    sections = tuple(one for one in plan.sections if one is not gone)
    return _commit(document, f"章{quoted(gone.heading)}の削除", sections)


def move_section(document: Document, section_id: str, by: int) -> Change | None:
    """Move a section by some places, as far as there is room."""
    plan = document.snapshot
    moved = find_section(plan, section_id)
    sections = list(plan.sections)
    place = sections.index(moved)
    sections.remove(moved)
    sections.insert(min(max(place + by, 0), len(sections)), moved)
    return _commit(document, f"章{quoted(moved.heading)}の移動", tuple(sections))


def place_picture(
    document: Document, section_id: str, index: int, picture: Picture
) -> Change | None:
    """Put a picture into a figure; the one that stood there goes unless another figure shows it."""
    plan = document.snapshot
    section = find_section(plan, section_id)
    if not 0 <= index < len(section.blocks) or section.blocks[index].kind != "figure":
        raise RefusedEdit("画像を置く図が、もう計画の中にありません。")
    block = dataclasses.replace(section.blocks[index], picture=picture.id)
    changed = with_block(section, index, block)
    sections = tuple(changed if one is section else one for one in plan.sections)
    kept = accepted_record(picture, "画像の名前")
    return _commit(document, f"画像{quoted(picture.name)}の配置", sections, (kept,))


def read_picture(path: Path) -> Picture:
    """Read a picture from a file; raise UserError for what is none."""
    from kitaplanner.importers.picture_file import read_picture as read  # late: Pillow

    return read(path)


def change_terms(document: Document, terms: tuple[Term, ...]) -> Change | None:
    """Set the terms of 用語集."""
    accepted = accepted_record(terms, "用語")
    return document.commit("用語集の変更", dataclasses.replace(document.snapshot, terms=accepted))


def _commit(
    document: Document,
    label: str,
    sections: tuple[Section, ...],
    placed: tuple[Picture, ...] = (),
) -> Change | None:
    """Keep sections with the pictures that their figures show."""
    plan = document.snapshot
    shown = {block.picture for section in sections for block in section.blocks}
    pictures = tuple(one for one in (*plan.pictures, *placed) if one.id in shown)
    return document.commit(label, dataclasses.replace(plan, sections=sections, pictures=pictures))
