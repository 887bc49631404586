"""What a schedule says that can hardly be meant: nothing at all, or a year outside its span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitaplanner.domain.calendar import (
    describe_span,
    month_of,
    parse_fiscal_year,
    year_span,
)
from kitaplanner.domain.checks.finding import Check, Finding
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Plan, ScheduleItem

# Kita's longest name has 36 characters; a longer one fills more than two lines of its field.
LONGEST_NAME = 40
_DATE = re.compile(
    r"(?P<year>(?:令和|平成)(?:元|[0-9０-９]{1,2})(?:[(（]\d{4}[)）])?)年"
    r"(?:度|(?P<month>[0-9０-９]{1,2})月)(?:(?P<first>[～〜]|から|より)|(?P<last>まで))"
)


def check_empty_schedules(plan: Plan, form: Form) -> Iterator[Finding]:
    """An initiative has something in its schedule, and an item says what it is."""
    for initiative in plan.initiatives():
        schedule = initiative.schedule
        items = tuple(schedule.items())
        if not items and schedule.state == "complete":
            sentence = (
                f"「{initiative.name}」の年度別実施計画に何もありません。矢印を書いてください。"
            )
            yield Finding("empty_schedule", "warning", sentence, initiative.id)
        for item in items:
            if not item.text.strip():
                sentence = (
                    f"「{initiative.name}」の{describe_span(item.span)}の矢印に文言がありません。"
                )
                yield Finding("empty_item", "warning", sentence, initiative.id, item.id)


def check_years_in_items(plan: Plan, form: Form) -> Iterator[Finding]:
    """What begins at a year or month that an item names (令和8年4月～) begins in its span.

    What lasts until one (令和8年度まで) does not begin after it.
    """
    for initiative in plan.initiatives():
        for item in initiative.schedule.items():
            for words in _dates_outside(item):
                yield Finding(
                    "year",
                    "warning",
                    f"「{initiative.name}」の矢印に「{words}」とありますが、"
                    f"期間は{describe_span(item.span)}です。文言か期間を確かめてください。",
                    initiative.id,
                    item.id,
                    Address("item", item.id, "text"),
                    words,
                )


def _dates_outside(item: ScheduleItem) -> Iterator[str]:
    if "年" not in item.text:
        return
    for match in _DATE.finditer(item.text):
        try:
            year = parse_fiscal_year(match["year"])
        except ValueError:
            continue
        span = year_span(year)
        if match["month"]:
            month = int(match["month"])
            if not 1 <= month <= 12:
                continue
            span = span._replace(start=month_of(year, month), end=month_of(year, month))
        if span.end < item.start or (match["first"] and item.end < span.start):
            yield match[0].removesuffix(match["first"] or "まで")


def check_long_names(plan: Plan, form: Form) -> Iterator[Finding]:
    """A name fits its field on the sheet and in the lists."""
    for initiative in plan.initiatives():
        length = len(initiative.name)
        if length > LONGEST_NAME:
            yield Finding(
                "long_name",
                "notice",
                f"事業名「{initiative.name[:20]}…」は{length}字あります。"
                f"{LONGEST_NAME}字までにすると、個票と一覧に収まりやすくなります。",
                initiative.id,
                address=Address("initiative", initiative.id, "name"),
                evidence=initiative.name,
            )


SCHEDULE_CHECKS: tuple[Check, ...] = (
    check_empty_schedules,
    check_years_in_items,
    check_long_names,
)
