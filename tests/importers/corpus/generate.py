"""Draw the corpus with LibreOffice: workbooks as ward staff would make them, with their content.

    python3 tests/importers/corpus/generate.py                 # the committed workbooks
    python3 tests/importers/corpus/generate.py --invent 28 --seed 7 --out /tmp/others

Needs LibreOffice Calc and the system's Python with python3-uno. Never uses our own writer.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
from pathlib import Path

import no_plan
import odd_sheets
from as_excel import add_furigana, loosen_anchors
from contents import MONTHS, Initiative, Item, choose, subdivide
from hands import HANDS, NEEDS_LABEL
from pen import Pen, office
from recipes import RECIPES, Recipe, invent
from sheets import Grid, ListLook, card, labels_of, table

_HERE = Path(__file__).parent
_NOTE_ROW = "※導入の時期は、国の動向により変わることがあります。"


def draw(context: object, recipe: Recipe, seed: int, folder: Path) -> None:
    """Draw one workbook and write down what it says."""
    rng = random.Random(f"{recipe.name}/{seed}")
    pen = Pen(context)
    labels = labels_of(rng)
    many = _contents(recipe, rng)
    if recipe.layout == "list":
        truth = _draw_list(pen, recipe, many, labels, rng)
    else:
        truth = _draw_cards(pen, recipe, many, labels, rng)
    if "hidden_sheet" in recipe.extras:
        pen.turn_to("旧計画")
        card(pen, 0, choose(rng, 1, recipe.axis.length)[0], recipe.axis, labels)
        pen.hide_sheet()
    path = folder / f"{recipe.name}.xlsx"
    pen.save(path)
    if "furigana" in recipe.extras:
        add_furigana(path)
    if {"one_cell", "absolute"} & recipe.extras:
        loosen_anchors(path, absolute="absolute" in recipe.extras)
    _write_truth(path, recipe.style, truth)


def _contents(recipe: Recipe, rng: random.Random) -> list[Initiative]:
    axis = recipe.axis
    many = choose(rng, recipe.count, axis.length)
    if axis.parts:
        unit = MONTHS // axis.per_year
        many = [
            dataclasses.replace(one, rows=subdivide(one.rows, unit, axis.length, rng))
            for one in many
        ]
    if axis.first != 2025:
        many = [dataclasses.replace(one, rows=_without_starts(one.rows)) for one in many]
    if recipe.hand.startswith(("pentagons", "boxes", "grouped")):
        last = axis.length * MONTHS - 1
        many = [dataclasses.replace(one, rows=_going_on(one.rows, last, rng)) for one in many]
    if recipe.hand in NEEDS_LABEL:
        many = [dataclasses.replace(one, rows=_without_starts(one.rows)) for one in many]
    return many


def _without_starts(rows: tuple[tuple[Item, ...], ...]) -> tuple[tuple[Item, ...], ...]:
    """Leave ※ notes out where their years would not come before the plan."""
    return tuple(
        tuple(dataclasses.replace(item, started=None, opens_before=False) for item in row)
        for row in rows
    )


def _going_on(
    rows: tuple[tuple[Item, ...], ...], last: int, rng: random.Random
) -> tuple[tuple[Item, ...], ...]:
    """Let some items that reach the last month go on behind it."""
    return tuple(
        tuple(
            dataclasses.replace(item, opens_after=item.end == last and rng.random() < 0.25)
            for item in row
        )
        for row in rows
    )


def _draw_cards(
    pen: Pen, recipe: Recipe, many: list[Initiative], labels: dict[str, str], rng: random.Random
) -> list[dict]:
    extras = recipe.extras
    truth = []
    row = 0
    for index, one in enumerate(many):
        if recipe.layout == "sheets":
            pen.turn_to(f"個票{index + 1}")
            row = 0
        elif not index:
            pen.turn_to("実施計画")
        if row == 0:
            row = _above(pen, extras, recipe.axis.width)
        grid, row = card(
            pen, row, one, recipe.axis, labels,
            label_column="label_column" in extras,
            free="free" in extras and recipe.hand not in NEEDS_LABEL,
            stacked="stacked" in extras,
            colon="colon" in extras,
        )  # fmt: skip
        read = HANDS[recipe.hand](grid, rng)
        if "note_row" in extras:
            last = grid.column + recipe.axis.width - 1
            pen.write(row, grid.column, _NOTE_ROW)
            pen.merge(row, grid.column, row, last)
            read.append([Item(_NOTE_ROW, 0, recipe.axis.length * MONTHS - 1, "note")])
            row += 1
        _decorate(pen, recipe, grid, row)
        truth.append(_truth(one, read, recipe, summary=True))
        row += 2
    return truth


def _draw_list(
    pen: Pen, recipe: Recipe, many: list[Initiative], labels: dict[str, str], rng: random.Random
) -> list[dict]:
    extras = recipe.extras
    pen.turn_to("一覧")
    numbered = "number_in_name" not in extras and many[0].number
    columns = [*(["number"] if numbered else []), "name", "departments"]
    if "summary" in extras:
        columns.append("summary")
    look = ListLook(
        tuple(columns), "unmerged" not in extras, "free" in extras,
        "remarks" in extras, "content" in extras, "categories" in extras,
        "number_in_name" in extras, "gap_rows" in extras, extras,
    )  # fmt: skip
    top = _above(pen, extras, len(columns) + recipe.axis.width)
    grids, row = table(pen, top, many, recipe.axis, labels, look, rng)
    truth = []
    hidden = len(many) - 1 if "hidden_row" in extras and len(many) > 2 else -1
    shows_summary = "summary" in extras and "hidden_column" not in extras
    if "hidden_column" in extras:
        pen.hide_column(len(columns) - 1)
    if hidden >= 0:
        _hide(grids[hidden], rng)
    for index, (one, grid) in enumerate(zip(many, grids, strict=True)):
        if index == hidden:
            continue
        read = HANDS[recipe.hand](grid, rng)
        truth.append(_truth(one, read, recipe, summary=shows_summary))
    if "notes_below" in extras:
        pen.write(row, 0, "※　年度は会計年度です。")
        pen.write(row + 1, 0, "※　時期は予算により変わることがあります。")
    _decorate(pen, recipe, grids[0], row)
    return truth


def _hide(grid: Grid, rng: random.Random) -> None:
    """Write an initiative that was given up, and hide its rows."""
    if not grid.free:
        HANDS["merged_plain"](grid, rng)
    for first, _ in grid.bands:
        grid.pen.hide_row(first)


def _above(pen: Pen, extras: frozenset[str], width: int) -> int:
    """Write titles and units; give the row for the table."""
    row = 0
    if "title" in extras:
        pen.write(row, 0, "令和７年度～　ＤＸ推進計画　実施計画書", bold=True)
        pen.merge(row, 0, row, width - 1)
        row += 2
    if "units" in extras:
        pen.write(row, width - 1, "（令和7年10月現在）")
        row += 1
    if {"legend", "stamp"} & extras:
        row += 2
    return row


def _decorate(pen: Pen, recipe: Recipe, grid: Grid, below: int) -> None:
    extras = recipe.extras
    left, _, right, bottom = grid.box(len(grid.rows) - 1, 0, recipe.axis.length * MONTHS)
    if "legend" in extras:
        pen.shape("pentagon-right", (right - 5200, 30, right - 3600, 700), "実施")
        pen.shape("rectangle", (right - 3400, 30, right - 1800, 700), "検討", dashed=True)
    if "stamp" in extras:
        pen.shape("ellipse", (right - 1500, 20, right - 100, 800), "素案", colour=0xFFCCCC)
    if "callout" in extras:
        pen.shape(
            "round-rectangular-callout",
            (right + 600, bottom - 900, right + 4200, bottom - 100),
            "要確認",
            colour=0xFFFFCC,
        )
    if "check_box" in extras:
        height = pen.place(below, 0, below, 0)
        pen.check_box((left + 200, height[1] + 50, left + 2200, height[1] + 450), "新規")


def _truth(one: Initiative, rows: list[list[Item]], recipe: Recipe, *, summary: bool) -> dict:
    def item(read: Item) -> dict:
        said = {
            "text": read.text,
            "start": _month(read.start, recipe.axis.first),
            "end": _month(read.end, recipe.axis.first),
            "kind": read.kind,
        }
        if read.opens_before:
            said["opens_before"] = True
        if read.opens_after:
            said["opens_after"] = True
        if read.started:
            said["started"] = {"year": read.started[0], "word": read.started[1]}
        return said

    return {
        "number": one.number,
        "name": one.name,
        "departments": list(one.departments),
        "summary": one.summary if summary else "",
        "rows": [[item(read) for read in row] for row in rows],
    }


def _month(offset: int, first: int) -> str:
    number = first * MONTHS + 3 + offset
    return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def _write_truth(path: Path, style: int, initiatives: list[dict]) -> None:
    said = {"style": style, "initiatives": initiatives}
    path.with_suffix(".json").write_text(
        json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def main() -> None:
    """Draw the workbooks that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HERE / "workbooks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--invent", type=int, default=0, help="mix that many others by chance")
    parser.add_argument("--odd", action="store_true", help="with what is seldom met")
    parser.add_argument("--only", default="", help="the beginning of a name")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    recipes = invent(asked.seed, asked.invent, odd=asked.odd) if asked.invent else RECIPES
    with office() as context:
        for recipe in recipes:
            if recipe.name.startswith(asked.only):
                draw(context, recipe, asked.seed, asked.out)
        if asked.invent:
            return
        for name, put_odd in odd_sheets.SHEETS.items():
            if name.startswith(asked.only):
                pen = Pen(context)
                truths = put_odd(pen)
                pen.save(asked.out / f"{name}.xlsx")
                recipe = Recipe(name, 12, "")
                said = [_truth(one, rows, recipe, summary=one.number not in "123")
                        for one, rows in truths]  # fmt: skip
                _write_truth(asked.out / f"{name}.xlsx", 12, said)
        for name, put in no_plan.SHEETS.items():
            if name.startswith(asked.only):
                pen = Pen(context)
                put(pen)
                pen.save(asked.out / f"{name}.xlsx")
                _write_truth(asked.out / f"{name}.xlsx", 0, [])


if __name__ == "__main__":
    main()
