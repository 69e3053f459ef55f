"""New indices from `wire.enriched`, while the sink goes on writing to the old ones.

Fill to the topic's end, check, move the aliases in one step, and fill once more to where the topic ends *after* the
move. That is all that a bulk under way during the move can have written to the old index: what is produced later is
indexed by a bulk that begins later, through the moved alias. Heads are safe from each other's writes by their versions;
a version document is written plainly, so keys that came again during the last filling are written again until none did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from elasticsearch import ApiError, Elasticsearch, TransportError
from kafka import OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError

from pipeline.errors import Stopped
from pipeline.index import moving
from pipeline.index.bulk import Actions, bulk
from pipeline.index.documents import actions
from pipeline.index.reading import read_story
from pipeline.settings import Settings, Topics
from pipeline.story import Failure
from pipeline.transport.kafka import connect_consumer, read_to_end
from pipeline.transport.records import Record

PATIENCE = 120.0
"""Seconds without an answer of Elasticsearch after which the filler gives up; it goes on where it stopped."""
Places = dict[int, int]
"""Partition → the next offset to read."""
Progress = Callable[[int, int], None]
"""Gets how many records of the topic are done, of how many."""


@dataclass
class Refusals:
    """How many stories the new indices refused, and why the last of them."""

    refused: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Moved:
    """A finished move: the new indices, their documents, and how many stories they refused."""

    indices: list[str]
    documents: list[int]
    refused: int


def reindex(settings: Settings, topics: Topics, client: Elasticsearch, progress: Progress) -> Moved:
    """Fill new indices, check them, move the aliases, delete the old indices.

    May be cut off anywhere and run again. Raises `BadSetting` where there is nothing to move, `Stopped` where the new
    indices lack what the old ones have (the aliases stay), or a server stays away.
    """
    names = settings.elasticsearch
    try:
        new = moving.make_new(client, names)
        filler = Filler(settings, topics, client, moving.identity(client, new), progress)
        if not moving.has_moved(client, names):
            filler.fill()
            filler.save()
            _check(settings, client, new, filler)
            moving.move(client, names)
        filler.fill_until_quiet()
        done = Moved(new, moving.counts(client, new), filler.refusals.refused)
        moving.finish(client, names)
        return done
    except (ApiError, TransportError, KafkaError) as error:
        raise Stopped(
            f"a server did not do its part of the move ({type(error).__name__}): the aliases are whole; "
            "run `wire check`, then `wire reindex` again: it goes on where it stopped"
        ) from None


class Filler:
    """Reads the topic on from where it stopped, and writes through the aliases of the new indices."""

    def __init__(
        self, settings: Settings, topics: Topics, client: Elasticsearch, identity: str, progress: Progress
    ) -> None:
        self._settings = settings
        self._spec = topics["enriched"]
        self._client = client.options(max_retries=0)
        self._group = f"reindex.{identity}"
        self._progress = progress
        self.refusals = Refusals()
        consumer = connect_consumer(settings.kafka, [], self._group)
        try:
            partitions = [
                TopicPartition(self._spec.name, n) for n in consumer.partitions_for_topic(self._spec.name) or ()
            ]
            self.places: Places = {p.partition: consumer.committed(p) or 0 for p in partitions}
            self._ends = {p.partition: end for p, end in consumer.end_offsets(partitions).items()}
        finally:
            consumer.close(autocommit=False)

    def fill(self, only: set[bytes] | None = None, *, saves: bool = True) -> set[bytes]:
        """Index every record up to the topic's end as it is now; with `only`, those of these keys. The keys read."""
        seen: set[bytes] = set()
        records = read_to_end(
            self._settings.kafka, [self._spec.name], self._spec.max_bytes, {self._spec.name: dict(self.places)}
        )
        while batch := list(islice(records, self._settings.index.bulk_docs)):
            wanted = [record for record in batch if only is None or record.key in only]
            self._index(wanted)
            seen |= {record.key or b"" for record in wanted} if not saves else set()
            for record in batch:
                self.places[record.partition] = record.offset + 1
                self._ends[record.partition] = max(self._ends[record.partition], record.offset + 1)
            self._progress(sum(self.places.values()), sum(self._ends.values()))
            if saves:
                self.save()
        return seen

    def fill_until_quiet(self) -> None:
        """Behind the move. Its place is saved at no point of it: cut off, it is done again as a whole."""
        keys = self.fill(saves=False)
        while keys:
            keys = self.fill(keys, saves=False)

    def save(self) -> None:
        """Note in Kafka how far the new indices are filled, for a run that goes on."""
        consumer = connect_consumer(self._settings.kafka, [], self._group)
        try:
            consumer.commit(
                {
                    TopicPartition(self._spec.name, partition): OffsetAndMetadata(offset, "", -1)
                    for partition, offset in self.places.items()
                }
            )
        finally:
            consumer.close(autocommit=False)

    def _index(self, records: Iterable[Record]) -> None:
        left = list(self._documents(records))
        heard = time.monotonic()
        while left:
            verdicts = bulk(self._client, self._settings.index, left)
            again = [made for made, verdict in zip(left, verdicts, strict=True) if verdict.retry]
            for failure in (verdict.failure for verdict in verdicts if verdict.failure):
                self.refusals.refused += 1
                self.refusals.reason = failure.reason
            if len(again) < len(left):
                heard = time.monotonic()
            elif time.monotonic() - heard > PATIENCE:
                raise Stopped(
                    f"Elasticsearch has taken nothing for {PATIENCE:g} seconds: run `wire reindex` again later"
                )
            left = again
            if left:
                time.sleep(1)

    def _documents(self, records: Iterable[Record]) -> Iterator[Actions]:
        """The documents of what is a story; of the rest the sink has made dead letters."""
        names, now = self._settings.elasticsearch, datetime.now(UTC).replace(microsecond=0)
        for record in records:
            story = read_story(record)
            if not isinstance(story, Failure):
                yield actions(story, moving.filling(names.stories), moving.filling(names.versions), now)


def _check(settings: Settings, client: Elasticsearch, new: list[str], filler: Filler) -> None:
    """What the old indices hold now has to be in the new ones, once these are filled to the topic's end."""
    names = settings.elasticsearch
    before = moving.counts(client, [names.stories, names.versions])
    wanted = moving.sample(client, names.stories)
    filler.fill()
    after = moving.counts(client, new)
    lost = moving.missing(client, new[0], wanted)
    if lost or any(there < here for there, here in zip(after, before, strict=True)):
        found = f"{after[0]} stories and {after[1]} versions where the old ones have {before[0]} and {before[1]}"
        why = f"; {filler.refusals.refused} were refused: {filler.refusals.reason}" if filler.refusals.refused else ""
        raise Stopped(
            f"the new indices hold {found}, and {len(lost)} of {len(wanted)} samples are missing{why}: "
            "the aliases stay; correct configs/mappings, or find what wire.enriched lacks"
        )
