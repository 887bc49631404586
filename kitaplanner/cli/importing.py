"""Commands that take in what others wrote: import."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from pathlib import Path

from kitaplanner.cli.contract import DONE, FOUND, Subparsers
from kitaplanner.domain.import_plan import ChangeState, ImportPlan

_APPLIED: dict[str, tuple[ChangeState, ...]] = {
    "none": (),
    "safe": ("safe",),
    "all": ("safe", "new", "unsure", "conflict"),
}
_STATE_WORDS: dict[ChangeState, str] = {
    "safe": "取り込める",
    "conflict": "競合",
    "unsure": "要確認",
    "new": "新規",
}


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    one = commands.add_parser(
        "import", help="Excel、CSV、別の計画ファイル、計画データを添付したPDFの変更を取り込む"
    )
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("sources", nargs="+", type=Path, metavar="SRC")
    one.add_argument("--report", type=Path, metavar="REPORT.json", help="見つけた変更の詳細")
    one.add_argument(
        "--apply",
        choices=tuple(_APPLIED),
        default="none",
        help="計画に書き込む変更：none（調べるだけ）、safe（確かなものだけ）、all（すべて）",
    )
    one.set_defaults(run=import_)


def import_(options: argparse.Namespace) -> int:
    """Find what the sources would change, and make the changes that were asked for."""
    from kitaplanner.operations import imports
    from kitaplanner.operations.documents import read_plan

    plan_file = options.file
    plan = read_plan(plan_file)
    sources = []
    for path in options.sources:
        options.file = path  # what goes wrong now is about this file
        sources.append(imports.read_source(path))
    options.file = plan_file
    found = imports.plan_imports(plan, sources)
    if options.report is not None:
        options.file = options.report
        imports.write_report(found, options.report)
        options.file = plan_file
    if options.apply != "none":
        _apply(plan_file, found, options.apply)
    for one in found:
        say_found(one)
    is_clear = all(not one.not_understood and one.ids("safe") == _all(one) for one in found)
    return DONE if is_clear else FOUND


def _apply(path: Path, found: Sequence[ImportPlan], extent: str) -> None:
    from kitaplanner.domain.import_plan import safe_ids
    from kitaplanner.operations.documents import open_workspace
    from kitaplanner.operations.imports import apply_imports

    accepted = [safe_ids(one) if extent == "safe" else _all(one) for one in found]
    workspace = open_workspace(path, getpass.getuser())
    try:
        if apply_imports(workspace.document, found, accepted) is not None:
            workspace.save()
    finally:
        workspace.close(discard=True)


def _all(found: ImportPlan) -> frozenset[str]:
    return frozenset(one.id for one in found.changes)


def say_found(found: ImportPlan) -> None:
    """Print what a source would change, each change in a sentence."""
    from kitaplanner.operations.imports import sentences

    counts = "、".join(f"{word}{len(found.ids(state))}" for state, word in _STATE_WORDS.items())
    print(
        f"{found.source}：事業{found.initiatives_found}件、変更{len(found.changes)}件（{counts}）"
    )
    for change, sentence in zip(found.changes, sentences(found), strict=True):
        reason = f"　{change.reason}" if change.reason else ""
        where = f"（{change.where}）" if change.where else ""
        print(f"  [{_STATE_WORDS[change.state]}] {sentence}{where}{reason}")
    for lost in found.not_understood:
        print(f"  [読めない] {lost.where}「{lost.what}」　{lost.why}")
    for remark in found.remarks:
        print(f"  {remark}")
