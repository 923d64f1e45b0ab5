"""The left part: the evidence by what is to be done with it, by kind, month and ledger."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ...domain.ledgers import Ledger
from ...store.albums import Albums
from ...store.evidence import Filter
from ...store.proofs import INDICATOR
from ..widgets.choices import Choice, Heading

KINDS = ("photo", "video", "audio", "document", "other")


def kind_title(kind: str) -> str:
    """What a kind of evidence is called."""
    return {
        "photo": QCoreApplication.translate("Albums", "照片"),
        "video": QCoreApplication.translate("Albums", "视频"),
        "audio": QCoreApplication.translate("Albums", "音频"),
        "document": QCoreApplication.translate("Albums", "文档"),
        "other": QCoreApplication.translate("Albums", "其他文件"),
    }[kind]


def rows(found: Albums, ledgers: Mapping[str, Ledger]) -> list[Choice | Heading]:
    """What there is to choose from; a kind, month or ledger without evidence is not offered."""
    tr = QCoreApplication.translate
    shown: list[Choice | Heading] = [
        Choice("all", tr("Albums", "全部"), found.everything),
        Choice("unlinked", tr("Albums", "未关联"), found.unlinked, "short" if found.unlinked else "met"),
        Choice(
            "incomplete", tr("Albums", "说明不全"), found.incomplete, "short" if found.incomplete else "met"
        ),
    ]
    if found.damaged:
        shown.append(Choice("damaged", tr("Albums", "已损坏"), found.damaged, "short"))
    kinds = [kind for kind in KINDS if found.kinds.get(kind)]
    if len(kinds) > 1:
        shown.append(Heading(tr("Albums", "种类")))
        shown += [Choice(f"kind:{kind}", kind_title(kind), found.kinds[kind]) for kind in kinds]
    if found.ledgers:
        shown.append(Heading(tr("Albums", "用在哪本台账")))
        shown += [
            Choice(f"ledger:{key}", book.title, found.ledgers[key])
            for key, book in ledgers.items()
            if found.ledgers.get(key)
        ]
        if found.ledgers.get(INDICATOR):
            title = tr("Albums", "测评指标")
            shown.append(Choice(f"ledger:{INDICATOR}", title, found.ledgers[INDICATOR]))
    if found.months:
        shown.append(Heading(tr("Albums", "拍摄月份")))
        month = tr("Albums", "{year}年{month}月")
        shown += [
            Choice(f"month:{key}", month.format(year=key[:4], month=int(key[5:])), number)
            for key, number in found.months.items()
        ]
        if found.undated:
            shown.append(Choice("undated", tr("Albums", "日期不明"), found.undated))
    return shown


def filter_of(key: str, text: str) -> Filter:
    """What a choice stands for."""
    kind, _, value = key.partition(":")
    match kind:
        case "unlinked":
            return Filter(text, unlinked=True)
        case "incomplete":
            return Filter(text, incomplete=True)
        case "damaged":
            return Filter(text, damaged=True)
        case "undated":
            return Filter(text, undated=True)
        case "kind":
            return Filter(text, kind=value)
        case "ledger":
            return Filter(text, ledger=value)
        case "month":
            last = calendar.monthrange(int(value[:4]), int(value[5:]))[1]
            return Filter(text, taken_from=f"{value}-01", taken_to=f"{value}-{last:02}")
        case _:
            return Filter(text)
