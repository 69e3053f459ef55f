"""What the sink has read and not yet settled, and whether its partition is still ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from kafka import ConsumerRebalanceListener, KafkaConsumer
from pydantic import ValidationError

from pipeline.index.bulk import Actions
from pipeline.story import EnrichedStory, Failure
from pipeline.transport.records import Record

log = structlog.get_logger("index")


@dataclass(frozen=True)
class Wanted:
    """A record with the documents of its story, or with why there are none. `lease`: how often its partition had been
    taken from us when it was read.
    """

    record: Record
    lease: int
    source: str
    status: str = ""
    made: Actions | None = None
    failure: Failure | None = None


def read_story(record: Record) -> EnrichedStory | Failure:
    """The story of a record of `wire.enriched`, or the failure `bad_message`."""
    try:
        return EnrichedStory.from_record(record.value)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        return Failure(stage="index", code="bad_message", reason=f"the record is no story/1: {place} is wrong")
    except (ValueError, RecursionError) as error:
        return Failure(stage="index", code="bad_message", reason=str(error).splitlines()[0][:200])


class Rebalances(ConsumerRebalanceListener):  # type: ignore[misc]
    """Partitions gained in a rebalance arrive unpaused; while Elasticsearch is away they must not. `taken` counts how
    often each was taken away, be it to come back at once: it is read again from its last commit on.
    """

    def __init__(self, consumer: KafkaConsumer, paused: Callable[[], bool]) -> None:
        self._consumer = consumer
        self._paused = paused
        self.taken: Counter[int] = Counter()

    def on_partitions_revoked(self, revoked: Any) -> None:
        log.info("partitions_revoked", count=len(revoked))
        self.taken.update(partition.partition for partition in revoked)

    def on_partitions_assigned(self, assigned: Any) -> None:
        log.info("partitions_assigned", count=len(assigned))
        if self._paused() and assigned:
            self._consumer.pause(*assigned)
