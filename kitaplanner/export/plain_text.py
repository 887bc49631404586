"""The plain text edition (テキスト版): the booklet for screen readers, every bar a sentence.

Here: the order of the parts, and the file: UTF-8 with BOM, CR+LF, one statement a line, no line
broken for looks. Not here: the parts (`plain_text_sections`, `plain_text_sheets`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kitaplanner.domain.form import Form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Derived, Plan
from kitaplanner.domain.span_words import say_span
from kitaplanner.export.atomic_file import atomic_output
from kitaplanner.export.plain_text_sections import block_lines
from kitaplanner.export.plain_text_sheets import (
    BLANK,
    Wording,
    chapter_lines,
    department_index_lines,
    glossary_lines,
    initiative_list_lines,
    outline_lines,
    policy_lines,
)
from kitaplanner.layout.item_words import joined
from kitaplanner.layout.section_numbers import NumberedSection, number_sections
from kitaplanner.layout.years import full_date, write_digits

_ENCODING = "utf-8-sig"
_LINE_END = "\r\n"
_ABOUT = (
    "これは、計画の冊子を、読み上げソフトなどで読めるように文字だけで表したものです。"
    "年度別実施計画の矢印や枠は、期間と内容を1行ずつの文にしています。"
)
_MANY_BLANKS = re.compile("\n{4,}")


def write_plain_text(
    plan: Plan, form: Form, path: Path, only: Collection[str] | None = None
) -> None:
    """Write the text edition, whole or not at all; `only` are the ids of chosen initiatives."""
    text = plain_text(plan, form, only).replace("\n", _LINE_END)
    with atomic_output(path) as file:
        file.write(text.encode(_ENCODING))


def plain_text(plan: Plan, form: Form, only: Collection[str] | None = None) -> str:
    """Give the text of the booklet, or of chosen sheets, with `\\n` as line end."""
    wording = Wording(plan, form, number_plan(plan, form))
    lines = list(_front(wording))
    if only is None:
        sections = number_sections(plan, form)
        lines += _contents(sections, wording)
        for one in sections:
            lines += _section(one, wording)
    else:
        lines += chapter_lines(wording, only)
    return _MANY_BLANKS.sub("\n\n\n", "\n".join(lines).strip("\n")) + "\n"


def _front(wording: Wording) -> Iterator[str]:
    plan = wording.plan
    settings = plan.settings
    title = joined([plan.title])
    yield f"{title}（{plan.stage}）テキスト版" if plan.stage.strip() else f"{title}　テキスト版"
    if plan.ward.strip():
        yield joined([plan.ward])
    period = say_span(plan.period.span, style=settings.era_style)
    yield f"計画期間：{write_digits(period, settings.digit_style)}"
    if plan.stage_date:
        yield full_date(plan.stage_date, settings)
    yield from (BLANK, _ABOUT)


def _contents(sections: Iterable[NumberedSection], wording: Wording) -> Iterator[str]:
    listed = [one for one in sections if one.is_listed]
    if listed:
        yield from (BLANK, BLANK, wording.label("contents"))
    for one in listed:
        yield "　" * (one.section.level - 1) + _title(one)


def _section(one: NumberedSection, wording: Wording) -> Iterator[str]:
    if one.section.level == 1:
        yield BLANK
    yield from (BLANK, _title(one))
    yield from block_lines(one.section, wording.plan.settings)
    yield from _derived(one.section.derived, wording)


def _title(one: NumberedSection) -> str:
    return one.mark + joined([one.section.heading])


def _derived(derived: Derived, wording: Wording) -> Iterable[str]:
    if not derived:
        return ()
    parts = {
        "policies": policy_lines,
        "outline": outline_lines,
        "outline_chart": outline_lines,
        "sheets": chapter_lines,
        "initiative_list": initiative_list_lines,
        "glossary": glossary_lines,
        "department_index": department_index_lines,
    }
    return parts[derived](wording)
