"""A plan travels inside a PDF or a workbook and comes back as it was; otherwise nothing does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
import zlib
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.import_plan import accept
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan, Progress
from kitaplanner.domain.plan_json import dump_plan, load_plan, part_to_json
from kitaplanner.errors import Cancelled, PlanFormatError, UserError
from kitaplanner.export.pdf import render_pdf
from kitaplanner.importers import attached_plan as attached_plans
from kitaplanner.importers.attached_plan import attached_plan
from kitaplanner.operations import documents
from kitaplanner.operations.documents import plan_from_json_file, sample_plan
from kitaplanner.operations.exports import Part, export_pdf, export_xlsx
from kitaplanner.operations.imports import plan_imports, read_source
from tests.export.pdf_scenes import page, scene, text
from tests.strategies import plans

SECRET = "庁内限り"


def note_progress(node: Any, wanted: str) -> None:
    """Give the initiative of an id a report of its progress, wherever it stands."""
    if isinstance(node, list):
        for one in node:
            note_progress(one, wanted)
    elif isinstance(node, dict):
        if node.get("id") == wanted:
            report = Progress(
                "p1", 2025, "順調", f"{SECRET}実績", f"{SECRET}理由", f"{SECRET}次", ""
            )
            node["progress"] = [part_to_json(report)]
        for one in node.values():
            note_progress(one, wanted)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the sample with what is for the office alone, each marked."""
    data = json.loads(written(sample_plan("kita")))
    first = load_plan(json.dumps(data))
    wanted = next(first.initiatives()).id
    note_progress(data, wanted)
    noted = load_plan(json.dumps(data))
    handout = Handout("h1", f"{SECRET}資料", parts=(HandoutPart("hp1", "paper", f"{SECRET}件名"),))
    return replace(noted, handouts=(handout,))


def written(plan: Plan) -> bytes:
    return dump_plan(plan, number_plan(plan, load_form(plan.form)).number).encode()


def export(plan: Plan, folder: Path, suffix: str, part: Part, *, attach_plan: bool) -> Path:
    path = folder / f"計画.{suffix}"
    if suffix == "pdf":
        export_pdf(plan, path, part, attach_plan=attach_plan)
    else:
        export_xlsx(plan, path, part, attach_plan=attach_plan)
    return path


KINDS = pytest.mark.parametrize(
    ("suffix", "part"), [("pdf", "list"), ("pdf", "sheets"), ("xlsx", "sheets"), ("xlsx", "list")]
)


@KINDS
def test_the_plan_comes_back_to_the_byte(
    plan: Plan, tmp_path: Path, suffix: str, part: Part
) -> None:
    path = export(plan, tmp_path, suffix, part, attach_plan=True)
    assert attached_plan(path.read_bytes()) == written(plan)
    assert plan_from_json_file(path) == plan


@KINDS
def test_without_it_nothing_internal_leaves(
    plan: Plan, tmp_path: Path, suffix: str, part: Part
) -> None:
    assert SECRET in written(plan).decode()
    path = export(plan, tmp_path, suffix, part, attach_plan=False)
    assert attached_plan(path.read_bytes()) is None
    for content in contents(path):
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp932"):
            assert SECRET.encode(encoding) not in content
        assert SECRET.encode("utf-16-be").hex().upper().encode() not in content
        assert json.dumps(SECRET)[1:-1].encode() not in content.lower()
    with pytest.raises(UserError, match="計画データが付いていません"):
        plan_from_json_file(path)


