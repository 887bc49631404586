"""Thirty departments: filled in by a script, saved by LibreOffice, received; each change once."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from kitaplanner.domain.calendar import format_fiscal_year, year_span
from kitaplanner.domain.import_plan import safe_ids
from kitaplanner.domain.inquiry import initiatives_of
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.reply_sheet import Role
from kitaplanner.operations import inquiries, replies
from kitaplanner.operations.documents import sample_plan
from kitaplanner.storage.document import Document
from tests.helpers.office import convert_all, needs_office
from tests.helpers.reply_books import (
    field_line,
    fill_as_excel,
    item_line,
    progress_line,
    spare_line,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
Texts = dict[tuple[str, str, Role], str]


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path / "work.db", sample_plan("kita"), "担当")
    yield made
    made.close()


class Department:
    """What a department changes of initiatives that nobody else changes, and how they end up."""

    def __init__(self, name: str, random: Random, plan: Plan) -> None:
        self.name = name
        self.random = random
        self.plan = plan
        self.texts: Texts = {}
        self.expected: dict[str, Initiative] = {}
        self.added: dict[str, tuple[str, int]] = {}
        self.statuses: dict[str, str] = {}
        self.count = 0

    def change(self, one: Initiative) -> None:
        """Change up to four things of an initiative."""
        result = one
        if self.random.random() < 0.6:
            summary = f"{one.summary}\n（{self.name}で追記）"
            self.texts[one.id, field_line("summary"), "new"] = summary
            result = dataclasses.replace(result, summary=summary)
            self.count += 1
        items = list(one.schedule.items())
        if items and self.random.random() < 0.7:
            item = self.random.choice(items)
            text = f"{self.name}の{len(items)}番 & <改>"
            self.texts[one.id, item_line(item.id), "new"] = text
            result = _with_text(result, item.id, text)
            self.count += 1
        if self.random.random() < 0.5:
            year = self.random.choice(self.plan.period.years)
            self.texts[one.id, spare_line(2), "new"] = "新しい取組"
            self.texts[one.id, spare_line(2), "end"] = format_fiscal_year(year)
            self.added[one.id] = ("新しい取組", year)
            self.count += 1
        if self.random.random() < 0.8:
            self.texts[one.id, progress_line("status"), "now"] = "予定どおり"
            self.texts[one.id, progress_line("result"), "now"] = "＝1,234件\n=2+3件"
            self.statuses[one.id] = "＝1,234件\n=2+3件"
            self.count += 1
        self.expected[one.id] = result


def _with_text(one: Initiative, item_id: str, text: str) -> Initiative:
    rows = tuple(
        dataclasses.replace(
            row,
            items=tuple(
                dataclasses.replace(item, text=text) if item.id == item_id else item
                for item in row.items
            ),
        )
        for row in one.schedule.rows
    )
    return dataclasses.replace(one, schedule=dataclasses.replace(one.schedule, rows=rows))


def departments(plan: Plan) -> list[Department]:
    random = Random(20261127)
    taken: set[str] = set()
    found = []
    for name in inquiries.asked_departments(plan)[:30]:
        one = Department(name, random, plan)
        for each in initiatives_of(plan, name):
            if each.id not in taken:
                taken.add(each.id)
                one.change(each)
        found.append(one)
    return found


def check_plan(before: Plan, after: Plan, asked: list[Department]) -> None:
    """Compare every initiative with what its department wrote; all others are as they were."""
    expected = {key: one for each in asked for key, one in each.expected.items()}
    added = {key: one for each in asked for key, one in each.added.items()}
    told = {key: one for each in asked for key, one in each.statuses.items()}
    for old in before.initiatives():
        new = after.initiative(old.id)
        assert new is not None
        rows = new.schedule.rows
        if old.id in added:
            (item,) = rows[-1].items
            text, year = added[old.id]
            assert (item.text, item.span) == (text, year_span(year))
            rows = rows[:-1]
        assert [one.result for one in new.progress] == ([told[old.id]] if old.id in told else [])
        schedule = dataclasses.replace(new.schedule, rows=rows)
        assert dataclasses.replace(new, schedule=schedule, progress=()) == expected.get(old.id, old)


@needs_office
def test_every_change_of_thirty_departments_is_found_once_and_no_other(
    document: Document, tmp_path: Path
) -> None:
    before = document.snapshot
    asked = departments(before)
    order = dataclasses.replace(
        inquiries.usual_order(before, NOW.date()), departments=tuple(one.name for one in asked)
    )
    started = time.perf_counter()
    inquiries.send_inquiry(document, tmp_path / "照会", order, NOW)
    sent = time.perf_counter() - started
    names = inquiries.file_names(order.departments)
    for one in asked:
        fill_as_excel(tmp_path / "照会" / names[one.name], one.texts)
    back = tmp_path / "回答"
    back.mkdir()
    convert_all([tmp_path / "照会" / names[one.name] for one in asked], "xlsx", back)
    started = time.perf_counter()
    gathered = replies.gather_replies([back])
    received = replies.plan_replies(replies.sent_of(document, gathered), gathered)
    accepted = [safe_ids(one) for one in received.plans]
    replies.take_over(document, received, accepted, NOW)
    taken = time.perf_counter() - started
    count = sum(one.count for one in asked)
    print(f"30 files: sent {sent:.2f} s, received {taken:.2f} s, {count} changes")  # noqa: T201  # seen with -s
    found = {one.reply.mark.department: one.found for one in received.receipts}
    assert {one.name: one.count for one in asked} == {
        name: len(one.changes) for name, one in found.items()
    }
    assert not [each for one in found.values() for each in one.not_understood]
    assert {each.state for one in found.values() for each in one.changes} == {"safe"}
    check_plan(before, document.snapshot, asked)
    assert document.undo() is not None
    assert document.snapshot == before


@needs_office
def test_what_the_plan_changed_meanwhile_is_the_only_conflict(
    document: Document, tmp_path: Path
) -> None:
    plan = document.snapshot
    name = "広報課"
    one = initiatives_of(plan, name)[0]
    order = dataclasses.replace(inquiries.usual_order(plan, NOW.date()), departments=(name,))
    inquiries.send_inquiry(document, tmp_path / "照会", order, NOW)
    path = tmp_path / "照会" / "照会_広報課.xlsx"
    texts: Texts = {
        (one.id, field_line("summary"), "new"): "課の案",
        (one.id, field_line("name"), "new"): "課の名",
    }
    fill_as_excel(path, texts)
    back = tmp_path / "回答"
    back.mkdir()
    convert_all([path], "xlsx", back)
    changed = map_initiative(plan, one.id, lambda old: dataclasses.replace(old, summary="区の案"))
    document.commit("編集", changed)
    gathered = replies.gather_replies([back])
    (found,) = replies.plan_replies(replies.sent_of(document, gathered), gathered).plans
    assert {each.field: each.state for each in found.changes} == {
        "summary": "conflict",
        "name": "safe",
    }
