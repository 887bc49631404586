"""The changes of an office's year, each made by a real operation, with the sentence it should give.

Belongs here: what people change between 素案 and 案, one kind of change a line, and the sentence
that an officer would say, written by hand. What is done with them is in `test_thirty_changes`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kitaplanner.domain.calendar import Period, month_of, year_span
from kitaplanner.domain.handout import Handout
from kitaplanner.domain.picture import Picture
from kitaplanner.domain.plan import (
    Block,
    Budget,
    ChronicleEntry,
    Indicator,
    Plan,
    Progress,
    Reference,
    Section,
    Started,
    Term,
)
from kitaplanner.domain.reorganisation import Reorganisation
from kitaplanner.operations import departments as departments_
from kitaplanner.operations import handouts, nodes, plan_settings, sections
from kitaplanner.operations import initiatives as initiatives_
from kitaplanner.operations import schedule_items as items
from kitaplanner.operations import schedule_rows as rows
from kitaplanner.operations.ending import end_initiative
from kitaplanner.operations.initiative_text import rewrite_summary
from kitaplanner.operations.reorganisation import reorganise_departments
from kitaplanner.operations.schedule_blocks import join_items, split_item
from kitaplanner.storage.document import Document

Doing = Callable[[Document], object]
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
APRIL_2026 = month_of(2026, 4)


@dataclass(frozen=True)
class Made:
    """A change as people make it: what is done, and the sentence that the comparison gives.

    `on_paper` is False for what no reader of the plan sees.
    """

    name: str
    do: Doing
    sentence: str
    on_paper: bool = True


def plan_of(document: Document) -> Plan:
    return document.snapshot


def initiative(document: Document, number: int) -> Any:
    found = document.snapshot.initiative(f"kita-i-{number:02d}")
    assert found is not None
    return found


def section(document: Document, number: int) -> Section:
    return next(one for one in document.snapshot.sections if one.id == f"kita-s-{number}")


def set_initiative(number: int, field: Any, value: Any) -> Doing:
    return lambda document: initiatives_.change_initiative(
        document, f"kita-i-{number:02d}", field, value
    )


def set_item(number: str, field: Any, value: Any) -> Doing:
    return lambda document: items.change_item(
        document, f"kita-i-{number[:2]}", f"kita-t-{number}", field, value
    )


def set_row(number: str, field: Any, value: Any) -> Doing:
    return lambda document: rows.change_row(
        document, f"kita-i-{number[:2]}", f"kita-r-{number}", field, value
    )


def set_node(number: str, field: Any, value: Any) -> Doing:
    return lambda document: nodes.change_node(document, f"kita-n-{number}", field, value)


def set_department(number: int, field: Any, value: Any) -> Doing:
    return lambda document: departments_.change_department(
        document, f"kita-d{number:02d}", field, value
    )


def reword(number: int, old: str, new: str) -> Doing:
    """Change words of the summary of an initiative."""

    def do(document: Document) -> object:
        one = initiative(document, number)
        assert old in one.summary
        return rewrite_summary(document, one.id, one.summary.replace(old, new, 1), one.notes)

    return do


def resize(number: str, first: int, last: int) -> Doing:
    return lambda document: items.resize_item(
        document, f"kita-i-{number[:2]}", f"kita-t-{number}", year_span(first, last)
    )


def reorganise(kind: Any, old: tuple[str, ...], new: tuple[str, ...]) -> Doing:
    wish = Reorganisation(kind, old, new, APRIL_2026)
    return lambda document: reorganise_departments(document, wish)


def set_block(number: int, index: int, **fields: Any) -> Doing:
    """Change a block of a section."""

    def do(document: Document) -> object:
        old = section(document, number)
        blocks = list(old.blocks)
        blocks[index] = replace(blocks[index], **fields)
        return sections.change_section(document, replace(old, blocks=tuple(blocks)))

    return do


def set_section(number: int, **fields: Any) -> Doing:
    return lambda document: sections.change_section(
        document, replace(section(document, number), **fields)
    )


def reword_block(number: int, index: int, old: str, new: str) -> Doing:
    def do(document: Document) -> object:
        text = section(document, number).blocks[index].text
        assert old in text
        return set_block(number, index, text=text.replace(old, new, 1))(document)

    return do


def add_event(document: Document) -> object:
    """Add an entry at the end of the chronology of the ward."""
    entries = section(document, 7).blocks[0].entries
    event = ChronicleEntry(2025, "北区DX推進計画2025を策定", 3)
    return set_block(7, 0, entries=(*entries, event))(document)


def place_picture(document: Document) -> object:
    picture = Picture("bild", "推進体制図.png", "image/png", 1, 1, _PNG)
    return sections.place_picture(document, _section(document, "組織の図"), 0, picture)


def add_figure(document: Document) -> object:
    """Write a figure that waits for its picture."""
    found = next(one for one in document.snapshot.sections if one.heading == "組織の図")
    return sections.change_section(document, replace(found, blocks=(Block("figure"),)))


def add_survey(document: Document) -> None:
    """Give an initiative without a schedule two rows, with an item in the first."""
    for _ in range(2):
        rows.add_row(document, "kita-i-36")
    row = initiative(document, 36).schedule.rows[0]
    items.add_item(document, "kita-i-36", row.id, year_span(2025, 2025), "実態調査")


def move_survey(document: Document) -> object:
    first, second = initiative(document, 36).schedule.rows
    return items.move_item(
        document, "kita-i-36", first.items[0].id, second.id, first.items[0].start
    )


def prepare(document: Document) -> None:
    """Write into the sample what it lacks and an office has: figures, references, marks."""
    target, planned = Indicator("ind-1", "電子申請の件数", "件", 2024, 1200), "planned"
    target = replace(target, targets=((2025, 2000), (2026, 3000)))
    for do in (
        set_initiative(2, "indicators", (target,)),
        set_initiative(3, "budgets", (Budget("bud-1", 2025, planned, 1200),)),
        set_initiative(4, "marks", ("新規",)),
        set_initiative(6, "effects", ("高齢者の孤立の防止",)),
        set_initiative(
            7, "references", (Reference("ref-1", "窓口案内の充実", target="kita-i-03"),)
        ),
        set_initiative(8, "terms", (Term("term-1", "マイナポータル", "国の手続用サイト"),)),
        set_row("39-1", "label", "現行システム"),
        lambda one: nodes.add_node(one, "kita-n-1-2", "観光DX"),
        lambda one: departments_.add_department(one, "情報政策準備室"),
        lambda one: sections.add_section(one, "問い合わせ先"),
        lambda one: sections.add_section(one, "組織の図"),
        add_figure,
        add_survey,
        lambda one: sections.change_terms(one, (Term("term-2", "DX", "デジタル変革"),)),
        lambda one: plan_settings.change_settings(one, "mark_meanings", (("★", "重点事業"),)),
    ):
        do(document)


def _added_node(document: Document, name: str) -> str:
    return next(one.id for one in document.snapshot.nodes() if one.name == name)


def _department(document: Document, name: str) -> str:
    return next(one.id for one in document.snapshot.departments if one.name == name)


def _section(document: Document, heading: str) -> str:
    return next(one.id for one in document.snapshot.sections if one.heading == heading)


PLAN = [
    Made(
        "plan-title",
        lambda one: plan_settings.change_plan(one, "title", "東京都北区DX推進計画2025改定版"),
        "計画の名称を「東京都北区DX推進計画2025」から「東京都北区DX推進計画2025改定版」に変更",
    ),
    Made(
        "plan-stage",
        lambda one: plan_settings.change_plan(one, "stage", "案"),
        "版を「素案」から「案」に変更",
        on_paper=False,
    ),
    Made(
        "plan-date",
        lambda one: plan_settings.change_plan(one, "stage_date", "2026-01-15"),
        "版の日付を令和8年1月15日に設定",
        on_paper=False,
    ),
    Made(
        "plan-period",
        lambda one: plan_settings.change_period(one, Period(2025, 2030)),
        "計画期間を令和7年度～令和11年度から令和7年度～令和12年度に変更",
    ),
    Made(
        "plan-year-style",
        lambda one: plan_settings.change_settings(one, "era_style", "both"),
        "年度の書き方を和暦から和暦（西暦）に変更",
    ),
    Made(
        "plan-digits",
        lambda one: plan_settings.change_settings(one, "digit_style", "single_full"),
        "数字の書き方を半角から1桁だけ全角に変更",
    ),
    Made(
        "plan-mark-meaning",
        lambda one: plan_settings.change_settings(one, "mark_meanings", (("★", "重点取組"),)),
        "印「★」の意味を「重点事業」から「重点取組」に変更",
    ),
    Made(
        "plan-duplex",
        lambda one: plan_settings.change_settings(one, "duplex", True),
        "両面印刷のとじしろを付けるよう変更",
        on_paper=False,
    ),
    Made(
        "plan-term",
        lambda one: sections.change_terms(one, (Term("term-2", "DX", "デジタルによる変革"),)),
        "用語「DX」の説明を「デジタル変革」から「デジタルによる変革」に変更",
    ),
    Made(
        "plan-handout",
        lambda one: handouts.add_handout(one, Handout("hand-1", "第1回本部会議")),
        "委員会資料「第1回本部会議」を追加",
        on_paper=False,
    ),
]

DEPARTMENTS = [
    Made(
        "department-renamed",
        set_department(11, "name", "広報広聴課"),
        "担当課の名称を「広報課」から「広報広聴課」に変更",
    ),
    Made(
        "department-added",
        lambda one: departments_.add_department(one, "デジタル政策課"),
        "担当課一覧に「デジタル政策課」を追加",
    ),
    Made(
        "department-removed",
        lambda one: departments_.remove_department(one, _department(one, "情報政策準備室")),
        "担当課一覧から「情報政策準備室」を削除",
    ),
    Made(
        "department-moved",
        lambda one: departments_.move_department(one, "kita-d36", 0),
        "担当課一覧の「会計課」の順序を変更",
    ),
    Made(
        "department-division",
        set_department(31, "division", "政策経営部"),
        "担当課「企画課」の部を「政策経営部」に設定",
    ),
    Made(
        "reorganisation-rename",
        reorganise("rename", ("学び未来課",), ("教育未来課",)),
        "組織改正（令和8年4月）により「学び未来課」を「教育未来課」に改称",
    ),
    Made(
        "reorganisation-merge",
        reorganise("merge", ("子どもわくわく課", "保育課"), ("こども未来課",)),
        "組織改正（令和8年4月）により「子どもわくわく課」「保育課」を「こども未来課」に統合",
    ),
    Made(
        "reorganisation-split",
        reorganise("split", ("環境課",), ("環境政策課", "ごみ減量推進課")),
        "組織改正（令和8年4月）により「環境課」を「環境政策課」「ごみ減量推進課」に分割",
    ),
]

HEADINGS = [
    Made(
        "node-renamed",
        set_node("1-2-1", "name", "区民生活のDX"),
        "施策の名称を「区民生活DX」から「区民生活のDX」に変更",
    ),
    Made(
        "node-lead",
        set_node("1-2-3", "lead", "子育てと教育の現場を支えます。"),
        "施策「子育て・教育DX」の説明文に「子育てと教育の現場を支えます。」を追加",
    ),
    Made(
        "node-vision",
        set_node("1-2", "vision", ("質の高い行政サービスの提供", "誰一人取り残さない行政")),
        "②「あらゆる分野の行政サービスのDX」の目指す姿に「誰一人取り残さない行政」を追加",
    ),
    Made(
        "node-bullets",
        lambda one: nodes.change_node(
            one, "kita-n-3", "bullets", one.snapshot.outline[-1].bullets[1:]
        ),
        "●「DXを支える基盤整備」の箇条書きから"
        "「セキュリティ等を確保し、デジタル技術を安全・安心に活用」を削除",
    ),
    Made(
        "node-added",
        lambda one: nodes.add_node(one, "kita-n-2-2", "人材育成"),
        "施策「人材育成」を追加",
    ),
    Made(
        "node-removed",
        lambda one: nodes.remove_node(one, _added_node(one, "観光DX")),
        "施策「観光DX」を削除",
    ),
    Made(
        "node-reordered",
        lambda one: nodes.move_node(one, "kita-n-1-2-6", "kita-n-1-2", 4),
        "施策「防災DX」の順序を変更（番号は6から5に）",
    ),
]

INITIATIVES = [
    Made(
        "initiative-renamed",
        set_initiative(1, "name", "電子申請の拡充"),
        "事業名を「電子申請の推進」から「電子申請の拡充」に変更",
    ),
    Made(
        "initiative-summary",
        reword(9, "手続きナビゲーション", "手続き案内"),
        "事業概要の「ナビゲーション」を「案内」に変更",
    ),
    Made(
        "initiative-departments-added",
        set_initiative(24, "departments", ("中央図書館", "企画課")),
        "担当課に「企画課」を追加",
    ),
    Made(
        "initiative-departments-removed",
        set_initiative(44, "departments", ("DX推進担当課",)),
        "担当課から「関係課」を削除",
    ),
    Made(
        "initiative-departments-order",
        set_initiative(49, "departments", ("情報システム担当課", "DX推進担当課")),
        "担当課の順序を「DX推進担当課、情報システム担当課」から「情報システム担当課、DX推進担当課」に変更",
    ),
    Made(
        "initiative-mark",
        set_initiative(4, "marks", ("拡充",)),
        "印を「新規」から「拡充」に変更",
    ),
    Made(
        "initiative-note",
        set_initiative(10, "notes", ("応募者が多いときは抽選とします。",)),
        "注記に「応募者が多いときは抽選とします。」を追加",
    ),
    Made(
        "initiative-effect",
        set_initiative(6, "effects", ("高齢者の孤立の防止", "利用者の増加")),
        "効果に「利用者の増加」を追加",
    ),
    Made(
        "initiative-reference-added",
        set_initiative(
            11, "references", (Reference("ref-2", "防災訓練の多様化", target="kita-i-30"),)
        ),
        "再掲「防災訓練の多様化」を追加",
    ),
    Made(
        "initiative-reference-removed",
        set_initiative(7, "references", ()),
        "再掲「窓口案内の充実」を削除",
    ),
    Made(
        "initiative-term",
        set_initiative(8, "terms", (Term("term-1", "マイナポータル", "国のオンライン窓口"),)),
        "用語「マイナポータル」の説明を「国の手続用サイト」から「国のオンライン窓口」に変更",
    ),
    Made(
        "initiative-indicator",
        set_initiative(
            2,
            "indicators",
            (Indicator("ind-1", "電子申請の件数", "件", 2024, 1200, ((2025, 2000), (2026, 3500))),),
        ),
        "令和8年度の指標「電子申請の件数」の目標を3,000件から3,500件に変更",
    ),
    Made(
        "initiative-budget",
        set_initiative(3, "budgets", (Budget("bud-1", 2025, "planned", 1500),)),
        "令和7年度の事業費（予算）を1,200千円から1,500千円に変更",
    ),
    Made(
        "initiative-budget-added",
        set_initiative(12, "budgets", (Budget("bud-2", 2026, "expected", 800),)),
        "令和8年度の事業費（見込）800千円を追加",
    ),
    Made(
        "initiative-progress",
        set_initiative(13, "progress", (Progress("pro-1", 2025, "順調"),)),
        "令和7年度の進捗「順調」を追加",
        on_paper=False,
    ),
    Made(
        "initiative-moved",
        lambda one: initiatives_.move_initiative(one, "kita-i-41", "kita-n-2-1-2"),
        "事業「ペーパーレス化の推進」を施策「内部業務のデジタル化」から"
        "施策「オープンデータ・データ利活用の推進」に移動（番号は3-(6)から2-(3)に）",
    ),
    Made(
        "initiative-reordered",
        lambda one: initiatives_.move_initiative(one, "kita-i-14", "kita-n-1-2-1", 0),
        "事業「SNSを活用した地域美化活動の推進」の順序を変更（番号は1-(6)から1-(1)に）",
    ),
    Made(
        "initiative-renumbered",
        set_initiative(48, "number_from", 5),
        "番号を(4)から(5)に変更",
    ),
    Made(
        "initiative-added",
        lambda one: initiatives_.add_initiative(one, "kita-n-2-1-1", "AI議事録の導入"),
        "事業「AI議事録の導入」を追加",
    ),
    Made(
        "initiative-removed",
        lambda one: initiatives_.remove_initiative(one, "kita-i-27"),
        "事業「多職種連携コミュニケーションツールの活用による在宅療養支援体制の連携強化」を削除",
    ),
    Made(
        "initiative-duplicated",
        lambda one: initiatives_.duplicate_initiative(one, "kita-i-38"),
        "事業「工事提出書類削減、簡素化、電子化の推進（写し）」を追加",
    ),
    Made(
        "initiative-ended",
        lambda one: end_initiative(one, "kita-i-15", 2026),
        "事業を令和8年度で終了",
    ),
    Made(
        "initiative-divisions",
        lambda one: initiatives_.change_divisions(one, "kita-i-47", 4),
        "年度の区切りを年単位から四半期単位に変更",
    ),
]

ROWS = [
    Made(
        "row-added",
        lambda one: rows.add_row(one, "kita-i-17"),
        "2行目に空の行を追加",
    ),
    Made(
        "row-removed",
        lambda one: rows.remove_row(one, "kita-i-20", "kita-r-20-1"),
        "「導入準備期間」（令和7年度～令和8年度）、「電子申請導入」（令和9年度～令和11年度）の行を削除",
    ),
    Made(
        "row-labelled",
        set_row("40-2", "label", "調査"),
        "2行目の見出しに「調査」を追加",
    ),
    Made(
        "row-relabelled",
        set_row("39-1", "label", "現行の仕組み"),
        "1行目の見出しを「現行システム」から「現行の仕組み」に変更",
    ),
    Made(
        "row-moved",
        lambda one: rows.move_row(one, "kita-i-25", "kita-r-25-5", 0),
        "5行目を1行目に移動",
    ),
    Made(
        "row-duplicated",
        lambda one: rows.duplicate_row(one, "kita-i-28", "kita-r-28-1"),
        "「QRコード決済限定の自転車駐車場の新設(2か所)」（令和7年度）、"
        "「QRコード決済による自転車駐車場の拡充検討」（令和8年度～令和11年度）の行を追加",
    ),
]

ITEMS = [
    Made(
        "item-lengthened",
        resize("26-2-1", 2026, 2027),
        "「システム構築」を令和8年度から令和8年度～令和9年度に延長",
    ),
    Made(
        "item-shortened",
        resize("14-1-1", 2025, 2027),
        "「北区版ごみ拾い活動見える化ページ(ウェブサイト)の開設・運用」を"
        "令和7年度～令和11年度から令和7年度～令和9年度に短縮",
    ),
    Made(
        "item-later",
        lambda one: items.move_item(one, "kita-i-46", "kita-t-46-1-1", "kita-r-46-1", APRIL_2026),
        "「環境構築」を令和7年度から令和8年度に後ろ倒し",
    ),
    Made(
        "item-earlier",
        lambda one: items.move_item(
            one, "kita-i-42", "kita-t-42-2-1", "kita-r-42-2", month_of(2025, 4)
        ),
        "「製品仕様の決定」を令和8年度から令和7年度に前倒し",
    ),
    Made(
        "item-other-row",
        move_survey,
        "「実態調査」を2行目に移動",
    ),
    Made(
        "item-split",
        lambda one: split_item(one, "kita-i-21", "kita-t-21-1-1", month_of(2027, 4)),
        "「システム利用促進」（令和7年度～令和11年度）を「システム利用促進」（令和7年度～令和8年度）、"
        "「システム利用促進」（令和9年度～令和11年度）に分割",
    ),
    Made(
        "item-joined",
        lambda one: join_items(one, "kita-i-30", ("kita-t-30-1-1", "kita-t-30-1-2")),
        "「避難所システムの導入検討」（令和7年度）、「避難所システムの導入」（令和8年度～令和11年度）を"
        "「避難所システムの導入検討 避難所システムの導入」（令和7年度～令和11年度）に統合",
    ),
    Made(
        "item-reworded",
        set_item("43-2-1", "text", "各種規程の整備"),
        "「各種規定整備」を「各種規程の整備」に変更",
    ),
    Made(
        "item-added",
        lambda one: items.add_item(
            one, "kita-i-33", "kita-r-33-1", year_span(2026, 2029), "業務量調査"
        ),
        "「業務量調査」（令和8年度～令和11年度）を追加",
    ),
    Made(
        "item-removed",
        lambda one: items.remove_items(one, "kita-i-31", ("kita-t-31-2-1",)),
        "「避難行動要支援者システムを利用した事務効率改善の検討」（令和7年度～令和11年度）を削除",
    ),
    Made(
        "item-kind",
        set_item("32-4-1", "kind", "dashed"),
        "「新たなデジタルツールの導入検討」を矢印から破線枠に変更",
    ),
    Made(
        "item-open-end",
        set_item("34-4-2", "opens_after", True),
        "「BIツールの導入・活用」を期末以降も続くものに変更",
    ),
    Made(
        "item-open-start",
        set_item("35-2-1", "opens_before", True),
        "「事務事業研修の実施」を期首前から続くものに変更",
    ),
    Made(
        "item-started",
        set_item("05-3-1", "started", Started(2023)),
        "「新たな収納手段の検討」の始期を令和5年度導入に設定",
    ),
    Made(
        "item-note",
        set_item("19-1-2", "note", "国の動向により見直す"),
        "「校務システムクラウド化」の注記に「国の動向により見直す」を追加",
    ),
    Made(
        "item-departments",
        set_item("18-2-2", "departments", ("児童相談所開設準備担当課",)),
        "「システム稼働 (児童相談所)」の担当課に「児童相談所開設準備担当課」を追加",
    ),
    Made(
        "item-confirmed",
        set_item("45-1-1", "span_confirmed", True),
        "「情報セキュリティ研修の実施」の期間を確認済みに変更",
        on_paper=False,
    ),
]

SECTIONS = [
    Made(
        "section-text",
        reword_block(1, 0, "全庁", "全職員"),
        "章「目的」の本文の「全庁」を「全職員」に変更",
    ),
    Made(
        "section-footnote",
        set_block(14, 3, text="政策経営部を担当する副区長"),
        "章「推進体制」の脚注※1を「政策経営部を担任する副区長」から"
        "「政策経営部を担当する副区長」に変更",
    ),
    Made(
        "section-chronicle",
        add_event,
        "節「北区の取組み」の年表に「令和7年3月　北区DX推進計画2025を策定」を追加",
    ),
    Made(
        "section-picture",
        place_picture,
        "章「組織の図」の図に画像「推進体制図.png」を掲載",
    ),
    Made(
        "section-heading",
        set_section(2, heading="計画の位置付け"),
        "章の見出しを「計画の位置づけ」から「計画の位置付け」に変更",
    ),
    Made(
        "section-added",
        lambda one: sections.add_section(one, "計画の進行管理", "kita-s-3"),
        "章「計画の進行管理」を追加",
    ),
    Made(
        "section-removed",
        lambda one: sections.remove_section(one, _section(one, "問い合わせ先")),
        "章「問い合わせ先」を削除",
    ),
    Made(
        "section-moved",
        lambda one: sections.move_section(one, "kita-s-6", -1),
        "節「東京都の動向」の順序を変更",
    ),
]
CHANGES = (*PLAN, *DEPARTMENTS, *HEADINGS, *INITIATIVES, *ROWS, *ITEMS, *SECTIONS)
