"""Operations on inquiries: ask the departments about their initiatives, and see who has replied.

Belongs here: what is asked of whom, the files that go out, 回収状況. Sending is no edit: undo
leaves it alone. Does not belong here: what came back (`replies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kitaplanner.domain.calendar import fiscal_year_of, format_fiscal_year, month_of
from kitaplanner.domain.form import load_form
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.inquiry import (
    Inquiry,
    ReplyState,
    ReplyStatus,
    asked_departments,
    initiatives_of,
    reply_statuses,
)
from kitaplanner.domain.plan import Plan, PlanSettings
from kitaplanner.domain.reply_sheet import ReplyMark
from kitaplanner.errors import UserError
from kitaplanner.layout.years import full_date
from kitaplanner.operations.editions import accepted_day
from kitaplanner.operations.wording import accepted_text
from kitaplanner.storage.document import Document
from kitaplanner.storage.workspace import open_workspace, opened_for_reading

if TYPE_CHECKING:
    from kitaplanner.layout.scene import Scene

# Departments done and departments in all; may raise Cancelled.
Report: TypeAlias = Callable[[int, int], None]
FILE_NAME = "照会_{}.xlsx"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
# What is asked from April to September is mostly how the year before went.
_MONTHS_OF_LAST_YEAR = range(4, 10)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of whom; `due` is ISO 8601 or empty, `year` that of the progress asked for."""

    departments: tuple[str, ...]
    name: str
    guidance: str
    due: str
    year: int


def usual_order(plan: Plan, today: date) -> Order:
    """Give what is usually asked on a day: of all departments, without a due date."""
    year = fiscal_year_of(month_of(today.year, today.month))
    year -= today.month in _MONTHS_OF_LAST_YEAR
    year = min(max(year, plan.period.first), plan.period.last)
    return Order(
        asked_departments(plan),
        f"「{plan.title}」の内容の確認及び進捗状況について（照会）",
        "標記の計画について、貴課が担当する事業の内容を御確認の上、変更がある場合は修正内容を、"
        f"また{format_fiscal_year(year)}の進捗状況を御記入いただき、"
        "期限までに御回答くださるようお願いします。",
        "",
        year,
    )


def checked_order(plan: Plan, order: Order) -> Order:
    """Give the order as it can be sent; raise UserError for what can't be asked."""
    asked = asked_departments(plan)
    unknown = [name for name in order.departments if name not in asked]
    if unknown:
        raise UserError(
            f"「{'」「'.join(unknown)}」には、担当する事業がありません。"
            f"照会できる課：{'、'.join(asked) or 'なし'}"
        )
    if not order.departments:
        raise UserError("照会する課がありません。事業に担当課を入れてから、照会してください。")
    return Order(
        tuple(name for name in asked if name in order.departments),
        accepted_text(order.name, "照会の件名").strip(),
        accepted_text(order.guidance, "照会文"),
        accepted_day(order.due),
        order.year,
    )


def make_inquiry(plan: Plan, order: Order, who: str, now: datetime) -> Inquiry:
    """Make the record of an inquiry that is sent now."""
    order = checked_order(plan, order)
    sent_at = now.isoformat(timespec="seconds")
    return Inquiry(new_id(), order.name, order.due, order.guidance, order.departments, sent_at, who)


def begin_inquiry(document: Document, folder: Path, order: Order, now: datetime) -> Inquiry:
    """Record an inquiry whose files go to a folder; `write_files` writes them.

    Raise UserError where the folder holds files of these names: they may be replies.
    """
    inquiry = make_inquiry(document.snapshot, order, document.who, now)
    refuse_taken(folder, inquiry)
    document.record_inquiry(inquiry, document.snapshot)
    return inquiry


def give_up_inquiry(document: Document, inquiry: Inquiry) -> None:
    """Forget an inquiry whose files were not written."""
    document.remove_inquiry(inquiry.id)


def send_inquiry(
    document: Document, folder: Path, order: Order, now: datetime, progress: Report | None = None
) -> Inquiry:
    """Record an inquiry and write its files to a folder: all of it or nothing."""
    inquiry = begin_inquiry(document, folder, order, now)
    try:
        write_files(document.snapshot, inquiry, document.document_id, order.year, folder, progress)
    except BaseException:
        give_up_inquiry(document, inquiry)
        raise
    return inquiry


def send_from_file(path: Path, folder: Path, order: Order, who: str, now: datetime) -> Inquiry:
    """Send an inquiry about the plan of a file that nobody has open, and save it there."""
    workspace = open_workspace(path, who)
    try:
        inquiry = send_inquiry(workspace.document, folder, order, now)
        try:
            workspace.save()
        except BaseException:
            for name in file_names(inquiry.departments).values():
                (folder / name).unlink(missing_ok=True)
            raise
    finally:
        workspace.close(discard=True)
    return inquiry


def file_names(departments: Sequence[str]) -> dict[str, str]:
    """Give the name of each department's file."""
    names: dict[str, str] = {}
    for one in departments:
        name = FILE_NAME.format(_FORBIDDEN.sub("＿", one).strip(". "))
        count = sum(other.casefold() == name.casefold() for other in names.values())
        names[one] = name if not count else name.replace(".xlsx", f" ({count + 1}).xlsx")
    return names


