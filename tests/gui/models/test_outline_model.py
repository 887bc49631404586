"""The outline as a tree, its filter, and what it asks for."""

from __future__ import annotations

import dataclasses
import random

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kitaplanner.domain import outline
from kitaplanner.domain.form import load_form
from kitaplanner.domain.numbering import number_plan
from kitaplanner.domain.plan import Initiative, Node, Plan
from kitaplanner.domain.plan_json import load_plan
from kitaplanner.domain.schedule_edit import with_item
from kitaplanner.gui.models.outline_entries import OutlineKey
from kitaplanner.gui.models.outline_filter import OutlineFilter, folded
from kitaplanner.gui.models.outline_model import MIME_TYPE, OutlineModel, OutlineRole
from kitaplanner.paths import resource_path
from tests.storage.edits import random_edit

FIRST, SECOND = OutlineKey("initiative", "first"), OutlineKey("initiative", "second")
STEP, PILLAR, POLICY = (OutlineKey("node", name) for name in ("step", "pillar", "policy"))


def show(model: OutlineModel, plan: Plan) -> None:
    model.show_plan(plan, number_plan(plan, load_form(plan.form)), editable=True)


@pytest.fixture
def model(qapp: object, small_plan: Plan) -> OutlineModel:
    made = OutlineModel()
    show(made, small_plan)
    return made


def shape(model: OutlineModel | OutlineFilter, parent: QModelIndex | None = None) -> list[object]:
    """Give the words of the tree as nested lists."""
    under = QModelIndex() if parent is None else parent
    found: list[object] = []
    for row in range(model.rowCount(under)):
        index = model.index(row, 0, under)
        found.append(index.data())
        if model.rowCount(index):
            found.append(shape(model, index))
    return found


def with_first(plan: Plan, **changes: object) -> Plan:
    first = next(plan.initiatives())
    return plan.with_initiatives({"first": dataclasses.replace(first, **changes)})


