"""What is copied: over the same columns in a spreadsheet, and the same block when pasted back."""

from __future__ import annotations

import csv
import dataclasses
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kitaplanner.domain.clipboard_payload import (
    ClipboardPayload,
    payload_of_initiatives,
    payload_of_items,
    payload_of_rows,
)
from kitaplanner.domain.pasted_block import PastedBlock
from kitaplanner.domain.plan import Initiative, Schedule, Started
from kitaplanner.domain.schedule_paste import paste_block, paste_items
from kitaplanner.errors import PlanFormatError
from kitaplanner.export.clipboard import clipboard_html, clipboard_json, clipboard_text
from kitaplanner.importers.clipboard import read_clipboard, read_html, read_payload
from kitaplanner.importers.clipboard_text import read_text
from tests.helpers.office import needs_office
from tests.helpers.plans import PERIOD, initiative_of, months_item, plan_of, years_item
from tests.strategies import schedules

PLAN = plan_of()


def stairs() -> Initiative:
    return initiative_of(
        (
            years_item("a", 2025, 2025, "検討\n（庁内）"),
            years_item("b", 2026, 2028, "導入", started=Started(2024)),
        ),
        (),
        (years_item("c", 2027, 2027, '=1+1 "x"'),),
    )


def test_text_of_items_begins_at_the_first_of_them() -> None:
    payload = payload_of_items(stairs(), ["b", "c"])
    assert clipboard_text(payload, PLAN) == (
        '"導入\n※令和6年度導入"\t\t\r\n\t\t\r\n\t\'=1+1 "x"\t\r\n'
    )


def test_text_of_rows_has_all_years_and_the_header_when_asked() -> None:
    payload = payload_of_rows(stairs(), ["r2"])
    assert clipboard_text(payload, PLAN, header=True) == (
        '令和7年度\t令和8年度\t令和9年度\t令和10年度\t令和11年度\r\n\t\t\'=1+1 "x"\t\t\r\n'
    )


def test_html_merges_the_columns_of_an_item() -> None:
    html = clipboard_html(payload_of_rows(stairs(), ["r0"]), PLAN)
    assert '<td colspan="3" width="432" valign="top"' in html
    assert "検討<br>（庁内）</td>" in html
    assert "<!--StartFragment--><table" in html
    assert html.count("<td") == 3


def test_initiatives_stand_beside_their_rows() -> None:
    other = initiative_of(
        (years_item("z", 2029, 2029, "調査"),), id="j", name="<b>&", departments=()
    )
    payload = payload_of_initiatives((stairs(), other, initiative_of(id="k", name="空")))
    html = clipboard_html(payload, PLAN, header=True)
    assert html.count('rowspan="3"') == 2
    # header 7, 2 + 3 and twice the 5 years beside the merged name, then two rows of 7
    assert html.count("<td") == 7 + 5 + 5 + 5 + 7 + 7
    assert "&lt;b&gt;&amp;" in html
    rows = clipboard_text(payload, PLAN, header=True).split("\r\n")
    assert rows[0].startswith("事業名\t担当課\t令和7年度")
    assert rows[1].startswith('電子申請の推進\tDX推進担当課、全庁\t"検討')
    assert rows[2:4] == ["\t" * 6, '\t\t\t\t\'=1+1 "x"\t\t']
    assert rows[4:] == ["<b>&\t\t\t\t\t\t調査", "空\tDX推進担当課、全庁\t\t\t\t\t", ""]


def test_months_inside_a_column_bring_finer_columns_and_their_years() -> None:
    payload = payload_of_items(initiative_of((months_item("a", 3, 13, "検討"),)), ["a"])
    block = read_html(clipboard_html(payload, PLAN))
    assert block is not None
    assert block.years == (2025,) * 12 + (2026,) * 12
    edit = paste_block(initiative_of(()), "r0", PERIOD.span.start, block, PERIOD)
    assert edit.placed[0].span == months_item("a", 3, 13, "").span


def test_quarters_stay_quarters() -> None:
    payload = payload_of_items(initiative_of((months_item("a", 3, 8, "検討"),), divisions=4), ["a"])
    assert clipboard_text(payload, PLAN) == "検討\t\r\n"


def test_nothing_copied_is_an_empty_table() -> None:
    assert clipboard_text(payload_of_rows(initiative_of(()), ["r0"]), PLAN) == "\t" * 4 + "\r\n"


# --- round trips --------------------------------------------------------------------------------


def placed(initiative: Initiative) -> list[tuple[int, int, int, str]]:
    """Give row, first and last month and text of all items."""
    return [
        (index, item.start, item.end, item.text)
        for index, row in enumerate(initiative.schedule.rows)
        for item in row.items
    ]


WORDS = (
    "電子申請の推進",
    "=SUM(A1)",
    "<b>&amp;</b>",
    '「"きたコン"」',
    "試行運用\n分析",
    "two words",
    "'-x",
)


def worded(schedule: Schedule) -> Initiative:
    """Give an initiative whose neighbours have different texts and nothing but their texts."""
    rows = tuple(
        dataclasses.replace(
            row,
            items=tuple(
                type(item)(item.id, "arrow", item.start, item.end, WORDS[(index + shift) % 7])
                for index, item in enumerate(row.items)
            ),
        )
        for shift, row in enumerate(schedule.rows)
    )
    return dataclasses.replace(
        initiative_of(), schedule=Schedule(rows=rows, divisions=schedule.divisions)
    )


