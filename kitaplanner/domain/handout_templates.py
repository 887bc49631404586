"""Templates of handouts for the steps of the yearly cycle (domain.md B2).

Belongs here: which papers a step takes and what stands in them at first. Everything can be changed
afterwards; a template is only used once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kitaplanner.domain.calendar import fiscal_year_of, format_fiscal_year, month_of
from kitaplanner.domain.handout import Handout, HandoutPart, HandoutPartKind, PaperSection
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.plan import Plan

Make: TypeAlias = Callable[["Occasion"], tuple[HandoutPart, ...]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """For which plan and day a handout is made; `editions` are frozen ones, the oldest first."""

    plan: Plan
    day: date
    editions: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Give the plan's title with its stage."""
        stage = self.plan.stage
        return self.plan.title + (f"（{stage}）" if stage else "")

    @property
    def last_edition(self) -> str:
        """Give the newest frozen edition, empty where there is none."""
        return self.editions[-1] if self.editions else ""

    @property
    def reported_year(self) -> int:
        """Give the fiscal year that was last completed, within the plan's period."""
        last = fiscal_year_of(month_of(self.day.year, self.day.month)) - 1
        period = self.plan.period
        return min(max(last, period.first), period.last)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of handout: when it is used, and how its parts are made."""

    name: str
    when: str
    make: Make


def make_handout(template: Template, plan: Plan, day: date, editions: Sequence[str]) -> Handout:
    """Make a handout from a template, with new ids."""
    parts = template.make(Occasion(plan, day, tuple(editions)))
    return Handout(new_id(), template.name, date=day.isoformat(), parts=parts)


def template_named(name: str) -> Template | None:
    """Give a template by its name."""
    return next((one for one in TEMPLATES if one.name == name), None)


def _part(kind: HandoutPartKind, title: str = "", **fields: object) -> HandoutPart:
    return HandoutPart(new_id(), kind, title, **fields)  # type: ignore[arg-type]


def _agenda(subject: str) -> HandoutPart:
    return _part("agenda", lines=("開会", f"報告事項　{subject}", "その他", "閉会"))


def _paper(subject: str, *sections: tuple[str, str]) -> HandoutPart:
    return _part("paper", subject, sections=tuple(PaperSection(*one) for one in sections))


def _draft(occasion: Occasion) -> tuple[HandoutPart, ...]:
    subject = f"{occasion.title}について"
    return (
        _agenda(subject),
        _paper(
            subject,
            ("趣旨", "計画の案を取りまとめたため、その内容を報告する。"),
            ("計画の概要", "概要版のとおり"),
            ("計画の内容", "本冊のとおり"),
            ("今後の予定", "・意見の募集\n・意見を踏まえた案の作成\n・計画の決定、公表"),
        ),
        _part("digest"),
        _part("booklet", occasion.title),
    )


def _answers(occasion: Occasion) -> tuple[HandoutPart, ...]:
    subject = f"{occasion.title}及び意見募集の結果について"
    return (
        _agenda(subject),
        _paper(
            subject,
            ("趣旨", "意見募集の結果と、これを踏まえた計画の案を報告する。"),
            ("意見募集の結果", "・期間\n・提出された人数と件数\n・主な意見は別紙のとおり"),
            ("案からの主な変更点", _changes(occasion)),
            ("今後の予定", "・計画の決定、公表"),
        ),
        _part("comments"),
        *_compared(occasion),
        _part("booklet", occasion.title),
    )


def _decision(occasion: Occasion) -> tuple[HandoutPart, ...]:
    subject = f"{occasion.plan.title}の決定について"
    return (
        _agenda(subject),
        _paper(
            subject,
            ("趣旨", "計画を決定したため、報告する。"),
            ("前回の報告からの変更点", _changes(occasion)),
            ("公表の方法", "・区のホームページ\n・区政資料室、図書館など"),
        ),
        *_compared(occasion),
        _part("digest"),
        _part("booklet", occasion.title),
    )


def _progress(occasion: Occasion) -> tuple[HandoutPart, ...]:
    year = format_fiscal_year(occasion.reported_year)
    subject = f"{occasion.plan.title}の{year}の進捗状況について"
    return (
        _agenda(subject),
        _paper(
            subject,
            ("趣旨", f"{year}の取組の進捗を取りまとめたため、報告する。"),
            ("全体の状況", "総括表のとおり"),
            ("今後の進め方", "遅れている事業は、理由を確かめ、次年度の取組に反映する。"),
        ),
        _part("progress", f"{year}　進捗状況一覧", year=occasion.reported_year),
    )


def _revision(occasion: Occasion) -> tuple[HandoutPart, ...]:
    subject = f"{occasion.plan.title}の一部改定について"
    return (
        _agenda(subject),
        _paper(
            subject,
            ("趣旨", "社会情勢の変化などに合わせ、計画の一部を改めるため、報告する。"),
            ("改定の内容", _changes(occasion)),
            ("今後の予定", "・改定版の公表"),
        ),
        *_compared(occasion),
    )


def _changes(occasion: Occasion) -> str:
    """Refer to 新旧対照表 where there is one, else leave the changes to be written."""
    return "新旧対照表のとおり" if _compared(occasion) else "・変更した事業とその内容"


def _compared(occasion: Occasion) -> tuple[HandoutPart, ...]:
    """Compare with the newest frozen edition; nothing where there is none yet."""
    old = occasion.last_edition
    return (_part("comparison", "新旧対照表", old=old),) if old else ()


TEMPLATES: tuple[Template, ...] = (
    Template("素案の報告", "9月～12月：素案がまとまったとき", _draft),
    Template("意見募集の結果と案の報告", "1月～2月：パブリックコメントのあと", _answers),
    Template("決定の報告", "3月：計画を決定したとき", _decision),
    Template("進捗の報告", "6月～9月：前年度の実績がそろったとき", _progress),
    Template("一部改定の報告", "随時：時点修正、追録", _revision),
)
