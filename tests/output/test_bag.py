"""The bag: bagit-python agrees that it is whole, and every change to it is named."""

from __future__ import annotations

import hashlib
import logging
import threading
import unicodedata
from datetime import date
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civdesk.domain import names
from civdesk.errors import Damaged
from civdesk.jobs import Cancelled, Monitor
from civdesk.output import bag

ON = date(2026, 5, 31)


def make(folder: Path, contents: dict[str, bytes]) -> None:
    sealed = {}
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        sealed[path] = bag.write(folder / path, [content[:3], content[3:]])
    (folder / "index.html").write_text("<p>迎检档案</p>", encoding="utf-8")
    bag.seal(folder, sealed, on=ON, info=[("Source-Organization", "某某局\n办公室")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "迎检档案"
    make(
        made,
        {
            "data/一 创建机制/1.1 计划/文件/001 年度计划.pdf": b"%PDF-1.7 plan",
            "data/一 创建机制/1.1 计划/照片/001 会场 😀.jpg": bytes(3_000_000),
            "data/一 创建机制/1.1 计划/照片/照片目录.xlsx": b"PK",
            "data/café/空.txt": b"",
        },
    )
    return made


def library_agrees(folder: Path) -> bool:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    return bool(bagit.Bag(str(folder)).is_valid())


def test_the_library_finds_it_whole_and_so_do_we(folder: Path) -> None:
    assert bag.verify(folder) == bag.Verification(True, [], [], [])
    assert library_agrees(folder)
    info = (folder / "bag-info.txt").read_text(encoding="utf-8")
    assert info == "Source-Organization: 某某局 办公室\nBagging-Date: 2026-05-31\nPayload-Oxum: 3000015.4\n"
    assert (folder / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_write_returns_what_sha256sum_says(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000
    got = bag.write(tmp_path / "a", (content[at : at + 70_000] for at in range(0, len(content), 70_000)))
    assert got == bag.Sealed(hashlib.sha256(content).hexdigest(), len(content)) == bag.digest(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == content
    with pytest.raises(FileExistsError):
        bag.write(tmp_path / "a", [b"other"])


def test_every_changed_missing_and_added_file_is_named(folder: Path) -> None:
    photo = folder / "data/一 创建机制/1.1 计划/照片/001 会场 😀.jpg"
    content = bytearray(photo.read_bytes())
    content[1_500_000] ^= 1
    photo.write_bytes(content)
    (folder / "data/一 创建机制/1.1 计划/文件/001 年度计划.pdf").unlink()
    (folder / "data/一 创建机制/1.1 计划/文件/补充.docx").write_bytes(b"new")
    (folder / "index.html").write_text("<p>changed</p>", encoding="utf-8")
    (folder / "备注.txt").write_text("hello", encoding="utf-8")
    assert bag.verify(folder) == bag.Verification(
        False,
        ["data/一 创建机制/1.1 计划/照片/001 会场 😀.jpg", "index.html"],
        ["data/一 创建机制/1.1 计划/文件/001 年度计划.pdf"],
        ["data/一 创建机制/1.1 计划/文件/补充.docx", "备注.txt"],
    )
    assert not library_agrees(folder)


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "index.html"])
def test_tag_files_count_too(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert bag.verify(folder) == bag.Verification(False, [], [name], [])


def test_a_line_of_a_manifest_that_is_none_names_the_manifest(folder: Path) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("scribble\n")
    assert bag.verify(folder).changed == ["manifest-sha256.txt", "tagmanifest-sha256.txt"]


def test_our_own_bag_without_its_tag_manifest_is_not_whole(tmp_path: Path) -> None:
    make(tmp_path / "a", {"data/a": b"a"})
    bag.seal(tmp_path / "a", {"data/a": bag.digest(tmp_path / "a/data/a")}, on=ON,
             info=[("Bag-Software-Agent", "civdesk 1.0")])  # fmt: skip
    assert bag.verify(tmp_path / "a").whole
    (tmp_path / "a/tagmanifest-sha256.txt").unlink()
    assert "tagmanifest-sha256.txt" in bag.verify(tmp_path / "a").missing


def test_what_windows_and_office_leave_behind_does_not_trouble(folder: Path) -> None:
    place = folder / "data/一 创建机制/1.1 计划/照片"
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "ehthumbs.db", "~$照片目录.xlsx", "._001 会场.jpg"):
        (place / name).write_bytes(b"x")
        (folder / name).write_bytes(b"x")
    assert bag.verify(folder).whole


def test_clutter_that_was_packed_on_purpose_is_still_checked(tmp_path: Path) -> None:
    make(tmp_path / "a", {"data/Thumbs.db": b"a"})
    (tmp_path / "a/data/Thumbs.db").write_bytes(b"b")
    assert bag.verify(tmp_path / "a").changed == ["data/Thumbs.db"]


def test_a_bag_that_went_over_a_mac_is_whole(folder: Path) -> None:
    (folder / "data/café").rename(folder / unicodedata.normalize("NFD", "data/café"))
    assert bag.verify(folder).whole


def test_the_same_name_in_another_unicode_form_beside_it_is_extra(folder: Path) -> None:
    other = unicodedata.normalize("NFD", "data/café")
    (folder / other).mkdir()
    (folder / other / "空.txt").write_bytes(b"")
    assert bag.verify(folder) == bag.Verification(False, [], [], [f"{other}/空.txt"])


def test_a_folder_that_is_no_bag_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="不是本软件导出的迎检档案"):
        bag.verify(tmp_path)
    with pytest.raises(Damaged, match="没有这个文件夹"):
        bag.verify(tmp_path / "nowhere")


def test_a_manifest_that_points_outside_is_refused(folder: Path) -> None:
    (folder / "manifest-sha256.txt").write_text(f"{'0' * 64}  data/../../secret\n", encoding="utf-8")
    with pytest.raises(Damaged, match="文件夹以外"):
        bag.verify(folder)


def test_a_bag_of_the_library_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b\nc.txt").write_bytes(b"b")
    bagit.make_bag(str(tmp_path), checksums=["md5", "sha512"])
    assert bag.verify(tmp_path).whole
    (tmp_path / "data" / "a.txt").write_bytes(b"A")
    assert bag.verify(tmp_path).changed == ["data/a.txt"]


def test_checking_can_be_stopped(folder: Path) -> None:
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        bag.verify(folder, monitor)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("verify")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=70), st.binary(max_size=40)), min_size=1, max_size=6), st.data())
def test_any_names_and_any_flipped_bit(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    folder, taken = tmp_path_factory.mktemp("bag"), dict[str, int]()
    contents = {f"data/{names.distinct(names.safe(name), taken)}": content for name, content in files}
    make(folder, contents)
    assert bag.verify(folder).whole and library_agrees(folder)
    victim = data.draw(st.sampled_from(sorted(contents)))
    content = contents[victim] or b"."
    at = data.draw(st.integers(0, len(content) - 1))
    (folder / victim).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert bag.verify(folder) == bag.Verification(False, [victim], [], [])
    assert not library_agrees(folder)
