"""Every service as a process of its own, for the suites that try the whole way."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from pipeline import ledger
from pipeline.collect.produce import produce
from pipeline.ledger import Account, Place
from pipeline.settings import CONFIGS, Settings, Topics, load
from pipeline.transport import elastic
from pipeline.transport.kafka import Marks, connect_producer
from pipeline.transport.records import raw_headers, raw_story

PATIENCE = 240


@dataclass
class Deployment:
    """The services as processes, reached through the same settings as theirs."""

    name: str
    environment: dict[str, str]
    directory: Path
    settings: Settings
    topics: Topics
    client: Elasticsearch
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def wire(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command = [sys.executable, "-m", "pipeline.cli", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def start(self, service: str, program: str = "pipeline.cli") -> None:
        with (self.directory / f"{service}.log").open("ab") as log:
            self.processes[service] = subprocess.Popen(
                [sys.executable, "-m", program, "run", service],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, service: str, signum: int) -> int:
        """Signal a service (with its workers where it is killed) and wait for its end; its exit code."""
        process = self.processes.pop(service)
        with contextlib.suppress(ProcessLookupError):
            if signum == signal.SIGKILL:
                os.killpg(process.pid, signum)
            else:
                process.send_signal(signum)
        return process.wait(60)

    def end_all(self) -> None:
        for service in list(self.processes):
            self.end(service, signal.SIGKILL)
        self.client.close()

    def log(self, service: str) -> str:
        return (self.directory / f"{service}.log").read_text(errors="replace")

    def check_alive(self) -> None:
        for name, process in self.processes.items():
            assert process.poll() is None, f"{name} ended with {process.returncode}:\n{self.log(name)[-3000:]}"

    def send(self, copies: list[bytes], source: str = "contract") -> list[Place]:
        """Produce raw copy; the places that the broker confirmed, in order."""
        raws = [
            raw_story(copy, source=source, received_at=datetime.now(UTC), uri=f"{number:05d}")
            for number, copy in enumerate(copies)
        ]
        limit = self.topics["raw"].max_bytes
        sent = produce(lambda: connect_producer(self.settings.kafka, limit), self.topics["raw"].name, raws)
        assert not sent.refused
        return [(partition, offset) for _, partition, offset in sorted(sent.confirmed)]

    @contextlib.contextmanager
    def trickle(self, copies: Iterator[bytes], places: list[Place]) -> Iterator[None]:
        """Send a record every 30 ms while the body runs; the places go to `places`."""
        over = threading.Event()

        def send() -> None:
            limit = self.topics["raw"].max_bytes
            producer = connect_producer(self.settings.kafka, limit)
            while not over.wait(0.03):
                raw = raw_story(next(copies), source="contract", received_at=datetime.now(UTC))
                name, key = self.topics["raw"].name, raw.sha256.encode()
                sent = producer.send(name, raw.value, key, raw_headers(raw)).get(timeout=30)
                places.append((sent.partition, sent.offset))
            producer.close()

        thread = threading.Thread(target=send)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def mark(self) -> Marks:
        return ledger.mark(self.settings, self.topics)

    def settle(self, places: list[Place], since: Marks) -> dict[Place, Account]:
        """Wait until everything is through and return the ledger's accounts."""
        ledger.wait_settled(self.settings, self.topics, places, lambda _: None, PATIENCE, self.check_alive)
        return ledger.account(self.settings, self.topics, self.client, places, since)

    def wait_through(self, places: list[Place], count: int) -> None:
        """Wait until `count` of the raw records are committed by the enricher."""
        reached: list[int] = [0]

        def progress(through: int) -> None:
            reached[0] = through
            if through >= count:
                raise StopIteration

        with contextlib.suppress(StopIteration):
            ledger.wait_settled(self.settings, self.topics, places, progress, PATIENCE, self.check_alive)
        assert reached[0] >= count

    def head(self, story_id: str) -> dict[str, object]:
        self.client.indices.refresh(index=self.settings.elasticsearch.stories)
        found: dict[str, object] = self.client.get(index=self.settings.elasticsearch.stories, id=story_id)["_source"]
        return found

    def count(self, index: str) -> int:
        self.client.indices.refresh(index=index)
        return int(self.client.count(index=index)["count"])


def deploy(
    name: str,
    kafka: str,
    elasticsearch: str,
    directory: Path,
    more: Mapping[str, str] | None = None,
    shared: Mapping[str, str] | None = None,
    partitions: int = 4,
) -> Deployment:
    """Settings, topics and indices of a deployment of its own on servers that may be shared; starts no service.

    `more` are variables that differ from those of the flow; `shared` names topics that are another deployment's;
    `partitions`: how many the topics of stories have.
    """
    mark = uuid.uuid4().hex[:8]
    topics_file = directory / "topics.toml"
    text = (CONFIGS / "topics.toml").read_text().replace('name = "wire.', f'name = "wire-{mark}.')
    text = text.replace("partitions = 4", f"partitions = {partitions}")
    for role, other in (shared or {}).items():
        text = text.replace(f'"wire-{mark}.{role}"', f'"{other}"')
    topics_file.write_text(text)
    changes = {
        "WIRE_DATA_DIR": str(directory),
        "WIRE_TOPICS_FILE": str(topics_file),
        "WIRE_KAFKA__BOOTSTRAP_SERVERS": kafka,
        "WIRE_KAFKA__GROUP_PREFIX": f"wire-{mark}",
        "WIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "10",
        "WIRE_ELASTICSEARCH__HOSTS": elasticsearch,
        "WIRE_ELASTICSEARCH__STORIES": f"stories-{mark}",
        "WIRE_ELASTICSEARCH__VERSIONS": f"story-versions-{mark}",
        **(more or {}),
    }
    with pytest.MonkeyPatch.context() as patch:
        for key, value in changes.items():
            patch.setenv(key, value)
        settings = load()
    client = elastic.connect(settings.elasticsearch)
    made = Deployment(name, {**os.environ, **changes}, directory, settings, settings.topics(), client)
    for command in (["topics", "create"], ["index", "create"]):
        done = made.wire(*command)
        assert done.returncode == 0, done.stderr
    return made
