"""What a print or an export covers, in the words of the office."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.plan import Plan
from kitaplanner.operations.exports import Part, XlsxPart

ScopeName: TypeAlias = Literal["booklet", "sheets", "current", "list", "outline", "progress"]
SCOPE_WORDS: dict[ScopeName, str] = {
    "booklet": "冊子全体",
    "sheets": "個票のみ",
    "current": "表示中の個票",
    "list": "掲載事業一覧",
    "outline": "体系図",
    "progress": "進捗状況",
}
# What can be narrowed to a department.
NARROWED: frozenset[ScopeName] = frozenset({"sheets", "list", "outline", "progress"})
_FILE_WORDS: dict[ScopeName, str] = {"sheets": "個票"}
# What a file name may not hold on Windows.
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class OutputChoice(NamedTuple):
    """A scope, and the department to which it is narrowed (empty: all); 進捗 has a fiscal year.

    With `attach_plan` the whole plan travels in the file; without, it is fit to be published.
    """

    scope: ScopeName = "booklet"
    department: str = ""
    initiative_id: str = ""
    attach_plan: bool = False
    year: int | None = None

    @property
    def part(self) -> Part:
        """Give the part of the print that operations know."""
        return "sheets" if self.scope == "current" else self.scope

    @property
    def xlsx_part(self) -> XlsxPart:
        """Give the part of a workbook, which never holds the whole booklet."""
        scope = self.scope
        return "sheets" if scope == "current" or scope == "booklet" else scope

    @property
    def only(self) -> tuple[str, ...]:
        """Give the ids of the chosen initiatives; empty means all of the part."""
        return (self.initiative_id,) if self.scope == "current" else ()

    @property
    def narrowed_department(self) -> str:
        """Give the department, where the scope can be narrowed to one."""
        return self.department if self.scope in NARROWED else ""


class FrozenPlan(NamedTuple):
    """The plan of an edition, which no edit changes."""

    name: str
    plan: Plan


def default_file_name(plan: Plan, choice: OutputChoice, suffix: str, number: str = "") -> str:
    """Give a file name that says what is in the file: 東京都北区DX推進計画2025（素案）.pdf."""
    name = f"{plan.title}（{plan.stage}）" if plan.stage else plan.title
    if choice.scope == "current":
        name += f"_{number}" if number else "_個票"
    elif choice.scope in NARROWED:
        name += f"_{_FILE_WORDS.get(choice.scope, SCOPE_WORDS[choice.scope])}"
        name += f"_{format_fiscal_year(choice.year)}" if choice.year else ""
        name += f"_{choice.department}" if choice.department else ""
    return file_name(name, suffix)


def file_name(name: str, suffix: str) -> str:
    """Give a name that every file system takes."""
    return (_FORBIDDEN_IN_NAMES.sub("_", name).strip(" .") or "資料") + suffix
