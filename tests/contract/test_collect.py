"""The ways in against both kinds of brokers: nothing lost through kills, nothing sent twice but what the docs allow."""

from __future__ import annotations

import dataclasses
import http.server
import itertools
import json
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from pipeline.collect.files import Refused
from pipeline.collect.sender import Confirmed, Sender
from pipeline.collect.watch import BATCH
from pipeline.ledger import Place
from pipeline.transport import embedded
from pipeline.transport.kafka import Marks, connect_producer, read_to_end
from pipeline.transport.records import Record, raw_story
from tests.contract.test_flow import assert_exact, copy
from tests.deployment import PATIENCE, Deployment

TOKEN = "hush-hush"
FILES = 150
KILLS = 3


@pytest.fixture
def collecting(deployment: Deployment, tmp_path: Path) -> Iterator[Deployment]:
    """The deployment with sources, a memory and a port of its own for `wire run collect`."""
    sources = tmp_path / "sources.toml"
    sources.write_text("")
    made = dataclasses.replace(
        deployment,
        directory=tmp_path,
        processes={},
        environment={
            **deployment.environment,
            "WIRE_DATA_DIR": str(tmp_path),
            "WIRE_SOURCES_FILE": str(sources),
            "WIRE_COLLECT__PORT": str(embedded.free_ports(1)[0]),
            "WIRE_COLLECT__TOKEN": TOKEN,
            # Longer than a writer of the test pauses, however busy the machine is.
            "WIRE_COLLECT__SETTLE_SECONDS": "4",
            "WIRE_COLLECT__RESCAN_SECONDS": "2",
        },
    )
    yield made
    for service in list(made.processes):
        made.end(service, signal.SIGKILL)


def records(deployment: Deployment, source: str, since: Marks) -> list[Record]:
    """What stands on the raw topic of one source."""
    topic = deployment.topics["raw"]
    read = read_to_end(deployment.settings.kafka, [topic.name], topic.max_bytes, since)
    return [record for record in read if dict(record.headers)["source"] == source.encode()]


