"""What two people did that can't both stand, as data; the sentences are in `merge_words`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from kitaplanner.domain.merge_order import Side
from kitaplanner.domain.records import Key

ConflictKind: TypeAlias = Literal[
    "field", "place", "order", "removed", "overlap", "period", "department"
]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that two sides changed in different ways.

    `taken` says whose change stands in the merged plan. `base`, `ours` and `theirs` are values of
    the field; for `place` the keys of the holders, for `order` the places counted from 0, for
    `removed` the thing itself where it is, for `overlap` the items of both sides, of which the one
    that gave way is `key`. Both edits stand in the plan where `taken` is `both`.
    """

    kind: ConflictKind
    key: Key
    taken: Side | Literal["both"]
    initiative: str = ""
    field: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None
