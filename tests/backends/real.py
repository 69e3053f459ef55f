"""A real Apache Kafka and a real Elasticsearch for tests, on loopback, started by the scripts beside this file.

Each keeps its data in the folder it is given and survives `kill()`; `start()` after `kill()` or `stop()` brings it back
at the same address with what it had acknowledged. What still runs when the tests end is killed.
"""

from __future__ import annotations

import atexit
import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

HERE = Path(__file__).resolve().parent
NEEDED = ("bash", "java", "javac", "jar", "mvn", "openssl")
FIRST_START_SECONDS = 600
"""The first start downloads; later ones answer in 5 to 10 s."""


def missing_programs() -> tuple[str, ...]:
    return tuple(program for program in NEEDED if shutil.which(program) is None)


def free_port() -> int:
    """A free port below the range that systems give to outgoing connections.

    A client that keeps dialling a killed server's port from within that range may be handed the very port as its own
    end, and the server could not come back to it.
    """
    while True:
        port = random.randint(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class RealServer:
    """One server process. `address` is `127.0.0.1:PORT` for Kafka and `http://127.0.0.1:PORT` for Elasticsearch."""

    name: str
    address: str
    command: tuple[str, ...]
    directory: Path
    answers: Callable[[], bool]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def start(self) -> None:
        """Return when it answers; `RuntimeError` with the end of its log where it does not."""
        if self.process and self.process.poll() is None:
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        atexit.register(self.kill)
        deadline = time.monotonic() + FIRST_START_SECONDS
        while not self.answers():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with code {self.process.returncode}:\n{self._log_tail()}")
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"{self.name} did not answer in {FIRST_START_SECONDS} s:\n{self._log_tail()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """End it in order (SIGTERM), as a restart in operation does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once (SIGKILL), as a crash does."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if not self.process:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None
        atexit.unregister(self.kill)

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-25:])


def start_kafka(
    directory: Path,
    port: int | None = None,
    users: Mapping[str, str] | None = None,
    client: Mapping[str, Any] | None = None,
    **settings: str | int,
) -> RealServer:
    """A Kafka 4.0 broker; `settings` are broker settings with `_` for `.` (`message_max_bytes=…`).

    `users` are SCRAM users by name, with their passwords; `client` is what an admin client needs to be let in.
    """
    port = port or free_port()
    address = f"127.0.0.1:{port}"
    extra = [f"{name.replace('_', '.')}={value}" for name, value in settings.items()]
    extra += [f"--add-scram=SCRAM-SHA-512=[name={name},password={said}]" for name, said in (users or {}).items()]
    command = (str(HERE / "start-kafka"), str(directory), str(port), str(free_port()), *extra)
    server = RealServer("Kafka", address, command, directory, lambda: _kafka_answers(address, client or {}))
    server.start()
    return server


def start_elasticsearch(directory: Path, port: int | None = None, **settings: str | int) -> RealServer:
    """An Elasticsearch 8.19 node; `settings` are node settings with `__` for `.` (`http__max_content_length=…`)."""
    port = port or free_port()
    extra = tuple(f"{name.replace('__', '.')}={value}" for name, value in settings.items())
    command = (str(HERE / "start-elasticsearch"), str(directory), str(port), *extra)
    server = RealServer(
        "Elasticsearch", f"http://127.0.0.1:{port}", command, directory, lambda: _elasticsearch_answers(port)
    )
    server.start()
    return server


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _kafka_answers(address: str, client: Mapping[str, Any]) -> bool:
    # The client takes seconds to give up on a closed port: look first whether anyone listens.
    if not _listens(int(address.rpartition(":")[2])):
        return False
    try:
        admin = KafkaAdminClient(**{"bootstrap_servers": address, "request_timeout_ms": 5000, **client})
    except KafkaError:
        return False
    try:
        return bool(admin.describe_cluster()["brokers"])
    except KafkaError:
        return False
    finally:
        admin.close()


def _elasticsearch_answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health")
        response = connection.getresponse()
        health = json.loads(response.read()) if response.status == 200 else {}
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return health.get("status") in ("green", "yellow")
