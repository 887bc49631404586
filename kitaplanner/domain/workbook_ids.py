"""How the things of a plan are named in a workbook, so that export and importers agree.

Belongs here: names of shapes, ranges, properties and of the sheet that holds the ids. Does not
belong here: writing (`export`) and reading (`importers`).

Names of ranges are made of ids one way only: a program asks for the name of an id that it knows
from the sheet of ids, and never takes a name apart. Excel does not tell case apart in them.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal, TypeAlias

_ITEM_SHAPE = "kp:item:"
_TEXT_SHAPE = "kp:text:"
_PLAIN = re.compile("[a-z0-9-]{1,64}")
_DIGEST = 32
IDS_SHEET = "kitaplanner"
LIST_RANGE = "kp_list"
# Custom properties by which a program knows a workbook of ours without opening its sheets.
PROPERTY_FORMAT = "Kitaplanner"
PROPERTY_FORM = "KitaplannerForm"
PROPERTY_STAGE = "KitaplannerStage"

RangeKind: TypeAlias = Literal["grid", "row", "name", "departments", "summary"]
FIELD_RANGES: tuple[RangeKind, ...] = ("name", "departments", "summary")


def item_shape_name(item_id: str) -> str:
    """Name the shape of an item."""
    return _ITEM_SHAPE + item_id


def text_shape_name(item_id: str) -> str:
    """Name the text box of an item whose text stands beside its shape."""
    return _TEXT_SHAPE + item_id


def item_of_shape(name: str) -> str:
    """Give the id of the item that a shape is, or an empty text."""
    return name.removeprefix(_ITEM_SHAPE) if name.startswith(_ITEM_SHAPE) else ""


def item_of_text_shape(name: str) -> str:
    """Give the id of the item whose text a box holds, or an empty text."""
    return name.removeprefix(_TEXT_SHAPE) if name.startswith(_TEXT_SHAPE) else ""


def range_name(kind: RangeKind, thing_id: str) -> str:
    """Name the range of an initiative's field or grid of years, or of a schedule row."""
    if _PLAIN.fullmatch(thing_id):
        key = thing_id.replace("-", "_")
    else:
        key = "x" + hashlib.sha256(thing_id.encode()).hexdigest()[:_DIGEST]
    return f"kp_{kind}_{key}"
