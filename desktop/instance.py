"""One window for a workspace: whoever starts the app again is led to the window that is there.

The first window listens under a name made of the user and the workspace; a second start knocks there and ends when it is
answered. A first one that hangs does not answer: then the second start goes on, and core says who has the workspace.
"""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE, SAMPLE = b"raise\n", b"sample\n"
_HERE = b"here\n"
_CONNECT_MS, _ANSWER_MS = 300, 2_000


def server_name(path: Path) -> str:
    """The name under which the window with the workspace at `path` listens; short, for a socket's path is limited."""
    key = f"{getpass.getuser()}\0{path.resolve()}"
    return "countersign-" + hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def hand_over(path: Path, *, sample: bool = False) -> bool:
    """Ask the window that has the workspace at `path` to come to the front; False when there is none, or it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(path))
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(SAMPLE if sample else RAISE)
    answered = socket.waitForBytesWritten(_CONNECT_MS) and socket.waitForReadyRead(_ANSWER_MS)
    return answered and bytes(socket.readAll().data()) == _HERE


class Doorbell(QObject):
    """Listens for later starts with the same workspace. `rung` tells whether the sample project is wanted."""

    rung = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self, path: Path) -> bool:
        """Listen for the workspace at `path` from now on, and for no other; False when that is not possible."""
        self.close()
        name = server_name(path)
        if self._server.listen(name):
            return True
        # A window that was killed leaves its socket behind. Nobody answers there, or this one would not have started.
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._answer(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        wish = bytes(socket.readLine().data())
        if wish in {RAISE, SAMPLE}:
            socket.write(_HERE)
            socket.flush()
            self.rung.emit(wish == SAMPLE)
        socket.disconnectFromServer()
