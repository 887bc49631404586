"""照会 there and back: what departments wrote is found once, and nothing else is."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kitaplanner.domain.calendar import year_span
from kitaplanner.domain.import_plan import ImportPlan, safe_ids
from kitaplanner.domain.inquiry import Inquiry
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.plan import Initiative, Progress
from kitaplanner.errors import UserError
from kitaplanner.operations import inquiries, replies
from kitaplanner.operations.documents import sample_plan
from kitaplanner.storage.document import Document
from tests.helpers.reply_books import (
    field_line,
    fill,
    item_line,
    place_of,
    progress_line,
    sheets_of,
    spare_line,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ONE = "kita-i-01"


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path / "work.db", sample_plan("kita"), "担当")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "照会"


def send(document: Document, folder: Path, *departments: str, due: str = "") -> Inquiry:
    usual = inquiries.usual_order(document.snapshot, NOW.date())
    order = dataclasses.replace(usual, departments=departments or usual.departments, due=due)
    return inquiries.send_inquiry(document, folder, order, NOW)


def receive(document: Document, *paths: Path) -> replies.Received:
    gathered = replies.gather_replies(paths)
    return replies.plan_replies(replies.sent_of(document, gathered), gathered)


def take(document: Document, received: replies.Received) -> None:
    accepted = [safe_ids(one) for one in received.plans]
    replies.take_over(document, received, accepted, NOW)


def said(found: ImportPlan) -> list[tuple[str, str, str]]:
    return [(one.state, one.difference.kind, one.field) for one in found.changes]


def initiative(document: Document, one_id: str = ONE) -> Initiative:
    found = document.snapshot.initiative(one_id)
    assert found is not None
    return found


def owner(document: Document) -> str:
    names = initiative(document).departments
    return next(name for name in names if name in inquiries.asked_departments(document.snapshot))


def sent_file(document: Document, folder: Path) -> Path:
    name = owner(document)
    send(document, folder, name)
    return folder / inquiries.file_names([name])[name]


def test_what_comes_back_as_it_was_sent_changes_nothing_and_counts_as_a_reply(
    document: Document, folder: Path
) -> None:
    inquiry = send(document, folder)
    received = receive(document, folder)
    assert len(received.receipts) == len(inquiry.departments) == 37
    assert not received.refused
    assert all(not one.changes and not one.not_understood for one in received.plans)
    take(document, received)
    (status,) = inquiries.inquiry_statuses(document, NOW.date())
    assert status.counts() == {"received": 37}


def test_fields_items_and_progress_are_taken_over_once(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    before = initiative(document)
    first, *_, last = before.schedule.items()
    fill(
        path,
        {
            (ONE, field_line("summary"), "new"): "新しい概要です。",
            (ONE, item_line(first.id), "new"): "検討と準備",
            (ONE, spare_line(1), "new"): "効果の検証\n※毎年度",
            (ONE, spare_line(1), "start"): "令和10年度",
            (ONE, progress_line("status"), "now"): "予定どおり",
            (ONE, progress_line("result"), "now"): "12手続を電子化した。",
        },
    )
    received = receive(document, path)
    (found,) = received.plans
    assert {one.state for one in found.changes} == {"safe"}
    assert len(found.changes) == 4
    assert not found.not_understood
    take(document, received)
    after = initiative(document)
    assert after.summary == "新しい概要です。"
    assert next(after.schedule.items()).text == "検討と準備"
    added = after.schedule.rows[-1].items[0]
    assert (added.text, added.note, added.span) == ("効果の検証", "毎年度", year_span(2028))
    (entry,) = after.progress
    assert (entry.year, entry.status, entry.result) == (2026, "予定どおり", "12手続を電子化した。")
    assert entry.department == owner(document)
    assert last in after.schedule.items()
    again = receive(document, path)
    assert not again.plans[0].changes
    take(document, again)
    (reply,) = document.replies()
    assert (reply.result.found, reply.result.applied, reply.result.open) == (4, 4, 0)
    assert document.undo() is not None
    assert initiative(document) == before


def test_an_arrow_is_moved_and_another_removed(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    one = initiative(document)
    items = list(one.schedule.items())
    fill(path, {(ONE, item_line(items[-1].id), "drop"): "削除する"})
    received = receive(document, path)
    take(document, received)
    assert [item.id for item in initiative(document).schedule.items()] == [
        item.id for item in items[:-1]
    ]


def test_both_sides_changed_the_same_is_a_conflict_that_is_named_and_not_taken(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    fill(path, {(ONE, field_line("summary"), "new"): "課の案です。"})
    changed = map_initiative(
        document.snapshot, ONE, lambda one: dataclasses.replace(one, summary="区の案です。")
    )
    document.commit("編集", changed)
    received = receive(document, path)
    (found,) = received.plans
    (change,) = found.changes
    assert change.state == "conflict"
    assert (change.before, change.after) == ("区の案です。", "課の案です。")
    assert change.where.endswith(place_text(path, ONE, field_line("summary")))
    take(document, received)
    assert initiative(document).summary == "区の案です。"
    (status,) = inquiries.inquiry_statuses(document, NOW.date())
    assert status.statuses[0].state == "to_settle"
    replies.settle(document, document.replies()[0])
    (status,) = inquiries.inquiry_statuses(document, NOW.date())
    assert status.statuses[0].state == "received"


def place_text(path: Path, one: str, line: str) -> str:
    sheet = sheets_of(load_workbook(path))[one]
    return f"{sheet.title}!{place_of(sheet, line, 'new').coordinate}"


def test_inserted_rows_renamed_files_and_reordered_sheets_do_not_matter(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    book = load_workbook(path)
    book.move_sheet(book.worksheets[0], 3)
    sheet = sheets_of(book)[ONE]
    place_of(sheet, field_line("summary"), "new").value = "新しい概要です。"
    row = place_of(sheet, field_line("name"), "new").row
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= row:
            sheet.unmerge_cells(str(merged))
    sheet.insert_rows(2)
    sheet.insert_rows(row + 1, 2)
    sheet.title = "別の名前"
    renamed = path.with_name("回答（最終）.xlsx")
    book.save(renamed)
    path.unlink()
    (found,) = receive(document, folder).plans
    assert said(found) == [("safe", "field", "summary")]
    assert not found.not_understood


def test_what_is_written_where_nothing_is_asked_is_named_with_its_place(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    book = load_workbook(path)
    sheet = sheets_of(book)[ONE]
    sheet["A1"].value = "ここに書く"
    book.worksheets[0]["A4"].value = "件名を変えた"
    row = place_of(sheet, item_line(next(initiative(document).schedule.items()).id), "new")
    sheet.cell(row.row, row.column + 60).value = "欄の外"
    note = book.create_sheet("メモ")
    note["A1"].value = "別紙"
    book.save(path)
    (found,) = receive(document, path).plans
    assert not found.changes
    wheres = [one.where for one in found.not_understood]
    assert f"{sheet.title}!A1" in wheres
    assert "照会文!A4" in wheres
    assert "メモ" in wheres
    assert any(one.what == "欄の外" for one in found.not_understood)


def test_overwritten_present_texts_are_read_with_a_doubt(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    fill(path, {(ONE, field_line("summary"), "now"): "上書きした概要"})
    (found,) = receive(document, path).plans
    assert said(found) == [("unsure", "field", "summary")]
    assert "書き換えられています" in found.changes[0].reason


@pytest.mark.parametrize("word", ["変更なし", "なし", "―", "同左。"])
def test_words_for_no_change_change_nothing(document: Document, folder: Path, word: str) -> None:
    path = sent_file(document, folder)
    fill(path, {(ONE, field_line("summary"), "new"): word})
    (found,) = receive(document, path).plans
    assert not found.changes
    assert not found.not_understood


def test_a_span_that_can_not_be_read_is_named(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    first = next(initiative(document).schedule.items())
    fill(
        path,
        {
            (ONE, item_line(first.id), "start"): "来年ごろ",
            (ONE, spare_line(1), "new"): "期間のない矢印",
        },
    )
    (found,) = receive(document, path).plans
    assert not found.changes
    assert [one.what for one in found.not_understood] == ["来年ごろ", "期間のない矢印"]


def test_the_same_file_twice_is_one_reply_and_foreign_files_are_refused_by_name(
    document: Document, folder: Path, tmp_path: Path
) -> None:
    path = sent_file(document, folder)
    shutil.copy(path, folder / "写し.xlsx")
    other = Document.create(tmp_path / "other.db", sample_plan("kita"), "担当")
    send(other, tmp_path / "他", owner(document))
    other.close()
    (stranger,) = (tmp_path / "他").iterdir()
    shutil.copy(stranger, folder / "よその回答.xlsx")
    (folder / "壊れた.xlsx").write_bytes(b"nothing")
    (folder / "~$照会.xlsx").write_bytes(b"owner")
    received = receive(document, folder)
    assert len(received.receipts) == 1
    assert len(received.repeated) == 1
    reasons = {one.source: one.reason for one in received.refused}
    assert set(reasons) == {"よその回答.xlsx", "壊れた.xlsx"}
    assert "別の文書から送った照会" in reasons["よその回答.xlsx"]


def test_two_replies_of_one_department_both_count_and_what_they_contradict_in_is_a_conflict(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    result, summary = (ONE, progress_line("result"), "now"), (ONE, field_line("summary"), "new")
    name = (ONE, field_line("name"), "new")
    two = fill(path, {summary: "乙", name: "新しい名"}, folder / "2.xlsx")
    fill(path, {summary: "甲", result: "実施した。"})
    received = receive(document, path, two)
    assert sorted(len(one.ids("safe")) for one in received.plans) == [1, 2]
    assert sum(len(one.ids("conflict")) for one in received.plans) == 1
    take(document, received)
    one = initiative(document)
    assert one.summary in ("甲", "乙")
    assert (one.name, one.progress[0].result) == ("新しい名", "実施した。")
    (status,) = inquiries.inquiry_statuses(document, NOW.date())
    assert status.statuses[0].state == "to_settle"


def test_what_was_reported_before_stands_there_and_is_changed_in_its_place(
    document: Document, folder: Path
) -> None:
    name = owner(document)
    entry = Progress("p", 2026, "遅れている", "半分", department=name)
    reported = map_initiative(
        document.snapshot, ONE, lambda one: dataclasses.replace(one, progress=(entry,))
    )
    document.commit("進捗", reported)
    path = sent_file(document, folder)
    assert not receive(document, path).plans[0].changes
    fill(path, {(ONE, progress_line("status"), "now"): "完了"})
    (found,) = receive(document, path).plans
    assert said(found) == [("safe", "progress_field", "status")]
    fill(path, {(ONE, progress_line("status"), "now"): "ぼちぼち"})
    (found,) = receive(document, path).plans
    assert said(found) == [("unsure", "progress_field", "status")]


def test_a_moved_arrow_that_meets_another_gets_a_row_and_a_doubt_the_same_each_time(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    row = next(one for one in initiative(document).schedule.rows if len(one.items) > 1)
    fill(
        path,
        {
            (ONE, item_line(row.items[0].id), "end"): "令和11年度",
            (ONE, item_line(row.items[0].id), "start"): "R7",
        },
    )
    (found,), (again,) = receive(document, path).plans, receive(document, path).plans
    assert found.changes
    assert "safe" not in {one.state for one in found.changes}
    assert [one.id for one in found.changes] == [one.id for one in again.changes]


def test_nothing_is_sent_over_files_that_may_be_replies(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    before = path.read_bytes()
    with pytest.raises(UserError, match="もうあります"):
        send(document, folder)
    assert path.read_bytes() == before
    assert len(document.inquiries()) == 1
    with pytest.raises(UserError, match="存在しない課"):
        send(document, folder / "b", "存在しない課")
    assert not (folder / "b").exists()


def test_an_inquiry_whose_files_can_not_be_written_is_not_kept(
    document: Document, tmp_path: Path
) -> None:
    (tmp_path / "ファイル").write_text("")
    with pytest.raises(Exception, match="ファイル"):
        send(document, tmp_path / "ファイル")
    assert not document.inquiries()


def test_a_folder_without_workbooks_is_told(document: Document, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    with pytest.raises(UserError, match="回答のファイル"):
        receive(document, empty)
    with pytest.raises(UserError, match="見つかりません"):
        receive(document, tmp_path / "無い")


def test_a_note_alone_in_place_of_the_words_is_doubted(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    first = next(initiative(document).schedule.items())
    fill(path, {(ONE, item_line(first.id), "new"): "※令和6年度導入"})
    (found,) = receive(document, path).plans
    assert {one.state for one in found.changes} == {"unsure"}
    assert "※の注だけ" in found.changes[0].reason


def test_what_is_written_over_fixed_cells_of_a_line_is_named(
    document: Document, folder: Path
) -> None:
    path = sent_file(document, folder)
    first = next(initiative(document).schedule.items())
    fill(
        path,
        {
            (ONE, item_line(first.id), "span"): "令和8年度",
            (ONE, field_line("name"), "label"): "別の欄",
            (ONE, spare_line(1), "label"): "2行目",
            (ONE, spare_line(2), "drop"): "削除する",
            (ONE, progress_line("status"), "start"): "令和8年度",
        },
    )
    (found,) = receive(document, path).plans
    assert not found.changes
    assert sorted(one.what for one in found.not_understood) == sorted(
        ["令和8年度", "別の欄", "2行目", "削除する", "令和8年度"]
    )


def test_a_row_that_can_not_be_read_makes_a_doubt(document: Document, folder: Path) -> None:
    path = sent_file(document, folder)
    spare = spare_line(1)
    fill(
        path,
        {
            (ONE, spare, "new"): "周知",
            (ONE, spare, "start"): "令和8年度",
            (ONE, spare, "label"): "いちばん上",
        },
    )
    (found,) = receive(document, path).plans
    assert {one.state for one in found.changes} == {"unsure"}
    assert any("いちばん上" in one.reason for one in found.changes)
