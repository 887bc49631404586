"""照会 and 回答: what was sent to departments and what came back.

Belongs here: the values, to whom a plan's initiatives go, and 回収状況. Does not belong here: the
workbook that is sent (`export`), reading it back (`importers`) and taking replies over
(`operations`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.domain.plan import Initiative, Plan

ReplyState: TypeAlias = Literal["waiting", "overdue", "received", "to_settle"]
STATE_WORDS: dict[ReplyState, str] = {
    "waiting": "未回収",
    "overdue": "期限超過",
    "received": "回収済",
    "to_settle": "要確認",
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What was sent: `due` is ISO 8601 or empty, `guidance` the words of 照会文."""

    id: str
    name: str
    due: str
    guidance: str
    departments: tuple[str, ...]
    sent_at: str
    who: str


@dataclass(frozen=True, slots=True)
class ReplyResult:
    """What a reply held: changes found, those taken over, and what someone must still decide."""

    found: int = 0
    applied: int = 0
    conflicts: int = 0
    unsure: int = 0
    not_understood: int = 0

    @property
    def open(self) -> int:
        """Give how many points someone must still decide."""
        return self.conflicts + self.unsure + self.not_understood


@dataclass(frozen=True, slots=True)
class Reply:
    """A workbook that came back; `digest` is the SHA-256 of the file, so that none counts twice."""

    id: str
    inquiry: str
    department: str
    source: str
    digest: str
    received_at: str
    who: str
    result: ReplyResult


@dataclass(frozen=True, slots=True)
class ReplyStatus:
    """回収状況 of one department; `reply` is its newest reply."""

    department: str
    state: ReplyState
    initiatives: int
    reply: Reply | None = None


def asked_departments(plan: Plan) -> tuple[str, ...]:
    """Give the named departments that have initiatives, in the order of the master list.

    Collective words (全庁, 関係課) are no one's desk: nothing is sent to them.
    """
    named = {name for one in plan.initiatives() for name in one.departments}
    return tuple(one.name for one in plan.departments if one.name in named and not one.collective)


def initiatives_of(plan: Plan, department: str) -> tuple[Initiative, ...]:
    """Give the initiatives of a department in printed order."""
    return tuple(one for one in plan.initiatives() if department in one.departments)


def unasked_initiatives(plan: Plan) -> tuple[Initiative, ...]:
    """Give the initiatives that no named department has: nobody would be asked about them."""
    asked = set(asked_departments(plan))
    return tuple(one for one in plan.initiatives() if asked.isdisjoint(one.departments))


def reply_statuses(
    inquiry: Inquiry, plan: Plan, replies: Iterable[Reply], today: str
) -> tuple[ReplyStatus, ...]:
    """Give 回収状況 in the order in which the inquiry was sent.

    `plan` is the plan as it was sent, `today` ISO 8601. Of several replies the newest counts.
    """
    newest: dict[str, Reply] = {}
    for one in sorted(replies, key=lambda reply: reply.received_at):
        if one.inquiry == inquiry.id:
            newest[one.department] = one
    is_overdue = bool(inquiry.due) and today > inquiry.due
    return tuple(
        ReplyStatus(
            name,
            _state(newest.get(name), is_overdue),
            len(initiatives_of(plan, name)),
            newest.get(name),
        )
        for name in inquiry.departments
    )


def _state(reply: Reply | None, is_overdue: bool) -> ReplyState:
    if reply is None:
        return "overdue" if is_overdue else "waiting"
    return "to_settle" if reply.result.open else "received"
