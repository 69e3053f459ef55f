"""Pieces of raw copy onto `wire.raw`, each confirmed by the broker before it counts as sent."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kafka import KafkaProducer

from pipeline.collect.files import Refused
from pipeline.collect.sender import Confirmed, Outcome, Sender, Unconfirmed, batched, weigh
from pipeline.story import RawStory

BATCH, BATCH_BYTES = 5000, 16_000_000
"""Records sent before their confirmations are waited for."""
TRIES = 3


@dataclass
class Sent:
    """What became of the pieces: confirmed places (`partition`, `offset`) by uri, in order, and what was not sent."""

    confirmed: list[tuple[str, int, int]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def produce(
    connect: Callable[[], KafkaProducer],
    topic: str,
    stories: Iterable[RawStory | Refused],
    progress: Callable[[], None] = lambda: None,
) -> Sent:
    """Send every story and wait for every confirmation.

    `connect` makes a producer. What three producers could not deliver is reported with all that comes after it, never
    dropped in silence. `progress` is called once for each piece that came to an end.
    """
    sent = Sent()
    why: str | None = None
    with contextlib.closing(Sender(connect, topic)) as sender:
        for batch in batched(stories, weigh, BATCH, BATCH_BYTES):
            raws = [piece for piece in batch if not isinstance(piece, Refused)]
            outcomes = [Unconfirmed(raw, why) for raw in raws] if why else sender.send(raws, TRIES)
            why = why or next((one.why for one in outcomes if isinstance(one, Unconfirmed)), None)
            for outcome in (*(piece for piece in batch if isinstance(piece, Refused)), *outcomes):
                _note(sent, outcome)
                progress()
    return sent


def _note(sent: Sent, outcome: Outcome) -> None:
    match outcome:
        case Confirmed(raw, partition, offset):
            sent.confirmed.append((raw.uri or raw.sha256, partition, offset))
        case Refused():
            sent.refused.append(outcome)
        case Unconfirmed(raw, why):
            reason = f"the broker did not confirm it: {why}"
            sent.refused.append(Refused(raw.uri or raw.sha256, "not_confirmed", reason))
