"""The Faust shell around decoding and enrichment: `wire.raw` in, `wire.enriched` and `wire.raw.dead` out.

What holds (the numbers are those of docs/delivery.md):

1. the body never raises: a bad story is a dead letter, an absent part is waited for, everything else ends the service
unacked;
2. an offset is acked only after the broker has confirmed everything that its record gave rise to;
3. acks go in offset order (Faust 0.15 commits past a single unacked one); nothing of a former generation is acked.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

import faust
import structlog
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError

from pipeline import metrics
from pipeline.breaker import Breaker
from pipeline.enrich.delivery import Delivery, Ended
from pipeline.enrich.workers import Workers
from pipeline.errors import Stopped, Unavailable
from pipeline.settings import Settings, Topics
from pipeline.story import Failure, RawStory
from pipeline.transport.faust_app import build_app
from pipeline.transport.kafka import record_of
from pipeline.transport.records import read_raw
from pipeline.transport.rights import lost_right
from pipeline.transport.standstill import Watched, leave, watch

log = structlog.get_logger("enrich")
WATCH_SECONDS = 5
STOP_SECONDS = 5
"""Faust may take so long to commit and leave; its threads outlive a broker that is away, and are left behind then."""
DRAIN_SECONDS = 25
"""A stop waits so long for batches in flight; what is not done by then is done again by the next process."""


@dataclass(frozen=True)
class Batch:
    events: list[Any]
    done: asyncio.Task[None]


class Enricher:
    """Batches in flight, in the order in which they were read, and the one acker."""

    def __init__(self, app: faust.App, settings: Settings, topics: Topics, partitions: int, workers: Workers) -> None:
        self._app = app
        self._settings = settings.enrich
        self._delivery = Delivery(app, topics, partitions, settings.enrich.unavailable_seconds)
        self._workers = workers
        self._breaker = Breaker(settings.enrich.breaker_failures, settings.enrich.breaker_seconds)
        self._flying: deque[Batch] = deque()
        self._room = asyncio.Semaphore(workers.processes * 2)
        self._landed = asyncio.Event()
        self._idle = asyncio.Event()
        self._draining = False
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        raw = app.topic(topics["raw"].name, value_serializer="raw", key_serializer="raw")
        app.agent(raw, name="enrich", concurrency=1)(self._read)
        revoked: Any = app.on_partitions_revoked
        assigned: Any = app.on_partitions_assigned
        revoked.connect(self._drop, weak=False)
        assigned.connect(self._forget, weak=False)

    async def _read(self, stream: Any) -> None:
        async for events in stream.noack_take(self._settings.batch, within=0.1):
            await self._room.acquire()
            if self._draining or self.failed.done():
                # Leaving the loop would hand the stream back to Faust, which acks whatever it reads from then on.
                await asyncio.Event().wait()
            batch = Batch(events, asyncio.create_task(self._enrich(events)))
            self._flying.append(batch)
            self._idle.clear()
            metrics.IN_FLIGHT.labels("enrich").set(len(self._flying))
            self._landed.set()

    async def ack_in_order(self) -> None:
        """Ack batches in the order in which they were read, for ever; ends the service on the first that failed."""
        while True:
            while not self._flying:
                self._idle.set()
                self._landed.clear()
                await self._landed.wait()
            batch = self._flying[0]
            try:
                await asyncio.shield(batch.done)
            except (Stopped, Unavailable) as error:
                self.fail(error)
                return
            except Exception as error:  # a bug in this shell: stop, nothing is lost
                log.exception("enrich_bug")
                self.fail(Stopped(f"a fault in the enricher ({type(error).__name__}): see the log, report it"))
                return
            if self._flying and self._flying[0] is batch:
                self._flying.popleft()
                self._ack(batch.events)
                self._room.release()
            metrics.IN_FLIGHT.labels("enrich").set(len(self._flying))

    @property
    def patience(self) -> float:
        """Seconds that the worst batch may take: every story of it hangs, then the broker is away."""
        return (self._settings.batch + 1) * self._settings.story_timeout_seconds + self._settings.unavailable_seconds

    async def watch_rebalances(self) -> None:
        """End a service whose rebalance never ends; over offsets watches `standstill`."""
        steady = time.monotonic()
        while time.monotonic() - steady <= self.patience:
            await asyncio.sleep(WATCH_SECONDS)
            steady = steady if self._app.rebalancing else time.monotonic()
        self.fail(Stopped(f"a rebalance has not ended for {self.patience:g} seconds; start the service again"))

    def assigned(self) -> list[int]:
        """The raw partitions that have to move; none while they change hands."""
        return [] if self._app.rebalancing else [tp.partition for tp in self._app.consumer.assignment()]

    async def drain(self) -> None:
        """Take nothing more and wait for what is in flight."""
        self._draining = True
        if self._flying:
            ends: list[asyncio.Future[Any]] = [asyncio.create_task(self._idle.wait()), self.failed]
            await asyncio.wait(ends, timeout=DRAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)

    def _ack(self, events: list[Any]) -> None:
        for event in events:
            if self._is_ours(event):
                event.ack()

    def _is_ours(self, event: Any) -> bool:
        """Whether its partition has stayed with us since it was read."""
        return not self._app.rebalancing and event.message.generation_id == self._app.consumer_generation_id

    async def _drop(self, _app: Any, revoked: Any, **_: Any) -> None:
        """Partitions were taken away: what is in flight is done again by whoever has them now."""
        while self._flying:
            # Their work goes on in the workers: room for more is there when it is done.
            self._flying.popleft().done.add_done_callback(lambda _: self._room.release())
        log.info("partitions_revoked", count=len(revoked))

    async def _forget(self, _app: Any, assigned: Any, **_: Any) -> None:
        """An ack that slipped in while the partitions were changing hands must not count for the new generation."""
        consumer: Any = self._app.consumer
        for partition in assigned:
            consumer._acked.pop(partition, None)
            consumer._acked_index.pop(partition, None)
        log.info("partitions_assigned", count=len(assigned))

    async def _enrich(self, events: list[Any]) -> None:
        started = time.monotonic()
        records = [record_of(event.message) for event in events]
        read = [read_raw(record) for record in records]
        good = [raw for raw in read if isinstance(raw, RawStory)]
        parts = iter(await self._workers.run(good)) if good else iter(())
        outcomes: list[Ended] = []
        for record, raw in zip(records, read, strict=True):
            if isinstance(raw, Failure):
                outcomes.append((record, "unknown", raw))
            else:
                outcomes += [(record, raw.source, part) for part in next(parts)]
        if not any(map(self._is_ours, events)):
            # Whoever has the partitions now does it again; two ends of one story might differ.
            return
        self._judge(outcomes)
        await self._delivery.deliver(outcomes)
        metrics.SECONDS.labels("enrich").observe(time.monotonic() - started)

    def _judge(self, outcomes: list[Ended]) -> None:
        for record, source, part in outcomes:
            if not isinstance(part, Failure):
                continue
            log.warning("dead_letter", code=part.code, source=source, offset=f"{record.partition}/{record.offset}")
            verdict = self._breaker.record(source, part.code, time.monotonic())
            if verdict == "stop":
                raise Stopped(
                    f"{self._settings.breaker_failures} bugs or dead workers from two or more sources: the fault is "
                    "ours; nothing was acknowledged past them; read the log, mend it and start again"
                )
            if verdict == "rotten":
                log.error("rotten_source", source=source, hint="its stories become dead letters; others go on")

    def fail(self, error: Exception) -> None:
        if not self.failed.done():
            self.failed.set_exception(error)

    def fail_soon(self, error: Exception) -> None:
        """`fail`, from another thread."""
        self.failed.get_loop().call_soon_threadsafe(self.fail, error)


async def serve(settings: Settings, topics: Topics, partitions: int, workers: Workers) -> None:
    """Run until a signal asks to stop. Raises `Stopped` or `Unavailable` when the service has to end itself."""
    app = build_app(settings, topics, settings.data_dir / "faust")
    app.finalize()
    await workers.ready()
    enricher = Enricher(app, settings, topics, partitions, workers)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    tasks = [asyncio.create_task(enricher.ack_in_order()), asyncio.create_task(enricher.watch_rebalances())]
    try:
        await app.start()
    except KafkaError as away:
        workers.stop()
        leave(Unavailable(f"Kafka left while the enricher started ({type(away).__name__}); nothing was acknowledged"))
    raw = topics["raw"].name
    watch(Watched(settings.kafka, "enrich", raw, enricher.patience, enricher.assigned, enricher.fail_soon))
    log.info("enrich_started", workers=workers.processes)
    asked = asyncio.create_task(stop.wait())
    crashed = asyncio.create_task(app.wait_until_stopped())
    ends: list[asyncio.Future[Any]] = [asked, crashed, enricher.failed]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    if asked.done():
        log.info("enrich_draining")
        await enricher.drain()
    for task in tasks:
        task.cancel()
    error = enricher.failed.exception() if enricher.failed.done() else None
    if crashed.done() and not asked.done():
        error = error or _ended(app)
    try:
        await asyncio.wait_for(app.stop(), STOP_SECONDS)
    except TimeoutError:
        workers.stop()
        leave(error)
    if error:
        raise error


def _ended(app: faust.App) -> Stopped:
    reason = app.crash_reason
    if isinstance(reason, TopicAuthorizationFailedError | GroupAuthorizationFailedError):
        return Stopped(lost_right(reason))
    return Stopped("Faust ended by itself: see the log; nothing was acknowledged that is not done")
