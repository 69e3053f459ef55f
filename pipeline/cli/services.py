"""`wire run`, `wire up`, `wire demo`: the services as processes."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline import settings as settings_module
from pipeline.cli.common import progress_bar, service_settings
from pipeline.errors import BadSetting


def run_collect() -> None:
    """Every way in: HTTP, and the folder and feeds of each source in configs/sources.toml."""
    from pipeline.collect.serve import check_ways, serve
    from pipeline.transport.rights import require

    settings = service_settings()
    check_ways(settings)
    topics = settings.topics()
    require(settings.kafka, topics, "collect")
    serve(settings, topics, _listen(settings.collect.host, settings.collect.port, "collect"))


def run_enrich() -> None:
    """The Faust agent: wire.raw in, wire.enriched and wire.raw.dead out."""
    from pipeline import metrics
    from pipeline.enrich import agent
    from pipeline.enrich.workers import Workers
    from pipeline.transport.records import RECORD_OVERHEAD
    from pipeline.transport.rights import require

    settings = service_settings()
    topics = settings.topics()
    partitions = require(settings.kafka, topics, "enrich")["enriched"]
    part = settings.enrich
    metrics.serve(settings.metrics_host, part.metrics_port)
    limit = topics["enriched"].max_bytes - RECORD_OVERHEAD
    with Workers(part.model, settings.sources(), part.workers, part.story_timeout_seconds, limit) as workers:
        asyncio.run(agent.serve(settings, topics, partitions, workers))


def run_index() -> None:
    """The sink: wire.enriched in, Elasticsearch out."""
    from pipeline import metrics
    from pipeline.index import sink
    from pipeline.index.indices import require as require_indices
    from pipeline.transport import elastic
    from pipeline.transport.rights import require

    settings = service_settings()
    topics = settings.topics()
    require(settings.kafka, topics, "index")
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 30)
    require_indices(client, settings.elasticsearch)
    metrics.serve(settings.metrics_host, settings.index.metrics_port)
    sink.serve(settings, topics, client)


def run_search() -> None:
    """The search API and page."""
    import uvicorn

    from pipeline.search.api import create_app, run_checks
    from pipeline.transport import elastic

    settings = service_settings()
    run_checks(settings)
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 30)
    listening = _listen(settings.search.host, settings.search.port, "search")
    server = uvicorn.Server(uvicorn.Config(create_app(settings, client), log_level="warning"))
    server.run(sockets=[listening])


def _listen(host: str, port: int, section: str) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadSetting(
            f"{section}.host, {section}.port: {host}:{port} can't be listened on ({error.strerror}); "
            f"end what listens there, or set WIRE_{section.upper()}__PORT"
        ) from None


def up() -> None:
    """Start the embedded backends and every service, until Ctrl-C."""
    from pipeline.up import end_on_signals, wait_for_end
    from pipeline.up import up as start

    end_on_signals()
    console = Console()
    with contextlib.ExitStack() as stack:
        with progress_bar() as progress:
            started = stack.enter_context(start(progress))
        console.print(f"Search page: {started.search_url}/    Kafka: {started.settings.kafka.bootstrap_servers}")
        console.print("Ctrl-C ends everything that was started.")
        wait_for_end(started)


def demo(
    paths: Annotated[list[Path] | None, typer.Argument(help="your own stories instead of seeds/stories")] = None,
    once: Annotated[bool, typer.Option("--once", help="end after the report instead of staying up")] = False,
) -> None:
    """Start everything, push stories through, show what became of each, keep the page open until Ctrl-C."""
    from pipeline.demo import demo as room
    from pipeline.up import end_on_signals

    end_on_signals()
    raise typer.Exit(room(paths or [settings_module.ROOT / "seeds" / "stories"], Console(), stay=not once))
