"""Drawn pictures for the sample workspace: flat scenes that look like an activity, never a real photo."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]

_FONTS = (
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
_COATS: tuple[Colour, ...] = (
    (196, 62, 58), (214, 78, 66), (58, 104, 150), (70, 120, 110), (236, 180, 84),
    (120, 96, 140), (60, 70, 90),
)  # fmt: skip
_SKIN: Colour = (240, 205, 178)
_HAIR: Colour = (48, 42, 40)


def photo(
    scene: str, banner: str, seed: int, *, size: tuple[int, int] = (1280, 960), taken: datetime | None = None
) -> bytes:
    """A JPEG of a drawn scene with a red banner, with the time it was “taken” in its EXIF.

    Scenes: planting, nature, street, home, hall, meeting, tomb, hill, sport, board, donate, stage;
    another word draws a street. The same seed draws the same picture.
    """
    width, height = size
    chance = random.Random(f"{scene}/{seed}")
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    _SCENES.get(scene, _street)(draw, width, height, chance)
    _banner(draw, width, height, banner, indoors=scene in _INDOORS)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "civdesk", "Sketch"
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, exif=exif)
    return out.getvalue()


def page(title: str, lines: list[str], *, number: str = "", stamp: str = "") -> bytes:
    """A one-page PDF that looks like a scanned office document: title, 文号, text, a round stamp."""
    width, height = 1240, 1754
    image = Image.new("RGB", (width, height), (253, 252, 249))
    draw = ImageDraw.Draw(image)
    y = 190
    if number:
        _centred(draw, number, width // 2, y, 34, (60, 60, 60))
        draw.line((150, y + 70, width - 150, y + 70), fill=(200, 40, 40), width=4)
        y += 130
    _centred(draw, title, width // 2, y, 50, (20, 20, 20))
    y += 140
    for line in lines:
        draw.text((150, y), line, font=_font(32), fill=(40, 40, 40))
        y += 66
    if stamp:
        cx, cy, r = width - 330, min(y + 180, height - 260), 120
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=(205, 50, 45), width=7)
        _star(draw, cx, cy, 34, (205, 50, 45))
        _centred(draw, stamp[:9], cx, cy + 52, 24, (205, 50, 45))
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    return out.getvalue()


# --- scenes ------------------------------------------------------------------------------------------


def _sky(draw: ImageDraw.ImageDraw, width: int, horizon: int, top: Colour, bottom: Colour) -> None:
    for y in range(horizon):
        part = y / horizon
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        draw.line((0, y, width, y), fill=mixed)


def _hills(
    draw: ImageDraw.ImageDraw, width: int, horizon: int, chance: random.Random, colour: Colour
) -> None:
    for layer in range(3):
        shade = tuple(max(0, c - 22 * layer) for c in colour)
        phase, swing = chance.uniform(0, 6), chance.uniform(50, 110) - 20 * layer
        line = [
            (x, horizon - 70 + 45 * layer - swing * math.sin(x / width * 6 + phase) - swing / 2)
            for x in range(0, width + 20, 20)
        ]
        draw.polygon([(0, horizon + 60), *line, (width, horizon + 60)], fill=shade)


def _tree(draw: ImageDraw.ImageDraw, x: float, y: float, s: float, leaf: Colour) -> None:
    draw.rectangle((x - 5 * s, y - 55 * s, x + 5 * s, y), fill=(112, 84, 62))
    for dx, dy, r in ((-22, -70, 30), (22, -70, 30), (0, -98, 36)):
        draw.ellipse((x + (dx - r) * s, y + (dy - r) * s, x + (dx + r) * s, y + (dy + r) * s), fill=leaf)


def _person(
    draw: ImageDraw.ImageDraw, x: float, y: float, s: float, chance: random.Random, coat: Colour | None = None
) -> None:
    """Somebody standing with the feet at (x, y); `s` is the scale."""
    coat = coat or chance.choice(_COATS)
    legs: Colour = chance.choice([(56, 62, 78), (72, 70, 74), (44, 52, 68)])
    draw.rounded_rectangle((x - 17 * s, y - 62 * s, x - 2 * s, y), 5 * s, fill=legs)
    draw.rounded_rectangle((x + 2 * s, y - 62 * s, x + 17 * s, y), 5 * s, fill=legs)
    draw.rounded_rectangle((x - 24 * s, y - 132 * s, x + 24 * s, y - 54 * s), 16 * s, fill=coat)
    lean = chance.choice([-1, 1])
    draw.line((x + 22 * s * lean, y - 118 * s, x + 40 * s * lean, y - 76 * s), fill=coat, width=round(12 * s))
    draw.ellipse((x + 40 * s * lean - 7 * s, y - 82 * s, x + 40 * s * lean + 7 * s, y - 68 * s), fill=_SKIN)
    draw.ellipse((x - 20 * s, y - 176 * s, x + 20 * s, y - 134 * s), fill=_SKIN)
    draw.pieslice((x - 21 * s, y - 179 * s, x + 21 * s, y - 135 * s), 180, 360, fill=_HAIR)


def _crowd(
    draw: ImageDraw.ImageDraw, width: int, ground: int, chance: random.Random, many: int, coat: Colour | None
) -> None:
    for row, scale in enumerate((0.95, 1.25)):
        for n in range(many):
            x = width * (n + 0.75 + 0.5 * row + chance.uniform(-0.12, 0.12)) / (many + 1)
            _person(draw, x, ground + row * 120 + chance.uniform(-12, 12), scale, chance, coat)


def _outdoors(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> int:
    horizon = round(height * 0.52)
    _sky(draw, width, horizon + 60, (150, 196, 226), (226, 238, 240))
    draw.rectangle((0, horizon, width, height), fill=(150, 178, 120))
    return horizon


def _planting(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    _hills(draw, width, horizon, chance, (138, 176, 132))
    draw.rectangle((0, horizon + 30, width, height), fill=(168, 144, 106))
    for n in range(7):
        _tree(draw, width * (n + 0.5) / 7, horizon + 120 + 40 * (n % 2), 0.8, (88, 146, 88))
    _crowd(draw, width, height - 190, chance, 5, (196, 62, 58))
    for n in range(5):
        x = width * (n + 0.5) / 5
        draw.line((x, height - 60, x + 8, height - 190), fill=(120, 90, 60), width=8)
        draw.ellipse((x - 26, height - 236, x + 40, height - 176), fill=(104, 160, 92))


def _nature(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    _hills(draw, width, horizon, chance, (120, 168, 140))
    for n in range(9):
        _tree(draw, width * n / 8 + chance.uniform(-30, 30), horizon + 90 + chance.uniform(0, 40), 1.2,
              (86, 140 + n * 3, 92))  # fmt: skip
    draw.polygon([(width * 0.35, height), (width * 0.48, horizon + 80), (width * 0.54, horizon + 80),
                  (width * 0.8, height)], fill=(214, 202, 172))  # fmt: skip
    _crowd(draw, width, height - 170, chance, 4, (58, 130, 104))


def _street(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    for n in range(7):
        tall = chance.randint(150, 330)
        left = width * n / 7
        wall = chance.choice([(222, 214, 200), (206, 212, 216), (232, 220, 196), (200, 204, 196)])
        draw.rectangle((left, horizon - tall, left + width / 7 - 6, horizon + 40), fill=wall)
        for row in range(tall // 52):
            for column in range(3):
                x, y = left + 22 + column * 52, horizon - tall + 22 + row * 52
                draw.rectangle((x, y, x + 28, y + 30), fill=(150, 176, 190))
    draw.rectangle((0, horizon + 40, width, height), fill=(176, 178, 176))
    for n in range(9):
        x = width * n / 9
        draw.polygon(
            [(x, height), (x + 70, height), (x + 100, height - 130), (x + 50, height - 130)],
            fill=(228, 228, 224),
        )
    _crowd(draw, width, height - 190, chance, 4, (214, 78, 66))


def _room(draw: ImageDraw.ImageDraw, width: int, height: int, wall: Colour) -> int:
    floor = round(height * 0.68)
    draw.rectangle((0, 0, width, floor), fill=wall)
    draw.rectangle((0, floor - 16, width, floor), fill=tuple(max(0, c - 26) for c in wall))
    draw.rectangle((0, floor, width, height), fill=(190, 166, 136))
    return floor


def _hall(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    floor = _room(draw, width, height, (238, 230, 216))
    draw.rectangle((width * 0.3, floor - 330, width * 0.7, floor - 100), fill=(70, 106, 128))
    draw.rectangle((width * 0.31, floor - 320, width * 0.69, floor - 110), fill=(222, 232, 234))
    for n in range(4):
        y = floor - 290 + n * 44
        draw.rectangle(
            (width * 0.35, y, width * (0.45 + chance.random() * 0.2), y + 16), fill=(140, 164, 172)
        )
    _person(draw, width * 0.2, floor + 20, 1.25, chance, (60, 70, 90))
    draw.rectangle((width * 0.22, floor - 90, width * 0.28, floor + 30), fill=(150, 110, 80))
    _heads(draw, width, height, floor, chance)


def _heads(draw: ImageDraw.ImageDraw, width: int, height: int, floor: int, chance: random.Random) -> None:
    for row in range(3):
        y, many = floor + 110 + row * 95, 8 + row
        for n in range(many):
            x = width * (n + 0.5 + 0.3 * (row % 2)) / many
            coat = chance.choice(_COATS)
            r = 26 + row * 5
            draw.rounded_rectangle((x - r * 1.3, y, x + r * 1.3, y + 130), 24, fill=coat)
            draw.ellipse((x - r, y - r * 1.7, x + r, y + r * 0.4), fill=_HAIR)


def _meeting(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    floor = _room(draw, width, height, (226, 232, 230))
    for n in range(3):
        x = width * (0.08 + 0.32 * n)
        draw.rectangle((x, 240, x + width * 0.2, 430), fill=(176, 206, 220))
        draw.line((x + width * 0.1, 240, x + width * 0.1, 430), fill=(240, 240, 240), width=8)
    for n in range(7):
        _person(draw, width * (n + 0.8) / 7.6, floor + 70, 1.1, chance)
    draw.polygon([(60, height), (190, floor + 40), (width - 190, floor + 40), (width - 60, height)],
                 fill=(158, 112, 78))  # fmt: skip
    for n in range(6):
        x = width * (0.2 + 0.115 * n)
        draw.polygon([(x, floor + 120), (x + 70, floor + 120), (x + 78, floor + 165), (x - 6, floor + 165)],
                     fill=(250, 250, 246))  # fmt: skip


def _tomb(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    _hills(draw, width, horizon, chance, (118, 150, 128))
    for n in range(8):
        x = width * n / 7
        draw.polygon(
            [(x - 50, horizon + 110), (x, horizon - 130), (x + 50, horizon + 110)], fill=(66, 104, 82)
        )
    draw.rectangle((width * 0.46, horizon - 250, width * 0.54, horizon + 60), fill=(206, 206, 200))
    draw.rectangle((width * 0.38, horizon + 60, width * 0.62, horizon + 110), fill=(190, 190, 184))
    _star(draw, round(width * 0.5), horizon - 210, 24, (196, 62, 58))
    for n in range(7):
        x = width * (0.36 + 0.045 * n)
        draw.ellipse((x - 16, horizon + 96, x + 16, horizon + 128), fill=(246, 236, 160))
    _crowd(draw, width, height - 180, chance, 5, (60, 70, 90))


def _hill(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    _hills(draw, width, horizon + 30, chance, (186, 160, 104))
    for n in range(11):
        _tree(draw, width * n / 10 + chance.uniform(-40, 40), horizon + 130 + 50 * (n % 3), 1.0,
              chance.choice([(206, 132, 62), (190, 96, 58), (214, 168, 74)]))  # fmt: skip
    for n in range(8):
        y = height - n * 52
        draw.rectangle((width * (0.3 + 0.02 * n), y - 40, width * (0.7 - 0.02 * n), y - 4),
                       fill=(212 - 5 * n, 206 - 5 * n, 194 - 5 * n))  # fmt: skip
    _crowd(draw, width, height - 220, chance, 5, None)


def _sport(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    horizon = _outdoors(draw, width, height, chance)
    draw.rectangle((0, horizon - 40, width, horizon + 20), fill=(190, 196, 200))
    draw.rectangle((0, horizon + 20, width, height), fill=(184, 112, 84))
    draw.line((0, horizon + 130, width, horizon + 130), fill=(244, 240, 232), width=8)
    draw.ellipse((width * 0.32, horizon + 190, width * 0.68, height - 60), outline=(244, 240, 232), width=8)
    draw.line((width * 0.9, horizon + 30, width * 0.9, horizon - 260), fill=(90, 94, 100), width=14)
    draw.rectangle((width * 0.8, horizon - 280, width * 0.9, horizon - 150), fill=(240, 240, 238))
    draw.ellipse(
        (width * 0.8 - 30, horizon - 180, width * 0.8 + 60, horizon - 150), outline=(214, 78, 66), width=8
    )
    for n, coat in enumerate(((58, 104, 150), (214, 78, 66)) * 4):
        _person(draw, width * (n + 0.7) / 9, height - 110 - chance.randint(0, 190), 1.1, chance, coat)
    x, y = width * 0.62, horizon - 30
    draw.ellipse((x - 28, y - 28, x + 28, y + 28), fill=(226, 132, 58), outline=(120, 66, 30), width=4)


def _board(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    floor = _room(draw, width, height, (224, 226, 222))
    draw.rectangle((width * 0.1, 210, width * 0.9, floor - 30), fill=(150, 44, 40))
    for n in range(4):
        left = width * (0.12 + 0.194 * n)
        draw.rectangle((left, 235, left + width * 0.18, floor - 55), fill=(250, 246, 236))
        draw.rectangle((left + 14, 250, left + width * 0.18 - 14, 330),
                       fill=chance.choice([(196, 62, 58), (70, 120, 110), (58, 104, 150)]))  # fmt: skip
        for row in range(6):
            y = 350 + row * 36
            draw.rectangle((left + 16, y, left + width * (0.1 + 0.06 * chance.random()), y + 12),
                           fill=(176, 172, 162))  # fmt: skip
    for n in range(3):
        _person(draw, width * (0.25 + 0.25 * n), height - 60, 1.3, chance)


def _donate(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    floor = _room(draw, width, height, (240, 228, 214))
    _heart(draw, width // 2, floor - 260, 90, (206, 70, 64))
    draw.rectangle((width * 0.41, floor - 60, width * 0.59, floor + 130), fill=(196, 62, 58))
    draw.rectangle((width * 0.46, floor - 48, width * 0.54, floor - 36), fill=(90, 26, 24))
    for n in range(6):
        x = width * (0.1 + 0.05 * n if n < 3 else 0.55 + 0.13 * (n - 2) / 1.2)
        _person(draw, x + 40 * n, floor + 160 + 40 * (n % 2), 1.3, chance)


def _stage(draw: ImageDraw.ImageDraw, width: int, height: int, chance: random.Random) -> None:
    floor = _room(draw, width, height, (120, 36, 40))
    for n in range(16):
        x = width * n / 16
        draw.rectangle((x, 0, x + width / 32, floor - 16), fill=(140, 44, 46))
    for n in range(5):
        x = width * (n + 0.5) / 5
        draw.polygon([(x - 10, 0), (x + 10, 0), (x + 130, floor), (x - 130, floor)], fill=(156, 62, 58))
        _person(draw, x, floor + 60, 1.4, chance, (246, 236, 220))
        draw.rectangle((x - 26, floor - 50, x + 26, floor - 14), fill=(190, 150, 84))
    _heads(draw, width, height, floor + 60, chance)


_INDOORS = frozenset({"hall", "meeting", "board", "donate", "stage"})
_SCENES: dict[str, Callable[[ImageDraw.ImageDraw, int, int, random.Random], None]] = {
    "planting": _planting, "nature": _nature, "street": _street, "hall": _hall, "meeting": _meeting,
    "tomb": _tomb, "hill": _hill, "sport": _sport, "board": _board, "donate": _donate, "stage": _stage,
}  # fmt: skip


# --- small shapes ------------------------------------------------------------------------------------


def _banner(draw: ImageDraw.ImageDraw, width: int, height: int, text: str, *, indoors: bool) -> None:
    if not text:
        return
    size = min(54, round(width * 0.8 / max(len(text), 1)))
    top, tall = (96 if indoors else 70), size + 44
    half = min(width * 0.46, size * len(text) / 2 + 60)
    left, right = width / 2 - half, width / 2 + half
    if not indoors:
        for x in (left, right):
            draw.line((x, top, x, height * 0.62), fill=(120, 110, 100), width=8)
    draw.rectangle((left, top, right, top + tall), fill=(198, 40, 40))
    _centred(draw, text, width // 2, top + tall // 2, size, (255, 240, 200))


def _centred(draw: ImageDraw.ImageDraw, text: str, x: float, y: float, size: int, colour: Colour) -> None:
    draw.text((x, y), text, font=_font(size), fill=colour, anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for place in _FONTS:
        if Path(place).is_file():
            return ImageFont.truetype(place, size)
    return ImageFont.load_default(size)  # boxes instead of characters, but a picture all the same


def _star(draw: ImageDraw.ImageDraw, x: int, y: int, r: int, colour: Colour) -> None:
    points = []
    for n in range(10):
        far = r if n % 2 == 0 else r * 0.4
        angle = -math.pi / 2 + n * math.pi / 5
        points.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    draw.polygon(points, fill=colour)


def _heart(draw: ImageDraw.ImageDraw, x: int, y: int, r: int, colour: Colour) -> None:
    points = []
    for n in range(64):
        t = n / 64 * 2 * math.pi
        across = 16 * math.sin(t) ** 3
        up = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        points.append((x + across * r / 16, y - up * r / 16))
    draw.polygon(points, fill=colour)
