"""What an import would change as JSON, for reports and scripts."""

from __future__ import annotations

from kitaplanner.domain.diff_json import value_to_json
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.import_plan import ImportChange, ImportPlan
from kitaplanner.domain.json_codec import Json

# Changes of rows and items are changes of this field of the initiative.
_SCHEDULE = "schedule"


def import_to_json(found: ImportPlan, sides: Sides) -> dict[str, Json]:
    """Give a report; `sides` are the plan and the plan with all changes, with their numbers."""
    return {
        "source": found.source,
        "changes": [_change_to_json(one, sides) for one in found.changes],
        "not_understood": [
            {"where": one.where, "what": one.what, "why": one.why} for one in found.not_understood
        ],
        "initiatives_found": found.initiatives_found,
        "remarks": list(found.remarks),
    }


def _change_to_json(change: ImportChange, sides: Sides) -> dict[str, Json]:
    difference = change.difference
    key, field = difference.key, difference.field
    before, after, sent = (
        value_to_json(key, field, one) for one in (change.before, change.after, change.sent)
    )
    in_schedule = key.kind in ("item", "row")
    made: dict[str, Json] = {
        "id": change.id,
        "initiative": None if change.state == "new" else change.initiative,
        "kind": difference.kind,
        "target": key.id,
        "field": _SCHEDULE if in_schedule else field or None,
        "before": before,
        "after": after,
        "state": change.state,
        "where": change.where,
        "reason": change.reason,
        "words": words(difference, sides),
    }
    if change.sent is not None:
        made["sent"] = sent
    return made
