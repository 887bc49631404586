"""Commands on frozen editions: edition list, edition freeze."""

from __future__ import annotations

import argparse
import getpass
import json
from dataclasses import asdict
from pathlib import Path

from kitaplanner.cli.contract import DONE, Subparsers


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    edition = commands.add_parser("edition", help="版を残す、版の一覧を見る")
    actions = edition.add_subparsers(required=True, metavar="ACTION")

    one = actions.add_parser("list", help="残してある版の一覧")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="JSONで")
    one.set_defaults(run=list_editions)

    one = actions.add_parser("freeze", help="今の計画を版として残す")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("name", metavar="NAME", help="版の名前（素案、案、決定 など）")
    one.add_argument("--date", default="", metavar="YYYY-MM-DD", help="版の日付")
    one.set_defaults(run=freeze)


def list_editions(options: argparse.Namespace) -> int:
    """Print the editions, the oldest first."""
    from kitaplanner.operations.editions import read_editions

    editions = read_editions(options.file)
    if options.json:
        print(json.dumps([asdict(one) for one in editions], ensure_ascii=False, indent=2))
        return DONE
    for one in editions:
        print("\t".join((one.name, one.date, one.frozen_at, one.who, one.note)).rstrip())
    return DONE


def freeze(options: argparse.Namespace) -> int:
    """Freeze the plan of a file as an edition."""
    from kitaplanner.operations.editions import freeze_in_file

    freeze_in_file(options.file, options.name, options.date, getpass.getuser())
    return DONE
