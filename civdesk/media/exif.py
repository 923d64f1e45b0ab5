"""EXIF of an opened picture: when, where and with what it was taken. Nonsense in it stops nothing."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger(__name__)

_MAKE, _MODEL, _ORIENTATION, _MAKER_NOTE = 0x010F, 0x0110, 0x0112, 0x927C
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_ORIGINAL, _DIGITIZED = 0x9003, 0x9004
_JPEG_SEGMENT = 65_533 - 6  # bytes an APP1 segment holds beside its own mark

_DATE = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T]+(\d{1,2}):(\d{1,2}):(\d{1,2})")
_ZERO_CLOCKS = ("1904-01-01", "1970-01-01")  # counted from zero: the clock was never set
_EARLIEST = 1840


@dataclass(frozen=True, slots=True)
class Said:
    """What EXIF says, checked; what is nonsense is left out, with a Chinese warning."""

    orientation: int = 1
    taken_at: str | None = None
    latitude: int | None = None  # degrees × 10⁷
    longitude: int | None = None
    camera: str = ""
    warnings: tuple[str, ...] = ()


def read(image: Image.Image) -> Said:
    """Read what the desk wants to know. Raises nothing.

    The date is DateTimeOriginal, else DateTimeDigitized. DateTime is when the file was last changed (by
    an editor, or by being turned on the phone): it is never taken for the date of the picture, not even
    where it is the only one; the clerk can enter it by hand.
    """
    warnings: list[str] = []
    try:
        tags = _tags(image)
        main = dict(tags)
        detail = {**main, **_sub(tags, _EXIF_IFD)}
        gps = _sub(tags, _GPS_IFD)
    except Exception as error:  # damaged EXIF makes Pillow raise whatever happens to fail
        log.info("EXIF unreadable: %r", error)
        return Said(warnings=("EXIF 信息已损坏，没有读出拍摄时间和地点。",))
    taken_at = None
    for tag in (_ORIGINAL, _DIGITIZED):
        taken_at, wrong = _date(_text(detail.get(tag)))
        if wrong:
            warnings.append(f"照片记录的拍摄时间“{wrong}”无效，未采用。")
        if taken_at:
            break
    latitude, longitude, wrong = _place(gps)
    if wrong:
        warnings.append(wrong)
    return Said(_turn(main), taken_at, latitude, longitude, _camera(main), tuple(warnings))


def orientation(image: Image.Image) -> int:
    """How the picture must be turned to stand upright: 1 (as it is) to 8, as EXIF counts."""
    try:
        return _turn(dict(_tags(image)))
    except Exception:  # damaged EXIF: as it is
        return 1


def for_jpeg(image: Image.Image) -> bytes | None:
    """The EXIF of a picture for its upright JPEG copy: everything, but standing upright.

    What a JPEG segment cannot hold (64 KB) loses the maker's private note first.
    """
    try:
        raw = image.info.get("exif")
        if isinstance(raw, bytes) and orientation(image) == 1 and len(raw) <= _JPEG_SEGMENT:
            return raw  # as it came, with the maker's note, whose inner offsets a rewriting breaks
        tags = _tags(image)
        if not tags:
            return None
        tags[_ORIENTATION] = 1
        made = tags.tobytes()
        if len(made) > _JPEG_SEGMENT:
            tags.get_ifd(_EXIF_IFD).pop(_MAKER_NOTE, None)
            made = tags.tobytes()
        return made if len(made) <= _JPEG_SEGMENT else None
    except Exception as error:
        log.info("EXIF not carried over: %r", error)
        return None


def _tags(image: Image.Image) -> Image.Exif:
    """What Pillow's own reading gives; that of PNG would first decode the whole picture, in search of EXIF
    behind it."""
    from PIL import Image

    return Image.Image.getexif(image)


def _sub(tags: Image.Exif, which: int) -> dict[int, Any]:
    try:
        return dict(tags.get_ifd(which))
    except Exception as error:  # one damaged directory must not cost the others
        log.info("EXIF directory %#x unreadable: %r", which, error)
        return {}


def _turn(main: dict[int, Any]) -> int:
    value = main.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _text(value: Any) -> str:
    """A tag as text, however the camera wrote it."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    return "".join(char for char in value.split("\0")[0] if char.isprintable()).strip()


def _camera(main: dict[int, Any]) -> str:
    make, model = _text(main.get(_MAKE)), _text(main.get(_MODEL))
    known = model.casefold().startswith(make.casefold()) if make else True
    return (model if known else f"{make} {model}".strip())[:100]


def _date(text: str) -> tuple[str | None, str]:
    """The date as ISO text, or the text that is none (cameras write zeros or blanks for "not known")."""
    if not text.strip(" :0-/.T"):
        return None, ""
    found = _DATE.match(text)
    if found:
        try:
            at = datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]
        except ValueError:
            pass
        else:
            day = at.date().isoformat()
            if at.year >= _EARLIEST and day not in _ZERO_CLOCKS:
                return at.isoformat(), ""
    return None, text[:30]


def _place(gps: dict[int, Any]) -> tuple[int | None, int | None, str]:
    """Latitude and longitude in degrees × 10⁷, or why they were left out."""
    if 2 not in gps or 4 not in gps:
        return None, None, ""
    try:
        latitude = _degrees(gps[2], _text(gps.get(1)), "N", "S")
        longitude = _degrees(gps[4], _text(gps.get(3)), "E", "W")
    except (TypeError, ValueError, ArithmeticError):
        return None, None, "照片记录的经纬度读不出来，未采用。"
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None, None, "照片记录的经纬度超出范围，未采用。"
    if latitude == longitude == 0:
        return None, None, "照片记录的经纬度为 0，说明没有定位，未采用。"
    return round(latitude * 10**7), round(longitude * 10**7), ""


def _degrees(value: Any, ref: str, plus: str, minus: str) -> Fraction:
    """Degrees of (degrees, minutes, seconds). Raises TypeError, ValueError, ArithmeticError on nonsense."""
    parts = [Fraction(str(part)) if isinstance(part, float) else _exact(part) for part in value]
    letter = ref[:1].upper()
    if not 1 <= len(parts) <= 3 or min(parts) < 0 or letter not in (plus, minus):
        raise ValueError(value)
    degrees = sum((part / 60**place for place, part in enumerate(parts)), Fraction(0))
    return -degrees if letter == minus else degrees


def _exact(part: Any) -> Fraction:
    """Pillow's rational without rounding; a zero denominator raises."""
    if hasattr(part, "numerator") and hasattr(part, "denominator"):
        return Fraction(int(part.numerator), int(part.denominator))
    return Fraction(part)
