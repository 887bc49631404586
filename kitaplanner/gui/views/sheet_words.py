"""What the selected part of a sheet is, in words: for screen readers and the status line."""

from __future__ import annotations

from kitaplanner.domain.calendar import describe_span
from kitaplanner.domain.form import Form
from kitaplanner.domain.schedule_words import KIND_WORDS, NO_TEXT, item_marks
from kitaplanner.gui.views.sheet_fields import field_text
from kitaplanner.gui.views.sheet_map import Place, SheetMap


def describe_place(sheet: SheetMap, form: Form, place: Place) -> str:
    """Name a place with role, text, span, row: 矢印、決済機能の導入、令和8年度、3行中2行目."""
    target = place.target
    if place.is_field:
        label = form.labels.get(target.field, target.field)
        return f"{label}、{field_text(sheet.initiative, target.field) or NO_TEXT}"
    if place.is_item:
        return _describe_item(sheet, target.id)
    where = _describe_row(sheet, target.id)
    if place.span is None:
        row = sheet.row(target.id)
        count = 0 if row is None else len(row.items)
        return f"行、{where}、矢印{count}本"
    return f"空き、{describe_span(place.span)}、{where}"


def accessible_name(sheet: SheetMap, form: Form, place: Place) -> str:
    """Name a place for a screen reader, which says role and value itself."""
    target = place.target
    if place.is_field:
        return form.labels.get(target.field, target.field)
    row = sheet.row(target.id) if place.is_row else None
    if row is None:
        return describe_place(sheet, form, place)
    return "、".join(filter(None, (_describe_row(sheet, row.id), row.group, row.label)))


def _describe_item(sheet: SheetMap, item_id: str) -> str:
    item, row = sheet.item(item_id), sheet.row_of_item(item_id)
    if item is None or row is None:
        return ""
    text = item.text.replace("\n", " ") or NO_TEXT
    words = (KIND_WORDS[item.kind], text, describe_span(item.span), _describe_row(sheet, row.id))
    return "、".join((*words, *item_marks(item)))


def _describe_row(sheet: SheetMap, row_id: str) -> str:
    return f"{len(sheet.rows)}行中{sheet.row_index(row_id) + 1}行目"
