"""What a list says: initiatives, fields, items; and everything that it says beside them."""

from __future__ import annotations

import dataclasses

import pytest

from kitaplanner.domain.calendar import fiscal_year_of
from kitaplanner.domain.plan import Started
from kitaplanner.domain.reading import Reading, ReadInitiative
from kitaplanner.importers.list_workbook.columns import ColumnMapping, ColumnUse
from kitaplanner.importers.list_workbook.guess import guess_mapping
from kitaplanner.importers.list_workbook.reader import read_lists
from kitaplanner.importers.workbook.content import Cell, Shape, SheetContent
from tests.importers.list_workbook.lists import sheet_of, workbook_of

HEADER = "番号 | 事業名 | 担当課 | 令和7年度 | 令和8年度 | 令和9年度"


def read(rows: str, *merges: str, header: str = HEADER, fills: str = "") -> Reading:
    lines = "\n".join(line.strip() for line in rows.strip().splitlines())
    return read_lists(workbook_of(sheet_of(f"{header}\n{lines}", *merges, fills=fills)))


def bars_of(one: ReadInitiative) -> list[list[tuple[str, int, int]]]:
    return [
        [
            (bar.item.text, fiscal_year_of(bar.item.start), fiscal_year_of(bar.item.end))
            for bar in row.items
        ]
        for row in one.rows or ()
    ]


def doubts_of(reading: Reading) -> list[str]:
    return [
        bar.doubt
        for one in reading.initiatives
        for row in one.rows or ()
        for bar in row.items
        if bar.doubt
    ]


def test_a_row_is_an_initiative() -> None:
    reading = read(
        "1-(1) | 電子申請の推進 | DX推進担当課、生涯学習・地域連携課 | 調査 | 導入 | 運用"
    )
    (one,) = reading.initiatives
    assert (one.number, one.where, one.doubt) == ("1-(1)", "一覧!B2", "")
    assert one.field("name").value == "電子申請の推進"  # type: ignore[union-attr]
    departments = one.field("departments")
    assert departments is not None
    assert departments.value == ("DX推進担当課", "生涯学習・地域連携課")
    assert (departments.where, departments.doubt) == ("一覧!C2", "")
    assert one.field("summary") is None
    assert bars_of(one) == [[("調査", 2025, 2025), ("導入", 2026, 2026), ("運用", 2027, 2027)]]
    assert one.rows is not None
    assert one.rows[0].items[1].where == "一覧!E2"
    assert one.divisions == 1
    assert (reading.not_understood, reading.remarks) == ((), ())


def test_the_number_may_stand_before_the_name() -> None:
    header = "事業名 | 令和7年度 | 令和8年度"
    reading = read("2-(3) 新・施設¥予約システム | a |\n2つの窓口を1つに | b |", header=header)
    first, second = reading.initiatives
    assert (first.number, first.field("name").value) == ("2-(3)", "新・施設予約システム")  # type: ignore[union-attr]
    assert (second.number, second.field("name").value) == ("", "2つの窓口を1つに")  # type: ignore[union-attr]


def test_further_rows_belong_to_the_initiative_above() -> None:
    reading = read(
        """
        1 | 電子申請 | 広報課 | 調査 | 導入 |
         | | | 研修 | |
        2 | 予約 | 防災課 | | 更改 |
        2 | 予約 | 防災課 | | | 運用
        """
    )
    first, second = reading.initiatives
    assert bars_of(first) == [
        [("調査", 2025, 2025), ("導入", 2026, 2026)], [("研修", 2025, 2025)],
    ]  # fmt: skip
    assert bars_of(second) == [[("更改", 2026, 2026)], [("運用", 2027, 2027)]]
    assert second.doubt == ""


def test_a_merged_name_covers_its_rows() -> None:
    rows = "1 | 電子申請 | 広報課 | 調査 | | \n | | | | 研修 | \n2 | 予約 | 防災課 | a | |"
    first, second = read(rows, "A2:A3", "B2:B3", "C2:C3").initiatives
    assert bars_of(first) == [[("調査", 2025, 2025)], [("研修", 2026, 2026)]]
    assert bars_of(second) == [[("a", 2025, 2025)]]


def test_the_same_name_again_without_a_number_is_doubted() -> None:
    header = "事業名 | 令和7年度 | 令和8年度"
    (one,) = read("電子申請 | 調査 |\n電子 申請 | | 導入", header=header).initiatives
    assert len(bars_of(one)) == 2
    assert "続く行の事業名が同じ" in one.doubt


def test_merged_cells_and_typed_arrows_are_long() -> None:
    reading = read(
        "1 | a | b | 通年 | | \n2 | c | d | 調査 | → | 導入\n3 | e | f | 検討 | ――＞ | ⇒",
        "D2:F2",
    )
    assert [bars_of(one)[0] for one in reading.initiatives] == [
        [("通年", 2025, 2027)],
        [("調査", 2025, 2026), ("導入", 2027, 2027)],
        [("検討", 2025, 2027)],
    ]
    assert doubts_of(reading) == []


