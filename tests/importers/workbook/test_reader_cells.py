"""Cells of a workbook as they are shown, whatever way the file writes them."""

from __future__ import annotations

import pytest

from kitaplanner.importers.workbook.content import Cell, DefinedName, Merge, SheetContent
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.importers.workbook.refusals import Refusal
from tests.helpers.raw_workbook import RawSheet, raw_workbook


def sheet_of(rows: str, *, strings: tuple[str, ...] = (), **more: str) -> SheetContent:
    data = raw_workbook(RawSheet(rows, **more), strings=strings)
    return read_content(data, "計画.xlsx").sheets[0]


def cell_of(inside: str, *, strings: tuple[str, ...] = (), style: int = 0) -> Cell:
    attributes, _, content = inside.partition(">")
    rows = f'<row r="3"><c r="B3" s="{style}" {attributes}>{content}</c></row>'
    return sheet_of(rows, strings=strings).cells[0]


@pytest.mark.parametrize(
    ("inside", "text", "kind"),
    [
        ("t='s'><v>0</v>", "介護保険", "text"),
        ("t='s'><v>1</v>", "一行目\n二行目", "text"),
        ("t='inlineStr'><is><t>直接</t></is>", "直接", "text"),
        ("t='inlineStr'><is><r><t>太</t></r><r><t>字</t></r></is>", "太字", "text"),
        ("t='str'><f>A1</f><v>式の文字</v>", "式の文字", "text"),
        ("t='inlineStr'><is><t>a_x000D__x005F_b</t></is>", "a\n_b", "text"),
        ("><v>2025</v>", "2025", "number"),
        ("><v>0.1</v>", "0.1", "number"),
        ("t='b'><v>1</v>", "TRUE", "boolean"),
        ("t='e'><v>#N/A</v>", "#N/A", "error"),
        ("t='d'><v>2025-04-01</v>", "2025/4/1", "date"),
        ("><f>1+1</f>", "", "not_calculated"),
        ("><f>1+1</f><v></v>", "", "not_calculated"),
        ("><f>1+1</f><v>2</v>", "2", "number"),
        ("><v>1e999</v>", "数値の誤り", "error"),
        ("><v>nan</v>", "数値の誤り", "error"),
    ],
)
def test_a_cell_shows_what_excel_would(inside: str, text: str, kind: str) -> None:
    strings = (
        "<r><t>介護</t></r><r><t>保険</t></r><rPh sb='0' eb='4'><t>カイゴホケン</t></rPh>",
        "<t>一行目\r\n二行目</t>",
    )
    cell = cell_of(inside, strings=strings)
    assert (cell.row, cell.column, cell.text, cell.kind) == (2, 1, text, kind)


def test_an_empty_result_of_a_formula_is_no_cell() -> None:
    assert sheet_of("<row><c t='str'><f>IF(1,)</f><v></v></c></row>").cells == ()


def test_looks_that_matter_are_kept() -> None:
    rows = "<row>" + "".join(f'<c s="{n}"><v>7</v></c>' for n in range(5)) + '<c s="1"/></row>'
    cells = sheet_of(rows).cells
    assert [cell.fill for cell in cells] == ["", "E1ECF7", "", "", "", "E1ECF7"]
    assert [cell.text for cell in cells] == ["7", "7", "7年度", "7", "7", ""]
    assert [cell.bold for cell in cells] == [False, False, False, True, False, False]
    assert [cell.locked for cell in cells] == [True, True, True, True, False, True]


