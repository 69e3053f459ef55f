"""The ledger: what became of each record that the broker accepted.

The law: every part of an accepted record is in the index at its version, or has a dead letter; exactly one of the two.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elasticsearch import Elasticsearch
from kafka import KafkaConsumer, TopicPartition

from pipeline.errors import Unavailable
from pipeline.settings import Settings, Topics
from pipeline.story import EnrichedStory
from pipeline.transport.dead import DeadLetter, letter_of, resolved_by
from pipeline.transport.kafka import Marks, connect_consumer, read_to_end

Place = tuple[int, int]
"""(partition, offset) on the raw topic."""


@dataclass
class Account:
    """One raw record's end: its stories and whether the index has them, and its dead letters."""

    stories: list[EnrichedStory] = field(default_factory=list)
    indexed: list[bool] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)

    @property
    def balanced(self) -> bool:
        """Exactly one end for each part."""
        ends = [story.source.part for story, there in zip(self.stories, self.indexed, strict=True) if there]
        ends += [letter.part for letter in self.dead]
        return bool(ends) and len(ends) == len(set(ends)) and all(self.indexed_or_dead())

    def indexed_or_dead(self) -> list[bool]:
        buried = {letter.part for letter in self.dead}
        return [there or s.source.part in buried for s, there in zip(self.stories, self.indexed, strict=True)]


def mark(settings: Settings, topics: Topics) -> Marks:
    """Where every topic ends now: take it before producing, so that `account` reads no more than it must."""
    consumer = connect_consumer(settings.kafka, [], None)
    try:
        return {spec.name: _ends(consumer, spec.name) for spec in topics.values()}
    finally:
        consumer.close()


def wait_settled(
    settings: Settings,
    topics: Topics,
    places: Iterable[Place],
    progress: Callable[[int], None],
    patience: float,
    alive: Callable[[], None] = lambda: None,
) -> None:
    """Wait until both services have committed past everything. `progress` gets the number of raw records that are
    through.

    `alive` is asked all the while and raises when a service has ended. Raises `Unavailable` when nothing moves for
    `patience` seconds.
    """
    raw = topics["raw"].name
    wanted = list(places)
    moved, before = time.monotonic(), -1
    while True:
        alive()
        committed = _committed(settings, "enrich", raw, {partition for partition, _ in wanted})
        through = sum(offset < committed[partition] for partition, offset in wanted)
        progress(through)
        lag = -1 if through < len(wanted) else index_lag(settings, topics)
        if lag == 0:
            return
        if (state := through * 1_000_000 - lag) != before:
            moved, before = time.monotonic(), state
        if time.monotonic() - moved > patience:
            raise Unavailable(f"nothing has moved for {patience:g} seconds: look at the services' logs")
        time.sleep(0.2)


def index_lag(settings: Settings, topics: Topics) -> int:
    """Records of the enriched topic that the sink has not settled yet."""
    name = topics["enriched"].name
    consumer = connect_consumer(settings.kafka, [], None)
    try:
        ends = _ends(consumer, name)
    finally:
        consumer.close()
    committed = _committed(settings, "index", name, set(ends))
    return sum(max(0, end - committed[partition]) for partition, end in ends.items())


def account(
    settings: Settings, topics: Topics, client: Elasticsearch, places: Sequence[Place], since: Marks
) -> dict[Place, Account]:
    """The account of each place, from the topics since the mark and from the index itself."""
    found: dict[Place, Account] = {place: Account() for place in places}
    origins: dict[str, Place] = {}
    name = topics["enriched"].name
    for record in read_to_end(settings.kafka, [name], topics["enriched"].max_bytes, since):
        try:
            story = EnrichedStory.from_record(record.value)
        except ValueError:
            continue  # no raw record's doing; the sink makes a dead letter of it
        place = (story.source.partition or 0, story.source.offset or 0)
        origins[f"{name}/{record.partition}/{record.offset}"] = place
        if place in found and story.key not in {other.key for other in found[place].stories}:
            found[place].stories.append(story)
    dead = [topics["raw_dead"].name, topics["enriched_dead"].name]
    for record in read_to_end(settings.kafka, dead, topics["raw_dead"].max_bytes, since):
        if resolved_by(record) is not None:
            continue
        letter = letter_of(record)
        origin = letter.place if letter.topic == topics["raw"].name else origins.get(letter.origin)
        if origin in found and letter.part not in {other.part for other in found[origin].dead}:
            found[origin].dead.append(letter)
    _look_up(settings, client, found)
    return found


def _look_up(settings: Settings, client: Elasticsearch, found: Mapping[Place, Account]) -> None:
    names = settings.elasticsearch
    client.indices.refresh(index=[names.stories, names.versions])
    stories = [story for entry in found.values() for story in entry.stories]
    heads = _fetch(client, names.stories, {story.id for story in stories})
    versions = _fetch(client, names.versions, {story.key for story in stories})
    for entry in found.values():
        entry.indexed[:] = [heads.get(s.id, 0) >= s.version and s.key in versions for s in entry.stories]


def _fetch(client: Elasticsearch, index: str, ids: set[str]) -> dict[str, int]:
    """The version of each document that is there."""
    there: dict[str, int] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), 500):
        answer = client.mget(index=index, ids=wanted[start : start + 500], source=["version"])
        there |= {doc["_id"]: doc["_source"]["version"] for doc in answer["docs"] if doc.get("found")}
    return there


def _ends(consumer: KafkaConsumer, topic: str) -> dict[int, int]:
    partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
    return {p.partition: end for p, end in consumer.end_offsets(partitions).items()} if partitions else {}


def _committed(settings: Settings, group: str, topic: str, partitions: set[int]) -> dict[int, int]:
    """What a service's group has committed; 0 where nothing was."""
    consumer = connect_consumer(settings.kafka, [], group)
    try:
        found: dict[int, int] = defaultdict(int)
        for partition in partitions:
            found[partition] = consumer.committed(TopicPartition(topic, partition)) or 0
        return found
    finally:
        consumer.close(autocommit=False)
