"""Reports as JSON files for other people's scripts: UTF-8, indented, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from kitaplanner.domain.json_codec import Json
from kitaplanner.export.atomic_file import atomic_output


def write_json(content: Json, path: Path) -> None:
    """Write a report; raise EnvironmentProblem where the file can't be written."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    with atomic_output(path) as file:
        file.write(text.encode())
