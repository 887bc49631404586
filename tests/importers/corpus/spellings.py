"""How wards spell years, parts of years and labels in tables."""

from __future__ import annotations

from collections.abc import Callable

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def _era(year: int) -> tuple[str, str, int]:
    return ("令和", "R", year - 2018) if year >= 2019 else ("平成", "H", year - 1988)


def _number(year: int) -> str:
    number = _era(year)[2]
    return "元" if number == 1 else str(number)


def _old(year: int) -> str:
    return "平成31(令和元)年度" if year == 2019 else f"{_era(year)[0]}{_number(year)}年度"


# Each takes the year and its place among the years, since some say the era once only.
YEARS: dict[str, Callable[[int, int], str | int]] = {
    "official": lambda year, _: f"{_era(year)[0]}{_number(year)}年度",
    "full": lambda year, _: f"{_era(year)[0]}{_number(year).translate(_FULL)}年度",
    "short": lambda year, _: f"{_era(year)[1]}{_era(year)[2]}",
    "short_full": lambda year, _: f"{_era(year)[1]}{_era(year)[2]}".translate(_FULL),
    "short_nendo": lambda year, _: f"{_era(year)[1]}{_era(year)[2]}年度",
    "short_zero": lambda year, _: f"{_era(year)[1]}{_era(year)[2]:02d}",
    "western": lambda year, _: f"{year}年度",
    "number": lambda year, _: year,
    "number_text": lambda year, _: str(year),
    "both": lambda year, _: f"{_era(year)[0]}{_number(year)}({year})年度",
    "both_lines": lambda year, _: f"{_era(year)[0]}{_number(year)}\n（{year}）年度",
    "both_after": lambda year, _: f"{_era(year)[0]}{_number(year)}年度\n({year}年度)",
    "western_first": lambda year, _: f"{year}年度\n({_era(year)[1]}{_era(year)[2]})",
    "western_era": lambda year, _: f"{year}({_era(year)[0]}{_number(year)})年度",
    "spaced": lambda year, _: f"{' '.join(_era(year)[0])} {_number(year)} 年 度",
    "spaced_wide": lambda year, _: f"{_era(year)[0]}　{_number(year)}　年度",
    "era_once": lambda year, place: f"{'' if place else _era(year)[0]}{_number(year)}年度",
    "bare_after": lambda year, place: f"{_era(year)[0]}{_number(year)}年度" if not place
    else f"{_number(year)}",
    "ordinal": lambda year, place: f"{place + 1}年目\n({_era(year)[0]}{_number(year)}年度)",
    "old": lambda year, _: _old(year),
    "nen": lambda year, _: f"{_era(year)[0]}{_number(year)}年",
    "present": lambda year, place: f"{_era(year)[0]}{_number(year)}年度"
    + ("" if place else "（現年度）"),
}  # fmt: skip

PARTS: dict[str, tuple[str, ...]] = {
    "quarter": ("1Q", "2Q", "3Q", "4Q"),
    "quarter_full": ("第１四半期", "第２四半期", "第３四半期", "第４四半期"),
    "quarter_roman": ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"),
    "quarter_months": ("4～6月", "7～9月", "10～12月", "1～3月"),
    "half": ("上期", "下期"),
    "half_long": ("上半期", "下半期"),
    "half_former": ("前期", "後期"),
    "third": ("1学期", "2学期", "3学期"),
    "month": tuple(f"{month}月" for month in (*range(4, 13), 1, 2, 3)),
    "month_bare": tuple(str(month) for month in (*range(4, 13), 1, 2, 3)),
}

LABELS: tuple[dict[str, str], ...] = (
    {"number": "番号", "name": "事業名", "departments": "担当課", "summary": "事業概要",
     "schedule": "（年度別実施計画）", "content": "取組内容", "remarks": "備考"},
    {"number": "№", "name": "事 業 名", "departments": "担　当　課", "summary": "事業の概要",
     "schedule": "年度別計画", "content": "実施内容", "remarks": "備　考"},
    {"number": "No.", "name": "取組名", "departments": "所管課", "summary": "概要",
     "schedule": "(年度別実施計画)", "content": "項目", "remarks": "備考"},
    {"number": "事業番号", "name": "事業名称", "departments": "主管課", "summary": "事業内容",
     "schedule": "スケジュール", "content": "取組項目", "remarks": "摘要"},
    {"number": "NO", "name": "取　組　名　称", "departments": "所　管", "summary": "取組概要",
     "schedule": "実施スケジュール", "content": "工程", "remarks": "特記事項"},
    {"number": "通番", "name": "施策・事業名", "departments": "担当部署", "summary": "内　容",
     "schedule": "【年度別の取組計画】", "content": "取組", "remarks": "備考"},
)  # fmt: skip
