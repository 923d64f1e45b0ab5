"""The head of the grid: titles with a funnel each, and over the proofs one character for each role."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QToolTip, QWidget

from ...domain.ledgers import Ledger
from ...store.selecting import BY_PROOFS
from .. import style
from ..icons import pixmap
from . import ticks

_FUNNEL = 14  # its side, and what is kept free for it at the right of a title (style: funnel)


class GridHead(QHeaderView):
    """Click on a title to sort, on its funnel to filter.

    Signals:
        wants_filter(int): the funnel of a column.
    """

    wants_filter = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("records")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self._filtered: frozenset[str] = frozenset()
        self._ledger: Ledger | None = None
        self._letters: Mapping[str, str] = {}
        self._titles: Mapping[str, str] = {}
        self._over = -1
        self._pressed = -1

    def show_ledger(self, ledger: Ledger, roles: Mapping[str, str]) -> None:
        """What the characters over the proofs mean."""
        self._ledger, self._titles = ledger, roles
        self._letters = ticks.initials(ledger, roles)

    def set_filtered(self, keys: frozenset[str]) -> None:
        """Mark the columns by which the list is filtered."""
        if keys != self._filtered:
            self._filtered = keys
            self.viewport().update()

    @property
    def filtered(self) -> frozenset[str]:
        """The keys of the columns that are marked."""
        return self._filtered

    def funnel(self, section: int) -> QRect:
        """Where the funnel of a column is, in the viewport."""
        wide = style.scaled(_FUNNEL + 10)
        left = self.sectionViewportPosition(section) + self.sectionSize(section) - wide
        return QRect(left, 0, wide - style.scaled(4), self.height())

    def _key(self, section: int) -> str:
        columns = self.model().columns if self.model() else ()
        return columns[section].key if 0 <= section < len(columns) else ""

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        if self._key(section) == BY_PROOFS:
            option.text = ""  # the characters of the roles stand there

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        key = self._key(section)
        painter.save()
        super().paintSection(painter, area, section)
        painter.restore()
        if key == BY_PROOFS and self._ledger is not None:
            painter.save()
            painter.setClipRect(area)
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("accent" if key in self._filtered else "soft"))
            for role, place in ticks.slots(self._ledger, area):
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._letters[role])
            painter.restore()
        elif key and (key in self._filtered or section == self._over):
            side = style.scaled(_FUNNEL)
            place = self.funnel(section)
            top = area.center().y() - side // 2
            tint = "accent" if key in self._filtered else "faint"
            painter.drawPixmap(QPoint(place.left(), top), pixmap("filter", tint, side))

    def sectionSizeFromContents(self, section: int) -> QSize:
        size = super().sectionSizeFromContents(section)
        return QSize(size.width(), max(size.height(), style.scaled(36)))

    # --- the mouse -----------------------------------------------------------------------------------

    def _funnel_at(self, place: QPoint) -> int:
        section = self.logicalIndexAt(place)
        if section < 0 or self._key(section) in ("", BY_PROOFS):
            return -1
        edge = self.sectionViewportPosition(section) + self.sectionSize(section)
        # The last pixels belong to the handle that makes the column wider.
        return section if self.funnel(section).contains(place) and place.x() < edge - 4 else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._funnel_at(event.position().toPoint()) if left else -1
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed < 0:
            super().mouseReleaseEvent(event)
            return
        section, self._pressed = self._pressed, -1
        if self._funnel_at(event.position().toPoint()) == section:
            self.wants_filter.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._over:
            self._over = section
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if (text := self.tip(section, event.pos())) and section >= 0:
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().viewportEvent(event)

    def tip(self, section: int, place: QPoint) -> str:
        """What a head says when the mouse rests on it."""
        if self._ledger is None or section < 0:
            return ""
        if self._key(section) != BY_PROOFS:
            title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            return self.tr("{title}\n单击排序；漏斗或 Alt+↓ 筛选").format(title=title)
        role = ticks.role_at(self._ledger, place.x() - self.sectionViewportPosition(section))
        proof = next((p for p in self._ledger.proofs if p.role == role), None)
        if proof is None:
            return self.tr("佐证：✓ 已有，○ 还缺；单击按齐全程度排序")
        title = self._titles.get(role, role)
        if proof.wanted:
            return self.tr("{title}（要 {n} 份）：✓ 已够，○ 还缺").format(title=title, n=proof.wanted)
        return self.tr("{title}（不作要求）：✓ 已有").format(title=title)
