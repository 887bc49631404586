"""Where the program keeps its own files on this machine: working copies and kept versions."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

# For machines whose staff may not write to the usual folder, and for tests.
FOLDER_VARIABLE = "KITAPLANNER_DATA"


def data_folder() -> Path:
    """Give the folder of the user's data; it stays on this machine and need not exist."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("Kitaplanner", appauthor=False))


def work_folder() -> Path:
    """Give the folder that holds one folder for each open document."""
    return data_folder() / "work"


def versions_folder() -> Path:
    """Give the folder that holds what saving has replaced, one folder for each document."""
    return data_folder() / "versions"
