"""Searching 100,000 records and everything else, against LIKE on five columns of the same records."""

from __future__ import annotations

import random
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path

from civdesk.desk import searching, workspaces
from civdesk.store import ledgers, search
from civdesk.store.workspace import Workspace
from tests.bench import Row, best

RECORDS = 100_000
_KEYS = ("volunteer_activity", "activity", "study", "festival_activity", "moral_lecture")
_WORDS = """学习 志愿 服务 文明 创建 交通 讲堂 道德 主题 宣传 培训 会议 检查 整改 诚信 家庭 关爱 老人 社区
    环境 卫生 安全 法治 读书 分享 党员 干部
    职工 青年 劝导 巡查 评选 表彰 先进 典型 观摩 座谈 集体 活动""".split()  # noqa: SIM905
_RARE = "清明祭扫"
_QUERIES = {
    "1 character, frequent": "学",
    "1 character, rare": "祭",
    "2 characters, frequent": "学习",
    "2 characters, rare": "祭扫",
    "4 characters, frequent": "志愿服务",
    "4 characters, rare": _RARE,
    "a number inside a title": "第99991次",
    "no hit": "龘龘",
    "no hit, of frequent characters": "习学愿志",
    "a word with three synonyms": "照片",
}


def _rows(count: int) -> list[dict[str, object]]:
    chance = random.Random(7)
    common = [chr(0x4E00 + n) for n in chance.sample(range(20_000), 2500)]
    weights = [1 / (n + 1) for n in range(len(common))]
    rows: list[dict[str, object]] = []
    for n in range(count):
        rows.append(
            {
                "title": f"第{n}次" + "".join(chance.sample(_WORDS, 3)),
                "date": (date(2017, 1, 1) + timedelta(chance.randrange(3600))).isoformat(),
                "place": "青山县" + "".join(chance.choices(common, weights, k=4)) + "会议室",
                "department": "、".join(chance.sample(_WORDS, 2)) + "科",
                "note": "".join(chance.sample(_WORDS, 6)) + "".join(chance.choices(common, weights, k=20)),
                "people": n % 50,
            }
        )
        if n % 10_007 == 5:
            rows[-1]["note"] = f"{_RARE}，{rows[-1]['note']}"
    return rows


def _fill(ws: Workspace, count: int) -> float:
    """Put records in; seconds of it."""
    rows = _rows(count)
    books = ledgers.definitions(ws.reader())
    start = time.perf_counter()
    for n, key in enumerate(_KEYS):
        part = [{k: v for k, v in row.items() if k in books[key].keys} for row in rows[n :: len(_KEYS)]]
        ws.operate("import_sheet", "填入", lambda db, k=key, r=part: ledgers.insert_many(db, books[k], r))
    return time.perf_counter() - start


def _like(db: sqlite3.Connection, text: str) -> None:
    for key in _KEYS:
        columns = [f.key for f in ledgers.definition(db, key).fields if f.key in _FIVE]
        tests = " or ".join(f"{column} like ?" for column in (*columns, *["title"] * (5 - len(columns))))
        db.execute(f"select id from ledger_{key} where {tests}", [f"%{text}%"] * 5).fetchall()


_FIVE = ("title", "date", "place", "department", "note")


def bench_searching(folder: Path) -> list[Row]:
    _, few = _measured(folder / "few.civdesk", RECORDS // 10)
    rows, many = _measured(folder / "many.civdesk", RECORDS)
    growth = max(many[text] / few[text] for text in _QUERIES.values())
    return [*rows, Row("the slowest growth of a search, 10 times the records", growth, 2)]


def _measured(path: Path, count: int) -> tuple[list[Row], dict[str, float]]:
    """The lines of the table, and the seconds of each search."""
    rows: list[Row] = []
    with workspaces.new(path) as ws:
        filled = _fill(ws, count)
        db = ws.reader()
        before = best(lambda: search.search(db, ledgers.definitions(db), ["祭扫"], 101), 3)
        size, start = _bytes(db), time.perf_counter()
        searching.catch_up(ws)
        built = time.perf_counter() - start
        grown = _bytes(db) - size
        mine: dict[str, float] = {}
        for name, text in _QUERIES.items():
            scan = best(lambda text=text: _like(db, text), 5)  # type: ignore[misc]
            mine[text] = best(lambda text=text: searching.find(ws, text), 9)  # type: ignore[misc]
            note = f"{mine[text] * 1000:.1f} ms against {scan * 1000:.0f} ms"
            rows.append(Row(f"search {name} ({text}) / LIKE on five columns", mine[text] / scan, 0.15, note))
        rows.append(Row("search without an index / LIKE", before / scan, 5, f"{before * 1000:.0f} ms"))
        note = f"{built:.1f} s, {grown / 1e6:.0f} MB more on {size / 1e6:.0f} MB"
        rows.append(Row("index made beside the work / filling the ledgers", built / filled, 10, note))
    return rows, mine


def _bytes(db: sqlite3.Connection) -> int:
    return int(
        db.execute("select (p.page_count - f.freelist_count) * s.page_size from pragma_page_count p,"
                   " pragma_freelist_count f, pragma_page_size s").fetchone()[0]
    )  # fmt: skip
