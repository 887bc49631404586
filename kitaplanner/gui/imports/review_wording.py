"""How a review speaks: of a source that is taken in, or of another file that is merged.

Belongs here: words that differ between the two. What changes is the same window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kitaplanner.gui.models.import_model import ShownState


@dataclass(frozen=True)
class ReviewWording:
    """The words of a review; `{}` stand for a name or a number.

    `sides` are how the plan before and after is called, `contested` how where one of two is chosen;
    then `by_earlier` marks in both what they did to the text before. `meanings` say what the states
    are.
    """

    title: str
    changes: str
    count: str
    apply: str
    apply_some: str
    sides: tuple[str, str]
    earlier: str
    contested: tuple[str, str]
    certain: str
    nothing_found: str
    all_the_same: str
    found: str
    meanings: Mapping[ShownState, str]
    by_earlier: bool = False


IMPORT: Final = ReviewWording(
    title="取り込みの確認　{}",
    changes="資料の変更",
    count="{}件の変更のうち{}件を取り込みます",
    apply="取り込む",
    apply_some="{}件を取り込む",
    sides=("いまの計画", "取り込み後"),
    earlier="送ったとき",
    contested=("いまの計画", "取り込み後"),
    certain="確かなものだけ",
    nothing_found="この資料からは、事業を1件も読み取れませんでした。計画は何も変わりません。",
    all_the_same="資料の内容は、いまの計画と同じです。取り込むものはありません。",
    found="事業を{}件読み取り、変更を{}件見つけました。",
    meanings={
        "safe": "資料の読み取りに疑いがなく、計画のほうでは変わっていません",
        "new": "計画にない事業です",
        "unsure": "そのまま取り込んでよいか、確かでないところがあります",
        "conflict": "同じところが計画のほうでも変わっています",
        "lost": "資料にあるのに、取り込めないものです",
    },
)

MERGE: Final = ReviewWording(
    title="統合の確認　{}",
    changes="統合する変更",
    count="{}件の変更のうち{}件を相手から入れます",
    apply="統合する",
    apply_some="{}件を入れて統合する",
    sides=("いまの計画", "統合後"),
    earlier="分かれる前",
    contested=("こちら", "相手"),
    certain="はじめに選んであったもの",
    nothing_found="相手の計画には、事業がありません。",
    all_the_same="相手からの変更はありません。",
    found="相手の計画には事業が{}件あり、ここに変更が{}件あります。",
    meanings={
        "safe": "相手だけが変えています",
        "new": "相手にだけあります",
        "unsure": "どちらが変えたのか分かりません",
        "conflict": "こちらと相手の両方が変えています",
        "lost": "",
    },
)
