"""点検結果一覧 as a file: what is shown of the findings, as PDF or as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kitaplanner.domain.form import load_form
from kitaplanner.domain.plan import Plan


def write_findings(rows: Sequence[Sequence[str]], plan: Plan, path: Path) -> None:
    """Write the words of findings by the ending of the path; the file appears whole or not."""
    from kitaplanner.layout.findings_list import findings_scene, findings_table
    from kitaplanner.layout.metrics import bundled_metrics

    form, metrics = load_form(plan.form), bundled_metrics()
    if path.suffix.lower() == ".pdf":
        from kitaplanner.export.pdf import write_pdf

        write_pdf(findings_scene(rows, plan, form, metrics), path)
        return
    from kitaplanner.export.xlsx import write_workbook

    write_workbook((), findings_table(rows, plan, form, metrics), path, plan=plan, form=form)
