"""Workbooks that hold no plan, though some look like one: they must give no initiative."""

from __future__ import annotations

from collections.abc import Callable

from pen import Pen


def budget(pen: Pen) -> None:
    """A table of amounts under years."""
    pen.turn_to("予算")
    pen.write(0, 0, "情報化関連予算の推移（千円）", bold=True)
    for column, text in enumerate(("事業名", "所管課", "令和5年度", "令和6年度", "令和7年度")):
        pen.write(2, column, text)
    for row, (name, unit, *amounts) in enumerate(
        (("基幹系システム運用", "情報システム担当課", 120000, 118500, 131200),
         ("窓口支援システム", "戸籍住民課", 0, 22800, 24100),
         ("ホームページ運営", "広報課", 8600, 8600, 9150)), 3,
    ):  # fmt: skip
        for column, value in enumerate((name, unit, *amounts)):
            pen.write(row, column, value)
    pen.write(6, 0, "合計")
    for column, letter in enumerate("CDE", 2):
        pen.sheet.getCellByPosition(column, 6).Formula = f"=SUM({letter}4:{letter}6)"


def roster(pen: Pen) -> None:
    """A list of members."""
    pen.turn_to("名簿")
    pen.write(0, 0, "ＤＸ推進員名簿（令和7年度）", bold=True)
    for column, text in enumerate(("No", "担当課", "職", "氏名", "内線")):
        pen.write(1, column, text)
    for row in range(2, 12):
        for column, value in enumerate((row - 1, "○○課", "主任", f"氏名{row - 1}", 2000 + row)):
            pen.write(row, column, value)


def empty(pen: Pen) -> None:
    """A workbook with three sheets and nothing in them."""
    for name in ("Sheet1", "Sheet2", "Sheet3"):
        pen.turn_to(name)


def calendar(pen: Pen) -> None:
    """A calendar of a fiscal year with arrows for events."""
    pen.turn_to("年間予定")
    pen.write(0, 0, "令和7年度　課内年間予定", bold=True)
    for column, month in enumerate((*range(4, 13), 1, 2, 3)):
        pen.write(1, column + 1, f"{month}月")
        pen.width(column + 1, 1800)
    for row, (name, first, last) in enumerate(
        (("議会", 2, 3), ("予算要求", 5, 7), ("人事評価", 0, 1)), 2
    ):
        pen.write(row, 0, name)
        left, top, _, bottom = pen.place(row, first + 1, row, first + 1)
        right = pen.place(row, last + 1, row, last + 1)[2]
        pen.shape("pentagon-right", (left, top + 50, right, bottom - 50), name)


def statistics(pen: Pen) -> None:
    """Counts by year, as text and as numbers, with the years downwards and across."""
    pen.turn_to("件数")
    pen.write(0, 0, "電子申請の件数", bold=True)
    for column, text in enumerate(("手続", "R4", "R5", "R6")):
        pen.write(1, column, text)
    rows = (("住民票", "1,204件", "2,310件", "3,002件"), ("税証明", "801件", "―", "1,120件"))
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values):
            pen.write(row, column, value)


SHEETS: dict[str, Callable[[Pen], None]] = {
    "90a_budget": budget,
    "90b_roster": roster,
    "90c_empty": empty,
    "90d_calendar": calendar,
    "90e_statistics": statistics,
}
