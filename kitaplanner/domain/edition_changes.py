"""Which initiatives are no longer what they were in an edition, in a word each.

Belongs here: one look at every initiative, cheap enough to be taken after each edit of a large
plan. Does not belong here: what exactly changed (`diff`).
"""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.plan import Initiative, Plan

ADDED, MOVED, CHANGED = "追加", "移動", "変更"


class EditionChanges:
    """Tells the initiatives that differ from an edition.

    Progress is left out: what was reported in a year changes no plan. An initiative that is the
    same object as at the last look is not compared again.
    """

    def __init__(self, base: Plan) -> None:
        self._base = {
            one.id: (node.id, dataclasses.replace(one, progress=()))
            for node in base.nodes()
            for one in node.initiatives
        }
        self._seen: dict[str, tuple[Initiative, bool]] = {}

    def of(self, plan: Plan) -> dict[str, str]:
        """Give the word for each initiative of a plan that was added, moved or changed."""
        seen: dict[str, tuple[Initiative, bool]] = {}
        words: dict[str, str] = {}
        for node in plan.nodes():
            for one in node.initiatives:
                holder, before = self._base.get(one.id, ("", None))
                if before is None:
                    words[one.id] = ADDED
                    continue
                known = self._seen.get(one.id)
                if known is None or known[0] is not one:
                    known = (one, dataclasses.replace(one, progress=()) != before)
                seen[one.id] = known
                if known[1]:
                    words[one.id] = CHANGED
                elif holder != node.id:
                    words[one.id] = MOVED
        self._seen = seen
        return words
