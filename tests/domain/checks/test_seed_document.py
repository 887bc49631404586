"""The text of the seed document: every known case is found, and no proper name is alarmed about."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kitaplanner.domain.checks import Finding, check_plan
from kitaplanner.domain.checks.spellings import occurrences, spelling_groups
from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Block, Plan, Section
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.paths import resource_path

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "seeds" / "001_772d6f7aee0d8246.txt"
EXPECTED = tomllib.loads((ROOT / "tests/fixtures/seed_findings.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason="the seed document is kept beside the repository, not in it"
)
sudachi = pytest.importorskip("kitaplanner.language.sudachi")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give a plan whose one section has a paragraph for each line of the document."""
    sample = load_plan(resource_path("samples", "kita.json").read_bytes())
    lines = SEED.read_text(encoding="utf-8").split("\n")
    section = Section("s", "素案", blocks=tuple(Block("paragraph", one) for one in lines))
    return dataclasses.replace(sample, outline=(), terms=(), sections=(section,))


@pytest.fixture(scope="module")
def found(plan: Plan) -> tuple[Finding, ...]:
    return check_plan(plan, load_form("kita"), sudachi.SudachiAnalyser())


def line_of(finding: Finding) -> int:
    assert finding.address is not None
    return int(finding.address.id.removeprefix("s:")) + 1


@pytest.mark.parametrize("kind", ["certain", "suspicious"])
def test_every_known_case_is_found(found: tuple[Finding, ...], kind: str) -> None:
    for rule, cases in EXPECTED[kind].items():
        for line, words in cases:
            matching = [
                one
                for one in found
                if one.rule == rule
                and one.address
                and line_of(one) == line
                and words in one.evidence
            ]
            assert matching, (rule, line, words)


def test_nothing_else_is_taken_for_a_slip(found: tuple[Finding, ...]) -> None:
    for rule in ("script", "slip", "action", "pair"):
        expected = EXPECTED["certain"].get(rule, []) + EXPECTED["suspicious"].get(rule, [])
        lines = [line_of(one) for one in found if one.rule == rule]
        assert sorted(lines) == sorted(line for line, _words in expected)


def test_remains_of_the_conversion_are_found_line_by_line(found: tuple[Finding, ...]) -> None:
    lines = [line_of(one) for one in found if one.rule == "markup"]
    assert lines == EXPECTED["markup"]["lines"]


def test_spellings_are_counted_as_they_stand(plan: Plan) -> None:
    counts: Counter[tuple[str | None, str]] = Counter(
        (one.group.part, one.spelling)
        for one in occurrences(plan, spelling_groups(), sudachi.SudachiAnalyser())
    )
    for group in EXPECTED["counts"]:
        told = {word: counts[group.get("part"), word] for word in group["spellings"]}
        assert told == group["spellings"]


def test_no_proper_name_is_alarmed_about(found: tuple[Finding, ...]) -> None:
    """Not こども家庭センター beside 子ども家庭支援センター, no department, not WEBQU, no law."""
    evidence = {one.evidence for one in found if one.rule in ("spelling", "wording")}
    assert not any("子ども" in one or "こども" in one for one in evidence)
    lines = [line_of(one) for one in found if one.rule == "spelling" and one.address]
    assert 469 not in lines


def test_the_suggested_spelling_is_the_one_that_the_document_uses_most(
    found: tuple[Finding, ...],
) -> None:
    corrections = {
        (line_of(one), one.evidence.partition("、")[0]): one.correction.after
        for one in found
        if one.rule == "spelling" and one.correction is not None
    }
    assert "取り組み" not in corrections[398, "取り組み"]
    assert "さらなる" in corrections[29, "更なる"]
    assert "変革に取り組み、" in corrections[29, "更なる"]  # the verb stays
    assert (29, "取り組み") not in corrections
