"""Which workbooks the corpus holds: a style, a layout, a hand, a spelling of years, and extras.

The committed ones are listed; for a look at sheets that nobody wrote the reader for, `invent`
mixes the same ingredients by chance.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hands import FREE, HANDS, NEEDS_LABEL
from sheets import Axis
from spellings import PARTS, YEARS


@dataclass(frozen=True)
class Recipe:
    """How one workbook is made; `extras` are words that `generate` knows."""

    name: str
    style: int
    hand: str
    layout: str = "card"  # card, cards (several on a sheet), sheets (one sheet each), list
    axis: Axis = field(default_factory=Axis)
    count: int = 1
    extras: frozenset[str] = field(default=frozenset())


def _r(name: str, style: int, hand: str, layout: str = "card", count: int = 1,
       extras: str = "", **axis: object) -> Recipe:  # fmt: skip
    return Recipe(name, style, hand, layout, Axis(**axis), count, frozenset(extras.split()))  # type: ignore[arg-type]


RECIPES: tuple[Recipe, ...] = (
    _r("01a_merged", 1, "merged", "cards", 2, "title"),
    _r("01b_merged_list", 1, "merged", "list", 4, "title units", spelling="full"),
    _r("01c_merged_squares", 1, "merged", "card", 1, "title note_row", columns=6),
    _r("01d_merged_plain", 1, "merged_plain", "sheets", 3, "", spelling="both"),
    _r("02a_repeated", 2, "repeated", "cards", 2, "", spelling="short_nendo"),
    _r("02b_repeated_filled", 2, "repeated_filled", "list", 4, "summary", spelling="western"),
    _r("02c_repeated_plain", 2, "repeated", "list", 3, "remarks unmerged", spelling="number"),
    _r("03a_filled", 3, "filled", "cards", 3, "title stacked"),
    _r("03b_filled_list", 3, "filled_colours", "list", 4, "categories", spelling="short"),
    _r("03c_filled_label", 3, "filled_under_label", "list", 4, "content", spelling="official"),
    _r("04a_pentagons", 4, "pentagons", "cards", 2, "title label_column"),
    _r("04b_pentagons_list", 4, "pentagons_two", "list", 5, "free summary", spelling="short_full"),
    _r("04c_pentagons_cells", 4, "pentagons_over_cells", "sheets", 3, "note_row"),
    _r("04d_pentagons_one", 4, "pentagons_one", "cards", 2, "one_cell free", spelling="full"),
    _r("05a_arrows_over", 5, "arrows_over_text", "cards", 2, "title"),
    _r("05b_arrows_beside", 5, "arrows_beside_text", "list", 4, "", spelling="both_lines"),
    _r("05c_arrows_below", 5, "arrows_below_text", "list", 4, "remarks", spelling="short_zero"),
    _r("06a_lines", 6, "lines", "cards", 2, "label_column"),
    _r("06b_connectors", 6, "connectors", "list", 4, "units", spelling="western_first"),
    _r("06c_lines_label", 6, "lines_under_label", "list", 4, "content", spelling="western_era"),
    _r("07a_typed", 7, "typed", "cards", 3, "title"),
    _r("07b_typed_double", 7, "typed_double", "list", 4, "number_in_name", spelling="nen"),
    _r("07c_typed_dashes", 7, "typed_dashes", "list", 4, "gap_rows", spelling="spaced"),
    _r("08a_quarters", 8, "merged", "cards", 2, "title", parts="quarter", length=4),
    _r("08b_halves", 8, "pentagons", "list", 4, "", parts="half"),
    _r("08c_months", 8, "filled", "list", 3, "", parts="month", length=2, year_width=9600),
    _r("08d_quarters_arrows", 8, "pentagons", "card", 1, "", parts="quarter_full", length=3),
    _r("09a_era_line", 9, "merged", "list", 4, "", lines="era"),
    _r("09b_old_eras", 9, "pentagons", "list", 4, "title", first=2018, spelling="old"),
    _r("09c_two_lines", 9, "repeated_filled", "cards", 2, "spaced", lines="below"),
    _r("09d_era_once", 9, "typed", "list", 4, "furigana", spelling="era_once", lines="phases"),
    _r("09e_spaced", 9, "pentagons", "sheets", 2, "furigana", spelling="spaced_wide",
       lines="caption"),
    _r("10a_decorated", 10, "pentagons", "cards", 2, "title legend stamp callout check_box"),
    _r("10b_grouped", 10, "grouped", "list", 5, "free categories absolute", length=6),
    _r("10c_turned", 10, "turned_arrows", "cards", 2, "label_column stamp"),
    _r("10d_hidden", 10, "pentagons", "list", 5, "hidden_row hidden_column hidden_sheet summary"),
    _r("10e_boxes", 10, "boxes", "cards", 2, "note_row legend", length=3, first=2026),
    _r("10f_text_boxes", 10, "text_boxes", "list", 3, "notes_below callout"),
    _r("11a_mixed", 11, "mixed", "cards", 3, "colon"),
    _r("11b_mixed_in_rows", 11, "mixed_in_rows", "list", 5, "policy present total"),
    _r("11c_sloppy", 11, "sloppy", "list", 5, "summary again"),
    _r("11d_actual", 11, "pentagons", "list", 4, "actual", spelling="short_nendo"),
    _r("11e_two_rows", 11, "merged", "list", 4, "two_rows summary"),
    _r("11f_lines_with_boxes", 11, "lines_with_boxes", "cards", 2, "stacked"),
    _r("11g_typed_under_label", 11, "typed_under_label", "list", 4, "content"),
    _r("11h_ticks_under_label", 11, "ticks_under_label", "list", 4, "content policy"),
    _r("11i_tips_in_text", 11, "tips_in_text", "cards", 3, "title"),
    _r("11k_banded", 11, "typed", "list", 4, "banded"),
    _r("11l_highlight", 11, "filled", "list", 4, "highlight"),
    _r("11j_plain_actual", 11, "merged_plain", "list", 4, "actual remarks again"),
)  # fmt: skip

_EXTRAS = ("title", "units", "note_row", "stacked", "label_column", "summary", "remarks",
           "unmerged", "categories", "number_in_name", "gap_rows", "furigana", "spaced", "legend",
           "stamp", "callout", "check_box", "hidden_row", "hidden_sheet", "notes_below",
           "one_cell", "absolute")  # fmt: skip
_ODD = ("policy", "present", "actual", "total", "again", "two_rows", "colon", "banded",
        "highlight")  # fmt: skip


def invent(seed: int, count: int, *, odd: bool = False) -> tuple[Recipe, ...]:
    """Mix recipes by chance; `odd` adds what is seldom met."""
    rng = random.Random(seed)
    found = []
    for index in range(count):
        hand = sorted(HANDS)[index % len(HANDS)]
        layout = "list" if hand in NEEDS_LABEL else rng.choice(("card", "cards", "sheets", "list"))
        extras = {one for one in _EXTRAS if rng.random() < 0.25}
        if hand in NEEDS_LABEL:
            extras.add("content")
        if odd:
            extras |= {one for one in _ODD if rng.random() < 0.25}
        if hand in FREE and rng.random() < 0.4:
            extras.add("free")
        parts = rng.choice(sorted(PARTS)) if rng.random() < 0.25 else ""
        length = rng.choice((3, 5, 5, 5, 6))
        if parts.startswith("month"):
            length = 2
        columns = rng.choice((1, 1, 1, 1, 2, 4)) if hand.startswith(("merged", "pent")) else 1
        lines = rng.choice(("", "", "", "caption", "era", "phases", "below"))
        first = rng.choice((2025, 2025, 2026, 2018)) if lines != "era" else 2025
        found.append(
            Recipe(f"x{index:02d}_{hand}", 0, hand, layout,
                   Axis(first, length, rng.choice(sorted(YEARS)), parts, columns, lines,
                        9600 if parts.startswith("month") else rng.choice((2600, 3600, 4200))),
                   1 if layout == "card" else rng.choice((2, 3, 4)), frozenset(extras))
        )  # fmt: skip
    return tuple(found)
