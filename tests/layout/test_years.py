"""Years as they are written on paper."""

from __future__ import annotations

import pytest

from kitaplanner.domain.plan import ChronicleEntry, PlanSettings
from kitaplanner.layout.years import (
    chronicle_date,
    era_span,
    full_date,
    short_year_heading,
    write_digits,
    year_heading,
)

WAREKI = PlanSettings()
WESTERN = PlanSettings(era_style="western")


@pytest.mark.parametrize(
    ("style", "written"), [("half", "第1条12"), ("full", "第１条１２"), ("single_full", "第１条12")]
)
def test_digit_styles(style: str, written: str) -> None:
    assert write_digits("第1条12", style) == written  # type: ignore[arg-type]


def test_year_headings() -> None:
    assert year_heading(2025, WAREKI) == "令和7年度"
    assert year_heading(2025, PlanSettings(era_style="both")) == "令和7（2025）年度"
    assert year_heading(2025, PlanSettings(digit_style="full")) == "令和７年度"
    assert short_year_heading(2025, WAREKI) == "R7"
    assert short_year_heading(2025, WESTERN) == "2025"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        (ChronicleEntry(2016, "", 12), "平成28(2016)年12月"),
        (ChronicleEntry(2019, "", 4), "平成31(2019)年4月"),
        (ChronicleEntry(2019, "", 5), "令和元(2019)年5月"),
        (ChronicleEntry(2024, ""), "令和6(2024)年"),
    ],
)
def test_dates_of_a_chronicle(entry: ChronicleEntry, written: str) -> None:
    assert chronicle_date(entry, WAREKI) == written


def test_dates_and_spans() -> None:
    assert full_date("2025-03-31", WAREKI) == "令和7年3月31日"
    assert full_date("2025-03-31", WESTERN) == "2025年3月31日"
    assert full_date("", WAREKI) == ""
    assert era_span(2025, 2029, WAREKI) == "令和7～11年度"
    assert era_span(2016, 2020, WAREKI) == "平成28～令和2年度"
    assert era_span(2025, 2029, WESTERN) == "2025年度～2029年度"
