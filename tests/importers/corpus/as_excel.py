"""What Excel writes and LibreOffice can't: furigana, and anchors with one cell or none.

The parts that LibreOffice wrote are changed in place.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

_READINGS = (("事業", "ジギョウ"), ("検討", "ケントウ"), ("運用", "ウンヨウ"), ("担当", "タントウ"))
_ANCHOR = re.compile(r"<xdr:twoCellAnchor[^>]*>(.*?)</xdr:twoCellAnchor>", re.DOTALL)
_FROM = re.compile(r"<xdr:from>.*?</xdr:from>", re.DOTALL)
_ENDS = re.compile(r"<xdr:(from|to)>.*?</xdr:\1>", re.DOTALL)
_OFF = re.compile(r'<a:off x="(-?\d+)" y="(-?\d+)"/>')
_EXT = re.compile(r'<a:ext cx="(\d+)" cy="(\d+)"/>')


def add_furigana(path: Path) -> None:
    """Add the readings that Excel keeps of what was typed."""

    def change(name: str, text: str) -> str:
        if name != "xl/sharedStrings.xml":
            return text
        return re.sub(r"<si>(.*?)</si>", _with_reading, text, flags=re.DOTALL)

    _rewrite(path, change)


def _with_reading(match: re.Match[str]) -> str:
    plain = re.sub(r"<[^>]+>", "", match[1])
    for word, reading in _READINGS:
        at = plain.find(word)
        if at >= 0:
            said = f'<rPh sb="{at}" eb="{at + len(word)}"><t>{reading}</t></rPh>'
            return f'<si>{match[1]}{said}<phoneticPr fontId="1"/></si>'
    return match[0]


def loosen_anchors(path: Path, *, absolute: bool) -> None:
    """Anchor shapes by their left upper cell and size, or by their place on the sheet."""

    def change(name: str, text: str) -> str:
        if not name.startswith("xl/drawings/drawing"):
            return text
        return _ANCHOR.sub(lambda match: _loosened(match, absolute), text)

    _rewrite(path, change)


def _loosened(match: re.Match[str], absolute: bool) -> str:
    body = match[1]
    place, size = _OFF.search(body), _EXT.search(body)
    if "rot=" in body or place is None or size is None:
        return match[0]
    extent = f'<xdr:ext cx="{size[1]}" cy="{size[2]}"/>'
    rest = _ENDS.sub("", body)
    if absolute:
        at = f'<xdr:pos x="{place[1]}" y="{place[2]}"/>'
        return f"<xdr:absoluteAnchor>{at}{extent}{rest}</xdr:absoluteAnchor>"
    start = _FROM.search(body)
    assert start is not None
    return f"<xdr:oneCellAnchor>{start[0]}{extent}{rest}</xdr:oneCellAnchor>"


def _rewrite(path: Path, change: Callable[[str, str], str]) -> None:
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name.endswith(".xml"):
                data = change(name, data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
