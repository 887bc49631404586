"""Kinds of export that are no papers: open data and the plain text edition."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from kitaplanner.cli.contract import DONE, Subparsers
from kitaplanner.cli.sources import plan_of


def add_kinds(kinds: Subparsers) -> None:
    """Add the kinds to the parser of export."""
    one = kinds.add_parser("data", help="オープンデータ（csv、json、xlsx、定義書）")
    one.add_argument("out", type=Path, metavar="OUT_DIR")
    one.add_argument(
        "--encoding", choices=("utf-8", "shift_jis"), default="utf-8", help="CSVの文字コード"
    )
    one.add_argument("--licence", default="", metavar="TEXT", help="データに記す利用条件")
    one.add_argument("--edition", default="", metavar="NAME", help="残してある版から")
    one.set_defaults(run=export_data)
    one = kinds.add_parser("text", help="テキスト版（読み上げソフト向けの文字だけの冊子）")
    one.add_argument("out", type=Path, metavar="OUT.txt")
    one.add_argument("--only", nargs="+", default=[], metavar="NUMBER_OR_ID", help="選んだ事業だけ")
    one.add_argument("--department", default="", metavar="課名", help="この課の事業だけ")
    one.add_argument("--edition", default="", metavar="NAME", help="残してある版から")
    one.set_defaults(run=export_plain_text)


def export_data(options: argparse.Namespace) -> int:
    """Write the open data to a folder."""
    from kitaplanner.domain.open_data.publication import (
        USUAL_LICENCE,
        CsvEncoding,
        Publication,
        today,
    )
    from kitaplanner.operations.exports import export_open_data

    encoding: CsvEncoding = "utf-8-sig" if options.encoding == "utf-8" else "cp932"
    publication = Publication(today(), options.licence or USUAL_LICENCE, encoding)
    export_open_data(plan_of(options), options.out, publication)
    return DONE


def export_plain_text(options: argparse.Namespace) -> int:
    """Write the plain text edition."""
    from kitaplanner.operations.exports import export_text

    only, department = tuple(options.only), options.department
    part: Literal["booklet", "sheets"] = "sheets" if only or department else "booklet"
    export_text(plan_of(options), options.out, part, only=only, department=department)
    return DONE
