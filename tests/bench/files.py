"""Files in and out: photos imported, bytes stored, the archive folder written, each against plain work."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

from PIL import Image

from civdesk.desk import archive, evidence, records, workspaces
from tests.bench import Row, best

TODAY = date(2026, 11, 21)
PHOTOS = 24


def _photos(folder: Path, many: int = PHOTOS) -> list[Path]:
    """12-megapixel JPEGs of about 2.5 MB, all different."""
    folder.mkdir()
    made = []
    for n in range(many):
        noise = Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3))
        path = folder / f"IMG_{n:04}.jpg"
        noise.resize((4000, 3000), Image.Resampling.BICUBIC).save(path, quality=88)
        made.append(path)
    return made


def bench_photos(folder: Path) -> list[Row]:
    photos = _photos(folder / "照片")

    def look(path: Path) -> None:
        data = path.read_bytes()
        hashlib.sha256(data).digest()
        image = Image.open(io.BytesIO(data))
        image.draft("RGB", (320, 320))
        image.thumbnail((320, 320))
        image.load()

    def peer() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(look, photos))

    runs = iter(range(100))

    def ours() -> None:
        with workspaces.new(folder / f"{next(runs)}.civdesk") as ws:
            assert evidence.import_files(ws, photos, today=TODAY).stored == PHOTOS

    empty = best(lambda: workspaces.new(folder / f"e{next(runs)}.civdesk").close(), 3)
    mine, theirs = best(ours, 3) - empty, best(peer, 3)
    note = f"{mine / PHOTOS * 1000:.0f} ms a photo against {theirs / PHOTOS * 1000:.0f} ms"
    return [Row("photo import, all of it / draft decode + SHA-256, two threads", mine / theirs, 1.3, note)]


def bench_storing(folder: Path) -> list[Row]:
    source = folder / "视频.mp4"
    source.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(200_000_000))
    runs = iter(range(100))

    def peer() -> None:
        digest = hashlib.sha256()
        with source.open("rb") as read, (folder / "copy").open("wb") as write:
            while piece := read.read(1 << 20):
                digest.update(piece)
                write.write(piece)
            write.flush()
            os.fsync(write.fileno())

    with workspaces.new(folder / "w.civdesk") as ws:

        def ours() -> None:
            with source.open("r+b") as stream:
                stream.seek(100)
                stream.write(next(runs).to_bytes(4, "big"))
            assert evidence.import_files(ws, [source], today=TODAY).stored == 1

        mine, theirs = best(ours, 3), best(peer, 3)
    note = f"{mine:.2f} s against {theirs:.2f} s for 200 MB"
    return [Row("bytes stored in the workspace / read + SHA-256 + write + fsync", mine / theirs, 1.5, note)]


def bench_archive(folder: Path) -> list[Row]:
    photos = _photos(folder / "照片", 60)
    with workspaces.new(folder / "w.civdesk") as ws:
        saved = records.add(ws, "moral_lecture", {"date": "2026-03-05", "title": "讲堂"}, today=TODAY)
        evidence.import_files(ws, photos, record=("moral_lecture", saved.id), today=TODAY)

        def ours() -> None:
            archive.export_archive(ws, folder / "out", on=TODAY, now=datetime(2026, 11, 21))
            shutil.rmtree(folder / "out")

        with_photos = best(ours, 3)
        bytes_out = archive.export_archive(ws, folder / "out", on=TODAY, now=datetime(2026, 11, 21)).bytes
    payload = sorted(p for p in (folder / "out").rglob("*") if p.is_file())

    def copy(number_path: tuple[int, Path]) -> None:
        number, path = number_path
        digest = hashlib.sha256()
        with path.open("rb") as read, (folder / "peer" / str(number)).open("wb") as write:
            while piece := read.read(1 << 20):
                digest.update(piece)
                write.write(piece)

    def peer() -> None:
        (folder / "peer").mkdir()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(copy, enumerate(payload)))
        os.sync()
        for path in payload:  # safe on the disk and read back: that is part of the promise
            hashlib.sha256(path.read_bytes()).digest()
        shutil.rmtree(folder / "peer")

    theirs = best(peer, 3)
    note = f"{with_photos:.2f} s against {theirs:.2f} s for {bytes_out / 1e6:.0f} MB"
    return [Row("archive export, verified / copy + SHA-256 + reading back", with_photos / theirs, 1.5, note)]
