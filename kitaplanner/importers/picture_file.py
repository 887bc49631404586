"""A picture from outside, decoded with limits and written anew before it enters the plan.

Belongs here: what is accepted, and getting rid of all that is no picture (places and names that
cameras write, colour profiles, trailing data). Does not belong here: where it stands on a page.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from kitaplanner.domain.ids import new_id
from kitaplanner.domain.picture import Picture, PictureType
from kitaplanner.domain.plan_json import MAX_PICTURE_BYTES
from kitaplanner.errors import EnvironmentProblem, UserError

MAX_FILE_BYTES = 30 * 2**20
MAX_PIXELS = 60_000_000
# The longer side: 300 dots an inch over the width of A4.
LARGEST_SIDE = 2480
_QUALITY = 90
_FORMATS = ("PNG", "JPEG")


def read_picture(path: Path) -> Picture:
    """Read a PNG or JPEG file as a picture of the plan; raise UserError for anything else.

    A large one is made smaller, to what print can show; one that lay on its side stands upright.
    """
    data = _bytes(path)
    name = path.name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise UserError(_too_large(name, image))
            is_photo = image.format == "JPEG"
            image.load()
    except UnidentifiedImageError:
        raise UserError(
            f"「{name}」は画像として読めません。PNGかJPEGの画像を選んでください。"
        ) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise UserError(f"「{name}」は画素数が多すぎます。小さくしてから選んでください。") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise UserError(
            f"「{name}」は壊れているか、途中で切れています。画像を開けるか確かめてください。"
        ) from error
    return _picture(path.stem, image, is_photo)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UserError(
                f"「{path.name}」が大きすぎます（上限{MAX_FILE_BYTES // 2**20}MB）。"
                "小さくしてから選んでください。"
            )
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(f"「{path.name}」を読めません（{error.strerror}）。") from error


def _too_large(name: str, image: Image.Image) -> str:
    return (
        f"「{name}」は{image.width}×{image.height}画素あり、大きすぎます"
        f"（上限{MAX_PIXELS // 1_000_000}百万画素）。小さくしてから選んでください。"
    )


def _picture(name: str, image: Image.Image, is_photo: bool) -> Picture:
    """Write the pixels anew, on white, without anything that the file said beside them."""
    upright = ImageOps.exif_transpose(image)
    flat = _on_white(upright)
    flat.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    while True:
        data, media_type = _written(flat, is_photo)
        if len(data) <= MAX_PICTURE_BYTES:
            return Picture(new_id(), name, media_type, flat.width, flat.height, data)
        if is_photo or flat.width < LARGEST_SIDE // 2:
            flat = flat.resize((max(1, flat.width * 3 // 4), max(1, flat.height * 3 // 4)))
        is_photo = True  # a photo that was saved as PNG


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "L"):
        return image.copy()
    if image.mode in ("1", "I", "I;16", "F"):
        return image.convert("L")
    layered = image.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def _written(image: Image.Image, is_photo: bool) -> tuple[bytes, PictureType]:
    file = BytesIO()
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    if is_photo:
        clean.save(file, "JPEG", quality=_QUALITY, optimize=True)
        return file.getvalue(), "image/jpeg"
    clean.save(file, "PNG", optimize=True)
    return file.getvalue(), "image/png"
