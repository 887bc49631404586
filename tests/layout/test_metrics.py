from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitaplanner.layout.metrics import GETA, FontMetrics, Run, bundled_metrics


@pytest.fixture(scope="module")
def metrics() -> FontMetrics:
    return bundled_metrics()


def test_full_and_half_width(metrics: FontMetrics) -> None:
    assert metrics.text_width("電子申請100%", 10) == pytest.approx(60)
    assert metrics.text_width("電子申請", 10, bold=True) == pytest.approx(40)
    assert metrics.text_width("", 10) == 0


def test_advance_of_one_face_knows_no_fallback(metrics: FontMetrics) -> None:
    assert metrics.advance("北", "bold") == 1000
    assert metrics.advance("☑", "fallback") == metrics.char_advance("☑")
    assert metrics.advance("☑", "fallback") != metrics.advance("☑", "regular")


def test_height_is_one_em(metrics: FontMetrics) -> None:
    assert metrics.ascent(10) == pytest.approx(8.8)
    assert metrics.descent(10) == pytest.approx(1.2)


def test_plain_text_is_one_run(metrics: FontMetrics) -> None:
    assert metrics.runs("令和7年度　DX推進") == (Run("regular", "令和7年度　DX推進"),)
    assert metrics.runs("事業名", bold=True) == (Run("bold", "事業名"),)
    assert metrics.runs("") == ()


def test_signs_come_from_the_fallback_face(metrics: FontMetrics) -> None:
    assert metrics.runs("☑CO₂削減", bold=True) == (
        Run("fallback", "☑"),
        Run("bold", "CO"),
        Run("fallback", "₂"),
        Run("bold", "削減"),
    )
    assert metrics.missing("☑☐✔►₂①㈱㋿髙﨑") == ()


def test_a_selector_stays_with_its_base_and_takes_no_room(metrics: FontMetrics) -> None:
    assert metrics.runs("葛\U000e0100飾区") == (Run("regular", "葛\U000e0100飾区"),)
    assert metrics.runs("☑\ufe0e済") == (Run("fallback", "☑\ufe0e"), Run("regular", "済"))
    assert metrics.text_width("葛\U000e0100飾区", 10) == pytest.approx(30)
    assert metrics.missing("葛\U000e0100飾区") == ()


def test_a_missing_character_shows_as_geta_and_is_reported(metrics: FontMetrics) -> None:
    assert metrics.missing("吉を𠮷と書く𠮷さん") == ("𠮷",)
    before, missing, after = metrics.runs("山𠮷区")
    assert (before.text, missing.text, after.text) == ("山", "𠮷", "区")
    assert missing.missing
    assert missing.drawn == GETA
    assert before.drawn == "山"
    assert metrics.text_width("𠮷", 10) == pytest.approx(metrics.text_width(GETA, 10))


def test_invisible_controls_are_not_drawn(metrics: FontMetrics) -> None:
    assert metrics.text_width("電子\u200b申請\u2060化", 10) == pytest.approx(50)
    assert metrics.runs("電子\u200b申請\u2060化") == (Run("regular", "電子申請化"),)
    assert metrics.missing("電子\u200b申請 \u3000") == ()


@given(st.text("北区☑𠮷A1、 葛\U000e0100₂\ufe0f", max_size=12), st.booleans())
def test_runs_hold_the_whole_text_and_its_width(text: str, bold: bool) -> None:
    metrics = bundled_metrics()
    runs = metrics.runs(text, bold)
    joined = "".join(run.text for run in runs)
    assert joined == text.lstrip("\U000e0100\ufe0f")
    assert sum(metrics.text_width(run.text, 10, bold) for run in runs) == pytest.approx(
        metrics.text_width(text, 10, bold)
    )
    assert {char for run in runs if run.missing for char in run.text} >= set(metrics.missing(text))
