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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk
from kafka import ConsumerRebalanceListener, KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError
from pydantic import ValidationError

from pipeline import metrics
from pipeline.errors import Stopped
from pipeline.index.documents import actions
from pipeline.settings import Settings, Topics
from pipeline.story import EnrichedStory, Failure
from pipeline.transport.dead import dead_letter
from pipeline.transport.kafka import connect_consumer, connect_producer, record_of
from pipeline.transport.records import Record

log = structlog.get_logger("index")
RETRY_STATUS = frozenset({401, 403, 404, 408, 429, 500, 502, 503, 504})
"""Not the document's fault: the cluster is busy, blocked (403: a full disk), away, lacks its alias (404), or knows us
no more."""
STALE = 409
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0


@dataclass(frozen=True)
class Verdict:
    """What Elasticsearch said of one record's documents: `settled`, `retry`, or a failure."""

    retry: bool = False
    failure: Failure | None = None


def judge(results: Iterable[tuple[int, str]]) -> Verdict:
    """The verdict on one record from the (status, reason) of its documents. Pure.

    2xx and a version conflict (a newer version is there) are settled, 429 and 5xx are tried again, anything else is the
    document's own fault. A retry outranks a refusal, since a refusal repeats itself.
    """
    refused: str | None = None
    for status, reason in results:
        if status in RETRY_STATUS:
            return Verdict(retry=True)
        if not (200 <= status < 300 or status == STALE):
            refused = refused or f"Elasticsearch refused the document ({status}): {reason}"
    if refused:
        return Verdict(failure=Failure(stage="index", code="index_rejected", reason=refused))
    return Verdict()


def read_story(record: Record) -> EnrichedStory | Failure:
    """The story of a record of `wire.enriched`, or the failure `bad_message`."""
    try:
        return EnrichedStory.from_record(record.value)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        return Failure(stage="index", code="bad_message", reason=f"the record is no story/1: {place} is wrong")
    except (ValueError, RecursionError) as error:
        return Failure(stage="index", code="bad_message", reason=str(error).splitlines()[0][:200])


class PauseOnAssign(ConsumerRebalanceListener):  # type: ignore[misc]
    """Partitions gained in a rebalance arrive unpaused; while Elasticsearch is away they must not."""

    def __init__(self, consumer: KafkaConsumer, paused: Callable[[], bool]) -> None:
        self._consumer = consumer
        self._paused = paused

    def on_partitions_revoked(self, revoked: Any) -> None:
        log.info("partitions_revoked", count=len(revoked))

    def on_partitions_assigned(self, assigned: Any) -> None:
        log.info("partitions_assigned", count=len(assigned))
        if self._paused() and assigned:
            self._consumer.pause(*assigned)


class Sink:
    """One consumer, one bulk at a time, one dead-letter producer."""

    def __init__(self, settings: Settings, topics: Topics, client: Elasticsearch) -> None:
        self._settings = settings
        self._topic = topics["enriched"].name
        self._dead_topic = topics["enriched_dead"].name
        self._client = client.options(max_retries=0)
        self._away = False
        self._stopping = False
        limit = 2 * topics["enriched"].max_bytes
        self._consumer = connect_consumer(
            settings.kafka,
            [],
            "index",
            max_poll_records=settings.index.bulk_docs,
            max_partition_fetch_bytes=limit,
            fetch_max_bytes=4 * limit,
        )
        self._consumer.subscribe([self._topic], listener=PauseOnAssign(self._consumer, lambda: self._away))
        self._producer: KafkaProducer = connect_producer(settings.kafka, topics["enriched_dead"].max_bytes)

    def run(self) -> None:
        """Run until `stop`. Raises `Stopped` when a dead letter can't be written."""
        log.info("index_started", topic=self._topic)
        try:
            while not self._stopping:
                polled = self._consumer.poll(timeout_ms=500)
                records = [record_of(found) for batch in polled.values() for found in batch]
                if records and self._settle(records):
                    self._commit(records)
        finally:
            self._consumer.close(autocommit=False)
            self._producer.close(timeout=5)

    def stop(self) -> None:
        self._stopping = True

    def _settle(self, records: list[Record]) -> bool:
        """Bring every record to an end; false when the service was asked to stop before that."""
        left, wait = records, FIRST_WAIT
        while left:
            started = time.monotonic()
            before = len(left)
            left = self._index(left)
            metrics.SECONDS.labels("index").observe(time.monotonic() - started)
            if not left:
                break
            wait = FIRST_WAIT if len(left) < before else min(wait * 2, LONGEST_WAIT)
            if not self._wait(wait, len(left)):
                return False
        self._resume()
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

    def _index(self, records: list[Record]) -> list[Record]:
        """One bulk of all records; returns those to try again."""
        stories: list[tuple[Record, EnrichedStory]] = []
        for record in records:
            story = read_story(record)
            if isinstance(story, Failure):
                self._bury(record, story)
            else:
                stories.append((record, story))
        left = []
        for (record, story), verdict in zip(stories, self._bulk([story for _, story in stories]), strict=True):
            if verdict.retry:
                left.append(record)
            elif verdict.failure:
                self._bury(record, verdict.failure)
            else:
                metrics.STORIES.labels("index", story.status).inc()
        return left

    def _bulk(self, stories: Sequence[EnrichedStory]) -> list[Verdict]:
        names = self._settings.elasticsearch
        now = datetime.now(UTC).replace(microsecond=0)
        wanted = [actions(story, names.stories, names.versions, now) for story in stories]
        flat = [action for group in wanted for action in group]
        answers: list[tuple[int, str]] = []
        try:
            for _, item in streaming_bulk(
                self._client,
                flat,
                chunk_size=2 * self._settings.index.bulk_docs,
                max_chunk_bytes=self._settings.index.bulk_bytes,
                raise_on_error=False,
                max_retries=0,
                require_alias=True,
            ):
                answers.append(_answer(item))
        except TransportError as error:
            log.warning("bulk_failed", error=type(error).__name__)
        except ApiError as error:
            log.warning("bulk_failed", status=error.status_code)
            if error.status_code not in RETRY_STATUS:
                return self._one_by_one(stories, error)
        # What was not answered is tried again: ids and versions make that harmless.
        answers += [(503, "not answered")] * (len(flat) - len(answers))
        given = iter(answers)
        return [judge([next(given) for _ in group]) for group in wanted]

    def _one_by_one(self, stories: Sequence[EnrichedStory], error: ApiError) -> list[Verdict]:
        """The whole request was refused: find the story that did it."""
        if len(stories) == 1:
            return [judge([(error.status_code, str(error.message))])]
        return [verdict for story in stories for verdict in self._bulk([story])]

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
        metrics.DEAD.labels("index", failure.code, "-").inc()
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
        except KafkaError as error:
            # A rebalance took them away: their new owner indexes them again, to the same effect.
            log.warning("commit_failed", error=type(error).__name__)


def _answer(item: dict[str, Any]) -> tuple[int, str]:
    """(status, reason) of one item of a bulk answer."""
    result = next(iter(item.values()))
    error = result.get("error")
    reason = error.get("reason", "") if isinstance(error, dict) else str(error or "")
    return int(result["status"]), reason


def serve(settings: Settings, topics: Topics, client: Elasticsearch) -> None:
    """Run the sink until a signal asks it to stop."""
    sink = Sink(settings, topics, client)
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: sink.stop())
    sink.run()
