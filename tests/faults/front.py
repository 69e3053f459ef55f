"""A front before the real Elasticsearch that misbehaves on demand: what a proxy, a full disk or a busy node does; with
TLS and API keys, which the Elasticsearch of Maven Central does not have."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import urlsplit

Mood = Literal["pass", "busy", "unavailable", "cut", "lost answer", "items busy", "short answer", "slow body"]
NOT_PASSED_ON = ("host", "accept-encoding", "authorization")
PRODUCT = ("X-Elastic-Product", "Elasticsearch")


class Front:
    """`mood` says what becomes of bulk requests; everything else goes through. `spoiled` counts those it spoiled.

    `keys` are the API keys that are let in; null lets everyone in. `refused` counts requests without one of them.
    """

    def __init__(self, target: str, tls: ssl.SSLContext | None = None, keys: set[str] | None = None) -> None:
        self.target = urlsplit(target).netloc
        self.mood: Mood = "pass"
        self.spoiled = 0
        self.keys = keys
        self.refused = 0
        self.scheme = "https" if tls else "http"
        self.server = Server(("127.0.0.1", 0), _handler(self))
        if tls:
            # The handshake is left to the handler's thread: one that fails must not hold up the others.
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server.server_address[1]}"

    def lets_in(self, authorization: str | None) -> bool:
        return self.keys is None or authorization in {f"ApiKey {key}" for key in self.keys}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that refuses the certificate is what a test wants: no traceback for it."""


@contextmanager
def standing(target: str, tls: ssl.SSLContext | None = None, keys: set[str] | None = None) -> Iterator[Front]:
    front = Front(target, tls, keys)
    thread = threading.Thread(target=front.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield front
    finally:
        front.server.shutdown()
        front.server.server_close()
        thread.join()


def _handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            return

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            mood: Mood = front.mood if self.path.startswith("/_bulk") else "pass"
            if not front.lets_in(self.headers.get("Authorization")):
                front.refused += 1
                self._answer(401, b'{"error":{"type":"security_exception"},"status":401}')
            elif mood in ("busy", "unavailable"):
                front.spoiled += 1
                self._answer(429 if mood == "busy" else 503, b'{"error":"not now","status":0}')
            elif mood == "cut":
                front.spoiled += 1
                self.close_connection = True
            else:
                self._pass_on(body, mood)

        def _pass_on(self, body: bytes, mood: Mood) -> None:
            status, kind, answer = self._ask(body)
            if mood == "pass":
                self._answer(status, answer, kind)
                return
            front.spoiled += 1
            if mood == "lost answer":
                self.close_connection = True
            elif mood == "slow body":
                self._answer(status, answer, kind, cut=len(answer) // 2)
            else:
                self._answer(status, _spoil(answer, mood), kind)

        def _ask(self, body: bytes) -> tuple[int, str, bytes]:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in NOT_PASSED_ON}
            connection = http.client.HTTPConnection(front.target, timeout=60)
            try:
                connection.request(self.command, self.path, body, headers)
                found = connection.getresponse()
                return found.status, found.getheader("Content-Type") or "application/json", found.read()
            except OSError:
                return 503, "application/json", b'{"error":"nobody there","status":503}'
            finally:
                connection.close()

        def _answer(self, status: int, body: bytes, kind: str = "application/json", cut: int | None = None) -> None:
            self.send_response(status)
            self.send_header(*PRODUCT)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[:cut])
            self.close_connection = self.close_connection or cut is not None

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _serve

    return Handler


def _spoil(answer: bytes, mood: Mood) -> bytes:
    """The server's own answer, with items refused for now although they were written, or with items left out."""
    told = json.loads(answer)
    if mood == "short answer":
        told["items"] = told["items"][:1]
    else:
        for item in told["items"][::2]:
            next(iter(item.values())).update(status=429, error={"type": "es_rejected_execution_exception"})
    return json.dumps(told).encode()
