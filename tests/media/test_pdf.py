"""PDF: pages and the first of them as a picture; what cannot be opened is said."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from civdesk.errors import Damaged
from civdesk.media import pdf
from tests.media import drawing


def test_pages_and_the_first_one(tmp_path: Path) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(drawing.pdf(3))
    for source in (path, path.read_bytes(), io.BytesIO(path.read_bytes())):
        said = pdf.facts(source, 320)
        assert (said.pages, said.warnings, said.damaged) == (3, (), False)
        assert said.preview
        assert max(said.preview.width, said.preview.height) in (320, 321)
        assert Image.open(io.BytesIO(said.preview.data)).getpixel((5, 5)) == (255, 255, 255)


def test_what_cannot_be_opened_is_said() -> None:
    said = pdf.facts(b"%PDF-1.7\nnot really", 320)
    assert (said.pages, said.preview, said.damaged) == (None, None, True)
    assert "打不开" in said.warnings[0]


def test_some_pages_as_a_file_and_as_pictures(tmp_path: Path) -> None:
    data = drawing.pdf(5)
    assert pdf.count(data) == 5
    pdf.extract(io.BytesIO(data), 2, 4, tmp_path / "部分.pdf")
    assert pdf.count(tmp_path / "部分.pdf") == 3
    made = pdf.page_pictures(data, [1, 5], 200)
    assert [max(one.width, one.height) in (200, 201) for one in made if one] == [True, True]
    with pytest.raises(Damaged, match="打不开"):
        pdf.extract(b"%PDF-1.7\nnot really", 1, 1, tmp_path / "坏.pdf")


def test_several_at_once() -> None:
    data = drawing.pdf(1)
    with ThreadPoolExecutor(4) as pool:
        assert {said.pages for said in pool.map(lambda _: pdf.facts(data, 100), range(40))} == {1}
