"""Which of the places of one name is meant: told by what stands beside it, by the rest of the story, by size.

The evidence, strongest first: the state or country named right behind (`Paris, Texas`; the dateline's region), a word
for its kind (`Aleppo countryside`), states and countries of the story, places near by that are sure, its people, the
dateline's country. Agencies name a town without its state only where it is the one that everybody means (AP's list).
A country's name is the country; a state of a federation that is spelt alike (`Georgia`) needs the story's evidence, any
other namesake what stands beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.enrich.countries import Countries
from pipeline.enrich.places.mentioned import FEDERAL, TOWNS, Mention, is_federal, mentions
from pipeline.enrich.places.spots import Gazetteer, Spot, folded
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, FieldName

ALONE = 200_000
"""People from which on a town is meant by a dateline that names no state."""
VILLAGE = 1_000
"""People below which a town is meant only where what stands beside says so, or nothing else has its name."""
SURE = 50_000
"""People from which on a town speaks for its country."""
NEAR = 300
"""Kilometres within which places vouch for each other."""
SURE_ALONE = ("country", "sea", "river", "desert", "peninsula", "island", "region", "continent")
"""Kinds that a name means for sure where it means nothing else."""
NATURE = ("sea", "river", "lake", "mountain", "island")
"""Kinds of which one of several namesakes (`Red River`) is meant only where the story tells which."""


@dataclass(frozen=True)
class Named:
    """A mention and the place that it names."""

    field: FieldName
    start: int
    end: int
    spot: Spot


@dataclass(frozen=True)
class _Evidence:
    """What the whole story says: countries with their weight, states named, states that its towns lie in, its towns by
    country, the dateline's country.
    """

    countries: Mapping[str, float]
    states: frozenset[str]
    around: frozenset[str]
    towns: Mapping[str, int]
    home: str | None


def resolved(story: EnrichedStory, gazetteer: Gazetteer, countries: Countries) -> list[Named]:
    """The mentions that are resolved, in reading order; one name is one place, but for what stands beside it."""
    known = list(mentions(story, gazetteer, countries))
    evidence = _evidence(story, known, countries)
    sure: dict[str, Spot] = {}
    chosen: dict[int, Spot] = {}
    for choose in (_told, _alone, partial(_best, evidence=evidence)):  # the surest first
        anchors = [*sure.values()]
        for number, mention in enumerate(known):
            key = folded(mention.entity.text)
            if number not in chosen and (spot := mention.told or sure.get(key) or choose(mention, anchors)) is not None:
                chosen[number] = spot
                sure.setdefault(key, spot)
    return [
        Named(known[n].entity.field, known[n].entity.start, known[n].entity.end, spot)
        for n, spot in sorted(chosen.items())
    ]


def _told(mention: Mention, _: Iterable[Spot]) -> Spot | None:
    """What stands beside decides."""
    return mention.told


def _alone(mention: Mention, _: Iterable[Spot]) -> Spot | None:
    """A name that has one meaning only, of some size."""
    if len(mention.candidates) > 1:
        return None
    only = mention.candidates[0]
    return only if only.population >= 100_000 or only.kind in SURE_ALONE else None


def _evidence(story: EnrichedStory, known: Sequence[Mention], countries: Countries) -> _Evidence:
    weights: Counter[str] = Counter()
    for entity in story.entities:
        if _speaks_from_afar(entity, countries):
            continue
        if entity.country and entity.label in ("GPE", "NORP", "ORG"):
            weights[entity.country] += 2 if entity.field == "headline" else 1
    ambiguous = {m.entity.country for m in known if m.entity.country and len(m.candidates) > 1}
    for code in ambiguous:
        # `Georgia` is no evidence for the country that it may or may not be.
        own = sum(1 for m in known if m.entity.country == code and any(s.kind == "admin1" for s in m.candidates))
        weights[code or ""] -= own
    total = sum(value for value in weights.values() if value > 0) or 1
    states = {spot.admin1 for m in known for spot in m.candidates if is_federal(spot)}
    states |= {m.beside[0] for m in known if m.beside and m.beside[0]}
    home = None
    for m in known:
        if m.entity.field == "dateline":
            home = m.beside[1] if m.beside and m.beside[1] else max(m.candidates, key=_size).country
            break
    return _Evidence(
        {code: value / total for code, value in weights.items() if value > 0},
        frozenset(states),
        _around(known),
        Counter(_towns_countries(known)),
        home,
    )


def _speaks_from_afar(entity: Entity, countries: Countries) -> bool:
    """`Washington said` in a story of Geneva: a government named by its seat says nothing of where the towns are."""
    name = fold(entity.text)
    return entity.label == "GPE" and name in countries.capitals and name not in countries.names


def _towns_countries(known: Sequence[Mention]) -> Iterator[str]:
    """The country of each town and state that is named, once, where one country alone has such a town or state."""
    named = {folded(m.entity.text): m.candidates for m in known if m.candidates[0].kind != "country"}
    for candidates in named.values():
        lands = {s.country for s in candidates if s.kind == "admin1" or (s.kind == "city" and s.population > SURE)}
        yield from lands if len(lands) == 1 else ()


def _around(known: Sequence[Mention]) -> frozenset[str]:
    """The states of the towns that are named, each taken for the biggest of its name."""
    towns = (max((s for s in m.candidates if s.kind == "city"), key=_size, default=None) for m in known)
    return frozenset(town.admin1 for town in towns if town is not None and town.population > SURE)


def _best(mention: Mention, anchors: Iterable[Spot], evidence: _Evidence) -> Spot | None:
    near = [spot for spot in anchors if spot.kind in (*TOWNS, "admin2")]
    kinds = Counter(spot.kind for spot in mention.candidates)
    scored = [
        (_score(spot, mention, evidence, near) - 6.0 * (spot.kind in NATURE and kinds[spot.kind] > 1), spot)
        for spot in mention.candidates
    ]
    score, spot = max(scored, key=lambda pair: pair[0])
    return spot if score > 0 else None


def _score(spot: Spot, mention: Mention, evidence: _Evidence, near: Sequence[Spot]) -> float:
    score = _size(spot) - 4.0
    if spot.kind == "city" and not folded(spot.name).startswith(folded(mention.entity.text)):
        # Known under this name in some language or century, no more.
        score -= 1.5
    if spot.kind == "city" and 0 < spot.population < VILLAGE and len(mention.candidates) > 1:
        score -= 3.0
    score += 3.0 * min(1.0, 2 * evidence.countries.get(spot.country, 0.0))
    score += 1.5 * (spot.country == evidence.home)
    score += 0.5 * min(3, evidence.towns.get(spot.country, 0))
    score += 2.5 * (bool(spot.admin1) and spot.admin1 in evidence.states and spot.kind != "admin1")
    if spot.kind == "admin1":
        score += 2.0 * (spot.name in evidence.around) + 1.0 * bool(evidence.states - {spot.name})
    elif spot.kind == "country" and any(other.kind == "admin1" for other in mention.candidates):
        # `Georgia` among towns and states of America.
        score -= 2.0 * (spot.country not in evidence.countries)
    score += 2.0 * (mention.is_division and spot.kind in ("admin1", "region"))
    score += 1.5 * any(apart(spot, other) < NEAR for other in near)
    if mention.entity.field == "dateline":
        score += 2.0 * (spot.kind in TOWNS) + 4.0 * (spot.population >= ALONE and mention.beside is None)
    if mention.entity.label == "LOC":
        score += 2.0 * (spot.kind not in (*TOWNS, "admin2", "country"))
    return score


def _size(spot: Spot) -> float:
    """About the logarithm of its people; areas rank with the towns that are as well known."""
    match spot.kind:
        case "country":
            return 9.0
        case "admin1":
            return 6.8 if spot.country in FEDERAL else 5.0
        case "admin2":
            return 4.2
        case "town":
            return 4.3
        case "city":
            return math.log10(max(spot.population, 10)) + 2.0 * spot.is_capital
        case _:
            return 7.0


def apart(one: Spot, other: Spot) -> float:
    """Kilometres on a globe, by the haversine."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
