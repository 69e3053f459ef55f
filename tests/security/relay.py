"""A relay before a server that counts who comes: how often a client tried."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Relay:
    """`address` is its own; `tried` counts the connections that came."""

    target: str
    tried: int = 0
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.listening.getsockname()[1]}"

    def serve(self) -> None:
        """Until `listening` is shut down."""
        host, _, port = self.target.rpartition(":")
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                self.tried += 1
                server = socket.create_connection((host, int(port)))
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=_pump, args=ends, daemon=True).start()


@contextlib.contextmanager
def standing(target: str) -> Iterator[Relay]:
    relay = Relay(target)
    thread = threading.Thread(target=relay.serve, daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        relay.listening.shutdown(socket.SHUT_RDWR)
        relay.listening.close()
        thread.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
