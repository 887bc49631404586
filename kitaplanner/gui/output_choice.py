"""What a print or an export covers, in the words of the office."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from kitaplanner.domain.plan import Plan
from kitaplanner.operations.exports import Part

ScopeName: TypeAlias = Literal["booklet", "sheets", "current", "list"]
SCOPE_WORDS: dict[ScopeName, str] = {
    "booklet": "冊子全体",
    "sheets": "個票のみ",
    "current": "表示中の個票",
    "list": "掲載事業一覧",
}
# What a file name may not hold on Windows.
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class OutputChoice(NamedTuple):
    """A scope, and for sheets the department to which they are narrowed (empty: all).

    With `attach_plan` the whole plan travels in the file; without, it is fit to be published.
    """

    scope: ScopeName = "booklet"
    department: str = ""
    initiative_id: str = ""
    attach_plan: bool = False

    @property
    def part(self) -> Part:
        """Give the part of the print that operations know."""
        return "sheets" if self.scope == "current" else self.scope

    @property
    def only(self) -> tuple[str, ...]:
        """Give the ids of the chosen initiatives; empty means all of the part."""
        return (self.initiative_id,) if self.scope == "current" else ()

    @property
    def narrowed_department(self) -> str:
        """Give the department, which only sheets can be narrowed to."""
        return self.department if self.scope == "sheets" else ""


class FrozenPlan(NamedTuple):
    """The plan of an edition, which no edit changes."""

    name: str
    plan: Plan


def default_file_name(plan: Plan, choice: OutputChoice, suffix: str, number: str = "") -> str:
    """Give a file name that says what is in the file: 東京都北区DX推進計画2025（素案）.pdf."""
    name = f"{plan.title}（{plan.stage}）" if plan.stage else plan.title
    if choice.scope == "current":
        name += f"_{number}" if number else "_個票"
    elif choice.scope == "list":
        name += "_掲載事業一覧"
    elif choice.scope == "sheets":
        name += f"_個票_{choice.department}" if choice.department else "_個票"
    return file_name(name, suffix)


def file_name(name: str, suffix: str) -> str:
    """Give a name that every file system takes."""
    return (_FORBIDDEN_IN_NAMES.sub("_", name).strip(" .") or "資料") + suffix