@pytest.mark.parametrize(
    ("cells", "bars", "doubt"),
    [
        ("運用 | 運用 | 拡充", [("運用", 2025, 2026), ("拡充", 2027, 2027)], "1本の矢印に"),
        ("運用 | 〃 | 同左", [("運用", 2025, 2027)], "続きとみなしました"),
        ("○ | |", [("○", 2025, 2025)], "印だけ"),
    ],
)
def test_what_is_interpreted_is_doubted(
    cells: str, bars: list[tuple[str, int, int]], doubt: str
) -> None:
    reading = read(f"1 | a | b | {cells}")
    assert bars_of(reading.initiatives[0]) == [bars]
    assert len(doubts_of(reading)) == 1
    assert doubt in doubts_of(reading)[0]


def test_repeated_texts_stay_apart_where_long_items_are_drawn_otherwise() -> None:
    reading = read("1 | a | b | 運用 | 運用 |\n2 | c | d | 調査 | → | 導入")
    assert bars_of(reading.initiatives[0]) == [[("運用", 2025, 2025), ("運用", 2026, 2026)]]
    assert doubts_of(reading) == ["隣り合う同じ文言を、年度ごとの別の項目としました。"]


def test_a_painted_cell_goes_on_where_only_the_bar_is_painted() -> None:
    rows = "1 | a | b | 調査 | | \n2 | c | d | 導入 | | "
    painted = "D2=FFCC00 E2=FFCC00 A3=EEEEEE D3=EEEEEE E3=EEEEEE F3=EEEEEE"
    reading = read(rows, fills=painted)
    assert [bars_of(one)[0] for one in reading.initiatives] == [
        [("調査", 2025, 2026)], [("導入", 2025, 2025)],
    ]  # fmt: skip
    assert "塗りつぶし" in doubts_of(reading)[0]


def test_signs_for_nothing_are_nothing() -> None:
    reading = read("1 | a | ― | 調査 | - | なし")
    (one,) = reading.initiatives
    assert bars_of(one) == [[("調査", 2025, 2025)]]
    departments = one.field("departments")
    assert departments is not None
    assert (departments.value, departments.doubt) == ((), "")


def test_a_blank_field_is_doubted_and_so_is_a_blank_schedule() -> None:
    reading = read("1 | a | | 調査 | |\n2 | b | 広報課 | | |")
    departments = reading.initiatives[0].field("departments")
    assert departments is not None
    assert departments.value == ()
    assert "空欄" in departments.doubt
    assert reading.initiatives[1].rows == ()
    assert "年度の欄がすべて空欄" in reading.initiatives[1].doubt


def test_notes_of_items_are_parted_from_them() -> None:
    reading = read("1 | a | b | 運用¥※令和6年度導入¥※対象を拡大 | 調査¥設計 |")
    items = reading.initiatives[0].rows[0].items  # type: ignore[index]
    assert (items[0].item.text, items[0].item.note) == ("運用", "対象を拡大")
    assert items[0].item.started == Started(2024, "導入")
    assert items[1].item.text == "調査\n設計"


def test_headings_sums_and_notes_are_named_and_not_read() -> None:
    reading = read(
        """
        基本方針1　区民サービスの向上 | | | | |
        1 | 電子申請 | 広報課 | 調査 | |
        施策2 | | | | |
        番号 | 事業名 | 担当課 | 令和7年度 | 令和8年度 | 令和9年度
        2 | 予約 | 防災課 | 更改 | |
        合計 | | | 2件 | |
        ※年度は会計年度です。 | | | | |
        """,
        "A2:F2",
    )
    assert [one.number for one in reading.initiatives] == ["1", "2"]
    assert [(one.where, one.what) for one in reading.not_understood] == [
        ("一覧!A2", "「基本方針1　区民サービスの向上」"),
        ("一覧!A4", "「施策2」"),
        ("一覧!A7", "「合計」"),
        ("一覧!D7", "「2件」"),
        ("一覧!A8", "「※年度は会計年度です。」"),
    ]


def test_a_table_of_amounts_is_no_plan() -> None:
    reading = read("1 | 電子申請 | 広報課 | 1,200 | 300千円 | 5\n2 | 予約 | 防災課 | 0 | 0 | 0")
    assert reading.initiatives == ()
    assert len(reading.not_understood) == 6
    assert reading.remarks[0] == "事業を1件も読み取れませんでした。"
    assert "計画の一覧ではない" in reading.remarks[1]


def test_a_roster_is_no_plan() -> None:
    reading = read("1 | 広報課 | 主任 | 氏名1", header="No | 担当課 | 職 | 氏名")
    assert reading.initiatives == ()
    assert "事業名の列を選んで" in reading.remarks[1]