def refuse_taken(folder: Path, inquiry: Inquiry) -> None:
    """Raise UserError where a file of the inquiry would take the place of another."""
    taken = [name for name in file_names(inquiry.departments).values() if (folder / name).exists()]
    if taken:
        more = f"ほか{len(taken) - 1}件" if len(taken) > 1 else ""
        raise UserError(
            f"「{folder.name}」に「{taken[0]}」{more}がもうあります。"
            "記入済みの回答を消さないよう、書き出しませんでした。空のフォルダを選んでください。"
        )


def write_files(
    plan: Plan,
    inquiry: Inquiry,
    document_id: str,
    year: int,
    folder: Path,
    progress: Report | None = None,
) -> tuple[Path, ...]:
    """Write a workbook for each department, all of them or none; give their paths."""
    from kitaplanner.export.output_set import write_together

    names = file_names(inquiry.departments)
    files: dict[str, bytes] = {}
    for done, name in enumerate(inquiry.departments):
        if progress is not None:
            progress(done, len(inquiry.departments))
        files[names[name]] = workbook_of(plan, inquiry, document_id, name, year)
    write_together(folder, files)
    return tuple(folder / name for name in files)


def workbook_of(
    plan: Plan, inquiry: Inquiry, document_id: str, department: str, year: int
) -> bytes:
    """Make the workbook of a department."""
    from kitaplanner.export.inquiry_workbook import inquiry_workbook
    from kitaplanner.export.sheet_names import short_number
    from kitaplanner.layout.context import make_context
    from kitaplanner.layout.inquiry_letter import Letter, inquiry_letter
    from kitaplanner.layout.inquiry_sheet import inquiry_sheet
    from kitaplanner.layout.metrics import bundled_metrics

    form = load_form(plan.form)
    context = make_context(plan, form, bundled_metrics())
    initiatives = initiatives_of(plan, department)
    letter = Letter(
        inquiry.name, department, inquiry.sent_at[:10], inquiry.due, inquiry.guidance, year
    )
    marks = {
        one.id: ReplyMark(document_id, inquiry.id, department, one.id, year) for one in initiatives
    }
    numbering = context.numbering
    return inquiry_workbook(
        inquiry_letter(letter, initiatives, context),
        [inquiry_sheet(one, marks[one.id], context) for one in initiatives],
        {one.id: short_number(numbering.long_number(one)) for one in initiatives},
        ReplyMark(document_id, inquiry.id, department, "", year),
        plan=plan,
        form=form,
        running=f"{plan.title}（{plan.stage}）" if plan.stage else plan.title,
    )


# --- 回収状況 ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InquiryStatus:
    """An inquiry and how each department stands."""

    inquiry: Inquiry
    statuses: tuple[ReplyStatus, ...]

    def counts(self) -> Mapping[ReplyState, int]:
        """Give how many departments are in each state."""
        states = [one.state for one in self.statuses]
        return {state: states.count(state) for state in dict.fromkeys(states)}


def inquiry_status(document: Document, inquiry: Inquiry, today: date) -> InquiryStatus:
    """Give 回収状況 of an inquiry."""
    plan, replies = document.inquiry_plan(inquiry.id), document.replies(inquiry.id)
    return InquiryStatus(inquiry, reply_statuses(inquiry, plan, replies, today.isoformat()))


def inquiry_statuses(document: Document, today: date) -> tuple[InquiryStatus, ...]:
    """Give 回収状況 of all inquiries, the newest first."""
    return tuple(inquiry_status(document, one, today) for one in reversed(document.inquiries()))


def waiting_departments(document: Document, settings: PlanSettings) -> Mapping[str, str]:
    """Give the departments that have not replied to the newest inquiry that asked them.

    The words say until when a reply is awaited, in brackets; empty where no day was told.
    """
    newest = {name: one for one in document.inquiries() for name in one.departments}
    replied = {(one.inquiry, one.department) for one in document.replies()}
    return {
        name: f"（期限 {full_date(one.due, settings)}）" if one.due else ""
        for name, one in newest.items()
        if (one.id, name) not in replied
    }


def read_statuses(path: Path, today: date) -> tuple[InquiryStatus, ...]:
    """Give 回収状況 of the inquiries of a file, which stays as it is."""
    with opened_for_reading(path) as document:
        return inquiry_statuses(document, today)


def status_page(status: InquiryStatus, plan: Plan) -> Scene:
    """Lay out 回収状況一覧 of an inquiry."""
    from kitaplanner.layout.metrics import bundled_metrics
    from kitaplanner.layout.reply_status import status_scene

    form = load_form(plan.form)
    return status_scene(status.inquiry, status.statuses, plan, form, bundled_metrics())


def write_status(status: InquiryStatus, plan: Plan, path: Path) -> None:
    """Write 回収状況一覧 as PDF or as a workbook, by the ending of the path."""
    from kitaplanner.layout.metrics import bundled_metrics
    from kitaplanner.layout.reply_status import status_table

    if path.suffix.lower() == ".pdf":
        from kitaplanner.export.pdf import write_pdf

        write_pdf(status_page(status, plan), path)
        return
    from kitaplanner.export.xlsx import write_workbook

    form = load_form(plan.form)
    table = status_table(status.inquiry, status.statuses, plan, form, bundled_metrics())
    write_workbook((), table, path, plan=plan, form=form)
