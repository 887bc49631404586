"""課別抜粋: a file for each department with its initiatives, as PDF and as workbook.

Belongs here: which departments get one, the names of the files, and writing them one after the
other. Each file appears whole or not at all; those that were written stay when the work is
cancelled or one can't be written. Does not belong here: how an extract looks (`layout.extract`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from kitaplanner.domain.form import load_form
from kitaplanner.domain.inquiry import asked_departments
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.layout.extract import ExtractHead
from kitaplanner.layout.scene import Scene, Shortfall
from kitaplanner.operations.editions import read_editions
from kitaplanner.operations.exports import plan_data
from kitaplanner.operations.selection import select_initiatives

__all__ = [
    "EXTRACT_KINDS",
    "ExtractFile",
    "ExtractHead",
    "ExtractKind",
    "WrittenExtracts",
    "edition_day",
    "extract_files",
    "write_extract",
    "write_extracts",
]
ExtractKind: TypeAlias = Literal["pdf", "xlsx"]
EXTRACT_KINDS: tuple[ExtractKind, ...] = ("pdf", "xlsx")
# Called with the files done and the files in all; may raise Cancelled.
Report: TypeAlias = Callable[[int, int], None]
# What a file name may not hold on Windows.
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class ExtractFile:
    """A file of the series: whose extract it holds and how it is called."""

    department: str
    kind: ExtractKind
    name: str


@dataclass(frozen=True, slots=True)
class WrittenExtracts:
    """What became of a series: files in order, what did not fit on their pages."""

    files: tuple[Path, ...]
    shortfalls: tuple[Shortfall, ...] = ()


def extract_files(
    plan: Plan, kinds: Iterable[ExtractKind], departments: Sequence[str] = ()
) -> tuple[ExtractFile, ...]:
    """Give the files of a series in the order of the departments; all that have initiatives.

    The number of a department in the series stands first, so that folders show them in this order.
    Raise UserError for a department that has none.
    """
    asked = tuple(dict.fromkeys(departments)) or asked_departments(plan)
    for name in departments:
        select_initiatives(plan, department=name)
    if not asked:
        raise UserError("担当課のある事業がないため、課別抜粋を作れません。")
    digits = len(str(len(asked)))
    wanted = tuple(kind for kind in EXTRACT_KINDS if kind in set(kinds))
    return tuple(
        ExtractFile(name, kind, f"{number:0{digits}}_{_file_word(name)}_課別抜粋.{kind}")
        for number, name in enumerate(asked, start=1)
        for kind in wanted
    )


def write_extract(
    plan: Plan,
    head: ExtractHead,
    kind: ExtractKind,
    path: Path,
    *,
    attach_plan: bool = False,
    progress: Report | None = None,
) -> Scene | None:
    """Write the extract of a department; give the scene of a PDF.

    Raise UserError for a department without initiatives.
    """
    only = select_initiatives(plan, department=head.department)
    if kind == "xlsx":
        _write_workbook(plan, head, only, path, attach_plan, progress)
        return None
    from kitaplanner.export.pdf import write_pdf
    from kitaplanner.layout.context import make_context
    from kitaplanner.layout.extract import extract_scene
    from kitaplanner.layout.metrics import bundled_metrics

    context = make_context(plan, load_form(plan.form), bundled_metrics())
    scene = extract_scene(context, head, only, progress)
    write_pdf(scene, path, attached=plan_data(plan) if attach_plan else b"")
    return scene


def write_extracts(
    plan: Plan,
    files: Sequence[ExtractFile],
    folder: Path,
    *,
    edition: str = "",
    day: str = "",
    progress: Report | None = None,
) -> WrittenExtracts:
    """Write the files of a series to a folder, which is made where there is none.

    Files of the same name are replaced. Raise EnvironmentProblem when one can't be written.
    """
    _make_folder(folder)
    written: list[Path] = []
    shortfalls: list[Shortfall] = []
    for done, one in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        path = folder / one.name
        scene = write_extract(plan, ExtractHead(one.department, edition, day), one.kind, path)
        written.append(path)
        shortfalls += scene.shortfalls if scene is not None else ()
    if progress is not None:
        progress(len(files), len(files))
    return WrittenExtracts(tuple(written), tuple(shortfalls))


def edition_day(path: Path, name: str) -> str:
    """Give the day of an edition of a file: its official one, else that of the freezing."""
    for one in read_editions(path):
        if name in (one.name, one.id):
            return one.date or one.frozen_at[:10]
    return ""


def _write_workbook(
    plan: Plan,
    head: ExtractHead,
    only: tuple[str, ...],
    path: Path,
    attach_plan: bool,
    progress: Report | None,
) -> None:
    from kitaplanner.export.xlsx import write_workbook
    from kitaplanner.layout.extract import extract_title, head_lines
    from kitaplanner.layout.list_table import initiative_list_table
    from kitaplanner.layout.metrics import bundled_metrics
    from kitaplanner.layout.sheet_table import sheet_table

    form, metrics = load_form(plan.form), bundled_metrics()
    numbering, chosen = number_plan(plan, form), frozenset(only)
    tables = [
        sheet_table(plan, one, form, numbering, metrics)
        for one in plan.initiatives()
        if one.id in chosen
    ]
    preface = (extract_title(head), *head_lines(head, len(only), plan))
    listed = initiative_list_table(plan, form, numbering, metrics, chosen, preface)
    attached = plan_data(plan) if attach_plan else b""
    write_workbook(tables, listed, path, plan=plan, form=form, attached=attached, progress=progress)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EnvironmentProblem(
            f"フォルダー「{folder.name}」を作れませんでした。場所：{folder.parent}　"
            f"別の場所を選んでください（{problem.strerror or problem}）。"
        ) from problem


def _file_word(name: str) -> str:
    return _FORBIDDEN_IN_NAMES.sub("_", name).strip(" .") or "担当課"
