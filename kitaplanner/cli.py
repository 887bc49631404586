"""The commands for batch work: they call the same operations as the window and need no display.

Exit status (the contract with other people's scripts): 0 done; 1 done and something was found;
2 wrong usage; 3 the input can't be used; 4 the machine or the file stands in the way.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from kitaplanner import __version__
from kitaplanner.errors import KitaError, UserError

DONE, FOUND, WRONG_USAGE, BAD_INPUT, BLOCKED = range(5)
SAMPLES = ("kita",)
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
    """Say what is wrong, with the document's path where the sentence does not name it."""
    sentence = str(error)
    where = "" if file.name in sentence else f"{file}："
    print(f"kitaplanner: {where}{sentence}", file=sys.stderr)
    return status


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


def export(options: argparse.Namespace) -> int:
    """Write a PDF or a paper workbook."""
    from kitaplanner.operations.documents import read_plan
    from kitaplanner.operations.exports import Part, export_pdf, export_xlsx

    only, department = tuple(options.only), options.department
    chosen = bool(only or department)
    if chosen and options.part not in (None, "sheets"):
        print("kitaplanner: 事業を選べるのは --part sheets のときだけです。", file=sys.stderr)
        return WRONG_USAGE
    plan = read_plan(options.file)
    if options.kind == "xlsx":
        part: Part = options.part or "sheets"
        export_xlsx(plan, options.out, part, only=only, department=department)
        return DONE
    part = options.part or ("sheets" if chosen else "booklet")
    scene = export_pdf(plan, options.out, part, only=only, department=department)
    for shortfall in scene.shortfalls:
        print(f"kitaplanner: 注意：{shortfall.detail}", file=sys.stderr)
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


def _parser() -> argparse.ArgumentParser:
    from kitaplanner.domain.form import available_forms

    parser = argparse.ArgumentParser(
        prog="kitaplanner", description="計画を画面なしで作り、印刷し、調べる。"
    )
    parser.add_argument("--version", action="version", version=f"kitaplanner {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("new", help="計画のファイルを作る")
    one.add_argument("file", type=Path, metavar="FILE")
    source = one.add_mutually_exclusive_group()
    source.add_argument("--form", choices=available_forms(), default="kita", help="白紙の様式")
    source.add_argument("--sample", choices=SAMPLES, help="見本の計画")
    source.add_argument("--from-json", type=Path, metavar="PLAN.json", help="JSONの計画")
    one.set_defaults(run=new)

    one = commands.add_parser("show", help="計画の全体を書き出す")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", required=True, help="JSONで")
    one.set_defaults(run=show)

    _add_export(commands)

    one = commands.add_parser("verify", help="ファイルに異常がないか調べる")
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(run=verify)
    return parser


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export_parser = commands.add_parser("export", help="PDFやExcelを作る")
    export_parser.add_argument("file", type=Path, metavar="FILE")
    kinds = export_parser.add_subparsers(required=True, metavar="KIND", dest="kind")
    parts = {"pdf": ("booklet", "sheets", "list"), "xlsx": ("sheets", "list")}
    for kind, choices in parts.items():
        one = kinds.add_parser(kind)
        one.add_argument("out", type=Path, metavar=f"OUT.{kind}")
        one.add_argument("--part", choices=choices, help="印刷する部分")
        one.add_argument(
            "--only", nargs="+", default=[], metavar="NUMBER_OR_ID", help="選んだ事業だけ"
        )
        one.add_argument("--department", default="", metavar="課名", help="この課の事業だけ")
        one.set_defaults(run=export)
