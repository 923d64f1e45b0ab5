"""Writing tables: workbooks that a clerk expects and a superior accepts, and CSV."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import os
import re
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, starmap
from pathlib import Path
from typing import IO, Literal

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import LAST_COLUMN, LAST_ROW
from civdesk.sheets.cellvalues import FORBIDDEN
from civdesk.sheets.cellxml import TALLEST, CellWriter, Plain, breadth, words, wrapped_lines
from civdesk.sheets.csvfile import FORMULA_STARTS
from civdesk.sheets.skeleton import Layout, Palette, skeleton

_SAMPLE_ROWS = 200  # looked at for the widths of columns that give none
_NARROWEST, _WIDEST = 7, 42
_BATCH = 500
_LEVEL = 3
_PART_LIMIT = (2 << 30) - (64 << 20)  # beyond 2 GiB the zip needs a form that not every program reads
_NAME_LIMIT = 31
_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in characters (None: by its content), `decimals` shown of a number (0: as it is)."""

    title: str
    width: float | None = None
    kind: Literal["text", "number", "date", "integer"] = "text"
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a title over all columns, notes below it, the header, the rows, perhaps a row of totals.

    The rows are fetched one by one and once. A value decides itself how it is written: numbers as numbers,
    dates as dates, bools as 是/否, text always as text; only in a date column ISO text becomes a date.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Plain]]
    notes: Sequence[str] = ()
    landscape: bool = True
    total_row: Sequence[Plain] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: records (no headers or totals), texts cut at 32,767, texts freed of controls."""

    rows: int
    cut_cells: int
    cleaned_cells: int


def write_table(path: Path | str, tables: Iterable[Table], *, monitor: Monitor | None = None) -> Written:
    """Write an .xlsx of these tables, a sheet each; the file appears whole or not at all.

    Raises Refused when the target is in use, the disk is full or a sheet would exceed 1,048,576 rows.
    """
    chosen = list(tables)
    if not chosen:
        raise ValueError("no tables")
    with _aside(Path(path)) as file:
        written = _write_book(file, chosen, monitor)
        file.seek(0)
        with zipfile.ZipFile(file) as made:
            if made.testzip() is not None:
                raise Refused("写出的文件与内容不符，请检查磁盘后再试。", kind="not_verified")
    return written


def write_csv(
    path: Path | str,
    header: Sequence[str],
    rows: Iterable[Sequence[Plain]],
    *,
    monitor: Monitor | None = None,
) -> Written:
    """Write a CSV in UTF-8 with mark; text that could act as a formula gets an apostrophe (CWE-1236)."""
    count = cleaned = 0

    def field(value: Plain) -> str:
        nonlocal cleaned
        if value is None:
            return ""
        if not isinstance(value, str):
            return words(value)
        text = FORBIDDEN.sub("", value)
        cleaned += text != value
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text

    with _aside(Path(path)) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow([field(title) for title in header])
        for row in rows:
            writer.writerow([field(value) for value in row])
            count += 1
            if monitor is not None and not count % _BATCH:
                monitor.report(count, 0, "正在写出表格")
        text.flush()
        text.detach()
    return Written(count, 0, cleaned)


def _write_book(file: IO[bytes], tables: Sequence[Table], monitor: Monitor | None) -> Written:
    """The sheets first, row by row, then the parts around them, which need to know how many rows came."""
    sources: list[Iterator[Sequence[Plain]]] = []
    layouts: list[Layout] = []
    for table, name in zip(tables, _names([table.name for table in tables]), strict=True):
        rows = iter(table.rows)
        sample = list(islice(rows, _SAMPLE_ROWS))
        sources.append(chain(sample, rows))
        layouts.append(_layout(table, name, _widths(table, sample)))
    plan = skeleton(layouts)
    written = cut = cleaned = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for position, (table, source) in enumerate(zip(tables, sources, strict=True)):
            layout = layouts[position]
            part, before, _ = plan.sheets[position]
            writers = Palette(*[CellWriter(styles, layout.widths) for styles in plan.palettes[position]])
            with package.open(part, "w") as stream:
                stream.write(before + b"<sheetData>")
                stream.write("".join(_head(table, layout, writers)).encode())
                count = 0
                for count, batch in _batches(source, layout.header, writers.body):
                    stream.write(batch)
                    if monitor is not None:
                        monitor.report(written + count, 0, "正在写出表格", table.name)
                layouts[position] = layout._replace(last=layout.header + count)
                if table.total_row is not None:
                    stream.write(writers.total.row(layout.header + count + 1, table.total_row).encode())
                plan = skeleton(layouts)
                stream.write(b"</sheetData>" + plan.sheets[position][2])
            written += count
            cut += sum(writer.cut for writer in writers)
            cleaned += sum(writer.cleaned for writer in writers)
        for name, content in plan.parts.items():
            package.writestr(name, content)
    return Written(written, cut, cleaned)


def _head(table: Table, layout: Layout, writers: Palette[CellWriter]) -> Iterator[str]:
    """Title, notes and header; merged cells do not grow by themselves, so their height is given."""
    across = sum(layout.widths)
    above = [(table.title, writers.title, 30, 1.9)] if table.title else []
    above += [(note, writers.note, 18, 1.06) for note in table.notes]
    for row, (text, writer, height, size) in zip(layout.merged, above, strict=True):
        yield writer.row(row, [text], min(height * wrapped_lines(text, across, size), TALLEST))
    yield writers.header.row(layout.header, [column.title for column in table.columns])


def _batches(
    source: Iterator[Sequence[Plain]], above: int, writer: CellWriter
) -> Iterator[tuple[int, bytes]]:
    """The records as XML, some hundred at a time, each with how many there were so far."""
    count = size = 0
    while rows := list(islice(source, _BATCH)):
        batch = "".join(starmap(writer.row, enumerate(rows, above + count + 1))).encode()
        count += len(rows)
        size += len(batch)
        if above + count >= LAST_ROW or size > _PART_LIMIT:
            raise Refused("内容超出一张工作表的容量（1,048,576 行），请缩小范围后再导出。", kind="too_large")
        yield count, batch


def _layout(table: Table, name: str, widths: tuple[float, ...]) -> Layout:
    if not 0 < len(table.columns) <= LAST_COLUMN:
        raise ValueError(f"{len(table.columns)} columns")
    above = bool(table.title) + len(table.notes)
    return Layout(
        name=name,
        widths=widths,
        forms=tuple(_form(column) for column in table.columns),
        dated=tuple(column.kind == "date" for column in table.columns),
        merged=tuple(range(1, above + 1)),
        header=above + 1,
        last=above + 1,
        landscape=table.landscape,
    )


def _form(column: Column) -> str:
    """The number format of a column's numbers."""
    if column.kind == "integer":
        return "0"
    return f"0.{'0' * column.decimals}" if column.decimals else "General"


