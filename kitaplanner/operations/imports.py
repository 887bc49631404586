"""Taking in what others wrote: reading a source, finding what it would change, making the changes.

Belongs here: which reader a source gets, several sources after one another, and one edit for all
that was accepted. Does not belong here: formats (`importers`) and what a change is
(`domain.import_plan`). Reading takes time: never do it on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from kitaplanner.domain.change import Change
from kitaplanner.domain.diff import apply_differences
from kitaplanner.domain.diff_sides import Sides
from kitaplanner.domain.diff_words import words
from kitaplanner.domain.form import load_form
from kitaplanner.domain.import_json import import_to_json
from kitaplanner.domain.import_plan import ImportPlan, accept, plan_import, safe_ids
from kitaplanner.domain.json_codec import Json
from kitaplanner.domain.merge_review import review_without_ancestor, shared_initiatives
from kitaplanner.domain.numbering import Numbering, number_plan
from kitaplanner.domain.plan import Initiative, Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.plan_reading import read_plan_as_source
from kitaplanner.domain.reading import Reading
from kitaplanner.errors import RefusedEdit, UserError
from kitaplanner.export.json_file import write_json
from kitaplanner.operations.documents import plan_from_json_file, read_plan
from kitaplanner.storage.document import Document

if TYPE_CHECKING:  # the readers of workbooks are many modules, of which most commands need none
    from kitaplanner.importers.list_workbook.columns import ColumnMapping
    from kitaplanner.importers.workbook.content import WorkbookContent

SourceKind: TypeAlias = Literal["plan", "own", "official", "list", "merge"]
Progress: TypeAlias = Callable[[int, int], None]
_PLAN_SUFFIX = ".kitaplan"
_ATTACHED = "付いている計画データの全体（出力したときの内容）と比べました。"
_WRITTEN = (
    "出力したときの計画データが付いています。書き込まれた内容を、それと比べて読み取りました。"
    "計画データの全体と比べるには、「開く」でこのブックを選んでください。"
)
_NOT_READ = "付いている計画データは読めませんでした（{}）。シートの内容だけを読み取りました。"
_CALLED = "付いている計画データ"


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says; `sent` are the initiatives as they went out, where the file knows that.

    `content` is the workbook or table that it was read from, to be looked at while it is reviewed;
    `columns` are the uses of the columns by sheet, where it was read as a list. `plan` is a whole
    plan that is compared in everything, not only in what a reading holds.
    """

    reading: Reading
    sent: Mapping[str, Initiative] = field(default_factory=dict)
    kind: SourceKind = "plan"
    content: WorkbookContent | None = None
    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    plan: Plan | None = None


