"""What must hold in any plan (the model's invariants), as functions that return findings.

Does not belong here: what is written in the texts (`texts`, `wording`), and layout's shortfalls.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kitaplanner.domain.calendar import Span, describe_span, format_fiscal_year, format_month
from kitaplanner.domain.checks.finding import Check, Finding, Severity
from kitaplanner.domain.form import Form
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import (
    Department,
    Initiative,
    Plan,
    Reference,
    ScheduleItem,
    ScheduleRow,
)


def check_names(plan: Plan, form: Form) -> Iterator[Finding]:
    """Every node and initiative has a name, and every node a level that the form knows."""
    levels = {level.name for level in form.levels}
    for node in plan.nodes():
        if not node.name.strip():
            yield Finding("name", "error", "名称のない見出しがあります。名称を入力してください。")
        if node.level not in levels:
            yield Finding(
                "level",
                "error",
                f"見出し「{node.name}」の階層「{node.level}」は、様式「{form.title}」にありません。",
            )
    for initiative in plan.initiatives():
        if not initiative.name.strip():
            yield Finding(
                "name", "error", "事業名が空です。事業名を入力してください。", initiative.id
            )


def check_same_names(plan: Plan, form: Form) -> Iterator[Finding]:
    """No two initiatives have one name; a heading and its only initiative may."""
    places: dict[str, list[Initiative]] = {}
    for initiative in plan.initiatives():
        if initiative.name.strip():
            places.setdefault("".join(initiative.name.split()), []).append(initiative)
    for same in places.values():
        for initiative in same[1:]:
            yield Finding(
                "same_name",
                "notice",
                f"事業名「{initiative.name}」の事業がほかにもあります。"
                "同じ事業なら再掲にし、別の事業なら名称で区別してください。",
                initiative.id,
                address=Address("initiative", initiative.id, "name"),
                evidence=initiative.name,
            )


def check_departments(plan: Plan, form: Form) -> Iterator[Finding]:
    """Every department is in the master list, and is valid somewhere in the plan's period."""
    known = {department.name: department for department in plan.departments}
    for initiative in plan.initiatives():
        if not initiative.departments and "departments" in _fields(form):
            yield Finding(
                "department",
                "warning",
                f"「{initiative.name}」の担当課が空です。",
                initiative.id,
            )
        for name in initiative.departments:
            department = known.get(name)
            if department is None:
                yield Finding(
                    "department",
                    "error",
                    f"「{initiative.name}」の担当課「{name}」は、担当課一覧にありません。",
                    initiative.id,
                    evidence=name,
                )
            elif not _exists_during(department, plan.period.span):
                yield Finding(
                    "department",
                    "warning",
                    f"「{initiative.name}」の担当課「{name}」は、計画期間に有効ではありません。",
                    initiative.id,
                    evidence=name,
                )


def _fields(form: Form) -> set[str]:
    return {cell.field for part in form.sheet for row in part.rows for cell in row}


def _exists_during(department: Department, span: Span) -> bool:
    starts_in_time = department.valid_from is None or department.valid_from <= span.end
    ends_late_enough = department.valid_to is None or department.valid_to >= span.start
    return starts_in_time and ends_late_enough


def check_item_departments(plan: Plan, form: Form) -> Iterator[Finding]:
    """Departments named by a row or an item are among those of its initiative, and exist then."""
    known = {department.name: department for department in plan.departments}
    for initiative in plan.initiatives():
        for row in initiative.schedule.rows:
            for name in row.departments:
                if name not in initiative.departments:
                    yield _row_department(initiative, row, name)
    for initiative, item in _items(plan):
        for name in item.departments:
            department = known.get(name)
            if name not in initiative.departments:
                words = f"に書かれた「{name}」は、事業の担当課にありません。"
                yield _about("item_department", "warning", initiative, item, words, name)
            elif department is not None and not _exists_during(department, item.span):
                span = describe_span(item.span)
                words = f"に書かれた「{name}」は、矢印の期間（{span}）にない課です。"
                yield _about("item_department", "warning", initiative, item, words, name)


def _row_department(initiative: Initiative, row: ScheduleRow, name: str) -> Finding:
    return Finding(
        "item_department",
        "warning",
        f"「{initiative.name}」の行「{_line(row.label) or '見出しなし'}」に書かれた「{name}」は、"
        "事業の担当課にありません。",
        initiative.id,
        address=Address("row", row.id, "departments"),
        evidence=name,
    )


