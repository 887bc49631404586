"""Pictures as image objects of a PDF, each stored once however often it is drawn.

Here: decoding and registering with ReportLab's document. Not here: the operators that place a
picture (`pdf_content`). Transparent parts become white: pages are white, and archives refuse
transparency.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, TypeAlias

from PIL import Image as PillowImage
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from kitaplanner.domain.picture import Picture
from kitaplanner.export.pdf_objects import end_on_own_line

# The stubs of ReportLab know few of the attributes of these.
_Document: TypeAlias = Any
_PLAIN_MODES = frozenset({"RGB", "L"})


class DocumentImages:
    """The pictures of a document that is being written."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._names: dict[str, str | None] = {}

    def resource_name(self, picture: Picture) -> str | None:
        """Give the name of a picture in the resources of the page; None for one that is broken."""
        if picture.id not in self._names:
            self._names[picture.id] = self._register(picture)
        name = self._names[picture.id]
        if name is not None:
            self._canvas._formsinuse.append(name)
        return None if name is None else pdfdoc.xObjectName(name)

    def _register(self, picture: Picture) -> str | None:
        try:
            source = ImageReader(_flat(picture))
        except (OSError, ValueError, SyntaxError, PillowImage.DecompressionBombError):
            return None
        name = f"picture{len(self._names)}"
        document: _Document = self._canvas._doc
        made: Any = _ImageObject(name, source)
        made.name = name
        document.Reference(made, document.getXObjectName(name))
        document.addForm(name, made)
        return name


class _ImageObject(pdfdoc.PDFImageXObject):
    def format(self, document: _Document) -> bytes:
        return end_on_own_line(super().format(document))


def _flat(picture: Picture) -> BytesIO | PillowImage.Image:
    """Give a JPEG as it is, and any other picture on white."""
    image = PillowImage.open(BytesIO(picture.data))
    image.load()
    if image.format == "JPEG" and image.mode in _PLAIN_MODES:
        return BytesIO(picture.data)
    if image.mode in _PLAIN_MODES:
        return image
    layered = image.convert("RGBA")
    white = PillowImage.new("RGBA", layered.size, "white")
    return PillowImage.alpha_composite(white, layered).convert("RGB")
