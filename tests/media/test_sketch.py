"""The drawn pictures of the sample: what the desk reads from them is what was asked for."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from PIL import Image

from civdesk.media import sketch


@pytest.mark.parametrize("scene", [*sketch._SCENES, "别的"])
def test_every_scene_is_a_picture_with_its_time(scene: str) -> None:
    drawn = sketch.photo(scene, "文明交通 志愿同行", 7, taken=datetime(2026, 3, 5, 9, 30))
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("JPEG", (1280, 960))
        assert image.getexif().get_ifd(0x8769)[0x9003] == "2026:03:05 09:30:00"
        image.load()


def test_the_same_seed_draws_the_same_picture() -> None:
    assert sketch.photo("hall", "", 1) == sketch.photo("hall", "", 1)
    assert sketch.photo("hall", "", 1) != sketch.photo("hall", "", 2)


def test_a_paper_is_one_page() -> None:
    drawn = sketch.page("签到表", ["事项：植树"], number="示交〔2026〕", stamp="示例县交通运输局")
    assert drawn.startswith(b"%PDF") and drawn.count(b"/Type /Page\n") == 1
