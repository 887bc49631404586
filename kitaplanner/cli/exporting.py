"""Commands that make papers of a plan: export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kitaplanner.cli import publishing
from kitaplanner.cli.contract import DONE, WRONG_USAGE, Subparsers


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
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
    publishing.add_kinds(kinds)


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
