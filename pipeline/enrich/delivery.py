"""What becomes of raw records, sent to `wire.enriched` and `wire.raw.dead` until the broker has confirmed all of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, TopicAuthorizationFailedError
from faust.exceptions import ProducerSendError
from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_delay, wait_exponential

from pipeline import metrics
from pipeline.enrich.workers import Finished, Outcome
from pipeline.errors import Stopped, Unavailable
from pipeline.settings import Topics
from pipeline.story import Failure
from pipeline.transport.dead import dead_letter
from pipeline.transport.records import Record, partition_of
from pipeline.transport.rights import lost_right

log = structlog.get_logger("enrich")
CONFIRM_SECONDS = 60
Ended = tuple[Record, str, Outcome]
"""A record, its source, and what one part of it has become."""


class Delivery:
    """The way out of the enricher. `patience`: seconds for which a broker may confirm nothing."""

    def __init__(self, app: faust.App, topics: Topics, partitions: int, patience: float) -> None:
        self._enriched = app.topic(topics["enriched"].name, value_serializer="raw", key_serializer="raw")
        self._dead = app.topic(topics["raw_dead"].name, value_serializer="raw", key_serializer="raw")
        self._partitions = partitions
        self._patience = patience

    async def deliver(self, outcomes: list[Ended]) -> None:
        """Send everything, wait for every confirmation, send again what was not confirmed.

        Raises `Unavailable` when the broker stays away, `Stopped` when a dead letter can't be written.
        """
        left = outcomes
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(Unavailable),
            stop=stop_after_delay(self._patience),
            wait=wait_exponential(0.2, max=10),
        )
        try:
            async for attempt in retrying:
                with attempt:
                    left = await self._send(left)
                    if left:
                        metrics.PAUSED.labels("enrich").set(1)
                        raise Unavailable("the broker confirms no records")
        except RetryError:
            raise Unavailable(
                f"the broker has confirmed nothing for {self._patience:g} seconds (enrich.unavailable_seconds); "
                "stopping without acknowledging, the work is done again at the next start"
            ) from None
        metrics.PAUSED.labels("enrich").set(0)

    async def _send(self, outcomes: list[Ended]) -> list[Ended]:
        """What is left to be sent: what was not confirmed, and dead letters of stories that the broker refused."""
        confirmations = await asyncio.gather(
            *(self._send_one(record, part) for record, _, part in outcomes), return_exceptions=True
        )
        left: list[Ended] = []
        for (record, source, part), result in zip(outcomes, confirmations, strict=True):
            if isinstance(result, MessageSizeTooLargeError) and isinstance(part, Finished):
                reason = f"the broker refused the enriched story of {len(part.value):,} bytes as too large"
                failure = Failure(stage="enrich", code="oversize_enriched", reason=reason, part=part.part)
                log.warning(
                    "dead_letter", code=failure.code, source=source, offset=f"{record.partition}/{record.offset}"
                )
                left.append((record, source, failure))
            elif isinstance(result, MessageSizeTooLargeError):
                raise Stopped("a dead letter is larger than its topic takes: raise max_bytes of [raw_dead]")
            elif isinstance(result, TopicAuthorizationFailedError):
                raise Stopped(lost_right(result))
            elif isinstance(result, KafkaError | OSError):
                left.append((record, source, part))
            elif isinstance(result, BaseException):
                raise result
            else:
                _count(part)
        return left

    async def _send_one(self, record: Record, part: Outcome) -> None:
        """Send one outcome and wait for the broker's word. Raises what the driver raised, not Faust's wrapping of
        it."""
        try:
            confirmed = await self._send_now(record, part)
        except ProducerSendError as error:
            raise error.__cause__ or error from None
        await asyncio.wait_for(asyncio.shield(confirmed), CONFIRM_SECONDS)

    async def _send_now(self, record: Record, part: Outcome) -> Any:
        if isinstance(part, Finished):
            return await self._enriched.send(
                key=part.key.encode(),
                value=part.value,
                partition=partition_of(part.id, self._partitions),
                headers=part.headers,
                force=True,
            )
        headers = dead_letter(record, part, datetime.now(UTC))
        return await self._dead.send(key=record.key, value=record.value, headers=headers, force=True)


def _count(part: Outcome) -> None:
    if isinstance(part, Failure):
        metrics.DEAD.labels("enrich", part.code).inc()
    else:
        metrics.STORIES.labels("enrich", "sent").inc()
