"""Fetching from a broker that does not wait.

Kafka holds an empty fetch until something comes; the embedded broker answers it at once, and aiokafka asks again at
once: three thousand times a second, most of a core for nothing.
"""

from __future__ import annotations

import asyncio
from typing import Any

import faust
from aiokafka.protocol.fetch import FetchRequest
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer

IDLE_SECONDS = 0.05
"""The pause after a fetch that brought nothing: as much as a story may wait for it."""


class PatientThread(AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer: Any = super()._create_worker_consumer(transport)
        consumer._client.send = _patient(consumer._client.send)
        return consumer


class PatientConsumer(Consumer):
    def _new_consumer_thread(self) -> Any:
        return PatientThread(self, loop=self.loop, beacon=self.beacon)


def be_patient(app: faust.App) -> None:
    """Let the app's consumer pause after a fetch that brought nothing."""
    transport: Any = app.transport
    transport.Consumer = PatientConsumer


def _patient(send: Any) -> Any:
    async def sent(node: Any, request: Any, **options: Any) -> Any:
        response = await send(node, request, **options)
        if isinstance(request, FetchRequest) and _is_empty(response):
            await asyncio.sleep(IDLE_SECONDS)
        return response

    return sent


def _is_empty(response: Any) -> bool:
    """Whether it has neither records nor an error, which has to be heard at once."""
    parts = [part for _, partitions in response.topics for part in partitions]
    return not any(error or records for _, error, *_, records in parts)
