"""Sheets that no recipe mixes: tables beside tables, legends below, arrows between boxes.

Each draws into a pen and gives what the sheet truly holds.
"""

from __future__ import annotations

from collections.abc import Callable

from contents import MONTHS, Initiative, Item, years
from pen import Pen
from sheets import Axis, Grid, card, header, set_widths
from spellings import LABELS

Truths = list[tuple[Initiative, list[list[Item]]]]
_AXIS = Axis()


def _one(name: str, number: str, *rows: list[Item]) -> Initiative:
    return Initiative(
        name, ("企画課", "全庁"), f"{name}を行います。", tuple(map(tuple, rows)), number
    )


def _box(grid: Grid, index: int, item: Item) -> tuple[int, int, int, int]:
    left, top, right, bottom = grid.box(index, item.start + 1, item.end)
    return left, top + 150, right, bottom - 150


def indicators(pen: Pen) -> Truths:
    """Draw a card with a second table of years, whose cells are numbers."""
    one = _one("電子申請の拡大", "1-(1)", [years("手続の選定", 0), years("順次拡大", 1, 4)],
               [years("周知・広報", 0, 4)])  # fmt: skip
    pen.turn_to("個票")
    grid, row = card(pen, 0, one, _AXIS, LABELS[0], label_column=True)
    for index, items in enumerate(one.rows):
        for item in items:
            pen.shape("pentagon-right", _box(grid, index, item), item.text)
    pen.write(row, 0, "指標")
    row = header(pen, row, 1, _AXIS, "")
    for index, name in enumerate(("電子申請の件数", "利用者の満足度")):
        pen.write(row + index, 0, name)
        for column in range(5):
            value: object = 12000 + 500 * column if not index else f"{70 + column}%"
            pen.write(row + index, column + 1, value)
    return [(one, [list(items) for items in one.rows])]


def between_boxes(pen: Pen) -> Truths:
    """Draw boxes with small arrows that only lead from one to the next."""
    one = _one(
        "庁内チャットの導入", "(1)", [years("試行", 0), years("評価", 1), years("全庁展開", 2, 4)]
    )
    pen.turn_to("個票")
    grid, _ = card(pen, 0, one, _AXIS, LABELS[2])
    for item in one.rows[0]:
        pen.shape("rectangle", _box(grid, 0, item), item.text)
        if item.start:
            left, top, _, bottom = grid.box(0, item.start, item.start + 1)
            middle = (top + bottom) // 2
            pen.shape("right-arrow", (left - 280, middle - 180, left + 280, middle + 180))
    return [(one, [[Item(i.text, i.start, i.end, "box") for i in one.rows[0]]])]


def legend_below(pen: Pen) -> Truths:
    """Draw a list with a legend of arrows below it and arrows in hidden rows."""
    many = [
        _one("窓口の混雑状況の公開", "1", [years("方式の検討", 0), years("公開", 1, 4)]),
        _one("申請書の事前作成", "2", [years("様式の整理", 0, 1), years("運用", 2, 4)]),
        _one("廃止した取組", "3", [years("実施", 0, 2)]),
    ]
    pen.turn_to("一覧")
    grids = _list(pen, many)
    for one, grid in zip(many, grids, strict=True):
        for item in one.rows[0]:
            pen.shape("pentagon-right", _box(grid, 0, item), item.text, anchor="two")
    pen.hide_row(grids[2].bands[0][0])
    row = grids[2].bands[0][0] + 2
    pen.write(row, 2, "凡例")
    for index, text in enumerate(("実施", "検討")):
        left, top, right, bottom = pen.place(row, 3 + index, row, 3 + index)
        pen.shape("pentagon-right", (left + 50, top + 30, right - 50, bottom - 30), text)
    return [(one, [list(one.rows[0])]) for one in many[:2]]


def _list(pen: Pen, many: list[Initiative]) -> list[Grid]:
    for column, text in enumerate(("番号", "事業名", "担当課")):
        pen.write(0, column, text)
    set_widths(pen, 3, _AXIS)
    row = header(pen, 0, 3, _AXIS, "")
    grids = []
    for one in many:
        for column, text in enumerate((one.number, one.name, "、".join(one.departments))):
            pen.write(row, column, text)
        pen.height(row, 1100)
        grids.append(Grid(pen, _AXIS, 3, [(row, row)], rows=one.rows))
        row += 1
    return grids


def side_by_side(pen: Pen) -> Truths:
    """Draw two cards beside each other."""
    axis = Axis(length=3, year_width=2600)
    truths: Truths = []
    pen.turn_to("個票")
    for index, name in enumerate(("会議録の公開", "議案の電子化")):
        column = index * 4
        one = _one(name, f"({index + 1})", [years("準備", 0), years("実施", 1, 2)])
        for row, (label, text) in enumerate(
            (("事業名", f"{one.number} {one.name}"), ("担当課", "企画課、全庁"),
             ("事業概要", one.summary))
        ):  # fmt: skip
            pen.write(row, column, label)
            pen.write(row, column + 1, text)
            pen.merge(row, column + 1, row, column + 2)
        set_widths(pen, column, axis)
        row = header(pen, 3, column, axis, "")
        pen.write(row, column, "準備")
        pen.write(row, column + 1, "実施")
        pen.merge(row, column + 1, row, column + 2)
        truths.append((one, [list(one.rows[0])]))
    return truths


def one_arrow_over_words(pen: Pen) -> Truths:
    """Draw one long arrow without a text over the words of several years."""
    one = _one(
        "職員研修の充実", "2-(1)", [years("計画", 0), years("基礎研修", 1), years("応用研修", 2, 4)]
    )
    pen.turn_to("個票")
    grid, _ = card(pen, 0, one, _AXIS, LABELS[1])
    row = grid.bands[0][0]
    for item in one.rows[0]:
        pen.write(row, item.start // MONTHS, item.text)
    left, _, right, bottom = grid.box(0, 1, 5 * MONTHS - 1)
    pen.shape("right-arrow", (left, bottom - 300, right, bottom - 40))
    return [(one, [list(one.rows[0])])]


def words_with_years(pen: Pen) -> Truths:
    """Type a merged text that says its own years, and a text that runs over its cell."""
    said = "令和7年度：調査\n令和8年度：導入\n令和9年度以降：運用"
    one = _one(
        "防犯カメラの更新", "3-(2)", [years(said, 0, 4)], [years("補助制度の見直しと周知", 0)]
    )
    pen.turn_to("個票")
    grid, _ = card(pen, 0, one, _AXIS, LABELS[0])
    row = grid.bands[0][0]
    pen.write(row, 0, said)
    pen.merge(row, 0, row, 4)
    pen.write(row + 1, 0, "補助制度の見直しと周知")
    return [(one, [list(items) for items in one.rows])]


SHEETS: dict[str, Callable[[Pen], Truths]] = {
    "12a_indicators": indicators,
    "12b_between_boxes": between_boxes,
    "12c_legend_below": legend_below,
    "12d_side_by_side": side_by_side,
    "12e_one_arrow": one_arrow_over_words,
    "12f_words_with_years": words_with_years,
}
