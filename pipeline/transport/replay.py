"""Send dead letters back to the topic they came from, and take off the list what the broker has confirmed.

A record that failed in several parts, or was buried twice, has several letters and goes back once. It goes to the
partition it came from, behind its old place and with that place in a header: a replay that died between sending and
marking is found there by the next one, which marks without sending again. Run one replay at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from kafka import KafkaProducer
from kafka.errors import KafkaError

from pipeline.errors import Stopped
from pipeline.settings import Settings, Topics
from pipeline.topics import TopicRole
from pipeline.transport.dead import REPLAYS, DeadLetter, Wanted, matches, replay_headers, resolution
from pipeline.transport.kafka import connect_producer, read_to_end
from pipeline.transport.letters import letters
from pipeline.transport.rights import require

BATCH_BYTES = 16_000_000
SOURCES: Mapping[TopicRole, TopicRole] = {"raw_dead": "raw", "enriched_dead": "enriched"}
"""Dead-letter topic → the topic whose failures it holds. A letter's own header never chooses a topic alone."""
Group = list[DeadLetter]
"""Every unresolved letter of one record that failed, the first with its bytes."""


@dataclass
class Replayed:
    """Letters' records by what became of them; `foreign` holds the places of letters from no topic of ours."""

    sent: int = 0
    found: int = 0
    foreign: list[str] = field(default_factory=list)


def chosen(found: Iterable[DeadLetter], wanted: Wanted) -> dict[str, list[str]]:
    """Origin → places of all its letters, for each origin of which one letter is wanted. Pure."""
    groups: dict[str, list[str]] = {}
    asked = set()
    for letter in found:
        groups.setdefault(letter.origin, []).append(letter.where)
        if matches(letter, wanted):
            asked.add(letter.origin)
    return {origin: places for origin, places in groups.items() if origin in asked}


def replay(settings: Settings, wanted: Wanted, progress: Callable[[int, int], None]) -> Replayed:
    """Replay what is wanted; `progress` gets how many records are done, of how many.

    A record counts as done when the broker has confirmed it and the marks of its letters. Raises `BadSetting`
    where a right is missing, before anything is sent, and `Stopped` where the broker does not confirm: what is marked
    is sent, and running it again goes on with the rest.
    """
    topics = settings.topics()
    require(settings.kafka, topics, "replay")
    groups = chosen(letters(settings), wanted)
    done, outcome = 0, Replayed()
    progress(done, len(groups))
    if not groups:
        return outcome
    there = _already_sent(settings, topics, groups)
    with ExitStack() as stack:
        producers: dict[str, KafkaProducer] = {}
        for role in (*SOURCES, *SOURCES.values()):
            producer = connect_producer(settings.kafka, topics[role].max_bytes)
            stack.callback(producer.close, timeout=5)
            producers[topics[role].name] = producer
        for batch in _batched(_grouped(letters(settings), groups)):
            ours = [group for group in batch if _is_ours(group[0], topics)]
            outcome.foreign += [group[0].where for group in batch if not _is_ours(group[0], topics)]
            new = [group for group in ours if group[0].origin not in there]
            _send(producers, [group[0] for group in new])
            _mark(producers, ours)
            outcome.sent += len(new)
            outcome.found += len(ours) - len(new)
            done += len(batch)
            progress(done, len(groups))
    return outcome


def _is_ours(letter: DeadLetter, topics: Topics) -> bool:
    return any(
        letter.record.topic == topics[dead].name and letter.topic == topics[source].name
        for dead, source in SOURCES.items()
    )


def _already_sent(settings: Settings, topics: Topics, origins: Iterable[str]) -> set[str]:
    """The origins whose replay stands on its topic already: looked for behind the oldest of them, a partition each."""
    oldest: dict[str, dict[int, int]] = {}
    for origin in origins:
        name, partition, offset = origin.rsplit("/", 2)
        places = oldest.setdefault(name, {})
        places[int(partition)] = min(places.get(int(partition), int(offset) + 1), int(offset) + 1)
    there = set()
    for spec in (topics[role] for role in SOURCES.values()):
        if spec.name not in oldest:
            continue
        for record in read_to_end(settings.kafka, [spec.name], spec.max_bytes, oldest):
            if replays := dict(record.headers).get(REPLAYS):
                there.add(replays.decode("utf-8", "replace"))
    return there


def _grouped(found: Iterable[DeadLetter], groups: Mapping[str, list[str]]) -> Iterator[Group]:
    """The letters of each chosen origin, when its last one was read. Only the first keeps its bytes in memory."""
    open_groups: dict[str, Group] = {}
    for letter in found:
        if letter.where not in groups.get(letter.origin, ()):
            continue  # not asked for, or buried since
        group = open_groups.setdefault(letter.origin, [])
        group.append(replace(letter, record=replace(letter.record, value=b"")) if group else letter)
        if len(group) == len(groups[letter.origin]):
            yield open_groups.pop(letter.origin)


def _batched(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """As many as 16 MB of bytes hold: so much waits for its confirmations at a time."""
    batch: list[Group] = []
    weight = 0
    for group in groups:
        batch.append(group)
        weight += len(group[0].record.value) + 1000
        if weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _send(producers: Mapping[str, KafkaProducer], batch: list[DeadLetter]) -> None:
    _confirm(
        producers[letter.topic].send(
            letter.topic, letter.record.value, letter.record.key, replay_headers(letter), partition=letter.place[0]
        )
        for letter in batch
    )


def _mark(producers: Mapping[str, KafkaProducer], groups: list[Group]) -> None:
    now = datetime.now(UTC)
    _confirm(
        producers[letter.record.topic].send(
            letter.record.topic, b"", letter.record.key, resolution(letter, now), partition=letter.record.partition
        )
        for group in groups
        for letter in group
    )


def _confirm(sends: Iterable[object]) -> None:
    """Send all, then wait for the broker's word on each."""
    try:
        for future in list(sends):
            future.get(timeout=60)  # type: ignore[attr-defined]
    except (KafkaError, AssertionError) as error:
        raise Stopped(
            f"the broker did not confirm a replay ({type(error).__name__}): mend it and run `wire dead replay` again; "
            "what was confirmed is not sent twice"
        ) from None
