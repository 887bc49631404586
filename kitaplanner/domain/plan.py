"""The plan: one immutable model that holds the plans of all three wards.

Belongs here: the values and the questions they can answer about themselves. Does not belong
here: how they are numbered (`numbering`), drawn (`layout`), stored (`storage`) or changed
(`operations`).

Ids are opaque text and never change in the life of the thing they name. Months are month numbers
of `calendar`; years are fiscal years as western integers.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal, TypeAlias

from kitaplanner.domain.calendar import Period, Span
from kitaplanner.domain.handout import Handout
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.picture import Picture

ItemKind: TypeAlias = Literal["arrow", "box", "dashed", "note", "value"]
ITEM_KINDS: tuple[ItemKind, ...] = ("arrow", "box", "dashed", "note", "value")
DIVISIONS = (1, 2, 3, 4, 12)
DigitStyle: TypeAlias = Literal["half", "full", "single_full"]
EraStyle: TypeAlias = Literal["wareki", "western", "both"]
ScheduleState: TypeAlias = Literal["complete", "partial", "lost"]
BudgetKind: TypeAlias = Literal["planned", "settled", "expected"]
# A number, words such as 検討, or None for a printed "―". A year that is absent has no entry.
Value: TypeAlias = int | float | str | None
YearValues: TypeAlias = tuple[tuple[int, Value], ...]
# Fields that came after the first schema of the JSON: written only where they hold something, so
# that a plan without them stays as it was for older programs.
SINCE_2 = {"since": 2}


@dataclass(frozen=True, slots=True)
class Started:
    """When something began before the plan: ※令和6年度導入."""

    year: int
    word: str = "導入"


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    """A text over a span of months in a schedule row."""

    id: str
    kind: ItemKind
    start: int
    end: int
    text: str = ""
    note: str = ""
    opens_before: bool = False
    opens_after: bool = False
    started: Started | None = None
    departments: tuple[str, ...] = ()
    span_confirmed: bool = True

    @property
    def span(self) -> Span:
        """Give the months that the item covers."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A line of the schedule: items in order of time that never overlap; may be empty."""

    id: str
    items: tuple[ScheduleItem, ...] = ()
    label: str = ""
    group: str = ""
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The 年度別実施計画 of an initiative.

    `divisions` cuts each fiscal year in 1, 2, 3, 4 or 12 columns. `state` says whether the
    source document still held the schedule (complete) or lost it in part or whole.
    """

    rows: tuple[ScheduleRow, ...] = ()
    divisions: int = 1
    state: ScheduleState = "complete"

    def items(self) -> Iterator[ScheduleItem]:
        """Yield the items of all rows in reading order."""
        for row in self.rows:
            yield from row.items


@dataclass(frozen=True, slots=True)
class Indicator:
    """指標: a measured quantity with its baseline, targets and actual values by fiscal year."""

    id: str
    name: str
    unit: str = ""
    baseline_year: int | None = None
    baseline: Value = None
    targets: YearValues = ()
    actuals: YearValues = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """事業費 of one fiscal year; `amount` is None where a sign for "none" is printed."""

    id: str
    year: int
    kind: BudgetKind = "planned"
    amount: int | None = None
    unit: Literal["円", "千円", "百万円"] = "千円"
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """進捗 of an initiative, or one item of it, in a fiscal year; `date` is ISO 8601 or empty."""

    id: str
    year: int
    status: str = ""
    result: str = ""
    reason: str = ""
    next_step: str = ""
    department: str = ""
    date: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """再掲: an initiative shown again elsewhere (`target` is its id) or one outside this plan."""

    id: str
    text: str
    content: str = ""
    target: str = ""
    external: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """用語注: a word and its explanation."""

    id: str
    word: str
    definition: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    """事業・取組: the leaf of the outline, shown on one sheet.

    `summary` may hold several paragraphs parted by line breaks; `notes` are printed behind ※.
    `departments` are names of the plan's departments in printed order. `number_from` restarts the
    derived numbering at this value (Nerima prints a part of a longer plan); None continues it.
    """

    id: str
    name: str
    departments: tuple[str, ...] = ()
    summary: str = ""
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
    progress: tuple[Progress, ...] = ()
    references: tuple[Reference, ...] = ()
    terms: tuple[Term, ...] = ()
    schedule: Schedule = Schedule()
    number_from: int | None = None


@dataclass(frozen=True)  # no slots: what is below is worked out once and kept beside the fields
class Node:
    """A branch of the outline.

    `level` is a name of the form, `symbol` replaces the number, `number_from` restarts it.
    """

    id: str
    level: str
    name: str
    symbol: str = ""
    lead: str = ""
    bullets: tuple[str, ...] = ()
    vision: tuple[str, ...] = ()
    outcome_goal: str = ""
    marks: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    number_from: int | None = None

    @cached_property
    def ids(self) -> frozenset[str]:
        """Give the ids of this node and of the nodes and initiatives below it.

        Snapshots share the branches that an edit left alone, and with them these sets: finding
        something in a large plan looks at its roots and then straight down.
        """
        own = (self.id, *[one.id for one in self.initiatives])
        return frozenset(own).union(*[child.ids for child in self.children])

    @cached_property
    def all_nodes(self) -> tuple[Node, ...]:
        """Give this node and all below it in printed order."""
        return (self, *chain.from_iterable([child.all_nodes for child in self.children]))

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it in printed order."""
        return iter(self.all_nodes)

    @cached_property
    def all_initiatives(self) -> tuple[Initiative, ...]:
        """Give the initiatives of this node and of all below it in printed order."""
        below = chain.from_iterable([child.all_initiatives for child in self.children])
        return (*self.initiatives, *below)

    @cached_property
    def named_departments(self) -> tuple[str, ...]:
        """Give the departments that the initiatives below name, each once, in printed order."""
        own = chain.from_iterable([one.departments for one in self.initiatives])
        below = chain.from_iterable([child.named_departments for child in self.children])
        return tuple(dict.fromkeys(chain(own, below)))


