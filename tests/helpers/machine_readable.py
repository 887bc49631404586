"""「行政データにおける機械可読性に関するルール」 (2026-03-31) as functions, one a rule.

Each takes the published files and gives what breaks the rule. What each rule means for the data of
a plan is in docs/open-data.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kitaplanner.domain.characters import is_platform_dependent
from tests.helpers.published_data import PublishedData

Rule = Callable[[PublishedData], Iterator[str]]
RULES: dict[str, Rule] = {}
FORMAT = Path(__file__).parent.parent / "golden" / "open_data" / "format-1.txt"
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
_PHYSICAL_NAME = re.compile(r"[a-z][a-z_]*[a-z]")
# RFC 4180: a field is quoted with quotes doubled inside, or has no quote, comma or line end.
_FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
_RECORD = re.compile(f"{_FIELD}(?:,{_FIELD})*\r\n")
_SPECIAL_PARTS = re.compile(r"xl/(drawings|media|charts|embeddings|comments|vmlDrawing|ctrlProps)")
_WAREKI = re.compile(r"(明治|大正|昭和|平成|令和)(\d+|元)(?!\d|（\d{4}）)")


def rule(number: str) -> Callable[[Rule], Rule]:
    """Register the check of a rule."""

    def register(check: Rule) -> Rule:
        RULES[number] = check
        return check

    return register


@rule("L1-01")
def file_formats(data: PublishedData) -> Iterator[str]:
    """Only formats that machines read."""
    for path in data.files:
        if path.suffix not in {".csv", ".json", ".xlsx"}:
            yield path.name


@rule("L1-02")
def one_table_a_sheet(data: PublishedData) -> Iterator[str]:
    """All records of a file have the columns of its one header."""
    for name, rows in data.csv.items():
        yield from (f"{name}: {row}" for row in rows if len(row) != len(rows[0]))
        yield from (f"{name}: header again" for row in rows[1:] if row == rows[0])
    for sheet in data.workbook.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        yield from (f"{sheet.title}: header again" for row in rows[1:] if row == rows[0])


@rule("L1-03")
def not_broken_up(data: PublishedData) -> Iterator[str]:
    """No blank line and no column without a name."""
    for name, rows in data.csv.items():
        yield from (f"{name}: blank line" for row in rows if not any(row))
        yield from (f"{name}: blank column" for column in rows[0] if not column)
    for sheet in data.workbook.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        yield from (f"{sheet.title}: blank line" for row in rows if not any(map(_is_said, row)))
        yield from (f"{sheet.title}: blank column" for one in rows[0] if one is None)


def _is_said(value: object) -> bool:
    return value is not None


@rule("L1-04")
def nothing_unrelated(data: PublishedData) -> Iterator[str]:
    """Nothing beside the table, no remark on a cell."""
    for name, rows in data.csv.items():
        yield from (f"{name}: {row}" for row in rows if len(row) > len(rows[0]))
    for sheet in data.workbook.worksheets:
        width = len(data.csv[sheet.title][0]) if sheet.title in data.csv else 0
        if sheet.max_column > width:
            yield f"{sheet.title}: column {sheet.max_column}"
        yield from (
            f"{sheet.title}!{cell.coordinate}: remark"
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment
        )


@rule("L1-05")
def named_columns(data: PublishedData) -> Iterator[str]:
    """Each column has a name that says what it is, and a title in Japanese."""
    for table, column in data.columns():
        if re.fullmatch(r"|[a-z]|(col|column|item|value)_?\d*|unnamed.*", column):
            if column not in {"item", "value"}:
                yield f"{table}.{column}"
        elif not data.definition[table, column]["column_title"]:
            yield f"{table}.{column}: no title"


@rule("L1-06")
def no_layout_by_spaces(data: PublishedData) -> Iterator[str]:
    """No white space around a value, no line break in one."""
    for table, column in data.columns():
        for value in data.values(table, column):
            if value != value.strip() or len(value.splitlines()) > 1:
                yield f"{table}.{column}: {value!r}"


@rule("L1-07")
def one_datum_a_cell(data: PublishedData) -> Iterator[str]:
    """Lists are tables: a cell of ids, words or numbers holds one of them."""
    for table, column in data.columns():
        if data.type_of(table, column) == "文字列":
            continue
        for value in data.values(table, column):
            if re.search("[、,;\n]", value):
                yield f"{table}.{column}: {value}"


@rule("L1-08")
def platform_dependent(data: PublishedData) -> Iterator[str]:
    """機種依存文字 stand in the plan's own words alone, and each is listed."""
    listed = {
        (one["table_name"], one["column_name"], one["code_point"]): int(one["count"])
        for one in data.flat("characters")
    }
    for table, column in data.columns():
        found: dict[str, int] = {}
        for value in data.values(table, column):
            for char in filter(is_platform_dependent, value):
                found[char] = found.get(char, 0) + 1
        for char, count in found.items():
            is_text = data.type_of(table, column) == "文字列"
            point = f"U+{ord(char):04X}"
            if table in {"about", "definition"}:
                continue  # they say the title and the edition of the plan again
            if not is_text or listed.get((table, column, point)) != count:
                yield f"{table}.{column}: {char} ({count})"


