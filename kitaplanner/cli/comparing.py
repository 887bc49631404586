"""Commands on several states of a plan: compare, merge."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kitaplanner.cli.contract import DONE, FOUND, WRONG_USAGE, Subparsers
from kitaplanner.domain.plan import Plan

if TYPE_CHECKING:
    from kitaplanner.layout.tracked_text import Strike
    from kitaplanner.operations.comparison import Comparison

STYLES = ("table", "list", "errata")
# What can be drawn on a page alone.
PAGE_STYLES = ("tracked",)
_PAGES_ONLY = (
    "見え消しは、PDFだけで作れます。compare OLD NEW pdf OUT.pdf --style tracked としてください。"
    "Excelには、新旧対照表（table）、変更一覧（list）、正誤表（errata）があります。"
)
STRIKES: dict[str, Strike] = {"double": "double_strike", "single": "strike"}


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    one = commands.add_parser("compare", help="2つの計画の違いを書き出す")
    one.add_argument("old", metavar="OLD", help="変更前：FILE、または FILE@版の名前")
    one.add_argument("new", metavar="NEW", help="変更後：FILE、または FILE@版の名前")
    kinds = one.add_subparsers(required=True, metavar="KIND", dest="kind")
    for name in ("json", "pdf", "xlsx"):
        kind = kinds.add_parser(name)
        kind.add_argument("out", type=Path, metavar=f"OUT.{name}")
        if name != "json":
            kind.add_argument(
                "--style",
                choices=(*STYLES, *PAGE_STYLES),
                default="table",
                help="新旧対照表、変更一覧、正誤表、見え消し（PDFだけ）",
            )
            kind.add_argument(
                "--all",
                action="store_true",
                help="新旧対照表と見え消しに、変更のない箇所も示す",
            )
        if name == "pdf":
            kind.add_argument(
                "--strike",
                choices=tuple(STRIKES),
                default="double",
                help="見え消しの取消線：二重（double）か一重（single）",
            )
        kind.set_defaults(run=compare)

    one = commands.add_parser("merge", help="同じ計画から分かれた2つのファイルを1つにまとめる")
    one.add_argument("base", metavar="BASE", help="分かれる前：FILE、または FILE@版の名前")
    one.add_argument("ours", metavar="OURS", help="こちら（両方が変えた箇所で採るほう）")
    one.add_argument("theirs", metavar="THEIRS", help="相手")
    one.add_argument("out", type=Path, metavar="OUT", help="まとめた計画のファイル")
    one.add_argument("--report", type=Path, metavar="REPORT.json", help="結果の詳細")
    one.set_defaults(run=merge)


def compare(options: argparse.Namespace) -> int:
    """Write what changed between two plans."""
    if options.kind == "xlsx" and options.style in PAGE_STYLES:
        print(f"kitaplanner: {_PAGES_ONLY}", file=sys.stderr)
        return WRONG_USAGE
    from kitaplanner.operations import comparison_papers as papers
    from kitaplanner.operations.comparison import compare as compared
    from kitaplanner.operations.comparison import write_comparison_json

    made = compared(_read(options, options.old), _read(options, options.new))
    if options.kind != "json" and options.all:
        made = papers.showing_all(made)
    options.file = options.out
    if options.kind == "pdf" and options.style in PAGE_STYLES:
        _write_tracked(made, options)
    elif options.kind == "pdf":
        papers.write_paper_pdf(made, options.style, options.out)
    elif options.kind == "xlsx":
        papers.write_paper_xlsx(made, options.style, options.out)
    else:
        write_comparison_json(made, options.out)
    return DONE


def _write_tracked(made: Comparison, options: argparse.Namespace) -> None:
    from kitaplanner.operations import tracked_papers

    style = tracked_papers.tracked_style(
        *(tracked_papers.addressed_words(one) for one in (options.old, options.new)),
        strike=STRIKES[options.strike],
        is_whole=options.all,
    )
    tracked_papers.write_tracked_pdf(made, options.out, style)


def merge(options: argparse.Namespace) -> int:
    """Make one file of two that went on from the same plan; say what people have to decide."""
    from kitaplanner.operations import merging

    base, ours, theirs = (
        _read(options, one) for one in (options.base, options.ours, options.theirs)
    )
    made = merging.merge_plans(base, ours, theirs)
    options.file = options.out
    merging.write_merged(made, options.ours, options.out, getpass.getuser())
    if options.report is not None:
        options.file = options.report
        merging.write_merge_report(made, options.report)
    for sentence in merging.conflict_sentences(made):
        print(sentence)
    return FOUND if made.conflicts else DONE


def _read(options: argparse.Namespace, address: str) -> Plan:
    """Read a plan; what goes wrong meanwhile is said about this file."""
    from kitaplanner.operations.comparison import read_addressed_plan

    options.file = Path(address)
    return read_addressed_plan(address)
