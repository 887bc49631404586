"""A scene as JSON with one shape a line, so that a golden file shows what moved."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from kitaplanner.layout.scene import Scene

_DIGITS = 2


def scene_lines(scene: Scene) -> str:
    """Write a scene: its pages with every shape, region, grid and link on a line of its own."""
    lines = [json.dumps({"scene": scene.title}, ensure_ascii=False)]
    for page in scene.pages:
        lines.append(_line("page", {"label": page.label, "size": [page.width, page.height]}))
        for shapes in (page.primitives, page.regions, page.grids, page.bookmarks, page.links):
            lines += [_line(type(one).__name__, dataclasses.asdict(one)) for one in shapes]
    lines += [_line("shortfall", dataclasses.asdict(one)) for one in scene.shortfalls]
    return "\n".join(lines)


def _line(kind: str, fields: dict[str, Any]) -> str:
    kept = {key: _plain(value) for key, value in fields.items() if value not in ("", None, (), 0.0)}
    return json.dumps({kind: kept}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        if set(value) == {"kind", "id", "field"}:
            return "/".join(value.values()).rstrip("/")
        if set(value) == {"x", "y", "width", "height"}:
            return [_plain(value[key]) for key in ("x", "y", "width", "height")]
        return {key: _plain(one) for key, one in value.items()}
    return value