@rule("L1-09")
def absent_is_not_zero(data: PublishedData) -> Iterator[str]:
    """A state says whether there is a number; it stands exactly there where the state says so."""
    for table, rows in data.csv.items():
        if "state" not in rows[0]:
            continue
        number = next(one for one in rows[0] if one in {"value", "amount"})
        for one in data.flat(table):
            if bool(one[number]) != (one["state"] == "数値"):
                yield f"{table}: {one['state']} {one[number]!r}"


@rule("L1-10")
def no_objects(data: PublishedData) -> Iterator[str]:
    """No pictures, shapes, charts."""
    yield from filter(_SPECIAL_PARTS.match, data.parts)


@rule("L1-11")
def no_meaning_by_looks(data: PublishedData) -> Iterator[str]:
    """All cells look alike."""
    for sheet in data.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                looks = (cell.font.b, cell.font.color and cell.font.color.rgb, cell.fill.fill_type)
                plain = data.workbook.worksheets[0]["A1"]
                usual = (plain.font.b, plain.font.color and plain.font.color.rgb, None)
                if looks != usual or cell.number_format != "General":
                    yield f"{sheet.title}!{cell.coordinate}"


@rule("L1-12")
def no_merged_cells(data: PublishedData) -> Iterator[str]:
    """No merged cells."""
    for sheet in data.workbook.worksheets:
        yield from (f"{sheet.title}!{one}" for one in sheet.merged_cells.ranges)


@rule("L1-13")
def nothing_hidden(data: PublishedData) -> Iterator[str]:
    """No hidden sheet, row or column, and none folded."""
    for sheet in data.workbook.worksheets:
        if sheet.sheet_state != "visible":
            yield sheet.title
        for dimensions in (sheet.row_dimensions, sheet.column_dimensions):
            yield from (
                f"{sheet.title} {key}"
                for key, one in dimensions.items()
                if one.hidden or one.outlineLevel
            )


@rule("L1-14")
def one_record_a_line(data: PublishedData) -> Iterator[str]:
    """Each line of a CSV file is a record, for programs that know no quotes as well."""
    for name, text in data.text.items():
        lines = text.splitlines()
        if len(lines) != len(data.csv[name]) or text.count("\r\n") != len(lines):
            yield f"{name}: {len(lines)} lines, {len(data.csv[name])} records"


@rule("L1-15")
def commas_in_quotes(data: PublishedData) -> Iterator[str]:
    """The file is what RFC 4180 says, with as many fields in each record."""
    for name, text in data.text.items():
        position = 0
        while position < len(text):
            match = _RECORD.match(text, position)
            if match is None:
                yield f"{name}: {text[position : position + 40]!r}"
                break
            position = match.end()
        widths = {len(row) for row in data.csv[name]}
        if len(widths) > 1:
            yield f"{name}: {widths} fields"


@rule("L2-01")
def numbers_are_numbers(data: PublishedData) -> Iterator[str]:
    """Columns of numbers hold numbers alone, in each kind of file."""
    for table, column in data.columns():
        if not data.is_numeric(table, column):
            continue
        for value in data.values(table, column):
            if value and not _NUMBER.fullmatch(value):
                yield f"{table}.{column}: {value}"
        for record in (*data.json[table], *data.xlsx_records(table)):
            if record.get(column) is not None and not isinstance(record[column], int | float):
                yield f"{table}.{column}: {record[column]!r}"


@rule("L2-02")
def nothing_left_out(data: PublishedData) -> Iterator[str]:
    """What names a record stands in each line, and no line says 同上."""
    for table, rows in data.csv.items():
        for column in rows[0][:1]:
            yield from (f"{table}.{column}" for one in data.values(table, column) if not one)
        if "initiative_code" in rows[0]:
            for column in ("initiative_id", "initiative_code", "initiative_name"):
                yield from (f"{table}.{column}" for one in data.values(table, column) if not one)
        yield from (f"{table}: {cell}" for row in rows for cell in row if cell in {"〃", "同上"})


@rule("L2-03")
def unique_names(data: PublishedData) -> Iterator[str]:
    """No two columns of a table have one name."""
    for name, rows in data.csv.items():
        if len(set(rows[0])) != len(rows[0]):
            yield name


@rule("L2-04")
def standard_choices(data: PublishedData) -> Iterator[str]:
    """A column of choices holds words of its code table alone."""
    for (table, column), defined in data.definition.items():
        if defined["code_table"] and defined["type"] == "文字列（区分）":
            allowed = data.codes.get(defined["code_table"], {})
            for value in data.values(table, column):
                if value not in allowed:
                    yield f"{table}.{column}: {value!r}"


@rule("L2-05")
def others_apart(data: PublishedData) -> Iterator[str]:
    """No choice carries words of its own (その他（…）)."""
    for (table, column), defined in data.definition.items():
        if defined["code_table"]:
            for value in data.values(table, column):
                if re.match("その他.", value):
                    yield f"{table}.{column}: {value}"


