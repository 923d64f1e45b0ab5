"""Pictures stand upright, damaged ones are known, and nothing odd stops an import."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from civdesk.errors import Damaged, Refused
from civdesk.media import pictures
from tests.media.drawing import DATA, corners, exif, jpeg, noise, saved, scene

UPRIGHT = ["red", "green", "white", "blue"]
TURNS = {  # EXIF orientation → how a picture lies in the file when it is upright for the eye
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def lying(orientation: int) -> Image.Image:
    turn = TURNS[orientation]
    return scene() if turn is None else scene().transpose(turn)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_every_orientation_stands_upright(orientation: int, form: str) -> None:
    data = saved(lying(orientation), form, exif=exif(orientation=orientation))
    seen = pictures.examine(data, 200)
    assert (seen.facts.width, seen.facts.height, seen.facts.orientation) == (400, 300, orientation)
    assert seen.preview
    assert (seen.preview.width, seen.preview.height) == (200, 150)
    assert corners(seen.preview.data) == UPRIGHT
    assert Image.open(io.BytesIO(seen.preview.data)).getexif() == {}
    copy = pictures.jpeg_copy(data)
    assert Image.open(io.BytesIO(copy)).size == (400, 300)
    assert corners(copy) == UPRIGHT
    assert Image.open(io.BytesIO(copy)).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("P", "GIF"),
        ("RGB", "BMP"),
        ("CMYK", "TIFF"),
        ("F", "TIFF"),
        ("RGB", "AVIF"),
    ],
)
def test_every_mode_gives_a_preview(mode: str, form: str) -> None:
    image = (
        scene(mode="L").convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else scene()
    )
    data = saved(image if mode == "I;16" else image.convert(mode), form)
    small = pictures.preview(data, 100)
    colours = corners(small.data)
    assert colours[2] == "white"
    if mode not in ("L", "LA", "1", "I;16", "F"):
        assert colours == UPRIGHT
    assert corners(pictures.jpeg_copy(data))[2] == "white"


def test_transparent_becomes_white_not_black() -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert corners(pictures.preview(saved(clear, "PNG"), 50).data) == ["white"] * 4


def test_a_preview_is_never_larger_than_the_picture() -> None:
    small = pictures.preview(jpeg(scene(60, 40)), 320)
    assert (small.width, small.height) == (60, 40)


def test_a_panorama_keeps_its_shape() -> None:
    small = pictures.preview(jpeg(scene(4000, 200)), 320)
    assert (small.width, small.height) == (320, 16)
    assert corners(small.data) == UPRIGHT


def test_sources_of_all_kinds(tmp_path: Path) -> None:
    data = jpeg(original="2026:03:18 09:30:12")
    path = tmp_path / "照片.jpg"
    path.write_bytes(data)
    assert pictures.facts(path) == pictures.facts(data) == pictures.examine(io.BytesIO(data), 100).facts
    assert pictures.preview(path, 100) == pictures.preview(io.BytesIO(data), 100)


# --- HEIC ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "size", "colours"),
    [("drawn.heic", (1280, 960), ["red", "blue"]), ("drawn-turned.heic", (960, 1280), ["blue", "red"])],
)
def test_heic(name: str, size: tuple[int, int], colours: list[str]) -> None:
    seen = pictures.examine(DATA / name, 320)
    assert (seen.facts.width, seen.facts.height, seen.facts.orientation) == (*size, 1)
    assert seen.facts.taken_at == "2026-03-18T09:30:12"
    assert seen.facts.camera == "Test Drawn"
    assert seen.preview
    assert max(seen.preview.width, seen.preview.height) == 320
    # The small picture that lies in the file was taken: it is the same as the large one decoded.
    for data in (seen.preview.data, pictures.preview(DATA / name, 600).data):
        image = Image.open(io.BytesIO(data)).convert("RGB")
        reds = [image.getpixel((x, 3))[0] > 210 for x in (3, image.width - 4)]  # type: ignore[index]
        assert reds == [colours[0] == "red", colours[1] == "red"]
    assert max(Image.open(io.BytesIO(pictures.preview(DATA / name, 600).data)).size) == 600


def test_a_heic_going_out_is_a_jpeg_with_everything() -> None:
    copy = Image.open(io.BytesIO(pictures.jpeg_copy(DATA / "drawn-turned.heic")))
    assert (copy.format, copy.size) == ("JPEG", (960, 1280))
    facts = pictures.facts(pictures.jpeg_copy(DATA / "drawn-turned.heic"))
    assert (facts.taken_at, facts.camera, facts.orientation) == ("2026-03-18T09:30:12", "Test Drawn", 1)
    assert (facts.width, facts.height) == (960, 1280)


def test_a_broken_off_heic_is_known() -> None:
    data = (DATA / "drawn.heic").read_bytes()
    seen = pictures.examine(data[:-150], 320)
    assert seen.damaged
    assert seen.preview


def test_a_heic_coded_in_an_unknown_way_is_kept_without_a_preview() -> None:
    """Its boxes are whole, but nothing here decodes what they hold."""
    data = (DATA / "drawn.heic").read_bytes().replace(b"hvc1", b"vvc1").replace(b"hvcC", b"vvcC")
    for ask in (pictures.jpeg_copy, lambda data: pictures.examine(data, 320)):
        with pytest.raises(Refused, match=r"HEIC.*原件已保存"):
            ask(data)


@pytest.mark.parametrize("at", range(4))
def test_a_heic_with_damaged_item_names_crashes_nothing(at: int) -> None:
    """pi_heif 1.4 ends the process on an item type that is no text; in a process of its own, therefore."""
    import subprocess
    import sys

    data = bytearray((DATA / "drawn.heic").read_bytes())
    data[data.index(b"Exif") + at] = 0xFF
    code = (
        "import sys; from civdesk.media import pictures;"
        "sys.stdout.write(str(pictures.examine(sys.stdin.buffer.read(), 320).facts.width))"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=bytes(data), capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"1280")


# --- damage --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "BMP", "GIF"])
def test_a_broken_off_picture_comes_in_marked(form: str) -> None:
    from_below = form == "BMP"
    image = scene(300, 300)
    image.paste(Image.frombytes("RGB", (300, 150), noise(300 * 150 * 3)), (0, 0 if from_below else 150))
    data = saved(image.quantize() if form == "GIF" else image, form)
    assert not pictures.examine(data, 100).damaged
    seen = pictures.examine(data[: len(data) * 2 // 3], 100)
    assert seen.damaged
    assert (seen.facts.width, seen.facts.height) == (300, 300)
    assert seen.preview
    left = corners(seen.preview.data)
    assert left[2:] == ["white", "blue"] if from_below else left[:2] == ["red", "green"]
    assert seen.facts.warnings == ("图片不完整，只能看到一部分；请找原件核对。",)


@pytest.mark.parametrize("end", [2, 10, 100, 400])
def test_what_holds_no_picture_is_refused(end: int) -> None:
    with pytest.raises(Damaged, match="图片"):
        pictures.examine(jpeg()[:end], 100)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 not a picture", "文字".encode(), b"%PDF-1.4", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    for ask in (
        lambda: pictures.facts(data),
        lambda: pictures.preview(data, 10),
        lambda: pictures.jpeg_copy(data),
    ):
        with pytest.raises(Damaged):
            ask()


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def test_a_bomb_is_kept_but_not_decoded() -> None:
    seen = pictures.examine(png_of(60_000, 60_000), 320)
    assert (seen.facts.width, seen.preview, seen.damaged) == (60_000, None, False)
    assert seen.facts.warnings == ("图片太大（60000×60000 像素），原件已保存，没有缩略图。",)
    with pytest.raises(Refused, match="60000×60000"):
        pictures.preview(png_of(60_000, 60_000), 320)


def test_a_photo_of_200_megapixels_is_shown() -> None:
    """Phones take them; Pillow alone calls them bombs."""
    out = io.BytesIO()
    Image.new("L", (16_000, 12_500), 255).save(out, "JPEG", quality=10)
    seen = pictures.examine(out.getvalue(), 320)
    assert seen.preview
    assert (seen.facts.width, seen.preview.width, seen.facts.warnings) == (16_000, 320, ())


@settings(max_examples=60)
@given(
    st.sampled_from(["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"]), st.integers(0, 2**32), st.integers(1, 30)
)
def test_flipped_bytes_upset_nothing(form: str, seed: int, times: int) -> None:
    data = bytearray(saved(scene(64, 48), form, exif=exif(original="2026:01:02 03:04:05", gps={1: "N"})))
    chance = random.Random(seed)
    for _ in range(times):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        seen = pictures.examine(bytes(data), 32)
    except Damaged:
        return
    assert seen.facts.width > 0
    if seen.preview:
        assert Image.open(io.BytesIO(seen.preview.data)).size == (seen.preview.width, seen.preview.height)


def test_pillow_is_not_imported_before_a_picture_comes() -> None:
    import subprocess
    import sys

    code = "import sys, civdesk.media.pictures, civdesk.media.pdf; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
