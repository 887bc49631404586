"""Pages: what stays together, where a page ends, what stands at its head and foot."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest

from kitaplanner.domain.form import load_form, mm
from kitaplanner.domain.plan import PlanSettings
from kitaplanner.layout.canvas import Canvas
from kitaplanner.layout.context import Context, make_context
from kitaplanner.layout.flow import Split
from kitaplanner.layout.paging import Pager, Piece, finish_scene, left_margin, number_drafts
from kitaplanner.layout.scene import Target
from tests.helpers.fixed_metrics import FixedMetrics
from tests.helpers.plans import plan_of

FORM = load_form("kita")
CONTEXT = make_context(plan_of(), FORM, FixedMetrics())
ROOM = FORM.page.height - FORM.page.margin_top - FORM.page.margin_bottom


@dataclass(frozen=True)
class Brick:
    """A part of a height; a soft one can be parted anywhere."""

    name: str
    height: float
    is_soft: bool = False

    def split(self, room: float, full: float) -> Split | None:
        if not self.is_soft or room < 20:
            return None
        return Brick(self.name, room, True), Brick(self.name + "+", self.height - room, True)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw nothing: these tests ask the drafts."""


def pages_of(*pieces: Piece, context: Context = CONTEXT) -> list[list[str]]:
    pager = Pager(context)
    pager.place(pieces)
    return [[part.name for part, _ in draft.placed] for draft in pager.drafts]  # type: ignore[attr-defined]


def hard(name: str, share: float, **fields: object) -> Piece:
    return Piece(Brick(name, ROOM * share), **fields)  # type: ignore[arg-type]


def soft(name: str, share: float, **fields: object) -> Piece:
    return Piece(Brick(name, ROOM * share, True), **fields)  # type: ignore[arg-type]


def test_what_does_not_fit_goes_to_the_next_page() -> None:
    assert pages_of(hard("a", 0.6), hard("b", 0.6), hard("c", 0.4)) == [["a"], ["b", "c"]]


def test_a_fresh_piece_begins_a_page_but_not_an_empty_one() -> None:
    pieces = (hard("a", 0.1, fresh=True), hard("b", 0.1, fresh=True), hard("c", 0.1))
    assert pages_of(*pieces) == [["a"], ["b", "c"]]


def test_a_heading_stays_with_what_follows() -> None:
    pieces = (hard("a", 0.7), hard("heading", 0.1, keep=True), hard("b", 0.5))
    assert pages_of(*pieces) == [["a"], ["heading", "b"]]


def test_a_heading_of_a_fresh_piece_comes_with_it() -> None:
    pieces = (hard("a", 0.1), hard("heading", 0.1, keep=True), hard("b", 0.1, fresh=True))
    assert pages_of(*pieces) == [["a"], ["heading", "b"]]


def test_soft_parts_are_parted() -> None:
    assert pages_of(hard("a", 0.5), soft("b", 1.2)) == [["a", "b"], ["b+"]]
    assert pages_of(soft("b", 2.5)) == [["b"], ["b+"], ["b++"]]


def test_a_heading_stays_with_the_beginning_of_a_soft_part() -> None:
    pieces = (hard("a", 0.7), hard("heading", 0.1, keep=True), soft("b", 0.9))
    assert pages_of(*pieces) == [["a", "heading", "b"], ["b+"]]


def test_what_can_neither_fit_nor_be_parted_stands_alone() -> None:
    assert pages_of(hard("a", 0.1), hard("b", 1.5), hard("c", 0.1)) == [["a"], ["b"], ["c"]]


def test_gaps_count_between_pieces_only() -> None:
    pager = Pager(CONTEXT)
    pager.place([hard("a", 0.2, gap=30.0), hard("b", 0.2, gap=30.0)])
    offsets = [offset for _, offset in pager.drafts[0].placed]
    assert offsets == pytest.approx([0.0, ROOM * 0.2 + 30.0])


def test_pages_of_targets_are_known() -> None:
    first, second = Target("node", "1"), Target("node", "2")
    pager = Pager(CONTEXT)
    pager.place([hard("a", 0.9, targets=(first,)), soft("b", 1.5, targets=(second,))])
    assert pager.pages_of == {first: 0, second: 0}


def test_head_and_foot() -> None:
    pager = Pager(CONTEXT)
    pager.place([hard("a", 0.9, running="第1章"), hard("b", 0.9), hard("c", 0.9, running="第2章")])
    number_drafts(pager.drafts, CONTEXT)
    pages = finish_scene("計画", pager.drafts, {}, CONTEXT).pages
    texts = [[text.text for text in page.texts()] for page in pages]
    title = "東京都北区DX推進計画2025（素案）"
    assert texts == [
        [title, "第1章", "- 1 -"],
        [title, "第1章", "- 2 -"],
        [title, "第2章", "- 3 -"],
    ]
    assert {text.role for page in pages for text in page.texts()} == {"artifact"}


def test_a_long_running_head_is_shortened() -> None:
    pager = Pager(CONTEXT)
    pager.place([hard("a", 0.1, running="長い名前" * 30)])
    number_drafts(pager.drafts, CONTEXT)
    (page,) = finish_scene("計画", pager.drafts, {}, CONTEXT).pages
    title, running, _ = page.texts()
    assert running.text.endswith("…")
    assert title.x + title.width < running.x


def test_the_binding_side_alternates_when_printed_double_sided() -> None:
    plan = dataclasses.replace(CONTEXT.plan, settings=PlanSettings(duplex=True))
    duplex = make_context(plan, FORM, FixedMetrics())
    margins = [left_margin(index, duplex) for index in range(3)]
    assert margins == pytest.approx([mm(25), mm(15), mm(25)])
    assert left_margin(1, CONTEXT) == pytest.approx(mm(20))
