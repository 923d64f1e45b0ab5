"""The page an inspector opens first: one HTML file, no server, no network, readable without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TypeVar
from urllib.parse import quote

from .. import resources
from ..domain.rules import State

ROWS_SHOWN = 200  # of one table; the sheet beside it has them all


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in one place; paths are relative to the page; `thumb` is empty where there is none."""

    title: str
    path: str
    thumb: str = ""
    caption: tuple[str, ...] = ()
    year: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or sheet: `badge` is its format, `note` its role or date."""

    title: str
    path: str
    badge: str = ""
    note: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Records of one ledger: the first rows, how many there are, and the sheet that has them all.

    `numeric` are the places of columns that are aligned right.
    """

    title: str
    path: str
    columns: tuple[str, ...]
    numeric: frozenset[int]
    rows: tuple[tuple[str, ...], ...]
    total: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One rule as a sentence, with its state and what there is (现有 3，需要 6)."""

    sentence: str
    state: State
    have: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One line of the gap list; `anchor` is the indicator's section."""

    anchor: str
    indicator: str
    state: State
    what: str
    lead: str = ""
    deadline: str = ""


@dataclass(slots=True)
class Section:
    """One indicator and what belongs to it; `counts`: records, photos, files, those of its parts too."""

    anchor: str
    name: str
    state: State | None = None
    asked: str = ""
    facts: Sequence[tuple[str, str]] = ()
    demands: Sequence[Demand] = ()
    gaps: Sequence[str] = ()
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    videos: list[Paper] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    counts: tuple[int, int, int] = (0, 0, 0)
    parts: list[Section] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """One standard."""

    title: str
    sections: list[Section]


@dataclass(slots=True)
class Page:
    """All of the page. `facts` head the overview; `states` counts the leaves of the trees."""

    unit: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    states: Mapping[State, int]
    tallies: Sequence[tuple[str, int]]
    trees: list[Tree]
    gaps: Sequence[Gap] | None  # None: a folder that does not tell
    lists: Sequence[Paper]
    ledgers: Sequence[Paper] = ()
    others: Sequence[Section] = ()


def render(page: Page) -> Iterator[str]:
    """The page, in pieces to be written one after the other."""
    css = resources.path("style", "archive.css").read_text(encoding="utf-8")
    script = resources.path("style", "archive.js").read_text(encoding="utf-8")
    first = "document.documentElement.className='js'"
    allowed = " ".join(f"'sha256-{_digest(code)}'" for code in (first, script))
    title = f"{page.unit}迎检档案" if page.unit else "迎检档案"
    yield (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Whatever a title contains, nothing but our two scripts runs and nothing is fetched from outside.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src file: 'self'; "
        f"style-src 'unsafe-inline'; script-src {allowed}; form-action 'none'\">\n"
        f"<style>\n{_look()}{css}</style>\n<script>{first}</script>\n</head>\n<body>\n"
    )
    yield (
        f'<header class="top"><h1><a href="#home">{escape(title)}</a></h1>'
        f'<span class="when">{escape(page.subtitle)}</span>'
        '<form class="find" role="search"><input type="search" aria-label="查找" autocomplete="off" '
        'placeholder="查找活动、照片说明、人名、文件…"></form></header>\n'
    )
    yield '<div class="frame">\n<nav aria-label="指标目录">'
    yield '<ul><li><a href="#home"><span class="name">总览</span></a></li></ul>\n'
    for tree in page.trees:
        if len(page.trees) > 1:
            yield f'<div class="standard">{escape(tree.title)}</div>'
        yield f"<ul>{''.join(_nav(section) for section in tree.sections)}</ul>\n"
    if page.others:
        yield f'<div class="standard">其他</div><ul>{"".join(map(_nav, page.others))}</ul>\n'
    yield "</nav>\n<main>\n"
    yield from _home(page, title)
    for tree in page.trees:
        start = f"{tree.title} › " if len(page.trees) > 1 else ""
        for section in tree.sections:
            yield from _sections(section, start)
    for section in page.others:
        yield from _sections(section, "")
    yield '<section class="sheet" id="results" aria-live="polite"></section>\n</main>\n</div>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def href(path: str) -> str:
    """A path inside the folder as a link that every browser follows, whatever characters it has."""
    return quote(path, safe="/")


