"""The reading process: limits on itself, one workbook in, lines of JSON out, never a traceback.

Belongs here: what runs in the child. It imports neither Qt nor the database; its only input is the
path, its only output the pipe. Does not belong here: starting and watching it (`process`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from kitaplanner.errors import KitaError, UserError
from kitaplanner.importers.workbook import wire
from kitaplanner.importers.workbook.intake import read_file
from kitaplanner.importers.workbook.limits import MAX_MEMORY, limit_process
from kitaplanner.importers.workbook.reader import read_content
from kitaplanner.importers.workbook.refusals import TOO_HEAVY, told_in_words, unreadable

# The word that leads here from the program's front door.
OPTION = "--import-worker"
# Kept until memory runs out, so that there is some left to say so.
_RESERVE = 4_000_000


def main(arguments: Sequence[str]) -> int:
    """Read the workbook that the arguments name, within their limit of memory; give the status."""
    path = Path(arguments[0])
    memory = int(arguments[1]) if len(arguments) > 1 else MAX_MEMORY
    sys.dont_write_bytecode = True
    limit_process(memory)
    answer(path, sys.stdout.buffer)
    return 0


def answer(path: Path, out: BinaryIO) -> None:
    """Write the messages for a workbook: its content, or why it can't be read."""
    reserve: list[bytes] = [bytes(_RESERVE)]
    try:
        try:
            _send(path, out)
        except MemoryError as error:
            reserve.clear()
            raise unreadable(path.name, TOO_HEAVY) from error
    except UserError as error:
        out.write(wire.encode("failed", "user", str(error)))
    except KitaError as error:
        out.write(wire.encode("failed", "environment", str(error)))
    except BrokenPipeError:
        return  # nobody waits for the answer any more
    out.flush()


def _send(path: Path, out: BinaryIO) -> None:
    def report(done: int, total: int) -> None:
        out.write(wire.encode("progress", done, total))
        out.flush()

    with told_in_words(path.name):
        content = read_content(read_file(path), path.name, report)
        for line in wire.content_lines(content):
            out.write(line)
