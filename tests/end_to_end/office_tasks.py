"""The twelve things that staff do most, as `docs/tasks.md` tells them: by keyboard, and by mouse.

Each begins with an initiative's sheet in front and an arrow of it selected, and says what plan must
be in the file afterwards. Which keys and which clicks it takes is written here and nowhere else;
how many they are is counted by the worker.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass

from kitaplanner.domain.calendar import first_month, year_span
from kitaplanner.domain.outline import map_initiative
from kitaplanner.domain.plan import Initiative, Node, Plan, Schedule, ScheduleItem, ScheduleRow
from kitaplanner.domain.plan_json import dump_plan, load_plan
from tests.end_to_end.desktop import Point
from tests.end_to_end.worker import Worker

YEARS = range(2025, 2030)
NEW = "new"
OLD_DEPARTMENT, NEW_DEPARTMENT = "収納推進課", "収納管理課"
# What was copied in Calc, with the years that it must come to stand in.
BLOCK = (
    (("要件整理", 2025, 2025), ("設計・構築", 2026, 2027), ("運用", 2028, 2029)),
    (("職員研修\n（管理職）", 2025, 2025), ("見直し", 2027, 2027)),
)
WORDS = {
    "retyped": "次期システムの構築",
    "row": "効果検証",
    "second half": "運用",
    "initiative": "商店街アプリの導入",
    "department": "産業振興課",
    "filter": "区長室",
    "in the table": "オンライン対話年4回",
}


@dataclass(frozen=True)
class Task:
    """One of the twelve."""

    number: int
    # Where it begins: words that the search field finds, and the selected arrow or empty year.
    initiative: str
    words: str
    begin: str
    by_keyboard: Callable[[Worker], None]
    by_mouse: Callable[[Worker], None]
    # What the plan must be afterwards; new ids are written NEW. The last leads back to the start.
    expected: Callable[[Plan], Plan]


def _item(plan: Plan, item_id: str) -> tuple[Initiative, ScheduleItem]:
    return next(
        (initiative, item)
        for initiative in plan.initiatives()
        for item in initiative.schedule.items()
        if item.id == item_id
    )


def _with_items(plan: Plan, **changes: dict[str, object]) -> Plan:
    """Give a plan with fields of arrows changed, each named by its id with _ for -."""
    for name, fields in changes.items():
        item_id = name.replace("_", "-")
        initiative, _ = _item(plan, item_id)
        rows = tuple(
            dataclasses.replace(
                row,
                items=tuple(
                    dataclasses.replace(one, **fields) if one.id == item_id else one
                    for one in row.items
                ),
            )
            for row in initiative.schedule.rows
        )
        plan = _with_rows(plan, initiative.id, rows)
    return plan


def _with_rows(plan: Plan, initiative_id: str, rows: tuple[ScheduleRow, ...]) -> Plan:
    return map_initiative(
        plan,
        initiative_id,
        lambda one: dataclasses.replace(one, schedule=dataclasses.replace(one.schedule, rows=rows)),
    )


def _rows(plan: Plan, initiative_id: str) -> tuple[ScheduleRow, ...]:
    initiative = plan.initiative(initiative_id)
    assert initiative is not None
    return initiative.schedule.rows


def _arrow(text: str, first: int, last: int) -> ScheduleItem:
    span = year_span(first, last)
    return ScheduleItem(NEW, "arrow", span.start, span.end, text)


def _away(worker: Worker) -> Point:
    """Give a place beside the paper: who clicks there is done."""
    handle = worker.where("handle", row=0)
    return Point(handle.x - 40, handle.y)


# --- 1 retype an arrow ---------------------------------------------------------------------------


def _retype_by_keyboard(worker: Worker) -> None:
    worker.type(WORDS["retyped"])
    worker.press("Return")


def _retype_by_mouse(worker: Worker) -> None:
    worker.click(worker.where("item", item_id="kita-t-02-1-1"))
    worker.type(WORDS["retyped"])
    worker.click(_away(worker))


def _retyped(plan: Plan) -> Plan:
    return _with_items(plan, kita_t_02_1_1={"text": WORDS["retyped"]})


# --- 2 stretch it to the next year ---------------------------------------------------------------


def _stretch_by_keyboard(worker: Worker) -> None:
    worker.press("shift+Right")


def _stretch_by_mouse(worker: Worker) -> None:
    edge = worker.where("item", item_id="kita-t-24-1-1", across=1.0)
    worker.drag(edge, worker.where("month", row=0, year=2027, months=0))


def _stretched(plan: Plan) -> Plan:
    study, start = year_span(2025, 2026), year_span(2027, 2029)
    return _with_items(
        plan,
        kita_t_24_1_1={"start": study.start, "end": study.end, "span_confirmed": True},
        kita_t_24_1_2={"start": start.start, "end": start.end},
    )


# --- 3 insert a row, with an arrow in each year --------------------------------------------------


def _insert_by_keyboard(worker: Worker) -> None:
    worker.press("Insert")
    worker.type(WORDS["row"])
    worker.press("Return", "Up", "ctrl+r")


def _insert_by_mouse(worker: Worker) -> None:
    worker.right_click(worker.where("item", item_id="kita-t-16-2-1"))
    worker.choose("行を上に挿入")
    worker.expect(lambda seen: seen["steps"] > 0 and not seen["popup"], "the new row")
    start = worker.where("month", row=1, year=2025, months=2)
    worker.drag(start, worker.where("month", row=1, year=2025, months=10))
    worker.type(WORDS["row"])
    worker.click(_away(worker))
    worker.right_click(worker.where("month", row=1, year=2025))
    worker.choose("各年度に繰り返す")


def _inserted(plan: Plan) -> Plan:
    first, second = _rows(plan, "kita-i-16")
    new = ScheduleRow(NEW, tuple(_arrow(WORDS["row"], year, year) for year in YEARS))
    return _with_rows(plan, "kita-i-16", (first, new, second))


# --- 4 split an arrow, and write the second half -------------------------------------------------


def _split_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+shift+j")
    worker.type(WORDS["second half"])
    worker.press("Return")


def _split_by_mouse(worker: Worker) -> None:
    worker.right_click(worker.where("month", row=2, year=2027, months=0))
    worker.choose("分割（令和9年度～令和11年度を後半に）")
    worker.expect(lambda seen: seen["selected"][1] != "kita-t-03-3-1", "the second half selected")
    worker.type(WORDS["second half"])
    worker.click(_away(worker))


def _split(plan: Plan) -> Plan:
    _, item = _item(plan, "kita-t-03-3-1")
    first, second = year_span(2025, 2026), year_span(2027, 2029)
    row = next(one for one in _rows(plan, "kita-i-03") if item in one.items)
    halves = (
        dataclasses.replace(item, end=first.end, span_confirmed=True),
        dataclasses.replace(item, id=NEW, start=second.start, text=WORDS["second half"]),
    )
    rows = tuple(
        dataclasses.replace(one, items=halves) if one is row else one
        for one in _rows(plan, "kita-i-03")
    )
    return _with_rows(plan, "kita-i-03", rows)


# --- 5 add an initiative with its department -----------------------------------------------------


def _add_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+shift+n")
    worker.type(WORDS["initiative"])
    worker.press("Return", "ctrl+2", "Tab")
    worker.type(WORDS["department"])
    worker.press("Return")


def _add_by_mouse(worker: Worker) -> None:
    worker.choose("事業")
    worker.expect(lambda seen: "LineEdit" in seen["focus"], "the name to be typed")
    worker.type(WORDS["initiative"])
    worker.click(worker.where("field", name="departments"))
    worker.expect(lambda seen: seen["writing"], "the departments to be typed")
    worker.type(WORDS["department"])
    worker.click(_away(worker))


def _added(plan: Plan) -> Plan:
    new = Initiative(
        id=NEW,
        name=WORDS["initiative"],
        departments=(WORDS["department"],),
        schedule=Schedule(tuple(ScheduleRow(NEW) for _ in range(3))),
    )
    return _with_initiatives(plan, "kita-n-1-2-2", lambda old: (*old, new))


def _with_initiatives(
    plan: Plan,
    node_id: str,
    change: Callable[[tuple[Initiative, ...]], tuple[Initiative, ...]],
) -> Plan:
    def visit(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(
            dataclasses.replace(
                node,
                initiatives=change(node.initiatives) if node.id == node_id else node.initiatives,
                children=visit(node.children),
            )
            for node in nodes
        )

    return dataclasses.replace(plan, outline=visit(plan.outline))


# --- 6 move an initiative to another 施策 --------------------------------------------------------


def _move_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+1", "alt+Down")


def _move_by_mouse(worker: Worker) -> None:
    start = worker.where("entry", kind="initiative", entry_id="kita-i-08")
    heading = worker.where("entry", kind="node", entry_id="kita-n-1-2-1")
    first = worker.where("entry", kind="initiative", entry_id="kita-i-09")
    # Just inside the upper edge of the first there: a line shows that it comes before it.
    worker.drag(start, Point(first.x, (heading.y + first.y) // 2 + 2))


def _moved(plan: Plan) -> Plan:
    moved = plan.initiative("kita-i-08")
    assert moved is not None
    plan = _with_initiatives(
        plan, "kita-n-1-1-3", lambda old: tuple(one for one in old if one is not moved)
    )
    return _with_initiatives(plan, "kita-n-1-2-1", lambda old: (moved, *old))


# --- 7 paste a block copied in Calc --------------------------------------------------------------


def _paste_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+v")


def _paste_by_mouse(worker: Worker) -> None:
    worker.right_click(worker.where("month", row=0, year=2025))
    worker.choose("貼り付け")


def _pasted(plan: Plan) -> Plan:
    rows = _rows(plan, "kita-i-23")
    filled = tuple(
        dataclasses.replace(row, items=tuple(_arrow(*one) for one in items))
        for row, items in zip(rows, BLOCK, strict=False)
    )
    return _with_rows(plan, "kita-i-23", (*filled, *rows[len(filled) :]))


# --- 8 find and replace a department's name everywhere -------------------------------------------


def _replace_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+h")
    worker.come_to("検索と置換")
    worker.type(OLD_DEPARTMENT)
    worker.press("Tab")
    worker.type(NEW_DEPARTMENT)
    worker.expect_enabled("置換")
    worker.press("alt+r", "Escape")


def _replace_by_mouse(worker: Worker) -> None:
    worker.choose("編集")
    worker.choose("置換…")
    worker.come_to("検索と置換")
    worker.type(OLD_DEPARTMENT)
    worker.click(worker.where("named", name="置換後"))
    worker.type(NEW_DEPARTMENT)
    worker.expect_enabled("置換")
    worker.choose("置換")
    worker.choose("閉じる")


def _replaced(plan: Plan) -> Plan:
    text = json.dumps(json.loads(dump_plan(plan)), ensure_ascii=False)
    assert text.count(OLD_DEPARTMENT) > 2
    return load_plan(text.replace(OLD_DEPARTMENT, NEW_DEPARTMENT).encode("utf-8"))


# --- 9 end an initiative -------------------------------------------------------------------------


def _end_by_keyboard(worker: Worker) -> None:
    worker.press("alt+e")
    worker.expect(lambda seen: seen["popup"] == "QMenu", "the menu")
    worker.press("e")
    worker.come_to("事業の終了")
    worker.press("Return")


def _end_by_mouse(worker: Worker) -> None:
    worker.right_click(worker.where("entry", kind="initiative", entry_id="kita-i-17"))
    worker.choose("事業の終了…")
    worker.come_to("事業の終了")
    worker.choose("終了にする")


def _ended(plan: Plan) -> Plan:
    plan = map_initiative(
        plan, "kita-i-17", lambda one: dataclasses.replace(one, marks=(*one.marks, "終了"))
    )
    return _with_items(plan, kita_t_17_1_1={"end": first_month(2029) - 1})


# --- 10 narrow 一覧 to a department, and edit there ----------------------------------------------


def _table_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+4", "ctrl+shift+l")
    worker.type(WORDS["filter"])
    worker.press("Return")
    worker.type(WORDS["in the table"])
    worker.press("Return")


def _table_by_mouse(worker: Worker) -> None:
    worker.choose("一覧")
    worker.click(worker.where("named", name="番号や事業名、担当課、矢印の文言で絞り込む"))
    worker.type(WORDS["filter"])
    worker.click(worker.where("cell", initiative="kita-i-10", item="kita-t-10-1-1"))
    worker.type(WORDS["in the table"])
    worker.choose("個票")


def _in_the_table(plan: Plan) -> Plan:
    return _with_items(plan, kita_t_10_1_1={"text": WORDS["in the table"]})


# --- 11 make the PDF -----------------------------------------------------------------------------


def _pdf_by_keyboard(worker: Worker) -> None:
    worker.press("ctrl+shift+p")
    worker.come_to("PDFに出力")
    worker.press("Return")
    worker.come_to("保存先")
    worker.press("Return")
    worker.expect(lambda seen: "作成しました" in seen["message"], "the PDF to be made")


def _pdf_by_mouse(worker: Worker) -> None:
    worker.choose("PDF")
    worker.come_to("PDFに出力")
    worker.choose("保存先を選ぶ…")
    worker.come_to("保存先")
    worker.choose("保存")
    worker.expect(lambda seen: "作成しました" in seen["message"], "the PDF to be made")


# --- 12 undo all ---------------------------------------------------------------------------------


def _undo_by_keyboard(worker: Worker) -> None:
    worker.press("alt+e", "u", "o")
    worker.expect(lambda seen: seen["steps"] == 0, "everything to be undone")


def _undo_by_mouse(worker: Worker) -> None:
    worker.click(worker.where("arrow_of", words="元に戻す"))
    worker.click(worker.where("first_line"))
    worker.expect(lambda seen: seen["steps"] == 0, "everything to be undone")


def _as_it_was(plan: Plan) -> Plan:
    return plan


TASKS = (
    Task(
        1, "kita-i-02", "施設予約", "kita-t-02-1-1", _retype_by_keyboard, _retype_by_mouse, _retyped
    ),
    Task(
        2,
        "kita-i-24",
        "電子図書館",
        "kita-t-24-1-1",
        _stretch_by_keyboard,
        _stretch_by_mouse,
        _stretched,
    ),
    Task(
        3, "kita-i-16", "商店街", "kita-t-16-2-1", _insert_by_keyboard, _insert_by_mouse, _inserted
    ),
    Task(
        4,
        "kita-i-03",
        "待たない窓口の実現",
        "kita-t-03-3-1",
        _split_by_keyboard,
        _split_by_mouse,
        _split,
    ),
    Task(5, "kita-i-17", "検索システム", "kita-t-17-1-1", _add_by_keyboard, _add_by_mouse, _added),
    Task(
        6,
        "kita-i-08",
        "証利用登録",
        "kita-t-08-1-1",
        _move_by_keyboard,
        _move_by_mouse,
        _moved,
    ),
    Task(7, "kita-i-23", "不登校児童", "", _paste_by_keyboard, _paste_by_mouse, _pasted),
    Task(
        8,
        "kita-i-05",
        "収納手段",
        "kita-t-05-1-1",
        _replace_by_keyboard,
        _replace_by_mouse,
        _replaced,
    ),
    Task(9, "kita-i-17", "検索システム", "kita-t-17-1-1", _end_by_keyboard, _end_by_mouse, _ended),
    Task(
        10,
        "kita-i-01",
        "電子申請の推進",
        "kita-t-01-1-1",
        _table_by_keyboard,
        _table_by_mouse,
        _in_the_table,
    ),
    Task(
        11,
        "kita-i-01",
        "電子申請の推進",
        "kita-t-01-1-1",
        _pdf_by_keyboard,
        _pdf_by_mouse,
        _as_it_was,
    ),
    Task(
        12,
        "kita-i-01",
        "電子申請の推進",
        "kita-t-01-1-1",
        _undo_by_keyboard,
        _undo_by_mouse,
        _as_it_was,
    ),
)


def letters() -> str:
    """Give all that is typed: what the keyboard must know."""
    searched = (one.words for one in TASKS)
    return "".join((*searched, *WORDS.values(), OLD_DEPARTMENT, NEW_DEPARTMENT))