def check_spans(plan: Plan, form: Form) -> Iterator[Finding]:
    """Items begin before they end and lie inside the period; those of a row do not overlap."""
    for initiative, item in _items(plan):
        if item.start > item.end:
            yield _about("span", "error", initiative, item, "の開始が終了より後です。")
        elif not plan.period.contains(item.span):
            words = f"の期間（{describe_span(item.span)}）が計画期間の外に出ています。"
            yield _about("outside_period", "error", initiative, item, words)
    for initiative in plan.initiatives():
        for row in initiative.schedule.rows:
            for left, right in pairwise(row.items):
                if right.start <= left.end:
                    words = f"と「{_line(right.text)}」の期間が重なっています。"
                    yield _about("overlap", "error", initiative, left, words)


def check_started(plan: Plan, form: Form) -> Iterator[Finding]:
    """What is said to have started before the plan did start before it."""
    for initiative, item in _items(plan):
        if item.started is not None and item.started.year >= plan.period.first:
            year = format_fiscal_year(item.started.year)
            words = f"の始期（{year}{item.started.word}）が計画期間より前ではありません。"
            yield _about("started", "warning", initiative, item, words)


def check_unconfirmed(plan: Plan, form: Form) -> Iterator[Finding]:
    """Spans that the source left open, and schedules that the source lost, are said."""
    for initiative in plan.initiatives():
        if initiative.schedule.state != "complete":
            extent = "全部" if initiative.schedule.state == "lost" else "一部"
            yield Finding(
                "lost_schedule",
                "notice",
                f"「{initiative.name}」の年度別実施計画は、原資料で{extent}が失われています。",
                initiative.id,
            )
    for initiative, item in _items(plan):
        if not item.span_confirmed:
            words = f"の期間（{describe_span(item.span)}）は確認されていません。"
            yield _about("unconfirmed", "notice", initiative, item, words)


def check_references(plan: Plan, form: Form) -> Iterator[Finding]:
    """Every 再掲 leads to an initiative of this plan or says that it lies outside."""
    known = {initiative.id for initiative in plan.initiatives()}
    for initiative in plan.initiatives():
        for reference in initiative.references:
            if not _resolves(reference, known):
                yield Finding(
                    "reference",
                    "error",
                    f"「{initiative.name}」の再掲「{_line(reference.text)}」の行き先がありません。",
                    initiative.id,
                )


def _resolves(reference: Reference, known: set[str]) -> bool:
    return reference.target in known if reference.target else bool(reference.external)


def check_ids(plan: Plan, form: Form) -> Iterator[Finding]:
    """No id is used twice among nodes, initiatives, rows and items."""
    seen: set[str] = set()
    for one in _ids(plan):
        if one in seen:
            yield Finding("id", "error", f"識別子「{one}」が二度使われています。")
        seen.add(one)


def check_totals(plan: Plan, form: Form) -> Iterator[Finding]:
    """A running total (累計) in an indicator's name is its baseline plus the years' sum."""
    for initiative in plan.initiatives():
        for indicator in initiative.indicators:
            amounts = [value for _, value in indicator.targets]
            numbers = [
                one for one in (*amounts, indicator.baseline) if isinstance(one, int | float)
            ]
            stated = _stated_total(indicator.name)
            if stated is None or len(numbers) != len(amounts) + 1:
                continue
            total = sum(numbers)
            if abs(total - stated) > 1e-9:
                yield Finding(
                    "total",
                    "warning",
                    f"「{initiative.name}」の指標「{_line(indicator.name)}」は累計{stated:,}ですが、"
                    f"現況と各年度の合計は{total:,}です。",
                    initiative.id,
                )


def _stated_total(name: str) -> int | None:
    _, mark, rest = name.partition("累計")
    digits = ""
    for char in rest.replace(",", ""):
        if not char.isdecimal():
            break
        digits += char
    return int(digits) if mark and digits else None


def _items(plan: Plan) -> Iterator[tuple[Initiative, ScheduleItem]]:
    for initiative in plan.initiatives():
        for item in initiative.schedule.items():
            yield initiative, item


def _ids(plan: Plan) -> Iterator[str]:
    for node in plan.nodes():
        yield node.id
        for initiative in node.initiatives:
            yield initiative.id
            for row in initiative.schedule.rows:
                yield row.id
                yield from (item.id for item in row.items)


def _about(
    rule: str,
    severity: Severity,
    initiative: Initiative,
    item: ScheduleItem,
    words: str,
    evidence: str = "",
) -> Finding:
    text = _line(item.text) or f"{format_month(item.start)}からの矢印"
    return Finding(
        rule,
        severity,
        f"「{initiative.name}」の「{text}」{words}",
        initiative.id,
        item.id,
        evidence=evidence,
    )


def _line(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 30 else f"{line[:29]}…"


INVARIANTS: tuple[Check, ...] = (
    check_ids,
    check_names,
    check_same_names,
    check_departments,
    check_spans,
    check_item_departments,
    check_started,
    check_references,
    check_totals,
    check_unconfirmed,
)
