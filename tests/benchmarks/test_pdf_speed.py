"""How long a booklet takes as a PDF, against a bare ReportLab canvas drawing the same shapes.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_pdf_speed.py

The aim: at most twice the bare canvas, and preferably below it. The bare canvas does less (no
outline, text above U+FFFF is wrong, a Helvetica that is not embedded).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle, islice
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kitaplanner.export.pdf import render_pdf
from kitaplanner.layout.fonts import FONT_FILES
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import (
    Arrow,
    Bookmark,
    Box,
    Line,
    Page,
    Primitive,
    Rect,
    Scene,
    Target,
    Text,
)
from kitaplanner.paths import resource_path

WIDTH, HEIGHT = 595.28, 841.89
INK = "#000000"


def initiatives(node: Any) -> Iterator[dict[str, Any]]:
    for child in node.get("children", ()) or node.get("outline", ()):
        yield from initiatives(child)
    yield from node.get("initiatives", ())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in strings(one))


def sheet(number: int, initiative: dict[str, Any]) -> Page:
    """A page with the shapes and the amount of text of a real sheet."""
    metrics = bundled_metrics()
    shapes: list[Primitive] = [
        Box(Rect(50 + 99 * column, 60 + 24 * row, 99, 24), "#E8EEF5" if row == 0 else "", INK, 0.5)
        for row in range(8)
        for column in range(5)
    ]
    shapes += [Line(50 + 24.75 * i, 280, 50 + 24.75 * i, 520, "#888888", 0.25) for i in range(21)]
    shapes += [
        Arrow(Rect(60 + 12 * i, 290 + 36 * i, 300, 30), 8, 0, "#DCEBD4", INK, 0.75)
        for i in range(6)
    ]
    y = 70.0
    for text in strings(initiative):
        for start in range(0, len(text), 40):
            line = text[start : start + 40]
            shapes.append(Text(54, y, line, 9, metrics.text_width(line, 9), bold=start == 0))
            y += 12
    target = Target("initiative", str(initiative.get("id")))
    bookmark = Bookmark(str(initiative.get("name")), 0, 40, target)
    return Page(WIDTH, HEIGHT, str(number), tuple(shapes), bookmarks=(bookmark,))


def scene_of(sheets: int) -> Scene:
    plan = json.loads(resource_path("samples", "kita.json").read_text(encoding="utf-8"))
    chosen = islice(cycle(list(initiatives(plan))), sheets)
    return Scene(plan["title"], tuple(sheet(number, one) for number, one in enumerate(chosen, 1)))


def draw_with_bare_canvas(scene: Scene) -> bytes:
    """Draw the boxes, lines, arrows and texts of a scene as ReportLab's manual shows it."""
    canvas = Canvas(BytesIO(), pagesize=(WIDTH, HEIGHT), pageCompression=1)
    for page in scene.pages:
        for shape in page.primitives:
            draw_shape(canvas, shape)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def draw_shape(canvas: Canvas, shape: Primitive) -> None:
    match shape:
        case Text():
            canvas.setFillColor(shape.colour)
            canvas.setFont("bench-bold" if shape.bold else "bench-regular", shape.size)
            canvas.drawString(shape.x, HEIGHT - shape.baseline, shape.text)
        case Line():
            canvas.setStrokeColor(shape.stroke)
            canvas.setLineWidth(shape.stroke_width)
            canvas.line(shape.x1, HEIGHT - shape.y1, shape.x2, HEIGHT - shape.y2)
        case Box() | Arrow():
            canvas.setStrokeColor(shape.stroke)
            canvas.setLineWidth(shape.stroke_width)
            if shape.fill:
                canvas.setFillColor(shape.fill)
            fill = int(bool(shape.fill))
            if isinstance(shape, Box):
                rect = shape.rect
                canvas.rect(rect.x, HEIGHT - rect.bottom, rect.width, rect.height, fill=fill)
            else:
                path = canvas.beginPath()
                (x, y), *others = shape.points()
                path.moveTo(x, HEIGHT - y)
                for other_x, other_y in others:
                    path.lineTo(other_x, HEIGHT - other_y)
                path.close()
                canvas.drawPath(path, fill=fill)


@pytest.fixture(scope="module", autouse=True)
def bench_fonts() -> None:
    for key in ("regular", "bold"):
        path = resource_path("fonts", FONT_FILES[key])  # type: ignore[index]
        pdfmetrics.registerFont(TTFont(f"bench-{key}", str(path)))


@pytest.fixture(scope="module", params=[47, 1000])
def scene(request: pytest.FixtureRequest) -> Scene:
    return scene_of(request.param)


@pytest.mark.parametrize("draw", [draw_with_bare_canvas, render_pdf], ids=["bare", "kitaplanner"])
def test_booklet(benchmark: BenchmarkFixture, scene: Scene, draw: Callable[[Scene], bytes]) -> None:
    benchmark.group = f"PDF of {len(scene.pages)} sheets"
    rounds = 15 if len(scene.pages) < 100 else 3
    data = benchmark.pedantic(draw, (scene,), rounds=rounds, warmup_rounds=1)
    benchmark.extra_info["bytes"] = len(data)
    assert data.startswith(b"%PDF")
