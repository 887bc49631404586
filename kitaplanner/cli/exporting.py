"""Commands that make papers of a plan: export."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from kitaplanner.cli import publishing
from kitaplanner.cli.contract import DONE, WRONG_USAGE, Subparsers
from kitaplanner.domain.plan import Plan
from kitaplanner.layout.scene import Scene


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    export_parser = commands.add_parser("export", help="PDFやExcelを作る")
    export_parser.add_argument("file", type=Path, metavar="FILE")
    kinds = export_parser.add_subparsers(required=True, metavar="KIND", dest="kind")
    parts = {
        "pdf": ("booklet", "sheets", "list", "outline", "progress", "handout"),
        "xlsx": ("sheets", "list"),
    }
    for kind, choices in parts.items():
        one = kinds.add_parser(kind)
        one.add_argument("out", type=Path, metavar=f"OUT.{kind}")
        one.add_argument("--part", choices=choices, help="印刷する部分")
        one.add_argument(
            "--only", nargs="+", default=[], metavar="NUMBER_OR_ID", help="選んだ事業だけ"
        )
        one.add_argument("--department", default="", metavar="課名", help="この課の事業だけ")
        one.add_argument(
            "--attach-plan", action="store_true", help="計画データを添付する（公開用では付けない）"
        )
        one.add_argument("--edition", default="", metavar="NAME", help="残してある版から")
        one.set_defaults(run=export)
    pdf = kinds.choices["pdf"]
    pdf.add_argument("--year", type=int, metavar="YYYY", help="進捗の年度（西暦）")
    pdf.add_argument("--handout", default="", metavar="NAME", help="保存してある委員会資料の名前")
    pdf.add_argument("--template", default="", metavar="NAME", help="ひな型から委員会資料を作る")
    publishing.add_kinds(kinds)


def export(options: argparse.Namespace) -> int:
    """Write a PDF or a paper workbook."""
    from kitaplanner.operations.exports import CHOOSING, Part, export_pdf, export_xlsx

    only, department = tuple(options.only), options.department
    chosen = bool(only or department)
    if chosen and options.part not in (None, *CHOOSING):
        words = "、".join(CHOOSING)
        print(f"kitaplanner: 事業を選べるのは --part が {words} のときだけです。", file=sys.stderr)
        return WRONG_USAGE
    if options.kind == "pdf" and options.part == "handout":
        if options.attach_plan:
            print("kitaplanner: 委員会資料に計画データは添付できません。", file=sys.stderr)
            return WRONG_USAGE
        return _report(_handout(options))
    plan, attach = _plan(options), options.attach_plan
    if options.kind == "xlsx":
        part: Part = options.part or "sheets"
        export_xlsx(plan, options.out, part, only=only, department=department, attach_plan=attach)
        return DONE
    part = options.part or ("sheets" if chosen else "booklet")
    year = options.year
    return _report(
        export_pdf(
            plan, options.out, part, only=only, department=department, year=year, attach_plan=attach
        )
    )


def _plan(options: argparse.Namespace) -> Plan:
    from kitaplanner.operations.documents import read_plan
    from kitaplanner.operations.editions import read_edition

    return (
        read_edition(options.file, options.edition) if options.edition else read_plan(options.file)
    )


def _handout(options: argparse.Namespace) -> Scene:
    """Print a handout that was saved, or one made from a template on the spot."""
    from kitaplanner.operations.editions import read_edition, read_editions
    from kitaplanner.operations.handouts import export_handout, find_handout, new_handout

    plan = _plan(options)
    if options.template:
        names = [one.name for one in read_editions(options.file)]
        handout = new_handout(options.template, plan, _today(), names)
    else:
        handout = find_handout(plan, options.handout)
    return export_handout(plan, handout, lambda name: read_edition(options.file, name), options.out)


def _today() -> date:
    return datetime.now().astimezone().date()


def _report(scene: Scene) -> int:
    for shortfall in scene.shortfalls:
        print(f"kitaplanner: 注意：{shortfall.detail}", file=sys.stderr)
    return DONE
