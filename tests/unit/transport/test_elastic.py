"""The client's settings are refused by name, and no secret is repeated."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.errors import BadSetting
from pipeline.settings import Elasticsearch
from pipeline.transport.elastic import addresses, connect, wait_until_up

SECRET = "c2VjcmV0LWtleQ=="


@contextmanager
def answering(status: int, product: str | None, body: bytes = b"{}") -> Iterator[str]:
    """A server on loopback that gives every request the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            if product:
                self.send_header("X-Elastic-Product", product)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    "hosts", ["", "localhost:9200", "http://localhost", "ftp://x:1", "http://x:99999", "http://:9"]
)
def test_a_wrong_address_is_refused_by_name(hosts: str) -> None:
    with pytest.raises(BadSetting, match=r"^elasticsearch\.hosts: "):
        connect(Elasticsearch(hosts=hosts))


def test_several_hosts() -> None:
    client = connect(Elasticsearch(hosts="http://one:9200, http://two:9201,"))
    assert addresses(client) == "http://one:9200, http://two:9201"


def test_a_ca_file_must_be_there_and_goes_with_https(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"^elasticsearch\.ca_file: there is no file"):
        connect(Elasticsearch(hosts="https://x:1", ca_file=tmp_path / "ca.pem"))
    (tmp_path / "ca.pem").write_text("")
    with pytest.raises(BadSetting, match=r"^elasticsearch\.ca_file: it needs https"):
        connect(Elasticsearch(hosts="http://x:1", ca_file=tmp_path / "ca.pem"))


def test_a_password_in_an_address_is_not_repeated() -> None:
    client = connect(Elasticsearch(hosts=f"http://me:{SECRET}@127.0.0.1:1"))
    with pytest.raises(BadSetting, match=r"^elasticsearch\.hosts: no Elasticsearch answers") as caught:
        wait_until_up(client, 0)
    assert SECRET not in str(caught.value)
    assert "WIRE_ELASTICSEARCH__HOSTS" in str(caught.value)


def test_a_refused_key_is_told_at_once() -> None:
    with answering(401, "Elasticsearch") as url:
        client = connect(Elasticsearch(hosts=url, api_key=SecretStr(SECRET)))
        with pytest.raises(BadSetting, match=r"^elasticsearch\.api_key: ") as caught:
            wait_until_up(client, 3600)
    assert SECRET not in str(caught.value)


def test_another_product_is_told_at_once() -> None:
    with answering(200, None) as url, pytest.raises(BadSetting, match="is no Elasticsearch"):
        wait_until_up(connect(Elasticsearch(hosts=url)), 3600)


def test_a_server_that_answers_is_up() -> None:
    with answering(200, "Elasticsearch") as url:
        wait_until_up(connect(Elasticsearch(hosts=url)), 0)


def test_a_server_without_tls_is_told_at_once() -> None:
    with answering(200, "Elasticsearch") as url:
        client = connect(Elasticsearch(hosts=url.replace("http:", "https:")))
        with pytest.raises(BadSetting, match=r"^elasticsearch\.hosts: .* does not speak TLS"):
            wait_until_up(client, 3600)
