"""Ids that never change in the life of the thing they name."""

from __future__ import annotations

import hashlib
import uuid

_LENGTH = 32


def new_id() -> str:
    """Make an id that no other document has."""
    return uuid.uuid4().hex


def derived_id(*parts: str) -> str:
    """Make an id that is always the same for the same parts: what is read twice is one thing."""
    text = "\n".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
