"""Pieces of raw copy onto `wire.raw`, each confirmed by the broker before it counts as sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError

from pipeline.collect.files import Refused
from pipeline.story import RawStory
from pipeline.transport.records import raw_headers

IN_FLIGHT = 1000
"""Records sent and not yet confirmed; beyond it the oldest is waited for."""
TRIES = 3


@dataclass
class Sent:
    """What became of the pieces: confirmed places (`partition`, `offset`) by uri, in order, and what was not sent."""

    confirmed: list[tuple[str, int, int]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def produce(
    connect: Callable[[], KafkaProducer],
    topic: str,
    stories: Iterable[RawStory | Refused],
    progress: Callable[[], None] = lambda: None,
) -> Sent:
    """Send every story and wait for every confirmation; what fails is sent again through a new producer.

    `connect` makes a producer: one that has failed can't be trusted with the next record. A record that three
    producers could
    not deliver is reported as refused, never dropped in silence. `progress` is called once for each piece that came
    to an end.
    """
    sent = Sent()
    left: Iterable[RawStory] = _accepted(stories, sent, progress)
    for _ in range(TRIES):
        failed: list[tuple[RawStory, str]] = []
        _send_all(connect(), topic, left, sent, failed, progress)
        if not failed:
            return sent
        left = [raw for raw, _ in failed]
    for raw, why in failed:
        sent.refused.append(Refused(raw.uri or raw.sha256, "not_confirmed", f"the broker did not confirm it: {why}"))
        progress()
    return sent


def _accepted(stories: Iterable[RawStory | Refused], sent: Sent, progress: Callable[[], None]) -> Iterator[RawStory]:
    for story in stories:
        if isinstance(story, Refused):
            sent.refused.append(story)
            progress()
        else:
            yield story


def _send_all(
    producer: KafkaProducer,
    topic: str,
    stories: Iterable[RawStory],
    sent: Sent,
    failed: list[tuple[RawStory, str]],
    progress: Callable[[], None],
) -> None:
    flying: deque[tuple[RawStory, Any]] = deque()

    def land() -> None:
        raw, future = flying.popleft()
        try:
            where = future.get(timeout=90)
        except MessageSizeTooLargeError:
            sent.refused.append(Refused(raw.uri or raw.sha256, "too_large", "larger than the raw topic takes"))
        except KafkaError as error:
            failed.append((raw, type(error).__name__))
            return
        else:
            sent.confirmed.append((raw.uri or raw.sha256, where.partition, where.offset))
        progress()

    try:
        for raw in stories:
            try:
                future = producer.send(topic, key=raw.sha256.encode(), value=raw.value, headers=raw_headers(raw))
            except MessageSizeTooLargeError:
                sent.refused.append(Refused(raw.uri or raw.sha256, "too_large", "larger than the raw topic takes"))
                progress()
                continue
            except KafkaError as error:
                failed.append((raw, type(error).__name__))
                continue
            flying.append((raw, future))
            if len(flying) >= IN_FLIGHT:
                land()
        producer.flush(timeout=90)
        while flying:
            land()
    finally:
        producer.close(timeout=10)
