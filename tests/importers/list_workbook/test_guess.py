"""What the columns of a list hold, guessed from headers as wards write them."""

from __future__ import annotations

import pytest

from kitaplanner.domain.calendar import Span, first_month, year_span
from kitaplanner.importers.list_workbook.columns import (
    ColumnMapping,
    ColumnUse,
    plain_mapping,
    with_remembered,
)
from kitaplanner.importers.list_workbook.guess import blank_mapping, guess_mapping
from kitaplanner.importers.list_workbook.header_years import part_of_year, year_in
from kitaplanner.importers.workbook.content import SheetContent
from tests.importers.list_workbook.lists import sheet_of


def guessed(sheet: SheetContent) -> ColumnMapping:
    mapping = guess_mapping(sheet)
    assert mapping is not None
    return mapping


def roles(mapping: ColumnMapping) -> list[str]:
    return [one.role for one in mapping.columns]


def years(mapping: ColumnMapping) -> list[int]:
    return [one.span.start // 12 for one in mapping.columns if one.role == "schedule" and one.span]


@pytest.mark.parametrize(
    "spelling",
    [
        ("令和7年度", "令和8年度", "令和9年度"),
        ("令和７年度", "令和８年度", "令和９年度"),
        ("令和7", "8", "9"),
        ("令和7年度", "8年度", "9年度"),
        ("R7", "R8", "R9"),
        ("Ｒ７年度", "Ｒ８年度", "Ｒ９年度"),
        ("R07", "R08", "R09"),
        ("2025", "2026", "2027"),
        ("2025年度", "2026年度", "2027年度"),
        ("令和7年度¥(2025)", "令和8年度¥(2026)", "令和9年度¥(2027)"),
        ("令和7(2025)年度", "令和8(2026)年度", "令和9(2027)年度"),
        ("2025年度（令和7年度）", "2026年度（令和8年度）", "2027年度（令和9年度）"),
        ("令和７年度¥計画", "令和８年度¥計画", "令和９年度¥計画"),
        ("令 和 7 年 度", "令 和 8 年 度", "令 和 9 年 度"),
        ("令和　7年度", "令和　8年度", "令和　9年度"),
        ("R7年度取組内容", "R8年度取組内容", "R9年度取組内容"),
    ],
)
def test_years_in_every_spelling(spelling: tuple[str, str, str]) -> None:
    mapping = guessed(sheet_of(f"番号 | 事業名 | 担当課 | {' | '.join(spelling)}"))
    assert roles(mapping) == ["number", "name", "departments", *["schedule"] * 3]
    assert years(mapping) == [2025, 2026, 2027]
    assert mapping.problems == ()


@pytest.mark.parametrize(
    ("text", "before", "era", "year"),
    [
        ("平成31年度（令和元年度）", None, "", 2019),
        ("平成31/令和元年度", None, "", 2019),
        ("31", 2018, "", 2019),
        ("元", 2018, "", 2019),
        ("元年度", 2018, "", 2019),
        ("2", 2019, "", 2020),
        ("7", None, "令和", 2025),
        ("7", None, "", None),
        ("9", 2025, "", None),
        ("R8（2025）", None, "", None),
        ("R7/R8", None, "", None),
        ("令和7年4月", None, "", None),
        ("第7期", None, "", None),
        ("事業費", 2025, "", None),
    ],
)
def test_what_is_a_year_and_what_is_not(
    text: str, before: int | None, era: str, year: int | None
) -> None:
    assert year_in(text, before, era) == year


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("第1四半期", (0, 3)), ("4Q", (9, 3)), ("Ｑ２", (3, 3)), ("第三四半期", (6, 3)),
        ("上期", (0, 6)), ("下半期", (6, 6)), ("4月", (0, 1)), ("３月", (11, 1)),
        ("4～6月", (0, 3)), ("1月-3月", (9, 3)), ("3～4月", None), ("13月", None), ("4", None),
    ],
)  # fmt: skip
def test_parts_of_years(text: str, part: tuple[int, int] | None) -> None:
    assert part_of_year(text) == part


def test_titles_above_the_header_are_passed_over() -> None:
    sheet = sheet_of(
        """
        令和7年度～令和9年度　実施計画　事業一覧
         |  |  |  | 令和7年4月1日現在
        記入要領：黄色の欄だけを直してください。

        No. | 事　業　名 | 担当課名 | 事業の概要 | R7 | R8 | R9 | 備考
        1 | 電子申請 | DX推進担当課 | 概要 | 調査 | 導入 | 運用 |
        """
    )
    mapping = guessed(sheet)
    assert mapping.header_rows == (4, 4)
    assert roles(mapping) == [
        "number", "name", "departments", "summary", *["schedule"] * 3, "notes",
    ]  # fmt: skip


def test_a_header_of_two_lines_with_quarters() -> None:
    sheet = sheet_of(
        """
        番号 | 事業名 | 令和7年度 | | 令和8年度 | |
         | | 上期 | 下期 | 上期 | 下期 | 備考
        1 | 電子申請 | 調査 | | | 導入 |
        """,
        "A1:A2", "B1:B2", "C1:D1", "E1:F1",
    )  # fmt: skip
    mapping = guessed(sheet)
    assert mapping.header_rows == (0, 1)
    april = first_month(2025)
    assert [one.span for one in mapping.columns[2:6]] == [
        Span(april, april + 5), Span(april + 6, april + 11),
        Span(april + 12, april + 17), Span(april + 18, april + 23),
    ]  # fmt: skip
    assert mapping.columns[6].role == "notes"
    assert mapping.columns[2].header == "令和7年度 上期"


