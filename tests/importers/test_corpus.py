"""The corpus of drawn workbooks is whole: enough of it, in all styles, each with its content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kitaplanner.domain.calendar import parse_month

WORKBOOKS = Path(__file__).parent / "corpus" / "workbooks"
TRUTHS = sorted(WORKBOOKS.glob("*.json"))


def test_there_are_thirty_workbooks_in_ten_styles_and_some_without_a_plan() -> None:
    styles = [json.loads(path.read_text("utf-8"))["style"] for path in TRUTHS]

    assert len([style for style in styles if style]) >= 30
    assert set(styles) == set(range(11))
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