def test_the_tree_shows_numbers_and_names(model: OutlineModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert shape(model) == [
        "基本方針1. 便利",
        [
            "① 行かない窓口",
            ["1. 原則オンライン化", ["1-(1) 電子申請の推進", "1-(2) 窓口の改善"]],
        ],
    ]


def test_only_a_name_is_edited(model: OutlineModel) -> None:
    assert model.index_of(FIRST).data(Qt.ItemDataRole.EditRole) == "電子申請の推進"


def test_another_text_keeps_the_rows(model: OutlineModel, small_plan: Plan) -> None:
    kept = QPersistentModelIndex(model.index_of(FIRST))
    show(model, with_first(small_plan, name="電子申請"))
    assert kept.isValid()
    assert kept.data() == "1-(1) 電子申請"


def test_a_move_resets_the_rows_and_renumbers(model: OutlineModel, small_plan: Plan) -> None:
    first, second = small_plan.initiatives()
    node = small_plan.node("step")
    assert node is not None
    swapped = dataclasses.replace(node, initiatives=(second, first))
    pillar = dataclasses.replace(small_plan.outline[0].children[0], children=(swapped,))
    outline = (dataclasses.replace(small_plan.outline[0], children=(pillar,)),)
    show(model, dataclasses.replace(small_plan, outline=outline))
    assert model.index_of(FIRST).data() == "1-(2) 電子申請の推進"
    assert model.index_of(FIRST).row() == 1


def test_any_edit_shows_what_a_new_tree_would_show(qapp: object) -> None:
    """The rows come and go one by one, past a tester of models and a filter that follows."""
    dice = random.Random(5)
    plan = load_plan(resource_path("samples", "kita.json").read_bytes())
    model, narrowed = OutlineModel(), OutlineFilter()
    narrowed.setSourceModel(model)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    show(model, plan)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    for _ in range(120):
        plan = random_edit(plan, dice)
        show(model, plan)
        anew = OutlineModel()
        show(anew, plan)
        assert shape(model) == shape(anew) == shape(narrowed)
        for one in plan.initiatives():
            key = OutlineKey("initiative", one.id)
            assert model.key_at(model.index_of(key)) == key
            assert model.index_of(key).row() == anew.index_of(key).row()
            marks = [each.index_of(key).siblingAtColumn(1) for each in (model, anew)]
            assert len({mark.data(Qt.ItemDataRole.ToolTipRole) for mark in marks}) == 1
    assert not resets


def test_rows_that_trade_places_are_found_in_printed_order(
    model: OutlineModel, small_plan: Plan
) -> None:
    first, second = small_plan.initiatives()
    swapped = outline.map_node(
        small_plan, "step", lambda node: dataclasses.replace(node, initiatives=(second, first))
    )
    show(model, swapped)
    places = {key: model.place_of(model.index_of(key)) for key in (FIRST, SECOND, STEP, POLICY)}
    assert sorted(places, key=places.__getitem__) == [POLICY, STEP, SECOND, FIRST]


def test_hundreds_of_rows_are_shown_anew_at_once(
    model: OutlineModel, small_plan: Plan, qtbot: QtBot
) -> None:
    many = tuple(Initiative(f"more{number}", "取組") for number in range(300))
    node = Node("many", "施策", "多い施策", initiatives=many)
    with qtbot.waitSignal(model.modelReset):
        show(model, outline.insert_node(small_plan, "policy", None, node))
    assert model.rowCount(model.index_of(OutlineKey("node", "many"))) == 300


def test_a_rename_is_a_wish(model: OutlineModel) -> None:
    wishes: list[tuple[OutlineKey, str]] = []
    model.rename_wanted.connect(lambda key, name: wishes.append((key, name)))
    index = model.index_of(STEP)
    assert model.setData(index, "  新しい名前 ")
    assert model.setData(index, "原則オンライン化")  # no change, no wish
    assert not model.setData(index, "   ")
    assert wishes == [(STEP, "新しい名前")]
    assert index.data(Qt.ItemDataRole.EditRole) == "原則オンライン化"


@pytest.mark.parametrize(
    ("moved", "parent", "row", "wish"),
    [
        (FIRST, STEP, 2, (FIRST, "step", 1)),
        (SECOND, STEP, 0, (SECOND, "step", 0)),
        (FIRST, POLICY, -1, (FIRST, "policy", 0)),
        (STEP, POLICY, 1, (STEP, "policy", 1)),
        (PILLAR, None, 1, (PILLAR, "", 1)),
        (FIRST, None, 0, None),  # an initiative needs a heading
        (POLICY, STEP, 0, None),  # not below itself
        (FIRST, SECOND, -1, None),  # not onto an initiative
    ],
)
def test_a_drop_is_a_wish(
    model: OutlineModel,
    moved: OutlineKey,
    parent: OutlineKey | None,
    row: int,
    wish: tuple[OutlineKey, str, int] | None,
) -> None:
    wishes: list[tuple[tuple[OutlineKey, ...], str, int]] = []
    model.move_wanted.connect(lambda *wanted: wishes.append(wanted))
    data = model.mimeData([model.index_of(moved)])
    under = QModelIndex() if parent is None else model.index_of(parent)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, under)
    assert wishes == ([] if wish is None else [((wish[0],), *wish[1:])])


def test_several_initiatives_are_dropped_in_printed_order(model: OutlineModel) -> None:
    wishes: list[tuple[tuple[OutlineKey, ...], str, int]] = []
    model.move_wanted.connect(lambda *wanted: wishes.append(wanted))
    data = model.mimeData([model.index_of(SECOND), model.index_of(FIRST)])
    under = model.index_of(STEP)
    model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, under)
    assert wishes == [((FIRST, SECOND), "step", 0)]
    mixed = model.mimeData([model.index_of(FIRST), model.index_of(PILLAR)])
    assert not model.canDropMimeData(mixed, Qt.DropAction.MoveAction, 0, 0, under)
    gone = QMimeData()
    gone.setData(MIME_TYPE, b"initiative|first\ninitiative|gone")
    assert not model.canDropMimeData(gone, Qt.DropAction.MoveAction, 0, 0, under)


