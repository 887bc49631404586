"""What a comparison prints, as plain tables: 新旧対照表, 変更一覧, 正誤表.

Belongs here: which columns these tables have and what stands in their cells. Does not belong here:
how they look on paper (`layout`) and in a workbook (`export.xlsx_comparison`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kitaplanner.domain.comparison_entries import Entry, EntryGroup, Stretch, Stretches
from kitaplanner.domain.plan import ComparisonStyle, Plan
from kitaplanner.domain.records import THE_PLAN

NO_CHANGES = "変更はありません。"
_DECIDED = ("決定",)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of cells; one that `leads` is the title of those below it and has a single cell."""

    cells: tuple[Stretches, ...]
    leads: bool = False
    initiative: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """A table with its title; `shares` are the widths of the columns as parts of the whole."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[ChangeRow, ...]
    note: str = ""


def head_words(style: ComparisonStyle, old: Plan, new: Plan) -> tuple[str, str]:
    """Give the head words of the new and the old side, with their stages.

    B1: 改正案／現行 until decided, 改正後／改正前 then.
    """
    is_decided = new.stage in _DECIDED or new.stage.endswith("改定")
    usual = ("改正後", "改正前") if is_decided else ("改正案", "現行")
    return (
        _staged(style.new_head or usual[0], new.stage),
        _staged(style.old_head or usual[1], old.stage),
    )


def _staged(word: str, stage: str) -> str:
    return f"{word}（{stage}）" if stage else word


def group_title(group: EntryGroup) -> str:
    """Give number and name of what changed; one that has another number now says the old one."""
    title = group.new_title or group.old_title
    if group.old_title and group.new_title and group.old_title != group.new_title:
        number = group.old_title.split(" ", 1)[0].removesuffix(".")
        if number != group.new_title.split(" ", 1)[0].removesuffix("."):
            title = f"{group.new_title}（旧 {number}）"
    return title


def both_sides(
    groups: Sequence[EntryGroup], style: ComparisonStyle, heads: tuple[str, str], note: str
) -> ChangeTable:
    """Give 新旧対照表: old and new side by side, as the settings of the plan want it."""
    names = heads if style.new_on_left else heads[::-1]
    remark, share = (("備考",), (0.26,)) if style.remarks else ((), ())
    side = (0.87 - sum(share)) / 2
    rows = [row for group in groups for row in _side_rows(group, style)]
    return ChangeTable(
        "新旧対照表",
        ("項目", *names, *remark),
        (0.13, side, side, *share),
        tuple(rows),
        note,
    )


def _side_rows(group: EntryGroup, style: ComparisonStyle) -> Iterator[ChangeRow]:
    initiative = group.key.id if group.key.kind == "initiative" else ""
    yield ChangeRow((plain(group_title(group)),), leads=True, initiative=initiative)
    for one in group.entries:
        sides = (one.new, one.old) if style.new_on_left else (one.old, one.new)
        remark = (plain(one.remark),) if style.remarks else ()
        yield ChangeRow((plain(one.label), *sides, *remark), initiative=initiative)


def change_list(groups: Sequence[EntryGroup], note: str) -> ChangeTable:
    """Give 変更一覧: each change in a sentence, numbered through."""
    rows: list[ChangeRow] = []
    count = 0
    for group in groups:
        initiative = group.key.id if group.key.kind == "initiative" else ""
        rows.append(ChangeRow((plain(group_title(group)),), leads=True, initiative=initiative))
        for one in group.entries:
            count += 1
            cells = (plain(str(count)), plain(one.label), plain(one.remark))
            rows.append(ChangeRow(cells, initiative=initiative))
    return ChangeTable(
        "変更一覧", ("No", "箇所", "変更の内容"), (0.08, 0.2, 0.72), tuple(rows), note
    )


def errata(groups: Sequence[EntryGroup], pages: Mapping[str, str]) -> ChangeTable:
    """Give 正誤表; `pages` are the printed page numbers in the old booklet by id."""
    rows = [
        ChangeRow(
            (plain(pages.get(group.key.id, "")), plain(_place(group, one)), one.old, one.new),
            initiative=group.key.id if group.key.kind == "initiative" else "",
        )
        for group in groups
        for one in group.entries
    ]
    return ChangeTable("正誤表", ("頁", "箇所", "誤", "正"), (0.07, 0.27, 0.33, 0.33), tuple(rows))


def _place(group: EntryGroup, entry: Entry) -> str:
    title = "" if group.key == THE_PLAN else group.old_title or group.new_title
    return f"{title}\n{entry.label}".strip()


def plain(text: str) -> Stretches:
    """Give a text without emphasis."""
    return (Stretch(text),)
