"""Frozen dataclasses to JSON and back, driven by their type hints.

Belongs here: the general rules (every unknown key and wrong type is refused with its path; absent
keys take the field's default; an absent id is made anew). Does not belong here: the shape of the
plan's JSON where it differs from the classes (`plan_json`).
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, Union

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.text import (
    MAX_TEXT_LENGTH,
    describe_character,
    forbidden_character,
    normalise_text,
)
from kitaplanner.errors import PlanFormatError

Json: TypeAlias = Any
Encoder: TypeAlias = Callable[[Any], Json]
Decoder: TypeAlias = Callable[[Json, str], Any]
# For one field of one class: how to write and how to read it.
FieldCodecs: TypeAlias = Mapping[tuple[type, str], tuple[Encoder, Decoder]]


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def encode(value: Any, codecs: FieldCodecs) -> Json:
    """Give the JSON form of a value made of dataclasses, tuples and scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return encode_object(value, codecs)
    if isinstance(value, tuple):
        return [encode(one, codecs) for one in value]
    return value


def encode_object(value: Any, codecs: FieldCodecs, skip: tuple[str, ...] = ()) -> dict[str, Json]:
    """Give the JSON object of a dataclass, without the fields to skip.

    A field that a later schema added (`since` in its metadata) is left out at its default.
    """
    out: dict[str, Json] = {}
    for field in dataclasses.fields(value):
        if field.name in skip:
            continue
        codec = codecs.get((type(value), field.name))
        content = getattr(value, field.name)
        if content == field.default and "since" in field.metadata:
            continue
        out[field.name] = codec[0](content) if codec else encode(content, codecs)
    return out


def decode_object(
    cls: type, data: Json, path: str, codecs: FieldCodecs, ignored: tuple[str, ...] = ()
) -> Any:
    """Read a dataclass from a JSON object; raise PlanFormatError with the path of what is wrong."""
    members = as_object(data, path)
    fields = {field.name: field for field in dataclasses.fields(cls)}
    for key in members:
        if key not in fields and key not in ignored:
            raise PlanFormatError(f"{path}.{key}", "この名前の項目はありません。")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in members:
            values[name] = _decode_field(cls, name, members[name], f"{path}.{name}", codecs)
        elif name == "id":
            values[name] = new_id()
        elif field.default is dataclasses.MISSING:
            raise PlanFormatError(path, f"必要な項目「{name}」がありません。")
    return cls(**values)


def _decode_field(cls: type, name: str, data: Json, path: str, codecs: FieldCodecs) -> Any:
    codec = codecs.get((cls, name))
    if codec:
        return codec[1](data, path)
    value = decode(_hints(cls)[name], data, path, codecs)
    if name == "id" and not value:
        raise PlanFormatError(path, "idが空です。")
    return value


def decode(hint: Any, data: Json, path: str, codecs: FieldCodecs) -> Any:
    """Read a value of the hinted type."""
    if dataclasses.is_dataclass(hint):
        return decode_object(typing.cast(type, hint), data, path, codecs)
    origin = typing.get_origin(hint)
    if origin is Literal:
        return _decode_choice(typing.get_args(hint), data, path)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        items = as_list(data, path)
        return tuple(
            decode(inner, one, f"{path}[{index}]", codecs) for index, one in enumerate(items)
        )
    if origin in (Union, types.UnionType):
        return _decode_union(hint, data, path, codecs)
    return _decode_scalar(hint, data, path)


def _decode_choice(choices: tuple[Any, ...], data: Json, path: str) -> Any:
    for choice in choices:
        if type(choice) is type(data) and choice == data:
            return choice
    shown = "、".join(f"「{choice}」" for choice in choices)
    raise PlanFormatError(path, f"{shown}のどれかにしてください。")


def _decode_union(hint: Any, data: Json, path: str, codecs: FieldCodecs) -> Any:
    if data is None:
        return None
    inner = [one for one in typing.get_args(hint) if one is not types.NoneType]
    return decode(inner[0], data, path, codecs)


def _decode_scalar(hint: Any, data: Json, path: str) -> Any:
    if hint is str:
        return as_text(data, path)
    if hint is bool and isinstance(data, bool):
        return data
    if hint is int:
        return as_integer(data, path)
    raise PlanFormatError(path, "true または false にしてください。")


def as_object(data: Json, path: str) -> dict[str, Json]:
    """Give a JSON object or refuse."""
    if not isinstance(data, dict):
        raise PlanFormatError(path, "オブジェクト { } にしてください。")
    return data


def as_list(data: Json, path: str) -> list[Json]:
    """Give a JSON array or refuse."""
    if not isinstance(data, list):
        raise PlanFormatError(path, "配列 [ ] にしてください。")
    return data


def as_integer(data: Json, path: str) -> int:
    """Give a JSON integer that SQLite can hold, or refuse."""
    if isinstance(data, bool) or not isinstance(data, int) or abs(data) >= 2**53:
        raise PlanFormatError(path, "整数にしてください。")
    return data


def as_text(data: Json, path: str) -> str:
    """Give normalised text or refuse."""
    if not isinstance(data, str):
        raise PlanFormatError(path, "文字列にしてください。")
    if len(data) > MAX_TEXT_LENGTH:
        raise PlanFormatError(path, f"{MAX_TEXT_LENGTH}文字以内にしてください。")
    text = normalise_text(data)
    bad = forbidden_character(text)
    if bad is not None:
        raise PlanFormatError(path, f"使えない文字 {describe_character(bad)} があります。")
    return text
