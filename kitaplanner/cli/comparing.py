"""Commands on several states of a plan: compare."""

from __future__ import annotations

import argparse
from pathlib import Path

from kitaplanner.cli.contract import DONE, Subparsers
from kitaplanner.domain.plan import Plan


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    one = commands.add_parser("compare", help="2つの計画の違いを書き出す")
    one.add_argument("old", metavar="OLD", help="変更前：FILE、または FILE@版の名前")
    one.add_argument("new", metavar="NEW", help="変更後：FILE、または FILE@版の名前")
    kinds = one.add_subparsers(required=True, metavar="KIND", dest="kind")
    kind = kinds.add_parser("json")
    kind.add_argument("out", type=Path, metavar="OUT.json")
    kind.set_defaults(run=compare)


def compare(options: argparse.Namespace) -> int:
    """Write what changed between two plans."""
    from kitaplanner.operations.comparison import compare as compared
    from kitaplanner.operations.comparison import write_comparison_json

    old, new = _read(options, options.old), _read(options, options.new)
    options.file = options.out
    write_comparison_json(compared(old, new), options.out)
    return DONE


def _read(options: argparse.Namespace, address: str) -> Plan:
    """Read a plan; what goes wrong meanwhile is said about this file."""
    from kitaplanner.operations.comparison import read_addressed_plan

    options.file = Path(address)
    return read_addressed_plan(address)