def test_a_caption_over_the_years_and_the_era_alone() -> None:
    sheet = sheet_of(
        """
        事業名 | 担当課 | 年度別計画 | |
         | | 令和 | |
         | | 7年度 | 8年度 | 9年度
        電子申請 | 広報課 | 調査 | 導入 | 運用
        """,
        "A1:A3", "B1:B3", "C1:E1", "C2:E2",
    )  # fmt: skip
    mapping = guessed(sheet)
    assert mapping.header_rows == (0, 2)
    assert years(mapping) == [2025, 2026, 2027]


def test_phases_above_the_years_are_no_halves() -> None:
    sheet = sheet_of(
        "事業名 | 前期 | | 後期\n | 令和7年度 | 8年度 | 9年度\na | b | c | d", "A1:A2", "B1:C1"
    )
    spans = [one.span for one in guessed(sheet).columns[1:]]
    assert spans == [year_span(2025), year_span(2026), year_span(2027)]


def test_results_and_budgets_under_a_year_are_not_read_as_plan() -> None:
    sheet = sheet_of(
        """
        事業名 | 令和7年度 | | 令和8年度 |
         | 計画 | 実績 | 計画 | 予算額（千円）
        電子申請 | 調査 | 完了 | 導入 | 1,200
        """,
        "A1:A2", "B1:C1", "D1:E1",
    )  # fmt: skip
    mapping = guessed(sheet)
    assert roles(mapping) == ["name", "schedule", "ignored", "schedule", "ignored"]
    assert [one.span for one in mapping.columns if one.span] == [year_span(2025), year_span(2026)]


def test_plain_text_says_a_merged_year_once() -> None:
    sheet = sheet_of(
        """
        事業名 | 令和7年度 | | | | 令和8年度 | | |
        電子申請 | 調査 | | | | 導入 | | | 運用
        """
    )
    spans = [one.span for one in guessed(sheet).columns[1:]]
    april = first_month(2025)
    assert spans == [Span(april + 3 * n, april + 3 * n + 2) for n in range(8)]


def test_columns_that_do_not_divide_a_year_are_doubted() -> None:
    sheet = sheet_of("事業名 | 令和7年度 | | | | |\n電子申請 | a | b | c | d | e", "B1:F1")
    assert all("割り切れません" in one.doubt for one in guessed(sheet).columns[1:])


def test_the_name_of_a_measure_only_where_nothing_is_better() -> None:
    both = guessed(sheet_of("施策名 | 事業名 | R7 | R8\na | b | c | d"))
    assert roles(both)[:2] == ["ignored", "name"]
    weak = guessed(sheet_of("施策名 | 担当課 | R7 | R8\na | b | c | d"))
    assert roles(weak)[:2] == ["name", "departments"]
    assert "みなしました" in weak.columns[0].doubt


@pytest.mark.parametrize(
    "picture",
    ["", "ただの文章", "品目 | 単価\nりんご | 100", "4月 | 5月 | 6月\n1 | 2 | 3"],
)
def test_what_is_no_list_has_no_mapping(picture: str) -> None:
    assert guess_mapping(sheet_of(picture)) is None
    assert blank_mapping(sheet_of(picture)).problems


def test_a_mapping_is_remembered_by_its_header() -> None:
    sheet = sheet_of("番号 | 件名 | 所管 | R7 | R8\n1 | a | b | c | d")
    mapping = guessed(sheet)
    chosen = ColumnMapping(
        mapping.header_rows,
        (
            mapping.columns[0],
            ColumnUse("summary", None, "件名"),
            mapping.columns[2],
            ColumnUse("ignored", None, "R7"),
            mapping.columns[4],
        ),
    )
    later = guessed(sheet_of("題名\n\n番 号 | 件名 | 所管 | Ｒ７ | R8\n1 | x | y | z | w"))
    assert later.fingerprint() == mapping.fingerprint()
    again = with_remembered(later, plain_mapping(chosen))
    assert roles(again) == ["number", "summary", "departments", "ignored", "schedule"]
    assert again.columns[4].span == year_span(2026)
    assert again.header_rows == (2, 2)
    assert mapping.fingerprint() != guessed(sheet_of("番号 | 件名 | R7 | R8")).fingerprint()


@pytest.mark.parametrize(
    "plain",
    [
        None, 7, {}, {"columns": []}, {"columns": [1, 2, 3]}, {"columns": [{"role": "x"}] * 3},
        {"columns": [{"role": "schedule"}] * 3},
        {"columns": [{"role": "schedule", "start": "2026-03", "end": "2025-04"}] * 3},
    ],
)  # fmt: skip
def test_settings_that_are_not_understood_change_nothing(plain: object) -> None:
    mapping = guessed(sheet_of("事業名 | R7 | R8"))
    assert with_remembered(mapping, plain) == mapping
