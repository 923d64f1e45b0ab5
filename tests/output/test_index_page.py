"""The index page: every link leads to a file, nothing in a title runs, and it reads without scripts."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from civdesk.domain.rules import State
from civdesk.output.index_page import Demand, Gap, Page, Paper, Picture, Section, Table, Tree, href, render
from tests.output.archive_office import Office, fill

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not there")


class Reader(HTMLParser):
    """Elements, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    office = Office(tmp_path_factory.mktemp("索引 #1 100%"))
    fill(office)
    yield office.export().folder
    office.ws.close()


def dom(page: Path, *, hash: str = "", script: str = "") -> str:
    """The page as Chromium has it after its scripts, and perhaps one more, have run."""
    if script:
        text = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text(encoding="utf-8"))
        page = page.with_name("probe.html")
        page.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"]
    try:
        done = subprocess.run(
            [*command, "--dump-dom", page.as_uri() + hash], check=True, capture_output=True, timeout=120
        )
    finally:
        if script:
            page.unlink()
    return done.stdout.decode()


def test_every_link_leads_somewhere(folder: Path) -> None:
    page = Reader((folder / "index.html").read_text(encoding="utf-8"))
    inside = [link for link in page.links if not link.startswith("#")]
    assert len(inside) > 20
    assert [link for link in inside if not (folder / unquote(link)).is_file()] == []
    assert not any(re.match(r"[a-z]+:|//", link) for link in inside)  # nothing from a network
    ids = set(re.findall(r'id="([^"]+)"', (folder / "index.html").read_text(encoding="utf-8")))
    assert {link[1:] for link in page.links if link.startswith("#")} <= ids


def test_nothing_in_a_title_runs(folder: Path) -> None:
    html = (folder / "index.html").read_text(encoding="utf-8")
    page = Reader(html)
    assert page.tags.count("script") == 2 and "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 7:30" in html


NASTY = "</title></style></script>\"'><img src=x onerror=alert(1)>&amp;"


def nasty_page() -> Page:
    section = Section(
        anchor="i0",
        name=NASTY,
        state=State.SHORT,
        asked=NASTY,
        facts=[(NASTY, NASTY)],
        demands=[Demand(NASTY, State.MET, NASTY)],
        gaps=[NASTY],
        tables=[Table(NASTY, NASTY, (NASTY,), frozenset(), ((NASTY,),), 1, NASTY)],
        pictures=[Picture(NASTY, NASTY, NASTY, (NASTY,), NASTY), Picture(NASTY, NASTY)],
        videos=[Paper(NASTY, NASTY, NASTY, NASTY)],
        papers=[Paper(NASTY, NASTY, NASTY, NASTY, NASTY)],
    )
    section.parts = [Section("i1", NASTY, State.MET)]
    return Page(
        unit=NASTY,
        subtitle=NASTY,
        facts=[(NASTY, NASTY)],
        states={State.MET: 1},
        tallies=[(NASTY, 1)],
        trees=[Tree(NASTY, [section]), Tree(NASTY, [])],
        gaps=[Gap("i0", NASTY, State.OVERDUE, NASTY, NASTY, NASTY)],
        lists=[Paper(NASTY, NASTY)],
        ledgers=[Paper(NASTY, NASTY)],
        others=[Section("loose", NASTY)],
    )


def test_every_text_is_escaped_wherever_it_stands() -> None:
    html = "".join(render(nasty_page()))
    page = Reader(html)
    assert page.tags.count("script") == 2 and page.tags.count("style") == 1 and page.tags.count("title") == 1
    assert "onerror" not in page.attributes
    assert html.count("onerror=alert(1)&gt;&amp;amp;") > 30


def test_links_are_encoded_for_every_browser() -> None:
    assert href("data/三 创建/#1 50％?.jpg") == (
        "data/%E4%B8%89%20%E5%88%9B%E5%BB%BA/%231%2050%EF%BC%85%3F.jpg"
    )


def test_it_reads_without_scripts(folder: Path) -> None:
    html = (folder / "index.html").read_text(encoding="utf-8")
    text = "".join(Reader(html).texts)
    for said in (
        "道德讲堂现场",
        "三楼会议室",
        "还缺什么",
        "年度创建工作总结",
        "未关联影像",
        "微信图片",
        "逾期",
    ):
        assert said in text
    assert "<details" in html and "<noscript" not in html
    # What hides parts of the page hangs on a class that only the script sets.
    hidden = [
        line for line in html.splitlines() if "display: none" in line and line.startswith((".js", "main"))
    ]
    assert all(line.startswith(".js") for line in hidden) and hidden


def test_a_long_table_shows_its_beginning_and_says_so() -> None:
    page = nasty_page()
    page.trees[0].sections[0].tables = [
        Table("集体学习", "a.xlsx", ("日期",), frozenset(), (("2026-01-01",),) * 200, 1234)
    ]
    assert "这里列出前 200 条，全部 1,234 条见表格。" in "".join(render(page))


@needs_chromium
def test_a_browser_shows_one_indicator_at_a_time(folder: Path) -> None:
    shown = dom(folder / "index.html")
    assert re.findall(r'<section class="sheet here" id="(\w+)"', shown) == ["home"]
    shown = dom(folder / "index.html", hash="#i2")
    assert re.findall(r'<section class="sheet here" id="(\w+)"', shown) == ["i2"]
    assert re.findall(r'<a href="#(\w+)" class="here"', shown) == ["i2"]


@needs_chromium
def test_the_search_finds_captions_and_records_and_files(folder: Path) -> None:
    script = """
        var box = document.querySelector('.find input');
        ['张三 现场', '签到表', '爱岗敬业', '不存在的词', '<b>'].forEach(function (words) {
          box.value = words;
          box.dispatchEvent(new Event('input'));
          var kept = document.querySelector('.sheet.here').cloneNode(true);
          kept.className = 'kept';
          document.body.appendChild(kept);
        });
    """
    shown = dom(folder / "index.html", script=script)
    caption, paper, record, nothing, markup = re.findall(r'<section class="kept".*?</section>', shown, re.S)
    assert "道德讲堂现场" in caption
    assert ">文件<" in paper and ">条目<" in record
    assert "没有找到“不存在的词”" in nothing
    assert "<b>" not in markup


@needs_chromium
def test_a_click_shows_a_photo_large_with_its_caption(folder: Path) -> None:
    script = """
        location.hash = '#i5';
        setTimeout(function () {
          document.querySelector('.sheet.here figure a').click();
          document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
        }, 200);
    """
    assert 'id="i5" data-name="三-3 道德讲堂"' in (folder / "index.html").read_text(encoding="utf-8")
    shown = dom(folder / "index.html", script=script)
    light = re.search(r'<div class="light".*', shown, re.S)
    assert light and "爱岗敬业" in light[0] and unquote(light[0]).count("002 爱岗敬业.jpg") == 1


@needs_chromium
def test_the_policy_of_the_page_lets_its_own_scripts_and_pictures_through(
    folder: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "page.png"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0"]
    done = subprocess.run(
        [*command, f"--screenshot={picture}", (folder / "index.html").as_uri() + "#i5"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert picture.stat().st_size > 10_000
    assert b"Content Security Policy" not in done.stderr
