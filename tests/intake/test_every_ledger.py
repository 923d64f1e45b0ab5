"""A sheet headed by a ledger's own titles comes in whole, for every ledger that ships."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from civdesk import resources
from civdesk.desk import records
from civdesk.domain.fields import Field, Kind
from civdesk.store.workspace import Workspace
from tests.intake.handed_in import bring

KEYS = sorted(file.stem for file, _ in resources.tomls("ledgers"))
WRITTEN = {
    Kind.TEXT: "甲一",
    Kind.LONG: "第一段，第二段。",
    Kind.INTEGER: "3",
    Kind.AMOUNT: "2.5",
    Kind.DATE: "2026-03-12",
    Kind.PERIOD: "2026年",
    Kind.SPAN: "9:00-11:30",
    Kind.YES_NO: "是",
    Kind.PERSON: "张三",
    Kind.PEOPLE: "张三、李四",
    Kind.DEPARTMENT: "综合股",
    Kind.DEPARTMENTS: "综合股、党政办",
    Kind.PLACE: "三楼会议室",
    Kind.NUMBER: "某交〔2026〕3号",
}
CHECKED = {"id_card": "11010519491231002X", "phone": "13812345678", "name": "张三"}


def written(field: Field) -> str:
    """What a department would write into a cell of the field."""
    if field.choices:
        return field.choices[0] if field.kind is Kind.CHOICE else "、".join(field.choices[:2])
    if field.unit == "%":
        return "45%"
    return CHECKED.get(field.check) or WRITTEN[field.kind]


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_of_its_own_titles_comes_in(workspace: Workspace, tmp_path: Path, key: str) -> None:
    ledger = records.ledger(workspace, key)
    path = tmp_path / f"{ledger.title}.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(
            ["序号", *(f"{one.title}（{one.unit}）" if one.unit else one.title for one in ledger.fields)]
        )
        out.writerow([1, *map(written, ledger.fields)])
    report = bring(workspace, path, key)
    assert (report.imported, report.rejected, report.unmapped) == (1, (), ())
    assert list(report.mapping.values()) == list(ledger.keys)
    (record,) = records.find(workspace, key)
    shown = records.shown(ledger, record)
    empty = [one.key for one in ledger.fields if not shown[one.key]]
    assert empty == []


@pytest.mark.parametrize(
    ("key", "title", "field"),
    [
        ("news", "发布媒体", "media"),
        ("moral_lecture", "听课人数", "people"),
        ("quiz", "实考人数", "people"),
    ],
)
def test_what_departments_call_it(
    workspace: Workspace, tmp_path: Path, key: str, title: str, field: str
) -> None:
    ledger = records.ledger(workspace, key)
    path = tmp_path / "表.csv"
    path.write_text(
        f"{ledger.field(ledger.title_field).title},{ledger.field('date').title},{title}\n一,2026-03-12,3\n",
        encoding="utf-8",
    )
    assert bring(workspace, path, key).mapping.get(title) == field
