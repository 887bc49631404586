"""見え消し of two plans: the pages, the PDF, and the words that name the two editions.

Belongs here: naming what is compared, laying out, writing. Does not belong here: comparing
(`comparison`) and the papers that are tables (`comparison_papers`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from kitaplanner.domain.plan import Plan
from kitaplanner.layout.scene import Scene
from kitaplanner.layout.tracked_text import Strike
from kitaplanner.layout.tracked_view import TrackedStyle, tracked_scene, tracked_strip
from kitaplanner.layout.years import full_date
from kitaplanner.operations.comparison import Comparison, split_address
from kitaplanner.storage.editions import Edition
from kitaplanner.storage.workspace import read_editions, read_plan

Progress = Callable[[int, int], None]


def edition_words(edition: Edition, plan: Plan) -> str:
    """Name a frozen edition with its day: 版「素案」（令和7年11月26日）."""
    return f"版「{edition.name}」" + _day(edition.date or plan.stage_date, plan)


def plan_words(name: str, plan: Plan) -> str:
    """Name a plan that is no frozen edition: 編集中の計画（案、令和8年2月10日）."""
    day = _day(plan.stage_date, plan).strip("（）")
    about = "、".join(filter(None, (plan.stage, day)))
    return name + (f"（{about}）" if about else "")


def usual_names(comparison: Comparison) -> tuple[str, str]:
    """Name two plans of which nothing is known but what is in them."""
    old, new = comparison.sides.old, comparison.sides.new
    return plan_words("変更前の計画", old), plan_words("変更後の計画", new)


def _day(iso: str, plan: Plan) -> str:
    return f"（{full_date(iso, plan.settings)}）" if iso else ""


def addressed_words(address: str) -> str:
    """Name what FILE or FILE@EDITION stands for; raise what opening raises."""
    path, name = split_address(address)
    plan = read_plan(path)
    if not name:
        return plan_words(path.name, plan)
    found = next(one for one in read_editions(path) if name in (one.name, one.id))
    return edition_words(found, plan)


def tracked_style(
    old: str,
    new: str,
    *,
    strike: Strike = "double_strike",
    is_whole: bool = False,
    day: date | None = None,
) -> TrackedStyle:
    """Say how to print: the names of both sides, and the day, today unless told otherwise."""
    today = day or date.today()  # noqa: DTZ011  # the office's calendar day
    return TrackedStyle(old, new, today.isoformat(), strike, is_whole)


def tracked_print(
    comparison: Comparison,
    style: TrackedStyle,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> Scene:
    """Lay out 見え消し, of all or `only` of some ids.

    `progress` hears (sheets done, sheets in all) and may raise Cancelled.
    """
    from kitaplanner.layout.metrics import bundled_metrics

    return tracked_scene(
        comparison.sides, comparison.differences, bundled_metrics(), style, progress, only
    )


def tracked_strip_print(comparison: Comparison, only: Collection[str]) -> Scene:
    """Lay out things of some ids alone for the screen."""
    from kitaplanner.layout.metrics import bundled_metrics

    return tracked_strip(comparison.sides, comparison.differences, bundled_metrics(), only)


def write_tracked_pdf(
    comparison: Comparison, path: Path, style: TrackedStyle, progress: Progress | None = None
) -> Scene:
    """Write 見え消し as PDF and give its scene."""
    from kitaplanner.export.pdf import write_pdf

    scene = tracked_print(comparison, style, progress)
    write_pdf(scene, path)
    return scene
