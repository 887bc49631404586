"""Commands that make papers of a plan: export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from kitaplanner.cli import publishing
from kitaplanner.cli.contract import DONE, WRONG_USAGE, Subparsers
from kitaplanner.cli.sources import plan_of
from kitaplanner.layout.scene import Scene, Shortfall


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    export_parser = commands.add_parser("export", help="PDFやExcelを作る")
    export_parser.add_argument("file", type=Path, metavar="FILE")
    kinds = export_parser.add_subparsers(required=True, metavar="KIND", dest="kind")
    parts = {
        "pdf": ("booklet", "sheets", "list", "outline", "progress", "handout"),
        "xlsx": ("sheets", "list", "outline", "progress"),
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
        one.add_argument("--year", type=int, metavar="YYYY", help="進捗の年度（西暦）")
        one.set_defaults(run=export)
    pdf = kinds.choices["pdf"]
    pdf.add_argument("--handout", default="", metavar="NAME", help="保存してある委員会資料の名前")
    pdf.add_argument("--template", default="", metavar="NAME", help="ひな型から委員会資料を作る")
    _add_extracts(kinds)
    publishing.add_kinds(kinds)


def _add_extracts(kinds: Subparsers) -> None:
    one = kinds.add_parser("extracts", help="課別抜粋：課ごとのファイルをフォルダに書き出す")
    one.add_argument("out", type=Path, metavar="OUT_DIR")
    one.add_argument(
        "--format", choices=("pdf", "xlsx", "both"), default="pdf", help="ファイルの種類"
    )
    one.add_argument("--department", nargs="+", default=[], metavar="課名", help="この課だけ")
    one.add_argument("--edition", default="", metavar="NAME", help="残してある版から")
    one.set_defaults(run=export_extracts)


def export(options: argparse.Namespace) -> int:
    """Write a PDF or a paper workbook."""
    from kitaplanner.operations.exports import CHOOSING, XlsxPart, export_pdf, export_xlsx

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
        return _report(_handout(options).shortfalls)
    if department and not only and options.part is None:
        return _extract(options)
    plan, attach, year = plan_of(options), options.attach_plan, options.year
    if options.kind == "xlsx":
        part: XlsxPart = options.part or "sheets"
        export_xlsx(
            plan,
            options.out,
            part,
            only=only,
            department=department,
            year=year,
            attach_plan=attach,
        )
        return DONE
    scene = export_pdf(
        plan,
        options.out,
        options.part or ("sheets" if chosen else "booklet"),
        only=only,
        department=department,
        year=year,
        attach_plan=attach,
    )
    return _report(scene.shortfalls)


def export_extracts(options: argparse.Namespace) -> int:
    """Write the extracts of departments to a folder, and print the files."""
    from kitaplanner.operations.extracts import EXTRACT_KINDS, extract_files, write_extracts

    plan, day = plan_of(options), _day(options)
    kinds = EXTRACT_KINDS if options.format == "both" else (options.format,)
    files = extract_files(plan, kinds, options.department)
    written = write_extracts(plan, files, options.out, edition=options.edition, day=day)
    for path in written.files:
        print(path)
    return _report(written.shortfalls)


def _extract(options: argparse.Namespace) -> int:
    """Write the extract of one department."""
    from kitaplanner.operations.extracts import ExtractHead, write_extract

    head = ExtractHead(options.department, options.edition, _day(options))
    scene = write_extract(
        plan_of(options), head, options.kind, options.out, attach_plan=options.attach_plan
    )
    return _report(scene.shortfalls if scene is not None else ())


def _day(options: argparse.Namespace) -> str:
    """Give the day of the edition, or today."""
    from kitaplanner.operations.extracts import edition_day

    if options.edition:
        return edition_day(options.file, options.edition)
    return _today().isoformat()


def _handout(options: argparse.Namespace) -> Scene:
    """Print a handout that was saved, or one made from a template on the spot."""
    from kitaplanner.operations.editions import read_edition, read_editions
    from kitaplanner.operations.handouts import export_handout, find_handout, new_handout

    plan = plan_of(options)
    if options.template:
        names = [one.name for one in read_editions(options.file)]
        handout = new_handout(options.template, plan, _today(), names)
    else:
        handout = find_handout(plan, options.handout)
    return export_handout(plan, handout, lambda name: read_edition(options.file, name), options.out)


def _today() -> date:
    return datetime.now().astimezone().date()


def _report(shortfalls: Iterable[Shortfall]) -> int:
    for shortfall in shortfalls:
        print(f"kitaplanner: 注意：{shortfall.detail}", file=sys.stderr)
    return DONE
