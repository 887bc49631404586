"""The rules of 点検 by the names that people read, and which of them only wait for an answer."""

from __future__ import annotations

from kitaplanner.domain.checks.finding import Finding, Severity

RULES: dict[str, str] = {
    "id": "識別子の重複",
    "name": "名称なし",
    "level": "様式にない階層",
    "department": "担当課",
    "span": "期間の前後",
    "outside_period": "計画期間の外",
    "overlap": "期間の重なり",
    "item_department": "矢印の課と担当課",
    "started": "始期",
    "reference": "再掲の行き先",
    "total": "累計",
    "unconfirmed": "期間未確認",
    "lost_schedule": "原資料の欠落",
    "empty_schedule": "矢印のない事業",
    "empty_item": "文言のない矢印",
    "year": "文言の年と期間",
    "long_name": "長い事業名",
    "same_name": "同じ事業名",
    "character": "機種依存文字",
    "script": "外国の文字",
    "ligature": "組文字・半角カナ",
    "digit": "数字の全角・半角",
    "grouping": "数字の桁区切り",
    "glyph": "印刷できない文字",
    "small_text": "小さすぎる文字",
    "wording": "用語統一",
    "spelling": "表記ゆれ",
    "slip": "校正候補",
    "pair": "まぎらわしい語",
    "lookalike": "よく似た語",
    "action": "言葉の続き",
    "space": "余分な空白",
    "doubled": "言葉の重なり",
    "bracket": "かっこの対応",
    "punctuation": "句読点",
    "sign": "形の似た文字",
    "markup": "変換の残り",
    "era": "年の書き方",
    "year_pair": "和暦と西暦",
}
SEVERITIES: dict[Severity, str] = {"error": "誤り", "warning": "注意", "notice": "候補"}
# Rules whose findings are about a word: they are told apart by it, others stand for one thing each.
_BY_WORD = frozenset(
    {
        "department", "item_department", "slip", "pair", "lookalike", "action", "wording",
        "spelling", "character", "script", "glyph", "ligature",
    }
)  # fmt: skip
# What the source left open: it can't be mended at the desk, only asked. It is counted by itself.
WAITING = frozenset({"unconfirmed", "lost_schedule"})


def rule_title(rule: str) -> str:
    """Give the name of a rule as people read it."""
    return RULES.get(rule, rule)


def subject_of(finding: Finding) -> str:
    """Give the word that findings of a rule are grouped by; empty where the rule is one group."""
    return finding.evidence.split("、")[0] if finding.rule in _BY_WORD else ""


def is_grave(finding: Finding) -> bool:
    """Say whether a finding is more than a question to the reader."""
    return finding.severity != "notice"
