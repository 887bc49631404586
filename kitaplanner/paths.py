"""Where the files that ship with the program are; nothing about the user's own files."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _resource_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    checkout = Path(__file__).resolve().parent.parent / "resources"
    if checkout.is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "kitaplanner" / "resources"


def resource_path(*parts: str) -> Path:
    """Give the path of a shipped resource, in a checkout, an installation or a frozen bundle."""
    return _resource_root().joinpath(*parts)
