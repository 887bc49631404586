"""Operations on replies: read what came back, find what it would change, take it over, record it.

Belongs here: files and folders of replies, which inquiry each answers, and their record. Reading
takes time: never do it on the window's thread. Does not belong here: sending (`inquiries`), what
a cell means (`domain.reply_reading`), what a change is (`domain.import_plan`).

A file is known by what is in it, never by its name: the same file twice is one reply, and a reply
that was received before changes nothing a second time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.form import load_form
from kitaplanner.domain.ids import new_id
from kitaplanner.domain.import_plan import ImportPlan
from kitaplanner.domain.inquiry import Inquiry, Reply, ReplyResult
from kitaplanner.domain.json_codec import Json
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Plan
from kitaplanner.domain.reading import NotUnderstood
from kitaplanner.domain.reply_reading import reading_of_reply
from kitaplanner.domain.reply_sheet import ReplyMark, ReplySheet
from kitaplanner.errors import UserError
from kitaplanner.export.json_file import write_json
from kitaplanner.operations import imports
from kitaplanner.storage.document import Document

if TYPE_CHECKING:  # the readers of workbooks are many modules, of which most commands need none
    from kitaplanner.importers.workbook.content import WorkbookContent

# Files done and files in all; may raise Cancelled.
Progress: TypeAlias = Callable[[int, int], None]
# Whatever a department may have saved its reply as: what can't be read is named, not passed over.
_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_OWNER_FILE = "~$"
_NO_FILES = "「{}」に、回答のファイル（.xlsx）がありません。"
_NO_REPLY = (
    "照会の回答ではありません。照会で送ったブックに記入したものを選んでください。"
    "シートだけを写したときは、シートを右クリックして「移動またはコピー」で写してください。"
)
_OTHER_DOCUMENT = "別の文書から送った照会への回答です。送ったときの文書で受け取ってください。"
_NO_INQUIRY = (
    "この文書に、この照会の控えがありません。"
    "照会を送った後に文書を保存しなかったか、古い控えを開いています。"
)
_NOT_ASKED = "「{}」には照会していません。"


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What a file says for one department; a file mostly holds the sheets of one."""

    source: str
    digest: str
    mark: ReplyMark
    sheets: tuple[ReplySheet, ...]
    content: WorkbookContent
    not_understood: tuple[NotUnderstood, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no reply, or not one to this document, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read; `repeated` are files that hold the same as one before them."""

    replies: tuple[ReadReply, ...] = ()
    refused: tuple[Refused, ...] = ()
    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a document knows of the inquiries that replies answer."""

    document: str
    current: Plan
    inquiries: Mapping[str, Inquiry] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reply and what it would change."""

    reply: ReadReply
    source: imports.Source
    found: ImportPlan


@dataclass(frozen=True, slots=True)
class Received:
    """All replies of a run with what they would change, one after another."""

    receipts: tuple[Receipt, ...]
    refused: tuple[Refused, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def plans(self) -> tuple[ImportPlan, ...]:
        """Give what each reply would change."""
        return tuple(one.found for one in self.receipts)


# --- reading -----------------------------------------------------------------------------------


def reply_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files that are meant: those named, and the workbooks in folders, the oldest first.

    Raise UserError for a folder without any, and for a path where nothing is.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            if not path.exists():
                raise UserError(f"「{path}」が見つかりません。場所を確かめてください。")
            found[path] = None
            continue
        inside = sorted(one for one in path.rglob("*") if _is_workbook(one))
        if not inside:
            raise UserError(_NO_FILES.format(path.name))
        found |= dict.fromkeys(inside)
    return tuple(sorted(found, key=lambda one: (one.stat().st_mtime, one.name)))


def _is_workbook(path: Path) -> bool:
    is_hidden = path.name.startswith((_OWNER_FILE, "."))
    return path.suffix.lower() in _SUFFIXES and not is_hidden and path.is_file()


def gather_replies(
    paths: Iterable[Path],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Gathered:
    """Read files and folders of replies; what can't be read is named and hinders no other.

    Raise UserError where there is no file at all, or Cancelled.
    """
    files = reply_files(paths)
    replies: list[ReadReply] = []
    refused: list[Refused] = []
    repeated: list[str] = []
    digests: dict[str, Path] = {}
    for path in files:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            refused.append(Refused(path.name, f"ファイルを読めません（{error.strerror}）。"))
            continue
        if digest in digests:
            repeated.append(path.name)
        else:
            digests[digest] = path
    done = 0
    # Each workbook is read in a process of its own; two threads only wait for them.
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
        for outcome in pool.map(
            lambda one: _read(one[0], one[1], cancelled), list(digests.items())
        ):
            done += 1
            if progress is not None:
                progress(done, len(digests))
            if isinstance(outcome, Refused):
                refused.append(outcome)
            else:
                replies += outcome
    return Gathered(tuple(replies), tuple(refused), tuple(repeated))


def _read(
    digest: str, path: Path, cancelled: Callable[[], bool] | None
) -> Refused | list[ReadReply]:
    from kitaplanner.importers.inquiry_reply import read_reply
    from kitaplanner.importers.workbook.process import read_workbook

    try:
        content = read_workbook(path, cancelled=cancelled)
        workbook = read_reply(content)
    except UserError as error:
        return Refused(path.name, str(error))
    if workbook is None:
        return Refused(path.name, _NO_REPLY)
    groups: dict[tuple[str, str, str], list[ReplySheet]] = {}
    for one in workbook.sheets:
        key = (one.mark.document, one.mark.inquiry, one.mark.department)
        groups.setdefault(key, []).append(one)
    replies = [
        ReadReply(path.name, digest, sheets[0].mark, tuple(sheets), content)
        for sheets in groups.values()
    ]
    replies[0] = replace(replies[0], not_understood=workbook.not_understood)
    return replies


# --- finding what they would change ------------------------------------------------------------


def sent_of(document: Document, gathered: Gathered) -> Sent:
    """Give what the document knows of the inquiries that were answered."""
    wanted = {one.mark.inquiry for one in gathered.replies}
    inquiries = {one.id: one for one in document.inquiries() if one.id in wanted}
    plans = {one: document.inquiry_plan(one) for one in inquiries}
    return Sent(document.document_id, document.snapshot, inquiries, plans)


def plan_replies(sent: Sent, gathered: Gathered) -> Received:
    """Find what the replies would change, each as if the safe changes of those before were made."""
    refused = list(gathered.refused)
    replies: list[ReadReply] = []
    for reply in gathered.replies:
        reason = _reason_to_refuse(sent, reply.mark)
        if reason:
            refused.append(Refused(reply.source, reason))
        else:
            replies.append(reply)
    sources = [_source(sent.plans[reply.mark.inquiry], reply) for reply in replies]
    found = imports.plan_imports(sent.current, sources)
    receipts = tuple(Receipt(*one) for one in zip(replies, sources, found, strict=True))
    return Received(receipts, tuple(refused), gathered.repeated)


def _reason_to_refuse(sent: Sent, mark: ReplyMark) -> str:
    if mark.document != sent.document:
        return _OTHER_DOCUMENT
    inquiry = sent.inquiries.get(mark.inquiry)
    if inquiry is None:
        return _NO_INQUIRY
    if mark.department not in inquiry.departments:
        return _NOT_ASKED.format(mark.department)
    return ""


def _source(plan: Plan, reply: ReadReply) -> imports.Source:
    numbering = number_plan(plan, load_form(plan.form))
    reading = reading_of_reply(reply.source, reply.sheets, plan, numbering)
    lost = (*reading.not_understood, *reply.not_understood)
    known = {one.id: one for one in plan.initiatives()}
    return imports.Source(
        replace(reading, not_understood=lost, remarks=(*reply.content.remarks, *reading.remarks)),
        {one.id: known[one.id] for one in reading.initiatives},
        "own",
        reply.content,
    )


# --- taking them over --------------------------------------------------------------------------


def take_over(
    document: Document, received: Received, accepted: Sequence[frozenset[str]], now: datetime
) -> Change | None:
    """Make what was accepted in one edit and record that the departments replied.

    Raise RefusedEdit where the plan is no longer what it was when the changes were found.
    """
    change = apply_replies(document, received, accepted)
    record(document, received, accepted, now)
    return change


def _records(
    document: Document, received: Received, accepted: Sequence[frozenset[str]], now: datetime
) -> Iterator[Reply]:
    """Yield the record of each reply; one that came before keeps its date and what it had found."""
    known = {(one.inquiry, one.department, one.digest): one for one in document.replies()}
    open_before: dict[tuple[str, str], ReplyResult] = {}
    for number, (receipt, ids) in enumerate(zip(received.receipts, accepted, strict=True)):
        mark, digest = receipt.reply.mark, receipt.reply.digest
        old = known.get((mark.inquiry, mark.department, digest))
        result = _result(receipt.found, ids)
        if old is not None:
            earlier = old.result.applied
            result = replace(result, found=result.found + earlier, applied=result.applied + earlier)
        # The newest reply counts: what older ones of this run left open is told with it.
        asked = (mark.inquiry, mark.department)
        before = open_before.get(asked, ReplyResult())
        result = replace(
            result,
            conflicts=result.conflicts + before.conflicts,
            unsure=result.unsure + before.unsure,
            not_understood=result.not_understood + before.not_understood,
        )
        open_before[asked] = result
        at = now.replace(microsecond=min(number, 999_999)).isoformat(timespec="microseconds")
        yield Reply(
            new_id() if old is None else old.id,
            mark.inquiry,
            mark.department,
            receipt.reply.source,
            digest,
            at if old is None else old.received_at,
            document.who,
            result,
        )


def apply_replies(
    document: Document, received: Received, accepted: Sequence[frozenset[str]]
) -> Change | None:
    """Make what was accepted in one edit; `record` says who replied.

    Raise RefusedEdit where the plan is no longer what it was when the changes were found.
    """
    return imports.apply_imports(document, received.plans, accepted, _label(received))


def accepted_plan(plan: Plan, received: Received, accepted: Sequence[frozenset[str]]) -> Plan:
    """Give the plan with what was accepted; raise RefusedEdit where it can't be made."""
    return imports.accepted_plan(plan, received.plans, accepted)


def record(
    document: Document, received: Received, accepted: Sequence[frozenset[str]], now: datetime
) -> None:
    """Record that the departments replied, where their changes were taken over before."""
    for reply in list(_records(document, received, accepted, now)):
        document.record_reply(reply)


def _label(received: Received) -> str:
    names = list(dict.fromkeys(one.reply.mark.department for one in received.receipts))
    more = f"ほか{len(names) - 1}課" if len(names) > 1 else ""
    return f"照会の回答（{names[0]}{more}）の取り込み" if names else ""


def _result(found: ImportPlan, accepted: frozenset[str]) -> ReplyResult:
    left = [one for one in found.changes if one.id not in accepted]
    conflicts = sum(one.state == "conflict" for one in left)
    return ReplyResult(
        found=len(found.changes),
        applied=len(found.changes) - len(left),
        conflicts=conflicts,
        unsure=len(left) - conflicts,
        not_understood=len(found.not_understood),
    )


def settle(document: Document, reply: Reply) -> None:
    """Record that someone has decided what a reply left open."""
    settled = replace(reply.result, conflicts=0, unsure=0, not_understood=0)
    document.record_reply(replace(reply, result=settled))


# --- reporting ---------------------------------------------------------------------------------


def report(received: Received) -> list[Json]:
    """Give what the replies would change as JSON, and the files that were refused."""
    made: list[Json] = [
        {
            **imports.report(one.found),
            "department": one.reply.mark.department,
            "inquiry": one.reply.mark.inquiry,
        }
        for one in received.receipts
    ]
    made += [
        {
            "source": one.source,
            "changes": [],
            "not_understood": [{"where": one.source, "what": "ファイル", "why": one.reason}],
            "initiatives_found": 0,
            "remarks": [],
        }
        for one in received.refused
    ]
    return made


def write_report(received: Received, path: Path) -> None:
    """Write the report, a list with one member a reply, wholly or not at all."""
    write_json(report(received), path)