@dataclass(frozen=True, slots=True)
class Department:
    """担当課 of the master list; a collective word (全庁, 関係課) is one too.

    Names are unique in a plan and are what initiatives refer to. `valid_from` and `valid_to` are
    months; None means no limit is known.
    """

    id: str
    name: str
    collective: bool = False
    division: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronicleEntry:
    """An entry of a chronology; `month` is a calendar month (1 to 12) or None."""

    year: int
    text: str
    month: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A bar of the 計画期間 table; fiscal years, None where the bar has no known end."""

    name: str
    text: str = ""
    start: int | None = None
    end: int | None = None
    opens_before: bool = False
    opens_after: bool = False


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A box of an organisation chart; `depth` counts from 0 for the top, children follow it."""

    text: str
    depth: int = 0
    note: str = ""


BlockKind: TypeAlias = Literal[
    "paragraph", "bullet", "note", "footnote", "quote", "chronicle", "timeline", "figure", "chart"
]
BLOCK_KINDS: tuple[BlockKind, ...] = (
    "paragraph",
    "bullet",
    "note",
    "footnote",
    "quote",
    "chronicle",
    "timeline",
    "figure",
    "chart",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section.

    `mark` belongs to a footnote, `source` to a quote, `caption` to a figure or chart, `entries` to
    a chronicle; `first`, `last` (fiscal years of the columns) and `rows` to a timeline; `picture`
    (its id; empty where the original is lost) to a figure, `boxes` to an organisation chart.
    """

    kind: BlockKind
    text: str = ""
    mark: str = ""
    source: str = ""
    caption: str = ""
    entries: tuple[ChronicleEntry, ...] = ()
    first: int | None = None
    last: int | None = None
    rows: tuple[TimelineRow, ...] = ()
    picture: str = dataclasses.field(default="", metadata=SINCE_2)
    boxes: tuple[ChartBox, ...] = dataclasses.field(default=(), metadata=SINCE_2)


Derived: TypeAlias = Literal[
    "",
    "policies",
    "outline",
    "sheets",
    "initiative_list",
    "outline_chart",
    "glossary",
    "department_index",
]
DERIVED_PARTS: tuple[Derived, ...] = (
    "",
    "policies",
    "outline",
    "sheets",
    "initiative_list",
    "outline_chart",
    "glossary",
    "department_index",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter (level 1) or part (level 2) of the booklet.

    `derived` names what is printed from the outline after the blocks: the policies with their
    visions, the tree of names, the sheets, the list of initiatives, the tree as a chart (体系図),
    the terms (用語集), or the initiatives of each department (索引).
    """

    id: str
    heading: str
    level: Literal[1, 2] = 1
    numbered: bool = True
    derived: Derived = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonStyle:
    """How 新旧対照表 is set: which side is new, its head words, how a change is shown.

    Empty head words follow the stage: 改正案／現行 until decided, 改正後／改正前 after. Without
    `only_changes` the table also shows what did not change.
    """

    new_on_left: bool = True
    new_head: str = ""
    old_head: str = ""
    emphasis: Literal["underline", "marker"] = "underline"
    remarks: bool = True
    only_changes: bool = True


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How this plan is written and printed.

    `mark_meanings` pairs a mark (★) with what it means in this plan. `sheets_share_page` lets two
    short sheets stand on one page; `duplex` widens the binding side.
    """

    digit_style: DigitStyle = "half"
    era_style: EraStyle = "wareki"
    sheets_share_page: bool = False
    duplex: bool = False
    mark_meanings: tuple[tuple[str, str], ...] = ()
    comparison: ComparisonStyle = dataclasses.field(default=ComparisonStyle(), metadata=SINCE_2)


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan document; `stage` is its edition (素案, 案 …), `stage_date` ISO 8601 or empty."""

    title: str
    period: Period
    ward: str = ""
    form: str = "kita"
    stage: str = "素案"
    stage_date: str = ""
    settings: PlanSettings = PlanSettings()
    departments: tuple[Department, ...] = ()
    outline: tuple[Node, ...] = ()
    sections: tuple[Section, ...] = ()
    terms: tuple[Term, ...] = ()
    pictures: tuple[Picture, ...] = dataclasses.field(default=(), metadata=SINCE_2)
    handouts: tuple[Handout, ...] = dataclasses.field(default=(), metadata=SINCE_2)
    wordings: tuple[WordingRule, ...] = dataclasses.field(default=(), metadata=SINCE_2)
    accepted: tuple[AcceptedFinding, ...] = dataclasses.field(default=(), metadata=SINCE_2)

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes in printed order."""
        return chain.from_iterable([node.all_nodes for node in self.outline])

    def initiatives(self) -> Iterator[Initiative]:
        """Yield all initiatives in printed order."""
        return chain.from_iterable([node.all_initiatives for node in self.outline])

    def lineage(self, some_id: str) -> tuple[Node, ...]:
        """Give the nodes from the root down to the one that has this id or an initiative with it.

        Empty where neither a node nor an initiative has it.
        """
        path: list[Node] = []
        nodes = self.outline
        while node := next((one for one in nodes if some_id in one.ids), None):
            path.append(node)
            nodes = node.children
        return tuple(path)

    def initiative(self, initiative_id: str) -> Initiative | None:
        """Find an initiative by its id."""
        path = self.lineage(initiative_id)
        held = path[-1].initiatives if path else ()
        return next((one for one in held if one.id == initiative_id), None)

    def node(self, node_id: str) -> Node | None:
        """Find a node by its id."""
        path = self.lineage(node_id)
        return path[-1] if path and path[-1].id == node_id else None

    def path_to(self, initiative_id: str) -> tuple[Node, ...]:
        """Give the nodes from the root down to the one that holds the initiative."""
        path = self.lineage(initiative_id)
        return path if path and path[-1].id != initiative_id else ()

    def with_initiatives(self, changed: Mapping[str, Initiative]) -> Plan:
        """Give this plan with some initiatives replaced; untouched branches are shared."""
        return dataclasses.replace(
            self, outline=tuple(_node_with(node, changed) for node in self.outline)
        )


def _node_with(node: Node, changed: Mapping[str, Initiative]) -> Node:
    if changed.keys().isdisjoint(node.ids):
        return node
    children = tuple([_node_with(child, changed) for child in node.children])
    initiatives = tuple([changed.get(one.id, one) for one in node.initiatives])
    if _same(children, node.children) and _same(initiatives, node.initiatives):
        return node
    return dataclasses.replace(
        node,
        children=node.children if _same(children, node.children) else children,
        initiatives=node.initiatives if _same(initiatives, node.initiatives) else initiatives,
    )


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return all(map(operator.is_, new, old))
