"""Which plan a command works on: that of a file, or one of its editions."""

from __future__ import annotations

import argparse

from kitaplanner.domain.plan import Plan


def plan_of(options: argparse.Namespace) -> Plan:
    """Read the plan of FILE, or its edition where --edition names one."""
    from kitaplanner.operations.documents import read_plan
    from kitaplanner.operations.editions import read_edition

    return (
        read_edition(options.file, options.edition) if options.edition else read_plan(options.file)
    )
