"""Pieces of raw copy onto `wire.raw`, each confirmed by the broker before it counts as sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError

from pipeline.collect.files import Refused
from pipeline.story import RawStory
from pipeline.transport.records import raw_headers

IN_FLIGHT = 1000
"""Records sent and not yet confirmed; beyond it the oldest is waited for."""
TRIES = 3
TOO_LARGE = "larger than the raw topic takes"


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
    """Send every story and wait for every confirmation.

    `connect` makes a producer: one that has failed can't be trusted with the next record, so what it did not deliver
    goes
    through a new one, and nothing more is read until then. What three producers could not deliver is reported, never
    dropped in silence. `progress` is called once for each piece that came to an end.
    """
    sent = Sent()
    unread = _accepted(stories, sent, progress)
    again: list[RawStory] = []
    why: str | None = None
    for _ in range(TRIES):
        again, why = _send_all(connect, topic, chain(again, unread), sent, progress)
        if why is None:
            return sent
    for raw in chain(again, unread):
        _refuse(sent, raw, "not_confirmed", f"the broker did not confirm it: {why}")
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
    connect: Callable[[], KafkaProducer],
    topic: str,
    stories: Iterator[RawStory],
    sent: Sent,
    progress: Callable[[], None],
) -> tuple[list[RawStory], str | None]:
    """One producer's turn: what it left undelivered, and why it was given up (null: it was not)."""
    flying: deque[tuple[RawStory, Any]] = deque()
    left: list[RawStory] = []
    why: str | None = None
    try:
        producer = connect()
    except KafkaError as error:
        return [], type(error).__name__
    try:
        for raw in stories:
            try:
                flying.append((raw, producer.send(topic, raw.value, raw.sha256.encode(), raw_headers(raw))))
            except MessageSizeTooLargeError:
                _refuse(sent, raw, "too_large", TOO_LARGE)
                progress()
            except KafkaError as error:
                left.append(raw)
                why = type(error).__name__
            if len(flying) >= IN_FLIGHT:
                why = _land(*flying.popleft(), sent, left, progress) or why
            if why:
                break
        while flying:
            why = _land(*flying.popleft(), sent, left, progress) or why
    finally:
        producer.close(timeout=10)
    return left, why


def _land(raw: RawStory, future: Any, sent: Sent, left: list[RawStory], progress: Callable[[], None]) -> str | None:
    """Wait for one confirmation; why it did not come, or null."""
    try:
        where = future.get(timeout=90)
    except MessageSizeTooLargeError:
        _refuse(sent, raw, "too_large", TOO_LARGE)
    except KafkaError as error:
        left.append(raw)
        return type(error).__name__
    else:
        sent.confirmed.append((raw.uri or raw.sha256, where.partition, where.offset))
    progress()
    return None


def _refuse(sent: Sent, raw: RawStory, code: str, reason: str) -> None:
    sent.refused.append(Refused(raw.uri or raw.sha256, code, reason))
