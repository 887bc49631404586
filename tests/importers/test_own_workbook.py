"""Our own workbooks that come back changed: every change found once, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.plan import (
    Budget,
    Initiative,
    Progress,
    Schedule,
    ScheduleItem,
    ScheduleRow,
    Started,
)
from kitaplanner.domain.reading import Reading, ReadInitiative
from kitaplanner.errors import UserError
from kitaplanner.importers.own_workbook import read_own_workbook, sent_workbook
from kitaplanner.importers.workbook.content import Shape, SheetContent, WorkbookContent
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.operations.exports import export_xlsx
from tests.helpers.changed_content import (
    add_shape,
    change_shape,
    change_sheet,
    insert_column,
    insert_row,
    merge_again,
    rename_sheet,
    type_into,
)
from tests.helpers.plans import months_item, plan_of, years_item
from tests.helpers.readings import doubts_of, initiative_as_read

ONLINE = Initiative(
    "kita-i-01",
    "電子申請の推進",
    ("DX推進担当課", "全庁"),
    "パソコンやスマートフォンを使い、区役所へ出向かずに申請を済ませられる手続きを増やしていきます。",
    ("法令等の定めで電子化が認められない手続などは対象に含みません。",),
    ("新規",),
    schedule=Schedule(
        (
            ScheduleRow(
                "r-1",
                (
                    years_item("a", 2025, 2025, "優先度の高い500手続の電子申請化"),
                    years_item("b", 2026, 2027, "決済機能の導入", note="年2回"),
                ),
            ),
            ScheduleRow("r-2", (years_item("c", 2025, 2029, "運用", started=Started(2022)),)),
            ScheduleRow("r-3"),
            ScheduleRow(
                "r-4",
                (
                    years_item("d", 2025, 2026, "調査", "dashed", span_confirmed=False),
                    years_item("e", 2027, 2029, "推進", departments=("全庁",), opens_after=True),
                ),
            ),
        )
    ),
)
COUNTER = Initiative(
    "kita-i-02",
    "窓口の推進",
    ("全庁",),
    "待ち時間を減らします。",
    schedule=Schedule(
        (ScheduleRow("q-1", (months_item("q", 3, 8, "試行"),), label="税務", group="【新】"),), 4
    ),
)
PLAN = plan_of(ONLINE, COUNTER)
# Sheets of the workbook; rows of the first one: the schedule begins below name, summary, caption
# and years.
LIST, FIRST, SECOND = 0, 1, 2
ROWS = {"r-1": 4, "r-2": 5, "r-3": 6, "r-4": 7}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> WorkbookContent:
    path = tmp_path_factory.mktemp("own") / "回答.xlsx"
    export_xlsx(PLAN, path)
    return read_content(path.read_bytes(), path.name)


def read(content: WorkbookContent) -> Reading:
    reading = read_own_workbook(content)
    assert reading is not None
    return reading


def read_first(
    content: WorkbookContent, *changes: Callable[[SheetContent], SheetContent]
) -> ReadInitiative:
    for change in changes:
        content = change_sheet(content, FIRST, change)
    return read(content).initiatives[0]


def item_of(initiative: Initiative, item_id: str) -> ScheduleItem:
    return next(one for one in initiative.schedule.items() if one.id == item_id)


def with_item(item_id: str, **fields: Any) -> Initiative:
    """Give the first initiative with fields of one item changed."""
    rows = tuple(
        dataclasses.replace(
            row,
            items=tuple(
                dataclasses.replace(one, **fields) if one.id == item_id else one
                for one in row.items
            ),
        )
        for row in ONLINE.schedule.rows
    )
    return dataclasses.replace(ONLINE, schedule=dataclasses.replace(ONLINE.schedule, rows=rows))


def shape_text(name: str, text: str) -> Callable[[SheetContent], SheetContent]:
    return lambda sheet: change_shape(
        sheet, f"kp:item:{name}", lambda one: dataclasses.replace(one, text=text)
    )


def cell_text(row: int, column: int, text: str) -> Callable[[SheetContent], SheetContent]:
    return lambda sheet: type_into(sheet, row, column, text)


def without(name: str) -> Callable[[SheetContent], SheetContent]:
    return lambda sheet: change_shape(sheet, f"kp:item:{name}", lambda _: None)


def moved(name: str, **sides: float) -> Callable[[SheetContent], SheetContent]:
    """Move sides of a shape by columns and rows."""

    def move(one: Shape) -> Shape:
        return dataclasses.replace(
            one, **{side: getattr(one, side) + by for side, by in sides.items()}
        )

    return lambda sheet: change_shape(sheet, f"kp:item:{name}", move)


def columns(sheet: SheetContent) -> dict[int, int]:
    """Give the first column of each year, by the merges of its header."""
    return {2025 + at: column for at, column in enumerate((0, 2, 3, 4, 6))}


def test_the_table_stands_where_the_tests_believe(content: WorkbookContent) -> None:
    sheet = content.sheets[FIRST]
    heads = {cell.column: cell.text for cell in sheet.cells if cell.row == 3 and cell.text}
    assert heads == dict(
        zip(columns(sheet).values(), [f"令和{n}年度" for n in range(7, 12)], strict=True)
    )
    assert next(c.text for c in sheet.cells if (c.row, c.column) == (ROWS["r-4"], 0)) == "調査"


def test_nothing_changed_is_nothing_read_otherwise(content: WorkbookContent) -> None:
    reading = read(content)
    for one, sent in zip(reading.initiatives, PLAN.initiatives(), strict=True):
        assert initiative_as_read(one, sent) == sent
        assert doubts_of(one) == []
    assert (reading.not_understood, reading.remarks) == ((), ())
    assert reading.initiatives[0].number == "1-(1)"
    assert reading.initiatives[0].where == content.sheets[FIRST].name


# --- texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        (shape_text("b", "決済機能の本格導入\n※年2回"),),
        (cell_text(ROWS["r-1"], 2, "決済機能の本格導入\n※年2回"),),
        (
            shape_text("b", "決済機能の本格導入\n※年2回"),
            cell_text(ROWS["r-1"], 2, "決済機能の\n本格導入\n※年2回"),
        ),
    ],
    ids=["shape", "cell", "both"],
)
def test_a_text_changed_in_shape_or_cell_is_the_change(
    content: WorkbookContent, changes: tuple[Callable[[SheetContent], SheetContent], ...]
) -> None:
    one = read_first(content, *changes)
    assert initiative_as_read(one, ONLINE) == with_item("b", text="決済機能の本格導入")
    assert doubts_of(one) == []


def test_two_different_changes_of_one_text_are_doubted(content: WorkbookContent) -> None:
    one = read_first(
        content, shape_text("b", "決済の導入\n※年2回"), cell_text(ROWS["r-1"], 2, "決済の検討")
    )
    assert initiative_as_read(one, ONLINE) == with_item("b", text="決済の導入")
    (doubt,) = doubts_of(one)
    assert "決済の検討" in doubt


def test_our_line_breaks_go_and_those_of_people_stay(content: WorkbookContent) -> None:
    shape = next(s for s in content.sheets[FIRST].shapes if s.name == "kp:item:a")
    assert shape.text == "優先度の高い\n500手続の\n電子申請化"
    one = read_first(content, shape_text("a", "優先度の高い\n600手続の\n電子申請化\n（第一期）"))
    wanted = "優先度の高い600手続の電子申請化\n（第一期）"
    assert initiative_as_read(one, ONLINE) == with_item("a", text=wanted)


def test_notes_beginnings_and_departments_are_told_apart(content: WorkbookContent) -> None:
    one = read_first(
        content,
        shape_text("b", "決済機能の導入\n※年3回\n※毎年度見直し"),
        shape_text("c", "運用\n※令和5年度改修"),
        shape_text("e", "推進\n（全庁・DX推進担当課）"),
    )
    read_back = initiative_as_read(one, ONLINE)
    assert item_of(read_back, "b").note == "年3回\n毎年度見直し"
    assert item_of(read_back, "c").started == Started(2023, "改修")
    assert item_of(read_back, "e").departments == ("全庁", "DX推進担当課")
    assert item_of(read_back, "e").text == "推進"


def test_fields_are_read_with_what_was_changed(content: WorkbookContent) -> None:
    sheet = content.sheets[FIRST]
    summary = next(c for c in sheet.cells if c.text.startswith("パソコン"))
    assert "\n" in summary.text
    one = read_first(
        content,
        cell_text(0, 1, "1-(1)　【新規】【拡充】電子申請等の推進"),
        cell_text(0, 5, "DX推進担当課、経営改革・公共施設再配置推進担当課"),
        cell_text(1, 1, summary.text.replace("パソコン", "PC") + "\n※来年度から。"),
    )
    values = {field.name: field.value for field in one.fields}
    assert values["name"] == "電子申請等の推進"
    assert values["marks"] == ("新規", "拡充")
    assert values["departments"] == ("DX推進担当課", "経営改革・公共施設再配置推進担当課")
    assert values["summary"] == ONLINE.summary.replace("パソコン", "PC")
    assert values["notes"] == (*ONLINE.notes, "来年度から。")
    assert doubts_of(one) == []


def test_labels_of_rows_are_read(content: WorkbookContent) -> None:
    changed = change_sheet(content, SECOND, lambda sheet: type_into(sheet, 5, 0, "【新】\n住民税"))
    row = read(changed).initiatives[1].rows
    assert row is not None
    assert (row[0].group, row[0].label) == ("【新】", "住民税")


# --- spans and rows ------------------------------------------------------------------------------


def test_a_stretched_shape_has_a_new_end(content: WorkbookContent) -> None:
    one = read_first(content, moved("b", right=2.0))
    assert initiative_as_read(one, ONLINE) == with_item("b", end=year_span(2028).end)
    assert doubts_of(one) == []


def test_a_moved_shape_changes_years_and_row(content: WorkbookContent) -> None:
    # From 令和7年度 of the first row to the two columns of 令和10年度 in the empty third.
    one = read_first(content, moved("a", left=4.0, right=4.0, top=2.0, bottom=2.0))
    rows = {row.id: [item.item.id for item in row.items] for row in one.rows or ()}
    assert rows == {"r-1": ["b"], "r-2": ["c"], "r-3": ["a"], "r-4": ["d", "e"]}
    read_back = initiative_as_read(one, ONLINE)
    assert item_of(read_back, "a").span == year_span(2028)


def test_an_end_far_from_any_border_is_doubted(content: WorkbookContent) -> None:
    one = read_first(content, moved("b", right=-0.4))
    assert item_of(initiative_as_read(one, ONLINE), "b").span == year_span(2026, 2027)
    (doubt,) = doubts_of(one)
    assert "年度の境" in doubt


def test_a_nudge_is_no_change(content: WorkbookContent) -> None:
    one = read_first(content, moved("b", left=0.01, right=-0.01, top=0.02, bottom=0.02))
    assert initiative_as_read(one, ONLINE) == ONLINE
    assert doubts_of(one) == []


def test_where_years_are_divided_ends_snap_to_the_parts(content: WorkbookContent) -> None:
    sheet = content.sheets[SECOND]
    shape = next(one for one in sheet.shapes if one.name == "kp:item:q")
    width = shape.right - shape.left
    changed = change_sheet(content, SECOND, moved("q", right=width / 2))
    item = read(changed).initiatives[1].rows
    assert item is not None
    sent = item_of(COUNTER, "q")
    assert (item[0].items[0].item.start, item[0].items[0].item.end) == (sent.start, sent.end + 3)


@pytest.mark.parametrize("months", [1, 2, 7])
def test_a_shape_moved_by_months_is_read_without_doubt(tmp_path: Path, months: int) -> None:
    schedule = Schedule((ScheduleRow("m-1", (months_item("m", 3, 8, "試行"),)),), 12)
    monthly = Initiative("kita-i-03", "月ごとの事業", schedule=schedule)
    path = tmp_path / "月.xlsx"
    export_xlsx(plan_of(monthly), path)
    sent = read_content(path.read_bytes(), path.name)
    sheet = sent.sheets[FIRST]
    header = [cell.column for cell in sheet.cells if cell.row == 4 and cell.text]
    by = float(header[months] - header[0])
    # The columns of months are cut in two where 担当課 begins, far to the right of these.
    one = read_first(sent, moved("m", left=by, right=by))
    item = months_item("m", 3 + months, 8 + months, "試行")
    assert item_of(initiative_as_read(one, monthly), "m") == item
    assert doubts_of(one) == []


def test_a_shape_pulled_over_the_edge_goes_on(content: WorkbookContent) -> None:
    one = read_first(content, moved("c", right=0.5))
    assert initiative_as_read(one, ONLINE) == with_item("c", opens_after=True)


def test_a_shape_pulled_back_from_the_edge_no_longer_goes_on(content: WorkbookContent) -> None:
    one = read_first(content, moved("e", right=-1.0))
    assert initiative_as_read(one, ONLINE) == with_item(
        "e", opens_after=False, end=year_span(2028).end
    )


def test_cells_merged_wider_below_an_unmoved_shape_are_the_change_but_doubted(
    content: WorkbookContent,
) -> None:
    one = read_first(content, lambda sheet: merge_again(sheet, ROWS["r-1"], 2, 5))
    assert initiative_as_read(one, ONLINE) == with_item("b", end=year_span(2028).end)
    assert len(doubts_of(one)) == 1


def test_another_shape_is_another_kind(content: WorkbookContent) -> None:
    def to(kind: str, **fields: Any) -> Callable[[Shape], Shape]:
        return lambda one: dataclasses.replace(one, kind=kind, **fields)  # type: ignore[arg-type]

    one = read_first(
        content,
        lambda sheet: change_shape(sheet, "kp:item:a", to("rectangle")),
        lambda sheet: change_shape(sheet, "kp:item:b", to("chevron")),
        lambda sheet: change_shape(sheet, "kp:item:d", to("rectangle", dashed=False)),
    )
    read_back = initiative_as_read(one, ONLINE)
    assert item_of(read_back, "a").kind == "box"
    assert item_of(read_back, "b").opens_before
    assert item_of(read_back, "d").kind == "box"
    assert not item_of(read_back, "d").span_confirmed


# --- removed and new -----------------------------------------------------------------------------


def test_shape_and_text_removed_is_an_item_removed(content: WorkbookContent) -> None:
    one = read_first(content, without("b"), cell_text(ROWS["r-1"], 2, ""))
    assert [item.item.id for item in (one.rows or ())[0].items] == ["a"]
    assert doubts_of(one) == []


def test_only_one_of_them_removed_is_doubted_and_kept(content: WorkbookContent) -> None:
    for change in (without("b"), cell_text(ROWS["r-1"], 2, "")):
        one = read_first(content, change)
        assert initiative_as_read(one, ONLINE) == ONLINE
        assert len(doubts_of(one)) == 1


def test_a_workbook_without_any_shape_is_read_by_its_cells(content: WorkbookContent) -> None:
    one = read_first(
        content,
        lambda sheet: dataclasses.replace(sheet, shapes=()),
        cell_text(ROWS["r-1"], 2, "決済機能の検討\n※年2回"),
    )
    assert initiative_as_read(one, ONLINE) == with_item("b", text="決済機能の検討")
    assert doubts_of(one) == []


def test_a_new_shape_is_an_item_without_id(content: WorkbookContent) -> None:
    arrow = Shape("矢印: 五方向 9", "home_plate", 3.02, 6.1, 5.95, 6.9, "検証\n※年1回")
    one = read_first(content, lambda sheet: add_shape(sheet, arrow))
    (new,) = (one.rows or ())[2].items
    assert new.item == ScheduleItem("", "arrow", *year_span(2027, 2028), text="検証", note="年1回")
    assert new.doubt == ""


def test_a_text_typed_into_an_empty_cell_is_new_and_doubted(content: WorkbookContent) -> None:
    one = read_first(content, cell_text(ROWS["r-3"], 3, "検証"))
    (new,) = (one.rows or ())[2].items
    assert (new.item.text, new.item.span) == ("検証", year_span(2027))
    assert "セルの文字だけ" in new.doubt
    assert new.where.endswith("!D7")


def test_of_two_copies_the_unmoved_keeps_its_id(content: WorkbookContent) -> None:
    sheet = content.sheets[FIRST]
    shape = next(one for one in sheet.shapes if one.name == "kp:item:a")
    copy = dataclasses.replace(
        shape, left=3.05, right=3.95, top=shape.top + 2, bottom=shape.bottom + 2, text="追加"
    )
    one = read_first(
        content, lambda sheet: dataclasses.replace(sheet, shapes=(copy, *sheet.shapes))
    )
    assert [item.item.id for item in (one.rows or ())[0].items] == ["a", "b"]
    (new,) = (one.rows or ())[2].items
    assert (new.item.id, new.item.text, new.item.span) == ("", "追加", year_span(2027))


def test_numbers_that_libreoffice_puts_behind_names_do_not_matter(
    content: WorkbookContent,
) -> None:
    def rename(one: Shape) -> Shape:
        return dataclasses.replace(one, name=one.name + " 1", text="優先度の高い手続の電子申請化")

    one = read_first(content, lambda sheet: change_shape(sheet, "kp:item:a", rename))
    wanted = with_item("a", text="優先度の高い手続の電子申請化")
    assert initiative_as_read(one, ONLINE) == wanted


def test_a_shape_that_was_drawn_anew_is_the_old_item(content: WorkbookContent) -> None:
    def rename(one: Shape) -> Shape:
        return dataclasses.replace(one, name="図形 3")

    one = read_first(content, lambda sheet: change_shape(sheet, "kp:item:a", rename))
    assert initiative_as_read(one, ONLINE) == ONLINE


def test_items_that_overlap_are_doubted(content: WorkbookContent) -> None:
    one = read_first(content, moved("b", left=-1.9))
    assert [bool(item.doubt) for item in (one.rows or ())[0].items] == [True, True]


# --- sheets ---------------------------------------------------------------------------------------


def test_rows_inserted_sheets_renamed_and_reordered_change_nothing(
    content: WorkbookContent,
) -> None:
    changed = insert_row(content, FIRST, 0)
    changed = insert_row(changed, FIRST, 6)
    changed = rename_sheet(changed, FIRST, "電子申請（回答）")
    changed = dataclasses.replace(changed, sheets=tuple(reversed(changed.sheets)))
    reading = read(changed)
    for one, sent in zip(reading.initiatives, PLAN.initiatives(), strict=True):
        assert initiative_as_read(one, sent) == sent
        assert doubts_of(one) == []
    assert reading.not_understood == ()


def test_a_column_inserted_at_the_left_moves_fields_labels_and_months(
    content: WorkbookContent,
) -> None:
    reading = read(insert_column(insert_column(content, FIRST, 0), SECOND, 0))
    for one, sent in zip(reading.initiatives, PLAN.initiatives(), strict=True):
        assert initiative_as_read(one, sent) == sent
        assert doubts_of(one) == []
    assert reading.not_understood == ()


def test_a_column_inserted_among_the_years_leaves_the_years_to_the_header(
    content: WorkbookContent,
) -> None:
    one = read(insert_column(content, FIRST, 3)).initiatives[0]
    assert initiative_as_read(one, ONLINE) == ONLINE


def test_a_record_that_was_made_visible_is_still_one(content: WorkbookContent) -> None:
    changed = change_sheet(
        content, -1, lambda sheet: dataclasses.replace(sheet, hidden=False, name="控え")
    )
    reading = read(changed)
    assert initiative_as_read(reading.initiatives[0], ONLINE) == ONLINE
    assert reading.not_understood == ()


def test_a_row_inserted_and_filled_is_a_new_row(content: WorkbookContent) -> None:
    changed = insert_row(content, FIRST, 5)
    arrow = Shape("矢印", "right_arrow", 0.02, 5.1, 2.95, 5.9, "試行")
    changed = change_sheet(changed, FIRST, lambda sheet: add_shape(sheet, arrow))
    rows = read(changed).initiatives[0].rows or ()
    assert [row.id for row in rows] == ["r-1", "", "r-2", "r-3", "r-4"]
    assert rows[1].items[0].item.text == "試行"
    assert rows[1].items[0].item.span == year_span(2025, 2026)


def test_a_row_removed_takes_its_items_along(content: WorkbookContent) -> None:
    names = tuple(
        dataclasses.replace(one, refers_to="#REF!") if one.name == "kp_row_r_4" else one
        for one in content.names
    )

    def cut(sheet: SheetContent) -> SheetContent:
        for name in ("d", "e"):
            sheet = without(name)(sheet)
        return dataclasses.replace(
            sheet, cells=tuple(cell for cell in sheet.cells if cell.row != ROWS["r-4"])
        )

    changed = dataclasses.replace(change_sheet(content, FIRST, cut), names=names)
    rows = read(changed).initiatives[0].rows or ()
    assert [row.id for row in rows] == ["r-1", "r-2", "r-3"]


def test_what_else_was_written_is_told_and_not_read(content: WorkbookContent) -> None:
    sheet = content.sheets[FIRST].name
    changed = change_sheet(content, FIRST, cell_text(10, 1, "電話で確認済み"))
    changed = change_sheet(changed, LIST, cell_text(5, 1, "電子申請の廃止"))
    changed = dataclasses.replace(
        changed, sheets=(*changed.sheets, SheetContent("メモ", (content.sheets[0].cells[0],)))
    )
    told = {(one.where, one.what) for one in read(changed).not_understood}
    assert told == {
        (f"{sheet}!B11", "電話で確認済み"),
        (f"{content.sheets[LIST].name}!B6", "電子申請の廃止"),
        ("メモ", "シート"),
    }


def test_a_removed_sheet_is_remarked_and_its_initiative_absent(content: WorkbookContent) -> None:
    changed = dataclasses.replace(
        content, sheets=tuple(one for at, one in enumerate(content.sheets) if at != SECOND)
    )
    reading = read(changed)
    assert [one.id for one in reading.initiatives] == [ONLINE.id]
    assert reading.remarks == ("「窓口の推進」のシートがブックにありません。",)


def test_a_copied_sheet_is_read_once(content: WorkbookContent) -> None:
    copy = dataclasses.replace(content.sheets[FIRST], name="写し")
    grid = next(one for one in content.names if one.name == "kp_grid_kita_i_01")
    local = dataclasses.replace(grid, refers_to="'写し'!" + grid.refers_to.rpartition("!")[2])
    changed = dataclasses.replace(
        content, sheets=(*content.sheets, copy), names=(*content.names, local)
    )
    reading = read(changed)
    assert len(reading.initiatives) == 2
    assert [one.where for one in reading.not_understood] == ["写し"]


def test_a_column_made_wider_changes_nothing(content: WorkbookContent) -> None:
    def widen(sheet: SheetContent) -> SheetContent:
        first, *others = sheet.column_widths
        return dataclasses.replace(sheet, column_widths=(first * 3, *others))

    one = read_first(content, widen)
    assert initiative_as_read(one, ONLINE) == ONLINE


# --- not ours -------------------------------------------------------------------------------------


def test_a_workbook_of_others_is_none_of_ours() -> None:
    sheet = SheetContent("様式", ())
    assert read_own_workbook(WorkbookContent("x.xlsx", (sheet,))) is None


def test_a_damaged_record_is_refused_in_words(content: WorkbookContent) -> None:
    def damage(sheet: SheetContent) -> SheetContent:
        return type_into(sheet, 1, 2, '{"initiative":[]}')

    with pytest.raises(UserError, match="控え"):
        read_own_workbook(change_sheet(content, -1, damage))


def test_a_record_of_a_newer_program_is_refused_in_words(content: WorkbookContent) -> None:
    with pytest.raises(UserError, match="新しい版"):
        read_own_workbook(change_sheet(content, -1, cell_text(0, 1, "2")))


def test_the_record_tells_nothing_that_the_sheet_does_not_show(tmp_path: Path) -> None:
    secret = dataclasses.replace(
        ONLINE,
        budgets=(Budget("bu", 2025, amount=120),),
        progress=(Progress("pr", 2025, reason="未公表の理由"),),
    )
    path = tmp_path / "計画.xlsx"
    export_xlsx(plan_of(secret), path)
    sent = sent_workbook(read_content(path.read_bytes(), path.name))
    assert sent is not None
    assert sent.initiatives[0].initiative == ONLINE