def _look() -> str:
    """The colours, fonts and radii of the desk as CSS."""
    theme = resources.toml("style", "theme.toml")
    colours = "".join(f"--{name}: {value}; " for name, value in theme["colours"].items())
    fonts = ", ".join(f'"{name}"' for name in theme["type"]["families"])
    states = "".join(
        f".chip.{name} {{ color: {look['ink']}; background: {look['soft']}; }}\n"
        f".bar .{name} {{ background: {look['solid']}; }}\n"
        for name, look in theme["states"].items()
    )
    return (
        f":root {{ {colours}--radius: {theme['radius']['sheet']}px; }}\n"
        f"html {{ font-family: {fonts}, sans-serif; }}\n{states}"
    )


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def _chip(state: State | None) -> str:
    return f'<span class="chip {state.value}">{state.label}</span>' if state else ""


def _nav(section: Section) -> str:
    name = f'<span class="name">{escape(section.name)}</span>'
    link = f'<a href="#{section.anchor}">{name}{_chip(section.state)}</a>'
    if not section.parts:
        return f"<li>{link}</li>"
    inner = "".join(_nav(part) for part in section.parts)
    return f"<li><details open><summary>{link}</summary><ul>{inner}</ul></details></li>"


def _home(page: Page, title: str) -> Iterator[str]:
    yield f'<section class="sheet" id="home"><div class="head"><h2>{escape(title)}</h2></div>\n'
    yield _facts(page.facts)
    known = [(state, number) for state, number in page.states.items() if number]
    bar = "".join(f'<span class="{state.value}" style="flex: {number}"></span>' for state, number in known)
    keys = "".join(f"<li>{_chip(state)} {number} 项</li>" for state, number in known)
    yield f'<div class="bar" aria-hidden="true">{bar}</div><ul class="key">{keys}</ul>\n'
    numbers = "".join(
        f"<li><b>{number:,}</b><span>{escape(name)}</span></li>" for name, number in page.tallies
    )
    yield f'<ul class="tally">{numbers}</ul>\n'
    yield f'<div class="part"><h3>目录</h3>{_papers(page.lists)}</div>\n'
    for tree in page.trees:
        yield f'<div class="part"><h3>{escape(tree.title)}</h3><table><thead><tr><th>项目</th><th>状态</th>'
        yield "".join(f'<th class="num">{name}</th>' for name in ("条目", "照片", "文件"))
        yield "</tr></thead><tbody>"
        for section in tree.sections:
            records, photos, papers = section.counts
            yield (
                f'<tr><td><a href="#{section.anchor}">{escape(section.name)}</a></td>'
                f'<td class="word">{_chip(section.state)}</td><td class="num">{records or "–"}</td>'
                f'<td class="num">{photos or "–"}</td><td class="num">{papers or "–"}</td></tr>'
            )
        yield "</tbody></table></div>\n"
    if page.gaps is not None:
        yield from _gaps(page.gaps)
    if page.ledgers:
        yield f'<div class="part"><h3>全部台账</h3><div class="columns">{_papers(page.ledgers)}</div></div>\n'
    yield (
        '<p class="foot">附有 SHA-256 校验清单（BagIt 1.0），每个文件是否完整、有无改动都可以核对。</p>'
        "</section>\n"
    )


def _gaps(gaps: Sequence[Gap]) -> Iterator[str]:
    yield f'<div class="part"><h3>缺项 <span class="count">{len(gaps)} 项</span></h3>'
    if gaps:
        yield '<div class="scroll"><table><thead><tr><th>指标</th><th>状态</th><th>缺什么</th>'
        yield "<th>牵头</th><th>期限</th></tr></thead><tbody>"
        for gap in gaps:
            yield (
                f'<tr><td><a href="#{gap.anchor}">{escape(gap.indicator)}</a></td>'
                f'<td class="word">{_chip(gap.state)}</td><td>{escape(gap.what)}</td>'
                f'<td>{escape(gap.lead)}</td><td class="word">{escape(gap.deadline)}</td></tr>'
            )
        yield "</tbody></table></div></div>\n"
    else:
        yield '<p class="empty">没有缺项。</p></div>\n'


