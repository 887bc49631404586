"""The front door: a command goes to the command line, everything else opens the window.

The road to the commands never imports Qt, so that they work on machines without a display; nor does
the one to the process that reads workbooks from outside.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = frozenset(
    {
        "new",
        "show",
        "export",
        "import",
        "inquiry",
        "edition",
        "compare",
        "merge",
        "check",
        "verify",
        "recover",
        "backups",
    }
)
IMPORT_WORKER = "--import-worker"
_OPTIONS_OF_COMMANDS = frozenset({"-h", "--help", "--version"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the arguments behind its name and give its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or arguments[0] in _OPTIONS_OF_COMMANDS):
        from kitaplanner import cli  # without Qt; and the window goes without the commands

        return cli.main(arguments)
    if arguments and arguments[0] == IMPORT_WORKER:
        from kitaplanner.importers.workbook import worker

        return worker.main(arguments[1:])
    from kitaplanner import app  # Qt is imported on this road alone

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
