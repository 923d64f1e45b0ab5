"""Pictures in sheets: in cells by WPS and by Excel, drawn over the cells, in .ods and in .xls."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from civdesk.errors import Damaged
from civdesk.sheets.book import LostPicture
from civdesk.sheets.read import open_book
from tests.sheets.oldbooks import raw_ods
from tests.sheets.rawbooks import MAIN, OFFICE, PACKAGE, raw_book, read_values, sheet_xml

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMES = f'xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{OFFICE}"'


def relations(*targets: tuple[str, str, str]) -> str:
    """Relations by id, type and target."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}" Target="{target}"/>'
        for key, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def pic(embedded: str, name: str = "图片 1", link: str = "embed") -> str:
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{name}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:{link}="{embedded}"><a:extLst><a:ext/></a:extLst></a:blip></xdr:blipFill>'
        "<xdr:spPr/></xdr:pic>"
    )


def shown(path: Path) -> list[tuple[int, int, str, str, bytes]]:
    """Row, column, name, source and bytes of all pictures of the first sheet."""
    with open_book(path) as book:
        found = book.pictures(book.sheets[0].name)
        assert all(one.size == len(one.read()) for one in found if not one.name.endswith("bmp"))
        return [(one.row, one.column, one.name, one.source, one.read()) for one in found]


def lost(path: Path) -> list[LostPicture]:
    with open_book(path) as book:
        return book.lost_pictures(book.sheets[0].name)


def wps_cell(reference: str, name: str, formula: str = "_xlfn.DISPIMG") -> str:
    value = f'=DISPIMG("{name}",1)' if formula == "DISPIMG" else "#NAME?"
    kind = "str" if formula == "DISPIMG" else "e"
    return f'<c r="{reference}" t="{kind}"><f>{formula}("{name}",1)</f><v>{value}</v></c>'


def test_wps_pictures_in_cells(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>地点</v></c><c r="B1" t="str"><v>现场照片</v></c></row>'
        f'<row r="2"><c r="A2" t="s"><v>0</v></c>{wps_cell("B2", "ID_A", "DISPIMG")}</row>'
        f'<row r="3"><c r="A3" t="s"><v>0</v></c>{wps_cell("B3", "ID_B")}{wps_cell("C3", "ID_A")}</row>'
        f'<row r="5">{wps_cell("B5", "ID_GONE")}{wps_cell("C5", "ID_UNKNOWN")}</row>'
        '<row r="6"><c r="B6" t="s"><v>1</v></c></row>'
    )
    images = "".join(
        f"<etc:cellImage>{pic(f'rId{n}', name)}</etc:cellImage>"
        for n, name in enumerate(("ID_A", "ID_B", "ID_GONE"), 1)
    )
    path = raw_book(
        tmp_path / "a.xlsx",
        sheet_xml(rows),
        strings=f'<sst xmlns="{MAIN}"><si><t>小区</t></si><si><t>=DISPIMG("ID_A",1)</t></si></sst>',
        related='<Relationship Id="ci" Type="http://www.wps.cn/officeDocument/2020/cellImage" '
        'Target="cellimages.xml"/>',
        parts={
            "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
            f" {NAMES}>{images}</etc:cellImages>",
            "xl/_rels/cellimages.xml.rels": relations(
                ("rId1", "image", "media/image1.jpeg"),
                ("rId2", "image", "media/image1.jpeg"),  # pasted twice: two names, one file
                ("rId3", "image", "media/image3.jpeg"),
            ),
            "xl/media/image1.jpeg": b"\xff\xd8one",
        },
    )
    assert read_values(path) == {1: {1: "地点", 2: "现场照片"}, 2: {1: "小区"}, 3: {1: "小区"}}
    assert shown(path) == [
        (row, column, "image1.jpeg", "cell", b"\xff\xd8one") for row, column in ((2, 2), (3, 2), (3, 3))
    ]
    assert lost(path) == [LostPicture(5, 2, "图片不在文件里"), LostPicture(5, 3, "图片不在文件里")]


def test_drawn_pictures(tmp_path: Path) -> None:
    def anchor(row: int, column: int, content: str, kind: str = "twoCell") -> str:
        start = f"<xdr:col>{column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{row}</xdr:row>"
        end = "<xdr:to><xdr:col>9</xdr:col><xdr:row>99</xdr:row></xdr:to>" if kind == "twoCell" else ""
        start = "" if kind == "absolute" else f"<xdr:from>{start}</xdr:from>"
        return f"<xdr:{kind}Anchor>{start}{end}{content}<xdr:clientData/></xdr:{kind}Anchor>"

    group = f"<xdr:grpSp><xdr:grpSpPr/>{pic('rId1')}<xdr:grpSp>{pic('rId2')}</xdr:grpSp></xdr:grpSp>"
    shape = "<xdr:sp><xdr:spPr><a:blipFill><a:blip r:embed='rId1'/></a:blipFill></xdr:spPr></xdr:sp>"
    choice = (
        "<mc:AlternateContent xmlns:mc='m'><mc:Choice><xdr:graphicFrame/></mc:Choice>"
        f"<mc:Fallback>{pic('rId1')}</mc:Fallback></mc:AlternateContent>"
    )
    drawing = "".join(
        [
            anchor(9, 0, pic("rId2"), "oneCell"),
            anchor(1, 2, pic("rId1")),
            anchor(4, 3, group),
            anchor(5, 3, shape),
            anchor(5, 4, choice),
            anchor(5, 5, "<xdr:graphicFrame><a:graphic/></xdr:graphicFrame>"),
            anchor(6, 1, pic("rId3", link="link")),
            anchor(7, 1, pic("rId4")),
            anchor(0, 0, pic("rId1"), "absolute"),
            anchor(2_000_000, 1, pic("rId1")),
        ]
    )
    path = raw_book(
        tmp_path / "a.xlsx",
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', '<drawing r:id="rId1" xmlns:r="x"/>'),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("rId1", "drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": f"<xdr:wsDr {NAMES}>{drawing}</xdr:wsDr>",
            "xl/drawings/_rels/drawing1.xml.rels": relations(
                ("rId1", "image", "../media/image1.png"),
                ("rId2", "image", "/xl/media/image2.png"),
                ("rId4", "image", "../media/gone.png"),
            ),
            "xl/media/image1.png": b"one",
            "xl/media/image2.png": b"two",
        },
    )
    assert shown(path) == [
        (2, 3, "image1.png", "drawing", b"one"),
        (5, 4, "image1.png", "drawing", b"one"),
        (5, 4, "image2.png", "drawing", b"two"),
        (10, 1, "image2.png", "drawing", b"two"),
    ]
    assert sorted(lost(path)) == [
        LostPicture(0, 0, "图片没有放在单元格上"),
        LostPicture(0, 0, "图片没有放在单元格上"),
        LostPicture(7, 2, "图片不在文件里"),
        LostPicture(8, 2, "图片不在文件里"),
    ]