def _widths(table: Table, sample: Sequence[Sequence[Plain]]) -> tuple[float, ...]:
    """As wide as the content of the first rows, within limits; a long header wraps into two lines."""
    widths: list[float] = []
    for position, column in enumerate(table.columns):
        if column.width is not None:
            widths.append(column.width)
            continue
        values = [row[position] for row in sample if position < len(row)]
        texts = [words(value)[:_WIDEST] for value in values if value is not None]
        content = max((breadth(line) for text in texts for line in text.splitlines()), default=0)
        header = breadth(column.title)
        widths.append(min(max(content, header if header <= 12 else header / 2, _NARROWEST), _WIDEST) + 2.0)
    return tuple(widths)


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel accepts on tabs: no []:*?/\\, at most 31 units, none twice (whatever the case)."""
    given: list[str] = []
    for position, name in enumerate(wanted, 1):
        clean = _NAME_FORBIDDEN.sub(" ", name).strip(" '") or f"表{position}"
        if clean.lower() == "history":  # Excel keeps it for itself
            clean += "1"
        choice, again = _shortened(clean, ""), 1
        while choice.lower() in {one.lower() for one in given}:
            again += 1
            choice = _shortened(clean, f"({again})")
        given.append(choice)
    return given


def _shortened(name: str, ending: str) -> str:
    units = name.encode("utf-16-le")[: (_NAME_LIMIT - len(ending)) * 2]
    return units.decode("utf-16-le", "ignore").strip(" '") + ending


@contextlib.contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    """A new file beside the target that takes its place when all went well, and is gone when not."""
    aside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        try:
            with aside.open("x+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Refused("磁盘空间不足，请清理磁盘或换一个位置再导出。", kind="disk_full") from error
        raise Refused(
            f"无法写入“{path.name}”，请先在其他程序中关闭它，或换一个位置再导出。", kind="not_writable"
        ) from error
