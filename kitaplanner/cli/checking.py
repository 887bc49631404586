"""Commands that look through a plan: check."""

from __future__ import annotations

import argparse
from pathlib import Path

from kitaplanner.cli.contract import DONE, FOUND, Subparsers


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    one = commands.add_parser("check", help="計画を点検する（不整合、表記ゆれ、校正候補）")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="JSONで")
    one.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """Print what the checks find, the gravest first."""
    from kitaplanner.domain.checks.rules import SEVERITIES, rule_title
    from kitaplanner.operations.checking import check_whole, findings_to_json
    from kitaplanner.operations.documents import read_plan
    from kitaplanner.operations.finding_places import places_of

    plan = read_plan(options.file)
    findings = check_whole(plan)
    if options.json:
        print(findings_to_json(plan, findings))
        return FOUND if findings else DONE
    place = places_of(plan)
    for one in findings:
        print(f"[{SEVERITIES[one.severity]}] {place(one)}：{rule_title(one.rule)}：{one.sentence}")
        if one.correction is not None:
            print(f"    修正案：{_line(one.correction.after)}")
    if not findings:
        print("点検で見つかったことはありません。")
    return FOUND if findings else DONE


def _line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
