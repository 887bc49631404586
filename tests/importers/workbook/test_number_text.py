"""Numbers as cells show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.importers.workbook.number_text import BUILT_IN, shown_number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (7, "General", "7"),
        (0.1, "General", "0.1"),
        (1 / 3, "General", "0.3333333333"),
        (1234567890123, "General", "1.23457E+12"),
        (7, '"令和"0"年度"', "令和7年度"),
        (7, "0", "7"),
        (7, "00", "07"),
        (2025, "0年度", "2025年度"),
        (0.714, "0%", "71%"),
        (0.715, "0.0%", "71.5%"),
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (0.5, "#.##", ".5"),
        (3, "0.##", "3"),
        (1234567, "#,##0", "1,234,567"),
        (999, "#,##0", "999"),
        (1234567, "#,##0,", "1,235"),
        (1234567, '#,##0"千円"', "1,234,567千円"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-5, "0;△0", "△5"),
        (-5, "0", "-5"),
        (0, '0;-0;"―"', "―"),
        (5, '[>=10]"多";[<3]"少";0', "5"),
        (12, '[>=10]"多";[<3]"少";0', "多"),
        (312345678, "000-0000-0000", "003-1234-5678"),
        (7, "[DBNum3]0", "７"),
        (12345, "0.00E+00", "1.23E+04"),
        (5, ";;;", ""),
        (5, "@", "5"),
        (45748, "yyyy/m/d", "2025/4/1"),
        (45748, 'yyyy"年"m"月"', "2025年4月"),
        (45748, '[$-411]ggge"年"m"月"d"日"', "令和7年4月1日"),
        (45748, "[$-411]ge.m.d;@", "R7.4.1"),
        (43585, '[$-411]ggge"年"', "平成31年"),
        (43586, '[$-411]ggge"年"', "令和1年"),
        (45748, "m/d(aaa)", "4/1(火)"),
        (45748, "d-mmm-yy", "1-Apr-25"),
        (45748.75, "h:mm", "18:00"),
        (45748.75, "h:mm AM/PM", "6:00 PM"),
        (45748.5, "yyyy/m/d h:mm:ss", "2025/4/1 12:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (1, "yyyy/m/d", "1900/1/1"),
        (61, "yyyy/m/d", "1900/3/1"),
    ],
)
def test_formats_of_office_workbooks(value: float, code: str, text: str) -> None:
    assert shown_number(value, code)[0] == text


def test_dates_of_workbooks_that_count_from_1904() -> None:
    assert shown_number(44286, "yyyy/m/d", from_1904=True) == ("2025/4/1", True)


@pytest.mark.parametrize("number", [14, 22, 27, 28, 36, 57, 58])
def test_the_dates_among_the_numbered_formats(number: int) -> None:
    assert shown_number(45748, BUILT_IN[number])[1]


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300),
    st.text('0#?,.%;@"\\_*[]<>=E+-ymdhsgeaAMP/年円$411 DBNum3', max_size=12),
)
def test_no_format_is_too_strange(value: float, code: str) -> None:
    text, _ = shown_number(value, code)
    assert isinstance(text, str)
