"""The commands for batch work: they call the same operations as the window and need no display.

Belongs here: the parser, and what is said when a command can't go on. The commands themselves
stand in one module a subject, each with `add_commands`.

Exit status: 0 done; 1 done and something was found; 2 wrong usage; 3 the input can't be used; 4 the
machine or the file stands in the way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from kitaplanner import __version__
from kitaplanner.cli import (
    checking,
    comparing,
    documents,
    editions,
    exporting,
    importing,
    inquiries,
)
from kitaplanner.cli.contract import BAD_INPUT, BLOCKED, DONE, FOUND, WRONG_USAGE
from kitaplanner.errors import KitaError, UserError

__all__ = ["BAD_INPUT", "BLOCKED", "DONE", "FOUND", "WRONG_USAGE", "main"]

Command: TypeAlias = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(list(arguments))
    command: Command = options.run
    try:
        return command(options)
    except UserError as error:
        return _complain(error, options.file, BAD_INPUT)
    except KitaError as error:
        return _complain(error, options.file, BLOCKED)
    except BrokenPipeError:
        # The reader of a pipe has gone (show --json | head): nobody is left to tell.
        sys.stderr.close()
        return DONE


def _complain(error: KitaError, file: Path, status: int) -> int:
    """Say what is wrong, with the path of the file where the sentence does not name it."""
    sentence = str(error)
    where = "" if file.name in sentence else f"{file}："
    print(f"kitaplanner: {where}{sentence}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kitaplanner", description="計画を画面なしで作り、印刷し、調べる。"
    )
    parser.add_argument("--version", action="version", version=f"kitaplanner {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    subjects = (documents, exporting, editions, comparing, importing, inquiries, checking)
    for subject in subjects:
        subject.add_commands(commands)
    return parser
