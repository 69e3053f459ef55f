"""What the enricher acks, and when: nothing that the broker has not confirmed, and nothing behind it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError

from pipeline.enrich.agent import Enricher
from pipeline.enrich.workers import Finished, Outcome
from pipeline.errors import Stopped
from pipeline.settings import Settings
from pipeline.story import Failure, RawStory
from pipeline.transport.records import raw_headers, raw_story

COUNT, BATCH = 12, 2
PLACES = [{0}, {5}, {COUNT - 1}, {3, 4}, {6, 7}]


@dataclass
class Broker:
    """Stands for Faust's app and the broker behind it. `refuses` are the values that it does not confirm, and why."""

    refuses: dict[bytes, Exception] = field(default_factory=dict)
    confirmed: list[bytes] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    acked: list[int] = field(default_factory=list)
    rebalancing: bool = False
    consumer_generation_id: int = 1
    on_partitions_revoked: Any = field(default_factory=lambda: SimpleNamespace(connect=lambda *_, **__: None))
    on_partitions_assigned: Any = field(default_factory=lambda: SimpleNamespace(connect=lambda *_, **__: None))

    def topic(self, name: str, **_: Any) -> Any:
        return SimpleNamespace(send=self.send, name=name)

    def agent(self, *_: Any, **__: Any) -> Callable[[Any], Any]:
        return lambda body: body

    async def send(self, value: bytes, **_: Any) -> asyncio.Future[None]:
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if error := self.refuses.get(value):
            self.refused.append(value)
            told.set_exception(error)
        else:
            self.confirmed.append(value)
            told.set_result(None)
        return told

    def event(self, number: int) -> Any:
        raw = raw_story(value(number), source="test", received_at=datetime.now(UTC))
        message = SimpleNamespace(
            topic="raw", partition=0, offset=number, key=b"", value=raw.value, headers=raw_headers(raw), generation_id=1
        )
        return SimpleNamespace(message=message, ack=lambda: self.acked.append(number))

    async def noack_take(self, batch: int, within: float) -> AsyncIterator[list[Any]]:
        del within
        for start in range(0, COUNT, batch):
            yield [self.event(number) for number in range(start, start + batch)]
        await asyncio.Event().wait()


@dataclass
class Workers:
    """`bad`: what becomes of a story that is not enriched."""

    bad: dict[bytes, Failure | Exception] = field(default_factory=dict)
    processes: int = COUNT
    before: Callable[[], None] = lambda: None

    async def run(self, raws: list[RawStory]) -> list[tuple[Outcome, ...]]:
        self.before()
        return [(self.one(raw.value),) for raw in raws]

    def one(self, value: bytes) -> Outcome:
        met = self.bad.get(value, Finished(id="s", part=0, key="s/1", value=value, headers=[]))
        if isinstance(met, Exception):
            raise met
        return met


def value(number: int) -> bytes:
    return b"story %d" % number


def before(bad: set[int]) -> list[int]:
    """The offsets of the batches in front of the first that holds a bad one."""
    return list(range(min(bad) // BATCH * BATCH))


async def serve(broker: Broker, workers: Workers, during: Callable[[Enricher], Awaitable[None]]) -> None:
    settings = Settings()
    settings = settings.model_copy(update={"enrich": settings.enrich.model_copy(update={"batch": BATCH})})
    enricher = Enricher(broker, settings, settings.topics(), 4, workers)  # type: ignore[arg-type]
    tasks = [asyncio.create_task(enricher._read(broker)), asyncio.create_task(enricher.ack_in_order())]
    try:
        async with asyncio.timeout(30):
            await during(enricher)
    finally:
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def until(done: Callable[[], bool]) -> None:
    while not done():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def stopped(enricher: Enricher) -> None:
    with pytest.raises(Stopped):
        await enricher.failed


@pytest.mark.parametrize("bad", PLACES, ids=str)
def test_a_fault_of_ours_anywhere_acks_nothing_from_there_on(bad: set[int]) -> None:
    broker, workers = Broker(), Workers({value(number): LookupError() for number in bad})
    asyncio.run(serve(broker, workers, stopped))
    assert broker.acked == before(bad)


@pytest.mark.parametrize("bad", PLACES, ids=str)
def test_what_is_not_confirmed_is_sent_again_and_nothing_behind_it_is_acked_before(bad: set[int]) -> None:
    broker = Broker({value(number): KafkaTimeoutError() for number in bad})

    async def during(_: Enricher) -> None:
        await until(lambda: len(broker.confirmed) == COUNT - len(bad) and len(broker.refused) >= 2 * len(bad))
        assert broker.acked == before(bad)
        broker.refuses.clear()
        await until(lambda: len(broker.acked) == COUNT)

    asyncio.run(serve(broker, Workers(), during))
    assert broker.acked == list(range(COUNT))
    assert sorted(broker.confirmed) == sorted(value(number) for number in range(COUNT))


def test_a_dead_letter_that_cannot_be_written_stops_everything_behind_it() -> None:
    broker = Broker({value(5): MessageSizeTooLargeError()})
    workers = Workers({value(5): Failure(stage="decode", code="binary", reason="rubbish")})
    asyncio.run(serve(broker, workers, stopped))
    assert broker.acked == before({5})


def test_what_was_taken_away_meanwhile_is_neither_sent_nor_acked() -> None:
    """Its next owner does it again, perhaps with another end."""
    broker = Broker()

    def taken_away() -> None:
        broker.consumer_generation_id = 2

    async def during(enricher: Enricher) -> None:
        await until(lambda: broker.consumer_generation_id == 2 and not enricher._flying)

    asyncio.run(serve(broker, Workers(before=taken_away), during))
    assert (broker.confirmed, broker.acked) == ([], [])
