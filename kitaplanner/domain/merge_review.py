"""A merge to be looked at before it is made: what only they changed, then what both changed.

The first list leads from our plan to the merge in which our side counts, the second from there to
the one in which theirs does; the third takes out what they removed and we changed. So all of the
first and nothing of the others is what `merge_plans` makes, and each change of the others is a
choice of theirs. Does not belong here: the merge itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from kitaplanner.domain.diff import Difference, compare_plans
from kitaplanner.domain.import_plan import (
    ChangeState,
    ImportChange,
    ImportPlan,
    fitting_ids,
    removal,
)
from kitaplanner.domain.merge import merge_plans
from kitaplanner.domain.merge_conflicts import Conflict
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.records import Key

_KEPT = (
    "こちらは削除していますが、相手が変更しているため、残します。外すと、削除したままになります。"
)
_GONE_THERE = "相手は削除していますが、こちらが変更しているため、残しています。選ぶと、削除します。"
_APART = "こちらと相手の矢印の期間が重なるため、すぐ下の行に分けます。"
_LONGER = "相手の矢印が入るよう、計画期間を延ばします。"
_ONLY_THERE = "{}にだけあります。"
_ONLY_HERE = (
    "{}にはありません。"
    "あとで加えたものか、そちらで削除したものかは分かりません。選ぶと、削除します。"
)
_DIFFERENT = "内容が違います。どちらが新しいかは分かりません。選ぶと、{}の内容にします。"


class MergeReview(NamedTuple):
    """What a merge would change in our plan; each list is made after those before it."""

    incoming: ImportPlan
    contested: ImportPlan
    removed: ImportPlan


def review_merge(base: Plan, ours: Plan, theirs: Plan, source: str) -> MergeReview:
    """Find what a merge takes over from theirs, and what of it both changed.

    The changes of `incoming` are all made by the merge. Of the others none is: it keeps ours.
    """
    merge = merge_plans(base, ours, theirs)
    other = merge_plans(base, ours, theirs, prefer="theirs", stays="ours")
    judge = _Judge(merge.conflicts)
    incoming = [judge.incoming(one) for one in compare_plans(ours, merge.plan)]
    contested = [judge.contested(one) for one in compare_plans(merge.plan, other.plan)]
    removed = [
        _change(one, "conflict", _GONE_THERE)
        for conflict in merge.conflicts
        if conflict.kind == "removed" and conflict.taken == "ours"
        for one in removal(merge.plan, conflict.key)
    ]
    count = sum(1 for _ in theirs.initiatives())
    # The very plan that is reviewed where nothing comes in: it is known again by being the same.
    merged = merge.plan if incoming else ours
    return MergeReview(
        ImportPlan(source, ours, tuple(incoming), (), (), count),
        ImportPlan(source, merged, tuple(contested), (), (), count),
        ImportPlan(source, merged, tuple(removed), (), (), count),
    )


def review_without_ancestor(
    ours: Plan, theirs: Plan, source: str, called: str = "相手のファイル"
) -> ImportPlan:
    """Find in what two plans differ of which nobody knows who changed what.

    What only theirs has is new; all else is in doubt. `called` is what theirs is to people.
    """
    changes = []
    for one in compare_plans(ours, theirs):
        if one.action == "added":
            changes.append(_change(one, "new", _ONLY_THERE.format(called)))
        else:
            reason = _ONLY_HERE if one.action == "removed" else _DIFFERENT
            changes.append(_change(one, "unsure", reason.format(called)))
    count = sum(1 for _ in theirs.initiatives())
    return ImportPlan(source, ours, tuple(changes), (), (), count)


def additions_that_fit(found: ImportPlan) -> frozenset[str]:
    """Give what only theirs has, as far as it can be put in without anything else."""
    return fitting_ids(found, "new")


class _Judge:
    """Says of each change what both did about it."""

    def __init__(self, conflicts: Collection[Conflict]) -> None:
        self._bases = {(one.key, one.field): one for one in conflicts if one.base is not None}
        self._places = {one.key: one for one in conflicts if one.kind == "place"}
        self._kept = {one.key for one in conflicts if one.kind == "removed"}
        self._apart = {
            Key("item", side.id)
            for one in conflicts
            if one.kind == "overlap"
            for side in (one.ours, one.theirs)
        }
        self._is_longer = any(one.kind == "period" for one in conflicts)

    def incoming(self, difference: Difference) -> ImportChange:
        """Give a change that the merge makes; what both had a part in needs a look."""
        touched = _touched(difference)
        if touched & self._kept:
            return _change(difference, "conflict", _KEPT)
        if touched & self._apart:
            return _change(difference, "conflict", _APART)
        if self._is_longer and difference.field == "period":
            return _change(difference, "conflict", _LONGER)
        is_new = difference.action == "added" and difference.key.kind == "initiative"
        return _change(difference, "new" if is_new else "safe", "")

    def contested(self, difference: Difference) -> ImportChange:
        """Give a change that takes their side, with the value before both changed it."""
        return _change(difference, "conflict", "", self._base_of(difference))

    def _base_of(self, difference: Difference) -> Any:
        fields = [(one.key, getattr(one, "field", "")) for one in difference.edits]
        found = [self._bases[at].base for at in fields if at in self._bases]
        place = self._places.get(difference.key)
        return found[0] if found else None if place is None else place.base


def _touched(difference: Difference) -> frozenset[Key]:
    return frozenset((difference.key, *(one.key for one in difference.edits)))


def _change(
    difference: Difference, state: ChangeState, reason: str, base: Any = None
) -> ImportChange:
    key = difference.key
    return ImportChange(
        f"{difference.kind}:{key.kind}:{key.id}:{difference.field}",
        difference.initiative,
        difference.field,
        difference.before,
        difference.after,
        state,
        "",
        reason,
        difference,
        base,
        is_doubted=state == "unsure",
    )


def shared_initiatives(one: Plan, other: Plan) -> int:
    """Count the initiatives that two plans have in common, by their ids."""
    return len(_ids(one.initiatives()) & _ids(other.initiatives()))


def _ids(initiatives: Iterable[Any]) -> frozenset[str]:
    return frozenset(one.id for one in initiatives)
