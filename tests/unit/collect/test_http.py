"""Copy by HTTP: 202 only for what the broker has confirmed, and a clear answer for everything else."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from kafka.errors import KafkaError, KafkaTimeoutError
from prometheus_client import REGISTRY
from pydantic import SecretStr

from pipeline.collect import http as room
from pipeline.collect.http import create_app
from pipeline.collect.limits import refuse_open
from pipeline.errors import BadSetting
from pipeline.settings import Collect
from pipeline.supplier import Supplier
from tests.unit.collect.fakes import Broker, an_intake

TOKEN = "sécret"
LINES = {"Content-Type": "application/x-ndjson"}
ZIP = {"Content-Type": "application/zip"}


def away(_: bytes) -> KafkaError:
    return KafkaTimeoutError("away")


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def client(broker: Broker) -> TestClient:
    return TestClient(an_app(broker))


def an_app(broker: Broker, token: str | None = None, **options: float) -> FastAPI:
    intake = an_intake(broker, {"small": Supplier(max_bytes=1024)})
    part = Collect(token=SecretStr(token) if token else None, max_request_bytes=50_000)
    return create_app(intake, part, **options)


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(name, value)
    return packed.getvalue()


def test_one_story_is_its_bytes_and_the_answer_is_its_place(client: TestClient, broker: Broker) -> None:
    body = "ÜBER — OSLO (Reuters) - Copy.\r\n".encode("latin-1", "replace")
    said = {"Content-Type": "text/plain; charset=latin-1"}
    answer = client.post("/stories?source=ap&format=plaintext&uri=slot%2F7", content=body, headers=said)
    assert answer.status_code == 202
    record = broker.written[0]
    assert answer.json() == [{"sha256": record.key.decode(), "partition": 0, "offset": 0}]
    assert record.value == body
    assert {name: record.headers[name] for name in ("source", "format", "uri", "content-type")} == {
        "source": "ap",
        "format": "plaintext",
        "uri": "slot/7",
        "content-type": "text/plain; charset=latin-1",
    }


def test_what_curl_says_unasked_is_no_content_type(client: TestClient, broker: Broker) -> None:
    said = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/stories", content=b"copy", headers=said).status_code == 202
    assert "content-type" not in broker.written[0].headers
    assert "uri" not in broker.written[0].headers
    assert broker.written[0].headers["source"] == "http"


def test_many_stories_are_lines_of_json(client: TestClient, broker: Broker) -> None:
    lines = [{"raw": "Café", "uri": "u1"}, {"base64": base64.b64encode(b"\xff\x00").decode()}]
    answer = client.post("/stories", content="\n".join(map(json.dumps, lines)).encode(), headers=LINES)
    assert answer.status_code == 202
    assert [one["offset"] for one in answer.json()] == [0, 1]
    assert broker.values == ["Café".encode(), b"\xff\x00"]
    assert [record.headers["uri"] for record in broker.written] == ["u1", "http:2"]


def test_many_stories_are_a_zip(client: TestClient, broker: Broker) -> None:
    answer = client.post("/stories", content=zipped({"b": b"two", "a": b"one"}), headers=ZIP)
    assert answer.status_code == 202
    assert broker.values == [b"one", b"two"]
    assert broker.written[0].headers["uri"] == "http!a"


def test_where_some_are_refused_each_piece_has_its_own_answer_in_order(client: TestClient, broker: Broker) -> None:
    before = REGISTRY.get_sample_value(
        "wire_pieces_total", {"source": "small", "way": "http", "outcome": "refused"}
    ) or 0.0  # fmt: skip
    lines = b'{"raw": "one"}\nno json\n{"raw": "%s"}\n{"raw": "four"}\n' % (b"x" * 2000)
    answer = client.post("/stories?source=small", content=lines, headers=LINES)
    assert answer.status_code == 207
    assert [one.get("code", "sent") for one in answer.json()] == ["sent", "unreadable", "too_large", "sent"]
    assert answer.json()[1]["uri"] == "http:2"
    assert broker.values == [b"one", b"four"]
    counted = REGISTRY.get_sample_value("wire_pieces_total", {"source": "small", "way": "http", "outcome": "refused"})
    assert counted == before + 2


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"nonsense\n", LINES, 422),
        (b"\n \n", LINES, 422),
        (b"PK\x03\x04 no archive", ZIP, 422),
        (zipped({"a": b"x" * 20_000}), ZIP, 413),
        (zipped({f"{n}": bytes(9_000) for n in range(100)}), ZIP, 413),
        (b"", {}, 422),
        (b" \r\n", {}, 422),
        (b"copy", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        (b"copy", {"Content-Encoding": "gzip"}, 415),
    ],
)
def test_where_nothing_can_be_taken_one_sentence_says_why(
    client: TestClient, broker: Broker, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/stories", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert broker.values == []


@pytest.mark.parametrize(
    "query",
    ["source=a%2Fb", "source=", "source=" + "x" * 65, "source=a%0A", "format=word", "uri=" + "x" * 1001],
)
def test_a_wrong_parameter_is_named(client: TestClient, broker: Broker, query: str) -> None:
    answer = client.post(f"/stories?{query}", content=b"copy")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(query.partition("=")[0])
    assert broker.values == []


@pytest.mark.parametrize("source", ["ap", "small"])
def test_a_story_over_its_sources_limit_is_413(client: TestClient, broker: Broker, source: str) -> None:
    limit = {"ap": 10_000, "small": 1024}[source]
    assert client.post(f"/stories?source={source}", content=b"x" * limit).status_code == 202
    answer = client.post(f"/stories?source={source}", content=b"x" * (limit + 1))
    assert answer.status_code == 413
    assert f"{limit:,}" in answer.json()["error"]
    assert client.post("/stories", content=b'{"raw": "a"}\n' * 5000, headers=LINES).status_code == 413
    assert len(broker.values) == 1


def test_without_the_token_nothing_is_taken_or_read(broker: Broker) -> None:
    client = TestClient(an_app(broker, TOKEN))
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}".encode()}):
        answer = client.post("/stories?format=word", content=b"copy", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert broker.values == []
    right = {"Authorization": f"bearer {TOKEN}".encode()}
    assert client.post("/stories", content=b"copy", headers=right).status_code == 202
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_page_in_a_browser_cannot_send_copy_to_a_service_without_a_token(client: TestClient, broker: Broker) -> None:
    headers = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
    assert client.post("/stories", content=b"copy", headers=headers).status_code == 403
    assert broker.values == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "collect.example.org"])
def test_an_open_address_needs_a_token(host: str) -> None:
    for token in (None, SecretStr("")):
        with pytest.raises(BadSetting, match=r"WIRE_COLLECT__TOKEN"):
            refuse_open(Collect(host=host, token=token))
    refuse_open(Collect(host=host, token=SecretStr(TOKEN)))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_needs_none(host: str) -> None:
    refuse_open(Collect(host=host))


def test_what_the_broker_does_not_confirm_is_503_and_nothing_is_claimed(client: TestClient, broker: Broker) -> None:
    broker.refuses = away
    answer = client.post("/stories", content=b'{"raw": "a"}\nno json\n', headers=LINES)
    assert answer.status_code == 503
    assert list(answer.json()) == ["error"]
    assert client.get("/healthz").json() == {"status": "waiting for the broker"}
    broker.refuses = lambda _: None
    assert client.post("/stories", content=b"a").status_code == 202
    assert client.get("/healthz").json() == {"status": "ok"}
    assert broker.values == [b"a"]


def test_a_failed_producer_is_replaced_before_the_caller_hears_of_it(client: TestClient, broker: Broker) -> None:
    met: list[bytes] = []

    def once(value: bytes) -> KafkaError | None:
        met.append(value)
        return KafkaTimeoutError("fenced") if len(met) == 1 else None

    broker.refuses = once
    assert client.post("/stories", content=b"a").status_code == 202
    assert broker.connected == 2


def test_one_request_too_many_is_429_and_a_slot_comes_free_again(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SLOTS", 1)
    there, go = threading.Event(), threading.Event()

    def wait(value: bytes) -> None:
        there.set()
        assert go.wait(30)

    broker.refuses = wait
    app = an_app(broker)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(TestClient(app).post, "/stories", content=b"first")
        assert there.wait(30)
        answer = TestClient(app).post("/stories", content=b"second")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        go.set()
        assert first.result(30).status_code == 202
    assert TestClient(app).post("/stories", content=b"third").status_code == 202
    for content in (b"", b"x" * 20_000):
        TestClient(app).post("/stories", content=content)
    assert TestClient(app).post("/stories", content=b"fourth").status_code == 202


def test_a_broker_that_takes_too_long_is_503_and_keeps_its_slot(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SLOTS", 1)
    go = threading.Event()

    def wait(value: bytes) -> None:
        assert go.wait(30)

    broker.refuses = wait
    app = an_app(broker, confirm_seconds=0.05)
    assert TestClient(app).post("/stories", content=b"first").status_code == 503
    assert TestClient(app).post("/stories", content=b"second").status_code == 429
    go.set()


@contextlib.contextmanager
def serving(app: FastAPI) -> Iterator[tuple[str, int]]:
    """A real server on loopback."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join(30)


