"""Commands on one document: new, show, verify."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from kitaplanner.cli.contract import DONE, FOUND, Subparsers

SAMPLES = ("kita",)


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    from kitaplanner.domain.form import available_forms

    one = commands.add_parser("new", help="計画のファイルを作る")
    one.add_argument("file", type=Path, metavar="FILE")
    source = one.add_mutually_exclusive_group()
    source.add_argument("--form", choices=available_forms(), default="kita", help="白紙の様式")
    source.add_argument("--sample", choices=SAMPLES, help="見本の計画")
    source.add_argument(
        "--from-json",
        type=Path,
        metavar="PLAN.json",
        help="JSONの計画、または計画データを添付したPDFかExcel",
    )
    one.set_defaults(run=new)

    one = commands.add_parser("show", help="計画の全体を書き出す")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", required=True, help="JSONで")
    one.set_defaults(run=show)

    one = commands.add_parser("verify", help="ファイルに異常がないか調べる")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(run=verify)


def new(options: argparse.Namespace) -> int:
    """Make a document from a form, a sample or a JSON file."""
    from kitaplanner.operations import documents

    if options.from_json is not None:
        plan = documents.plan_from_json_file(options.from_json)
    elif options.sample is not None:
        plan = documents.sample_plan(options.sample)
    else:
        plan = documents.blank_plan(options.form)
    documents.write_new(options.file, plan, getpass.getuser())
    return DONE


def show(options: argparse.Namespace) -> int:
    """Print the whole plan as JSON."""
    from kitaplanner.domain.form import load_form
    from kitaplanner.domain.numbering import number_plan
    from kitaplanner.domain.plan_json import dump_plan
    from kitaplanner.operations.documents import read_plan

    plan = read_plan(options.file)
    numbering = number_plan(plan, load_form(plan.form))
    sys.stdout.buffer.write(dump_plan(plan, numbering.number).encode())
    sys.stdout.buffer.flush()
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Look through a file: is it whole, and is the plan in it sound?"""
    from kitaplanner.operations.documents import verify_document

    problems = verify_document(options.file)
    for problem in problems:
        print(problem)
    if not problems:
        print("異常はありません。")
    return FOUND if problems else DONE
