"""The Kita sample against figures counted in the ward's published draft.

The file is read as plain JSON here: how the program reads it is tested beside its reader.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "kita.json"

# 事業名, 担当課, schedule rows that hold text, items: in printed order.
INITIATIVES = (
    ("電子申請の推進", "DX推進担当課、全庁", 3, 8),
    ("新・施設予約システムの導入", "情報システム担当課、経営改革・公共施設再配置推進担当課", 3, 4),
    (
        "書かない、待たない窓口の実現に向けた取組み",
        "窓口所管課、情報システム担当課、DX推進担当課",
        5,
        5,
    ),
    ("窓口におけるキャッシュレス決済の導入", "経営改革・公共施設再配置推進担当課", 2, 2),
    ("新たな収納手段の検討", "収納推進課、国保年金課、介護保険課、子どもわくわく課、保育課", 3, 3),
    ("高齢者デジタルデバイド解消事業", "長寿支援課", 4, 4),
    ("庁舎内設置のキオスク端末の案内・操作のサポート員を配置", "戸籍住民課", 2, 2),
    ("マイナンバーカード交付申請・健康保険証利用登録等のサポート実施", "戸籍住民課", 2, 2),
    ("北区公式ホームページのリニューアル", "広報課", 3, 3),
    ("区政に届け！オンライントーク", "区長室", 3, 7),
    ("町会・自治会活性化推進事業", "地域振興課", 6, 7),
    ("区民交通傷害保険のオンライン申し込み", "地域振興課", 3, 7),
    ("パワーアップ！環境ポータルサイト", "環境課", 2, 2),
    ("SNSを活用した地域美化活動の推進", "環境課", 2, 2),
    ("区内事業者へのデジタル化の段階に応じた支援", "産業振興課", 2, 4),
    ("商店街等のデジタル化支援", "産業振興課", 2, 2),
    ("事業者向け補助金診断・検索システムの運用", "産業振興課", 1, 1),
    (
        "児童相談所・こども家庭センター相談支援システムの導入",
        "出産・子育て支援担当課、児童相談所開設準備担当課、子ども家庭支援センター、保健サービス課",
        3,
        5,
    ),
    ("校務DXの推進", "学び未来課、学校支援課", 5, 9),
    ("社会教育関係団体登録窓口拡充および登録手続きのデジタル化", "生涯学習・学校地域連携課", 1, 2),
    ("「きたコン」端末を活用した児童へのアンケート調査", "教育指導課", 3, 3),
    ("バーチャル空間を活用した学習支援", "教育総合相談センター", 0, 0),
    ("オンラインを活用した不登校児童・生徒の学習支援", "教育総合相談センター", 0, 0),
    ("電子書籍・電子図書館の導入", "中央図書館", 1, 2),
    ("北区社会福祉事業団におけるICT・介護ロボット等導入・活用", "地域福祉課", 5, 5),
    ("高齢者ヘルシー入浴補助券のデジタル化", "長寿支援課", 5, 5),
    (
        "多職種連携コミュニケーションツールの活用による在宅療養支援体制の連携強化",
        "健康政策課",
        0,
        0,
    ),
    ("QRコード決済による自転車駐車場の整備", "土木管理課", 1, 2),
    ("防災分野におけるデジタル化の推進", "防災・危機管理課", 0, 0),
    ("避難所運営のDXと防災訓練の多様化", "防災・危機管理課、地域防災担当課", 3, 4),
    ("避難行動要支援者システムを活用したさらなる事務の効率化", "地域福祉課", 2, 2),
    ("生成AI、RPA等のデジタルツールの活用による業務の効率化", "DX推進担当課", 4, 5),
    ("業務改革（BPR）の推進", "経営改革・公共施設再配置推進担当課", 0, 0),
    ("オープンデータ・データ利活用の推進", "情報システム担当課、DX推進担当課、広報課", 4, 6),
    ("データを活用した事務事業評価制度の改定", "企画課", 2, 8),
    ("行政文書のデジタル化", "総務課、DX推進担当課、情報システム担当課、全庁", 0, 0),
    ("電子契約の推進", "契約管財課", 0, 0),
    ("工事提出書類削減、簡素化、電子化の推進", "営繕課、関係課", 2, 2),
    ("課税事務のデジタル化", "税務課", 6, 9),
    (
        "徴収率の向上・徴収業務の効率化",
        "収納推進課、国保年金課、介護保険課、子どもわくわく課",
        6,
        7,
    ),
    ("ペーパーレス化の推進", "環境課、DX推進担当課、情報システム担当課", 1, 1),
    ("会計事務のDX", "会計課", 3, 4),
    ("テレワークの推進", "職員課、情報システム担当課", 2, 3),
    ("生産性向上と政策イノベーション創出に向けた環境整備の推進", "DX推進担当課、関係課", 4, 5),
    ("安全・安心なデジタル技術の活用に向けたセキュリティ等の確保", "情報システム担当課", 7, 10),
    (
        "クラウドサービス「ガバメントクラウド」の利用による標準化移行対応",
        "情報システム担当課",
        2,
        2,
    ),
    ("情報系ネットワークの更新・再構築", "情報システム担当課", 0, 0),
    ("庁内におけるDX推進体制の整備", "DX推進担当課", 3, 5),
    ("外部人材の活用", "DX推進担当課、情報システム担当課", 2, 2),
)
NODES = (
    ("基本方針", "", "区民サービスのDX推進", 0),
    ("丸数字", "", "行かない、書かない、待たない窓口の実現", 0),
    ("施策", "", "区の行政手続きの原則オンライン化", 2),
    ("施策", "", "窓口手続きのストレスフリー化", 3),
    ("施策", "", "デジタルに不慣れな方へのサポート推進", 3),
    ("丸数字", "", "あらゆる分野の行政サービスのDX", 0),
    ("施策", "", "区民生活DX", 6),
    ("施策", "", "区内事業者DX", 3),
    ("施策", "", "子育て・教育DX", 7),
    ("施策", "", "健康・福祉DX", 3),
    ("施策", "", "まちづくりDX", 1),
    ("施策", "", "防災DX", 3),
    ("基本方針", "", "区政運営のDX推進", 0),
    ("丸数字", "", "デジタル活用による業務の高度化・内部事務の効率化", 0),
    ("施策", "", "デジタルツールの導入・活用", 2),
    ("施策", "", "オープンデータ・データ利活用の推進", 2),
    ("施策", "", "内部業務のデジタル化", 7),
    ("丸数字", "", "職員のライフステージに合った多様な働き方の実現", 0),
    ("施策", "", "テレワークの推進", 1),
    ("施策", "", "場所を選ばず連携できる職場環境の整備", 1),
    ("基本方針", "●", "DXを支える基盤整備", 5),
)
# Position in the plan, and how many rows of the lost or damaged schedule stand there blank.
LOST = {22: 0, 23: 3, 27: 1, 29: 4, 33: 1, 36: 0, 37: 1, 47: 0}
PARTIAL = 41
DIVIDED = {6: 4, 12: 3, 36: 4}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def plan() -> Json:
    loaded: Json = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return loaded


def walk(node: Json) -> Iterator[Json]:
    yield node
    for child in node["children"]:
        yield from walk(child)


def nodes(plan: Json) -> list[Json]:
    return [node for root in plan["outline"] for node in walk(root)]


def initiatives(plan: Json) -> list[Json]:
    return [initiative for node in nodes(plan) for initiative in node["initiatives"]]


def items_of(initiative: Json) -> list[Json]:
    return [item for row in initiative["schedule"]["rows"] for item in row]


def items(plan: Json) -> list[Json]:
    return [item for initiative in initiatives(plan) for item in items_of(initiative)]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def years(item: Json) -> tuple[int, int]:
    """Give first and last fiscal year; every span of the sample is whole years."""
    first, last = re.fullmatch(r"(\d{4})-04 (\d{4})-03", f"{item['start']} {item['end']}").groups()  # type: ignore[union-attr]
    return int(first), int(last) - 1


def spans(plan: Json, number: int) -> list[list[tuple[int, int, str]]]:
    """Give (first, last, text) of the items of the number-th initiative, row by row."""
    rows = initiatives(plan)[number - 1]["schedule"]["rows"]
    return [[(*years(item), item["text"]) for item in row] for row in rows]


def blocks(plan: Json, kind: str) -> list[Json]:
    return [one for part in plan["sections"] for one in part["blocks"] if one["kind"] == kind]


def test_the_head_names_the_draft(plan: Json) -> None:
    assert plan["schema"] == 1
    assert (plan["title"], plan["ward"]) == ("東京都北区DX推進計画2025", "東京都北区")
    assert (plan["form"], plan["stage"]) == ("kita", "素案")
    assert plan["period"] == {"first": 2025, "last": 2029}


def test_every_initiative_has_its_name_departments_and_rows(plan: Json) -> None:
    found = tuple(
        (
            one["name"],
            "、".join(one["departments"]),
            sum(bool(row) for row in one["schedule"]["rows"]),
            len(items_of(one)),
        )
        for one in initiatives(plan)
    )
    assert found == INITIATIVES


def test_the_outline_stands_in_printed_order(plan: Json) -> None:
    found = tuple(
        (node["level"], node["symbol"], node["name"], len(node["initiatives"]))
        for node in nodes(plan)
    )
    assert found == NODES


def test_counts_of_the_outline(plan: Json) -> None:
    branches = [node for node in nodes(plan) if node["level"] == "丸数字" or node["symbol"]]
    counts = [sum(len(node["initiatives"]) for node in walk(branch)) for branch in branches]
    assert counts == [8, 23, 11, 2, 5]
    assert sum(node["level"] == "施策" for node in nodes(plan)) == 14
    assert len(initiatives(plan)) == 49


def test_no_name_holds_its_derived_number(plan: Json) -> None:
    names = [one["name"] for one in [*nodes(plan), *initiatives(plan)]]
    names += [section["heading"] for section in plan["sections"]]
    assert not [name for name in names if re.match(r"[0-9（(①-⑳]", name)]


def test_visions_and_bullets(plan: Json) -> None:
    assert [node["vision"] for node in nodes(plan) if node["vision"]] == [
        ["区民サービスの利便性向上", "区民の負担軽減"],
        ["質の高い行政サービスの提供"],
        ["職員が", "「人にしかできない業務」", "に注力"],
        ["職員一人ひとりが", "最大限の力を発揮する区役所"],
    ]
    assert [len(node["bullets"]) for node in nodes(plan) if node["bullets"]] == [2, 2, 2, 2, 3]


def test_leads_stand_at_either_level(plan: Json) -> None:
    led = [node["name"] for node in nodes(plan) if node["lead"]]
    assert len(led) == 7
    assert "行かない、書かない、待たない窓口の実現" not in led
    assert "あらゆる分野の行政サービスのDX" in led


def test_departments(plan: Json) -> None:
    departments = plan["departments"]
    collective = [one["name"] for one in departments if one["collective"]]
    assert len({one["name"] for one in departments}) == len(departments) == 40
    assert sorted(collective) == sorted(["全庁", "関係課", "窓口所管課"])
    used = Counter(name for one in initiatives(plan) for name in one["departments"])
    assert set(used) == {one["name"] for one in departments}
    assert used.most_common(2) == [("情報システム担当課", 10), ("DX推進担当課", 9)]
    sizes = Counter(len(one["departments"]) for one in initiatives(plan))
    assert sizes == {1: 34, 2: 8, 3: 3, 4: 3, 5: 1}


def test_counts_of_rows_and_items(plan: Json) -> None:
    rows = [row for one in initiatives(plan) for row in one["schedule"]["rows"]]
    assert sum(bool(row) for row in rows) == 125
    assert sum(not row for row in rows) == 11
    assert Counter(item["kind"] for item in items(plan)) == {"arrow": 169, "note": 3, "dashed": 1}
    assert all(item["text"] for item in items(plan))


def test_lost_schedules_keep_their_blank_rows(plan: Json) -> None:
    everything = dict(enumerate(initiatives(plan), start=1))
    lost = {
        number: len(one["schedule"]["rows"])
        for number, one in everything.items()
        if one["schedule"]["state"] == "lost"
    }
    assert lost == LOST
    partial = [n for n, one in everything.items() if one["schedule"]["state"] == "partial"]
    assert partial == [PARTIAL]
    blank, damaged = everything[PARTIAL]["schedule"]["rows"]
    assert blank == []
    assert [item["kind"] for item in damaged] == ["dashed"]
    complete = [one for one in everything.values() if one["schedule"]["state"] == "complete"]
    assert len(complete) == 40
    assert all(row for one in complete for row in one["schedule"]["rows"])


def test_divided_years(plan: Json) -> None:
    divisions = {
        number: one["schedule"]["divisions"]
        for number, one in enumerate(initiatives(plan), start=1)
        if one["schedule"]["divisions"] != 1
    }
    assert divisions == DIVIDED


def test_spans_are_whole_years_inside_the_plan(plan: Json) -> None:
    for one in initiatives(plan):
        for row in one["schedule"]["rows"]:
            ends = [years(item) for item in row]
            assert all(2025 <= first <= last <= 2029 for first, last in ends), one["name"]
            pairs = pairwise(ends)
            assert all(left[1] < right[0] for left, right in pairs), one["name"]


def test_the_text_bounds_51_spans_and_leaves_122_open(plan: Json) -> None:
    assert Counter(item["span_confirmed"] for item in items(plan)) == {True: 51, False: 122}


def test_a_chain_of_arrows(plan: Json) -> None:
    assert spans(plan, 1)[0] == [
        (2025, 2025, "優先度の高い500手続の電子申請化"),
        (2026, 2026, "比較的優先度の高い600手続の電子申請化"),
        (2027, 2027, "残りの600手続の電子申請化\n電子申請100%達成"),
        (2028, 2029, "電子申請100%を維持"),
    ]


def test_a_staircase(plan: Json) -> None:
    assert spans(plan, 26) == [
        [(2025, 2025, "北区浴場組合等との事前協議")],
        [(2026, 2026, "システム構築")],
        [(2027, 2027, "要綱の変更")],
        [(2027, 2027, "説明(浴場組合等)\n周知(区民)")],
        [(2028, 2029, "実施\n(デジタル化)")],
    ]
    assert spans(plan, 42) == [
        [(2025, 2025, "製品調査・選定")],
        [(2026, 2026, "製品仕様の決定")],
        [(2026, 2028, "製品調達整備"), (2029, 2029, "導入～実施")],
    ]


@pytest.mark.parametrize(
    ("number", "row", "text"),
    [(10, 0, "オンライントーク年2～3回"), (12, 2, "募集"), (35, 0, "事務事業評価の実施")],
)
def test_the_same_text_in_every_year_is_five_items(
    plan: Json, number: int, row: int, text: str
) -> None:
    assert spans(plan, number)[row] == [(year, year, text) for year in range(2025, 2030)]


def test_first_arrows_may_start_late_or_run_for_two_years(plan: Json) -> None:
    assert spans(plan, 19)[0][0][:2] == (2026, 2027)
    assert spans(plan, 19)[1] == [(2028, 2029, "校務端末及び教務用端末統合準備")]
    assert spans(plan, 18)[0][0] == (2025, 2025, "システム導入準備期間")
    assert spans(plan, 18)[1][0] == (2025, 2026, "システム導入準備期間")


def test_items_that_began_before_the_plan(plan: Json) -> None:
    began = [item for item in items(plan) if "started" in item]
    assert Counter((one["started"]["year"], one["started"]["word"]) for one in began) == {
        (2024, "導入"): 6,
        (2022, "導入"): 2,
        (2021, "導入"): 1,
        (2019, "導入"): 1,
        (2023, "導入"): 1,
        (2010, "導入"): 1,
        (2016, "導入"): 1,
        (2024, "改修"): 1,
        (2023, "発足"): 1,
    }
    assert began == [item for item in items(plan) if item.get("opens_before")]
    assert all(item["start"] == "2025-04" for item in began)


def test_notes_of_items_stand_apart_from_their_text(plan: Json) -> None:
    noted = [item for item in items(plan) if item.get("note")]
    assert len(noted) == 8
    assert not [one["note"] for one in noted if "※" in one["note"]]
    with_sign = [item for item in items(plan) if "※" in item["text"]]
    assert [(one["kind"], one["text"][:6]) for one in with_sign] == [("note", "※児童相談所")]


def test_departments_named_inside_items(plan: Json) -> None:
    named = 0
    for one in initiatives(plan):
        for item in items_of(one):
            inside = item.get("departments", [])
            named += bool(inside)
            assert set(inside) <= set(one["departments"])
            assert not inside or item["text"].endswith(f"({'・'.join(inside)})")
    assert named == 8


def test_prefixes_stay_in_the_text(plan: Json) -> None:
    rows = initiatives(plan)[39 - 1]["schedule"]["rows"]
    assert len(rows) == 6
    assert all(item["text"].startswith("【") for row in rows for item in row)


def test_figures_that_stress_the_layout(plan: Json) -> None:
    lengths = {
        item["id"]: len("\n※".join(part for part in (item["text"], item.get("note", "")) if part))
        for item in items(plan)
    }
    assert max(len(one["name"]) for one in initiatives(plan)) == 36
    assert max(len("、".join(one["departments"])) for one in initiatives(plan)) == 44
    assert max(len(one["schedule"]["rows"]) for one in initiatives(plan)) == 7
    # The line break before ※ counts as one character.
    assert max(lengths.values()) - 1 == 94
    short = [lengths[one["id"]] for one in items(plan) if years(one)[0] == years(one)[1]]
    assert max(short) == 44


def test_summaries_are_as_long_as_those_of_the_draft(plan: Json) -> None:
    lengths = [len(one["summary"]) for one in initiatives(plan)]
    assert min(lengths) >= 40
    assert max(lengths) <= 223
    assert 4500 <= sum(lengths) <= 5500
    assert [len(one["notes"]) for one in initiatives(plan)] == [1, 0, 1] + [0] * 46


def test_ids_are_given_and_unique(plan: Json) -> None:
    ids = [one["id"] for one in plan["departments"] + plan["sections"] + nodes(plan)]
    ids += [one["id"] for one in initiatives(plan) + items(plan)]
    for one in initiatives(plan):
        schedule = one["schedule"]
        assert len(schedule["row_info"]) == len(schedule["rows"])
        ids += [row["id"] for row in schedule["row_info"]]
    assert len(ids) == len(set(ids)) == 40 + 15 + 21 + 49 + 173 + 136
    assert all(re.fullmatch(r"kita-[a-z](-?\d+)+", one) for one in ids)
    assert [one["id"] for one in initiatives(plan)] == [f"kita-i-{n:02d}" for n in range(1, 50)]


def test_sections_in_printing_order(plan: Json) -> None:
    assert [(one["level"], one["heading"], one["derived"]) for one in plan["sections"]] == [
        (1, "目的", ""),
        (1, "計画の位置づけ", ""),
        (1, "計画期間", ""),
        (1, "背景", ""),
        (2, "国の動向", ""),
        (2, "東京都の動向", ""),
        (2, "北区の取組み", ""),
        (1, "将来像と基本方針", ""),
        (2, "北区DXの将来像", ""),
        (2, "将来像実現のための基本方針", "policies"),
        (1, "施策と具体的な取組み", ""),
        (2, "施策", "outline"),
        (2, "具体的な取組み", "sheets"),
        (1, "推進体制", ""),
        (1, "【参考】掲載事業一覧", "initiative_list"),
    ]
    unnumbered = [one["heading"] for one in plan["sections"] if not one.get("numbered", True)]
    assert unnumbered == ["【参考】掲載事業一覧"]


def test_chronicles_and_timeline(plan: Json) -> None:
    chronicles = [block["entries"] for block in blocks(plan, "chronicle")]
    assert [len(entries) for entries in chronicles] == [5, 7, 5]
    everything = [entry for entries in chronicles for entry in entries]
    assert sum(entry["note"] == "以降、適宜改定" for entry in everything) == 3
    for entries in chronicles:
        times = [(entry["year"], entry["month"]) for entry in entries]
        assert times == sorted(times)
    assert min((entry["year"], entry["month"]) for entry in everything) == (2016, 12)
    assert max((entry["year"], entry["month"]) for entry in everything) == (2024, 4)
    (timeline,) = blocks(plan, "timeline")
    assert (timeline["first"], timeline["last"]) == (2025, 2030)
    assert [(row["start"], row["end"]) for row in timeline["rows"]] == [
        (None, None),
        (2024, 2033),
        (2025, 2029),
    ]


def test_the_slogan_is_quoted_with_its_source(plan: Json) -> None:
    (quote,) = blocks(plan, "quote")
    assert quote["text"].endswith("“誰一人取り残さない北区”")
    assert "きたDX推進方針" in quote["source"]


def test_the_lost_chart_has_a_place_and_its_footnotes(plan: Json) -> None:
    assert [block["caption"] for block in blocks(plan, "figure")] == ["推進体制図"]
    assert [block["mark"] for block in blocks(plan, "footnote")] == ["1", "2"]


def test_certain_conversion_errors_are_gone(plan: Json) -> None:
    everything = "\n".join(texts(plan))
    assert "デバインド" not in everything
    assert "支援事 業" not in everything
    assert not re.search(r"<[a-z/]|-------|[ 　\t]", everything)
    letters = {unicodedata.name(char, "?").split()[0] for char in set(everything)}
    assert "CYRILLIC" not in letters


def test_doubtful_wording_is_kept(plan: Json) -> None:
    wording = "\n".join(item["text"] + item.get("note", "") for item in items(plan))
    for doubtful in ("他言語翻訳", "環境活動取材して", "教務用端末", "各種規定整備"):
        assert doubtful in wording
    prose = "\n".join(texts(plan))
    for doubtful in ("内務事務", "実行性のある計画", "清算方法", "改定に繋がります"):
        assert doubtful in prose


def test_signs_are_those_of_the_draft(plan: Json) -> None:
    everything = "\n".join(texts(plan))
    assert not re.search("[０-９]", everything), "Kita writes half-width digits"
    assert "〜" not in everything, "Kita writes ～ (U+FF5E)"
    everything.encode("cp932")
