"""Files are what their content says, whatever they are called."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.media.sniff import HEAD, claims_picture, extension, sniff, sniff_stream
from tests.media import drawing
from tests.media.drawing import DATA, office, ole, saved, scene

PICTURES = {
    "jpeg": drawing.jpeg(),
    "png": saved(scene(), "PNG"),
    "gif": saved(scene(mode="P"), "GIF"),
    "bmp": saved(scene(), "BMP"),
    "tiff": saved(scene(), "TIFF"),
    "webp": saved(scene(), "WEBP"),
    "avif": saved(scene(), "AVIF"),
    "heic": (DATA / "drawn.heic").read_bytes(),
}
CONTENTS = [
    *((data, "photo", form) for form, data in PICTURES.items()),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "photo", "avif"),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "photo", "heic"),
    (b"\0\0\0\x14ftypmif1\0\0\0\0mif1", "photo", "heif"),
    (drawing.video(3), "video", "mp4"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video", "mov"),
    (b"\0\0\0\x08wide\0\0\0\x40mdat", "video", "mov"),
    (b"\0\0\0\x14ftyp3gp5\0\0\0\0isom", "video", "3gp"),
    (b"RIFF\0\0\0\0AVI LIST", "video", "avi"),
    (b"\x1aE\xdf\xa3" + bytes(20), "video", "mkv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(20), "video", "wmv"),
    (b"\0\0\x01\xba" + bytes(20), "video", "mpeg"),
    ((b"\x47" + bytes(187)) * 4, "video", "ts"),
    (b"ID3\x03" + bytes(20), "audio", "mp3"),
    (b"\xff\xfb\x90\x64" + bytes(400), "audio", "mp3"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio", "wav"),
    (b"\0\0\0\x14ftypM4A \0\0\0\0isom", "audio", "m4a"),
    (b"#!AMR\n" + bytes(20), "audio", "amr"),
    (b"%PDF-1.7\n", "document", "pdf"),
    (office("word/document.xml"), "document", "docx"),
    (office("xl/workbook.xml"), "document", "xlsx"),
    (office("ppt/presentation.xml"), "document", "pptx"),
    (office("OFD.xml"), "document", "ofd"),
    (office("photo.txt"), "other", "zip"),
    (ole("WordDocument"), "document", "doc"),
    (ole("Workbook"), "document", "xls"),
    (ole("PowerPoint Document"), "document", "ppt"),
    (ole("__nameid_version1.0"), "other", "ole"),
    (b"Rar!\x1a\x07\x01\0", "other", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "other", "7z"),
    ("本文件夹为各股室报送的活动照片。".encode(), "document", "txt"),
    ("本文件夹为各股室报送的活动照片。".encode("gb18030"), "document", "txt"),
    ("各股室".encode("utf-16"), "document", "txt"),
    (b"\x00\x01\x02\x03" * 20, "other", "bin"),
]


@pytest.mark.parametrize(("data", "kind", "form"), CONTENTS, ids=lambda value: str(value)[:12])
def test_the_content_decides(data: bytes, kind: str, form: str) -> None:
    found = sniff_stream(io.BytesIO(data), "没有扩展名")
    assert (found.kind, found.format) == (kind, form)


@pytest.mark.parametrize(
    ("data", "name", "kind", "form"),
    [
        (PICTURES["png"], "活动.jpg", "photo", "png"),
        (PICTURES["jpeg"], "活动.docx", "photo", "jpeg"),
        (office("word/document.xml"), "通知.docm", "document", "docm"),
        (office("word/document.xml"), "通知.jpg", "document", "docx"),
        (ole("WordDocument"), "通知.wps", "document", "wps"),
        (ole("Workbook"), "台账.et", "document", "et"),
        (ole("PowerPoint Document"), "汇报.dps", "document", "dps"),
        (ole("EncryptedPackage", "EncryptionInfo"), "加密.xlsx", "document", "xlsx"),
        ("工号,姓名\n0001,张三".encode("gb18030"), "花名册.csv", "document", "csv"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "标志.svg", "other", "svg"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "录音.wma", "audio", "wma"),
        (b"II*\0\x10\0\0\0CR\x02\0", "IMG_0001.CR2", "other", "cr2"),
        (PICTURES["tiff"], "DSC_0001.NEF", "other", "nef"),
        (b"\x01\x02\x00\x03", "图纸.dwg", "other", "dwg"),
    ],
)
def test_the_extension_only_refines(data: bytes, name: str, kind: str, form: str) -> None:
    found = sniff_stream(io.BytesIO(data), name)
    assert (found.kind, found.format) == (kind, form)


def test_text_cut_inside_a_character_is_still_text() -> None:
    for encoding in ("utf-8", "gb18030"):
        data = ("一" + "文" * HEAD).encode(encoding)
        assert sniff(b"a" + data[: HEAD - 1], "说明.txt").format == "txt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.JPG", "jpg"),
        (".gitignore", ""),
        ("说明", ""),
        ("方案.2026年", ""),
        ("a.tar.gz", "gz"),
        ("v1.20", ""),
    ],
)
def test_extension(name: str, expected: str) -> None:
    assert extension(name) == expected


def test_what_claims_to_be_a_picture() -> None:
    assert all(claims_picture(f"活动.{end}") for end in ("jpg", "JPEG", "png", "heic", "webp", "tif"))
    assert not any(claims_picture(name) for name in ("活动.txt", "jpg", "活动.svg", "活动.jpg.zip"))


@given(st.binary(max_size=600), st.sampled_from(["", "a.jpg", "a.zip", "a.doc", "a.txt", "a.mp4"]))
def test_no_content_upsets_it(data: bytes, name: str) -> None:
    assert sniff_stream(io.BytesIO(data), name).kind


@given(
    st.sampled_from([office("word/document.xml"), ole("WordDocument"), drawing.video(1)]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=20),
    st.integers(0, 2000),
)
def test_no_damage_upsets_it(data: bytes, changes: list[tuple[int, int]], end: int) -> None:
    damaged = bytearray(data)
    for at, byte in changes:
        damaged[at % len(damaged)] = byte
    assert sniff_stream(io.BytesIO(damaged[: end or None]), "附件").kind
