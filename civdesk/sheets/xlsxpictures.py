"""The pictures of an .xlsx: those of WPS and of Excel in cells, and those drawn over the cells.

WPS: the cell holds the formula DISPIMG("ID_…",1), and xl/cellimages.xml says which file has this name.
Excel: the cell is the error #VALUE! with the attribute vm, which leads through metadata and rich values to a
file ([MS-XLSX] 2.2.4.5, 2.3.7). Drawn ones have an anchor, whose top left cell counts (ECMA-376 20.5).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Literal, NamedTuple

from civdesk.errors import Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import LAST_COLUMN, LAST_ROW, PICTURE_LIMIT, LostPicture, SheetPicture
from civdesk.sheets.xlsxrows import PlaceScanner
from civdesk.sheets.xmlparts import Attributes, Package, local

_COUNT_LIMIT = 50_000
_NAME = re.compile(r"DISPIMG\(\s*[\"']?([^\"',)]{1,200})", re.IGNORECASE)
_MISSING = "图片不在文件里"


class _Placed(NamedTuple):
    row: int
    column: int
    part: str  # "" where the file does not have it
    source: Literal["cell", "drawing"]
    reason: str = _MISSING


@dataclass(slots=True)
class CellImages:
    """The pictures that cells may show: WPS's by name, Excel's by the number in the cell's vm."""

    named: dict[str, str] = field(default_factory=dict)
    numbered: dict[int, str] = field(default_factory=dict)


def cell_images(package: Package, workbook: str) -> CellImages:
    """Which part each in-cell picture is; empty for parts that are not there."""
    parts = {kind: part for _, kind, part in package.relations(workbook)}
    images = CellImages()
    where = parts.get("cellImage") or posixpath.join(posixpath.dirname(workbook), "cellimages.xml")
    if where in package:
        images.named = _named(package, where)
    if parts.get("sheetMetadata", "") in package and parts.get("rdRichValue", "") in package:
        images.numbered = _numbered(package, parts)
    return images


def _named(package: Package, part: str) -> dict[str, str]:
    targets = _targets(package, part)
    named: dict[str, str] = {}
    name = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal name
        if tag == "cNvPr":
            name = attributes.get("name", "")
        elif tag == "blip":
            named.setdefault(name, targets.get(_embedded(attributes), ""))

    package.read(part, start)
    return named


def _numbered(package: Package, parts: dict[str, str]) -> dict[int, str]:
    """Follow vm → metadata → rich value → the structure's place of the picture → relation → part."""
    image_keys = _image_keys(package, parts.get("rdRichValueStructure", ""))
    relations = _relation_targets(package, parts.get("richValueRel", ""))
    values: list[str | None] = []  # of each rich value its part, None where it is no picture
    kind, held = -1, list[str]()

    def value_start(tag: str, attributes: Attributes) -> None:
        nonlocal kind
        if tag == "rv":
            kind = _int(attributes.get("s", ""))
            held.clear()

    def value_end(tag: str, text: str) -> None:
        if tag == "v":
            held.append(text)
        elif tag == "rv":
            at = image_keys.get(kind)
            number = _int(held[at]) if at is not None and at < len(held) else -1
            values.append(None if at is None else relations[number] if 0 <= number < len(relations) else "")

    package.read(parts["rdRichValue"], value_start, value_end)

    rich_type, types = -1, 0
    future = ""
    blocks: list[int] = []  # rich values of the future metadata
    numbered: dict[int, str] = {}
    cells = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal rich_type, types, future, cells
        if tag == "metadataType":
            types += 1
            if attributes.get("name") == "XLRICHVALUE":
                rich_type = types
        elif tag in ("futureMetadata", "valueMetadata", "cellMetadata"):
            future = attributes.get("name", tag)
        elif tag == "rvb" and future == "XLRICHVALUE":
            blocks.append(_int(attributes.get("i", "")))
        elif tag == "bk" and future == "valueMetadata":
            cells += 1
        elif tag == "rc" and future == "valueMetadata" and _int(attributes.get("t", "")) == rich_type:
            block = _int(attributes.get("v", ""))
            value = blocks[block] if 0 <= block < len(blocks) else -1
            part = values[value] if 0 <= value < len(values) else None
            if part is not None:
                numbered[cells] = part

    package.read(parts["sheetMetadata"], start)
    return numbered


