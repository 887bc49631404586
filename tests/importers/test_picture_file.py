"""Pictures from outside: written anew, without what the file said beside them, or refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kitaplanner.domain.plan_json import MAX_PICTURE_BYTES
from kitaplanner.errors import EnvironmentProblem, UserError
from kitaplanner.importers.picture_file import LARGEST_SIDE, read_picture


def save(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


def test_a_photo_loses_what_the_camera_wrote_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SECRET MAKER"
    photo = Image.new("RGB", (40, 20), "#2F5D8C")
    path = save(tmp_path / "庁舎.jpg", photo, exif=exif.tobytes())
    picture = read_picture(path)
    assert (picture.name, picture.media_type) == ("庁舎", "image/jpeg")
    assert (picture.width, picture.height) == (20, 40)
    assert b"SECRET" in path.read_bytes()
    assert b"SECRET" not in picture.data
    assert b"Exif" not in picture.data


def test_transparent_parts_become_white_and_text_chunks_go(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "SECRET")
    path = save(tmp_path / "a.png", Image.new("RGBA", (3, 3), (255, 0, 0, 0)), pnginfo=info)
    picture = read_picture(path)
    assert picture.media_type == "image/png"
    assert Image.open(BytesIO(picture.data)).convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert b"SECRET" not in picture.data


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK"])
def test_other_kinds_of_pixels_are_read(tmp_path: Path, mode: str) -> None:
    path = tmp_path / f"a.{'jpg' if mode == 'CMYK' else 'png'}"
    picture = read_picture(save(path, Image.new(mode, (8, 8))))
    assert Image.open(BytesIO(picture.data)).mode in ("RGB", "L")


def test_a_large_picture_is_made_smaller_and_stays_below_the_limit(tmp_path: Path) -> None:
    noise = Image.effect_noise((3200, 2000), 200).convert("RGB")
    picture = read_picture(save(tmp_path / "a.png", noise))
    assert max(picture.width, picture.height) <= LARGEST_SIDE
    assert picture.width / picture.height == pytest.approx(1.6, rel=0.01)
    assert len(picture.data) <= MAX_PICTURE_BYTES


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("文章.png", b"hello", "画像として読めません"),
        ("空.png", b"", "画像として読めません"),
        ("絵.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "画像として読めません"),
        ("爆弾.png", bomb(60_000, 60_000), "大きすぎ|多すぎ"),
        ("切れ.png", bomb(500, 500), "壊れている"),
    ],
)
def test_what_is_no_sound_picture_is_refused(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=words) as caught:
        read_picture(path)
    assert name in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"無い\.png"):
        read_picture(tmp_path / "無い.png")
