"""The sample workspace: an invented office, its records, drawn pictures and papers."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from .. import resources
from ..domain.ledgers import Ledger
from ..jobs import Monitor
from ..media import sketch
from ..store import ledgers
from ..store.workspace import Workspace
from . import (
    evidence,
    records,
    sample_problems,
    sample_rounds,
    sample_standards,
    sample_surveys,
    workspaces,
)

# Keys of an entry that say how it is made; the others are values of the record.
_OWN = frozenset({"on", "only", "until", "photos", "papers"})
_OWN_IN = {"problem": frozenset({"days", "fixed"}), "publicity_site": frozenset({"updated"})}
_NOT_LEDGERS = frozenset({"unit", "surnames", "given", "serving", "retired", "unsorted"})


def new(path: Path, *, today: date, unit: str = "", monitor: Monitor | None = None) -> Workspace:
    """Make a workspace filled with invented data up to `today`: last year whole, this year so far."""
    office = resources.toml("sample", "office.toml") | resources.toml("sample", "records.toml")

    def fill(workspace: Workspace) -> None:
        with tempfile.TemporaryDirectory(prefix="civdesk-sample-") as folder:
            _fill(workspace, office, Path(folder), today, monitor or Monitor())
        workspaces.set_setting(
            workspace, "first_start", ["unit", "cycle", "departments", "staff", "standard"], "完成首次设置"
        )

    return workspaces.new(path, unit=unit or office["unit"], more=fill)


def _fill(ws: Workspace, office: dict[str, Any], folder: Path, today: date, monitor: Monitor) -> None:
    books = records.all_ledgers(ws)
    _add(ws, books["staff"], list(_staff(office, today)), today)
    made: list[_Made] = []
    for key, entries in office.items():
        if key in _NOT_LEDGERS:
            continue
        days = [(entry, day) for entry in entries for day in _days(entry, today)]
        ids = _add(ws, books[key], [_values(books[key], entry, day, today) for entry, day in days], today)
        titles = [str(entry[books[key].title_field]) for entry, _ in days]
        made += [_Made((key, id), title, *of) for id, title, of in zip(ids, titles, days, strict=True)]
    # Drawn ahead, on every core, while what is drawn comes in.
    with ThreadPoolExecutor() as pool:
        drawn = pool.map(lambda one: _drawn(folder, one, office["unit"], today), made)
        for n, (one, papers) in enumerate(zip(made, drawn, strict=True)):
            monitor.report(n, len(made), "正在绘制示例影像", one.title)
            _prove(ws, one, papers, office["unit"], today)
    loose = [
        _picture(folder, entry["scene"], entry["banner"], n, day, today)
        for n, entry in enumerate(office["unsorted"])
        for day in _days(entry | {"only": "this"}, today)
    ]
    if loose:
        evidence.import_files(ws, loose, today=today)
    # The loop of problems first: what inspections and assessments say builds on it.
    for part in (sample_problems, sample_rounds, sample_surveys, sample_standards):
        monitor.check()
        part.fill(ws, today)


class _Made(NamedTuple):
    """A record that is in: its ledger and id, its title, what it was made from, its day."""

    record: tuple[str, str]
    title: str
    entry: Mapping[str, Any]
    day: date


def _days(entry: Mapping[str, Any], today: date) -> Iterator[date]:
    """The days an entry stands on: last year's, and this year's when it has come."""
    if "on" not in entry:
        yield today
        return
    month, number = map(int, entry["on"].split("-"))
    last, this = date(today.year - 1, month, number), date(today.year, month, number)
    if entry.get("only") != "this":
        yield last
    if entry.get("only") != "last" and this <= today:
        yield this


def _values(book: Ledger, entry: Mapping[str, Any], day: date, today: date) -> dict[str, object]:
    own = _OWN | _OWN_IN.get(book.key, frozenset())
    values: dict[str, object] = {
        key: value.replace("{year}", str(day.year)) if isinstance(value, str) else value
        for key, value in entry.items()
        if key not in own
    }
    if book.key == "problem":
        values |= {"date": day, "deadline": day + timedelta(days=entry["days"]), "status": "整改中"}
        # Last year's are all closed; of this year's only those that were put right by now.
        done = day + timedelta(days=entry.get("fixed", entry["days"]))
        if done <= today and ("fixed" in entry or day.year < today.year):
            values |= {
                "finished_on": done,
                "status": "已完成",
                "result": "已整改到位",
                "measures": "立行立改",
            }
    elif book.key == "publicity_site":
        month, number = map(int, entry["updated"].split("-"))
        updated = date(today.year, month, number)
        values |= {"installed_on": day, "updated_on": updated if updated <= today else day}
    elif "on" in entry and (begin := book.register.start if book.register else book.date_field):
        values[begin] = day
    if book.register and "until" in entry:
        month, number = map(int, entry["until"].split("-"))
        ended = date(today.year, month, number)
        values |= {book.register.end: ended} if ended <= today else {}
    if book.key == "document":
        values["number"] = f"示交〔{day.year}〕{day.month * 3 + day.day % 3}号"
    return values


def _add(ws: Workspace, book: Ledger, raw: list[dict[str, object]], today: date) -> list[str]:
    rows = []
    for one in raw:
        values, problems, _ = records.read_values(book, one, today=today)
        if problems:
            raise records.Invalid(book, problems)
        rows.append(values)
    return ws.operate(
        "sample", f"填入示例：《{book.title}》{len(rows)} 条", lambda db: ledgers.insert_many(db, book, rows)
    ).result


def _staff(office: Mapping[str, Any], today: date) -> Iterator[dict[str, object]]:
    chance = random.Random("staff")
    departments = [one["title"] for one in office["department"]]
    names: set[str] = set()
    for n in range(office["serving"] + office["retired"]):
        while (name := chance.choice(office["surnames"]) + chance.choice(office["given"])) in names:
            pass
        names.add(name)
        serving = n < office["serving"]
        volunteer = serving and n % 3 != 1
        yield {
            "number": f"{n + 1:04}",
            "title": name,
            "gender": chance.choice(["男", "女"]),
            "department": departments[n % len(departments)],
            "position": "股长" if n < len(departments) else "科员",
            "rank": "科级" if n < len(departments) else "科员",
            "politics": chance.choice(["中共党员", "中共党员", "共青团员", "群众"]),
            "education": chance.choice(["研究生", "本科", "本科", "大专"]),
            "status": "在职" if serving else "退休",
            "volunteer": "是" if volunteer else "否",
            "volunteer_since": date(today.year - 2, 1 + n % 12, 5) if volunteer else None,
        }


# --- pictures and papers -----------------------------------------------------------------------------

_PAPERS = {
    "attendance": "签到表",
    "duration": "志愿服务时长证明",
    "plan": "活动方案",
    "notice": "关于开展活动的通知",
    "original": "",  # the document itself: its own title
    "money": "资金支出凭证",
    "goods": "物资发放清单",
    "certificate": "荣誉证书",
    "appeal": "倡议书",
    "commendation": "关于表彰先进的决定",
    "minutes": "会议纪要",
    "signed": "签订件",
    "publication": "刊物",
    "clipping": "刊发截图",
    "questionnaire": "问卷汇总",
    "feedback": "来件反馈单",
    "reflection": "心得体会",
}


def _drawn(folder: Path, one: _Made, unit: str, today: date) -> dict[str, list[Path]]:
    """The pictures and papers of a record, by role."""
    # Only this year has all its pictures and papers: an older archive stays small, and gaps can be seen.
    if one.day.year < today.year - (0 if one.entry.get("only") != "last" else 1):
        return {}
    files: dict[str, list[Path]] = {}
    if "photos" in one.entry:
        scene, many, banner = one.entry["photos"]
        role = "before" if one.record[0] == "problem" else "photo"
        files[role] = [_picture(folder, scene, banner, n, one.day, today, one.title) for n in range(many)]
    for role in one.entry.get("papers", ()):
        name = _PAPERS[role] or one.title
        path = folder / f"{one.title}-{name}-{one.day.year}.pdf".replace("/", "")
        lines = [
            f"事项：{one.title}",
            f"日期：{_day(one.day)}",
            f"科室：{one.entry.get('department', '党政办')}",
        ]
        path.write_bytes(
            sketch.page(
                name, [*lines, "", "（示例文件，内容为虚构）"], number=f"示交〔{one.day.year}〕", stamp=unit
            )
        )
        files[role] = [path]
    return files


def _prove(ws: Workspace, one: _Made, files: Mapping[str, list[Path]], unit: str, today: date) -> None:
    for role, paths in files.items():
        report = evidence.import_files(ws, paths, record=one.record, role=role, today=today)
        if role in one.entry.get("papers", ()):
            continue
        for n, stored in enumerate(report.evidence):
            caption = {
                "题名": one.title if n == 0 else f"{one.title}（{n + 1}）",
                "事由": one.title,
                "地点": str(one.entry.get("place", unit)),
            }
            if n == 0:
                caption |= {
                    "时间": _day(one.day),
                    "人物": "干部职工",
                    "背景": "文明单位创建",
                    "摄影者": "党政办",
                }
            evidence.caption(ws, stored.id, caption)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _picture(
    folder: Path, scene: str, banner: str, n: int, day: date, today: date, title: str = "未整理"
) -> Path:
    taken = datetime(day.year, day.month, day.day, 9 + n, 12 + 7 * n, 30)
    path = folder / f"{title}-IMG_{taken:%Y%m%d_%H%M%S}.jpg".replace("/", "")
    path.write_bytes(sketch.photo(scene, banner, day.toordinal() * 10 + n, taken=taken))
    return path
