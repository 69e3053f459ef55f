"""The sink between two polls: what it does with a bulk whose partitions are taken away meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from kafka import TopicPartition

from pipeline.index import sink
from pipeline.index.bulk import Actions, Verdict
from pipeline.index.sink import Sink
from pipeline.settings import load
from pipeline.story import Failure

REFUSED = Verdict(failure=Failure(stage="index", code="index_rejected", reason="no"))
DONE, AGAIN = Verdict(), Verdict(retry=True)


@dataclass
class FakeBroker:
    """A consumer of two partitions with a story in each, and a producer. `turns` are what happens in the polls after
    the one that gives the stories.
    """

    turns: list[Callable[[], None]]
    listener: Any = None
    committed: dict[int, int] = field(default_factory=dict)
    dead: list[bytes] = field(default_factory=list)
    polls: int = 0
    _coordinator: Any = field(default_factory=lambda: SimpleNamespace(need_rejoin=lambda: False))

    def subscribe(self, topics: list[str], listener: Any) -> None:
        self.topic, self.listener = topics[0], listener

    def assignment(self) -> set[TopicPartition]:
        return {TopicPartition(self.topic, number) for number in (0, 1)}

    def poll(self, timeout_ms: int) -> dict[TopicPartition, list[Any]]:
        self.polls += 1
        time.sleep(min(timeout_ms, 2) / 1000)
        if self.polls > 1:
            self.turns.pop(0)()
            return {}
        return {partition: [self.record(partition)] for partition in sorted(self.assignment())}

    def record(self, partition: TopicPartition) -> Any:
        value = b'{"schema": "story/1", "id": "s%d", "version": 1, "source": {"name": "desk", "sha256": "0"}}'
        return SimpleNamespace(
            topic=self.topic, partition=partition.partition, offset=7, key=b"k", value=value % partition.partition,
            headers=[],
        )  # fmt: skip

    def take(self, number: int) -> None:
        partition = TopicPartition(self.topic, number)
        self.listener.on_partitions_revoked([partition])
        self.listener.on_partitions_assigned([partition])

    def commit(self, offsets: dict[TopicPartition, Any]) -> None:
        self.committed |= {partition.partition: found.offset for partition, found in offsets.items()}

    def send(self, topic: str, key: bytes, value: bytes, headers: Any) -> Any:
        self.dead.append(value)
        return SimpleNamespace(get=lambda timeout: None)

    def pause(self, *partitions: TopicPartition) -> None: ...

    def resume(self, *partitions: TopicPartition) -> None: ...

    def close(self, **how: Any) -> None: ...


def run(monkeypatch: pytest.MonkeyPatch, broker: FakeBroker, bulk: Callable[..., list[Verdict]]) -> None:
    """A sink on the broker, whose bulks are answered by `bulk`, until the broker's turns are over."""
    monkeypatch.setattr(sink, "connect_consumer", lambda *_, **__: broker)
    monkeypatch.setattr(sink, "connect_producer", lambda *_: broker)
    monkeypatch.setattr(sink, "watch", lambda _: None)
    monkeypatch.setattr(sink, "bulk", bulk)
    monkeypatch.setattr(sink, "FIRST_WAIT", 0.001)
    settings = load()
    ours = Sink(settings, settings.topics(), Elasticsearch("http://127.0.0.1:9"))
    broker.turns.append(ours.stop)
    ours.run()


def ran(monkeypatch: pytest.MonkeyPatch, broker: FakeBroker, *verdicts: list[Verdict]) -> FakeBroker:
    """The broker after a sink has run on it that is told `verdicts`, one list for each of its bulks."""
    left = list(verdicts)

    def bulk(client: Elasticsearch, limits: object, wanted: list[Actions]) -> list[Verdict]:
        told = left.pop(0)
        assert len(told) == len(wanted)
        return told

    run(monkeypatch, broker, bulk)
    assert not left
    return broker


def test_what_is_settled_is_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = ran(monkeypatch, FakeBroker([]), [DONE, REFUSED])
    assert broker.committed == {0: 8, 1: 8}
    assert len(broker.dead) == 1


def test_of_a_partition_taken_away_while_its_bulk_is_on_its_way_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is read again, and would be a dead letter twice."""
    broker = FakeBroker([])
    broker.turns.append(lambda: broker.take(1))
    assert ran(monkeypatch, broker, [DONE, REFUSED]).committed == {0: 8}
    assert broker.dead == []


def test_a_partition_taken_away_while_elasticsearch_is_waited_for_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = FakeBroker([lambda: None])
    broker.turns.append(lambda: broker.take(1))
    assert ran(monkeypatch, broker, [AGAIN, AGAIN], [REFUSED]).committed == {0: 8}
    assert len(broker.dead) == 1


def test_a_version_that_is_on_its_way_is_not_sent_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two bulks at once either may come last."""
    going, most = [0], [0]

    def bulk(client: Elasticsearch, limits: object, wanted: list[Actions]) -> list[Verdict]:
        going[0] += 1
        most[0] = max(most[0], going[0])
        time.sleep(0.05)
        going[0] -= 1
        return [DONE] * len(wanted)

    for keys, at_once in ((b"aaaaaa", 1), (b"abcdef", sink.BULKS)):
        most[0] = 0
        broker = FakeBroker([lambda: None] * 20)
        given = iter(keys)

        def poll(timeout_ms: int, broker: FakeBroker = broker, given: Any = given) -> dict[TopicPartition, list[Any]]:
            first = TopicPartition(broker.topic, 0)
            key = next(given, None)
            if key is None:
                broker.turns.pop(0)()
                return {}
            record = broker.record(first)
            record.key = bytes([key])
            return {first: [record]}

        broker.poll = poll  # type: ignore[method-assign]
        run(monkeypatch, broker, bulk)
        assert most[0] == at_once
