"""点検 of what is printed: text below 9 points on sheets, in the booklet, lists, charts, handouts.

Belongs here: which prints are laid out, and when again; a print whose contents stayed is not. It
runs where the checks run, beside the window's thread.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeAlias

from kitaplanner.domain.calendar import format_fiscal_year
from kitaplanner.domain.checks import Finding
from kitaplanner.domain.form import Form
from kitaplanner.domain.handout import Handout
from kitaplanner.domain.numbering import Numbering
from kitaplanner.domain.passages import Address
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.context import Metrics
from kitaplanner.layout.handouts import number_parts, part_scene
from kitaplanner.layout.imposition import TWO_UP_SCALE
from kitaplanner.layout.legibility import SMALLEST_LEGIBLE, SmallText, small_texts
from kitaplanner.layout.prints import list_scene, outline_scene, progress_scene
from kitaplanner.layout.scene import Scene
from kitaplanner.layout.sheets import sheet_scene

Step: TypeAlias = Callable[[], None]
_RULE = "small_text"
# Parts of a handout that are worded for it alone; the others are prints that are looked at already.
_OWN_PARTS = frozenset({"agenda", "paper", "comments", "digest"})
_NARROW_YEARS = "年度の区切りを減らすか、計画期間を短くしてください。"
_SHORTER = "文言を短くするか、様式の文字の大きさを確かめてください。"


class PrintSizes:
    """Looks for small text again and again; what stayed as it was is not laid out anew."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._kept: dict[str, tuple[Hashable, tuple[SmallText, ...]]] = {}
        self._sheets: dict[str, tuple[Initiative, object, tuple[SmallText, ...]]] = {}

    def steps(self, plan: Plan) -> int:
        """Give how often `findings` calls its step."""
        return sum(1 for _ in plan.initiatives()) + 1

    def findings(
        self, plan: Plan, numbering: Numbering, metrics: Metrics, step: Step, pulse: Step
    ) -> Iterator[Finding]:
        """Yield a finding for each thing that is printed too small.

        `step` is called when one of `steps` is done, `pulse` in between; both may raise Cancelled.
        """
        initiatives = list(plan.initiatives())
        for initiative in initiatives:
            small = self._on_sheet(plan, initiative, numbering, metrics)
            yield from (_on_sheet(initiative, one) for one in small)
            step()
        kept = ((one.id, self._sheets.get(one.id)) for one in initiatives)
        self._sheets = {one: sheet for one, sheet in kept if sheet is not None}
        yield from self._in_prints(plan, metrics, pulse)
        yield from (_two_up(one, self._form) for one in plan.handouts if one.two_up)
        yield from _in_form(self._form)
        step()

    def _on_sheet(
        self, plan: Plan, initiative: Initiative, numbering: Numbering, metrics: Metrics
    ) -> tuple[SmallText, ...]:
        around = (plan.period, plan.settings)
        kept = self._sheets.get(initiative.id)
        if kept is not None and kept[0] is initiative and kept[1] == around:
            return kept[2]
        small = small_texts(sheet_scene(plan, initiative, self._form, numbering, metrics).pages)
        self._sheets[initiative.id] = (initiative, around, small)
        return small

    def _in_prints(self, plan: Plan, metrics: Metrics, pulse: Step) -> Iterator[Finding]:
        bare = without_schedules(plan)
        for name, basis, lay_out in self._prints(plan, bare, metrics, pulse):
            pulse()
            kept = self._kept.get(name)
            if kept is None or kept[0] != basis:
                kept = self._kept[name] = (basis, small_texts(lay_out().pages))
            yield from (_in_print(name, one) for one in kept[1])

    def _prints(
        self, plan: Plan, bare: Plan, metrics: Metrics, pulse: Step
    ) -> Iterator[tuple[str, Hashable, Callable[[], Scene]]]:
        """Yield the prints with what they are made of, and how."""
        form = self._form
        derived = {one.derived for one in plan.sections}

        def go_on(_done: int, _total: int) -> None:
            pulse()

        yield "冊子", bare, lambda: booklet_scene(bare, form, metrics, go_on)
        if "initiative_list" not in derived:
            yield "掲載事業一覧", bare, lambda: list_scene(bare, form, metrics)
        if derived.isdisjoint({"outline", "outline_chart"}):
            yield "体系図", bare, lambda: outline_scene(bare, form, metrics)
        for year in _reported(plan):
            told = (bare, tuple(one.progress for one in plan.initiatives()))
            yield (
                f"{format_fiscal_year(year)}の進捗状況",
                told,
                _later(progress_scene, plan, form, metrics, year),
            )
        for handout in plan.handouts:
            if not handout.two_up:
                make = _later(_own_parts, bare, form, metrics, handout)
                yield f"委員会資料「{handout.name}」", (bare, handout), make


