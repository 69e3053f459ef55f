"""`wire up`: the embedded backends and every service as a process of its own, ended together."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from elasticsearch import Elasticsearch
from rich.progress import Progress

from pipeline import settings as settings_module
from pipeline.errors import EXIT_BAD_USE, BadSetting, Stopped
from pipeline.index.indices import create as create_indices
from pipeline.settings import Settings, Topics
from pipeline.transport import elastic, embedded
from pipeline.transport.kafka import connect_admin
from pipeline.transport.topics import create_topics

SERVICES = ("enrich", "index", "search")


@dataclass(frozen=True)
class Running:
    """What `up` has started: the settings that reach it, and the processes by name."""

    settings: Settings
    topics: Topics
    client: Elasticsearch
    search_url: str
    processes: dict[str, subprocess.Popen[bytes]]
    logs: Path

    def check_alive(self) -> None:
        """Raise when a service has ended: `BadSetting` with its own sentence where that was why, else `Stopped`."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                log = self.logs / f"{name}.log"
                last = log.read_text(errors="replace").rstrip().rpartition("\n")[2]
                if process.returncode == EXIT_BAD_USE and last.startswith("wire: "):
                    raise BadSetting(last.removeprefix("wire: "))
                raise Stopped(f"the service {name} ended with exit code {process.returncode}: see {log}")


@contextlib.contextmanager
def up(progress: Progress) -> Iterator[Running]:
    """Start the embedded backends, topics, indices and services; end them all on leaving."""
    settings = settings_module.load()
    if not settings.embedded:
        raise BadSetting(
            "embedded: `wire up` and `wire demo` are for the embedded backends; "
            "set embedded = true, or start the services with `wire run`"
        )
    task = progress.add_task("starting backends and services", total=2 + len(SERVICES))
    with contextlib.ExitStack() as stack:
        stack.enter_context(embedded.running(settings.data_dir))
        settings = settings_module.load()
        topics = settings.topics()
        with connect_admin(settings.kafka) as admin:
            create_topics(admin, topics, settings.kafka.replication)
        client = elastic.connect(settings.elasticsearch)
        elastic.wait_until_up(client, 20)
        create_indices(client, settings.elasticsearch)
        progress.advance(task, 2)
        port = _free_port(settings.search.port)
        processes = {}
        logs = settings.data_dir / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        for name in SERVICES:
            processes[name] = _start(name, settings.data_dir, logs / f"{name}.log", port)
            stack.callback(embedded.end_group, processes[name], settings.data_dir, 30)
        running = Running(settings, topics, client, f"http://{settings.search.host}:{port}", processes, logs)
        embedded.wait_for_port(port, processes["search"], logs / "search.log", "the search service")
        progress.advance(task, len(SERVICES))
        yield running


def wait_for_end(running: Running) -> None:
    """Until Ctrl-C or a signal to end; raises `Stopped` when a service ends before."""
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            running.check_alive()
            time.sleep(0.5)


def end_on_signals() -> None:
    """Let SIGTERM and a closed terminal end everything in order, as Ctrl-C does, even behind a shell's `&`."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.default_int_handler)


def _start(name: str, data_dir: Path, log: Path, search_port: int) -> subprocess.Popen[bytes]:
    environment = settings_module.child_environment(WIRE_SEARCH__PORT=str(search_port))
    with log.open("wb") as output:
        command = [sys.executable, "-m", "pipeline.cli", "run", name]
        return embedded.start_group(command, data_dir, output.fileno(), environment)


def _free_port(wanted: int) -> int:
    with socket.socket() as trial:
        # A port that only waits for the last demo's connections to fade is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", wanted))
        except OSError:
            return embedded.free_ports(1)[0]
    return wanted or embedded.free_ports(1)[0]
