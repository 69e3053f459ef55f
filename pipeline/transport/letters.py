"""Read the dead-letter topics, for `wire dead list|show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from pipeline.settings import Settings
from pipeline.transport.dead import DeadLetter, letter_of
from pipeline.transport.kafka import connect_admin, read_to_end
from pipeline.transport.topics import require_topics


def letters(settings: Settings) -> Iterator[DeadLetter]:
    """Every dead letter up to now, oldest first within a topic. Moves no group."""
    topics = settings.topics()
    admin = connect_admin(settings.kafka)
    require_topics(admin, topics, "raw_dead", "enriched_dead")
    admin.close()
    for role in ("raw_dead", "enriched_dead"):
        for record in read_to_end(settings.kafka, [topics[role].name], topics[role].max_bytes):
            yield letter_of(record)


def table(found: Iterable[DeadLetter]) -> Table:
    """A row a letter; the copy itself is shown by `wire dead show`."""
    shown = Table("where", "at", "stage", "code", "reason", "from")
    for letter in found:
        uri = dict(letter.record.headers).get("uri", b"").decode("utf-8", "replace")
        # Reasons and paths may hold brackets: as Text they are no markup.
        row = (letter.where, letter.at, letter.stage, letter.code, letter.reason, uri or letter.origin)
        shown.add_row(*(Text(value) for value in row))
    return shown
