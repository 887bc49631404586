"""Sheets, outline and lists of the plain text edition, one statement a line.

Here: what is derived from the outline. Not here: the sentence of an item
(`layout.item_words`), what people wrote in chapters (`plain_text_sections`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.plan import Initiative, Node, Plan, ScheduleRow
from kitaplanner.domain.references import shown_references
from kitaplanner.layout.department_index import initiatives_by_department
from kitaplanner.layout.fields import DEPARTMENT_SEPARATOR, marked_name
from kitaplanner.layout.glossary import sorted_terms
from kitaplanner.layout.item_words import item_sentence, joined
from kitaplanner.layout.items import NOTE_SIGN
from kitaplanner.layout.sheet_chapter import SheetBlock, sheet_blocks
from kitaplanner.layout.years import write_digits

BLANK = ""
_INDENT = "　"


class Wording(NamedTuple):
    """The plan with what its words are derived by."""

    plan: Plan
    form: Form
    numbering: Numbering

    def label(self, name: str) -> str:
        """Give a label of the form."""
        return self.form.labels.get(name, name)


# --- sheets ------------------------------------------------------------------------------------


def sheet_lines(initiative: Initiative, wording: Wording) -> Iterator[str]:
    """Yield a sheet: number and name, its fields, and every item of its schedule as a sentence."""
    yield BLANK
    yield _numbered_name(initiative, wording)
    if initiative.departments:
        names = DEPARTMENT_SEPARATOR.join(initiative.departments)
        yield f"{wording.label('departments')}：{names}"
    if initiative.summary.strip():
        first, *others = _paragraphs(initiative.summary)
        yield f"{wording.label('summary')}：{first}"
        yield from others
    yield from (_note(one) for one in initiative.notes if one.strip())
    yield from _schedule_lines(initiative, wording)
    for one in shown_references(wording.plan, initiative, wording.numbering):
        said = filter(None, (joined([one.name]), joined([one.content])))
        yield f"再掲：{'：'.join(said)}（{joined([one.place])}）"


def _schedule_lines(initiative: Initiative, wording: Wording) -> Iterator[str]:
    schedule, settings = initiative.schedule, wording.plan.settings
    label = wording.label("schedule")
    if not any(True for _ in schedule.items()):
        yield f"{label}：記載なし"
        return
    yield label
    counted = len(schedule.rows) > 1
    for number, row in enumerate(schedule.rows, start=1):
        name = _row_name(number if counted else 0, row, wording)
        if not row.items:
            yield f"{name or '行'}：記載なし"
            continue
        if name:
            yield name
        for item in row.items:
            yield _INDENT * bool(name) + item_sentence(item, schedule.divisions, settings)


def _row_name(number: int, row: ScheduleRow, wording: Wording) -> str:
    count = write_digits(f"{number}行目", wording.plan.settings.digit_style) if number else ""
    return "　".join(filter(None, (count, joined([row.group]), joined([row.label]))))


def chapter_lines(wording: Wording, only: Collection[str] | None = None) -> Iterator[str]:
    """Yield the chapter of sheets: each block with its lead and list, then its sheets."""
    for block in sheet_blocks(wording.plan, wording.form):
        nodes = block.node.all_nodes
        wanted = {one.id for node in nodes for one in node.initiatives if _wants(one, only)}
        if only is not None and not wanted:
            continue
        yield from _opening_lines(block, wording, with_lists=only is None)
        for node in nodes:
            initiatives = [one for one in node.initiatives if one.id in wanted]
            if initiatives and node is not block.node:
                yield from (BLANK, wording.numbering.heading(node))
            for one in initiatives:
                yield from sheet_lines(one, wording)


def _wants(initiative: Initiative, only: Collection[str] | None) -> bool:
    return only is None or initiative.id in only


def _opening_lines(block: SheetBlock, wording: Wording, *, with_lists: bool) -> Iterator[str]:
    yield BLANK
    yield _INDENT.join(wording.numbering.heading(node) for node in block.path)
    if not with_lists:
        return
    has_policies = any(one.derived == "policies" for one in wording.plan.sections)
    for node in block.node.all_nodes:
        if node is not block.node:
            yield from (BLANK, wording.numbering.heading(node))
        yield from _paragraphs(node.lead)
        if not has_policies:
            yield from map(_bullet, node.bullets)
        yield from (_INDENT + _numbered_name(one, wording) for one in node.initiatives)


# --- what is derived from the outline ------------------------------------------------------------


def policy_lines(wording: Wording) -> Iterator[str]:
    """Yield the policies with their leads, bullets and visions."""
    for root in wording.plan.outline:
        for node in (root, *root.children):
            yield from (BLANK, wording.numbering.heading(node))
            yield from _paragraphs(node.lead)
            yield from map(_bullet, node.bullets)
            if any(one.strip() for one in node.vision):
                yield f"{wording.label('vision')}：{joined(node.vision)}"
            if node.outcome_goal.strip():
                yield f"{wording.label('outcome_goal')}：{joined([node.outcome_goal])}"


def outline_lines(wording: Wording) -> Iterator[str]:
    """Yield the tree of names."""

    def below(node: Node, depth: int) -> Iterator[str]:
        yield _INDENT * depth + wording.numbering.heading(node)
        if not node.children:
            yield from (_INDENT * (depth + 1) + _bullet(one) for one in node.bullets)
        for child in node.children:
            yield from below(child, depth + 1)

    for root in wording.plan.outline:
        yield BLANK
        yield from below(root, 0)


def initiative_list_lines(wording: Wording) -> Iterator[str]:
    """Yield the list of initiatives under the headings of the outline."""
    for node in wording.plan.nodes():
        yield from (BLANK, wording.numbering.heading(node))
        for one in node.initiatives:
            names = DEPARTMENT_SEPARATOR.join(one.departments)
            departments = f"（{wording.label('departments')}：{names}）" if names else ""
            yield _numbered_name(one, wording) + departments


def glossary_lines(wording: Wording) -> Iterator[str]:
    """Yield the terms with reading and explanation."""
    for term in sorted_terms(wording.plan):
        reading = f"（{term.reading}）" if term.reading.strip() else ""
        yield f"{joined([term.word])}{reading}：{joined([term.definition])}"


def department_index_lines(wording: Wording) -> Iterator[str]:
    """Yield the initiatives of each department."""
    for name, initiatives in initiatives_by_department(wording.plan):
        yield from (BLANK, name)
        for one in initiatives:
            number = wording.numbering.long_number(one)
            yield _INDENT.join(filter(None, (number, joined([one.name]))))


def _numbered_name(initiative: Initiative, wording: Wording) -> str:
    number = wording.numbering.number(initiative)
    return _INDENT.join(filter(None, (number, joined([marked_name(initiative)]))))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _bullet(text: str) -> str:
    return "・" + joined([text]).removeprefix("・")


def _note(text: str) -> str:
    return NOTE_SIGN + joined([text]).removeprefix(NOTE_SIGN)