def noise(suffix: str, seed: int) -> io.BytesIO:
    target = io.BytesIO()
    Image.frombytes("RGB", (40, 30), random.Random(seed).randbytes(3600)).save(target, suffix)
    return target


@pytest.fixture
def excel(tmp_path: Path) -> Path:
    """What Excel makes of pictures placed in cells and over cells, as XlsxWriter writes it."""
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("图")
    sheet.write_row(0, 0, ["名称", "照片"])
    red, green = noise("png", 1), noise("jpeg", 2)
    for row, data in ((1, red), (2, green), (4, red)):
        sheet.write(row, 0, f"第{row}项")
        sheet.embed_image(row, 1, "p", {"image_data": data})
    sheet.insert_image(6, 3, "p", {"image_data": green})
    sheet.insert_image(7, 3, "p", {"image_data": noise("bmp", 3)})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=图!$A$1:$A$2"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("A20", "文本框")
    book.close()
    return tmp_path / "a.xlsx"


def test_excel_pictures_in_cells(excel: Path) -> None:
    red, green, blue = (noise(*one).getvalue() for one in (("png", 1), ("jpeg", 2), ("bmp", 3)))
    assert read_values(excel) == {
        1: {1: "名称", 2: "照片"},
        2: {1: "第1项"},
        3: {1: "第2项"},
        5: {1: "第4项"},
    }
    assert [(one[0], one[1], one[3], one[4]) for one in shown(excel)] == [
        (2, 2, "cell", red),
        (3, 2, "cell", green),
        (5, 2, "cell", red),
        (7, 4, "drawing", green),
        (8, 4, "drawing", blue),
    ]
    assert lost(excel) == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_what_libreoffice_makes_of_them(excel: Path, tmp_path: Path) -> None:
    """In .xls and .ods LibreOffice keeps what is drawn; the bitmap becomes another format."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, form in (("xls", "xls:MS Excel 97"), ("ods", "ods")):
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path]
        subprocess.run([*command, excel], check=True, capture_output=True)
        found = shown(tmp_path / f"a.{kind}")
        assert [one[:2] for one in found] == [(7, 4), (8, 4)] and not lost(tmp_path / f"a.{kind}")
        for _, _, _, _, data in found:
            with Image.open(io.BytesIO(data)) as picture:
                assert picture.size == (40, 30)
        assert found[0][4] == noise("jpeg", 2).getvalue()


def test_pictures_of_ods(tmp_path: Path) -> None:
    def frame(href: str) -> str:
        other = "<draw:image xlink:href='Pictures/b.png'/>"
        return f"<draw:frame><draw:image xlink:href='{href}'/>{other}</draw:frame>"

    group = f"<draw:g>{frame('Pictures/a.png')}</draw:g>"
    chart = "<draw:frame><draw:object/><draw:image xlink:href='./ObjectReplacements/O 1'/></draw:frame>"
    cells = f"<table:table-cell/><table:table-cell>{frame('Pictures/a.png')}{group}{chart}</table:table-cell>"
    cells += f"<table:table-cell office:value-type='string'>{frame('Pictures/c.png')}"
    cells += "<text:p>字</text:p></table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='4'/><table:table-row>{cells}</table:table-row>"
    shapes = f"<table:shapes>{frame('Pictures/a.png')}</table:shapes>"
    sheet = f"<table:table table:name='表'>{shapes}{rows}</table:table>"
    path = raw_ods(tmp_path / "a.ods", sheet, parts={"Pictures/a.png": b"one", "Pictures/b.png": b"two"})
    assert shown(path) == [(5, 2, "a.png", "drawing", b"one")] * 2
    assert lost(path) == [LostPicture(0, 0, "图片没有放在单元格上"), LostPicture(5, 3, "图片不在文件里")]
    assert read_values(path) == {5: {3: "字"}}


def test_a_picture_that_cannot_be_read(excel: Path) -> None:
    content = bytearray(excel.read_bytes())
    at = content.find(b"\x89PNG")  # stored as it is
    content[at : at + 4] = b"XXXX"
    excel.write_bytes(content)
    with open_book(excel) as book:
        first = book.pictures("图")[0]
        with pytest.raises(Damaged):
            first.read()
