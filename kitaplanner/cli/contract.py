"""What every command keeps to: the exit status that other people's scripts rely on."""

from __future__ import annotations

import argparse
from typing import TypeAlias

DONE, FOUND, WRONG_USAGE, BAD_INPUT, BLOCKED = range(5)
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