def _later(make: Callable[..., Scene], *args: object) -> Callable[[], Scene]:
    return lambda: make(*args)


def without_schedules(plan: Plan) -> Plan:
    """Give a plan with what the booklet shows around the sheets, and little on them."""
    return dataclasses.replace(
        plan,
        outline=tuple(_bare_node(one) for one in plan.outline),
        handouts=(),
        wordings=(),
        accepted=(),
    )


def _bare_node(node: Node) -> Node:
    return dataclasses.replace(
        node,
        children=tuple(_bare_node(one) for one in node.children),
        initiatives=tuple(
            Initiative(
                one.id,
                one.name,
                one.departments,
                marks=one.marks,
                terms=one.terms,
                number_from=one.number_from,
            )
            for one in node.initiatives
        ),
    )


def _reported(plan: Plan) -> list[int]:
    return sorted({one.year for each in plan.initiatives() for one in each.progress})


def _own_parts(plan: Plan, form: Form, metrics: Metrics, handout: Handout) -> Scene:
    scenes = [
        part_scene(plan, form, metrics, handout, placed, {})
        for placed in number_parts(handout)
        if placed.part.kind in _OWN_PARTS
    ]
    return Scene(handout.name, tuple(page for scene in scenes for page in scene.pages))


# --- what is said --------------------------------------------------------------------------------


def _on_sheet(initiative: Initiative, small: SmallText) -> Finding:
    target, size = small.target, f"{small.size:.1f}pt"
    smallest = f"{SMALLEST_LEGIBLE:g}ポイントより小さくなります（{size}）"
    if target is not None and target.kind == "item":
        sentence = (
            f"「{initiative.name}」の矢印の文字が{smallest}。"
            "文言を短くするか、期間や段を分けてください。"
        )
        address = Address("item", target.id, "text")
        return Finding(_RULE, "warning", sentence, initiative.id, target.id, address, size)
    advice = _NARROW_YEARS if target is None else _SHORTER
    sentence = f"「{initiative.name}」の個票の「{small.text}」などの文字が{smallest}。{advice}"
    return Finding(_RULE, "warning", sentence, initiative.id, evidence=size)


def _in_print(name: str, small: SmallText) -> Finding:
    size = f"{small.size:.1f}pt"
    sentence = (
        f"{name}の「{small.text}」の文字が{SMALLEST_LEGIBLE:g}ポイントより小さくなります（{size}）。"
        f"{_SHORTER}"
    )
    target = small.target
    initiative = target.id if target is not None and target.kind == "initiative" else ""
    address = None
    if target is not None and target.kind == "section":
        address = Address("section", target.id, "heading")
    elif target is not None and target.kind == "node":
        address = Address("node", target.id, "name")
    return Finding(
        _RULE, "warning", sentence, initiative, address=address, evidence=f"{name} {size}"
    )


def _two_up(handout: Handout, form: Form) -> Finding:
    """Say what becomes of the text of a handout with two pages on a sheet; that was chosen."""
    body, least = form.sizes.body * TWO_UP_SCALE, form.sizes.item_smallest * TWO_UP_SCALE
    sentence = (
        f"委員会資料「{handout.name}」は2ページを1枚に縮めて印刷するため、"
        f"本文が{body:.1f}ポイント、最も小さい文字が{least:.1f}ポイントになります。"
        "配る前に、読めるか確かめてください。"
    )
    address = Address("handout", handout.id, "two_up")
    return Finding(_RULE, "notice", sentence, address=address, evidence=f"{least:.1f}pt")


def _in_form(form: Form) -> Iterable[Finding]:
    """Say where the form itself asks for small text; that holds for every print."""
    sizes = form.sizes
    for words, size in (
        ("本文", sizes.body),
        ("事業名", sizes.name),
        ("項目名", sizes.label),
        ("年度の見出し", sizes.header),
        ("矢印", sizes.item),
        ("矢印の最小", sizes.item_smallest),
        ("柱とページ番号", sizes.running),
        ("図表の題", sizes.caption),
    ):
        if size < SMALLEST_LEGIBLE:
            sentence = (
                f"様式「{form.title}」の{words}の文字が{size:g}ポイントです。"
                f"{SMALLEST_LEGIBLE:g}ポイント以上にしてください。"
            )
            yield Finding(_RULE, "warning", sentence, evidence=f"{words} {size:g}pt")
