"""Operations on handouts: make one from a template, change it, print it.

Belongs here: edits of the list of handouts, and their PDF files. Does not belong here: how papers
look (`layout.handouts`) and what templates hold (`domain.handout_templates`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout import Handout
from kitaplanner.domain.handout_templates import TEMPLATES, make_handout, template_named
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.exports import Report
from kitaplanner.operations.wording import accepted_record, accepted_text, quoted
from kitaplanner.storage.document import Document

if TYPE_CHECKING:  # layout is imported when the first paper is made
    from kitaplanner.layout.handouts import KnownParts


# Gives the plan of a frozen edition; raises UserError when there is none.
Editions: TypeAlias = Callable[[str], Plan]


def new_handout(template: str, plan: Plan, day: date, editions: Sequence[str]) -> Handout:
    """Make a handout from the template of that name; raise UserError when there is none."""
    found = template_named(template)
    if found is None:
        names = "、".join(f"「{one.name}」" for one in TEMPLATES)
        raise UserError(f"「{template}」というひな型はありません。使えるひな型：{names}")
    return make_handout(found, plan, day, editions)


def add_handout(document: Document, handout: Handout) -> Change | None:
    """Keep a handout in the plan, behind the others, under a name that none of them has."""
    plan = document.snapshot
    taken = {one.name for one in plan.handouts}
    name = accepted_text(handout.name, "資料の名前").strip() or "資料"
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name}（{count}）"
    kept = dataclasses.replace(handout, name=unique)
    return document.commit(
        f"委員会資料{quoted(unique)}の追加",
        dataclasses.replace(plan, handouts=(*plan.handouts, kept)),
    )


def change_handout(document: Document, handout: Handout) -> Change | None:
    """Put a handout in the place of the one with its id; raise RefusedEdit when that is gone."""
    plan = document.snapshot
    if all(one.id != handout.id for one in plan.handouts):
        raise RefusedEdit("この資料は、もう計画の中にありません。")
    if not handout.name.strip():
        raise RefusedEdit("資料の名前が空です。名前を入力してください。")
    if any(one.name == handout.name and one.id != handout.id for one in plan.handouts):
        raise RefusedEdit(f"「{handout.name}」という資料はすでにあります。別の名前にしてください。")
    accepted = accepted_record(handout, "委員会資料")
    kept = tuple(accepted if one.id == handout.id else one for one in plan.handouts)
    return document.commit(
        f"委員会資料{quoted(handout.name)}の変更", dataclasses.replace(plan, handouts=kept)
    )


def remove_handout(document: Document, handout_id: str) -> Change | None:
    """Remove a handout."""
    plan = document.snapshot
    gone = next((one for one in plan.handouts if one.id == handout_id), None)
    if gone is None:
        return None
    kept = tuple(one for one in plan.handouts if one is not gone)
    return document.commit(
        f"委員会資料{quoted(gone.name)}の削除", dataclasses.replace(plan, handouts=kept)
    )


def find_handout(plan: Plan, name: str) -> Handout:
    """Give a handout by its name or id; an empty name means the only one there is."""
    found = [one for one in plan.handouts if not name or name in (one.name, one.id)]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"「{one.name}」" for one in plan.handouts) or "なし"
    if name:
        raise UserError(f"「{name}」という資料はありません。この計画の資料：{names}")
    raise UserError(f"資料を名前で選んでください。この計画の資料：{names}")


def handout_print(plan: Plan, handout: Handout, edition: Editions) -> Scene:
    """Lay out a handout; raise UserError for an edition that is gone."""
    from kitaplanner.layout.handouts import handout_scene
    from kitaplanner.layout.metrics import bundled_metrics

    return handout_scene(
        plan, load_form(plan.form), bundled_metrics(), handout, compared_plans(handout, edition)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class ShownHandout:
    """The pages of a handout, and the page on which each part begins by the part's id."""

    scene: Scene
    first_pages: Mapping[str, int]


def show_handout(
    plan: Plan, handout: Handout, plans: Mapping[str, Plan], known: KnownParts
) -> ShownHandout:
    """Lay out a handout while it is worked on: what is in `known` and unchanged is used again."""
    from kitaplanner.layout.handouts import first_pages, join_parts, parts_scenes
    from kitaplanner.layout.metrics import bundled_metrics

    form, metrics = load_form(plan.form), bundled_metrics()
    scenes = parts_scenes(plan, form, metrics, handout, plans, known)
    return ShownHandout(join_parts(handout, scenes), first_pages(handout, scenes))


def export_handout(
    plan: Plan, handout: Handout, edition: Editions, path: Path, progress: Report | None = None
) -> Scene:
    """Write a handout as one PDF and give its scene."""
    from kitaplanner.export.pdf import write_pdf

    scene = handout_print(plan, handout, edition)
    if not scene.pages:
        raise UserError(
            f"資料「{handout.name}」には印刷するものがありません。資料の構成に、次第などを加えてください。"
        )
    write_pdf(scene, path, progress=progress)
    return scene


def export_handout_parts(
    plan: Plan, handout: Handout, edition: Editions, folder: Path, progress: Report | None = None
) -> tuple[Path, ...]:
    """Write each part of a handout as a PDF of its own into a folder; give the files."""
    from kitaplanner.export.pdf import write_pdf
    from kitaplanner.layout.handouts import number_parts, part_scene
    from kitaplanner.layout.imposition import two_up
    from kitaplanner.layout.metrics import bundled_metrics

    form, metrics = load_form(plan.form), bundled_metrics()
    plans = compared_plans(handout, edition)
    placed = number_parts(handout)
    written: list[Path] = []
    for index, one in enumerate(placed, start=1):
        scene = part_scene(plan, form, metrics, handout, one, plans)
        scene = two_up(scene) if handout.two_up else scene
        name = f"{index:02d}_{one.number or one.title}_{one.title}" if one.number else one.title
        path = folder / f"{_file_name(name)}.pdf"
        write_pdf(scene, path)
        written.append(path)
        if progress is not None:
            progress(index, len(placed))
    return tuple(written)


def compared_plans(handout: Handout, edition: Editions) -> Mapping[str, Plan]:
    """Read the editions that the parts of a handout compare."""
    names = {name for part in handout.parts for name in (part.old, part.new) if name}
    return {name: edition(name) for name in sorted(names)}


def _file_name(name: str) -> str:
    """Leave out what no file system takes (reliability.md 4.5)."""
    kept = "".join("_" if char in '\\/:*?"<>|\n\t' else char for char in name)
    return kept.strip(" .")[:80] or "資料"
