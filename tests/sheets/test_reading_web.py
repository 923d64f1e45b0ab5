"""What office systems call .xls: web pages with tables, and the XML of Excel 2003."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from civdesk.errors import Damaged, DeskError, Refused
from civdesk.sheets.book import LostPicture, Range, SheetInfo
from civdesk.sheets.read import open_book
from tests.sheets.rawbooks import read_apart, read_rows, read_values

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>导出</title>
<style><!-- td {color:red} --></style><!--[if gte mso 9]><xml><x:Name>表</x:Name></xml><![endif]--></head>
<body><h3>志愿服务&nbsp;登记表</h3>
<table border=1 onclick="a>b">
<tr><th rowspan=2>名称</th><th colspan="2">时间&amp;地点</th></tr>
<tr><td>日期</td><td>地点<br>（全称）</td></tr>
<TR><TD style='vnd.ms-excel.numberformat:@'>001<TD>2026-03-05</TD>
<TD>  幸福
  社区 &lt;二&gt; <img src="a.jpg"></TD></TR>
<tr><td></td><td>&nbsp;</td></tr>
<tr><td>尾</td></tr></table><p>制表人：张三</p></body></html>"""
VALUES = {
    1: {1: "志愿服务 登记表"},
    2: {1: "名称", 2: "时间&地点"},
    3: {2: "日期", 3: "地点\n（全称）"},
    4: {1: "001", 2: "2026-03-05", 3: "幸福 社区 <二>"},
    6: {1: "尾"},
    7: {1: "制表人：张三"},
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_with_a_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(PAGE.encode(encoding))
    assert read_values(path) == VALUES
    with open_book(path) as book:
        assert book.sheets == [SheetInfo("导出", False)]
        assert book.merges("导出") == [Range(2, 1, 3, 1), Range(2, 2, 2, 3)]
        assert book.pictures("导出") == []
        assert book.lost_pictures("导出") == [LostPicture(4, 3, "网页表格里的图片不在文件里")]


def test_wrong_bytes_do_not_hide_a_page(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(PAGE.encode("gb18030").replace("幸福".encode("gb18030"), b"\xff\xff"))
    assert read_values(path)[6] == {1: "尾"}


def test_a_table_inside_a_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<table><tr><td><table><tr><td>1<td>2<tr><td>3</table></td></tr></table>")
    assert list(read_values(path).values()) == [{1: "1", 2: "2"}, {1: "3"}]


@pytest.mark.parametrize("cut", [60, 400, 500, PAGE.index("尾")])
def test_a_page_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.xls"
    path.write_text(PAGE[:cut], encoding="utf-8")
    with pytest.raises(Refused):
        read_rows(path)


def test_what_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<html><body>请先登录</body></html>", encoding="utf-8")
    with pytest.raises(Refused, match="没有表格"):
        open_book(path)
    path.write_text("MIME-Version: 1.0\nContent-Type: multipart/related\n\n")
    with pytest.raises(Refused, match="网页存档"):
        open_book(path)


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td rowspan=1000000 colspan=16384>x</td></tr>" * 100_000 + "</table>",
        "<table><tr><td>" + "<" * 2_000_000 + "</table>",
        "<table><tr><td>" + '<a "' * 500_000 + "</table>",
        "<table><tr><td>" + "<!--" * 500_000 + "</table>",
        "<table><tr><td>" + "<script>" * 250_000 + "</table>",
        "<table><tr><td>" + "x" * 9_000_000 + "</table>",
        "<table><tr>" + "<td>x" * 50_000 + "</table>",
    ],
)
def test_hostile_pages_end_soon(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.xls"
    path.write_text(page)
    _, _, peak, _ = read_apart(path)
    assert peak < 200


BOOK = """<?xml version="1.0" encoding="{}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="台账"><Table ss:ExpandedColumnCount="4"><Column ss:Width="80"/>
<Row ss:Index="2"><Cell ss:MergeAcross="2"><Data ss:Type="String">登记表</Data></Cell>
<Cell><Data ss:Type="String">尾</Data></Cell></Row>
<Row><Cell ss:Index="2"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>体</ss:Data>
<Comment><ss:Data>批注</ss:Data></Comment></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="Number">12.5</Data></Cell></Row>
<Row ss:Span="2"><Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">1899-12-31T09:30:00.000</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Boolean">1</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number"></Data></Cell><Cell ss:Formula="=RC[-1]"/></Row>
</Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="Number">3</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_xml_of_excel_2003(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(BOOK.format(encoding).encode(encoding))
    with open_book(path) as book:
        assert book.sheets == [SheetInfo("台账", False), SheetInfo("藏", True)]
        assert book.merges("台账") == [Range(2, 1, 2, 3), Range(3, 3, 4, 3)]
        assert [row.cells[1].value for row in book.rows("藏")] == [3]
    assert read_values(path) == {
        2: {1: "登记表", 4: "尾"},
        3: {2: "粗体", 3: 12.5},
        4: {1: datetime.date(2026, 3, 5), 2: datetime.time(9, 30), 4: True, 5: "#DIV/0!"},
        7: {2: "=RC[-1]"},
    }


def test_bad_xml_of_excel_2003(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    whole = BOOK.format("utf-8")
    for bad in (
        whole[:900],
        whole.replace('ss:Index="2"><Cell', 'ss:Index="1048577"><Cell'),
        whole.replace('ss:MergeAcross="2"', 'ss:MergeAcross="-2"'),
        whole.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "哈">]><Workbook'),
    ):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(Damaged):
            read_rows(path)
    path.write_text(whole.partition("<Worksheet")[0] + "</Workbook>", encoding="utf-8")
    with pytest.raises(DeskError, match="不是可以读取的表格"):
        read_rows(path)
