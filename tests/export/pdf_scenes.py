"""Scenes made by hand for the tests of the PDF writer."""

from __future__ import annotations

from kitaplanner.layout.metrics import bundled_metrics
from kitaplanner.layout.scene import (
    Arrow,
    Bookmark,
    Box,
    Line,
    Link,
    Page,
    Primitive,
    Rect,
    Role,
    Scene,
    Target,
    Text,
)

WIDTH, HEIGHT = 595.28, 841.89

# What wards really write, and what breaks a careless writer.
HOSTILE = (
    "&<>()\\ <b>太字</b> <img src='file:///etc/passwd'/>",
    ") Tj ET Q /F9 99 Tf (",
    "%PDF-1.7 endstream endobj 100%",
    "𠮷野家の「𠮷」",
    "葛󠄀飾区と葛飾区、辻󠄀さんと辻さん",
    "☑済 ☐未 ►次 H₂O ✔",
    "①㈱㋿ ⅔ ℡ ～－ー‐−",
    "ハングルは収録外：한국어",
    "⼀と一、⽕と火",
    "０１２0123 Ａ1ｱ",
    "{{ }} ${HOME} #{x} \\n \\0",
    "長い" * 200,
)


def target(identifier: str) -> Target:
    return Target("initiative", identifier)


def text(
    x: float,
    baseline: float,
    content: str,
    *,
    size: float = 10,
    bold: bool = False,
    colour: str = "#000000",
    role: Role = "paragraph",
    shows: Target | None = None,
) -> Text:
    width = bundled_metrics().text_width(content, size, bold)
    return Text(x, baseline, content, size, width, bold, colour, role, shows)


def page(
    *primitives: Primitive,
    label: str = "",
    bookmarks: tuple[Bookmark, ...] = (),
    links: tuple[Link, ...] = (),
) -> Page:
    return Page(WIDTH, HEIGHT, label, primitives, bookmarks=bookmarks, links=links)


def scene(*pages: Page, title: str = "東京都北区DX推進計画2025") -> Scene:
    return Scene(title, pages)


def hostile_scene() -> Scene:
    lines = [
        text(40, 60 + 20 * index, content, bold=bool(index % 2))
        for index, content in enumerate(HOSTILE)
    ]
    return scene(page(*lines))


def sheet_scene() -> Scene:
    """One sheet with a grid, an arrow whose text takes two lines, a box and a dashed box."""
    bar = Target("item", "i1", "text")
    return scene(
        page(
            Box(Rect(50, 60, 495, 20), fill="#DDE6F0", stroke="#000000", stroke_width=0.5),
            text(56, 74, "年度別実施計画", bold=True, role="heading", shows=target("a")),
            *(Line(150 + 79 * i, 80, 150 + 79 * i, 200, "#808080", 0.25) for i in range(6)),
            Arrow(Rect(150, 90, 237, 36), 9, 0, "#CFE3C4", "#305030", 0.75, target=bar),
            text(156, 104, "標準準拠システムへの", role="item", shows=bar),
            text(156, 118, "移行・運用開始", role="item", shows=bar),
            Box(Rect(387, 140, 158, 20), stroke="#305030", stroke_width=0.75, dash=(3, 2)),
            text(393, 154, "検討", role="item", shows=Target("item", "i2", "text")),
            text(290, 820, "12", role="artifact"),
            label="12",
        )
    )


def booklet_scene() -> Scene:
    """Cover and contents without numbers, then two numbered pages; levels jump from 0 to 2."""
    contents = page(
        text(60, 80, "目次", role="title"),
        text(60, 110, "1 庁内DX (案) 3", role="contents", shows=target("a")),
        text(60, 130, "再掲の事業 4", role="contents", shows=target("b")),
        text(60, 150, "この印刷にない事業", role="contents"),
        links=(
            Link(Rect(60, 100, 300, 14), target("a")),
            Link(Rect(60, 120, 300, 14), target("b")),
            Link(Rect(60, 140, 300, 14), target("elsewhere")),
        ),
    )
    first = page(
        text(60, 80, "庁内DX", role="heading", shows=target("a")),
        label="1",
        bookmarks=(
            Bookmark("庁内DX (案)\\ 𠮷", 0, 66, target("a")),
            Bookmark("窓口", 2, 300, target("b")),
        ),
    )
    second = page(
        text(60, 80, "窓口", role="heading", shows=target("b")),
        label="2",
        bookmarks=(
            Bookmark("窓口（再掲）", 1, 66, target("b")),
            Bookmark("基盤", 0, 400, target("c")),
        ),
    )
    return scene(page(text(60, 300, "表紙", role="title")), contents, first, second)
