"""Small pictures of evidence: loaded beside the window, the ones in sight first, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from ...errors import DeskError
from ...jobs import Monitor
from ..context import Desk

_JOBS, _TOGETHER, _WAITING = 2, 6, 200
_ROOM = 96 << 20  # bytes of pictures held

Key = tuple[str, int]


class Previews(QObject):
    """Give a picture at once or later.

    Signals:
        ready(str): the id of evidence whose picture can be had now.
    """

    ready = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._loading: set[Key] = set()
        self._running = 0

    def pixmap(self, id: str, side: int) -> QPixmap | None:
        """The picture of evidence, its longer side at most `side` pixels; a null one where there is none.

        None when it is not here yet: it is fetched, and `ready` tells.
        """
        key = (id, side)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        if key not in self._loading:
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            while len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            self._start()
        return None

    def forget(self, ids: frozenset[str] | None = None) -> None:
        """Drop what may have changed; None: everything."""
        for key in [key for key in self._kept if ids is None or key[0] in ids]:
            self._bytes -= _weight(self._kept.pop(key))

    def _start(self) -> None:
        while self._wanted and self._running < _JOBS:
            # What was asked for last is what the eye is on now.
            part = [self._wanted.popitem()[0] for _ in range(min(_TOGETHER, len(self._wanted)))]
            self._loading.update(part)
            self._running += 1
            self._desk.runner.run(
                lambda monitor, part=part: self._load(part, monitor),
                on_done=lambda made, part=part: self._arrived(part, made),
                on_error=lambda _error, part=part: self._arrived(part, {}),
                on_stopped=lambda part=part: self._arrived(part, {}),
                quiet=True,
            )

    def _load(self, part: list[Key], monitor: Monitor) -> dict[Key, QImage]:
        from ...desk import evidence  # it brings the reading of pictures along: not before the window

        made = {}
        for id, side in part:
            monitor.check()
            try:
                data = evidence.preview(self._desk.ws, id)
            except DeskError:
                data = None  # deleted meanwhile, or damaged: the place shows an icon
            image = QImage.fromData(data) if data else QImage()
            if not image.isNull() and max(image.width(), image.height()) > side:
                image = image.scaled(
                    side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            made[id, side] = image
        return made

    def _arrived(self, part: list[Key], made: dict[Key, QImage]) -> None:
        self._running -= 1
        self._loading.difference_update(part)
        for key, image in made.items():
            picture = QPixmap.fromImage(image)
            self._kept[key] = picture
            self._bytes += _weight(picture)
        while self._bytes > _ROOM and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        for id in dict.fromkeys(id for id, _ in made):
            self.ready.emit(id)
        self._start()


def _weight(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4 + 64
