"""The kinds by which a list of changes is narrowed, as the office speaks of them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kitaplanner.domain.diff_grouping import Difference

ChangeKind: TypeAlias = Literal["initiative", "text", "schedule", "department", "outline"]
KIND_WORDS: dict[ChangeKind, str] = {
    "initiative": "事業の増減・移動",
    "text": "事業の文言",
    "schedule": "年度別実施計画",
    "department": "担当課",
    "outline": "体系・章など",
}
_SIGNS = {
    "added": "新", "removed": "削", "moved": "移", "lengthened": "延", "shortened": "短",
    "split": "分", "joined": "合", "ended": "終",
}  # fmt: skip
OTHER_SIGN = "変"
_SCHEDULE_FIELDS = frozenset({"divisions", "schedule_state"})


def kind_of(difference: Difference) -> ChangeKind:
    """Say which kind a change is of."""
    if difference.key.kind in ("row", "item") or difference.field in _SCHEDULE_FIELDS:
        return "schedule"
    if difference.key.kind == "department" or difference.field == "departments":
        return "department"
    if difference.key.kind == "initiative" and difference.action != "field":
        return "initiative"
    return "text" if difference.initiative else "outline"


def sign_of(difference: Difference) -> str:
    """Give a sign of one character for a change: what no colour says alone."""
    return _SIGNS.get(difference.action, OTHER_SIGN)
