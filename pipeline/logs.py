"""Logs: one line an event, as text or JSON, on standard error. Values are escaped, so copy can't forge a line."""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog


def set_up(log_format: Literal["text", "json"]) -> None:
    """Configure structlog, and the standard library's logging of the clients to warnings in the same form."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: structlog.typing.Processor = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    if log_format == "json":
        last = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*shared, last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
