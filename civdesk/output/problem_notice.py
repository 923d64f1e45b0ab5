"""The 责任追究通知书 as a page to be printed: who is called to account, why, and the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from .printed import BODY, heading, paragraph


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands on it; `facts` are lines, each with its day."""

    unit: str
    to: str
    reason: str
    facts: tuple[str, ...]
    on: date


def page(notice: Notice) -> str:
    """The notice as HTML for paper."""
    day = f"{notice.on.year}年{notice.on.month}月{notice.on.day}日"
    parts = [
        heading("责任追究通知书"),
        paragraph(f"{notice.to or '________'}：", indent=False),
        paragraph(
            f"因{notice.reason}，按照文明创建工作责任制的规定，现对你单位（个人）进行责任追究。有关情况如下："
        ),
        *(paragraph(f"{n}．{fact}") for n, fact in enumerate(notice.facts, 1)),
        paragraph("请在收到通知后说明原因，提出整改措施，并在整改时限内整改到位。"),
        f'<p align="right" style="{BODY}">{escape(notice.unit)}</p>',
        f'<p align="right" style="{BODY}">{day}</p>',
        paragraph("签收人：____________　　签收日期：____________", indent=False),
    ]
    return "".join(parts)