HEAD = b"POST /stories HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


def read_answer(connection: socket.socket) -> bytes:
    """The server's answer up to the end of its head."""
    answer = b""
    while b"\r\n\r\n" not in answer and (more := connection.recv(65536)):
        answer += more
    return answer


def test_a_chunked_body_without_end_is_413_before_it_ends(broker: Broker) -> None:
    with serving(an_app(broker)) as address, socket.create_connection(address, timeout=30) as connection:
        connection.sendall(HEAD + b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
        assert read_answer(connection).startswith(b"HTTP/1.1 413 ")
    assert broker.values == []


def test_a_declared_length_over_the_limit_is_413_before_a_byte_of_it(broker: Broker) -> None:
    head = b"POST /stories HTTP/1.1\r\nHost: x\r\nContent-Length: 10001\r\n\r\n"
    with serving(an_app(broker)) as address, socket.create_connection(address, timeout=30) as connection:
        connection.sendall(head)
        assert read_answer(connection).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_come_is_408_and_one_that_breaks_off_sends_nothing(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SLOTS", 1)
    with serving(an_app(broker, body_seconds=0.5)) as address:
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(HEAD + b"4\r\nhalf\r\n")
            assert read_answer(connection).startswith(b"HTTP/1.1 408 ")
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(HEAD + b"4\r\nhalf\r\n")
        answer = b""
        while not answer.startswith(b"HTTP/1.1 202 "):
            assert not answer or answer.startswith(b"HTTP/1.1 429 ")
            with socket.create_connection(address, timeout=30) as connection:
                connection.sendall(HEAD + b"1\r\na\r\n0\r\n\r\n")
                answer = read_answer(connection)
    assert broker.values == [b"a"]
