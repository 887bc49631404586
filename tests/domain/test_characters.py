"""機種依存文字 told from the signs that every machine has."""

from __future__ import annotations

import pytest

from kitaplanner.domain.characters import is_platform_dependent


@pytest.mark.parametrize("char", list("①㊱Ⅰⅻ㈱㎡㍻㋿髙～𠮷🙂"))
def test_not_alike_on_all_machines(char: str) -> None:
    assert is_platform_dependent(char)


@pytest.mark.parametrize("char", list("亜あア１Ａ※⇒●～－"[:8]) + list("－―、。（）「」・Aa1-~\\\n"))
def test_alike_on_all_machines(char: str) -> None:
    assert not is_platform_dependent(char)
