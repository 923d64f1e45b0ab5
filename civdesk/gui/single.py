"""One window for one workspace: a second start shows the first window instead of opening another."""

from __future__ import annotations

import getpass
import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PROTOCOL = 1
_WAIT = 2000


def name_for(path: Path) -> str:
    """The name by which starts of this person with this workspace find each other."""
    place = f"{getpass.getuser()}\n{path.resolve()}"
    return "civdesk-" + hashlib.sha256(place.encode()).hexdigest()[:20]


class SingleInstance(QObject):
    """Holds the place of the first window, or asks the first window to come forward.

    Signals:
        activated(): another start asked for the window.
    """

    activated = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name_for(path)
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, never by age
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the first; False when another one is there (ask it with `show_first`)."""
        if not self._lock.tryLock(0):
            return False
        # Whoever held the name is dead, or we would not hold the lock.
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def show_first(self) -> bool:
        """Ask the first window to come forward; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT):
            return False
        socket.write(json.dumps({"protocol": _PROTOCOL, "command": "activate"}).encode() + b"\n")
        if not socket.waitForReadyRead(_WAIT):
            return False
        return bytes(socket.readLine().data()).strip() == b"ok"

    def holder(self) -> int:
        """The process of the first window, for the message when it does not answer."""
        pid = self._lock.getLockInfo()[0] if self._lock.getLockInfo() else 0
        return int(pid)

    def release(self) -> None:
        """Leave the place to the next start."""
        if self._server:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        if socket.canReadLine():  # it may all have come before we listened
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            said = json.loads(bytes(socket.readLine().data()))
            known = said.get("protocol") == _PROTOCOL and said.get("command") == "activate"
        except (ValueError, AttributeError):
            known = False
        socket.write(b"ok\n" if known else b"unknown\n")
        socket.flush()
        socket.disconnectFromServer()
        if known:
            self.activated.emit()
