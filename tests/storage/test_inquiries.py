"""Inquiries and replies: kept with the plan that was sent, whatever is edited or undone later."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kitaplanner.domain.inquiry import Inquiry, Reply, ReplyResult
from kitaplanner.domain.plan import Plan
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.storage.verification import verify
from kitaplanner.storage.workspace import Workspace, open_workspace

INQUIRY = Inquiry(
    "q1",
    "令和7年度実績",
    "2026-05-29",
    "記入してください。",
    ("広報課",),
    "2026-04-20T09:00:00",
    "企画課",
)
REPLY = Reply(
    "r1", "q1", "広報課", "回答.xlsx", "ab", "2026-05-20T09:00:00", "企画課", ReplyResult(3, 2, 1)
)


def test_an_inquiry_keeps_the_plan_that_was_sent(saved: Path, kita: Plan) -> None:
    workspace = open_workspace(saved, "企画課")
    workspace.document.commit("題名", dataclasses.replace(kita, title="改訂"))
    workspace.document.record_inquiry(INQUIRY, workspace.document.snapshot)
    workspace.document.record_reply(REPLY)
    assert workspace.is_dirty
    workspace.document.undo()
    workspace.save()
    workspace.close()
    assert verify(saved) == ()
    again = open_workspace(saved, "企画課")
    assert again.document.inquiries() == (INQUIRY,)
    assert again.document.inquiry_plan("q1").title == "改訂"
    assert again.document.replies("q1") == again.document.replies() == (REPLY,)
    again.close()


def test_a_file_that_comes_twice_counts_once(workspace: Workspace, kita: Plan) -> None:
    document = workspace.document
    document.record_inquiry(INQUIRY, kita)
    document.record_reply(REPLY)
    again = dataclasses.replace(REPLY, id="r2", received_at="2026-05-21T09:00:00")
    document.record_reply(again)
    other = dataclasses.replace(REPLY, id="r3", digest="cd")
    document.record_reply(other)
    assert document.replies("q1") == (other, again)


def test_an_inquiry_goes_with_its_replies(workspace: Workspace, kita: Plan) -> None:
    document = workspace.document
    document.record_inquiry(INQUIRY, kita)
    document.record_reply(REPLY)
    document.remove_inquiry("q1")
    assert document.inquiries() == document.replies() == ()
    with pytest.raises(UserError, match="照会"):
        document.remove_inquiry("q1")
    with pytest.raises(UserError, match="送った照会ではありません"):
        document.inquiry_plan("q1")


def test_texts_that_cannot_be_stored_are_refused(workspace: Workspace, kita: Plan) -> None:
    with pytest.raises(RefusedEdit, match="使えない文字"):
        workspace.document.record_inquiry(dataclasses.replace(INQUIRY, name="鐘\u0007"), kita)
    assert workspace.document.inquiries() == ()
    workspace.document.record_inquiry(INQUIRY, kita)
    with pytest.raises(RefusedEdit, match="使えない文字"):
        workspace.document.record_reply(dataclasses.replace(REPLY, source="\u0000"))
    assert workspace.document.replies() == ()
