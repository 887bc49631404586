"""Labels, numbers, departments, notes and signs mean what offices write."""

from __future__ import annotations

import pytest

from kitaplanner.domain.plan import Started
from kitaplanner.importers.official_sheet import words


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("事　業　名", "name"), ("取組名", "name"), ("施策・事業名", "name"), ("事業名称", "name"),
        ("№", "number"), ("No.", "number"), ("事業番号", "number"), ("担　当　課", "departments"),
        ("所　管", "departments"), ("担当部署", "departments"), ("事業実施課", "departments"),
        ("事業概要", "summary"), ("内　容", "summary"), ("（年度別実施計画）", "schedule"),
        ("【年度別の取組計画】", "schedule"), ("取組項目", "content"), ("備　考", "remarks"),
        ("検討", None), ("実施", None), ("運用開始", None), ("電子申請の推進", None), ("計", None),
    ],
)  # fmt: skip
def test_labels_are_known_in_many_spellings(text: str, label: str | None) -> None:
    assert words.label_of(text) == label


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("1-(1)　電子申請の推進", "1-(1)", "電子申請の推進"),
        ("1-（2） 施設予約", "1-（2）", "施設予約"),
        ("(3)AIの活用", "(3)", "AIの活用"),
        ("No.12 窓口", "No.12", "窓口"),
        ("№21-3\n健診", "№21-3", "健診"),
        ("1-① 書かない窓口", "1-①", "書かない窓口"),
        ("3Dデータの公開", "", "3Dデータの公開"),
        ("2025年の見直し", "", "2025年の見直し"),
        ("電子書籍・\n電子図書館の導入", "", "電子書籍・電子図書館の導入"),
    ],
)
def test_the_number_parts_from_the_name(text: str, number: str, name: str) -> None:
    assert words.number_and_name(text) == (number, name)


@pytest.mark.parametrize(
    ("text", "names", "spaced"),
    [
        ("DX推進担当課、全庁", ("DX推進担当課", "全庁"), False),
        ("経営改革・公共施設再配置推進担当課", ("経営改革・公共施設再配置推進担当課",), False),
        ("総　務　課", ("総務課",), False),
        ("総務課\n企画課", ("総務課", "企画課"), False),
        ("総務課　企画課", ("総務課", "企画課"), True),
    ],
)
def test_departments_part_at_commas_and_lines_and_doubtfully_at_spaces(
    text: str, names: tuple[str, ...], spaced: bool
) -> None:
    assert words.departments_of(text) == names
    assert words.spaces_part_departments(text) == spaced


def test_notes_behind_an_item_are_its_start_or_its_note() -> None:
    read = words.item_text("運用\n(全課)\n※令和元年度導入\n※対象は\n窓口のみ", 2025)

    assert read == ("運用\n(全課)", "対象は窓口のみ", Started(2019, "導入"))
    assert words.item_text("運用\n※令和8年度導入", 2025).started is None
    assert words.item_text("※単独の注", 2025).text == "※単独の注"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (
            "この取組は区民の手続を短い時間で終えられるよ\nうにします。",
            "この取組は区民の手続を短い時間で終えられるようにします。",
        ),
        ("一つ目の段落で、ここで文が終わっています。\n二つ目です。", None),
        ("区民の手続を短い時間で終えられるようにするもの\n・窓口", None),
        ("短い行\n短い行", None),
    ],
)  # fmt: skip
def test_only_lines_broken_inside_a_sentence_are_joined(text: str, joined: str | None) -> None:
    assert words.without_wraps(text) == (joined or text, joined is not None)


@pytest.mark.parametrize("text", ["→", "⇒", "――→", "-----＞", " ⇨ ", "・・・→"])
def test_typed_arrows_are_known(text: str) -> None:
    assert words.is_typed_arrow(text)


@pytest.mark.parametrize("text", ["検討→", "", "―", "検討", "1～3"])
def test_what_is_no_typed_arrow(text: str) -> None:
    assert not words.is_typed_arrow(text)


@pytest.mark.parametrize("text", ["1,200", "500件", "71%", "△30", "10校", "12.5"])
def test_amounts_are_no_plan(text: str) -> None:
    assert words.is_amount(text)
    assert not words.is_amount(f"{text}を目標に拡大")