def test_what_is_read_only_can_be_selected_and_no_more(
    model: OutlineModel, small_plan: Plan
) -> None:
    numbering = number_plan(small_plan, load_form(small_plan.form))
    model.show_plan(small_plan, numbering, editable=False)
    flags = model.index_of(FIRST).flags()
    assert flags == Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def test_marks_are_said_in_words_too(model: OutlineModel, small_plan: Plan) -> None:
    first = next(small_plan.initiatives())
    rows = first.schedule.rows
    unsure = dataclasses.replace(rows[0].items[0], span_confirmed=False)
    schedule = dataclasses.replace(
        first.schedule,
        state="lost",
        rows=(dataclasses.replace(rows[0], items=(unsure, *rows[0].items[1:])), *rows[1:]),
    )
    show(model, with_first(small_plan, schedule=schedule))
    mark = model.index_of(FIRST).siblingAtColumn(1)
    words = "原資料で失われた年度別実施計画、期間未確認の矢印 1本"
    assert mark.data(Qt.ItemDataRole.ToolTipRole) == words
    assert mark.data(Qt.ItemDataRole.AccessibleTextRole) == words
    assert model.index_of(SECOND).siblingAtColumn(1).data(Qt.ItemDataRole.ToolTipRole) is None


@pytest.fixture
def narrowed(model: OutlineModel) -> OutlineFilter:
    made = OutlineFilter()
    made.setSourceModel(model)
    return made


ABOVE_FIRST = [
    "基本方針1. 便利",
    ["① 行かない窓口", ["1. 原則オンライン化", ["1-(1) 電子申請の推進"]]],
]


@pytest.mark.parametrize(
    ("department", "word", "left"),
    [
        ("DX推進担当課", "", ABOVE_FIRST),
        ("", "電子 申請", ABOVE_FIRST),
        ("", "１－（１）", ABOVE_FIRST),
        ("全庁", "", []),
        ("DX推進担当課", "窓口の改善", []),
    ],
)
def test_headings_stay_above_every_hit(
    narrowed: OutlineFilter, department: str, word: str, left: list[object]
) -> None:
    narrowed.narrow(department, word)
    assert shape(narrowed) == left
    narrowed.narrow("", "")
    assert not narrowed.is_active
    assert narrowed.rowCount() == 1


def test_everything_below_a_heading_that_matches_stays(narrowed: OutlineFilter) -> None:
    narrowed.narrow("", "オンライン")
    assert "1-(2) 窓口の改善" in str(shape(narrowed))


def test_words_are_compared_without_width_case_and_spaces() -> None:
    assert folded("ＤＸ 推進　計画") == folded("dx推進計画")


def test_departments_of_an_initiative_are_known(model: OutlineModel) -> None:
    assert model.index_of(FIRST).data(OutlineRole.DEPARTMENTS) == ("DX推進担当課",)
    assert model.index_of(FIRST).data(OutlineRole.KIND) == "initiative"


def test_an_initiative_without_a_name_can_stand_in_the_tree(
    model: OutlineModel, small_plan: Plan
) -> None:
    show(model, with_first(small_plan, name=""))
    assert isinstance(next(small_plan.initiatives()), Initiative)
    assert model.index_of(FIRST).data() == "1-(1)"


def test_a_new_state_of_an_initiative_changes_its_marks_alone(
    model: OutlineModel, small_plan: Plan, qtbot: QtBot
) -> None:
    first = small_plan.initiative("first")
    assert first is not None
    doubtful = with_item(
        first, "start", lambda item: dataclasses.replace(item, span_confirmed=False)
    )
    with qtbot.waitSignal(model.dataChanged) as told:
        assert model.take_over([doubtful])
    index = model.index_of(FIRST)
    assert told.args[0] == index
    mark = index.siblingAtColumn(1)
    assert mark.data(Qt.ItemDataRole.ToolTipRole) == "期間未確認の矢印 1本"
    with qtbot.assertNotEmitted(model.dataChanged):
        assert model.take_over([doubtful])
        assert not model.take_over([dataclasses.replace(doubtful, name="改名")])
        assert not model.take_over([dataclasses.replace(doubtful, departments=())])
        assert not model.take_over([dataclasses.replace(doubtful, id="elsewhere")])
