"""Every piece is confirmed or reported, whatever the producers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kafka.errors import KafkaTimeoutError, MessageSizeTooLargeError

from pipeline.collect.files import Refused
from pipeline.collect.produce import produce
from pipeline.story import RawStory
from pipeline.transport.records import raw_story
from tests.unit.collect.fakes import Headers

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Place:
    partition: int
    offset: int


class Future:
    def __init__(self, answer: Place | Exception) -> None:
        self.answer = answer

    def get(self, timeout: float) -> Place:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Producer:
    """Gives each record the place or the error that `answer` says."""

    def __init__(self, answer: Callable[[bytes], Place | Exception]) -> None:
        self.answer = answer
        self.closed = False

    def partitions_for(self, topic: str) -> set[int]:
        return {0}

    def send(self, topic: str, value: bytes, key: bytes, headers: Headers, partition: int) -> Future:
        assert not self.closed
        return Future(self.answer(value))

    def close(self, timeout: float) -> None:
        self.closed = True


def stories(*values: bytes) -> Iterator[RawStory]:
    return (raw_story(value, source="desk", received_at=NOW, uri=value.decode()) for value in values)


def connecting(*answers: Callable[[bytes], Place | Exception] | Exception) -> Callable[[], Any]:
    """A `connect` that gives one producer after the other, or raises."""
    left = list(answers)

    def connect() -> Any:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Producer(answer)

    return connect


def test_what_one_producer_could_not_deliver_goes_through_the_next() -> None:
    def flaky(value: bytes) -> Place | Exception:
        return KafkaTimeoutError("away") if value == b"b" else Place(0, value[0])

    sent = produce(connecting(flaky, lambda value: Place(1, value[0])), "raw", stories(b"a", b"b", b"c"))
    assert not sent.refused
    assert sorted(uri for uri, _, _ in sent.confirmed) == ["a", "b", "c"]
    assert ("b", 1, ord("b")) in sent.confirmed


def test_a_broker_that_stays_away_is_reported_for_every_piece() -> None:
    ended: list[None] = []
    away = KafkaTimeoutError("no broker")
    sent = produce(connecting(away, away, away), "raw", stories(b"a", b"b"), lambda: ended.append(None))
    assert sent.confirmed == []
    assert [(one.uri, one.code) for one in sent.refused] == [("a", "not_confirmed"), ("b", "not_confirmed")]
    assert len(ended) == 2


def test_a_piece_that_is_too_large_is_refused_alone_and_refusals_pass_through() -> None:
    def limited(value: bytes) -> Place | Exception:
        return MessageSizeTooLargeError("large") if value == b"big" else Place(0, 0)

    pieces: list[RawStory | Refused] = [*stories(b"big", b"a"), Refused("x.zip", "unreadable", "broken")]
    # The second producer has nothing but the large piece: only what fails alone is itself to blame.
    sent = produce(connecting(limited, limited), "raw", iter(pieces))
    assert [uri for uri, _, _ in sent.confirmed] == ["a"]
    assert {(one.uri, one.code) for one in sent.refused} == {("big", "too_large"), ("x.zip", "unreadable")}
