"""Ids that never change in the life of the thing they name."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """Make an id that no other document has."""
    return uuid.uuid4().hex
