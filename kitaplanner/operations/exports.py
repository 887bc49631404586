"""Producing papers and data from a plan: the scene of a print, PDF, Excel files, open data.

A snapshot goes in, a whole file comes out or none; the document is not touched. Layout and writers
are imported when the first paper is made, so that the window and short commands start quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import describe_span, format_fiscal_year
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.open_data.publication import Publication
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import dump_plan
from kitaplanner.errors import UserError
from kitaplanner.layout.scene import Scene
from kitaplanner.operations.selection import select_initiatives

Part: TypeAlias = Literal["booklet", "sheets", "list", "outline", "progress"]
PARTS: tuple[Part, ...] = ("booklet", "sheets", "list", "outline", "progress")
# Parts that can show some initiatives only; the booklet is always whole.
CHOOSING: tuple[Part, ...] = ("sheets", "list", "outline", "progress")
XlsxPart: TypeAlias = Literal["sheets", "list", "outline", "progress"]
# Called with the pieces done and the pieces in all; may raise Cancelled.
Report: TypeAlias = Callable[[int, int], None]


def print_scene(
    plan: Plan,
    part: Part = "booklet",
    *,
    only: Sequence[str] = (),
    department: str = "",
    year: int | None = None,
    progress: Report | None = None,
) -> Scene:
    """Lay out a print: the booklet, sheets, the list of initiatives, 体系図, or 進捗 of a year.

    `only` and `department` choose initiatives (`selection`) for the parts of `CHOOSING`; `year` is
    that of 進捗, without one the first of the plan.
    """
    from kitaplanner.layout.booklet import booklet_scene
    from kitaplanner.layout.metrics import bundled_metrics
    from kitaplanner.layout.prints import (
        list_scene,
        outline_scene,
        progress_scene,
        sheets_scene,
    )

    form, metrics = load_form(plan.form), bundled_metrics()
    if part == "booklet":
        return booklet_scene(plan, form, metrics, progress=progress)
    chosen = select_initiatives(plan, only, department)
    narrowed = chosen if only or department else None
    if part == "outline":
        return outline_scene(plan, form, metrics, narrowed)
    if part == "list":
        return list_scene(plan, form, metrics, narrowed)
    if part == "progress":
        return progress_scene(plan, form, metrics, _reported_year(plan, year), narrowed)
    return sheets_scene(plan, form, metrics, only=chosen, progress=progress)


def export_pdf(
    plan: Plan,
    path: Path,
    part: Part = "booklet",
    *,
    only: Sequence[str] = (),
    department: str = "",
    year: int | None = None,
    attach_plan: bool = False,
    progress: Report | None = None,
) -> Scene:
    """Write a print as PDF and give its scene, whose shortfalls the caller may report.

    With `attach_plan` the whole plan travels in the file; without, it is fit to be published.
    """
    from kitaplanner.export.pdf import write_pdf

    scene = print_scene(
        plan, part, only=only, department=department, year=year, progress=_half(progress, 0)
    )
    attached = plan_data(plan) if attach_plan else b""
    write_pdf(scene, path, attached=attached, progress=_half(progress, 1))
    return scene


def export_xlsx(
    plan: Plan,
    path: Path,
    part: XlsxPart = "sheets",
    *,
    only: Sequence[str] = (),
    department: str = "",
    year: int | None = None,
    attach_plan: bool = False,
    progress: Report | None = None,
) -> None:
    """Write the paper workbook: one worksheet an initiative and the list, or another part alone.

    `year` is that of 進捗. With `attach_plan` the whole plan travels in the file.
    """
    from kitaplanner.export.xlsx import write_tables, write_workbook
    from kitaplanner.export.xlsx_outline import write_outline_chart
    from kitaplanner.layout.context import make_context
    from kitaplanner.layout.list_table import initiative_list_table
    from kitaplanner.layout.metrics import bundled_metrics
    from kitaplanner.layout.outline_table import outline_table
    from kitaplanner.layout.prints import narrowed_context
    from kitaplanner.layout.progress_table import progress_tables
    from kitaplanner.layout.sheet_table import sheet_table

    form, metrics = load_form(plan.form), bundled_metrics()
    chosen = frozenset(select_initiatives(plan, only, department))
    narrowed = chosen if only or department else None
    attached = plan_data(plan) if attach_plan else b""
    context = make_context(plan, form, metrics)
    if part == "outline":
        chart = outline_table(narrowed_context(context, narrowed))
        write_outline_chart(chart, path, plan=plan, form=form, attached=attached)
        return
    if part == "progress":
        tables = progress_tables(context, _reported_year(plan, year), narrowed)
        write_tables(tables, path, plan=plan, form=form, attached=attached, progress=progress)
        return
    numbering = context.numbering
    sheets = [
        sheet_table(plan, initiative, form, numbering, metrics)
        for initiative in plan.initiatives()
        if part == "sheets" and initiative.id in chosen
    ]
    listed = initiative_list_table(plan, form, numbering, metrics, narrowed)
    write_workbook(sheets, listed, path, plan=plan, form=form, attached=attached, progress=progress)


def export_open_data(
    plan: Plan, folder: Path, publication: Publication, *, progress: Report | None = None
) -> tuple[Path, ...]:
    """Write the open data of a plan (csv, json, xlsx, definition) to a folder; give the files."""
    from kitaplanner.domain.open_data.data_set import open_data
    from kitaplanner.export.open_data import write_open_data

    tables = open_data(plan, load_form(plan.form), publication)
    return write_open_data(tables, folder, publication.encoding, progress)


def export_text(
    plan: Plan,
    path: Path,
    part: Literal["booklet", "sheets"] = "booklet",
    *,
    only: Sequence[str] = (),
    department: str = "",
) -> None:
    """Write the plain text edition of the whole booklet, or of the sheets that are chosen."""
    from kitaplanner.export.plain_text import write_plain_text

    chosen = set(select_initiatives(plan, only, department)) if part == "sheets" else None
    write_plain_text(plan, load_form(plan.form), path, chosen)


def _reported_year(plan: Plan, year: int | None) -> int:
    """Give the fiscal year of 進捗; raise UserError for one that the plan knows nothing of."""
    if year is None:
        return plan.period.first
    reported = {entry.year for one in plan.initiatives() for entry in one.progress}
    if year not in plan.period.years and year not in reported:
        raise UserError(
            f"{format_fiscal_year(year)}は計画期間（{describe_span(plan.period.span)}）の外で、"
            "進捗の報告もありません。計画期間の中の年度を指定してください。"
        )
    return year


def plan_data(plan: Plan) -> bytes:
    """Give the whole plan to travel in a file, as `show --json` prints it."""
    return dump_plan(plan, number_plan(plan, load_form(plan.form)).number).encode()


def _half(progress: Report | None, half: int) -> Report | None:
    """Laying out is the first half of the way, writing the second."""
    if progress is None:
        return None

    def report(done: int, total: int) -> None:
        progress(half * total + done, 2 * total)

    return report
