"""The front as it is really served, over the wire: what is sent byte by byte, what comes back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from mutua.cli_serve import bound
from mutua.store.database import Archive


@dataclass(frozen=True)
class Live:
    port: int

    def opened(self, sent: bytes = b"") -> socket.socket:
        """A connection over which so much was sent, and which waits."""
        made = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        with suppress(OSError):
            made.sendall(sent)
        return made

    def raw(self, sent: bytes) -> bytes:
        """What comes back for the bytes, until the answer is whole or the connection closed."""
        with self.opened(sent) as one:
            found = b""
            with suppress(OSError):  # it was shut before everything sent was read
                one.shutdown(socket.SHUT_WR)
                while piece := one.recv(65536):
                    found += piece
        return found


@contextmanager
def live(archive: Archive) -> Iterator[Live]:
    """The pages of the archive on a port of this machine, until the end of the block."""
    server, _ = bound(archive, "127.0.0.1", [0])
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Live(server.effective_port)
    finally:
        server.close()
        thread.join(5)
