"""One happening told twice is one event, with the best evidence and the other places as `mentions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.story import Event

FLAGS = ("negated", "future", "hypothetical", "historical")


@dataclass(frozen=True)
class Told:
    """An event with the keys of its source and of its target (`Party.key`), empty where it has none."""

    event: Event
    source: str
    target: str


def once_each(found: Sequence[Told]) -> list[Event]:
    """One event for one type, mode, source, target and standing, in reading order."""
    told_again: dict[int, list[Event]] = {}
    for number, home in enumerate(homes(found)):
        again = told_again.setdefault(home, [])
        if number != home:
            again.append(found[number].event)
    return [_with_mentions(found[home].event, told_again[home]) for home in sorted(told_again)]


def homes(found: Sequence[Told]) -> list[int]:
    """For each the number of the one that is kept for it: its own, or that of one which it tells again.

    The best score wins, then the text before the headline. One that names fewer parties is told again by one that names
    them and more; so is a headline's by one of the text whose source is of the same country.
    """
    kept: list[int] = []
    home_of = list(range(len(found)))
    for number in sorted(home_of, key=lambda n: _rank(found[n])):
        home = next((n for n in kept if _same(found[n], found[number])), None)
        if home is None:
            kept.append(number)
        else:
            home_of[number] = home
    return home_of


def _rank(told: Told) -> tuple[int, bool, float]:
    """Both parties before one, the text before the headline, then the score."""
    parties = bool(told.source) + bool(told.target)
    return -parties, told.event.evidence.field == "headline", -told.event.score


def _same(full: Told, other: Told) -> bool:
    """Whether `other` tells again of what `full` tells."""
    one, two = full.event, other.event
    if one.type != two.type or any(getattr(one, flag) != getattr(two, flag) for flag in FLAGS):
        return False
    if one.mode and two.mode and one.mode != two.mode:
        return False
    if other.source in ("", full.source) and other.target in ("", full.target):
        return True
    if two.evidence.field != "headline" or one.evidence.field == "headline":
        return False
    countries = {actor.country for actor in one.sources if actor.country}
    return any(actor.country in countries for actor in two.sources)


def _with_mentions(event: Event, others: list[Event]) -> Event:
    spans = {(other.evidence.field, other.evidence.trigger_start): other.evidence for other in others}
    own = (event.evidence.field, event.evidence.trigger_start)
    return event.model_copy(update={"mentions": tuple(spans[at] for at in sorted(spans) if at != own)})
