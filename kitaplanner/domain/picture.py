"""Pictures that stand in the booklet, kept in the plan itself.

Belongs here: the value. Does not belong here: decoding a file from outside and drawing it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

PictureType: TypeAlias = Literal["image/png", "image/jpeg"]
PICTURE_TYPES: tuple[PictureType, ...] = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size in pixels; `data` is the file as it was checked and stored."""

    id: str
    name: str
    media_type: PictureType
    width: int
    height: int
    data: bytes = field(repr=False)