def test_arrows_drawn_over_the_years_make_their_rows_uncertain() -> None:
    sheet = sheet_of(f"{HEADER}\n1 | a | b | 調査 | |\n2 | c | d | 導入 | |\n3 | e | f | | |")
    arrow = Shape("矢印 1", "line", 3.1, 1.85, 5.9, 1.85, head=True)
    bar = Shape("矢印 2", "home_plate", 3, 3.1, 5, 3.9, text="研修")
    picture = Shape("写真", "picture", 3, 2, 5, 3)
    drawn = dataclasses.replace(sheet, shapes=(arrow, bar, picture))
    reading = read_lists(workbook_of(drawn))
    assert doubts_of(reading) == ["矢印などの図形が重なっているため、期間が違うかもしれません。"]
    assert [one.rows is None for one in reading.initiatives] == [False, False, True]
    assert [(one.where, one.what) for one in reading.not_understood] == [
        ("一覧!D2", "文字のない図形"),
        ("一覧!D4", "「研修」"),
    ]
    assert "様式の表として" in reading.remarks[0]


def test_paint_without_words_is_named_unless_all_is_painted() -> None:
    rows = "1 | a | b | 調査 | |\n2 | c | d | | |"
    reading = read(rows, fills="D3=FFCC00 E3=FFCC00")
    assert [(one.where, one.what) for one in reading.not_understood] == [
        ("一覧!D3", "塗りつぶし"),
        ("一覧!E3", "塗りつぶし"),
    ]
    painted = " ".join(f"{column}{row}=FFFFCC" for column in "DEF" for row in (2, 3))
    assert read(rows, fills=painted).not_understood == ()


def test_amounts_of_one_initiative_do_not_empty_its_schedule() -> None:
    reading = read("1 | 電子申請 | 広報課 | 調査 | |\n2 | 予約 | 防災課 | 300 | |")
    assert [one.rows is None for one in reading.initiatives] == [False, True]


def test_errors_and_missing_results_are_named_by_their_cells() -> None:
    sheet = sheet_of(f"{HEADER}\n1 | 電子申請 | 広報課 | 調査 | x | y")
    cells = tuple(
        dataclasses.replace(cell, text="#REF!", kind="error")
        if cell.text == "x"
        else dataclasses.replace(cell, text="", kind="not_calculated")
        if cell.text == "y"
        else cell
        for cell in sheet.cells
    )
    reading = read_lists(workbook_of(dataclasses.replace(sheet, cells=cells)))
    assert {one.where: one.why[:10] for one in reading.not_understood} == {
        "一覧!E2": "計算のエラーです。表",
        "一覧!F2": "計算結果が保存されて",
    }


def test_texts_without_a_header_are_named() -> None:
    reading = read("1 | 電子申請 | 広報課 | 調査 | | | 担当者の覚え書き")
    assert [(one.where, one.why) for one in reading.not_understood] == [
        ("一覧!G2", "見出しのない列にあります。")
    ]


def test_hidden_rows_are_not_read_and_told() -> None:
    sheet = sheet_of(f"{HEADER}\n1 | a | b | c | |\n2 | d | e | f | |")
    cells = tuple(dataclasses.replace(cell, hidden=cell.row == 2) for cell in sheet.cells)
    reading = read_lists(workbook_of(dataclasses.replace(sheet, cells=cells)))
    assert len(reading.initiatives) == 1
    assert "非表示の行や列にある1行分" in reading.remarks[0]


def test_a_workbook_without_a_list_says_why() -> None:
    hidden = SheetContent("裏", (Cell(0, 0, "事業名"),), hidden=True)
    reading = read_lists(workbook_of(sheet_of("品目 | 単価"), hidden))
    assert reading.initiatives == ()
    assert reading.remarks[0] == "事業を1件も読み取れませんでした。"
    assert "見出し" in reading.remarks[1]
    assert "非表示" in reading.remarks[2]


def test_the_person_s_mapping_counts() -> None:
    sheet = sheet_of("コード | 中身 | 区\n1 | 電子申請 | 広報課")
    assert guess_mapping(sheet) is None
    mapping = ColumnMapping(
        (0, 0), (ColumnUse("number"), ColumnUse("name"), ColumnUse("departments"))
    )
    reading = read_lists(workbook_of(sheet), {"一覧": mapping})
    (one,) = reading.initiatives
    assert (one.number, one.rows) == ("1", None)
    assert one.field("departments").value == ("広報課",)  # type: ignore[union-attr]


def test_halves_of_years_make_two_divisions() -> None:
    header = "事業名 | 令和7年度 | | 令和8年度 |\n | 上期 | 下期 | 上期 | 下期"
    reading = read("電子申請 | | 調査 | 導入 | 導入", header=header)
    (one,) = reading.initiatives
    assert one.divisions == 2
    assert one.rows is not None
    spans = [(bar.item.start % 12, bar.item.span.length) for bar in one.rows[0].items]
    assert spans == [(9, 6), (3, 12)]
