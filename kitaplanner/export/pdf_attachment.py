"""The plan itself as a file inside a PDF, from which it can be taken back without loss.

Here: the embedded file and what refers to it (ISO 19005-3, 6.8). Not here: what the file holds
(`domain.plan_json`) and reading it back (`importers.attached_plan`).
"""

from __future__ import annotations

import hashlib

from reportlab.pdfbase import pdfdoc

from kitaplanner.export.pdf_objects import Document, Plain, add_object, stream, text_string

_NAME = "計画データ.json"
_PLAIN_NAME = "plan.json"
_DESCRIPTION = "この資料のもとになった計画の全体（Kitaplannerで開けます）"


def attach_plan(document: Document, plan: bytes) -> None:
    """Put the JSON of a plan into a document as its source."""
    checksum = hashlib.md5(plan, usedforsecurity=False).hexdigest()  # the format's own choice
    embedded = stream(
        plan,
        Type=pdfdoc.PDFName("EmbeddedFile"),
        Subtype="/application#2Fjson",
        Params=Plain(f"<</Size {len(plan)}/CheckSum <{checksum}>/ModDate {_date(document)}>>"),
    )
    content = add_object(document, embedded)
    specification = add_object(
        document,
        Plain(
            f"<</Type/Filespec/F({_PLAIN_NAME})/UF {text_string(_NAME)}"
            f"/Desc {text_string(_DESCRIPTION)}/AFRelationship/Source"
            f"/EF <</F {content}/UF {content}>>>>"
        ),
    )
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = Plain(f"[{specification}]")
    catalog.Names = Plain(
        f"<</EmbeddedFiles <</Names [{text_string(_PLAIN_NAME)} {specification}]>>>>"
    )


def _date(document: Document) -> str:
    written: bytes = pdfdoc.PDFDate(ts=document._timeStamp).format(document)
    return written.decode("ascii")
