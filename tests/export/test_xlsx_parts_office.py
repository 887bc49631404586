"""体系図 and 進捗状況 as LibreOffice prints them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pypdf import PdfReader

from kitaplanner.domain.plan import Progress
from kitaplanner.operations.documents import sample_plan
from kitaplanner.operations.exports import export_xlsx
from tests.helpers.office import convert_all, needs_office, text_of

A4 = (595, 842)
TOLD = "要件をまとめ、関係する課と調整した。" * 6


@needs_office
def test_the_parts_are_printed_on_a4_with_their_heads(tmp_path: Path) -> None:
    plan = sample_plan("kita")
    told = {
        one.id: dataclasses.replace(one, progress=(Progress(f"p{at}", 2025, "完了", TOLD),))
        for at, one in enumerate(plan.initiatives())
    }
    plan = plan.with_initiatives(told)
    paths = [tmp_path / "outline.xlsx", tmp_path / "progress.xlsx"]
    export_xlsx(plan, paths[0], "outline")
    export_xlsx(plan, paths[1], "progress")
    outline, progress = (PdfReader(one) for one in convert_all(paths, "pdf"))
    assert [size(outline, 0)] == [A4]
    assert len(outline.pages) == 1
    text = text_of(outline, 0)
    for node in plan.nodes():
        assert "".join(node.name.split()) in text
    heads = [text_of(progress, page) for page in range(len(progress.pages))]
    assert all(size(progress, page) == A4[::-1] for page in range(len(heads)))
    assert all("区分" in one or "番号事業名担当課状況実績理由今後の予定" in one for one in heads)
    # Nothing is cut off at the foot of a cell.
    whole = "".join(heads)
    assert whole.count("調整した。") == 6 * len(told)


def size(reader: PdfReader, page: int) -> tuple[int, int]:
    box = reader.pages[page].mediabox
    return round(float(box.width)), round(float(box.height))
