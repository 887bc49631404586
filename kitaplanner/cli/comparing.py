"""Commands on several states of a plan: compare, merge."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from kitaplanner.cli.contract import DONE, FOUND, Subparsers
from kitaplanner.domain.plan import Plan

STYLES = ("table", "list", "errata")


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
                "--style", choices=STYLES, default="table", help="新旧対照表、変更一覧、正誤表"
            )
            kind.add_argument(
                "--all", action="store_true", help="新旧対照表に、変更のない箇所も示す"
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
    from kitaplanner.operations import comparison_papers as papers
    from kitaplanner.operations.comparison import compare as compared
    from kitaplanner.operations.comparison import write_comparison_json

    made = compared(_read(options, options.old), _read(options, options.new))
    if options.kind != "json" and options.all:
        made = papers.showing_all(made)
    options.file = options.out
    if options.kind == "pdf":
        papers.write_paper_pdf(made, options.style, options.out)
    elif options.kind == "xlsx":
        papers.write_paper_xlsx(made, options.style, options.out)
    else:
        write_comparison_json(made, options.out)
    return DONE


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
