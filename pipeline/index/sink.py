"""The sink: `wire.enriched` in, Elasticsearch out, and an offset is committed only after every document up to it is
settled.

Settled means: indexed, refused because a newer version is there, or written as a dead letter that the broker confirmed.
While Elasticsearch is away the partitions are paused (also those that a rebalance brings: they arrive unpaused) and
polling
goes on, so that the group keeps its member; nothing is committed and nothing becomes a dead letter.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import structlog
from elasticsearch import Elasticsearch
from kafka import KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.errors import AuthorizationError, CommitFailedError, KafkaError

from pipeline import metrics
from pipeline.breaker import Breaker
from pipeline.errors import Stopped
from pipeline.index.bulk import Verdict, bulk
from pipeline.index.documents import actions
from pipeline.index.reading import Rebalances, Wanted, read_story
from pipeline.settings import Settings, Topics
from pipeline.story import Failure
from pipeline.transport.dead import dead_letter
from pipeline.transport.kafka import connect_consumer, connect_producer, record_of
from pipeline.transport.records import Record
from pipeline.transport.rights import lost_right
from pipeline.transport.standstill import Watched, watch

log = structlog.get_logger("index")
REFUSED_WHOLE = 5
"""A bulk of so many stories that is refused to the last one is a fault of the index, not of the stories."""
OURS = frozenset({"bug", "index_rejected"})
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
IDLE_SECONDS = 0.05
IDLE_MS, BUSY_MS = 500, 20
BULKS = 3
"""Bulks on their way at once: Elasticsearch writes one while the answer to the other is read and the next is made."""
FETCH_BYTES, FETCH_MS = 500_000, 250
"""The broker gathers so much, or so long: a bulk costs Elasticsearch a sync of its disk however little is in it."""


class Sink:
    """One consumer, one dead-letter producer, and bulks on their way, settled in the order in which they were read."""

    def __init__(self, settings: Settings, topics: Topics, client: Elasticsearch) -> None:
        self._settings = settings
        self._topic = topics["enriched"].name
        self._dead_topic = topics["enriched_dead"].name
        self._client = client.options(max_retries=0)
        self._away = False
        self._stopping = False
        self._stalled: Stopped | None = None
        self._sent: deque[tuple[list[Wanted], Future[list[Verdict]]]] = deque()
        self._breaker = Breaker(settings.enrich.breaker_failures, settings.enrich.breaker_seconds, OURS)
        limit = 2 * topics["enriched"].max_bytes
        self._consumer = connect_consumer(
            settings.kafka,
            [],
            "index",
            max_poll_records=settings.index.bulk_docs,
            fetch_min_bytes=FETCH_BYTES,
            fetch_max_wait_ms=FETCH_MS,
            max_partition_fetch_bytes=limit,
            fetch_max_bytes=4 * limit,
        )
        self._rebalances = Rebalances(self._consumer, lambda: self._away)
        self._consumer.subscribe([self._topic], listener=self._rebalances)
        self._producer: KafkaProducer = connect_producer(settings.kafka, topics["enriched_dead"].max_bytes)

    def run(self) -> None:
        """Run until `stop`. Raises `Stopped` when a dead letter can't be written or the offsets stand still."""
        self._watch_over()
        log.info("index_started", topic=self._topic)
        try:
            with ThreadPoolExecutor(BULKS) as writer:
                while self._sent or not self._stopping:
                    new = [] if self._stopping else [self._wanted(record) for record in self._poll()]
                    while self._sent and self._is_due(new):
                        self._end_first()
                    self._resume()
                    new = [one for one in new if self._is_ours(one)]
                    if new and not self._stopping:
                        self._sent.append((new, writer.submit(self._bulk, new)))
            if self._stalled:
                raise self._stalled
        finally:
            self._consumer.close(autocommit=False)
            self._producer.close(timeout=5)

    def _is_due(self, new: list[Wanted]) -> bool:
        """Whether the first bulk has to end before one more is sent: of two that write one version at once, either
        might come last.
        """
        if self._stopping or len(self._sent) == BULKS or self._sent[0][1].done():
            return True
        keys = {one.record.key for one in new}
        return any(one.record.key in keys for wanted, _ in self._sent for one in wanted)

    def _end_first(self) -> None:
        wanted, verdicts = self._sent.popleft()
        if self._settle(wanted, verdicts):
            self._commit([one.record for one in wanted if self._is_ours(one)])
        else:
            self._sent.clear()  # a commit of what lies behind it would pass it over

    def stop(self) -> None:
        self._stopping = True

    def _watch_over(self) -> None:
        """End the service when its offsets don't move, unless Elasticsearch is waited for."""

        def end(stopped: Stopped) -> None:
            self._stalled, self._stopping = stopped, True

        def mine() -> list[int]:
            return [] if self._away else [partition.partition for partition in self._consumer.assignment()]

        # A bulk that takes longer than its time-out counts as Elasticsearch away.
        patience = self._settings.enrich.unavailable_seconds + self._settings.elasticsearch.timeout_seconds
        watch(Watched(self._settings.kafka, "index", self._topic, patience, mine, end))

    def _poll(self) -> list[Record]:
        """What is new within half a second; with a bulk on its way, soon. The embedded broker answers an empty
        fetch at once, and waiting inside of kafka-python's `poll` would ask it without end, for most of a core; but a
        poll that may not wait can't join.
        """
        coordinator: Any = self._consumer._coordinator
        waits = not self._settings.embedded or not self._consumer.assignment() or coordinator.need_rejoin()
        patience = (BUSY_MS if self._sent else IDLE_MS) if waits else 0
        polled: dict[TopicPartition, list[Any]] = self._consumer.poll(timeout_ms=patience)
        if not polled and not waits:
            time.sleep(IDLE_SECONDS)
        return [record_of(found) for batch in polled.values() for found in batch]

    def _settle(self, wanted: list[Wanted], verdicts: Future[list[Verdict]]) -> bool:
        """Bring every record to an end; false when the service was asked to stop before that."""
        left, wait = self._judged(wanted, verdicts.result()), FIRST_WAIT
        while left:
            if not self._wait(wait, len(left)):
                return False
            # Made anew, with the time at which they are indexed.
            again = [self._wanted(one.record) for one in left if self._is_ours(one)]
            left = self._judged(again, self._bulk(again))
            wait = FIRST_WAIT if len(left) < len(again) else min(wait * 2, LONGEST_WAIT)
        return True

    def _wait(self, seconds: float, left: int) -> bool:
        """Keep the group's membership while Elasticsearch is away; false when asked to stop."""
        if not self._away:
            log.warning("elasticsearch_away", records_waiting=left, hint="partitions paused, nothing is lost")
        self._away = True
        metrics.PAUSED.labels("index").set(1)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if assigned := self._consumer.assignment():
                self._consumer.pause(*assigned)
            if self._consumer.poll(timeout_ms=200):
                raise Stopped("a paused partition returned records: stopping before anything is skipped")
            if self._stopping:
                return False
        return True

    def _resume(self) -> None:
        if self._away:
            log.info("elasticsearch_back")
            self._away = False
            metrics.PAUSED.labels("index").set(0)
            if assigned := self._consumer.assignment():
                self._consumer.resume(*assigned)

    def _is_ours(self, one: Wanted) -> bool:
        """Whether its partition has stayed with us since it was read: else who has it now does it again, and two dead
        letters of one story are one too many.
        """
        return one.lease == self._rebalances.taken[one.record.partition]

    def _wanted(self, record: Record) -> Wanted:
        lease, story = self._rebalances.taken[record.partition], read_story(record)
        if isinstance(story, Failure):
            return Wanted(record, lease, "unknown", failure=story)
        names, now = self._settings.elasticsearch, datetime.now(UTC).replace(microsecond=0)
        try:
            made = actions(story, names.stories, names.versions, now)
            return Wanted(record, lease, story.source.name, story.status, made)
        except Exception as error:  # noqa: BLE001  # a bug on one story must not stop those behind it
            failure = Failure(stage="index", code="bug", reason=f"{type(error).__name__} while making its documents")
            return Wanted(record, lease, story.source.name, failure=failure)

    def _bulk(self, wanted: list[Wanted]) -> list[Verdict]:
        """One bulk of all that have documents; a verdict for each."""
        started = time.monotonic()
        verdicts = iter(bulk(self._client, self._settings.index, [one.made for one in wanted if one.made]))
        metrics.SECONDS.labels("index").observe(time.monotonic() - started)
        return [next(verdicts) if one.made else Verdict(failure=one.failure) for one in wanted]

    def _judged(self, wanted: list[Wanted], verdicts: list[Verdict]) -> list[Wanted]:
        """Those to try again; the others are counted, or become dead letters."""
        ours = [(one, verdict) for one, verdict in zip(wanted, verdicts, strict=True) if self._is_ours(one)]
        refused = [verdict.failure for one, verdict in ours if verdict.failure and one.made]
        if len(refused) == sum(bool(one.made) for one, _ in ours) >= REFUSED_WHOLE:
            raise Stopped(
                f"Elasticsearch refused all {len(refused)} stories of a bulk ({refused[0].reason}): that is no story's "
                "fault; run `wire index check`; nothing was committed past them"
            )
        left = []
        for one, verdict in ours:
            if verdict.retry:
                left.append(one)
            elif verdict.failure:
                self._fail(one.record, one.source, verdict.failure)
            else:
                metrics.STORIES.labels("index", one.status).inc()
        return left

    def _fail(self, record: Record, source: str, failure: Failure) -> None:
        """A dead letter, unless too many from several sources say that the fault is ours."""
        if self._breaker.record(source, failure.code, time.monotonic()) == "stop":
            raise Stopped(
                f"stories of two or more sources were refused or met a bug ({failure.reason}): the fault is ours; "
                "run `wire index check`; nothing was committed past them"
            )
        self._bury(record, failure)

    def _bury(self, record: Record, failure: Failure) -> None:
        headers = dead_letter(record, failure, datetime.now(UTC))
        try:
            sent = self._producer.send(self._dead_topic, key=record.key, value=record.value, headers=headers)
            sent.get(timeout=60)
        except KafkaError as error:
            raise Stopped(
                f"a dead letter can't be written to {self._dead_topic} ({type(error).__name__}): "
                "nothing was committed past it; mend the topic and start again"
            ) from None
        metrics.DEAD.labels("index", failure.code).inc()
        log.warning("dead_letter", code=failure.code, offset=f"{record.partition}/{record.offset}")

    def _commit(self, records: list[Record]) -> None:
        """Commit past the settled records, on the partitions that are still ours."""
        mine = self._consumer.assignment()
        ends: dict[TopicPartition, int] = {}
        for record in records:
            partition = TopicPartition(record.topic, record.partition)
            ends[partition] = max(ends.get(partition, 0), record.offset + 1)
        offsets = {p: OffsetAndMetadata(end, "", -1) for p, end in ends.items() if p in mine}
        try:
            if offsets:
                self._consumer.commit(offsets)
        except CommitFailedError as error:
            # A rebalance took them away: their new owner indexes them again, to the same effect.
            log.warning("commit_failed", error=type(error).__name__)


def serve(settings: Settings, topics: Topics, client: Elasticsearch) -> None:
    """Run the sink until a signal asks it to stop."""
    try:
        sink = Sink(settings, topics, client)
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, lambda *_: sink.stop())
        sink.run()
    except AuthorizationError as error:
        raise Stopped(lost_right(error)) from None
    except KafkaError as error:
        raise Stopped(
            f"Kafka refused or left the sink ({type(error).__name__}: {error}); nothing was committed that is not done"
        ) from None
