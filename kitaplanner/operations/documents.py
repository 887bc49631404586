"""Where plans come from and how they are opened and saved.

Belongs here: plans from a form, a sample, a JSON file or a document, and the working copy in which
a document is edited. Does not belong here: edits (the other modules) and papers (`exports`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from kitaplanner.domain.calendar import Period, fiscal_year_of, month_of
from kitaplanner.domain.checks import check_plan
from kitaplanner.domain.form import load_form
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Node, Plan, Section
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.errors import EnvironmentProblem, PlanFormatError, UserError
from kitaplanner.paths import resource_path
from kitaplanner.storage.sessions import Session, orphan_sessions
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import (
    Workspace,
    create_workspace,
    open_workspace,
    read_plan,
    recover_session,
    write_new,
)

__all__ = [
    "Session",
    "Workspace",
    "blank_plan",
    "create_workspace",
    "open_workspace",
    "orphan_sessions",
    "plan_from_json_file",
    "read_plan",
    "recover_session",
    "sample_names",
    "sample_plan",
    "verify_document",
    "write_new",
]

Progress: TypeAlias = Callable[[int, int], None]
NEW_PLAN_YEARS = 5
# A booklet with many pictures and the plan inside; more is not read into the memory.
_MOST_BYTES = 400_000_000
_PIECE = 1 << 20
_TOO_LARGE = "「{}」は大きすぎるため読めません（上限{}MB）。"
_NOTHING_ATTACHED = (
    "「{}」には計画データが付いていません。公開用の出力には入りません。"
    "「計画データを添付する」を選んで出力したPDFかExcelを選んでください。"
)
_OF_A_PDF = "パスワードなどで保護されたPDFからは取り出せません。"
_OF_A_WORKBOOK = "ブックに書き込まれた内容は、「ファイル」「取り込み…」で計画に入れられます。"
_NEW_TITLE = "新しい計画"


def sample_names() -> tuple[str, ...]:
    """Give the names of the sample plans that are installed."""
    return tuple(sorted(path.stem for path in resource_path("samples").glob("*.json")))


def sample_plan(name: str) -> Plan:
    """Give a sample plan; raise UserError when there is none of that name."""
    if name not in sample_names():
        raise UserError(f"見本「{name}」はありません。使える見本：{'、'.join(sample_names())}")
    return load_plan(resource_path("samples", f"{name}.json").read_bytes())


def blank_plan(form_name: str, today: date | None = None) -> Plan:
    """Give an empty plan in a form: five fiscal years from the next one, one branch to fill."""
    form = load_form(form_name)
    day = date.today() if today is None else today  # noqa: DTZ011  # the office's own calendar
    first = fiscal_year_of(month_of(day.year, day.month)) + 1
    return Plan(
        title=_NEW_TITLE,
        period=Period(first, first + NEW_PLAN_YEARS - 1),
        ward=form.ward,
        form=form_name,
        outline=(_blank_branch([level.name for level in form.levels]),),
        sections=(
            Section(new_id(), "目的"),
            Section(new_id(), "施策と具体的な取組み"),
            Section(new_id(), "施策", level=2, derived="outline"),
            Section(new_id(), "具体的な取組み", level=2, derived="sheets"),
            Section(new_id(), "掲載事業一覧", numbered=False, derived="initiative_list"),
        ),
    )


def _blank_branch(levels: list[str]) -> Node:
    children = (_blank_branch(levels[1:]),) if levels[1:] else ()
    return Node(new_id(), levels[0], f"新しい{levels[0]}", children=children)


def plan_from_json_file(path: Path, progress: Progress | None = None) -> Plan:
    """Read a plan from a JSON file, or from the PDF or workbook that it is attached to.

    The error names the file and the place in it.
    """
    data = _read(path, progress)
    try:
        text = _attached_plan(data, path) if data.startswith((b"%PDF-", b"PK")) else data
        if progress is not None:
            progress(0, 0)
        return load_plan(text)
    except PlanFormatError as error:
        raise PlanFormatError(f"{path.name} の {error.path}", error.reason) from None


def _read(path: Path, progress: Progress | None) -> bytes:
    """Read a file piece by piece, so that it can be stopped, up to a limit."""
    pieces: list[bytes] = []
    done = 0
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            while piece := file.read(_PIECE):
                pieces.append(piece)
                done += len(piece)
                if done > _MOST_BYTES:
                    raise UserError(_TOO_LARGE.format(path.name, _MOST_BYTES // 1_000_000))
                if progress is not None:
                    progress(done, max(done, size))
    except FileNotFoundError:
        raise UserError(f"「{path}」が見つかりません。ファイルの場所を確かめてください。") from None
    except OSError as error:
        raise EnvironmentProblem(
            f"「{path}」を読めません（{error.strerror}）。場所と権限を確かめてください。"
        ) from error
    return b"".join(pieces)


def _attached_plan(data: bytes, path: Path) -> bytes:
    # Late: reading workbooks takes modules that opening a document does without.
    from kitaplanner.importers.attached_plan import attached_plan

    try:
        found = attached_plan(data)
    except UserError as error:
        raise UserError(f"「{path.name}」から計画データを取り出せません。{error}") from error
    if found is None:
        advice = _OF_A_PDF if data.startswith(b"%PDF-") else _OF_A_WORKBOOK
        raise UserError(_NOTHING_ATTACHED.format(path.name) + advice)
    return found


def verify_document(path: Path) -> tuple[str, ...]:
    """Look through a file and the plan in it; give what is wrong as Japanese sentences.

    Raise what opening would raise when it is no document at all.
    """
    problems = tuple(verify(path))
    plan = read_plan(path)
    findings = check_plan(plan, load_form(plan.form))
    return problems + tuple(one.sentence for one in findings if one.severity == "error")
