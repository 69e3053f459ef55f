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
    """One event for one type, mode, source, target and standing, in reading order.

    The best score wins, then the text before the headline. One that names fewer parties is told again by one that names
    them and more; so is a headline's by one of the text whose source is of the same country.
    """
    kept: list[Told] = []
    mentions: dict[int, list[Event]] = {}
    ranked = sorted(range(len(found)), key=lambda n: _rank(found[n]))
    for number in ranked:
        told = found[number]
        home = next((n for n, other in enumerate(kept) if _same(other, told)), None)
        if home is None:
            kept.append(told)
        else:
            mentions.setdefault(home, []).append(told.event)
    order = {id(told): number for number, told in enumerate(found)}
    whole = [(order[id(told)], _with_mentions(told.event, mentions.get(n, []))) for n, told in enumerate(kept)]
    return [event for _, event in sorted(whole, key=lambda pair: pair[0])]


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
