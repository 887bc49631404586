"""Commands on inquiries: inquiry send, inquiry receive, inquiry status."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kitaplanner.cli.contract import BAD_INPUT, DONE, FOUND, Subparsers

if TYPE_CHECKING:
    from kitaplanner.operations.inquiries import InquiryStatus
    from kitaplanner.operations.replies import Received


def add_commands(commands: Subparsers) -> None:
    """Add the commands to the parser."""
    inquiry = commands.add_parser("inquiry", help="各課に照会する、回答を受け取る、回収状況を見る")
    actions = inquiry.add_subparsers(required=True, metavar="ACTION")

    one = actions.add_parser("send", help="課ごとの照会のブックをフォルダに書き出す")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("folder", type=Path, metavar="OUT_DIR")
    one.add_argument("--department", nargs="+", default=[], metavar="課名", help="照会する課")
    one.add_argument("--due", default="", metavar="YYYY-MM-DD", help="回答期限")
    one.add_argument("--year", type=int, metavar="YYYY", help="進捗を尋ねる年度（西暦）")
    one.set_defaults(run=send)

    one = actions.add_parser("receive", help="回答のブックやフォルダを読み、変更を取り込む")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("sources", nargs="+", type=Path, metavar="SRC")
    one.add_argument("--report", type=Path, metavar="REPORT.json", help="見つけた変更の詳細")
    one.add_argument(
        "--apply",
        choices=("none", "safe"),
        default="none",
        help="none（調べるだけで、何も記録しない）、safe（確かな変更を取り込み、回収を記録する）",
    )
    one.set_defaults(run=receive)

    one = actions.add_parser("status", help="回収状況")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--json", action="store_true", help="JSONで")
    one.set_defaults(run=status)


def send(options: argparse.Namespace) -> int:
    """Write a workbook for each department and keep what was sent."""
    from kitaplanner.operations import inquiries
    from kitaplanner.operations.documents import read_plan

    now = datetime.now().astimezone()
    usual = inquiries.usual_order(read_plan(options.file), now.date())
    order = dataclasses.replace(
        usual,
        departments=tuple(options.department) or usual.departments,
        due=options.due,
        year=options.year or usual.year,
    )
    who = getpass.getuser()
    inquiry = inquiries.send_from_file(options.file, options.folder, order, who, now)
    for name in inquiries.file_names(inquiry.departments).values():
        print(options.folder / name)
    return DONE


def receive(options: argparse.Namespace) -> int:
    """Find what the replies would change; take over what is safe where that is asked for."""
    from kitaplanner.domain.import_plan import safe_ids
    from kitaplanner.operations import replies
    from kitaplanner.operations.documents import open_workspace

    gathered = replies.gather_replies(options.sources)
    is_taken = options.apply == "safe"
    workspace = open_workspace(options.file, getpass.getuser(), read_only=not is_taken)
    try:
        document = workspace.document
        received = replies.plan_replies(replies.sent_of(document, gathered), gathered)
        if is_taken and received.receipts:
            accepted = [safe_ids(one) for one in received.plans]
            replies.take_over(document, received, accepted, datetime.now().astimezone())
            workspace.save()
    finally:
        workspace.close(discard=True)
    if options.report is not None:
        replies.write_report(received, options.report)
    _say(received)
    if not received.receipts:
        return BAD_INPUT
    is_clear = not received.refused and all(
        not one.not_understood and len(one.ids("safe")) == len(one.changes)
        for one in received.plans
    )
    return DONE if is_clear else FOUND


def status(options: argparse.Namespace) -> int:
    """Print who has replied, the newest inquiry first."""
    from kitaplanner.domain.inquiry import STATE_WORDS
    from kitaplanner.operations.inquiries import read_statuses

    found = read_statuses(options.file, date.today())  # noqa: DTZ011  # the office's own calendar
    if options.json:
        print(json.dumps([_json(one) for one in found], ensure_ascii=False, indent=2))
        return DONE
    for one in found:
        inquiry = one.inquiry
        counts = "、".join(f"{STATE_WORDS[state]}{n}" for state, n in one.counts().items())
        due = f"　期限 {inquiry.due}" if inquiry.due else ""
        print(f"{inquiry.name}　{inquiry.sent_at[:10]}{due}　{counts}")
        for each in one.statuses:
            at = each.reply.received_at[:16].replace("T", " ") if each.reply else ""
            source = each.reply.source if each.reply else ""
            print(f"  {STATE_WORDS[each.state]}\t{each.department}\t{at}\t{source}".rstrip())
    return DONE


def _json(one: InquiryStatus) -> dict[str, object]:
    from kitaplanner.domain.inquiry import STATE_WORDS

    return {
        "id": one.inquiry.id,
        "name": one.inquiry.name,
        "sent_at": one.inquiry.sent_at,
        "due": one.inquiry.due,
        "departments": [
            {
                "name": each.department,
                "state": each.state,
                "words": STATE_WORDS[each.state],
                "initiatives": each.initiatives,
                "reply": None
                if each.reply is None
                else {
                    "source": each.reply.source,
                    "received_at": each.reply.received_at,
                    **dataclasses.asdict(each.reply.result),
                },
            }
            for each in one.statuses
        ],
    }


def _say(received: Received) -> None:
    from kitaplanner.cli.importing import say_found

    for one in received.receipts:
        print(one.reply.mark.department, end="　")
        say_found(one.found)
    for source in received.repeated:
        print(f"{source}：同じ内容のファイルがもう1つあります。1回だけ数えました。")
    for refused in received.refused:
        # What can't be read is told whatever becomes of the standard output.
        print(f"kitaplanner: {_named(refused.source, refused.reason)}", file=sys.stderr)


def _named(source: str, reason: str) -> str:
    return reason if source in reason else f"{source}：{reason}"
