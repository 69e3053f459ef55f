"""`wire run collect` and `wire produce --watch`: every way in on a thread of its own, begun and ended together."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import structlog

from pipeline import metrics
from pipeline.collect.fetch import check_address, client
from pipeline.collect.intake import Intake
from pipeline.collect.limits import Limits, check_source, refuse_open
from pipeline.collect.memory import Memory
from pipeline.collect.poll import Polled, poll
from pipeline.collect.sender import Sender
from pipeline.collect.silence import Silence
from pipeline.collect.watch import Folder, watch
from pipeline.errors import EXIT_STOPPED, Stopped
from pipeline.settings import Settings, Sources, Topics
from pipeline.supplier import UNKNOWN
from pipeline.transport.kafka import connect_producer
from pipeline.transport.records import RECORD_OVERHEAD

log = structlog.get_logger("collect")
MEMORY = "collect.sqlite"
PATIENCE_SECONDS = 25.0
"""For what is in hand when the service is asked to end."""

Ways = Mapping[str, Callable[[], None]]


def check_ways(settings: Settings) -> None:
    """Raise `BadSetting` where a way in is set wrongly."""
    refuse_open(settings.collect)
    for source, supplier in settings.sources().items():
        check_source(source, str(settings.sources_file))
        for address in supplier.feeds:
            check_address(address, f"{settings.sources_file}: {source}.feeds")


def serve(settings: Settings, topics: Topics, listening: socket.socket) -> None:
    """HTTP on the socket, the folder and the feeds of each source, until a signal asks to end."""
    sources = settings.sources()
    with _shared(settings, topics, sources) as (intake, memory, silence), client() as web:
        ways: dict[str, Callable[[], None]] = {"http": partial(_listen, intake, settings, listening)}
        for source, supplier in sources.items():
            if supplier.folder:
                folder = Folder(supplier.folder, source, intake, memory, settings.collect.settle_seconds)
                ways[f"folder of {source}"] = partial(watch, folder, settings.collect.rescan_seconds)
            for number, address in enumerate(supplier.feeds, 1):
                polled = Polled(source, address, supplier.poll_seconds, intake, memory, web)
                ways[f"feed {number} of {source}"] = partial(poll, polled)
        metrics.serve(settings.metrics_host, settings.collect.metrics_port)
        run(ways, intake.stop, silence)


def watch_folders(settings: Settings, topics: Topics, folders: list[Path], source: str, format: str) -> None:
    """Take what comes into the folders until a signal asks to end."""
    sources = settings.sources()
    mine = {source: sources.get(source, UNKNOWN)}
    with _shared(settings, topics, mine) as (intake, memory, silence):
        watched = [Folder(path, source, intake, memory, settings.collect.settle_seconds, format) for path in folders]
        ways = {f"folder {one.root}": partial(watch, one, settings.collect.rescan_seconds) for one in watched}
        run(ways, intake.stop, silence)


def run(ways: Ways, stop: threading.Event, silence: Silence) -> None:
    """Each way on its thread until a signal, or until one of them fails: then all end, and `Stopped` says why."""
    failed: list[tuple[str, Exception]] = []

    def guarded(name: str, way: Callable[[], None]) -> None:
        try:
            way()
            if not stop.is_set():
                raise Stopped(f"the {name} ended by itself")
        except Exception as error:  # noqa: BLE001  # a way that ends in silence would lose what comes that way
            failed.append((name, error))
            stop.set()

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stop.set())
    threads = [threading.Thread(target=guarded, args=way, name=way[0], daemon=True) for way in ways.items()]
    for thread in threads:
        thread.start()
    log.info("collect_started", ways=list(ways))
    while not stop.wait(1):
        silence.look(time.monotonic())
    deadline = time.monotonic() + PATIENCE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in threads if thread.is_alive()]
    if failed:
        name, error = failed[0]
        log.error("way_failed", way=name, exc_info=error)
        reason = f"the {name} failed ({type(error).__name__}: {error}); what was not confirmed is sent again"
    else:
        reason = f"not all was confirmed in time ({', '.join(left)}); it is sent again at the next start"
    if left:
        _leave(reason)
    if failed:
        raise Stopped(reason)


@contextlib.contextmanager
def _shared(settings: Settings, topics: Topics, sources: Sources) -> Iterator[tuple[Intake, Memory, Silence]]:
    limit = topics["raw"].max_bytes
    silence = Silence(
        {source: one.silent_minutes for source, one in sources.items() if one.silent_minutes}, time.monotonic()
    )
    sender = Sender(lambda: connect_producer(settings.kafka, limit), topics["raw"].name)
    memory = Memory(settings.data_dir / MEMORY)
    with contextlib.closing(memory), contextlib.closing(sender):
        yield Intake(sender, Limits(limit - RECORD_OVERHEAD, sources), silence, threading.Event()), memory, silence


def _listen(intake: Intake, settings: Settings, listening: socket.socket) -> None:
    """Serve until `intake.stop`; requests that are being confirmed are answered first."""
    import uvicorn  # `wire produce --watch` listens to nothing

    from pipeline.collect.http import create_app

    app = create_app(intake, settings.collect)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", limit_concurrency=64, timeout_graceful_shutdown=20
    )
    server = uvicorn.Server(config)

    def end() -> None:
        intake.stop.wait()
        server.should_exit = True

    threading.Thread(target=end, daemon=True).start()
    log.info("listening", address=":".join(str(part) for part in listening.getsockname()[:2]))
    server.run(sockets=[listening])
    # A request that was answered 503 may still wait for the broker: until then this way is not at its end.
    app.state.workers.shutdown()


def _leave(reason: str) -> None:
    """End the process although threads still wait for the broker. Nothing is lost: what is not noted is sent again."""
    print(f"wire: {reason}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(EXIT_STOPPED)
