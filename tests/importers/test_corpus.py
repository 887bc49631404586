"""The corpus of drawn workbooks is whole, and its sheets are read as they are meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kitaplanner.domain.calendar import parse_month
from kitaplanner.importers.workbook.places import parse_place
from tests.importers.corpus_score import Score, reading_of, score, truth_of

WORKBOOKS = Path(__file__).parent / "corpus" / "workbooks"
TRUTHS = sorted(WORKBOOKS.glob("*.json"))


def test_there_are_thirty_workbooks_in_ten_styles_and_some_without_a_plan() -> None:
    styles = [json.loads(path.read_text("utf-8"))["style"] for path in TRUTHS]

    assert len([style for style in styles if style]) >= 30
    assert set(styles) == set(range(13))
    assert styles.count(0) >= 3


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_each_workbook_has_a_content_that_makes_sense(path: Path) -> None:
    truth = json.loads(path.read_text("utf-8"))

    assert path.with_suffix(".xlsx").stat().st_size > 1000
    assert bool(truth["initiatives"]) == (truth["style"] != 0)
    for initiative in truth["initiatives"]:
        assert initiative["name"]
        assert initiative["departments"]
        for row in initiative["rows"]:
            ends = [-1]
            for item in row:
                assert item["text"]
                assert ends[-1] < parse_month(item["start"]) <= parse_month(item["end"])
                ends.append(parse_month(item["end"]))


def test_items_are_read_right_or_bear_a_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 98 % of the items right, and no wrong one without a doubt."""
    total = Score()
    lines = []
    for style in range(1, 13):
        workbooks = [
            path.with_suffix(".xlsx") for path in TRUTHS if path.stem[:2] == f"{style:02d}"
        ]
        lines.append(f"style {style:2d}: {score(workbooks).line()}")
        score(workbooks, total)
    with capsys.disabled():
        print("\n" + "\n".join([*lines, f"all: {total.line()}"]))  # noqa: T201 - the figures

    assert total.silent == []
    assert total.recall >= 0.98, total.missed
    assert total.precision >= 0.98, total.wrong
    assert total.fields_right == total.fields, total.wrong_fields


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_a_workbook_without_a_plan_gives_nothing_and_says_why(path: Path) -> None:
    truth = truth_of(path.with_suffix(".xlsx"))
    reading = reading_of(path.with_suffix(".xlsx"))

    assert len(reading.initiatives) == len(truth["initiatives"])
    if not truth["initiatives"]:
        assert "1件も読み取れませんでした" in reading.remarks[0]
        assert any("計画がありません：" in remark for remark in reading.remarks)


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_everything_read_says_where_it_stands(path: Path) -> None:
    reading = reading_of(path.with_suffix(".xlsx"))
    places = [one.where for one in reading.not_understood]
    for initiative in reading.initiatives:
        places += [initiative.where, *(one.where for one in initiative.fields)]
        places += [item.where for row in initiative.rows or () for item in row.items]

    assert [where for where in places if parse_place(where) is None] == []


def test_what_is_no_plan_on_a_decorated_sheet_is_named() -> None:
    reading = reading_of(WORKBOOKS / "10a_decorated.xlsx")

    said = {(one.what, one.why) for one in reading.not_understood}
    assert ("素案", "年度の表の外にある図形です。") in said
    assert ("新規", "年度の表の外にある図形です。") in said
    assert ("要確認", "年度の表の外にある図形です。") in said
    assert any("実施計画書" in what for what, _ in said)


def test_hidden_rows_and_sheets_are_named_and_not_read() -> None:
    reading = reading_of(WORKBOOKS / "10d_hidden.xlsx")

    assert any("旧計画" in remark and "非表示" in remark for remark in reading.remarks)
    hidden = [one for one in reading.not_understood if "非表示" in one.why]
    assert hidden