@rule("L2-06")
def no_formulas(data: PublishedData) -> Iterator[str]:
    """Cells hold values; a text that looks like a formula is a text."""
    yield from ("formula" for xml in data.sheet_xml if re.search("<f[ >/]", xml))


@rule("L3-01")
def header_first(data: PublishedData) -> Iterator[str]:
    """The first line is the header, data begin in the second; the same in each kind of file."""
    for name, rows in data.csv.items():
        defined = [column for table, column in data.definition if table == name]
        if rows[0] != defined:
            yield f"{name}.csv: {rows[0]}"
        if name not in data.workbook.sheetnames:
            yield f"{name}: no sheet"
            continue
        first = next(data.workbook[name].iter_rows(max_row=1, values_only=True))
        if list(first) != rows[0]:
            yield f"{name} in data.xlsx: {first}"
        for record in data.json.get(name, [])[:1]:
            if list(record) != rows[0]:
                yield f"{name} in data.json"


@rule("L3-02")
def code_tables(data: PublishedData) -> Iterator[str]:
    """Each code table that a column names is there, with a meaning for each word."""
    for (table, column), defined in data.definition.items():
        name = defined["code_table"]
        if name and not all(data.codes.get(name, {"": ""}).values()):
            yield f"{table}.{column}: {name}"


@rule("L3-03")
def special_signs(data: PublishedData) -> Iterator[str]:
    """No sign stands among numbers; what it would say is a state, and states are defined."""
    for table, column in data.columns():
        if data.is_numeric(table, column):
            for value in data.values(table, column):
                if re.search("[―*×…xX－-]$|^[―*]", value):
                    yield f"{table}.{column}: {value}"
        if column == "state":
            states = data.codes.get("value_state", {})
            for value in data.values(table, column):
                if not states.get(value):
                    yield f"{table}.{column}: {value}"


@rule("L3-04")
def units(data: PublishedData) -> Iterator[str]:
    """Each column of numbers has a unit, or a column beside it says the unit."""
    for (table, column), defined in data.definition.items():
        if data.is_numeric(table, column):
            unit = defined["unit"]
            if not unit or (unit == "単位の列" and "unit" not in data.csv[table][0]):
                yield f"{table}.{column}"


@rule("L3-05")
def time_axis(data: PublishedData) -> Iterator[str]:
    """Years are western numbers, months and days ISO 8601; 和暦 has the western year beside it."""
    shapes = {
        "整数（西暦の年度）": r"\d{4}",
        "文字列（YYYY-MM）": r"\d{4}-(0[1-9]|1[0-2])",
        "文字列（YYYY-MM-DD）": r"\d{4}-\d{2}-\d{2}",
    }
    for table, column in data.columns():
        shape = shapes.get(data.type_of(table, column))
        if _WAREKI.search(column):
            yield f"{table}.{column}"
        for value in data.values(table, column):
            if shape and value and not re.fullmatch(shape, value):
                yield f"{table}.{column}: {value}"
            if column.endswith("_wareki") and (_WAREKI.search(value) or not value):
                yield f"{table}.{column}: {value}"


@rule("L3-06")
def area_codes(data: PublishedData) -> Iterator[str]:
    """A ward of Tokyo has its standard area code."""
    for one in data.flat("plan"):
        code, ward = one["ward_code"], one["ward"]
        if code and not re.fullmatch(r"131(0[1-9]|1\d|2[0-3])", code):
            yield f"{ward}: {code}"
        if not code and re.fullmatch("東京都.{1,3}区", ward):
            yield ward


@rule("L3-07")
def same_format(data: PublishedData) -> Iterator[str]:
    """Tables and columns are those of the format's version, whatever a plan holds."""
    found = format_lines(data)
    known = FORMAT.read_text(encoding="utf-8").splitlines()
    yield from sorted(set(found) ^ set(known))
    if len(found) != len(known):
        yield "order"


def format_lines(data: PublishedData) -> list[str]:
    """Write the tables with their columns, a line each."""
    return [f"{name}: {' '.join(data.csv[name][0])}" for name in sorted(data.csv)]


@rule("L3-08")
def described(data: PublishedData) -> Iterator[str]:
    """Each column is defined; what is said of the files is true."""
    for table, column in data.columns():
        defined = data.definition.get((table, column))
        if defined is None or not (defined["description"] and defined["type"]):
            yield f"{table}.{column}: not defined"
        if not _PHYSICAL_NAME.fullmatch(column):
            yield f"{table}.{column}: not a physical name"
    facts = ("updated", "licence", "source", "format_version", "format_history", "encoding")
    yield from (f"about: {one}" for one in facts if not data.about.get(one))
    has_mark = all(raw.startswith(b"\xef\xbb\xbf") for raw in data.raw.values())
    if has_mark != (data.about.get("byte_order_mark") == "あり"):
        yield "about: byte_order_mark"
    if (data.encoding == "cp932") != data.about.get("encoding", "").startswith("Shift_JIS"):
        yield "about: encoding"


@rule("L3-09")
def long_form(data: PublishedData) -> Iterator[str]:
    """No year and no counting in the names of columns: they would be rows."""
    for table, column in data.columns():
        if re.search(r"\d", column):
            yield f"{table}.{column}"
