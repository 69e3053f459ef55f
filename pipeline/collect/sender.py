"""One producer to `wire.raw` for every way in, from any thread: what the broker confirmed, refused, left open."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError

from pipeline.collect.files import Refused
from pipeline.story import RawStory
from pipeline.transport.records import raw_headers

TOO_LARGE = "larger than the raw topic takes"
PATIENCE = 90
"""Seconds for one confirmation: more than the producer itself tries to deliver."""

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Confirmed:
    """The place on the raw topic that the broker has confirmed."""

    raw: RawStory
    partition: int
    offset: int


@dataclass(frozen=True)
class Unconfirmed:
    """The broker has not confirmed it (`why`: the name of kafka-python's error); it may be sent again."""

    raw: RawStory
    why: str


Outcome = Confirmed | Refused | Unconfirmed


def weigh(piece: RawStory | Refused) -> int:
    return 0 if isinstance(piece, Refused) else len(piece.value)


def batched(
    things: Iterable[Thing], weigh: Callable[[Thing], int], most: int, most_bytes: int
) -> Iterator[list[Thing]]:
    """Lists of up to `most` things, each ended early by the one that brings it to `most_bytes`."""
    batch: list[Thing] = []
    weight = 0
    for thing in things:
        batch.append(thing)
        weight += weigh(thing)
        if len(batch) >= most or weight >= most_bytes:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class Sender:
    """A shared producer that is replaced once it has failed: a failed one can't be trusted with the next record."""

    def __init__(self, connect: Callable[[], KafkaProducer], topic: str) -> None:
        self._connect = connect
        self._topic = topic
        self._lock = threading.Lock()
        self._producer: KafkaProducer | None = None
        self._failures = 0
        self._last_failure: KafkaError | None = None

    def send(self, raws: Sequence[RawStory], tries: int = 1) -> list[Outcome]:
        """Send, wait for every answer, send again with a new producer what has none; the outcomes in the order of
        `raws`."""
        outcomes = self._send(raws)
        for _ in range(tries - 1):
            left = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Unconfirmed)]
            for number, outcome in zip(left, self._send([raws[number] for number in left]), strict=True):
                outcomes[number] = outcome
        return outcomes

    def close(self, seconds: float = 10) -> None:
        """Give what is on its way some seconds to arrive."""
        with self._lock:
            producer, self._producer = self._producer, None
        if producer:
            _close(producer, seconds)

    def _send(self, raws: Sequence[RawStory]) -> list[Outcome]:
        if not raws:
            return []
        try:
            producer = self._current()
        except KafkaError as error:
            return [Unconfirmed(raw, type(error).__name__) for raw in raws]
        outcomes = _through(producer, self._topic, raws)
        if any(isinstance(outcome, Unconfirmed) for outcome in outcomes):
            self._discard(producer)
        suspects = [number for number, outcome in enumerate(outcomes) if _is_suspect(outcome)]
        for number in suspects:
            outcomes[number] = self._alone(raws[number])
        return outcomes

    def _current(self) -> KafkaProducer:
        """The producer. Who waited while another thread tried in vain shares its error instead of trying in turn."""
        failures = self._failures
        with self._lock:
            if self._producer is None:
                if self._last_failure and self._failures > failures:
                    raise self._last_failure
                try:
                    self._producer = self._connect()
                except KafkaError as error:
                    self._failures += 1
                    self._last_failure = error
                    raise
            return self._producer

    def _alone(self, raw: RawStory) -> Outcome:
        """What becomes of a record on a producer of its own: one that is too large there is itself to blame."""
        try:
            producer = self._connect()
        except KafkaError as error:
            return Unconfirmed(raw, type(error).__name__)
        (outcome,) = _through(producer, self._topic, [raw])
        _close(producer, 10)
        return _refused(raw) if _is_suspect(outcome) else outcome

    def _discard(self, producer: KafkaProducer) -> None:
        with self._lock:
            if self._producer is producer:
                self._producer = None
        # Other threads may still wait for records on it, which the producer itself gives up within its own time-out.
        threading.Thread(target=_close, args=(producer, PATIENCE), daemon=True).start()


def _through(producer: KafkaProducer, topic: str, raws: Sequence[RawStory]) -> list[Outcome]:
    """One producer's turn; after a failure nothing more is tried on it.

    The same bytes always go to the same partition. The hash is in the key already: to hash it again, as kafka-python
    does in Python, would take a quarter of a producer's time.
    """
    begun: list[tuple[RawStory, Any]] = []
    why: str | None = None
    count = 0
    for raw in raws:
        future: Any = None
        if why is None:
            try:
                count = count or len(producer.partitions_for(topic))
                partition = int(raw.sha256[:8], 16) % count
                future = producer.send(topic, raw.value, raw.sha256.encode(), raw_headers(raw), partition)
            except MessageSizeTooLargeError:
                future = _refused(raw)
            except KafkaError as error:
                why = type(error).__name__
        begun.append((raw, Unconfirmed(raw, why or "") if future is None else future))
    return [one if isinstance(one, Outcome) else _land(raw, one) for raw, one in begun]


def _land(raw: RawStory, future: Any) -> Outcome:
    try:
        where = future.get(timeout=PATIENCE)
    except KafkaError as error:
        return Unconfirmed(raw, type(error).__name__)
    return Confirmed(raw, where.partition, where.offset)


def _is_suspect(outcome: Outcome) -> bool:
    """After one record that was too large for the broker, everything on that producer fails in the same words."""
    return isinstance(outcome, Unconfirmed) and outcome.why == MessageSizeTooLargeError.__name__


def _refused(raw: RawStory) -> Refused:
    return Refused(raw.uri or raw.sha256, "too_large", TOO_LARGE)


def _close(producer: KafkaProducer, seconds: float) -> None:
    with contextlib.suppress(KafkaError):
        producer.close(timeout=seconds)
