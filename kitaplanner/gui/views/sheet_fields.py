"""The fields of a sheet as the text that is edited in place, and back.

Belongs here: which fields can be typed into and how their value is written as one text. The
summary is edited together with its notes: lines that begin with ※ are the notes.
"""

from __future__ import annotations

from typing import Any

from kitaplanner.domain.plan import Initiative

DEPARTMENT_SEPARATOR = "、"
NOTE_SIGN = "※"
WRITABLE_FIELDS = frozenset({"name", "summary", "departments"})


def field_text(initiative: Initiative, field: str) -> str:
    """Give the value of a field as it is edited."""
    if field == "summary":
        return "\n".join((*_lines(initiative.summary), *map(_with_sign, initiative.notes)))
    if field == "departments":
        return DEPARTMENT_SEPARATOR.join(initiative.departments)
    return initiative.name if field == "name" else ""


def field_values(field: str, text: str) -> dict[str, Any]:
    """Read an edited text back into the fields of the initiative that it stands for."""
    if field == "summary":
        return _summary_values(text)
    if field == "departments":
        return {"departments": split_departments(text)}
    return {"name": " ".join(text.split("\n")).strip()}


def split_departments(text: str) -> tuple[str, ...]:
    """Part names at 、 and line ends only: ・ and ， belong to names."""
    names = (name.strip() for name in text.replace("\n", DEPARTMENT_SEPARATOR).split("、"))
    return tuple(dict.fromkeys(name for name in names if name))


def _summary_values(text: str) -> dict[str, Any]:
    """The first ※ line ends the summary; a line without ※ after it goes on with its note."""
    summary: list[str] = []
    notes: list[str] = []
    for line in text.rstrip("\n").split("\n"):
        bare = line.lstrip()
        if bare.startswith(NOTE_SIGN):
            notes.append(bare.removeprefix(NOTE_SIGN).strip())
        elif notes:
            notes[-1] += "\n" + line
        else:
            summary.append(line)
    return {"summary": "\n".join(summary).strip("\n"), "notes": tuple(notes)}


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _with_sign(note: str) -> str:
    return note if note.startswith(NOTE_SIGN) else NOTE_SIGN + note
