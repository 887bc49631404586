"""Who is asked, and what has come back."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.inquiry import (
    Inquiry,
    Reply,
    ReplyResult,
    asked_departments,
    initiatives_of,
    reply_statuses,
    unasked_initiatives,
)
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path

INQUIRY = Inquiry(
    "q", "実績の照会", "2026-05-29", "", ("広報課", "環境課"), "2026-04-20T09:00:00", ""
)


def kita() -> Plan:
    return load_plan(resource_path("samples", "kita.json").read_bytes())


def reply(department: str, at: str, **result: int) -> Reply:
    return Reply(at, "q", department, "回答.xlsx", at, at, "", ReplyResult(**result))


def test_all_named_departments_of_the_sample_are_asked_and_no_collective_word() -> None:
    plan = kita()
    asked = asked_departments(plan)
    assert len(asked) == 37
    assert not {"全庁", "関係課", "窓口所管課"} & set(asked)
    assert len(initiatives_of(plan, "情報システム担当課")) == 10
    assert unasked_initiatives(plan) == ()


def test_an_initiative_of_collective_words_alone_is_named() -> None:
    plan = kita()
    one = next(plan.initiatives())
    lone = dataclasses.replace(one, departments=("全庁",))
    assert unasked_initiatives(plan.with_initiatives({one.id: lone})) == (lone,)


def test_the_newest_reply_of_a_department_counts() -> None:
    replies = (
        reply("広報課", "2026-05-21T10:00:00", conflicts=1),
        reply("広報課", "2026-05-22T10:00:00", found=3, applied=3),
    )
    first, second = reply_statuses(INQUIRY, kita(), reversed(replies), "2026-05-29")
    assert (first.state, first.reply, first.initiatives) == ("received", replies[1], 2)
    assert (second.state, second.reply) == ("waiting", None)


def test_a_department_is_overdue_the_day_after_and_a_reply_with_open_points_is_to_be_settled() -> (
    None
):
    replies = (reply("環境課", "2026-05-22T10:00:00", unsure=1),)
    first, second = reply_statuses(INQUIRY, kita(), replies, "2026-05-30")
    assert (first.state, second.state) == ("overdue", "to_settle")
    undated = dataclasses.replace(INQUIRY, due="")
    assert reply_statuses(undated, kita(), (), "2099-01-01")[0].state == "waiting"
