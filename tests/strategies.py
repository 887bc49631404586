"""Hypothesis strategies for plans: every field of the model, texts that wards and nobody write."""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from kitaplanner.domain.calendar import Period, first_month
from kitaplanner.domain.handout import Handout, HandoutPart, PaperSection, PublicComment
from kitaplanner.domain.house_rules import AcceptedFinding, WordingRule
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    BLOCK_KINDS,
    DERIVED_PARTS,
    DIVISIONS,
    ITEM_KINDS,
    Block,
    Budget,
    ChartBox,
    ChronicleEntry,
    ComparisonStyle,
    Department,
    Indicator,
    Initiative,
    Node,
    Plan,
    PlanSettings,
    Progress,
    Reference,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Section,
    Started,
    Term,
    TimelineRow,
)
from kitaplanner.domain.text import forbidden_character, normalise_text

WORDS = (
    "電子申請の推進",
    "システム導入準備（庁内調整）",
    "※令和6年度導入",
    "年2～3回",
    "RPA・AI等",
    "=SUM(A1)",
    "<b>&amp;</b>",
    "𠮷田",
    "葛\U000e0100飾",
    "①㈱㋿℃",
    "two words",
    "「『引用』」。",
    "試行運用\n本運用に向けた分析",
)


@functools.cache
def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Give texts of the office and arbitrary ones, in the form that a plan stores."""
    arbitrary = st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=max_size
    ).map(normalise_text)
    return st.one_of(
        st.sampled_from(WORDS),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("、".join),
        arbitrary.filter(lambda text: forbidden_character(text) is None),
    )


names = texts(20).filter(lambda text: bool(text.strip()))
ids = st.builds(new_id)
years = st.integers(2015, 2040)
starts = st.none() | st.builds(Started, years, st.sampled_from(("導入", "改修")))
values = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    texts(8),
)


@functools.cache
def lists(of: st.SearchStrategy[Any], max_size: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Give tuples of up to a few values."""
    return st.lists(of, max_size=max_size).map(tuple)


@st.composite
def schedule_items(
    draw: Callable[..., Any], period: Period, departments: tuple[str, ...] = ()
) -> tuple[ScheduleItem, ...]:
    """Draw the items of one row: in order of time, never overlapping, inside the period."""
    first = first_month(period.first)
    months = 12 * len(period.years)
    edges = sorted(draw(st.sets(st.integers(0, months), max_size=8)))
    items = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        items.append(
            ScheduleItem(
                id=new_id(),
                kind=draw(st.sampled_from(ITEM_KINDS)),
                start=first + start,
                end=first + end - 1,
                text=draw(texts()),
                note=draw(st.sampled_from(("", "以降、適宜改定"))),
                opens_before=draw(st.booleans()),
                opens_after=draw(st.booleans()),
                started=draw(starts),
                departments=draw(lists(st.sampled_from(departments))) if departments else (),
                span_confirmed=draw(st.booleans()),
            )
        )
    return tuple(items)


@st.composite
def schedules(draw: Callable[..., Any], period: Period) -> Schedule:
    """Draw a schedule of up to four rows."""
    rows = draw(st.lists(schedule_items(period), max_size=4))
    return Schedule(
        rows=tuple(
            ScheduleRow(new_id(), items, label=draw(st.sampled_from(("", "税務"))))
            for items in rows
        ),
        divisions=draw(st.sampled_from(DIVISIONS)),
        state=draw(st.sampled_from(("complete", "partial", "lost"))),
    )


year_values = st.dictionaries(years, values, max_size=3).map(lambda d: tuple(sorted(d.items())))
indicators = st.builds(
    Indicator, ids, texts(), texts(4), st.none() | years, values, year_values, year_values, texts(6)
)
budgets = st.builds(
    Budget,
    ids,
    years,
    st.sampled_from(("planned", "settled", "expected")),
    st.none() | st.integers(0, 10**12),
    st.sampled_from(("円", "千円", "百万円")),
    texts(6),
    texts(6),
)
progresses = st.builds(Progress, ids, years, texts(4), texts(), texts(), texts(), texts(6))
references = st.builds(Reference, ids, texts(), texts(), st.just(""), texts(8))
terms = st.builds(Term, ids, names, texts(), texts(6))


@st.composite
def initiatives(
    draw: Callable[..., Any], period: Period, departments: tuple[str, ...] = ()
) -> Initiative:
    """Draw an initiative with every field possible."""
    chosen = st.sampled_from(departments) if departments else texts(6)
    return Initiative(
        id=new_id(),
        name=draw(names),
        departments=draw(lists(chosen, 3)),
        summary=draw(texts(60)),
        notes=draw(lists(texts())),
        marks=draw(lists(st.sampled_from(("新規", "★")), 1)),
        effects=draw(lists(texts())),
        indicators=draw(lists(indicators, 1)),
        budgets=draw(lists(budgets, 1)),
        progress=draw(lists(progresses, 1)),
        references=draw(lists(references, 1)),
        terms=draw(lists(terms, 1)),
        schedule=draw(schedules(period)),
        number_from=draw(st.none() | st.integers(1, 60)),
    )


