from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitaplanner import paths


@pytest.fixture(autouse=True)
def _forget_root() -> Iterator[None]:
    paths._resource_root.cache_clear()
    yield
    paths._resource_root.cache_clear()


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert paths.resource_path("fonts", "BIZUDGothic-Regular.ttf").is_file()


def test_a_frozen_bundle_unpacks_them_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource_path("forms") == tmp_path / "resources" / "forms"


def test_an_installation_shares_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "kitaplanner" / "paths.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert paths.resource_path() == tmp_path / "share" / "kitaplanner" / "resources"
