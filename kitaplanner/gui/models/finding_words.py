"""A finding in the words of its row: how grave, where, what, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kitaplanner.domain.checks import Correction, Finding
from kitaplanner.domain.checks.rules import SEVERITIES, WAITING, rule_title, subject_of
from kitaplanner.domain.plan import Plan

WAITING_WORD = "確認待ち"
# The order of the rows; each word has a sign of its own, so that nothing hangs on a colour.
SIGNS = {"誤り": "●", "注意": "▲", "候補": "◇", WAITING_WORD: "○"}
HEADINGS = ("重さ", "箇所", "内容", "理由", "直し方")
BY_HAND = "確かめて直す"
_ASK = "所管課に確かめる"
_AROUND = 4  # characters before and after what a correction changes


class FindingLine:
    """A finding in the words of its row, which are made when they are asked for.

    `at` is the place of its owner in the printed order, `kind` the rule and the word of its group.
    """

    __slots__ = ("_place", "_words", "at", "departments", "finding", "kind", "weight")

    def __init__(
        self,
        finding: Finding,
        at: int,
        departments: tuple[str, ...],
        place: Callable[[Finding], str],
    ) -> None:
        self.finding = finding
        self.weight = weight_of(finding)
        self.kind = (finding.rule, subject_of(finding))
        self.at = at
        self.departments = departments
        self._place = place
        self._words: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words of all columns."""
        if not self._words:
            self._words = _words(self.finding, self.weight, self._place(self.finding))
        return self._words

    @property
    def words_below(self) -> tuple[str, ...]:
        """Give the words below a heading, which says the kind already: what stands there now."""
        correction = self.finding.correction
        if correction is None:
            return self.words
        weight, place, _what, why, mend = self.words
        return weight, place, f"「{_snippets(correction)[0]}」", why, mend


def weight_of(finding: Finding) -> str:
    """Give the word for how grave a finding is; what only waits for an answer has its own."""
    return WAITING_WORD if finding.rule in WAITING else SEVERITIES[finding.severity]


def lines_of(
    findings: Iterable[Finding], plan: Plan, place: Callable[[Finding], str]
) -> list[FindingLine]:
    """Give the rows of findings in their order."""
    owners = _owners(plan)
    departments = {one.id: one.departments for one in plan.initiatives()}
    lines = []
    for one in findings:
        owner = one.initiative or (one.address.id.partition(":")[0] if one.address else "")
        at = owners.get(owner, -1)
        lines.append(FindingLine(one, at, departments.get(one.initiative, ()), place))
    return lines


def _owners(plan: Plan) -> dict[str, int]:
    """Number what is printed one behind the other: sections, headings, initiatives."""
    order = [one.id for one in plan.sections]
    for node in plan.nodes():
        order.append(node.id)
        order += [one.id for one in node.initiatives]
    return {one: at for at, one in enumerate(order)}


def _words(finding: Finding, weight: str, place: str) -> tuple[str, ...]:
    title, evidence = rule_title(finding.rule), " ".join(finding.evidence.split())
    what = f"{title}：{evidence}" if evidence else title
    if finding.correction is not None:
        mend = f"「{_snippets(finding.correction)[1]}」"
    else:
        mend = _ASK if weight == WAITING_WORD else BY_HAND
    return weight, " ".join(place.split()), what, " ".join(finding.sentence.split()), mend


def correction_words(correction: Correction) -> str:
    """Say what a correction changes, with a few characters around it."""
    old, new = _snippets(correction)
    return f"「{old}」→「{new}」"


def _snippets(correction: Correction) -> tuple[str, str]:
    """Give the stretch that a correction changes, before and after, on one line each."""
    before, after = correction.before, correction.after
    start, end = correction.changes[0].start, len(before) - correction.changes[-1].end
    first = max(start - _AROUND, 0)
    old = before[first : len(before) - max(end - _AROUND, 0)]
    new = after[first : len(after) - max(end - _AROUND, 0)]
    return " ".join(old.split()), " ".join(new.split())


def list_text(lines: Iterable[FindingLine]) -> str:
    """Give rows as text that a spreadsheet takes in cells: a head, then a line a finding."""
    rows = [HEADINGS, *(one.words for one in lines)]
    return "\n".join("\t".join(row) for row in rows)
