"""How the labels of changes are worded, so that undo and history speak one language."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from kitaplanner.domain.text import describe_character, forbidden_character, normalise_text
from kitaplanner.errors import RefusedEdit

LABEL_TEXT_LENGTH = 16
T = TypeVar("T")


def quoted(text: str) -> str:
    """Give a text in 「」, shortened for a label."""
    line = text.replace("\n", " ").strip()
    if len(line) > LABEL_TEXT_LENGTH:
        line = line[: LABEL_TEXT_LENGTH - 1] + "…"
    return f"「{line}」"


def accepted_text(text: str, what: str) -> str:
    """Give the text as it is stored, or refuse characters that no plan may hold."""
    normal = normalise_text(text)
    bad = forbidden_character(normal)
    if bad is not None:
        raise RefusedEdit(
            f"{what}に使えない文字 {describe_character(bad)} が入っています。"
            "その文字を消してから、もう一度入力してください。"
        )
    return normal


def accepted_value(value: T, what: str) -> T:
    """Give a field value with every text in it as it is stored."""
    if isinstance(value, str):
        return accepted_text(value, what)  # type: ignore[return-value]  # str stays str
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return tuple(accepted_text(one, what) for one in value)  # type: ignore[return-value]
    return value


def accepted_record(record: T, what: str) -> T:
    """Give a value of the domain with every text in it as it is stored, however deep."""
    accepted: Any = record
    if isinstance(record, str):
        accepted = accepted_text(record, what)
    elif isinstance(record, tuple):
        accepted = tuple(accepted_record(one, what) for one in record)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        fields = {
            one.name: accepted_record(getattr(record, one.name), what)
            for one in dataclasses.fields(record)
        }
        accepted = dataclasses.replace(record, **fields)
    return accepted  # type: ignore[no-any-return]  # the same kind of value as came in
