"""What the services count and time. Names are Prometheus names; the labels stand beside them."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, start_http_server

from pipeline.errors import BadSetting

STORIES = Counter("wire_stories", "Stories finished by a service", ["service", "status"])
DEAD = Counter("wire_dead_letters", "Dead letters written", ["service", "code"])
IN_FLIGHT = Gauge("wire_batches_in_flight", "Batches that are read and not yet acknowledged", ["service"])
SECONDS = Histogram("wire_batch_seconds", "From reading a batch to its acknowledgement", ["service"])
PIECES = Counter("wire_pieces", "Pieces of copy that came in: confirmed, refused, known", ["source", "way", "outcome"])
SILENT = Gauge("wire_source_silent", "1 while a source is silent for longer than its setting", ["source"])
LAST = Gauge("wire_source_last_seconds", "When a piece of the source was last confirmed, in Unix time", ["source"])
PAUSED = Gauge("wire_paused", "1 while the service waits for a part that is away", ["service"])


def serve(host: str, port: int) -> None:
    """Answer `GET /metrics` on its own thread; a port of 0 means no server."""
    if not port:
        return
    try:
        start_http_server(port, addr=host)
    except OSError as error:
        raise BadSetting(f"metrics_host, metrics_port: {host}:{port} can't be listened on ({error.strerror})") from None