def test_places_may_be_left_out() -> None:
    rows = (
        "<row><c><v>1</v></c><c r='C1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    )
    places = [(cell.row, cell.column) for cell in sheet_of(rows).cells]
    assert places == [(0, 0), (0, 2), (0, 3), (1, 0)]


def test_hidden_rows_columns_and_sheets_are_marked() -> None:
    rows = (
        "<row r='1' hidden='1'><c><v>1</v></c></row><row r='2' ht='0'><c><v>2</v></c></row>"
        "<row r='3'><c><v>3</v></c><c><v>4</v></c></row>"
    )
    columns = "<cols><col min='2' max='2' width='9' hidden='1'/></cols>"
    sheet = sheet_of(rows, before=columns, attributes="state='veryHidden'")
    assert [cell.hidden for cell in sheet.cells] == [True, True, False, True]
    assert sheet.hidden
    assert sheet.column_widths[1] == 0
    assert sheet.row_heights == (0, 0, 15)


def test_text_under_a_merge_is_hidden() -> None:
    rows = "<row r='1'><c><v>1</v></c><c><v>2</v></c></row>"
    merges = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
    sheet = sheet_of(rows, after=merges)
    assert sheet.merges == (Merge(0, 0, 1, 1),)
    assert [cell.hidden for cell in sheet.cells] == [False, True]


def test_sizes_are_points() -> None:
    before = (
        "<sheetFormatPr defaultRowHeight='18.75'/>"
        "<cols><col min='1' max='1' width='10.7109375' customWidth='1'/></cols>"
    )
    rows = "<row r='2' ht='30'><c r='C2'><v>1</v></c></row>"
    sheet = sheet_of(rows, before=before)
    # 75 and 64 pixels, as Excel shows them for Calibri 11
    assert sheet.column_widths == (56.25, 48, 48)
    assert sheet.row_heights == (18.75, 30)


def test_strict_files_look_the_same() -> None:
    sheet = RawSheet("<row><c t='s'><v>0</v></c><c s='1'/></row>")
    usual, strict = (
        read_content(raw_workbook(sheet, strings=["<t>あ</t>"], strict=one), "x") for one in (0, 1)
    )
    assert usual == strict
    assert len(strict.sheets[0].cells) == 2


def test_names_properties_and_remarks_of_the_workbook() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="plan"><vt:lpwstr>p-1</vt:lpwstr></property></Properties>'
    )
    root = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/>'
        '<Relationship Id="b" Type="x/custom-properties" Target="docProps/custom.xml"/>'
        "</Relationships>"
    )
    data = raw_workbook(
        RawSheet(
            after="<conditionalFormatting sqref='A1'/>", references={"comments": "../comments1.xml"}
        ),
        workbook="<definedNames><definedName name='_kp'>計画!$A$1</definedName></definedNames>",
        parts={"docProps/custom.xml": custom, "_rels/.rels": root},
        references={"vbaProject": "vbaProject.bin"},
    )
    content = read_content(data, "計画.xlsm")
    assert content.names == (DefinedName("_kp", "計画!$A$1"),)
    assert content.properties == (("plan", "p-1"),)
    assert content.remarks == (
        "マクロが含まれていますが、読まず、動かしません。",
        "シート「計画」のコメント（メモ）は読みません。",
        "シート「計画」の条件付き書式の色は読みません。",
    )


def test_removed_characters_are_told() -> None:
    data = raw_workbook(RawSheet("<row><c t='inlineStr'><is><t>a_x0007_b\u202e</t></is></c></row>"))
    content = read_content(data, "x")
    assert content.sheets[0].cells[0].text == "ab"
    assert content.remarks == ("計画!A1から使えない文字U+0007、U+202Eを除きました。",)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("<row><c t='s'><v>0</v></c></row>", "計画!A1の文字列が見つかりません"),
        ("<row><c t='s'><v>-1</v></c></row>", "計画!A1の文字列が見つかりません"),
        ("<row r='2'/><row r='1'/>", "行の並びが正しくありません"),
        ("<row r='2000000000'/>", "行の並びが正しくありません"),
        ("<row r='1'><c r='B2'><v>1</v></c></row>", "セル「B2」の場所が正しくありません"),
        ("<row><c><v>一</v></c></row>", "計画!A1の数値が正しくありません"),
        ("<row r='20001'><c><v>1</v></c></row>", "計画!A20001に値があります"),
        ("<row><c r='ALM1'><v>1</v></c></row>", "計画!ALM1に値があります"),
    ],
)
def test_what_is_broken_is_named(rows: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        sheet_of(rows)
