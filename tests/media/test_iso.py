"""Films and recordings: how long, and whether the copy was broken off."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from civdesk.media import iso
from tests.media.drawing import DATA, box, video


def test_how_long() -> None:
    assert iso.seconds(io.BytesIO(video(754))) == 754


def test_a_long_header_counts_too() -> None:
    header = b"\x01" + bytes(19) + (600).to_bytes(4, "big") + (90_000).to_bytes(8, "big") + bytes(40)
    assert iso.seconds(io.BytesIO(box(b"moov", box(b"mvhd", header)))) == 150


def test_no_header_or_none_worth_believing() -> None:
    unknown = bytes(12) + (1000).to_bytes(4, "big") + b"\xff" * 4 + bytes(20)
    for data in (b"", b"\0" * 40, box(b"mdat", b"x"), box(b"moov", box(b"mvhd", bytes(40)))):
        assert iso.seconds(io.BytesIO(data)) is None
    assert iso.seconds(io.BytesIO(box(b"moov", box(b"mvhd", unknown)))) is None


def test_whole_or_broken_off() -> None:
    data = video(3, size=5000)
    assert iso.is_whole(io.BytesIO(data))
    assert iso.is_whole(io.BytesIO(data + b"\0" * 20)), "what programs append is no damage"
    assert iso.is_whole(io.BytesIO(box(b"ftyp", b"mp42") + b"\0\0\0\0mdat" + b"x" * 9)), "size 0: to the end"
    assert not iso.is_whole(io.BytesIO(data[:-1]))
    assert not iso.is_whole(io.BytesIO(data[:2000]))
    assert not iso.is_whole(io.BytesIO(b""))


@given(st.binary(max_size=300), st.integers(0, 1500))
def test_nothing_upsets_it(data: bytes, at: int) -> None:
    heic = (DATA / "drawn.heic").read_bytes()
    for content in (data, heic[:at] + data + heic[at + len(data) :]):
        iso.is_whole(io.BytesIO(content))
        iso.seconds(io.BytesIO(content))
        iso.with_thumbnail_first(content)
        assert iso.padded(content).startswith(content)
