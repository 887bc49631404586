"""The numbers of chapters and their parts, and what the contents say of them.

Belongs here: deriving them from the order of the sections. Does not belong here: the numbers of
the outline (`domain.numbering`).
"""

from __future__ import annotations

from dataclasses import dataclass

from kitaplanner.domain.form import Form
from kitaplanner.domain.plan import Plan, Section


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """A section with its number; `has_page` is False for a chapter that only holds parts."""

    section: Section
    number: str
    is_listed: bool
    has_page: bool

    @property
    def mark(self) -> str:
        """Give the number with the space that follows it; brackets bring their own."""
        if not self.number or self.number.endswith("）"):
            return self.number
        return self.number + "　"


def number_sections(plan: Plan, form: Form) -> tuple[NumberedSection, ...]:
    """Number the sections; only numbered ones and their parts stand in the contents."""
    numbered: list[NumberedSection] = []
    counts = [0, 0]
    is_chapter_numbered = True
    for index, section in enumerate(plan.sections):
        level = section.level - 1
        if level == 0:
            is_chapter_numbered = section.numbered
            counts[1] = 0
        is_numbered = section.numbered and is_chapter_numbered
        counts[level] += is_numbered
        templates = form.booklet.section_numbers
        number = templates[level].format(n=counts[level]) if is_numbered else ""
        following = plan.sections[index + 1 : index + 2]
        holds_parts = any(one.level > section.level for one in following)
        is_empty = not section.blocks and not section.derived
        has_page = not (is_empty and holds_parts)
        numbered.append(NumberedSection(section, number, is_numbered, has_page))
    return tuple(numbered)
