"""The shared producer: replaced when it has failed, and no piece is blamed for another's fault."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError, MessageSizeTooLargeError

from pipeline.collect.files import Refused
from pipeline.collect.sender import Confirmed, Sender, Unconfirmed, batched
from pipeline.story import RawStory
from pipeline.transport.records import raw_story
from tests.unit.collect.fakes import TOPIC, Broker, FakeFuture, FakeProducer, Headers

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def raws(*values: bytes) -> list[RawStory]:
    return [raw_story(value, source="desk", received_at=NOW, uri=value.decode()) for value in values]


def test_a_producer_is_kept_while_it_works_and_replaced_once_it_has_failed() -> None:
    broker = Broker()
    sender = Sender(broker.connect, TOPIC)
    sender.send(raws(b"a"))
    sender.send(raws(b"b"))
    assert broker.connected == 1
    broker.refuses = lambda value: KafkaTimeoutError("away")
    assert [type(one) for one in sender.send(raws(b"c", b"d"))] == [Unconfirmed, Unconfirmed]
    broker.refuses = lambda value: None
    assert all(isinstance(one, Confirmed) for one in sender.send(raws(b"c", b"d")))
    assert broker.connected == 2
    assert broker.values == [b"a", b"b", b"c", b"d"]


def test_more_tries_send_again_only_what_is_open_and_keep_the_order() -> None:
    met: list[bytes] = []

    def once(value: bytes) -> KafkaError | None:
        met.append(value)
        return KafkaTimeoutError("away") if value == b"b" and met.count(b"b") == 1 else None

    outcomes = Sender(Broker(once).connect, TOPIC).send(raws(b"a", b"b", b"c"), tries=2)
    assert [one.raw.value for one in outcomes if isinstance(one, Confirmed)] == [b"a", b"b", b"c"]
    assert met == [b"a", b"b", b"c", b"b"]


class Poisoned(FakeProducer):
    """As kafka-python's idempotent producer: after one record that the broker finds too large all fail alike."""

    poisoned = False

    def send(self, topic: str, value: bytes, key: bytes, headers: Headers, partition: int) -> FakeFuture:
        self.poisoned = self.poisoned or len(value) > 3
        if self.poisoned:
            return FakeFuture(MessageSizeTooLargeError("large"))
        return super().send(topic, value, key, headers, partition)


def test_only_the_piece_that_is_too_large_for_the_broker_is_refused_not_those_behind_it() -> None:
    broker = Broker()
    sender = Sender(lambda: Poisoned(broker), TOPIC)
    first, large, behind = sender.send(raws(b"a", b"large", b"b"))
    assert isinstance(first, Confirmed)
    assert isinstance(behind, Confirmed)
    assert large == Refused("large", "too_large", "larger than the raw topic takes")
    assert isinstance(sender.send(raws(b"c"))[0], Confirmed)
    assert broker.values == [b"a", b"b", b"c"]


def test_a_piece_that_the_client_refuses_leaves_the_producer_as_it_is() -> None:
    class Careful(FakeProducer):
        def send(self, topic: str, value: bytes, key: bytes, headers: Headers, partition: int) -> FakeFuture:
            if len(value) > 3:
                raise MessageSizeTooLargeError("large")
            return super().send(topic, value, key, headers, partition)

    made: list[Careful] = []

    def connect() -> Any:
        made.append(Careful(Broker()))
        return made[-1]

    outcomes = Sender(connect, TOPIC).send(raws(b"large", b"a"))
    assert [type(one) for one in outcomes] == [Refused, Confirmed]
    assert len(made) == 1


def test_after_a_failed_send_nothing_more_is_tried_on_that_producer() -> None:
    tried: list[bytes] = []

    class Deaf(FakeProducer):
        def send(self, topic: str, value: bytes, key: bytes, headers: Headers, partition: int) -> FakeFuture:
            tried.append(value)
            raise KafkaTimeoutError("no metadata")

    outcomes = Sender(lambda: Deaf(Broker()), TOPIC).send(raws(b"a", b"b", b"c"))
    assert [type(one) for one in outcomes] == [Unconfirmed] * 3
    assert tried == [b"a"]


def test_threads_that_waited_for_a_vain_connection_share_its_error() -> None:
    tries: list[int] = []
    all_there = threading.Semaphore(0)

    class Lock:
        """Tells who comes to it."""

        lock = threading.Lock()

        def __enter__(self) -> None:
            all_there.release()
            self.lock.acquire()

        def __exit__(self, *_: object) -> None:
            self.lock.release()

    def connect() -> Any:
        tries.append(1)
        for _ in range(3 if len(tries) == 1 else 0):
            assert all_there.acquire(timeout=30)
        raise KafkaConnectionError

    sender = Sender(connect, TOPIC)
    sender._lock = Lock()  # type: ignore[assignment]
    outcomes: list[Any] = []
    threads = [threading.Thread(target=lambda: outcomes.extend(sender.send(raws(b"a")))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [type(one) for one in outcomes] == [Unconfirmed] * 3
    assert len(tries) == 1
    assert isinstance(sender.send(raws(b"a"))[0], Unconfirmed)
    assert len(tries) == 2


def test_batches_end_by_number_or_weight_and_lose_nothing() -> None:
    assert list(batched(range(5), lambda _: 1, 2, 100)) == [[0, 1], [2, 3], [4]]
    assert list(batched([1, 9, 1, 1], lambda weight: weight, 10, 9)) == [[1, 9], [1, 1]]
    assert list(batched([], lambda _: 1, 2, 2)) == []
