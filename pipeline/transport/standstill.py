"""The watchdog: a service whose offsets don't move while there is something to read is ended.

It asks the broker over a connection of its own, in a thread of its own: a client that fell silent, an agent that never
comes back and a commit that never arrives all look the same from there.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

import structlog
from kafka import KafkaConsumer, TopicPartition

from pipeline.errors import EXIT_DONE, EXIT_STOPPED, Stopped
from pipeline.settings import Kafka
from pipeline.transport.kafka import connect_consumer

log = structlog.get_logger("watchdog")
ASK_SECONDS = 5
ANSWER_MS = 10_000
END_SECONDS = 20
"""A service that was told to end gets so long; one that hangs can't hear it."""

Offsets = Mapping[int, tuple[int, int]]
"""Partition → (committed, end)."""


@dataclass
class Standstill:
    """Which partition has stood for `seconds` with something left to read. Pure; the clock is passed in."""

    seconds: float
    _moved: dict[int, tuple[int, float]] = field(default_factory=dict)

    def look(self, offsets: Offsets, now: float) -> int | None:
        """Take the offsets of now; what isn't among them starts afresh when it comes back."""
        known, self._moved = self._moved, {}
        for partition, (committed, end) in offsets.items():
            before, since = known.get(partition, (-1, now))
            stands = committed == before and committed < end
            self._moved[partition] = (committed, since if stands else now)
        return next((p for p, (_, since) in self._moved.items() if now - since > self.seconds), None)


@dataclass(frozen=True)
class Watched:
    """A service's group on a topic.

    `mine` gives the partitions that have to move now: none while something that is away is waited for. `end` has to be
    quick; when the process is still there afterwards, it is ended with exit code 3.
    """

    kafka: Kafka
    group: str
    topic: str
    seconds: float
    mine: Callable[[], Iterable[int]]
    end: Callable[[Stopped], None]


def watch(watched: Watched) -> None:
    """Watch until the process ends, or ends because of this."""
    threading.Thread(target=_watch, args=(watched,), daemon=True).start()


def _watch(watched: Watched) -> None:
    standstill = Standstill(watched.seconds)
    consumer: KafkaConsumer | None = None
    while True:
        time.sleep(ASK_SECONDS)
        offsets: Offsets = {}
        try:
            consumer = consumer or connect_consumer(watched.kafka, [], watched.group)
            offsets = ask(consumer, [TopicPartition(watched.topic, number) for number in watched.mine()])
        except Exception as error:  # noqa: BLE001  # what can't be asked isn't judged, and a watch never ends by itself
            log.warning("watchdog_blind", error=type(error).__name__)
            _close(consumer)
            consumer = None
        partition = standstill.look(offsets, time.monotonic())
        if partition is not None:
            break
    committed, last = offsets[partition]
    stopped = Stopped(
        f"nothing has moved for {watched.seconds:g} seconds on partition {partition} of {watched.topic}, with "
        f"{last - committed} records left to read; nothing is lost, the work is done again at the next start"
    )
    watched.end(stopped)
    time.sleep(END_SECONDS)
    leave(stopped)


def _close(consumer: KafkaConsumer | None) -> None:
    try:
        if consumer:
            consumer.close(autocommit=False, timeout_ms=1000)
    except Exception as error:  # noqa: BLE001  # it has failed before; a watch never ends by itself
        log.warning("watchdog_close_failed", error=type(error).__name__)


def ask(consumer: KafkaConsumer, partitions: list[TopicPartition]) -> dict[int, tuple[int, int]]:
    """Where the consumer's group stands. Records that went by age before they were read are no lag."""
    if not partitions:
        return {}
    firsts = consumer.beginning_offsets(partitions, timeout_ms=ANSWER_MS)
    ends = consumer.end_offsets(partitions, timeout_ms=ANSWER_MS)
    committed = {p: consumer.committed(p, timeout_ms=ANSWER_MS) or 0 for p in partitions}
    return {p.partition: (max(committed[p], firsts[p]), ends[p]) for p in partitions}


def leave(error: BaseException | None) -> NoReturn:
    """End the process although some of its threads wait for ever. Nothing is lost: what is not committed is done
    again."""
    if error:
        print(f"wire: {error}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(EXIT_STOPPED if error else EXIT_DONE)
