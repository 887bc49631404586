"""A plan travels inside a PDF or a workbook and comes back as it was; otherwise nothing does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from kitaplanner.domain.form import load_form
from kitaplanner.domain.handout import Handout, HandoutPart
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan, Progress
from kitaplanner.domain.plan_json import dump_plan, load_plan, part_to_json
from kitaplanner.errors import PlanFormatError, UserError
from kitaplanner.export.pdf import render_pdf
from kitaplanner.importers.attached_plan import attached_plan
from kitaplanner.operations.documents import plan_from_json_file, sample_plan
from kitaplanner.operations.exports import Part, export_pdf, export_xlsx
from kitaplanner.operations.imports import read_source
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