def read_source(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Read a plan file, its JSON (also in a PDF), a workbook of ours or of others, or a CSV file.

    Raise UserError with a sentence for people where it can't be read, or Cancelled.
    """
    if path.suffix.lower() == _PLAN_SUFFIX:
        return Source(read_plan_as_source(read_plan(path), path.name))
    if path.suffix.lower() == ".json":
        return Source(read_plan_as_source(plan_from_json_file(path, progress), path.name))
    if path.suffix.lower() == ".pdf":
        return read_attached(path, progress)
    return _read_table(path, progress, cancelled)


def read_attached(path: Path, progress: Progress | None = None) -> Source:
    """Read the plan that is attached to a PDF or a workbook; raise UserError where there is none.

    What people wrote into a workbook afterwards is not in it.
    """
    plan = plan_from_json_file(path, progress)
    reading = replace(read_plan_as_source(plan, path.name), remarks=(_ATTACHED,))
    return Source(reading, plan=plan)


def _read_table(
    path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None
) -> Source:
    from kitaplanner.importers import source_file
    from kitaplanner.importers.csv_file import SUFFIXES
    from kitaplanner.importers.official_sheet import read_official_sheets
    from kitaplanner.importers.own_workbook import read_own_workbook, sent_workbook

    content = source_file.read_source(path, progress=progress, cancelled=cancelled)
    own = read_own_workbook(content)
    if own is not None:
        sent = sent_workbook(content)
        known = () if sent is None else sent.initiatives
        before = {one.initiative.id: one.initiative for one in known}
        plan, remark = _attached_to(path)
        if plan is not None:
            before |= {one.id: one for one in plan.initiatives() if one.id in before}
        if remark:
            own = replace(own, remarks=(*own.remarks, remark))
        return Source(own, before, "own", content)
    lists = read_columns(content, guessed_columns(content))
    if path.suffix.lower() in SUFFIXES:
        return lists
    official = read_official_sheets(content)
    if lists.reading.initiatives and not official.initiatives:
        return lists
    # Where neither reader finds anything, somebody may still say what the columns are.
    columns = {} if official.initiatives else lists.columns
    return Source(official, {}, "official", content, columns)


def _attached_to(path: Path) -> tuple[Plan | None, str]:
    """Give the plan that is attached to a workbook, if any, and what people should know of it."""
    from kitaplanner.importers.attached_plan import attached_plan

    try:
        data = attached_plan(path.read_bytes())
        return (None, "") if data is None else (load_plan(data), _WRITTEN)
    except (UserError, OSError) as error:
        return None, _NOT_READ.format(error)


def guessed_columns(content: WorkbookContent) -> dict[str, ColumnMapping]:
    """Guess the uses of the columns of each visible sheet whose header is understood."""
    from kitaplanner.importers.list_workbook.guess import guess_mapping

    guesses = {one.name: guess_mapping(one) for one in content.sheets if not one.hidden}
    return {name: guess for name, guess in guesses.items() if guess is not None}


def read_columns(content: WorkbookContent, columns: Mapping[str, ColumnMapping]) -> Source:
    """Read a table by the uses of its columns that somebody chose."""
    from kitaplanner.importers.list_workbook.reader import read_lists

    return Source(read_lists(content, columns), {}, "list", content, columns)


def plan_imports(plan: Plan, sources: Iterable[Source]) -> tuple[ImportPlan, ...]:
    """Find what each source would change, as if the safe changes of those before were made.

    So two sources that change the same are a conflict of the second.
    """
    original = {one.id: one for one in plan.initiatives()}
    found: list[ImportPlan] = []
    for source in sources:
        whole = source.plan
        if whole is not None and shared_initiatives(plan, whole):
            name, remarks = source.reading.source, source.reading.remarks
            one = review_without_ancestor(plan, whole, name, _CALLED)
            found.append(replace(one, remarks=remarks))
            continue
        sent = source.sent or (original if found else {})
        one = plan_import(plan, source.reading, _numbering(plan), sent)
        found.append(one)
        plan = accept(plan, one, safe_ids(one))
    return tuple(found)


def apply_imports(
    document: Document,
    found: Sequence[ImportPlan],
    accepted: Sequence[frozenset[str]],
    label: str = "",
) -> Change | None:
    """Make what was accepted of each source in one edit; None where that is nothing.

    The edit is named after the sources, unless a label is given.
    Raise RefusedEdit where the plan is no longer what it was when the changes were found.
    """
    made = accepted_plan(document.snapshot, found, accepted)
    return put_accepted(document, found, made, label)


def accepted_plan(
    plan: Plan, found: Sequence[ImportPlan], accepted: Sequence[frozenset[str]]
) -> Plan:
    """Give the plan with what was accepted of each source; raise RefusedEdit like `accept`."""
    for one, ids in zip(found, accepted, strict=True):
        plan = accept(plan, one, ids)
    return plan


def put_accepted(
    document: Document, found: Sequence[ImportPlan], made: Plan, label: str = ""
) -> Change | None:
    """Put a plan that `accepted_plan` gave in place of the one that it was made of, in one edit.

    The edit is named after the sources, unless a label is given.
    """
    return document.commit(label or _label(found), made)


def _label(found: Sequence[ImportPlan]) -> str:
    first = f"「{found[0].source}」" if found else ""
    return f"{first}の取り込み" if len(found) == 1 else f"{first}ほか{len(found) - 1}件の取り込み"


def report(found: ImportPlan) -> dict[str, Json]:
    """Give what a source would change as JSON."""
    return import_to_json(found, sides_of(found))


def sentences(found: ImportPlan) -> tuple[str, ...]:
    """Say each change in one sentence, with the heading of its initiative."""
    sides = sides_of(found)
    headings = {**sides.new_numbers.headings, **sides.old_numbers.headings}
    return tuple(
        f"{headings.get(one.initiative, '')}：{words(one.difference, sides)}"
        for one in found.changes
    )


def sides_of(found: ImportPlan) -> Sides:
    """Give the plan as it is and with all changes; they are said of the one and the other."""
    all_of_them = [one.difference for one in found.changes]
    try:
        after = apply_differences(found.current, all_of_them)
    except RefusedEdit:  # what may be removed is also offered another place
        kept = (one for one in all_of_them if one.action != "removed")
        after = apply_differences(found.current, kept)
    return Sides(found.current, after, _numbering(found.current), _numbering(after))


def write_report(found: Sequence[ImportPlan], path: Path) -> None:
    """Write the report of a source, or a list of those of several, wholly or not at all."""
    reports = [report(one) for one in found]
    write_json(reports[0] if len(reports) == 1 else reports, path)


def _numbering(plan: Plan) -> Numbering:
    return number_plan(plan, load_form(plan.form))
