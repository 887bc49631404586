"""LibreOffice without a screen and with the bundled fonts alone: printing and saving anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader

from kitaplanner.paths import resource_path

Test = TypeVar("Test", bound=Callable[..., None])

_has_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")


def needs_office(test: Test) -> Test:
    """Mark a test that opens its result in LibreOffice."""
    return pytest.mark.office(_has_office(test))


def print_to_pdf(path: Path) -> Path:
    """Print a workbook to a PDF beside it."""
    return convert(path, "pdf")


def convert(path: Path, kind: str, folder: Path | None = None) -> Path:
    """Save a file as another kind (pdf, xlsx …), beside it or in a folder that is there already.

    The profile is of its own and holds nothing; the fonts are the bundled ones alone.
    """
    return convert_all([path], kind, folder)[0]


def convert_all(paths: Sequence[Path], kind: str, folder: Path | None = None) -> list[Path]:
    """Save several files as another kind at once; starting the office is what takes long."""
    folder = folder or paths[0].parent
    fonts = folder / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resource_path('fonts')}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return [folder / f"{path.stem}.{kind}" for path in paths]


def text_of(pdf: PdfReader, page: int) -> str:
    """Give the text of a page without any white space."""
    return "".join(pdf.pages[page].extract_text().split())
