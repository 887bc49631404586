"""Cards and lists are read whole, and what is uncertain says why."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.plan import Started
from kitaplanner.importers.workbook.content import Shape
from tests.importers.official_sheet.sheets import arrow, doubts_of, items_of, read, sheet

CARD = (
    "事 業 名|1-(1)　電子申請の推進|担当課|DX推進担当課、全庁",
    "事業概要|申請を広げます。/※一部を除きます。",
    "（年度別実施計画）",
    "令和7年度|令和8年度|令和9年度|令和10年度",
)


def test_a_card_gives_number_name_departments_summary_and_notes() -> None:
    [one] = read(sheet(*CARD, "検討|導入|運用|", merges=((4, 2, 4, 3),))).initiatives

    assert one.number == "1-(1)"
    assert {field.name: field.value for field in one.fields} == {
        "name": "電子申請の推進",
        "departments": ("DX推進担当課", "全庁"),
        "summary": "申請を広げます。",
        "notes": ("一部を除きます。",),
    }
    assert one.where == "計画!A1:D5"


def test_merged_cells_give_the_span_without_a_doubt() -> None:
    reading = read(sheet(*CARD, "検討|導入|運用|", merges=((4, 2, 4, 3),)))

    assert items_of(reading) == [
        [
            ("検討", "2025-04", "2026-03"),
            ("導入", "2026-04", "2027-03"),
            ("運用", "2027-04", "2029-03"),
        ]
    ]
    assert doubts_of(reading) == ["", "", ""]


def test_a_single_cell_before_blank_ones_is_doubted_where_nothing_shows_lengths() -> None:
    reading = read(sheet(*CARD, "検討|導入||"))

    assert doubts_of(reading)[0] == ""
    assert "どこまで続くか" in doubts_of(reading)[1]


def test_the_same_text_in_each_year_is_one_item_that_may_be_several() -> None:
    reading = read(sheet(*CARD, "募集|募集|募集|運用"))

    assert items_of(reading)[0][0] == ("募集", "2025-04", "2028-03")
    assert "続けて入力" in doubts_of(reading)[0]


@pytest.mark.parametrize("signs", ["→|→|→", "⇒|⇒|⇒", "―――|―――|――→", "〃|〃|〃"])
def test_typed_arrows_carry_an_item_on(signs: str) -> None:
    reading = read(sheet(*CARD, f"検討|{signs}"))

    assert items_of(reading) == [[("検討", "2025-04", "2029-03")]]


def test_an_arrow_typed_apart_from_its_text_is_named_and_doubts_the_row() -> None:
    reading = read(sheet(*CARD, "検討||→|→"))

    assert [one.where for one in reading.not_understood] == ["計画!C5:D5"]
    assert doubts_of(reading)[0]


def test_a_fill_carries_a_text_on_unless_it_is_the_paper() -> None:
    fills = {(4, column): "BDD7EE" for column in (1, 2)}
    assert items_of(read(sheet(*CARD, "|導入||", fills=fills))) == [
        [("導入", "2026-04", "2028-03")]
    ]

    header = ("事業名|担当課|R7|R8|R9",)
    banded = {(1, column): "EEEEEE" for column in range(5)}
    reading = read(sheet(*header, "あの事業|課|導入||", fills=banded))
    assert items_of(reading) == [[("導入", "2025-04", "2026-03")]]


def test_a_colour_that_runs_under_two_texts_is_doubted() -> None:
    fills = {(4, column): "BDD7EE" for column in range(4)}
    reading = read(sheet(*CARD, "検討|運用||", "周知|||", fills=fills))

    assert items_of(reading)[0][1] == ("運用", "2026-04", "2029-03")
    assert "境目" in doubts_of(reading)[1]


def test_drawn_arrows_are_snapped_inward_and_doubted_far_from_a_border() -> None:
    shapes = (
        arrow(0.05, 4.1, 0.95, 4.9, "検討"),
        arrow(0.95, 4.1, 3.08, 4.9, "導入"),
        arrow(0.4, 5.1, 2.5, 5.9, "運用/※令和4年度導入".replace("/", "\n")),
    )
    reading = read(sheet(*CARD, "", "", shapes=shapes))

    assert items_of(reading) == [
        [("検討", "2025-04", "2026-03"), ("導入", "2026-04", "2028-03")],
        [("運用", "2025-04", "2028-03")],
    ]
    assert doubts_of(reading)[:2] == ["", ""]
    assert "始まりが" in doubts_of(reading)[2]
    assert "終わりが" in doubts_of(reading)[2]
    rows = reading.initiatives[0].rows or ()
    item = rows[1].items[0].item
    assert (item.started, item.opens_before) == (Started(2022, "導入"), True)


def test_an_arrow_that_passes_the_edges_stays_open() -> None:
    content = sheet(
        "事業名|担当課|R7|R8", "あの事業|課||", shapes=(arrow(1.7, 1.1, 4.3, 1.9, "運用"),)
    )
    reading = read(content)

    item = (reading.initiatives[0].rows or ())[0].items[0].item
    assert (item.opens_before, item.opens_after) == (True, True)


def test_an_arrow_without_text_takes_the_cell_below_it_and_a_stray_one_is_named() -> None:
    shapes = (
        Shape("", "line", 0.02, 4.9, 2.95, 4.9, filled=False, head=True),
        Shape("矢印: 右 3", "right_arrow", 2.0, 5.2, 3.9, 5.8),
    )
    reading = read(sheet(*CARD, "検討|||", "", shapes=shapes))

    assert items_of(reading) == [[("検討", "2025-04", "2028-03")]]
    assert [one.what for one in reading.not_understood] == ["矢印: 右 3"]


def test_a_shape_over_cells_that_say_the_same_is_one_item() -> None:
    shapes = (arrow(0.02, 4.1, 1.98, 4.9, "検討"),)
    reading = read(sheet(*CARD, "検討|||", merges=((4, 0, 4, 1),), shapes=shapes))

    assert items_of(reading) == [[("検討", "2025-04", "2027-03")]]
    assert doubts_of(reading) == [""]


def test_a_list_takes_rows_below_a_name_with_it_and_headings_apart() -> None:
    reading = read(
        sheet(
            "番号|事業名|所管課|R7|R8|R9|備考",
            "基本方針1",
            "1|甲の事業|甲課、乙課|検討|導入|運用|要調整",
            "|||周知|周知|周知|",
            "2|乙の事業|乙課||準備|運用|",
            "合計",
            "※年度は会計年度です。",
            merges=((1, 0, 1, 5),),
        )
    )

    assert [(one.number, len(one.rows or ())) for one in reading.initiatives] == [
        ("1", 2),
        ("2", 1),
    ]
    said = {one.what for one in reading.not_understood}
    assert {"基本方針1", "要調整", "合計", "※年度は会計年度です。"} <= said


def test_quarters_in_the_header_place_items_in_quarters() -> None:
    reading = read(
        sheet(
            "事業名|R7||||R8|||",
            "|1Q|2Q|3Q|4Q|1Q|2Q|3Q|4Q",
            "あの事業||検討||||導入||",
            merges=((0, 1, 0, 4), (0, 5, 0, 8), (2, 2, 2, 4), (2, 6, 2, 8), (0, 0, 1, 0)),
        )
    )

    assert items_of(reading) == [[("検討", "2025-07", "2026-03"), ("導入", "2026-07", "2027-03")]]
    assert reading.initiatives[0].divisions == 4


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (("事業名|所管課|R5|R6|R7", "甲|甲課|#120|#130|#140"), "数だけ"),
        (("番号|氏名|所属", "1|氏名|甲課"), "年度の見出し"),
        (("手続|R5|R6|R7", "住民票|増加|増加|減少"), "事業名や取組名"),
        (("",), "何も書かれていません"),
    ],
)
def test_a_sheet_without_a_plan_gives_nothing_and_says_why(rows: tuple[str, ...], why: str) -> None:
    reading = read(sheet(*rows))

    assert reading.initiatives == ()
    assert "1件も" in reading.remarks[0]
    assert why in reading.remarks[1]


def test_an_arrow_that_belongs_to_no_text_doubts_its_neighbours() -> None:
    stray = (Shape("", "right_arrow", 2.02, 4.2, 3.9, 4.8),)
    reading = read(sheet(*CARD, "検討|||", "周知|運用||", shapes=stray))

    assert "どの文字のものか" in doubts_of(reading)[0]


def test_a_text_taken_from_the_row_above_or_below_is_doubted() -> None:
    stray = (Shape("", "right_arrow", 2.02, 4.2, 3.9, 4.8),)
    reading = read(sheet(*CARD, "検討|||", "周知|運用|改善|評価", shapes=stray))

    taken = next(
        one for row in reading.initiatives[0].rows or () for one in row.items
        if one.item.text == "改善"
    )  # fmt: skip
    assert "上か下の行" in taken.doubt


def test_items_that_cross_stand_in_rows_of_their_own_and_are_doubted() -> None:
    shapes = (arrow(0.02, 4.1, 2.95, 4.9, "検討"), arrow(2.02, 4.2, 3.95, 4.8, "導入"))
    reading = read(sheet(*CARD, "", shapes=shapes))

    assert [len(row) for row in items_of(reading)] == [1, 1]
    assert all("期間が重なる" in doubt for doubt in doubts_of(reading))


def test_an_arrow_in_hidden_rows_is_named_and_not_read() -> None:
    content = sheet(*CARD, "検討|導入|運用|評価", "", shapes=(arrow(0, 5.1, 3.9, 5.9, "旧計画"),))
    heights = (*content.row_heights[:5], 0.0, *content.row_heights[6:])
    reading = read(dataclasses.replace(content, row_heights=heights))

    assert len(items_of(reading)) == 1
    assert [(one.what, "非表示" in one.why) for one in reading.not_understood] == [("旧計画", True)]


def test_what_stands_below_an_empty_row_is_doubted() -> None:
    shapes = (arrow(0.02, 4.1, 3.95, 4.9, "検討"), arrow(0.02, 6.1, 0.95, 6.9, "実施"))
    reading = read(sheet(*CARD, "", "", "", shapes=shapes))

    assert ["空いた行" in doubt for doubt in doubts_of(reading)] == [False, True]


def test_rows_of_results_and_tables_of_numbers_are_named_and_left_out() -> None:
    reading = read(
        sheet(
            "事業名|区分|R7|R8",
            "あの事業|計画|検討|導入",
            "|実績|予定どおり|",
            merges=((1, 0, 2, 0),),
        )
    )

    assert items_of(reading) == [[("検討", "2025-04", "2026-03"), ("導入", "2026-04", "2027-03")]]
    assert [one.what for one in reading.not_understood if "実績" in one.why] == ["予定どおり"]


def test_an_initiative_shown_twice_is_doubted() -> None:
    card = sheet(*CARD, "検討|導入|運用|評価")
    reading = read(card, dataclasses.replace(card, name="写し"))

    first, second = reading.initiatives
    assert first.doubt == ""
    assert "計画!A1" in second.doubt


def test_wrapped_lines_of_a_summary_are_joined_with_a_doubt() -> None:
    summary = "来庁した区民が手続を短い時間で終えられるように/します。/※一部の窓口を/除きます。"
    reading = read(sheet("事業名|窓口の改善", f"事業概要|{summary}", "R7|R8", "検討|導入"))

    [one] = reading.initiatives
    said = {field.name: (field.value, bool(field.doubt)) for field in one.fields}
    assert said["summary"] == ("来庁した区民が手続を短い時間で終えられるようにします。", True)
    assert said["notes"] == (("一部の窓口を除きます。",), False)