@st.composite
def nodes(
    draw: Callable[..., Any], period: Period, levels: tuple[str, ...], departments: tuple[str, ...]
) -> Node:
    """Draw a node with children on the levels below."""
    below = levels[1:]
    return Node(
        id=new_id(),
        level=levels[0],
        name=draw(names),
        symbol=draw(st.sampled_from(("", "", "●"))),
        lead=draw(texts()),
        bullets=draw(lists(texts())),
        vision=draw(lists(texts())),
        outcome_goal=draw(texts(10)),
        marks=(),
        children=tuple(draw(st.lists(nodes(period, below, departments), max_size=2)))
        if below
        else (),
        initiatives=tuple(draw(st.lists(initiatives(period, departments), max_size=2))),
        number_from=draw(st.none() | st.integers(1, 60)),
    )


entries = st.builds(ChronicleEntry, years, texts(), st.none() | st.integers(1, 12), texts(8))
timeline_rows = st.builds(
    TimelineRow, names, texts(), st.none() | years, st.none() | years, st.booleans(), st.booleans()
)
blocks = st.builds(
    Block,
    kind=st.sampled_from(BLOCK_KINDS),
    text=texts(60),
    mark=texts(2),
    source=texts(6),
    caption=texts(6),
    entries=lists(entries),
    first=st.none() | st.just(2025),
    last=st.none() | st.just(2030),
    rows=lists(timeline_rows),
    picture=st.just(""),
    boxes=lists(st.builds(ChartBox, names, st.integers(0, 3), texts(6))),
)
sections = st.builds(
    Section,
    ids,
    names,
    st.sampled_from((1, 2)),
    st.booleans(),
    st.sampled_from(DERIVED_PARTS),
    lists(blocks, 3),
)
settings = st.builds(
    PlanSettings,
    st.sampled_from(("half", "full", "single_full")),
    st.sampled_from(("wareki", "western", "both")),
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.sampled_from(("★", "新規")), texts(6), max_size=2).map(
        lambda d: tuple(d.items())
    ),
    st.builds(
        ComparisonStyle,
        st.booleans(),
        texts(6),
        texts(6),
        st.sampled_from(("underline", "marker")),
        st.booleans(),
    ),
)
# The smallest PNG that decoders accept: one white pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2WwAAAABJRU5ErkJggg=="
)
pictures = st.builds(
    Picture, ids, names, st.just("image/png"), st.just(1), st.just(1), st.just(PIXEL)
)
handout_parts = st.builds(
    HandoutPart,
    ids,
    st.sampled_from(("agenda", "paper", "sheets", "comments", "comparison")),
    texts(),
    texts(4),
    lists(texts()),
    lists(st.builds(PaperSection, names, texts(60))),
    lists(st.builds(PublicComment, texts(), st.integers(1, 90), texts())),
)
handouts = st.builds(
    Handout,
    ids,
    names,
    texts(),
    st.sampled_from(("", "2026-11-27")),
    texts(),
    texts(),
    lists(handout_parts),
    st.sampled_from(("", "素案", "取扱注意")),
    st.booleans(),
    st.booleans(),
)
wordings = st.builds(
    WordingRule,
    ids,
    names,
    lists(names),
    st.sampled_from(("any", "noun", "verb")),
    lists(names),
    texts(),
)
accepted = st.builds(AcceptedFinding, ids, names, texts(6), texts(), texts())
KITA_LEVELS = ("基本方針", "丸数字", "施策")


@st.composite
def plans(draw: Callable[..., Any]) -> Plan:
    """Draw a whole plan in Kita's form."""
    first = draw(st.integers(2019, 2030))
    period = Period(first, first + draw(st.integers(0, 5)))
    unique = draw(st.lists(names, max_size=4, unique=True))
    departments = tuple(
        Department(new_id(), name, draw(st.booleans()), draw(texts(4)), None, first_month(2030))
        for name in unique
    )
    outline = draw(st.lists(nodes(period, KITA_LEVELS, tuple(unique)), max_size=2))
    return Plan(
        title=draw(names),
        period=period,
        ward=draw(texts(6)),
        stage=draw(st.sampled_from(("素案", "案", "決定"))),
        stage_date=draw(st.sampled_from(("", "2025-03-31"))),
        settings=draw(settings),
        departments=departments,
        outline=tuple(outline),
        sections=draw(lists(sections, 2)),
        terms=draw(lists(terms, 1)),
        pictures=draw(lists(pictures, 1)),
        handouts=draw(lists(handouts, 1)),
        wordings=draw(lists(wordings, 1)),
        accepted=draw(lists(accepted, 1)),
    )
