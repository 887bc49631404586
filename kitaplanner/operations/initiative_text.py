"""Rewriting what was typed into one field of a sheet, where it fills several fields of the plan."""

from __future__ import annotations

import dataclasses

from kitaplanner.domain.change import Change
from kitaplanner.domain.outline import find_initiative, map_initiative
from kitaplanner.operations.wording import accepted_text, accepted_value, quoted
from kitaplanner.storage.document import Document


def rewrite_summary(
    document: Document, initiative_id: str, summary: str, notes: tuple[str, ...]
) -> Change | None:
    """Set the summary of an initiative together with the notes printed below it, as one edit."""
    what = "事業概要"
    summary = accepted_text(summary, what)
    notes = accepted_value(notes, what)
    plan = map_initiative(
        document.snapshot,
        initiative_id,
        lambda one: dataclasses.replace(one, summary=summary, notes=notes),
    )
    name = find_initiative(document.snapshot, initiative_id).name
    return document.commit(f"{quoted(name)}の{what}を変更", plan)
