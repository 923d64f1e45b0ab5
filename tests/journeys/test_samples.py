"""From handed-in sheets and photos to a verified archive folder, by the command line alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bagit
import pytest

from .conftest import Desk

ON = ("--on", "2026-11-21")


@pytest.fixture
def sheets(samples: Path) -> Path:
    return samples / "sheets"


def bring_in(desk: Desk, sheets: Path) -> None:
    for name, ledger in (
        ("干部职工花名册.xlsx", "staff"),
        ("志愿服务活动台账.xlsx", "volunteer_activity"),
        ("集体学习台账.xlsx", "study"),
        ("道德讲堂登记表.xlsx", "moral_lecture"),
        ("问题整改清单.csv", "problem"),
    ):
        desk("import-sheet", sheets / name, "--ledger", ledger, "--year", "2026", *ON)


def indicator(said: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = (one for one in said["indicators"] if one["code"] == code)
    return dict(found)


def rule(one: dict[str, Any], words: str) -> dict[str, Any]:
    (found,) = (each for each in one["rules"] if words in each["sentence"])
    return dict(found)


def test_the_volunteer_sheet(desk: Desk, sheets: Path) -> None:
    sheet = sheets / "志愿服务活动台账.xlsx"
    code, said = desk("import-sheet", sheet, "--ledger", "volunteer_activity", *ON)
    assert (code, said["imported"], len(said["rejected"]), len(said["duplicates"])) == (1, 19, 6, 1)
    assert {one["row"] for one in said["rejected"]} == {12, 13, 16, 20, 22, 23}
    desk("undo")
    code, said = desk("import-sheet", sheet, "--ledger", "volunteer_activity", "--year", "2026", *ON)
    assert (code, said["imported"], len(said["rejected"]), len(said["duplicates"])) == (1, 21, 4, 1)
    reasons = {one["row"]: (one["column"], one["reason"]) for one in said["rejected"]}
    assert reasons[13][0] == "活动时间"
    assert reasons[16][0] == "服务时长（小时）"
    assert reasons[20][0] == "参加人数（人次）"
    assert reasons[23][0] == "活动名称"
    assert said["duplicates"] == [{"row": 25, "same_as": 7}]
    _, said = desk("records", "volunteer_activity")
    assert len(said["records"]) == 21
    (note,) = (r["note"] for r in said["records"] if r["note"] and r["note"].startswith("="))
    assert note == '=HYPERLINK("http://example.invalid","点此")'
    assert sum(r["people"] for r in said["records"]) == sum(
        (22, 17, 12, 17, 12, 16, 23, 15, 24, 22, 16, 13, 15, 16, 17, 12, 6, 23, 9, 15, 16)
    )
    # The same sheet again: every row is known.
    _, said = desk("import-sheet", sheet, "--ledger", "volunteer_activity", "--year", "2026", *ON)
    assert (said["imported"], len(said["duplicates"])) == (0, 22)


def test_the_other_sheets(desk: Desk, sheets: Path) -> None:
    _, said = desk("import-sheet", sheets / "干部职工花名册.xlsx", "--ledger", "staff", *ON)
    assert said["imported"] == 58
    _, said = desk("records", "staff", "--where", "工号=0001")
    assert [r["number"] for r in said["records"]] == ["0001"]
    for name, ledger, count in (
        ("集体学习台账.xlsx", "study", 6),
        ("道德讲堂登记表.xlsx", "moral_lecture", 3),
    ):
        code, said = desk("import-sheet", sheets / name, "--ledger", ledger, *ON)
        assert (code, said["imported"]) == (0, count)
    code, said = desk(
        "import-sheet", sheets / "问题整改清单.csv", "--ledger", "problem", "--year", "2026", *ON
    )
    assert (code, said["imported"]) == (0, 18)


def test_what_the_standard_says_of_them(desk: Desk, sheets: Path) -> None:
    bring_in(desk, sheets)
    code, said = desk("assess", "province_unit", *ON)
    assert code == 0
    registered = rule(indicator(said, "四-3"), "注册")
    assert (registered["numerator"], registered["denominator"], registered["state"]) == (35, 52, "met")
    study = indicator(said, "三-1")
    assert study["state"] == "overdue"
    year, pairs = (next(r for r in study["rules"] if len(r["buckets"]) == many) for many in (1, 6))
    assert (year["present"], year["needed"], year["state"]) == (6, 6, "met")
    assert [b["state"] for b in pairs["buckets"]] == ["met", "overdue", "met", "met", "overdue", "pending"]
    for code_ in ("三-3①", "三-3②"):
        assert indicator(said, code_)["state"] == "met"
    # Nothing settles this one: no rule, no judgement, no green.
    assert all(one["state"] != "met" or one["rules"] for one in said["indicators"] if one["leaf"])
    code, said = desk("problems", *ON)
    assert (code, said["open"], said["overdue"], said["closed"]) == (0, 6, 6, 12)
    code, said = desk("agenda", "--from", "2026-01-01", "--to", "2026-12-31", *ON)
    assert {one["state"] for one in said["occurrences"]} >= {"done", "overdue", "pending"}


def test_the_photos(desk: Desk, samples: Path) -> None:
    code, said = desk("import-files", samples / "photos", *ON)
    assert code == 1
    rejected = {Path(one["path"]).name for one in said["rejected"]}
    assert rejected == {"空文件.jpg", "假照片.jpg"}
    entries = {Path(one["path"]).name: one for one in said["evidence"]}
    assert set(entries) == {p.name for p in (samples / "photos").iterdir()} - rejected
    assert said["copies"] == 1
    assert entries["道德讲堂现场 (1).jpg"]["id"] == entries["DSCN0010.jpg"]["id"]
    camera = entries["DSCN0010.jpg"]
    assert camera["taken_at"] == "2008-10-22T16:28:39"
    assert camera["latitude"] == pytest.approx(43.46744833, abs=1e-6)
    assert camera["longitude"] == pytest.approx(11.88512666, abs=1e-6)
    assert (entries["landscape_6.jpg"]["width"], entries["landscape_6.jpg"]["height"]) == (600, 450)
    assert entries["IMG_5195.HEIC"]["kind"] == "photo"
    _, again = desk("import-files", samples / "photos", *ON)
    assert (again["stored"], again["copies"]) == (0, len(entries))


def test_to_a_verified_archive(desk: Desk, samples: Path, tmp_path: Path) -> None:
    bring_in(desk, samples / "sheets")
    _, said = desk("records", "moral_lecture")
    lecture = f"moral_lecture:{said['records'][0]['id']}"
    desk("import-files", samples / "photos" / "DSCN0010.jpg", "--record", lecture, "--role", "现场照片", *ON)
    desk("import-files", samples / "photos", *ON)
    out = tmp_path / "迎检档案"
    code, said = desk("export-archive", out, *ON)
    assert (code, said["missing"]) == (0, [])
    code, whole = desk.plain("verify", out)
    assert (code, whole["whole"]) == (0, True)
    bagit.Bag(str(out)).validate()
    loose = [p for p in out.rglob("*") if p.is_file() and "未关联影像" in str(p)]
    assert any(p.name.endswith("CON.png") or "CON" in p.name for p in loose)

    files = sorted(p for p in (out / "data").rglob("*") if p.is_file() and p.stat().st_size > 100)
    changed, gone = files[0], files[-1]
    content = bytearray(changed.read_bytes())
    content[50] ^= 1
    changed.write_bytes(content)
    gone.unlink()
    (out / "data" / "多余.txt").write_text("x")
    (out / "data" / "Thumbs.db").write_bytes(b"x")
    code, broken = desk.plain("verify", out)
    assert code == 1 and not broken["whole"]
    assert broken["changed"] == [changed.relative_to(out).as_posix()]
    assert broken["missing"] == [gone.relative_to(out).as_posix()]
    assert broken["extra"] == ["data/多余.txt"]
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(out)).validate()


def test_an_archive_never_covers_another(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "迎检档案"
    out.mkdir()
    (out / "别人的.txt").write_text("别动")
    code, said = desk("export-archive", out, *ON)
    assert code == 3 and said["error"]["message"]
    assert [p.name for p in out.iterdir()] == ["别人的.txt"]
