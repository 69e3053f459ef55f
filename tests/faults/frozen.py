"""The command `wire` with clients whose commits never reach the broker; nothing tells the services."""

from __future__ import annotations

from typing import Any

from faust.transport.drivers.aiokafka import Consumer
from kafka import KafkaConsumer

from pipeline.cli import main


async def _not_now(self: Any, offsets: Any) -> bool:
    del self, offsets
    return False


if __name__ == "__main__":
    Consumer._commit = _not_now  # type: ignore[method-assign]
    KafkaConsumer.commit = lambda self, *_: None
    main()
