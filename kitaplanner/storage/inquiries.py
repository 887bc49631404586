"""Inquiries and their replies in the file: what was sent, what came back.

They tell what happened, so they are no edits: undo leaves them alone. An inquiry keeps the plan as
it was sent, which replies are compared with.
"""

from __future__ import annotations

import json
from typing import cast

from sqlalchemy import Connection, delete, insert, select

from kitaplanner.domain.inquiry import Inquiry, Reply, ReplyResult
from kitaplanner.domain.json_codec import decode_object, encode
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan, plan_to_json
from kitaplanner.errors import DocumentUnreadable, PlanFormatError, RefusedEdit, UserError
from kitaplanner.storage.flatten import json_text
from kitaplanner.storage.inspection import MAX_CELL
from kitaplanner.storage.repositories import DAMAGED
from kitaplanner.storage.rows import InquiryRow, ReplyRow
from kitaplanner.storage.soundness import text_problem


def read_inquiries(connection: Connection) -> tuple[Inquiry, ...]:
    """Give the inquiries in the order in which they were sent."""
    row = InquiryRow
    query = select(
        row.id, row.name, row.due, row.guidance, row.departments, row.sent_at, row.who
    ).order_by(row.sent_at, row.name)
    return tuple(
        Inquiry(id_, name, due, guidance, _names(departments), sent_at, who)
        for id_, name, due, guidance, departments, sent_at, who in connection.execute(query)
    )


def read_inquiry_plan(connection: Connection, inquiry_id: str) -> Plan:
    """Give the plan as it was sent; raise UserError when there is no such inquiry."""
    text = connection.execute(
        select(InquiryRow.plan).where(InquiryRow.id == inquiry_id)
    ).scalar_one_or_none()
    if text is None:
        raise UserError(
            "この文書から送った照会ではありません。送ったときの文書で受け取ってください。"
        )
    return load_plan(text)


def write_inquiry(connection: Connection, inquiry: Inquiry, plan: Plan) -> None:
    """Keep what was sent; raise RefusedEdit for texts that can't be stored."""
    for text in (inquiry.name, inquiry.guidance, inquiry.due, inquiry.who, *inquiry.departments):
        problem = text_problem(text)
        if problem is not None:
            raise RefusedEdit(f"照会を記録できません。{problem}")
    text = json_text(plan_to_json(plan))
    if len(text.encode()) > MAX_CELL // 2:
        raise RefusedEdit("計画が大きすぎるため、照会として残せません。")
    values = {
        "id": inquiry.id,
        "name": inquiry.name,
        "due": inquiry.due,
        "guidance": inquiry.guidance,
        "departments": json_text(inquiry.departments),
        "sent_at": inquiry.sent_at,
        "who": inquiry.who,
        "plan": text,
    }
    connection.execute(insert(InquiryRow), values)


def delete_inquiry(connection: Connection, inquiry_id: str) -> None:
    """Remove an inquiry with its replies; raise UserError when it is not there."""
    connection.execute(delete(ReplyRow).where(ReplyRow.inquiry_id == inquiry_id))
    if connection.execute(delete(InquiryRow).where(InquiryRow.id == inquiry_id)).rowcount == 0:
        raise UserError("その照会は、もう文書の中にありません。")


def read_replies(connection: Connection, inquiry_id: str | None = None) -> tuple[Reply, ...]:
    """Give the replies, of all inquiries or one, in the order in which they came."""
    row = ReplyRow
    query = select(
        row.id,
        row.inquiry_id,
        row.department,
        row.source,
        row.digest,
        row.received_at,
        row.who,
        row.result,
    ).order_by(row.received_at, row.id)
    if inquiry_id is not None:
        query = query.where(row.inquiry_id == inquiry_id)
    return tuple(
        Reply(id_, inquiry, department, source, digest, received_at, who, _result(result))
        for id_, inquiry, department, source, digest, received_at, who, result in (
            connection.execute(query)
        )
    )


def write_reply(connection: Connection, reply: Reply) -> None:
    """Keep that a reply came; the same file of the same department takes its former place."""
    for text in (reply.department, reply.source, reply.who):
        problem = text_problem(text)
        if problem is not None:
            raise RefusedEdit(f"回答を記録できません。{problem}")
    row = ReplyRow
    connection.execute(
        delete(row).where(
            row.inquiry_id == reply.inquiry,
            row.department == reply.department,
            row.digest == reply.digest,
        )
    )
    values = {
        "id": reply.id,
        "inquiry_id": reply.inquiry,
        "department": reply.department,
        "source": reply.source,
        "digest": reply.digest,
        "received_at": reply.received_at,
        "who": reply.who,
        "result": json_text(encode(reply.result, {})),
    }
    connection.execute(insert(row), values)


def _names(cell: str) -> tuple[str, ...]:
    found = _read(cell)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise DocumentUnreadable(DAMAGED)
    return tuple(found)


def _result(cell: str) -> ReplyResult:
    try:
        return cast(ReplyResult, decode_object(ReplyResult, _read(cell), "result", {}))
    except PlanFormatError as error:
        raise DocumentUnreadable(DAMAGED) from error


def _read(cell: str) -> object:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise DocumentUnreadable(DAMAGED) from error
