"""The standard area codes of Tokyo's 23 wards (統計に用いる標準地域コード, 5 digits).

Belongs here: those codes alone. The code of 千代田区 is 13101; the others follow in official order.
"""

from __future__ import annotations

_FIRST = 13101
_WARDS = (
    *("千代田区", "中央区", "港区", "新宿区", "文京区", "台東区", "墨田区", "江東区"),
    *("品川区", "目黒区", "大田区", "世田谷区", "渋谷区", "中野区", "杉並区", "豊島区"),
    *("北区", "荒川区", "板橋区", "練馬区", "足立区", "葛飾区", "江戸川区"),
)


def ward_code(ward: str) -> str | None:
    """Give the code of a ward by its name with or without 東京都; None for any other name."""
    name = ward.strip().removeprefix("東京都").strip()
    return str(_FIRST + _WARDS.index(name)) if name in _WARDS else None
