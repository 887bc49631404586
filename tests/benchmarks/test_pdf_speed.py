"""How long a booklet takes as a PDF, against a bare ReportLab canvas drawing the same shapes.

    make bench, or: pytest --benchmark-enable tests/benchmarks/test_pdf_speed.py

The aim: at most twice the bare canvas, and preferably below it. The bare canvas does less (no
outline, text above U+FFFF is wrong, a Helvetica that is not embedded).
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import cycle, islice

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.export.pdf import render_pdf
from kitaplanner.layout.booklet import booklet_scene
from kitaplanner.layout.fonts import FONT_FILES
from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import Arrow, Box, Line, Primitive, Scene, Text
from kitaplanner.paths import resource_path

WIDTH, HEIGHT = 595.28, 841.89  # A4, as all pages of the sample


def booklet() -> Scene:
    """Lay out the sample plan: cover, contents, chapters and all sheets."""
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    return booklet_scene(plan, load_form("kita"), bundled_metrics())


def many_pages() -> Scene:
    """Give a thousand pages: those of the booklet again and again."""
    once = booklet()
    return Scene(once.title, tuple(islice(cycle(once.pages), 1000)))


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
            if shape.stroke:
                canvas.setStrokeColor(shape.stroke)
                canvas.setLineWidth(shape.stroke_width)
            if shape.fill:
                canvas.setFillColor(shape.fill)
            stroke, fill = int(bool(shape.stroke)), int(bool(shape.fill))
            if isinstance(shape, Box):
                rect = shape.rect
                canvas.rect(rect.x, HEIGHT - rect.bottom, rect.width, rect.height, stroke, fill)
            else:
                path = canvas.beginPath()
                (x, y), *others = shape.points()
                path.moveTo(x, HEIGHT - y)
                for other_x, other_y in others:
                    path.lineTo(other_x, HEIGHT - other_y)
                path.close()
                canvas.drawPath(path, stroke, fill)


@pytest.fixture(scope="module", autouse=True)
def bench_fonts() -> None:
    for key in ("regular", "bold"):
        path = resource_path("fonts", FONT_FILES[key])  # type: ignore[index]
        pdfmetrics.registerFont(TTFont(f"bench-{key}", str(path)))


@pytest.fixture(scope="module", params=[booklet, many_pages])
def scene(request: pytest.FixtureRequest) -> Scene:
    made: Scene = request.param()
    return made


@pytest.mark.parametrize("draw", [draw_with_bare_canvas, render_pdf], ids=["bare", "kitaplanner"])
def test_booklet(benchmark: BenchmarkFixture, scene: Scene, draw: Callable[[Scene], bytes]) -> None:
    benchmark.group = f"PDF of {len(scene.pages)} pages"
    rounds = 15 if len(scene.pages) < 100 else 3
    data = benchmark.pedantic(draw, (scene,), rounds=rounds, warmup_rounds=1)
    benchmark.extra_info["bytes"] = len(data)
    assert data.startswith(b"%PDF")
