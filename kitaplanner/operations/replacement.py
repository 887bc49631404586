"""置換: writing other words at chosen hits, everywhere in the plan in one change.

Belongs here: what may be written and what a replaced name of a department brings with it. Finding
is in `domain.search`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from kitaplanner.domain.change import Change
from kitaplanner.domain.department_names import renamed
from kitaplanner.domain.passages import Address, passages_by_owner, with_texts
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.search import Hit, replaced_text
from kitaplanner.errors import RefusedEdit
from kitaplanner.operations.departments import accepted_department_name
from kitaplanner.operations.wording import accepted_text, quoted
from kitaplanner.storage.document import Document


def replace_text(document: Document, hits: Sequence[Hit], replacement: str) -> Change | None:
    """Replace the chosen hits; a department that is hit is renamed wherever it is named.

    Raise RefusedEdit where a hit is no longer in the plan, for characters that no plan may hold,
    and for a department's name that becomes empty or that of another one.
    """
    if not hits:
        raise RefusedEdit("置換する箇所が選ばれていません。一覧で箇所を選んでください。")
    plan = document.snapshot
    accepted_text(replacement, "置換後の文字列")
    _refuse_stale(plan, hits)
    new = with_texts(plan, _new_texts(hits, replacement))
    new = _with_departments(new, new_department_names(hits, replacement))
    return document.commit(_label(hits, replacement), new)


def new_department_names(hits: Iterable[Hit], replacement: str) -> dict[str, str]:
    """Give what the hits make of the names of departments, old and new."""
    places: dict[str, dict[int, Hit]] = {}
    for hit in hits:
        if hit.is_department:
            places.setdefault(hit.text, {}).setdefault(hit.start, hit)
    return {
        name: replaced_text(name, tuple(by_place[at] for at in sorted(by_place)), replacement)
        for name, by_place in places.items()
    }


def _new_texts(hits: Iterable[Hit], replacement: str) -> dict[Address, str]:
    by_address: dict[Address, list[Hit]] = {}
    for hit in hits:
        if not hit.is_department:
            by_address.setdefault(hit.address, []).append(hit)
    texts = {}
    for address, found in by_address.items():
        found.sort(key=lambda hit: hit.start)
        new = replaced_text(found[0].text, tuple(found), replacement)
        if new != found[0].text:
            texts[address] = accepted_text(new, "置換後の文章")
    return texts


def _with_departments(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Rename departments in the master list and wherever they are named."""
    wanted = {old: new for old, new in names.items() if new != old}
    listed = {one.name for one in plan.departments}
    # Names that are in use beside the list may become those of the list; that is no renaming.
    accepted = {old: _new_name(plan, old, new, listed) for old, new in wanted.items()}
    departments = tuple(
        dataclasses.replace(one, name=accepted.get(one.name, one.name)) for one in plan.departments
    )
    if len({one.name for one in departments}) < len(departments):
        raise RefusedEdit(
            "置換すると、2つの担当課が同じ名称になります。課の統合は「組織改正」で行ってください。"
        )
    return dataclasses.replace(renamed(plan, accepted), departments=departments)


def _new_name(plan: Plan, old: str, new: str, listed: set[str]) -> str:
    if old not in listed and new in listed:
        return new
    return accepted_department_name(plan, new)


def _refuse_stale(plan: Plan, hits: Iterable[Hit]) -> None:
    wanted = {hit.address: hit.text for hit in hits}
    owners = {hit.owner for hit in hits}
    for owner, passages in passages_by_owner(plan):
        for passage in passages if owner in owners else ():
            if wanted.get(passage.address) == passage.text:
                del wanted[passage.address]
    if wanted:
        raise RefusedEdit(
            "検索したあとに計画が変わったため、置換しませんでした。もう一度検索してください。"
        )


def _label(hits: Sequence[Hit], replacement: str) -> str:
    old = quoted(hits[0].text[hits[0].start : hits[0].end])[1:-1]
    new = quoted(replacement)[1:-1]
    return f"“{old}”を“{new}”に置換（{len(hits)}か所）"
