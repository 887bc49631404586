"""What the workbooks of the corpus say: invented initiatives, and facts of the Kita plan.

Belongs here: the true content, before anyone draws it. Months count from the first April of the
period, so the same content serves plans of other years.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

MONTHS = 12
_SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "kita.json"


@dataclass(frozen=True)
class Item:
    """A text over months; `started` is year and word of a ※ note such as ※令和6年度導入."""

    text: str
    start: int
    end: int
    kind: str = "arrow"
    started: tuple[int, str] | None = None
    opens_before: bool = False
    opens_after: bool = False


@dataclass(frozen=True)
class Initiative:
    """An initiative as the drawn sheet states it."""

    name: str
    departments: tuple[str, ...]
    summary: str
    rows: tuple[tuple[Item, ...], ...]
    number: str = ""
    notes: tuple[str, ...] = field(default=())


def years(text: str, first: int, last: int | None = None, **more: object) -> Item:
    """Give an item over whole years; the first year of the plan is 0."""
    end = first if last is None else last
    return Item(text, first * MONTHS, end * MONTHS + MONTHS - 1, **more)  # type: ignore[arg-type]


def _initiative(name: str, departments: str, summary: str, *rows: str) -> Initiative:
    """Read rows such as 「0 検討｜1-2 構築｜3-4 運用」."""
    read = []
    for row in rows:
        items = []
        for part in row.split("｜"):
            span, text = part.split(" ", 1)
            first, _, last = span.partition("-")
            items.append(years(text.replace("/", "\n"), int(first), int(last or first)))
        read.append(tuple(items))
    return Initiative(name, tuple(departments.split("、")), summary, tuple(read))


INVENTED = (
    _initiative(
        "道路占用申請のオンライン化",
        "土木管理課、情報システム担当課",
        "窓口と郵送で受け付けている道路占用の申請を、電子申請でも受け付けられるようにします。",
        "0 要件整理｜1 システム構築｜2-4 オンライン受付の運用",
        "1-2 職員向け操作研修｜3-4 手続の見直し",
    ),
    _initiative(
        "学童クラブ入会審査の効率化",
        "子どもわくわく課",
        "入会審査の入力と点数計算を自動化し、結果を早く保護者へ知らせます。",
        "0 業務分析｜1 試行｜2-4 本格実施",
        "0-4 保護者アンケートの実施",
    ),
    _initiative(
        "図書館資料のICタグ管理",
        "中央図書館",
        "資料にICタグを付け、貸出・返却・蔵書点検を速くします。",
        "0-1 ICタグ貼付(約40万点)｜2 自動貸出機の設置｜3-4 運用",
        "3 予約資料コーナーの改修",
    ),
    _initiative(
        "公園施設点検のタブレット化",
        "道路公園課、施設管理課",
        "公園遊具の点検結果を現地で入力し、写真とともに台帳へ反映します。",
        "0 点検項目の整理｜1-2 台帳の電子化｜3-4 全公園で実施",
    ),
    _initiative(
        "証明書交付窓口の混雑予測",
        "戸籍住民課、経営改革・公共施設再配置推進担当課",
        "過去の来庁者数から混雑を予測し、区民へ知らせます。",
        "0 データ収集｜1 予測モデルの検証｜2-4 予測の公開",
        "0-4 窓口アンケート",
        "2-4 人員配置への活用",
    ),
    _initiative(
        "避難所受付のデジタル化",
        "防災・危機管理課、地域振興課",
        "避難所での受付に二次元コードを用い、避難者名簿を速やかに作成します。",
        "0 方式の検討｜1-2 モデル避難所での訓練｜3-4 全避難所への展開",
    ),
    _initiative(
        "議会資料の電子配布",
        "区議会事務局",
        "議会資料を電子で配り、印刷と仕分けの手間を減らします。",
        "0 運用ルールの策定｜1-4 電子配布の実施",
        "0-1 端末の配備",
    ),
    _initiative(
        "健診予約システムの再構築",
        "健康政策課、情報システム担当課",
        "健診の予約・変更をいつでもできるようにし、受診率を高めます。",
        "0-1 調達準備｜2 再構築｜3-4 運用",
        "2 利用者テスト｜3-4 利用状況の検証",
    ),
    _initiative(
        "給与明細等の電子交付",
        "職員課",
        "給与明細と源泉徴収票を電子で交付します。",
        "0 検討｜1 導入｜2-4 運用",
    ),
    _initiative(
        "橋りょう台帳の三次元化",
        "土木政策課",
        "区が管理する橋りょうを三次元で測り、点検と補修の計画に用います。",
        "0 測量方法の検討｜1-3 測量/(年間10橋程度)｜4 台帳の公開",
        "1-4 補修計画への反映",
    ),
    _initiative(
        "外国人相談の多言語通訳",
        "総務課、全庁",
        "タブレットの遠隔通訳を窓口に置き、11言語で相談を受けます。",
        "0 2窓口で試行｜1 5窓口へ拡大｜2-4 全窓口で実施",
        "0-4 通訳記録の分析・職員研修",
    ),
    _initiative(
        "庁内会議の文字起こし",
        "DX推進担当課",
        "会議録の作成に音声認識を用い、作成時間を半分にします。",
        "0 製品比較｜1-4 全課で利用",
    ),
    _initiative(
        "保育園の連絡帳アプリ",
        "保育課",
        "欠席連絡と連絡帳をアプリで受け、保護者と保育士の負担を減らします。",
        "0 公立園1園で試行｜1-2 公立園へ順次導入｜3-4 全園で運用",
        "1-2 操作説明会｜3-4 満足度調査",
    ),
    _initiative(
        "空き家情報の地図化",
        "住宅課、建築課",
        "空き家の調査結果を地図に重ね、庁内で共有します。",
        "0-1 現地調査｜2 地図の作成｜3-4 庁内共有",
    ),
    _initiative(
        "ごみ分別案内チャットボット",
        "環境課",
        "ごみの分け方の問い合わせに、24時間自動で答えます。",
        "0 回答データの作成｜1-4 運用・回答の改善",
        "0-2 問い合わせの分析",
    ),
)


def kita_facts() -> tuple[Initiative, ...]:
    """Give initiatives of the Kita plan whose rows hold plain arrows only."""
    plan = json.loads(_SAMPLE.read_text("utf-8"))
    found: list[Initiative] = []

    def walk(node: dict) -> None:
        found.extend(_of_sample(one) for one in node.get("initiatives", ()) if _plain(one))
        for child in node.get("children", ()):
            walk(child)

    for node in plan["outline"]:
        walk(node)
    return tuple(found)


def _plain(one: dict) -> bool:
    items = [item for row in one["schedule"]["rows"] for item in row]
    simple = all(item["kind"] == "arrow" and "note" not in item for item in items)
    short = all(len(item["text"]) <= 34 for item in items)
    alike = any(a["text"] == b["text"] for row in one["schedule"]["rows"]
                for a, b in pairwise(row))  # fmt: skip
    return bool(items) and simple and short and not alike and len(one["schedule"]["rows"]) <= 4


def _month(text: str, first_year: int = 2025) -> int:
    year, month = map(int, text.split("-"))
    return (year - first_year) * MONTHS + month - 4


def _of_sample(one: dict) -> Initiative:
    rows = tuple(
        tuple(
            Item(
                item["text"] + "".join(f"({name})" for name in item.get("departments", ())[:1]),
                _month(item["start"]),
                _month(item["end"]),
                started=(item["started"]["year"], item["started"]["word"])
                if "started" in item
                else None,
                opens_before="started" in item,
            )
            for item in row
        )
        for row in one["schedule"]["rows"]
        if row
    )
    return Initiative(one["name"], tuple(one["departments"]), one["summary"], rows)


def choose(rng: random.Random, count: int, length: int) -> list[Initiative]:
    """Choose initiatives, numbered as on paper, cut to a plan of so many years."""
    pool = [*INVENTED, *kita_facts()]
    chosen = rng.sample(pool, count)
    numbering = rng.choice(("{a}-({b})", "{a}-{b}", "({b})", "{a}-（{b}）", "No.{n}", ""))
    cut = []
    for index, one in enumerate(chosen):
        number = numbering.format(a=index // 3 + 1, b=index % 3 + 1, n=index + 1)
        if numbering == "({b})":
            number = f"({index + 1})"
        cut.append(replace(one, number=number, rows=_cut(one.rows, length)))
    return cut


def _cut(rows: tuple[tuple[Item, ...], ...], length: int) -> tuple[tuple[Item, ...], ...]:
    """Leave out what lies behind the period, and shorten what passes its end."""
    last = length * MONTHS - 1
    kept = (
        tuple(replace(item, end=max(min(item.end, last), 0)) for item in row if item.start <= last)
        for row in rows
    )
    return tuple(row for row in kept if row)


def subdivide(
    rows: tuple[tuple[Item, ...], ...], unit: int, length: int, rng: random.Random
) -> tuple[tuple[Item, ...], ...]:
    """Move the borders between items into the years, by whole sub-columns of `unit` months."""
    moved = []
    for row in rows:
        items = list(row)
        for index, item in enumerate(items):
            shift = rng.randrange(0, MONTHS // unit) * unit
            follows = index + 1 < len(items) and items[index + 1].start == item.end + 1
            if follows:
                items[index] = replace(item, end=item.end + shift)
                items[index + 1] = replace(items[index + 1], start=item.end + shift + 1)
                if items[index + 1].start > items[index + 1].end:
                    items[index] = item
                    items[index + 1] = replace(items[index + 1], start=item.end + 1)
            elif item.end + 1 < length * MONTHS and index + 1 == len(items):
                items[index] = replace(item, end=item.end + shift)
        moved.append(tuple(items))
    return tuple(moved)
