"""Other programs read the PDF: poppler finds text at its place, qpdf finds no fault."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kitaplanner.export.pdf import write_pdf
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Box, Rect, Scene, Text
from tests.export.pdf_scenes import (
    HOSTILE,
    booklet_scene,
    hostile_scene,
    page,
    scene,
    sheet_scene,
    text,
)

pytestmark = [
    pytest.mark.poppler,
    pytest.mark.skipif(
        not (shutil.which("pdftotext") and shutil.which("qpdf")),
        reason="needs poppler-utils and qpdf",
    ),
]

WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize("drawn", [hostile_scene(), sheet_scene(), booklet_scene()])
def test_qpdf_finds_no_fault(tmp_path: Path, drawn: Scene) -> None:
    path = tmp_path / "計画.pdf"
    write_pdf(drawn, path)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", path)


def test_poppler_reads_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    write_pdf(hostile_scene(), path)
    *lines, beyond_the_page = run("pdftotext", "-raw", path, "-").removesuffix("\n\f").split("\n")
    assert lines == list(HOSTILE[:-1])
    assert HOSTILE[-1].startswith(beyond_the_page)


def test_a_bar_over_two_lines_reads_on(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    write_pdf(sheet_scene(), path)
    lines = run("pdftotext", path, "-").split()
    assert lines == ["年度別実施計画", "標準準拠システムへの", "移行・運用開始", "検討", "12"]


def test_text_stands_where_the_scene_says(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    drawn = sheet_scene()
    write_pdf(drawn, path)
    words = WORD.findall(run("pdftotext", "-bbox", path, "-"))
    texts = [one for one in drawn.pages[0].primitives if isinstance(one, Text)]
    assert [word[4] for word in words] == [one.text for one in texts]
    metrics = bundled_metrics()
    for (left, top, right, bottom, _), line in zip(words, texts, strict=True):
        places = [float(one) for one in (left, top, right, bottom)]
        expected = [
            line.x,
            line.baseline - metrics.ascent(line.size),
            line.x + line.width,
            line.baseline + metrics.descent(line.size),
        ]
        assert places == pytest.approx(expected, abs=0.5)


def ink(path: Path, rect: Rect) -> set[tuple[int, ...]]:
    """Give the colours that poppler paints in an area, at one pixel a point."""
    area = ("-x", rect.x, "-y", rect.y, "-W", rect.width, "-H", rect.height)
    command = [
        "pdftoppm",
        "-r",
        "72",
        *(str(int(one) if type(one) is float else one) for one in area),
    ]
    data = subprocess.run([*command, path], check=True, capture_output=True).stdout
    header = re.match(rb"P6\s+\d+\s+\d+\s+255\s", data)
    assert header is not None
    pixels = data[header.end() :]
    return {tuple(pixels[start : start + 3]) for start in range(0, len(pixels), 3)}


def test_boxes_are_painted_where_the_scene_says(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    write_pdf(scene(page(Box(Rect(100, 200, 50, 30), fill="#FF0000"))), path)
    assert ink(path, Rect(101, 201, 48, 28)) == {(255, 0, 0)}
    white = {(255, 255, 255)}
    assert ink(path, Rect(0, 0, 595, 199)) == white
    assert ink(path, Rect(0, 232, 595, 600)) == white
    assert ink(path, Rect(0, 0, 99, 841)) == white
    assert ink(path, Rect(152, 0, 400, 841)) == white


def test_variants_and_signs_are_drawn_not_boxed(tmp_path: Path) -> None:
    """Each of these has a shape of its own; .notdef or a box for the selector would show."""
    path = tmp_path / "計画.pdf"
    shapes = []
    for content in ("葛", "葛\U000e0100", "☑", "☐", "〓"):
        write_pdf(scene(page(text(100, 300, content, size=100))), path)
        shapes.append(frozenset(run_pixels(path)))
    assert len(set(shapes)) == len(shapes)


def test_a_missing_character_shows_the_geta_sign(tmp_path: Path) -> None:
    path = tmp_path / "計画.pdf"
    shapes = []
    for content in ("〓", "𠮷", "𠮷\U000e0100"):
        write_pdf(scene(page(text(100, 300, content, size=100))), path)
        shapes.append(run_pixels(path))
    assert shapes[0] == shapes[1] == shapes[2] != []


def run_pixels(path: Path) -> list[int]:
    """List the indexes of the dark bytes of the picture of a page."""
    command = ["pdftoppm", "-r", "36", "-gray", path]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    return [index for index, byte in enumerate(data) if byte < 128]
