"""Operations on editions: freeze the plan, go back to one, begin the plan of the next period.

Belongs here: what people do with editions. Freezing is no edit: what was frozen never changes, and
undo leaves it alone; taking one up again and rolling over are edits like any other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kitaplanner.domain.calendar import Period, describe_span, format_fiscal_year
from kitaplanner.domain.change import Change
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.roll_over import Fate, rolled_over
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document
from kitaplanner.storage.editions import Edition
from kitaplanner.storage.workspace import open_workspace, read_edition, read_editions

__all__ = [
    "Edition",
    "freeze_edition",
    "freeze_in_file",
    "read_edition",
    "read_editions",
    "remove_edition",
    "restore_edition",
    "roll_over",
]
STAGES = ("素案", "案", "決定", "改定", "追録")


def usual_names(plan: Plan, year: int) -> tuple[str, ...]:
    """Propose names for an edition frozen in a fiscal year, that of the plan's stage first."""
    revised = f"{format_fiscal_year(year)}改定"
    names = (plan.stage, *(revised if one == "改定" else one for one in STAGES))
    return tuple(dict.fromkeys(one for one in names if one))


def freeze_edition(document: Document, name: str, day: str = "", note: str = "") -> Edition:
    """Freeze the plan as it is; raise RefusedEdit for a name that can't be used."""
    return document.freeze_edition(
        accepted_text(name, "版の名前").strip(), accepted_day(day), accepted_text(note, "版の説明")
    )


def freeze_in_file(path: Path, name: str, day: str, who: str) -> Edition:
    """Freeze the plan of a file that nobody has open, and save it."""
    workspace = open_workspace(path, who)
    try:
        edition = freeze_edition(workspace.document, name, day)
        workspace.save()
    finally:
        workspace.close(discard=True)
    return edition


def remove_edition(document: Document, edition_id: str) -> None:
    """Remove an edition for good; raise UserError when it is not there."""
    document.remove_edition(edition_id)


def restore_edition(document: Document, name: str) -> Change | None:
    """Go on from an edition: its plan takes the place of the present one, in one edit.

    What belongs to the office rather than to the plan stays: papers, wording, accepted findings.
    """
    now = document.snapshot
    plan = dataclasses.replace(
        document.edition_plan(name),
        handouts=now.handouts,
        wordings=now.wordings,
        accepted=now.accepted,
    )
    return document.commit(f"版{quoted(name)}に戻す", plan)


def roll_over(
    document: Document,
    period: Period,
    fates: Mapping[str, Fate],
    *,
    title: str = "",
    edition: str = "",
) -> Change | None:
    """Begin the plan of another period; with a name the present plan is frozen first.

    Raise RefusedEdit for a period that begins before the present one, and for a name that is taken.
    """
    now = document.snapshot
    if period.first <= now.period.first:
        raise RefusedEdit(
            "新しい計画期間は、今の計画期間より後から始めてください"
            f"（今の期間：{describe_span(now.period.span)}）。"
        )
    plan = rolled_over(now, period, fates)
    if title.strip():
        plan = dataclasses.replace(plan, title=accepted_text(title.strip(), "計画の名称"))
    if edition:
        freeze_edition(document, edition, note="次の計画期間を始める前の計画")
    return document.commit(f"次の計画期間（{describe_span(period.span)}）の開始", plan)


def accepted_day(day: str) -> str:
    """Give a day as ISO 8601; raise UserError for what is none."""
    if not day:
        return ""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise UserError(
            f"「{day}」は日付として読めません。2026-03-31 の形で書いてください。"
        ) from None