def contents(path: Path) -> list[bytes]:
    """Give all that is in a file: each stream or part unpacked, and the text of pages."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return [archive.read(name) for name in archive.namelist()]
    unpacked = [data]
    for match in re.finditer(rb"(?<!end)stream\n", data):
        try:
            unpacked.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return [*unpacked, "".join(one.extract_text() for one in PdfReader(path).pages).encode()]


def test_the_check_for_secrets_would_see_one(plan: Plan, tmp_path: Path) -> None:
    for suffix in ("pdf", "xlsx"):
        path = export(plan, tmp_path, suffix, "list", attach_plan=True)
        found = b"".join(contents(path))
        assert SECRET.encode() in found or b"customXml" in found


def test_other_readers_find_the_attachment(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "pdf", "list", attach_plan=True)
    reader = PdfReader(path, strict=True)
    assert reader.attachments["plan.json"] == [written(plan)]
    (source,) = reader.root_object["/AF"]
    assert source["/AFRelationship"] == "/Source"
    assert source["/UF"] == "計画データ.json"
    # Only part 3 of the standard takes files inside.
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.pdfaid_part == "3"


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
@pytest.mark.parametrize(
    "options",
    [["--object-streams=generate", "--recompress-flate"], ["--qdf"], ["--linearize"]],
)
def test_it_survives_being_saved_again(plan: Plan, tmp_path: Path, options: list[str]) -> None:
    path = export(plan, tmp_path, "pdf", "list", attach_plan=True)
    again = tmp_path / "again.pdf"
    subprocess.run(["qpdf", *options, path, again], check=True)
    assert plan_from_json_file(again) == plan


def test_the_workbook_is_still_one(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "xlsx", "list", attach_plan=True)
    openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        assert "../customXml/item1.xml" in relations
        assert len(set(re.findall(r'Id="(\w+)"', relations))) == relations.count("<Relationship ")
        assert "/customXml/itemProps1.xml" in archive.read("[Content_Types].xml").decode()
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_a_pdf_is_a_source_to_take_in(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "pdf", "list", attach_plan=True)
    ids = [one.id for one in read_source(path).reading.initiatives]
    assert ids == [one.id for one in plan.initiatives()]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj <</Type/EmbeddedFile/Filter/FlateDecode>>\nstream\nno\nendstream",
        b"%PDF-1.7\n1 0 obj <</Type/EmbeddedFile>>\nstream\n{",
        b"%PDF-1.7",
        b"PK\x03\x04 no archive",
    ],
)
def test_broken_files_hold_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "壊れた.pdf"
    path.write_bytes(data)
    with pytest.raises(UserError, match="壊れた"):
        plan_from_json_file(path)


def test_an_attachment_that_is_no_plan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ほか.pdf"
    path.write_bytes(render_pdf(scene(page(text(40, 60, "文"))), attached=b'{"title": 1}'))
    with pytest.raises(PlanFormatError, match="ほか"):
        plan_from_json_file(path)


@settings(max_examples=25, deadline=None)
@given(plans())
def test_any_plan_comes_back(plan: Plan) -> None:
    data = written(plan)
    assert attached_plan(render_pdf(scene(page(text(40, 60, "文"))), attached=data)) == data


# --- files that mean harm ------------------------------------------------------------------------


def embedded(content: bytes, *, packed: bool = True) -> bytes:
    """A stream of an embedded file, as it stands in a PDF."""
    data = zlib.compress(content) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"9 0 obj <</Type/EmbeddedFile%b>>\nstream\n%b\nendstream endobj\n" % (kind, data)


def pdf_of(*streams: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"".join(streams)


def workbook_of(folder: Path, item: bytes) -> Path:
    path = folder / "ブック.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", item)
    return path


def put(folder: Path, data: bytes) -> Path:
    path = folder / "資料.pdf"
    path.write_bytes(data)
    return path


def test_another_json_inside_is_passed_over(plan: Plan) -> None:
    data = written(plan)
    assert attached_plan(pdf_of(embedded(b'{"other": 1}'), embedded(data))) == data
    assert attached_plan(pdf_of(embedded(b"x"), embedded(data, packed=False))) == data + b"\n"
    assert attached_plan(pdf_of(embedded(b'{"other": 1}'))) == b'{"other": 1}'


def test_a_bomb_is_refused_without_being_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached_plans, "MOST_BYTES", 1_000_000)
    bomb = b'{"schema": 1, "title": "' + b"x" * 20_000_000
    assert len(pdf_of(embedded(bomb))) < 30_000
    with pytest.raises(UserError, match=r"資料\.pdf.*大きすぎます（上限1MB）"):
        plan_from_json_file(put(tmp_path, pdf_of(embedded(bomb))))


def test_endless_streams_and_tags_are_looked_at_once(tmp_path: Path) -> None:
    """These take minutes where each beginning is looked at to the end of the file."""
    many = pdf_of(*[embedded(b"x" * 100_000)] * 3000)
    with pytest.raises(UserError, match="計画データが付いていません"):
        plan_from_json_file(put(tmp_path, many))
    for item in (b"<plan " * 1_000_000, b"<plan " + b'"urn:kitaplanner:plan"' * 300_000):
        with pytest.raises(UserError, match="計画データが付いていません"):
            plan_from_json_file(workbook_of(tmp_path, item))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"schema": 1', "JSONとして読めません"),
        (b'{"schema": 1, "title": ' + b"[" * 100_000, "入れ子が深すぎます"),
        (b'{"schema": 1, "title": ' + b"9" * 100_000 + b"}", "桁数の多すぎる数"),
        (b'{"schema": 1, "title": "\xff"}', "UTF-8ではありません"),
        (b'{"schema": 99, "title": "a"}', "schema"),
        (b'{"schema": 1, "title": NaN}', "数値ではありません"),
    ],
)
def test_what_is_no_plan_is_told_by_name_and_place(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UserError, match=rf"(?s)資料\.pdf.*{words}"):
        plan_from_json_file(put(tmp_path, pdf_of(embedded(content))))
    item = b'<plan xmlns="urn:kitaplanner:plan">' + b64encode(content) + b"</plan>"
    with pytest.raises(UserError, match=rf"(?s)ブック\.xlsx.*{words}"):
        plan_from_json_file(workbook_of(tmp_path, item))


@pytest.mark.parametrize("item", [b"a", b"====", b"A" * 5])
def test_letters_that_hold_no_data_are_damage(tmp_path: Path, item: bytes) -> None:
    path = workbook_of(tmp_path, b'<plan xmlns="urn:kitaplanner:plan">' + item + b"</plan>")
    with pytest.raises(UserError, match=r"ブック\.xlsx"):
        plan_from_json_file(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_part_of_a_workbook_is_told(plan: Plan, tmp_path: Path, method: int) -> None:
    part, path = "customXml/item1.xml", tmp_path / "ブック.xlsx"
    item = b'<plan xmlns="urn:kitaplanner:plan">' + b64encode(written(plan)) + b"</plan>"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(part, item)
    data = bytearray(path.read_bytes())
    data[5000:5003] = b"AAA"
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"「ブック\.xlsx」から.*壊れている"):
        plan_from_json_file(path)


def test_a_file_that_is_too_large_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_MOST_BYTES", 1_000_000)
    path = tmp_path / "資料.pdf"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # takes no room on the disk
    with pytest.raises(UserError, match=r"「資料\.pdf」は大きすぎるため読めません（上限1MB）"):
        plan_from_json_file(path)


def test_reading_can_be_stopped(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "pdf", "list", attach_plan=True)

    def stop(done: int, total: int) -> None:
        raise Cancelled("取り消しました。")

    with pytest.raises(Cancelled):
        read_source(path, progress=stop)


# --- as a source ---------------------------------------------------------------------------------


def test_the_whole_plan_of_a_pdf_is_compared(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "pdf", "list", attach_plan=True)
    current = replace(plan, title="別の名称", handouts=())
    (found,) = plan_imports(current, [read_source(path)])
    assert accept(current, found, found.ids("new", "unsure")) == plan
    assert found.ids("safe") == frozenset()
    assert "計画データの全体" in found.remarks[0]


def test_a_workbook_is_read_against_the_plan_that_it_was_made_of(
    plan: Plan, tmp_path: Path
) -> None:
    path = export(plan, tmp_path, "xlsx", "sheets", attach_plan=True)
    source = read_source(path)
    assert source.sent == {one.id: one for one in plan.initiatives()}
    assert any("計画データが付いています" in one for one in source.reading.remarks)
    plain = read_source(export(plan, tmp_path, "xlsx", "sheets", attach_plan=False))
    assert not any("計画データ" in one for one in plain.reading.remarks)


def test_a_workbook_with_a_damaged_attachment_is_still_read(plan: Plan, tmp_path: Path) -> None:
    path = export(plan, tmp_path, "xlsx", "sheets", attach_plan=True)
    again = tmp_path / "again.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "customXml/item1.xml":
                data = b'<plan xmlns="urn:kitaplanner:plan">e30=</plan>'  # {}
            new.writestr(name, data)
    source = read_source(again)
    assert len(source.reading.initiatives) == len(list(plan.initiatives()))
    assert any("読めませんでした" in one for one in source.reading.remarks)