def pasted(block: PastedBlock | None, copied: Initiative) -> Initiative:
    """Paste into an empty schedule at the first month that was copied."""
    assert block is not None
    assert block.unsure == ()
    target = initiative_of((), divisions=copied.schedule.divisions)
    month = min(item.start for item in copied.schedule.items())
    return paste_block(target, "r0", month, block, PERIOD).initiative


@given(schedules(PERIOD))
def test_copied_items_paste_from_html_as_they_were(schedule: Schedule) -> None:
    initiative = worded(schedule)
    ids = [item.id for item in initiative.schedule.items()]
    assume(ids)
    payload = payload_of_items(initiative, ids)
    copied = dataclasses.replace(initiative, schedule=payload.initiatives[0].schedule)
    result = pasted(read_html(clipboard_html(payload, PLAN)), copied)
    assert placed(result) == placed(copied)


@given(schedules(PERIOD), st.booleans())
def test_items_of_one_column_paste_from_text_as_they_were(schedule: Schedule, header: bool) -> None:
    rows = tuple(
        tuple(years_item(f"{index}-{year}", year, year, WORDS[year % 7]) for year in years)
        for index, years in enumerate(((2025, 2026, 2027, 2028, 2029), (2027, 2028, 2029)))
    )
    initiative = initiative_of(*rows[: 1 + schedule.divisions % 2])
    payload = payload_of_items(initiative, [item.id for item in initiative.schedule.items()])
    result = pasted(read_text(clipboard_text(payload, PLAN, header=header)), initiative)
    assert placed(result) == placed(initiative)


@given(schedules(PERIOD))
def test_the_programs_own_format_loses_nothing(schedule: Schedule) -> None:
    initiative = dataclasses.replace(initiative_of(), schedule=schedule)
    payload = payload_of_initiatives((initiative,))
    assert read_payload(clipboard_json(payload, PLAN)) == payload
    rows = payload_of_rows(initiative, [row.id for row in schedule.rows])
    assert read_payload(clipboard_json(rows, PLAN)).rows == schedule.rows


@given(schedules(PERIOD))
def test_own_items_paste_elsewhere_with_all_they_say(schedule: Schedule) -> None:
    initiative = dataclasses.replace(initiative_of(), schedule=schedule)
    ids = [item.id for item in schedule.items()]
    assume(ids)
    payload = read_payload(clipboard_json(payload_of_items(initiative, ids), PLAN))
    month = min(item.start for item in schedule.items())
    edit = paste_items(initiative_of(()), "r0", month, payload.rows, PERIOD)
    got = [row.items for row in edit.initiative.schedule.rows]
    assert got == [row.items for row in payload.rows]


# --- what others put under our name ---------------------------------------------------------------


def payload_bytes(**changes: object) -> bytes:
    content = json.loads(clipboard_json(payload_of_items(stairs(), ["a"]), PLAN))
    return json.dumps({**content, **changes}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[1]",
        b"{",
        b"[" * 100_000,
        b'{"version": 1, "kind": "items", "plan": NaN}',
        b'{"version": 1, "kind": "items", "plan": ' + b"9" * 5000 + b"}",
        payload_bytes(version=2),
        payload_bytes(kind="nodes"),
        payload_bytes(kind=["items"]),
        payload_bytes(plan=None),
        payload_bytes(plan={"title": "", "period": {"first": 2025, "last": 2029}}),
        b" " * 20_000_001,
    ],
)
def test_what_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(PlanFormatError):
        read_payload(data)


def test_a_payload_that_cannot_be_read_falls_back_to_the_table_and_says_so() -> None:
    block = read_clipboard(b"{}", None, "検討\r\n")
    assert isinstance(block, PastedBlock)
    assert block.cells[0].text == "検討"
    assert "コピー元の詳しい内容を読めなかった" in block.unsure[0]


def test_our_own_format_comes_first_and_html_before_text() -> None:
    payload = payload_of_items(stairs(), ["a"])
    own = read_clipboard(clipboard_json(payload, PLAN), "<table><td>h</table>", "t")
    assert isinstance(own, ClipboardPayload)
    html = read_clipboard(None, "<table><td>h</table>", "t")
    assert isinstance(html, PastedBlock)
    assert html.cells[0].text == "h"
    text = read_clipboard(None, "<p>h</p>", "t")
    assert isinstance(text, PastedBlock)
    assert text.cells[0].text == "t"
    assert read_clipboard(None, None, "\r\n") is None
    assert read_clipboard() is None


def test_a_page_that_is_too_large_is_read_as_text_and_that_is_said() -> None:
    block = read_clipboard(None, "x" * 1_000_001, "t")
    assert isinstance(block, PastedBlock)
    assert "文字だけの形式" in block.unsure[0]


@needs_office
def test_calc_shows_the_copied_table_over_the_same_columns(tmp_path: Path) -> None:
    page = tmp_path / "copied.html"
    page.write_text(
        clipboard_html(payload_of_initiatives((stairs(),)), PLAN, header=True), encoding="utf-8"
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--infilter=HTML (StarCalc)",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            str(tmp_path),
            str(page),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    with (tmp_path / "copied.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["事業名", "担当課", "令和7年度", "令和8年度", "令和9年度", "令和10年度", "令和11年度"],
        [
            "電子申請の推進",
            "DX推進担当課、全庁",
            "検討\n（庁内）",
            "導入\n※令和6年度導入",
            "",
            "",
            "",
        ],
        [""] * 7,
        ["", "", "", "", '=1+1 "x"', "", ""],
    ]
