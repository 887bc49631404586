"""How well drawn sheets are read: strict matching against what they truly hold.

An item is right where an item of the same initiative has the same text (spaces aside) and the same
first and last month. A field is right where its value is the same (spaces aside).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kitaplanner.domain.calendar import format_month
from kitaplanner.domain.reading import Reading, ReadInitiative, ReadItem
from kitaplanner.importers.official_sheet import read_official_sheets
from kitaplanner.importers.workbook.reader import read_content


@dataclass
class Score:
    """Counts over workbooks; `silent` are wrong ones that bear no doubt."""

    expected: int = 0
    read: int = 0
    right: int = 0
    doubted: int = 0
    kinds: int = 0
    opens: int = 0
    rows: int = 0
    row_count: int = 0
    fields: int = 0
    fields_right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    wrong_fields: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Give the share of true items that were read right."""
        return self.right / max(1, self.expected)

    @property
    def precision(self) -> float:
        """Give the share of items read that are true."""
        return self.right / max(1, self.read)

    def line(self) -> str:
        """Say the score in a line."""
        return (
            f"items {self.right}/{self.expected} recall {self.recall:.1%} "
            f"precision {self.precision:.1%} wrong {len(self.wrong)} missed {len(self.missed)} "
            f"wrong without doubt {len(self.silent)} right with doubt {self.doubted} | "
            f"kind {self.kinds} open ends {self.opens} of {self.right} | "
            f"rows {self.rows}/{self.row_count} | fields {self.fields_right}/{self.fields}"
        )


def reading_of(workbook: Path) -> Reading:
    """Read a workbook of the corpus."""
    return read_official_sheets(read_content(workbook.read_bytes(), workbook.name))


def truth_of(workbook: Path) -> dict[str, Any]:
    """Give what a workbook truly holds."""
    truth: dict[str, Any] = json.loads(workbook.with_suffix(".json").read_text("utf-8"))
    return truth


def score(workbooks: Iterable[Path], into: Score | None = None) -> Score:
    """Compare what is read with what is true."""
    found = into or Score()
    for workbook in workbooks:
        _compare(workbook.stem, truth_of(workbook)["initiatives"], reading_of(workbook), found)
    return found


def folded(text: str) -> str:
    """Leave spaces and line ends out."""
    return re.sub(r"\s", "", text)


def _compare(where: str, truth: list[dict[str, Any]], reading: Reading, found: Score) -> None:
    left = list(reading.initiatives)
    for wanted in truth:
        name = folded(wanted["name"])
        match = next((one for one in left if _name(one) == name), None)
        found.row_count += len(wanted["rows"])
        items = [item for row in wanted["rows"] for item in row]
        found.expected += len(items)
        if match is None:
            found.missed += [f"{where}: {wanted['name']} is missing"] * len(items)
            found.wrong_fields.append(f"{where}: {wanted['name']} is missing")
            found.fields += 1
            continue
        left.remove(match)
        _compare_fields(where, wanted, match, found)
        _compare_items(where, wanted, match, found)
    for extra in left:
        found.wrong.append(f"{where}: {_name(extra)} is not in the source")
        found.silent.append(f"{where}: {_name(extra)} is not in the source")


def _name(one: ReadInitiative) -> str:
    name = one.field("name")
    return folded(name.value) if name is not None and isinstance(name.value, str) else ""


def _compare_fields(where: str, wanted: dict[str, Any], read: ReadInitiative, found: Score) -> None:
    pairs = [("number", wanted["number"], read.number)]
    for name in ("departments", "summary"):
        value = read.field(name)  # type: ignore[arg-type]
        given: Any = value.value if value is not None else ""
        pairs.append((name, "、".join(wanted[name]) if name == "departments" else wanted[name],
                      "、".join(given) if isinstance(given, tuple) else given))  # fmt: skip
    for name, true, said in pairs:
        found.fields += 1
        if folded(true) == folded(said):
            found.fields_right += 1
        else:
            found.wrong_fields.append(f"{where}: {wanted['name']} {name} {said!r}, not {true!r}")


def _key(item: dict[str, Any]) -> tuple[str, str, str]:
    return folded(item["text"]), item["start"], item["end"]


def _read_key(one: ReadItem) -> tuple[str, str, str]:
    return folded(one.item.text), format_month(one.item.start), format_month(one.item.end)


def _compare_items(where: str, wanted: dict[str, Any], read: ReadInitiative, found: Score) -> None:
    true = {_key(item): item for row in wanted["rows"] for item in row}
    left = Counter(_key(item) for row in wanted["rows"] for item in row)
    true_rows = [{_key(item) for item in row} for row in wanted["rows"]]
    for row in read.rows or ():
        found.rows += {_read_key(one) for one in row.items} in true_rows
        for one in row.items:
            found.read += 1
            key = _read_key(one)
            if left[key] > 0:
                left[key] -= 1
                found.right += 1
                found.doubted += bool(one.doubt)
                _compare_details(true[key], one, found)
                continue
            line = f"{where}: {wanted['name']} {key} at {one.where} {one.doubt}"
            found.wrong.append(line)
            if not (one.doubt or read.doubt):
                found.silent.append(line)
    found.missed += [
        f"{where}: {wanted['name']} {key}" for key, count in left.items() for _ in range(count)
    ]


def _compare_details(true: dict[str, Any], one: ReadItem, found: Score) -> None:
    item = one.item
    found.kinds += item.kind == true["kind"]
    started = true.get("started")
    said = {"year": item.started.year, "word": item.started.word} if item.started else None
    opens = (
        item.opens_before == true.get("opens_before", False)
        and item.opens_after == true.get("opens_after", False)
        and said == started
    )
    found.opens += opens
    if not (opens and item.kind == true["kind"]) and not one.doubt:
        found.silent.append(f"{item.text} at {one.where}: kind or open ends")
