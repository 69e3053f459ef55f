"""Read the dead-letter topics, for `wire dead list|show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Column, Table
from rich.text import Text

from pipeline.errors import BadSetting
from pipeline.settings import Settings
from pipeline.transport.dead import DeadLetter, letter_of
from pipeline.transport.kafka import Marks, connect_admin, read_to_end
from pipeline.transport.topics import require_topics


def letters(settings: Settings, since: Marks | None = None) -> Iterator[DeadLetter]:
    """Every dead letter from the marks (default: the beginning) up to now, oldest first within a topic. Moves no
    group."""
    topics = settings.topics()
    with connect_admin(settings.kafka) as admin:
        require_topics(admin, topics, "raw_dead", "enriched_dead")
    for role in ("raw_dead", "enriched_dead"):
        for record in read_to_end(settings.kafka, [topics[role].name], topics[role].max_bytes, since):
            yield letter_of(record)


def letter_at(settings: Settings, where: str) -> DeadLetter:
    """The dead letter at `TOPIC/PARTITION/OFFSET`, or `BadSetting`."""
    topic, _, place = where.partition("/")
    partition, _, offset = place.partition("/")
    if partition.isascii() and partition.isdigit() and offset.isascii() and offset.isdigit():
        for letter in letters(settings, {topic: {int(partition): int(offset)}}):
            if letter.where == where:
                return letter
    raise BadSetting(f"there is no dead letter {where}: `wire dead list` names them")


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
