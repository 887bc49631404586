"""Limits that a process lays on itself before it reads a foreign file.

Belongs here: memory and processor time, on POSIX and on Windows. Does not belong here: the time on
the clock, which the parent watches (`process`).
"""

from __future__ import annotations

import sys

MAX_MEMORY = 1_000_000_000
# Beyond what the parent allows on the clock: a process whose parent has gone must end, too.
MAX_PROCESSOR_SECONDS = 70


def limit_process(memory: int = MAX_MEMORY, seconds: int = MAX_PROCESSOR_SECONDS) -> bool:
    """Limit this process for the rest of its life; say whether the system allowed it."""
    if sys.platform == "win32":
        from kitaplanner.importers.workbook.job_object import limit_by_job

        return limit_by_job(memory, seconds)
    return _limit_by_resource(memory, seconds)


def _limit_by_resource(memory: int, seconds: int) -> bool:
    if sys.platform == "win32":
        return False
    import resource

    for kind, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it has nothing to write but its answer
    ):
        try:
            resource.setrlimit(kind, (amount, amount))
        except (OSError, ValueError):  # stricter limits already, or none to be had
            return False
    return True
