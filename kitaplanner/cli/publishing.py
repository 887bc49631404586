"""Kinds of export that are no papers: open data."""

from __future__ import annotations

import argparse
from pathlib import Path

from kitaplanner.cli.contract import DONE, Subparsers


def add_kinds(kinds: Subparsers) -> None:
    """Add the kinds to the parser of export."""
    one = kinds.add_parser("data", help="オープンデータ（csv、json、xlsx、定義書）")
    one.add_argument("out", type=Path, metavar="OUT_DIR")
    one.add_argument(
        "--encoding", choices=("utf-8", "shift_jis"), default="utf-8", help="CSVの文字コード"
    )
    one.add_argument("--licence", default="", metavar="TEXT", help="データに記す利用条件")
    one.set_defaults(run=export_data)


def export_data(options: argparse.Namespace) -> int:
    """Write the open data to a folder."""
    from kitaplanner.domain.open_data.publication import (
        USUAL_LICENCE,
        CsvEncoding,
        Publication,
        today,
    )
    from kitaplanner.operations.documents import read_plan
    from kitaplanner.operations.exports import export_open_data

    encoding: CsvEncoding = "utf-8-sig" if options.encoding == "utf-8" else "cp932"
    publication = Publication(today(), options.licence or USUAL_LICENCE, encoding)
    export_open_data(read_plan(options.file), options.out, publication)
    return DONE
