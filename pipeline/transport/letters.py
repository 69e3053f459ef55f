"""Read the dead-letter topics, for `wire dead list|show|replay`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rich.table import Column, Table
from rich.text import Text

from pipeline.errors import BadSetting
from pipeline.settings import Settings, TopicSpec
from pipeline.topics import TopicRole
from pipeline.transport.dead import DeadLetter, Wanted, letter_of, matches, resolved_by
from pipeline.transport.kafka import Marks, read_to_end
from pipeline.transport.records import Record
from pipeline.transport.rights import require

ANY = Wanted()
DEAD_TOPICS: tuple[TopicRole, ...] = ("raw_dead", "enriched_dead")


def letters(settings: Settings, wanted: Wanted = ANY) -> Iterator[DeadLetter]:
    """Every unresolved dead letter that is wanted, up to now, oldest first within a topic. Moves no group.

    A topic is read twice, since a resolution stands behind its letter and letters are too large to be held.
    """
    topics = settings.topics()
    require(settings.kafka, topics, "dead")
    for role in DEAD_TOPICS:
        resolved = {resolved_by(record) for record in _records(settings, topics[role])}
        for record in _records(settings, topics[role]):
            letter = letter_of(record)
            if resolved_by(record) is None and letter.where not in resolved and matches(letter, wanted):
                yield letter


def letter_at(settings: Settings, where: str) -> DeadLetter:
    """The dead letter at `TOPIC/PARTITION/OFFSET`, resolved or not, or `BadSetting`."""
    topic, _, place = where.partition("/")
    partition, _, offset = place.partition("/")
    if partition.isascii() and partition.isdigit() and offset.isascii() and offset.isdigit():
        topics = settings.topics()
        require(settings.kafka, topics, "dead")
        for spec in (topics[role] for role in DEAD_TOPICS if topics[role].name == topic):
            for record in _records(settings, spec, {topic: {int(partition): int(offset)}}):
                if resolved_by(record) is None and (letter := letter_of(record)).where == where:
                    return letter
    raise BadSetting(f"there is no dead letter {where}: `wire dead list` names them")


def the_letter(settings: Settings, wanted: Wanted) -> DeadLetter:
    """The one unresolved letter that is wanted; `BadSetting` where there is none, or more than one."""
    found = list(islice(letters(settings, wanted), 2))
    if len(found) != 1:
        raise BadSetting(
            f"{'several letters match' if found else 'no dead letter matches'}: `wire dead list` names their places"
        )
    return found[0]


def _records(settings: Settings, spec: TopicSpec, since: Marks | None = None) -> Iterator[Record]:
    return read_to_end(settings.kafka, [spec.name], spec.max_bytes, since)


def table(found: Iterable[DeadLetter]) -> Table:
    """A row a letter; the copy itself is shown by `wire dead show`."""
    # A place is copied to `wire dead show`: it folds, it is never cut.
    shown = Table(Column("where", overflow="fold"), "at", "stage", "code", "reason", Column("from", overflow="fold"))
    for letter in found:
        uri = (dict(letter.record.headers).get("uri") or b"").decode("utf-8", "replace")
        # Reasons and paths may hold brackets: as Text they are no markup.
        row = (letter.where, letter.at, letter.stage, letter.code, letter.reason, uri or letter.origin)
        shown.add_row(*(Text(value) for value in row))
    return shown
