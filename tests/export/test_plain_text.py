"""The plain text edition: every bar a sentence, nothing lost, one statement a line."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import (
    Block,
    ChronicleEntry,
    Plan,
    PlanSettings,
    ScheduleItem,
    Section,
    Started,
    Term,
    TimelineRow,
)
from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.export.plain_text import plain_text, write_plain_text
from kitaplanner.layout.item_words import item_sentence, joined, timeline_sentence
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_text
from tests.golden_files import GoldenFiles
from tests.helpers.plans import initiative_of, months_item, plan_of, years_item
from tests.strategies import plans

USUAL = PlanSettings()


def text_of(plan: Plan) -> str:
    return plain_text(plan, load_form(plan.form))


@pytest.mark.parametrize(
    ("item", "divisions", "sentence"),
    [
        (years_item("a", 2025, 2029, "運用"), 1, "令和7年度から令和11年度まで：運用"),
        (years_item("a", 2025, 2025, "調査", "box"), 1, "令和7年度（枠）：調査"),
        (years_item("a", 2025, 2025, "調査", "dashed"), 1, "令和7年度（破線枠）：調査"),
        (years_item("a", 2025, 2025, "説明", "note"), 1, "令和7年度（注記）：説明"),
        (years_item("a", 2025, 2025, "100", "value"), 1, "令和7年度：100"),
        (
            years_item("a", 2025, 2029, "運用", opens_before=True, opens_after=True),
            1,
            "令和7年度から令和11年度まで（計画期間の前から継続、計画期間の後も継続）：運用",
        ),
        (
            years_item("a", 2025, 2029, "運用", opens_before=True, started=Started(2024)),
            1,
            "令和7年度から令和11年度まで：運用。※令和6年度導入",
        ),
        (
            years_item("a", 2025, 2025, "運用", note="※対面", departments=("税務課", "会計課")),
            1,
            "令和7年度：運用（税務課・会計課）※対面",
        ),
        (months_item("a", 0, 2, "検討"), 4, "令和7年度第1四半期：検討"),
        (years_item("a", 2025, 2025, ""), 1, "令和7年度：（文言なし）"),
        (years_item("a", 2025, 2025, "試行\n⇒拡大"), 1, "令和7年度：試行⇒拡大"),
    ],
)
def test_a_bar_is_a_sentence(item: ScheduleItem, divisions: int, sentence: str) -> None:
    assert item_sentence(item, divisions, USUAL) == sentence


def test_a_sentence_follows_the_styles_of_the_plan() -> None:
    item = years_item("a", 2025, 2025, "運用", started=Started(2019))
    full = PlanSettings(digit_style="full", era_style="both")
    assert (
        item_sentence(item, 1, full) == "令和７（２０２５）年度：運用。※令和元（２０１９）年度導入"
    )
    western = PlanSettings(era_style="western")
    assert item_sentence(item, 1, western) == "2025年度：運用。※2019年度導入"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("残りの電子申請化", "100%達成"), "残りの電子申請化。100%達成"),
        (("職員が", "業務に注力"), "職員が業務に注力"),
        (("運用", "（税務課）"), "運用（税務課）"),
        (("する。", "", " 次 "), "する。次"),
        ((), ""),
    ],
)
def test_lines_are_joined_as_one_reads_them(lines: tuple[str, ...], text: str) -> None:
    assert joined(lines) == text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (TimelineRow("構想", "目標", opens_after=True), "構想：計画期間の後も継続：目標"),
        (TimelineRow("計画", "", 2024, 2033, True, True), "計画：令和6年度から令和15年度まで"),
        (TimelineRow("計画", "5か年", 2025, 2025), "計画：令和7年度：5か年"),
        (TimelineRow("計画", "", None, 2030), "計画：令和12年度まで"),
        (TimelineRow("計画"), "計画"),
    ],
)
def test_a_row_of_the_timeline_is_a_sentence(row: TimelineRow, sentence: str) -> None:
    assert timeline_sentence(row, USUAL) == sentence


def test_the_whole_of_a_small_plan(golden: GoldenFiles) -> None:
    first = initiative_of(
        (years_item("a", 2025, 2026, "検討"), years_item("b", 2027, 2029, "運用")),
        (),
        (months_item("c", 0, 5, "試行", "dashed"),),
        divisions=2,
        summary="一つ目の段落\n二つ目の段落",
        notes=("※対象外あり",),
        marks=("新規",),
    )
    second = initiative_of(
        id="j", name="窓口の改善", terms=(Term("t", "窓口", "受付", "まどぐち"),)
    )
    chapters = (
        Section(
            "s0",
            "目的",
            blocks=(
                Block("paragraph", "段落"),
                Block("bullet", "箇条"),
                Block("note", "※注意"),
                Block("footnote", "脚注", mark="1"),
                Block("quote", "誰一人\n取り残さない", source="方針"),
                Block("chronicle", entries=(ChronicleEntry(2019, "施行", 4, "改定"),)),
                Block("timeline", rows=(TimelineRow("計画", "", 2025, 2029),)),
                Block("figure", "失われています", caption="推進体制"),
            ),
        ),
        Section("s1", "基本方針", derived="policies"),
        Section("s2", "施策", level=2, derived="outline"),
        Section("s3", "取組", derived="sheets"),
        Section("s4", "掲載事業一覧", numbered=False, derived="initiative_list"),
        Section("s5", "用語集", numbered=False, derived="glossary"),
        Section("s6", "索引", numbered=False, derived="department_index"),
    )
    plan = plan_of(first, second, sections=chapters, stage_date="2025-03-31")
    golden.check("plain_text/small.txt", text_of(plan))


def test_the_sample_says_every_bar_once() -> None:
    plan = sample_plan("kita")
    lines = text_of(plan).splitlines()
    for initiative in plan.initiatives():
        for item in initiative.schedule.items():
            sentence = item_sentence(item, initiative.schedule.divisions, plan.settings)
            assert any(line.strip() == sentence for line in lines), sentence
    said = [line for line in lines if re.match("　*令和[0-9元]+年度[^：]*：", line)]
    assert len(said) == 173
    assert sum(line.endswith("：記載なし") for line in lines) >= 8


def test_chosen_sheets_alone() -> None:
    plan = sample_plan("kita")
    text = plain_text(plan, load_form("kita"), {"kita-i-49"})
    assert "外部人材の活用" in text
    assert "電子申請の推進" not in text
    assert "目次" not in text


def test_the_file_has_a_mark_and_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    export_text(sample_plan("kita"), path, "sheets", department="広報課")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 10
    text = raw.decode("utf-8-sig")
    assert "北区公式ホームページ" in text
    assert "テレワークの推進" not in text


def test_a_department_without_initiatives_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    plan = sample_plan("kita")
    with pytest.raises(UserError, match="事業がありません"):
        export_text(plan, tmp_path / "out.txt", "sheets", department="水道課")
    with pytest.raises(EnvironmentProblem, match="フォルダー"):
        export_text(plan, tmp_path / "nowhere" / "out.txt")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60)
@given(plans())
def test_any_plan_is_said_whole_line_by_line(plan: Plan) -> None:
    sheets = Section("sheets", "取組", derived="sheets")
    plan = dataclasses.replace(plan, sections=(*plan.sections, sheets))
    text = text_of(plan)
    assert "\n\n\n\n" not in text
    assert text == text.strip("\n") + "\n"
    for initiative in plan.initiatives():
        for item in initiative.schedule.items():
            assert joined([item.text]) in text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out.txt")
        write_plain_text(plan, load_form(plan.form), path)
        assert path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == text
