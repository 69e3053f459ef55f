"""A broker, a clock and an intake for the tests of the ways in: nothing waits, nothing is outside the process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kafka.errors import IllegalStateError, KafkaError

from pipeline.collect.intake import Intake
from pipeline.collect.limits import Limits
from pipeline.collect.sender import Sender
from pipeline.collect.silence import Silence
from pipeline.supplier import Supplier

TOPIC = "wire.raw"
Headers = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Place:
    partition: int
    offset: int


@dataclass(frozen=True)
class Written:
    """A record as the broker has it."""

    key: bytes
    value: bytes
    headers: Mapping[str, str]


@dataclass
class Broker:
    """Keeps what it confirms. `refuses` says which error a value meets, at its first try and every other."""

    refuses: Callable[[bytes], KafkaError | None] = lambda _: None
    written: list[Written] = field(default_factory=list)
    connected: int = 0

    def connect(self) -> Any:
        self.connected += 1
        return FakeProducer(self)

    @property
    def values(self) -> list[bytes]:
        return [record.value for record in self.written]


class FakeProducer:
    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.closed = False

    def partitions_for(self, topic: str) -> set[int]:
        return {0}

    def send(self, topic: str, value: bytes, key: bytes, headers: Headers, partition: int) -> FakeFuture:
        assert topic == TOPIC
        if self.closed:
            raise IllegalStateError("closed")
        if error := self.broker.refuses(value):
            return FakeFuture(error)
        self.broker.written.append(Written(key, value, {name: said.decode() for name, said in headers}))
        return FakeFuture(Place(0, len(self.broker.written) - 1))

    def close(self, timeout: float) -> None:
        self.closed = True


@dataclass(frozen=True)
class FakeFuture:
    answer: Place | KafkaError

    def get(self, timeout: float) -> Place:
        if isinstance(self.answer, KafkaError):
            raise self.answer
        return self.answer


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def an_intake(
    broker: Broker,
    suppliers: Mapping[str, Supplier] | None = None,
    limit: int = 10_000,
    wait: Callable[[float], bool] = lambda _: False,
) -> Intake:
    """An intake that pauses for no time; `wait` true ends the tries."""
    silence = Silence({}, 0)
    return Intake(Sender(broker.connect, TOPIC), Limits(limit, suppliers or {}), silence, threading.Event(), wait)
