"""Pictures and other files drawn for the tests: everything a phone, a scanner or a broken copy hands in."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

DATA = Path(__file__).parent / "data"

EXIF, GPS = 0x8769, 0x8825
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 120, 40), (40, 60, 200), (255, 255, 255)


def scene(width: int = 400, height: int = 300, mode: str = "RGB", seed: int = 0) -> Image.Image:
    """A picture whose corners differ: red top left, green top right, blue bottom left, white bottom right."""
    image = Image.new("RGB", (width, height), (150, 150, 150))
    draw = ImageDraw.Draw(image)
    half = (width // 2, height // 2)
    draw.rectangle((0, 0, half[0], half[1]), fill=RED)
    draw.rectangle((half[0], 0, width, half[1]), fill=GREEN)
    draw.rectangle((0, half[1], half[0], height), fill=BLUE)
    draw.rectangle((half[0], half[1], width, height), fill=WHITE)
    draw.line((0, 0, width, seed % height + 1), fill=(0, 0, 0), width=1 + seed // height)
    return image.convert(mode)


def exif(
    *,
    original: str | None = None,
    digitized: str | None = None,
    changed: str | None = None,
    orientation: int | None = None,
    gps: dict[int, Any] | None = None,
    make: str = "",
    model: str = "",
) -> Image.Exif:
    tags = Image.Exif()
    for tag, value in ((0x010F, make), (0x0110, model), (0x0132, changed), (0x0112, orientation)):
        if value:
            tags[tag] = value
    for tag, value in ((0x9003, original), (0x9004, digitized)):
        if value is not None:
            tags.get_ifd(EXIF)[tag] = value
    if gps:
        tags.get_ifd(GPS).update(gps)
    return tags


def jpeg(image: Image.Image | None = None, quality: int = 90, **tags: Any) -> bytes:
    out = io.BytesIO()
    (image or scene()).save(out, "JPEG", quality=quality, exif=exif(**tags))
    return out.getvalue()


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def corners(data: bytes) -> list[str]:
    """What stands in the corners of a picture, clockwise from the top left."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = image.size
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white", (0, 0, 0): "black"}
    found = []
    for x, y in ((0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.2, 0.7)):
        seen = image.getpixel((int(x * width), int(y * height)))
        assert isinstance(seen, tuple)
        nearest = min(names, key=lambda colour: sum(abs(a - b) for a, b in zip(colour, seen, strict=True)))
        found.append(names[nearest])
    return found


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that nothing compresses, the same for the same seed."""
    import random

    return random.Random(seed).randbytes(size)


def box(kind: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def video(seconds: int, size: int = 1000, seed: int = 0) -> bytes:
    """An MP4 with a movie header, and noise for a film."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    return (
        box(b"ftyp", b"mp42", bytes(4), b"mp42isom")
        + box(b"moov", box(b"mvhd", header))
        + box(b"mdat", noise(size, seed))
    )


def office(*parts: str) -> bytes:
    """A zip with these parts: what docx, xlsx, pptx and ofd are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE container whose directory names these streams ([MS-CFB] 2.2 and 2.6)."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")  # the directory is the second sector
    directory = bytearray()
    for name in ("Root Entry", *streams):
        coded = name.encode("utf-16-le")
        directory += coded.ljust(64, b"\0") + (len(coded) + 2).to_bytes(2, "little") + bytes(62)
    return bytes(head) + bytes(512) + bytes(directory.ljust(1024, b"\0"))


def pdf(pages: int = 2) -> bytes:
    """A PDF of empty A4 pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
