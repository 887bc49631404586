"""What a comparison puts out: 新旧対照表, 変更一覧 and 正誤表 as pages, PDF and workbook; 見え消し.

Belongs here: choosing the table and its writer. Layout and writers are imported when the first
paper is made. Does not belong here: comparing (`comparison`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

from kitaplanner.domain.comparison_entries import comparison_groups
from kitaplanner.domain.comparison_tables import (
    ChangeTable,
    both_sides,
    change_list,
    errata,
    head_words,
)
from kitaplanner.domain.comparison_whole import table_groups
from kitaplanner.domain.diff_words import renumbered_words
from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import ComparisonStyle, Plan
from kitaplanner.errors import UserError
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.comparison import Comparison, comparison_print
from kitaplanner.operations.tracked_papers import tracked_print, tracked_style, usual_names

Paper: TypeAlias = Literal["table", "list", "errata", "tracked"]
PAPER_WORDS: dict[Paper, str] = {
    "table": "新旧対照表", "list": "変更一覧", "errata": "正誤表", "tracked": "見え消し",
}  # fmt: skip
# What can't be put out as a workbook.
PAGES_ONLY: frozenset[Paper] = frozenset({"tracked"})
_NO_WORKBOOK = (
    "見え消しは、PDFだけで作れます。Excelには、新旧対照表、変更一覧、正誤表を出力できます。"
)


def with_style(comparison: Comparison, style: ComparisonStyle) -> Comparison:
    """Give a comparison whose 新旧対照表 is set in another style than the new plan has."""
    new = comparison.sides.new
    settings = replace(new.settings, comparison=style)
    sides = replace(comparison.sides, new=replace(new, settings=settings))
    return replace(comparison, sides=sides)


def showing_all(comparison: Comparison) -> Comparison:
    """Give a comparison whose 新旧対照表 also shows what did not change."""
    style = comparison.sides.new.settings.comparison
    return with_style(comparison, replace(style, only_changes=False))


def comparison_table(
    comparison: Comparison, paper: Paper, only: Collection[str] | None = None
) -> ChangeTable:
    """Give a paper of a comparison as a table; `only` names initiatives."""
    sides, differences = comparison.sides, comparison.differences
    style = sides.new.settings.comparison
    if paper == "table":
        groups = table_groups(differences, sides, style, only)
    else:
        groups = comparison_groups(differences, sides, only)
    note = renumbered_words(sides.renumbered(differences)) if only is None else ""
    if paper == "list":
        return change_list(groups, note)
    if paper == "errata":
        return errata(groups, page_numbers(sides.old) if groups else {})
    return both_sides(groups, style, head_words(style, sides.old, sides.new), note)


def comparison_scene(
    comparison: Comparison,
    paper: Paper,
    only: Collection[str] | None = None,
    names: tuple[str, str] | None = None,
) -> Scene:
    """Lay out a paper of a comparison in the form of the new plan.

    `names` of the old and the new side stand on top of 見え消し.
    """
    sides = comparison.sides
    if paper == "tracked":
        style = tracked_style(*(names or usual_names(comparison)))
        return tracked_print(comparison, style, only=only)
    if paper == "table":
        return comparison_print(sides.old, sides.new, only)
    from kitaplanner.layout.change_tables import change_table_scene
    from kitaplanner.layout.metrics import bundled_metrics

    table = comparison_table(comparison, paper, only)
    return change_table_scene(table, sides.new, load_form(sides.new.form), bundled_metrics())


def write_paper_pdf(
    comparison: Comparison,
    paper: Paper,
    path: Path,
    only: Collection[str] | None = None,
    names: tuple[str, str] | None = None,
) -> Scene:
    """Write a paper of a comparison as PDF and give its scene; see `comparison_scene`."""
    from kitaplanner.export.pdf import write_pdf

    scene = comparison_scene(comparison, paper, only, names)
    write_pdf(scene, path)
    return scene


def write_paper_xlsx(
    comparison: Comparison, paper: Paper, path: Path, only: Collection[str] | None = None
) -> None:
    """Write a paper of a comparison as a workbook, whole or not at all.

    Raise UserError for one that is made of pages alone.
    """
    if paper in PAGES_ONLY:
        raise UserError(_NO_WORKBOOK)
    from kitaplanner.export.xlsx_comparison import write_change_table
    from kitaplanner.layout.metrics import bundled_metrics

    plan = comparison.sides.new
    table = comparison_table(comparison, paper, only)
    write_change_table(table, path, plan=plan, form=load_form(plan.form), metrics=bundled_metrics())


def page_numbers(plan: Plan) -> Mapping[str, str]:
    """Give the page of the booklet on which each thing with a bookmark begins, by its id."""
    from kitaplanner.layout.booklet import booklet_scene
    from kitaplanner.layout.metrics import bundled_metrics

    pages: dict[str, str] = {}
    for page in booklet_scene(plan, load_form(plan.form), bundled_metrics()).pages:
        for mark in page.bookmarks:
            if mark.target.id:
                pages.setdefault(mark.target.id, page.label)
    return pages