def wait_for(deployment: Deployment, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        deployment.check_alive()
        assert time.monotonic() < deadline, deployment.log("collect")[-3000:]
        time.sleep(0.1)


def start(deployment: Deployment) -> None:
    """Start the collector and wait until it listens to signals."""
    log = deployment.directory / "collect.log"
    before = log.read_text().count("collect_started") if log.exists() else 0
    deployment.start("collect")
    wait_for(deployment, lambda: deployment.log("collect").count("collect_started") > before)


def settle(deployment: Deployment, found: list[Record], since: Marks) -> None:
    """Every record ends as stories or a dead letter: the tests behind this one count too."""
    places: list[Place] = [(record.partition, record.offset) for record in found]
    assert_exact(deployment, places, deployment.settle(places, since))


def write_slowly(folder: Path, copies: list[bytes]) -> None:
    """Each file in two halves; every third under a temporary name until it is whole; every tenth in a zip."""
    for number, value in enumerate(copies):
        name = folder / str(number % 5) / f"{number:04d}.txt"
        name.parent.mkdir(exist_ok=True)
        if number % 10 == 9:
            with zipfile.ZipFile(name.with_suffix(".zip"), "w") as archive:
                archive.writestr("story.txt", value)
            continue
        written = name.with_suffix(".txt.part") if number % 3 == 0 else name
        with written.open("wb") as opened:
            opened.write(value[:50])
            opened.flush()
            time.sleep(0.05)
            opened.write(value[50:])
        written.rename(name)


def test_a_folder_is_taken_whole_through_kills_of_the_collector(collecting: Deployment, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(collecting.environment["WIRE_SOURCES_FILE"]).write_text(f"[drop]\nfolder = {json.dumps(str(folder))}\n")
    since = collecting.mark()
    copies = [copy(number) for number in range(9000, 9000 + FILES)]
    writer = threading.Thread(target=write_slowly, args=(folder, copies))
    start(collecting)
    writer.start()
    for kill in range(1, KILLS + 1):
        wait_for(collecting, lambda: len(records(collecting, "drop", since)) >= kill * FILES // (KILLS + 2))  # noqa: B023
        assert collecting.end("collect", signal.SIGKILL) == -signal.SIGKILL
        start(collecting)
    writer.join()
    wait_for(collecting, lambda: {record.value for record in records(collecting, "drop", since)} >= set(copies))
    assert collecting.end("collect", signal.SIGTERM) == 0, collecting.log("collect")[-3000:]
    found = records(collecting, "drop", since)
    assert {record.value for record in found} == set(copies)
    assert len(found) <= FILES + KILLS * BATCH
    # A start with nothing new, seen to have looked through the folder by the one file that is new.
    (folder / "last.txt").write_bytes(copy(9999))
    start(collecting)
    wait_for(collecting, lambda: len(records(collecting, "drop", since)) > len(found))
    assert collecting.end("collect", signal.SIGTERM) == 0
    after = records(collecting, "drop", since)
    assert [record.value for record in after if record not in found] == [copy(9999)]
    settle(collecting, after, since)


def test_what_http_has_accepted_ends_in_the_index(collecting: Deployment) -> None:
    since = collecting.mark()
    start(collecting)
    url = f"http://127.0.0.1:{collecting.environment['WIRE_COLLECT__PORT']}"
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:

        def answers() -> bool:
            try:
                return client.get("/healthz").status_code == 200
            except httpx.TransportError:
                return False

        wait_for(collecting, answers)
        assert client.post("/stories", content=b"copy", headers={"Authorization": "Bearer wrong"}).status_code == 401
        accepted = client.post("/stories?source=post&uri=slot-1", content=copy(9500)).json()
        lines = [json.dumps({"raw": copy(number).decode()}) for number in range(9501, 9520)]
        many = client.post(
            "/stories?source=post", content="\n".join(lines).encode(), headers={"Content-Type": "application/x-ndjson"}
        )
        assert many.status_code == 202
        accepted += many.json()
    assert collecting.end("collect", signal.SIGTERM) == 0, collecting.log("collect")[-3000:]
    found = records(collecting, "post", since)
    assert {(record.partition, record.offset, record.key) for record in found} == {
        (one["partition"], one["offset"], one["sha256"].encode()) for one in accepted
    }
    assert [record.value for record in sorted(found, key=lambda one: one.value)] == sorted(
        copy(number) for number in range(9500, 9520)
    )
    settle(collecting, found, since)


class Gazette(http.server.BaseHTTPRequestHandler):
    """Two entries, for ever."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        items = "".join(f"<item><title>Quay {n}</title><link>/{n}</link></item>" for n in (1, 2))
        body = f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def test_a_feeds_entries_are_taken_once_each_through_a_restart(collecting: Deployment) -> None:
    since = collecting.mark()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gazette)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = [f"http://127.0.0.1:{server.server_port}/feed"]
    Gazette.asked.clear()
    Path(collecting.environment["WIRE_SOURCES_FILE"]).write_text(f"[gazette]\nfeeds = {json.dumps(addresses)}\n")
    for times in (1, 2):
        start(collecting)
        wait_for(collecting, lambda: len(Gazette.asked) == times)  # noqa: B023
        wait_for(collecting, lambda: len(records(collecting, "gazette", since)) >= 2)
        assert collecting.end("collect", signal.SIGTERM) == 0
    server.shutdown()
    server.server_close()
    found = records(collecting, "gazette", since)
    assert sorted(dict(record.headers)["uri"].decode().rpartition("/")[2] for record in found) == ["1", "2"]
    assert {dict(record.headers)["format"] for record in found} == {b"rss"}
    settle(collecting, found, since)


# The embedded broker does not hold a topic's limit.
@pytest.mark.parametrize("deployment", [pytest.param("real", marks=pytest.mark.real)], indirect=True)
def test_a_piece_that_the_broker_finds_too_large_spoils_no_other(deployment: Deployment) -> None:
    since = deployment.mark()
    topic = deployment.topics["raw"]
    values = itertools.chain((copy(n) for n in range(9600, 9605)), [b"x" * (topic.max_bytes + 1000)], [copy(9605)])
    raws = [raw_story(value, source="large", received_at=datetime.now(UTC)) for value in values]
    sender = Sender(lambda: connect_producer(deployment.settings.kafka, 4 * topic.max_bytes), topic.name)
    outcomes = sender.send(raws, tries=3)
    assert [type(outcome) for outcome in outcomes] == [Confirmed] * 5 + [Refused] + [Confirmed]
    assert isinstance(sender.send([raws[0]])[0], Confirmed)
    sender.close()
    settle(deployment, records(deployment, "large", since), since)