def _sections(section: Section, trail: str) -> Iterator[str]:
    name = escape(section.name)
    yield f'<section class="sheet" id="{section.anchor}" data-name="{name}">'
    yield f'<div class="trail">{escape(trail.removesuffix(" › "))}</div>' if trail else ""
    yield f'<div class="head"><h2 data-kind="指标">{name}</h2>{_chip(section.state)}</div>\n'
    if section.asked:
        yield f'<p class="asked">{escape(section.asked)}</p>'
    yield _facts(section.facts)
    if section.demands:
        yield '<div class="part"><h3>凭什么算达标</h3><ul class="rules">'
        for demand in section.demands:
            yield (
                f"<li><span>{_chip(demand.state)}</span><span>{escape(demand.sentence)}</span>"
                f'<span class="have">{escape(demand.have)}</span></li>'
            )
        yield "</ul></div>\n"
    if section.gaps:
        lines = "".join(f"<li>{escape(gap)}</li>" for gap in section.gaps)
        yield f'<div class="part"><h3>还缺什么</h3><ul class="gaps">{lines}</ul></div>\n'
    for table in section.tables:
        yield from _table(table)
    if section.pictures:
        yield f'<div class="part"><h3>照片 <span class="count">{len(section.pictures)} 张</span></h3>'
        for year, pictures in _by_year(section.pictures):
            yield f'{year}<div class="photos">{"".join(_picture(one) for one in pictures)}</div>'
        yield "</div>\n"
    for title, papers in (("视频与录音", section.videos), ("文件", section.papers)):
        if papers:
            yield f'<div class="part"><h3>{title} <span class="count">{len(papers)} 件</span></h3>'
            for year, some in _by_year(papers):
                yield f"{year}{_papers(some)}"
            yield "</div>\n"
    if section.parts:
        yield '<div class="part"><h3>分项</h3><table><tbody>'
        for part in section.parts:
            yield (
                f'<tr><td><a href="#{part.anchor}">{escape(part.name)}</a></td>'
                f'<td class="word num">{_chip(part.state)}</td></tr>'
            )
        yield "</tbody></table></div>\n"
    elif not (section.tables or section.pictures or section.videos or section.papers):
        yield '<p class="empty part">这一项还没有材料。</p>\n'
    yield "</section>\n"
    for part in section.parts:
        yield from _sections(part, f"{trail}{section.name} › ")


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    shown = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in facts if text
    )
    return f'<dl class="facts">{shown}</dl>\n' if shown else ""


def _table(table: Table) -> Iterator[str]:
    year = f"{table.year} " if table.year else ""
    yield (
        f'<details class="part" open><summary>{escape(year + table.title)} '
        f'<span class="more">{table.total:,} 条 · <a href="{href(table.path)}">打开表格</a></span></summary>'
        '<div class="scroll"><table><thead><tr>'
    )
    marks = []
    for n in range(len(table.columns)):
        short = all(len(row[n]) <= 10 for row in table.rows)  # a date must not break in the middle
        marks.append(' class="num"' if n in table.numeric else ' class="word"' if short else "")
    yield "".join(f"<th{m}>{escape(column)}</th>" for m, column in zip(marks, table.columns, strict=True))
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = "".join(f"<td{mark}>{escape(cell)}</td>" for mark, cell in zip(marks, row, strict=True))
        yield f'<tr data-kind="条目">{cells}</tr>\n'
    yield "</tbody></table></div>"
    if table.total > len(table.rows):
        yield f'<p class="empty">这里列出前 {len(table.rows)} 条，全部 {table.total:,} 条见表格。</p>'
    yield "</details>\n"


def _picture(one: Picture) -> str:
    lines = "".join(f"<span>{escape(line)}</span>" for line in one.caption if line)
    image = (
        f'<img loading="lazy" src="{href(one.thumb)}" alt="{escape(one.title)}">'
        if one.thumb
        else f'<img alt="{escape(one.title)}（没有预览，点开查看原图）">'
    )
    return (
        f'<figure data-kind="照片"><a href="{href(one.path)}" target="_blank">{image}</a>'
        f"<figcaption><b>{escape(one.title)}</b>{lines}</figcaption></figure>\n"
    )


def _papers(papers: Sequence[Paper]) -> str:
    lines = "".join(
        f'<li data-kind="文件"><span class="badge">{escape(paper.badge)}</span>'
        f'<a href="{href(paper.path)}" target="_blank">{escape(paper.title)}</a>'
        f'<span class="note">{escape(paper.note)}</span></li>\n'
        for paper in papers
    )
    return f'<ul class="papers">{lines}</ul>'


_Dated = TypeVar("_Dated", Picture, Paper)


def _by_year(things: Sequence[_Dated]) -> Iterator[tuple[str, list[_Dated]]]:
    """Runs of one year, each with its heading (none where there is but one)."""
    several = len({thing.year for thing in things}) > 1
    for year, some in groupby(things, key=lambda thing: thing.year):
        yield (f"<h4>{escape(year)}</h4>" if several else ""), list(some)
