"""How staff put items into the rows of a schedule: in cells, or with drawn shapes.

Each hand draws all items of a grid and gives them back as they are to be read: what a hand can't
say (an arrow over cells has no dashes) is not in what it gives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from contents import MONTHS, Item
from sheets import Grid

Rows = list[list[Item]]
FILL = 0xBDD7EE
_FILLS = (0xBDD7EE, 0xC6E0B4, 0xFFE699, 0xF8CBAD)


def _shown(item: Item) -> str:
    """Give the text with its ※ note, as it stands on paper."""
    if item.started is None:
        return item.text
    year, word = item.started
    era, number = ("令和", year - 2018) if year >= 2019 else ("平成", year - 1988)
    return f"{item.text}\n※{era}{'元' if number == 1 else number}年度{word}"


def _all(grid: Grid) -> Iterator[tuple[int, Item]]:
    for index, row in enumerate(grid.rows):
        for item in row:
            yield index, item


def _as_drawn(grid: Grid) -> Rows:
    return [list(row) for row in grid.rows]


def merged(grid: Grid, rng: random.Random, *, filled: bool = True) -> Rows:
    """Merge the cells of each span and fill them."""
    for index, item in _all(grid):
        row, below = grid.bands[index]
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(row, first, _shown(item), middle=True)
        grid.pen.merge(row, first, below, last)
        if filled:
            grid.pen.fill(row, first, below, last, rng.choice(_FILLS))
    return _as_drawn(grid)


def merged_plain(grid: Grid, rng: random.Random) -> Rows:
    """Merge the cells of each span without a fill."""
    return merged(grid, rng, filled=False)


def repeated(grid: Grid, rng: random.Random, *, filled: bool = False) -> Rows:
    """Type the text into every cell of the span."""
    for index, item in _all(grid):
        row = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        for column in range(first, last + 1):
            grid.pen.write(row, column, _shown(item), middle=True)
        if filled:
            grid.pen.fill(row, first, row, last, rng.choice(_FILLS))
    return _as_drawn(grid)


def repeated_filled(grid: Grid, rng: random.Random) -> Rows:
    """Type the text into every cell of the span and fill them."""
    return repeated(grid, rng, filled=True)


def filled(grid: Grid, rng: random.Random, *, alternate: bool = False) -> Rows:
    """Type the text into the first cell and fill the span."""
    for index, item in _all(grid):
        row = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(row, first, _shown(item))
        place = grid.rows[index].index(item)
        colour = _FILLS[place % len(_FILLS)] if alternate else FILL
        grid.pen.fill(row, first, row, last, colour)
    return _as_drawn(grid)


def filled_colours(grid: Grid, rng: random.Random) -> Rows:
    """Fill each span in a colour of its own."""
    return filled(grid, rng, alternate=True)


def filled_under_label(grid: Grid, rng: random.Random) -> Rows:
    """Name the row in the column at its left and fill the span; one item a row."""
    rows: Rows = []
    for index, row in enumerate(grid.rows):
        item = replace(row[0], started=None, opens_before=False)
        at = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(at, grid.label_column, item.text)
        grid.pen.fill(at, first, at, last, FILL)
        rows.append([item])
    return rows


def typed(grid: Grid, rng: random.Random, *, sign: str = "→", dashes: bool = False) -> Rows:
    """Type the text into the first cell and arrows into the cells behind it."""
    for index, item in _all(grid):
        row = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(row, first, _shown(item))
        for column in range(first + 1, last + 1):
            tip = sign if not dashes else ("―――→" if column == last else "―――――")
            grid.pen.write(row, column, tip, middle=True)
    return _as_drawn(grid)


def typed_double(grid: Grid, rng: random.Random) -> Rows:
    """Type ⇒ behind the text."""
    return typed(grid, rng, sign="⇒")


def typed_dashes(grid: Grid, rng: random.Random) -> Rows:
    """Type dashes that end in a tip behind the text."""
    return typed(grid, rng, dashes=True)


def typed_ditto(grid: Grid, rng: random.Random) -> Rows:
    """Type 〃 behind the text."""
    return typed(grid, rng, sign="〃")


def typed_merged(grid: Grid, rng: random.Random) -> Rows:
    """Type one long arrow into the merged cells behind the text."""
    for index, item in _all(grid):
        row = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(row, first, _shown(item))
        if last > first:
            grid.pen.write(row, first + 1, "→", middle=True)
            grid.pen.merge(row, first + 1, row, last)
    return _as_drawn(grid)


def _drawn_box(
    grid: Grid, index: int, item: Item, rng: random.Random, inset: float = 0.35
) -> tuple[int, int, int, int]:
    """Give the box of a shape as a hand draws it: some tenths of a month beside the border."""
    scale = 3 if not grid.axis.parts else 0.8
    start = item.start + rng.uniform(-0.1, inset) * scale
    end = item.end + 1 - rng.uniform(0.0, inset) * scale
    if item.opens_before:
        start = item.start - (0.8 if grid.column == 0 else 3)
    if item.opens_after:
        end = item.end + 4
    left, top, right, bottom = grid.box(index, start, end)
    slack = (bottom - top) // 8
    return max(left, 0), top + slack, right, bottom - slack


def pentagons(grid: Grid, rng: random.Random, *, kind: str = "pentagon-right",
              anchor: str = "page") -> Rows:  # fmt: skip
    """Draw an arrow with its text over each span."""
    for index, item in _all(grid):
        box = _drawn_box(grid, index, item, rng)
        grid.pen.shape(kind, box, _shown(item), colour=rng.choice(_FILLS), anchor=anchor)
    return _as_drawn(grid)


def pentagons_two(grid: Grid, rng: random.Random) -> Rows:
    """Draw arrows that move and grow with their cells."""
    return pentagons(grid, rng, anchor="two")


def pentagons_one(grid: Grid, rng: random.Random) -> Rows:
    """Draw arrows that move with the cell under their corner."""
    return pentagons(grid, rng, anchor="one")


def block_arrows(grid: Grid, rng: random.Random) -> Rows:
    """Draw block arrows that hold their text."""
    return pentagons(grid, rng, kind="right-arrow")


def turned_arrows(grid: Grid, rng: random.Random) -> Rows:
    """Draw left arrows turned by half a circle, and right arrows as they come."""
    for index, item in _all(grid):
        box = _drawn_box(grid, index, item, rng)
        if (index + item.start // MONTHS) % 2:
            grid.pen.shape("left-arrow", box, _shown(item), turned=180)
        else:
            grid.pen.shape("left-arrow", box, _shown(item), mirrored=True)
    return _as_drawn(grid)


def grouped(grid: Grid, rng: random.Random) -> Rows:
    """Draw the arrows of a row and group them."""
    for index, row in enumerate(grid.rows):
        shapes = [
            grid.pen.shape("pentagon-right", _drawn_box(grid, index, item, rng), _shown(item))
            for item in row
        ]
        if len(shapes) > 1:
            grid.pen.group(shapes)
    return _as_drawn(grid)


def boxes(grid: Grid, rng: random.Random) -> Rows:
    """Draw rectangles, every second one dashed and without a fill."""
    rows = []
    for index, row in enumerate(grid.rows):
        read = []
        for place, item in enumerate(row):
            dashed = (index + place) % 2 == 1
            box = _drawn_box(grid, index, item, rng)
            grid.pen.shape("rectangle", box, _shown(item), dashed=dashed,
                           colour=None if dashed else FILL)  # fmt: skip
            read.append(replace(item, kind="dashed" if dashed else "box"))
        rows.append(read)
    return rows


def pentagons_over_cells(grid: Grid, rng: random.Random) -> Rows:
    """Merge the cells, type the text, and draw an arrow with the same text over them."""
    merged_plain(grid, rng)
    return pentagons(grid, rng)


def arrows_over_text(grid: Grid, rng: random.Random) -> Rows:
    """Type the text into the first cell and draw an arrow without text over the span."""
    for index, item in _all(grid):
        first, _ = grid.columns(item.start, item.end)
        grid.pen.write(grid.bands[index][0], first, _shown(item))
        grid.pen.shape("right-arrow", _drawn_box(grid, index, item, rng), colour=None)
    return _as_drawn(grid)


def arrows_beside_text(grid: Grid, rng: random.Random) -> Rows:
    """Type the text into the first cell and draw an arrow through the years behind it."""
    for index, item in _all(grid):
        first, last = grid.columns(item.start, item.end)
        grid.pen.write(grid.bands[index][0], first, _shown(item))
        if last > first:
            unit = MONTHS // grid.axis.per_year
            behind = replace(item, start=item.start + unit, opens_before=False)
            box = _drawn_box(grid, index, behind, rng)
            grid.pen.shape("right-arrow", box, colour=FILL)
    return _as_drawn(grid)


def arrows_below_text(grid: Grid, rng: random.Random) -> Rows:
    """Type the text into the first cell and draw a thin arrow at its lower edge."""
    for index, item in _all(grid):
        first, _ = grid.columns(item.start, item.end)
        grid.pen.write(grid.bands[index][0], first, _shown(item))
        left, top, right, bottom = _drawn_box(grid, index, item, rng)
        grid.pen.shape("right-arrow", (left, top + (bottom - top) * 2 // 3, right, bottom))
    return _as_drawn(grid)


def lines(grid: Grid, rng: random.Random, *, connector: bool = False, both: bool = False,
          anchor: str = "page") -> Rows:  # fmt: skip
    """Type the text into the first cell and draw a line with a tip under it."""
    for index, item in _all(grid):
        first, _ = grid.columns(item.start, item.end)
        grid.pen.write(grid.bands[index][0], first, _shown(item))
        left, _, right, bottom = _drawn_box(grid, index, item, rng)
        box = (left, bottom - 60, right, bottom - 60)
        grid.pen.line(box, connector=connector, tail=both, anchor=anchor)
    return _as_drawn(grid)


def connectors(grid: Grid, rng: random.Random) -> Rows:
    """Draw connectors under the text."""
    return lines(grid, rng, connector=True)


def lines_both(grid: Grid, rng: random.Random) -> Rows:
    """Draw lines with a tip at both ends, anchored to cells."""
    return lines(grid, rng, both=True, anchor="two")


def lines_under_label(grid: Grid, rng: random.Random) -> Rows:
    """Name the row in the column at its left and draw an arrow; one item a row."""
    rows: Rows = []
    for index, row in enumerate(grid.rows):
        item = replace(row[0], started=None, opens_before=False)
        grid.pen.write(grid.bands[index][0], grid.label_column, item.text)
        left, top, right, bottom = _drawn_box(grid, index, item, rng)
        middle = (top + bottom) // 2
        grid.pen.line((left, middle, right, middle), connector=bool(index % 2))
        rows.append([item])
    return rows


def text_boxes(grid: Grid, rng: random.Random) -> Rows:
    """Draw arrows without text and lay boxes with the text over them."""
    for index, item in _all(grid):
        left, top, right, bottom = _drawn_box(grid, index, item, rng)
        grid.pen.shape("right-arrow", (left, top, right, bottom))
        third = (right - left) // 6
        grid.pen.text_box((left + third, top + 150, right - third, bottom - 150), _shown(item))
    return _as_drawn(grid)


def typed_under_label(grid: Grid, rng: random.Random) -> Rows:
    """Name the row in the column at its left and type arrows into the years."""
    return _signs_under_label(grid, "→")


def ticks_under_label(grid: Grid, rng: random.Random) -> Rows:
    """Name the row in the column at its left and type ○ into the years."""
    return _signs_under_label(grid, rng.choice("○●◎"))


def _signs_under_label(grid: Grid, sign: str) -> Rows:
    rows: Rows = []
    for index, row in enumerate(grid.rows):
        item = replace(row[0], started=None, opens_before=False)
        at = grid.bands[index][0]
        grid.pen.write(at, grid.label_column, item.text)
        first, last = grid.columns(item.start, item.end)
        for column in range(first, last + 1):
            grid.pen.write(at, column, sign, middle=True)
        rows.append([item])
    return rows


def tips_in_text(grid: Grid, rng: random.Random) -> Rows:
    """Type → behind each text that another follows, and into the cells up to it."""
    for index, item in _all(grid):
        row = grid.bands[index][0]
        first, last = grid.columns(item.start, item.end)
        follows = any(other.start == item.end + 1 for other in grid.rows[index])
        tip = " →" if follows and first == last else ""
        grid.pen.write(row, first, _shown(item) + tip)
        for column in range(first + 1, last + 1):
            grid.pen.write(row, column, "→", middle=True)
    return _as_drawn(grid)


def lines_with_boxes(grid: Grid, rng: random.Random) -> Rows:
    """Draw a line and put a text box over it, as in a chart."""
    for index, item in _all(grid):
        left, top, right, bottom = _drawn_box(grid, index, item, rng)
        grid.pen.line((left, bottom - 80, right, bottom - 80), connector=True)
        grid.pen.text_box((left + 60, top, left + (right - left) * 3 // 4, bottom - 150),
                          _shown(item))  # fmt: skip
    return _as_drawn(grid)


def sloppy(grid: Grid, rng: random.Random) -> Rows:
    """Draw arrows whose ends lie up to four months beside the border that they mean."""
    for index, item in _all(grid):
        start = item.start + rng.uniform(-1.5, 4) / grid.axis.per_year
        end = item.end + 1 - rng.uniform(-1.5, 4) / grid.axis.per_year
        if end - start < 2:
            start, end = item.start + 0.3, item.end + 0.7
        left, top, right, bottom = grid.box(index, start, end)
        slide = rng.randint(-150, 150)
        box = (max(left, 0), top + 200 + slide, right, bottom - 200 + slide)
        grid.pen.shape("pentagon-right", box, _shown(item), colour=rng.choice(_FILLS))
    return [[replace(item, opens_before=item.started is not None, opens_after=False)
             for item in row] for row in grid.rows]  # fmt: skip


def mixed(grid: Grid, rng: random.Random) -> Rows:
    """Draw each row in another way: one merges, one draws, one types."""
    rows: Rows = []
    ways = (merged, pentagons, typed, arrows_over_text, lines, merged_plain)
    for index, row in enumerate(grid.rows):
        part = replace(grid, rows=(row,), bands=[grid.bands[index]])
        rows += rng.choice(ways)(part, rng)
    return rows


def mixed_in_rows(grid: Grid, rng: random.Random) -> Rows:
    """Draw each item in another way, within a row too."""
    ways = (merged, pentagons, typed, arrows_over_text, merged_plain)
    for index, item in _all(grid):
        part = replace(grid, rows=((item,),), bands=[grid.bands[index]])
        rng.choice(ways)(part, rng)
    return _as_drawn(grid)


HANDS: dict[str, Callable[[Grid, random.Random], Rows]] = {
    one.__name__: one
    for one in (
        merged, merged_plain, repeated, repeated_filled, filled, filled_colours,
        filled_under_label, typed, typed_double, typed_dashes, typed_ditto, typed_merged,
        pentagons, pentagons_two, pentagons_one, block_arrows, turned_arrows, grouped, boxes,
        pentagons_over_cells, arrows_over_text, arrows_beside_text, arrows_below_text, lines,
        connectors, lines_both, lines_under_label, text_boxes, typed_under_label,
        ticks_under_label, tips_in_text, lines_with_boxes, sloppy, mixed, mixed_in_rows,
    )
}  # fmt: skip
NEEDS_LABEL = frozenset({"filled_under_label", "lines_under_label", "typed_under_label",
                         "ticks_under_label"})  # fmt: skip
# These lie freely in a tall cell; the others need a sheet row of their own.
FREE = frozenset({"pentagons", "pentagons_two", "pentagons_one", "block_arrows", "turned_arrows",
                  "grouped", "boxes", "text_boxes"})  # fmt: skip