def _image_keys(package: Package, part: str) -> dict[int, int]:
    """For each structure of rich values that is a picture, which of its values names the picture."""
    found: dict[int, int] = {}
    structure, key = -1, 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal structure, key
        if tag == "s":
            structure, key = structure + 1, -1
        elif tag == "k":
            key += 1
            if attributes.get("n", "").endswith("LocalImageIdentifier"):
                found[structure] = key

    if part in package:
        package.read(part, start)
    return found


def _relation_targets(package: Package, part: str) -> list[str]:
    found: list[str] = []
    if part in package:
        targets = _targets(package, part)

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "rel":
                key = next((value for name, value in attributes.items() if local(name) == "id"), "")
                found.append(targets.get(key, ""))

        package.read(part, start)
    return found


def find_pictures(
    package: Package, part: str, images: CellImages, monitor: Monitor | None
) -> tuple[list[SheetPicture], list[LostPicture]]:
    """The pictures of one worksheet part, and those that cannot be had."""
    found: list[SheetPicture] = []
    lost: list[LostPicture] = []
    for one in _placed(package, part, images, monitor):
        size = package.size(one.part) if one.part else -1
        place = one.row, one.column
        if size <= 0:
            lost.append(LostPicture(*place, one.reason))
        elif size > PICTURE_LIMIT:
            lost.append(LostPicture(*place, "图片过大"))
        else:
            name = posixpath.basename(one.part)
            found.append(SheetPicture(*place, name, size, one.source, package.reader(one.part)))
        if len(found) + len(lost) > _COUNT_LIMIT:
            raise Refused("表格中的图片过多，请拆成几个文件后再导入。", kind="too_large")
    found.sort(key=lambda one: (one.row, one.column))
    return found, lost


def _placed(package: Package, part: str, images: CellImages, monitor: Monitor | None) -> Iterator[_Placed]:
    with package.open(part) as stream:
        yield from _in_cells(stream, images, monitor)
    for _, kind, drawing in package.relations(part):
        if kind == "drawing" and drawing in package:
            yield from _drawn(package, drawing)


def _in_cells(stream: IO[bytes], images: CellImages, monitor: Monitor | None) -> Iterator[_Placed]:
    for row, column, formula, number in PlaceScanner().places(stream, monitor):
        match = _NAME.search(formula)
        if match is not None:
            yield _Placed(row, column, images.named.get(match[1], ""), "cell")
        elif number in images.numbered:
            yield _Placed(row, column, images.numbered[number], "cell")


def _drawn(package: Package, part: str) -> list[_Placed]:
    """The pictures of a drawing, also those in groups; shapes filled with a picture are none."""
    targets = _targets(package, part)
    found: list[_Placed] = []
    place = {"row": -1, "col": -1}
    open_tags: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        open_tags.append(tag)
        if tag.endswith("Anchor"):
            place.update(row=-1, col=-1)
        elif tag == "blip" and "pic" in open_tags and "Fallback" not in open_tags:
            row, column = place["row"] + 1, place["col"] + 1
            inside = 0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN
            target = targets.get(_embedded(attributes), "") if inside else ""
            reason = "图片没有放在单元格上" if not inside else _MISSING
            found.append(_Placed(*((row, column) if inside else (0, 0)), target, "drawing", reason))

    def end(tag: str, text: str) -> None:
        open_tags.pop()
        if tag in place and open_tags[-1:] == ["from"]:
            place[tag] = _int(text)

    package.read(part, start, end)
    return found


def _targets(package: Package, part: str) -> dict[str, str]:
    return {key: target for key, _, target in package.relations(part)}


def _embedded(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if local(name) == "embed"), "")


def _int(text: str) -> int:
    """A small whole number, -1 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1
