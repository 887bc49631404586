"""What may be stored: the rules that the tables can't express.

Belongs here: characters, lengths, numbers, overlaps and ids that are used twice. `commit` asks
before it writes and `inspection` after it has read, so that nothing is ever stored which could not
be opened again.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kitaplanner.domain.change import RowImage
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.plan_json import MAX_PICTURE_BYTES
from kitaplanner.domain.text import (
    MAX_TEXT_LENGTH,
    describe_character,
    forbidden_character,
    normalise_text,
)

LARGEST_INTEGER = 2**53 - 1  # JSON readers hold larger ones as rounded fractions
# The characters that forbidden_character names; one search over all texts is much faster.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
JSON_COLUMNS = frozenset(
    {"mark_meanings", "aliases", "blocks", "bullets", "vision", "marks", "departments", "notes"}
    | {"effects", "baseline", "targets", "actuals"}
    | {"comparison", "parts", "variants", "exceptions"}
)
# A picture's file as text: long, and no text of the plan.
PICTURE_COLUMN = "base64"
MAX_PICTURE_TEXT = MAX_PICTURE_BYTES * 4 // 3 + 4


def has_forbidden(text: str) -> bool:
    """Say whether a character is in a text that no plan may hold; fast for very long texts."""
    # Whatever is forbidden is not printable; the two signs that are not, but often come, go first.
    if text.replace("\n", "").replace("\u3000", "").isprintable():
        return False
    return _FORBIDDEN.search(text) is not None


def text_problem(text: str) -> str | None:
    """Say what is wrong with a text, or None; a text that is not normalised is no problem here."""
    if len(text) > MAX_TEXT_LENGTH:
        return f"{MAX_TEXT_LENGTH}文字を超える文章があります。"
    if not has_forbidden(text):
        return None
    bad = forbidden_character(text)
    return None if bad is None else f"使えない文字 {describe_character(bad)} があります。"


def image_problems(images: Iterable[RowImage]) -> Iterator[str]:
    """Yield what is wrong with the rows that are about to be stored."""
    for image in images:
        for name, cell in (image.after or {}).items():
            yield from _cell_problems(name, cell)


def _cell_problems(name: str, cell: object) -> Iterator[str]:
    if isinstance(cell, int) and abs(cell) > LARGEST_INTEGER:
        yield "扱える範囲を超える数値があります。"
    if not isinstance(cell, str):
        return
    if name == PICTURE_COLUMN:
        if len(cell) > MAX_PICTURE_TEXT:
            yield f"{MAX_PICTURE_BYTES // 2**20}MBを超える画像があります。"
        return
    for text in _strings(json.loads(cell)) if name in JSON_COLUMNS else (cell,):
        problem = text_problem(text)
        if problem is not None:
            yield problem
        elif normalise_text(text) != text:
            yield "文字の表し方が統一されていない文章があります。"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)


def overlap_problems(initiatives: Iterable[Initiative]) -> Iterator[str]:
    """Yield the schedule rows whose items overlap, are out of order or end before they begin."""
    for initiative in initiatives:
        for row in initiative.schedule.rows:
            last = -math.inf
            for item in row.items:
                if item.start <= last or item.end < item.start:
                    yield f"「{initiative.name}」の年度別実施計画で、期間が重なっています。"
                    break
                last = item.end


def identity_problems(plan: Plan) -> Iterator[str]:
    """Yield ids that name two things, and names as `name_problems` does."""
    ids = list(_ids(plan))
    if len(set(ids)) < len(ids):
        for one, count in Counter(ids).items():
            if count > 1:
                yield id_problem(one)
    yield from name_problems(plan)


def id_problem(one: str) -> str:
    """Say that an id names two things."""
    return f"同じid「{one}」が二度使われています。"


def name_problems(plan: Plan) -> Iterator[str]:
    """Yield names that two departments have."""
    names: set[str] = set()
    for department in plan.departments:
        if department.name in names:
            yield f"担当課「{department.name}」が二度登録されています。"
        names.add(department.name)


def _ids(plan: Plan) -> Iterator[str]:
    for group in (plan.departments, plan.sections, plan.terms, plan.pictures, plan.handouts):
        yield from (one.id for one in group)
    for rules in (plan.wordings, plan.accepted):
        yield from (one.id for one in rules)
    for node in plan.nodes():
        yield node.id
        for one in node.initiatives:
            yield one.id
            for row in one.schedule.rows:
                yield row.id
                yield from [item.id for item in row.items]
            for parts in (one.indicators, one.budgets, one.progress, one.references, one.terms):
                if parts:
                    yield from [part.id for part in parts]
