"""The text inside documents: Word, slides, sheets, plain text in two codings, PDF; and of none of them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.media import textlayer

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**parts: str) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    stream.seek(0)
    return stream


def word(body: str) -> io.BytesIO:
    return zipped(word__document=f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')


def pdf(text: str) -> bytes:
    """A page with one line in a font that every reader has."""
    content = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return out + head + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_word_joins_runs_and_keeps_paragraphs() -> None:
    runs = "<w:p><w:r><w:t>关于清</w:t></w:r><w:r><w:t>明祭扫</w:t></w:r></w:p><w:p><w:t>通知</w:t></w:p>"
    assert textlayer.text(word(runs), "docx") == "关于清明祭扫\n通知"


def test_sheets_and_slides() -> None:
    strings = '<sst xmlns="x"><si><t>清明</t></si><si><r><t>志</t></r><r><t>愿</t></r></si></sst>'
    cells = '<worksheet xmlns="x"><c><v>12</v></c><c t="inlineStr"><is><t>直接写的</t></is></c></worksheet>'
    book = zipped(xl__sharedStrings=strings, xl__worksheets__sheet1=cells)
    assert textlayer.text(book, "xlsx").split() == ["清明", "志愿", "直接写的"]
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>讲堂</a:t></a:r></a:p></p:sld>'
    assert textlayer.text(zipped(ppt__slides__slide1=slide), "pptx") == "讲堂"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text(coding: str) -> None:
    assert (
        textlayer.text(io.BytesIO("姓名,单位\r\n张三,交通局".encode(coding)), "csv")
        == "姓名,单位\n张三,交通局"
    )


def test_pdf_with_a_text_layer() -> None:
    assert textlayer.text(io.BytesIO(pdf("Plan 2026")), "pdf") == "Plan 2026"


def test_only_the_beginning_of_a_long_one() -> None:
    assert len(textlayer.text(io.BytesIO("长".encode() * 300_000), "txt")) == textlayer.LONGEST
    assert (
        len(textlayer.text(word("<w:p><w:t>" + "长" * 300_000 + "</w:t></w:p>"), "docx")) == textlayer.LONGEST
    )


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]><w:document xmlns:w="w"><w:t>&a;</w:t></w:document>'
    assert textlayer.text(zipped(word__document=bomb), "docx") == ""


@given(
    data=st.binary(max_size=400),
    form=st.sampled_from(["docx", "xlsx", "pptx", "odt", "txt", "csv", "pdf", "doc"]),
)
def test_anything_else_has_none(data: bytes, form: str) -> None:
    textlayer.text(io.BytesIO(data), form).encode()
    textlayer.text(io.BytesIO(b"PK\x03\x04" + data), form).encode()


@given(cut=st.integers(0, 400))
def test_a_cut_off_document(cut: int) -> None:
    data = word("<w:p><w:t>清明祭扫</w:t></w:p>").getvalue()[:cut]
    assert textlayer.text(io.BytesIO(data), "docx") in ("", "清明祭扫")


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@given(at=st.integers(60, 120), byte=st.integers(0, 255))
def test_a_damaged_document(how: int, at: int, byte: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as package:
        package.writestr("word/document.xml", "<w:t xmlns:w='w'>" + "清明祭扫" * 50 + "</w:t>")
    data = bytearray(stream.getvalue())
    data[at] = byte
    textlayer.text(io.BytesIO(bytes(data)), "docx").encode()
