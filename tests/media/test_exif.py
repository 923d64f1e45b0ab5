"""What EXIF says is taken where it can be true, and nonsense in it is left out with a warning."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.TiffImagePlugin import IFDRational

from civdesk.media import exif, pictures
from tests.media import drawing
from tests.media.drawing import jpeg, saved, scene

PLACE = {1: "N", 2: (43.0, 28.0, 2.814), 3: "E", 4: (11.0, 53.0, 6.456)}


def facts(**tags: Any) -> pictures.PictureFacts:
    return pictures.facts(jpeg(scene(16, 12), **tags))


def test_the_original_date_is_the_date() -> None:
    said = facts(
        original="2026:03:18 09:30:12", digitized="2026:04:01 00:00:00", changed="2026:05:01 00:00:00"
    )
    assert (said.taken_at, said.warnings) == ("2026-03-18T09:30:12", ())


def test_without_it_the_date_of_digitizing() -> None:
    assert facts(digitized="2026:04:01 10:00:00").taken_at == "2026-04-01T10:00:00"
    assert (
        facts(original="0000:00:00 00:00:00", digitized="2026:04:01 10:00:00").taken_at
        == "2026-04-01T10:00:00"
    )


def test_the_date_of_the_last_change_is_never_taken() -> None:
    assert facts(changed="2026:05:01 00:00:00", make="samsung", model="SM-G930F").taken_at is None


@pytest.mark.parametrize("text", ["", " ", "0000:00:00 00:00:00", "    :  :     :  :  "])
def test_an_unset_clock_is_no_fault(text: str) -> None:
    said = facts(original=text)
    assert (said.taken_at, said.warnings) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "2024:13:45 99:99:99",
        "2026:02:30 10:00:00",
        "2026:01:01 24:00:00",
        "1970:01:01 08:00:00",
        "1904:01:01 00:00:00",
        "0001:01:01 01:01:01",
        "2026:03:18",
        "yesterday",
    ],
)
def test_an_impossible_date_is_left_out_and_said(text: str) -> None:
    said = facts(original=text)
    assert said.taken_at is None
    assert said.warnings == (f"照片记录的拍摄时间“{text}”无效，未采用。",)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.sampled_from([":", "-", "/", "."]))
def test_any_real_date_comes_through(at: datetime, sign: str) -> None:
    at = at.replace(microsecond=0)
    said = facts(original=at.strftime(f"%Y{sign}%m{sign}%d %H:%M:%S"))
    assert said.taken_at == at.isoformat()


@given(st.text(max_size=30).filter(lambda text: text.isascii()))
def test_any_other_text_upsets_nothing(text: str) -> None:
    said = facts(original=text)
    assert said.taken_at is None or said.taken_at[:4].isdigit()


def test_a_place() -> None:
    said = facts(gps=PLACE)
    assert (said.latitude, said.longitude) == (434674483, 118851267)
    said = facts(gps={**PLACE, 1: "S", 3: "W"})
    assert (said.latitude, said.longitude) == (-434674483, -118851267)


@given(
    st.integers(0, 89),
    st.integers(0, 59),
    st.integers(0, 59_999),
    st.sampled_from("NS"),
    st.sampled_from("EW"),
)
def test_any_place_comes_through(degrees: int, minutes: int, thousandths: int, north: str, east: str) -> None:
    seconds = IFDRational(thousandths, 1000)
    if degrees == minutes == thousandths == 0:
        return
    said = facts(gps={1: north, 2: (degrees, minutes, seconds), 3: east, 4: (degrees, minutes, seconds)})
    expected = round((degrees + Fraction(minutes, 60) + Fraction(thousandths, 3_600_000)) * 10**7)
    assert said.latitude == (expected if north == "N" else -expected)
    assert said.longitude == (expected if east == "E" else -expected)


@pytest.mark.parametrize(
    ("gps", "why"),
    [
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, "为 0"),
        ({**PLACE, 2: (91.0, 0.0, 0.0)}, "超出范围"),
        ({**PLACE, 4: (180.0, 0.0, 1.0)}, "超出范围"),
        ({**PLACE, 2: (IFDRational(0, 0), 0, 0)}, "读不出来"),
        ({**PLACE, 1: "?"}, "读不出来"),
        ({2: PLACE[2], 4: PLACE[4]}, "读不出来"),
    ],
)
def test_an_impossible_place_is_left_out_and_said(gps: dict[int, Any], why: str) -> None:
    said = facts(gps=gps)
    assert (said.latitude, said.longitude) == (None, None)
    assert [why in text for text in said.warnings] == [True]


def test_half_a_place_is_none() -> None:
    said = facts(gps={1: "N", 2: (43.0, 28.0, 2.8)})
    assert (said.latitude, said.longitude, said.warnings) == (None, None, ())


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("Apple", "iPhone 6", "Apple iPhone 6"),
        ("", "X", "X"),
        ("", "", ""),
    ],
)
def test_the_camera(make: str, model: str, camera: str) -> None:
    assert facts(make=make, model=model).camera == camera


def test_damaged_exif_stops_nothing() -> None:
    data = jpeg(original="2026:03:18 09:30:12", make="Canon")
    at = data.index(b"Exif\0\0") + 6
    for broken in (b"MM\0*\xff\xff\xff\xff", b"garbage!", b"II*\0\x08\0\0\0\xff\xff"):
        changed = data[:at] + broken + data[at + len(broken) :]
        seen = pictures.examine(changed, 16)
        assert seen.preview
        assert not seen.damaged


def test_exif_of_a_copy_fits_into_a_jpeg() -> None:
    tags = drawing.exif(original="2026:03:18 09:30:12", orientation=6, make="Canon")
    tags.get_ifd(drawing.EXIF)[0x927C] = b"x" * 70_000  # a maker's note larger than JPEG can hold
    copy = pictures.jpeg_copy(saved(scene(), "PNG", exif=tags))
    said = pictures.facts(copy)
    assert (said.taken_at, said.camera, said.orientation) == ("2026-03-18T09:30:12", "Canon", 1)


def test_a_colour_profile_goes_along() -> None:
    import io

    from PIL import Image, ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copy = pictures.jpeg_copy(saved(scene(), "PNG", icc_profile=profile))
    assert Image.open(io.BytesIO(copy)).info["icc_profile"] == profile


def test_orientation_of_what_cannot_be_read_is_upright() -> None:
    from PIL import Image

    assert exif.orientation(Image.new("RGB", (1, 1))) == 1
    assert facts(orientation=9).orientation == 1
