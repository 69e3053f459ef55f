"""Which of the places of one name is meant: told by what stands beside it, by the rest of the story, by size.

The evidence, strongest first: the state or country named right behind (`Paris, Texas`; the dateline's region), a word
for its kind (`Aleppo countryside`), states and countries of the story, places near by that are sure, its people, the
dateline's country. Agencies name a town without its state only where it is the one that everybody means (AP's list).
A country's name is the country; a state of a federation that is spelt alike (`Georgia`) needs the story's evidence, any
other namesake what stands beside it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.enrich.countries import Countries
from pipeline.enrich.places.spots import Gazetteer, Spot, folded
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, FieldName

_BEHIND = re.compile(r"\s?[,(]\s?(?P<area>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})")
_DIVISION = re.compile(r"\s(?:province|state|region|governorate|oblast|prefecture|countryside|district)\b")
_OF_THE_STATE = re.compile(r"\sstate(?:-|\s(?!(?:in|on|and|where|which|whose|said|police|governor|capital)\b))")
"""`Jordan state television` is a country's, `Niger state` and `Mexico state police` are not."""
FEDERAL = ("USA", "CAN", "AUS")
"""Whose states news names without their country."""
SEAT = 20_000
"""People from which on a town is meant by the name that its state has too."""
ALONE = 200_000
"""People from which on a town is meant by a dateline that names no state."""
VILLAGE = 1_000
"""People below which a town is meant only where what stands beside says so, or nothing else has its name."""
NEAR = 300
"""Kilometres within which places vouch for each other."""
SURE_ALONE = ("country", "sea", "river", "region", "continent")
"""Kinds that a name means for sure where it means nothing else."""


@dataclass(frozen=True)
class Named:
    """A mention and the place that it names."""

    field: FieldName
    start: int
    end: int
    spot: Spot


@dataclass(frozen=True)
class _Mention:
    entity: Entity
    candidates: tuple[Spot, ...]
    beside: tuple[str, str] | None
    is_division: bool
    told: Spot | None
    """The place that what stands beside leaves."""


@dataclass(frozen=True)
class _Evidence:
    """What the whole story says: countries with their weight, states named, states that its towns lie in, the
    dateline's country.
    """

    countries: Mapping[str, float]
    states: frozenset[str]
    around: frozenset[str]
    home: str | None


def resolved(story: EnrichedStory, gazetteer: Gazetteer, countries: Countries) -> list[Named]:
    """The mentions that are resolved, in reading order; one name is one place, but for what stands beside it."""
    mentions = list(_mentions(story, gazetteer, countries))
    evidence = _evidence(story, mentions)
    sure: dict[str, Spot] = {}
    chosen: dict[int, Spot] = {}
    by_evidence = partial(_best, evidence=evidence)
    for choose in (_beside, _alone, by_evidence):  # the surest first
        anchors = [*sure.values()]
        for number, mention in enumerate(mentions):
            key = folded(mention.entity.text)
            if number not in chosen and (spot := mention.told or sure.get(key) or choose(mention, anchors)) is not None:
                chosen[number] = spot
                sure.setdefault(key, spot)
    return [
        Named(mentions[n].entity.field, mentions[n].entity.start, mentions[n].entity.end, spot)
        for n, spot in sorted(chosen.items())
    ]


def _mentions(story: EnrichedStory, gazetteer: Gazetteer, countries: Countries) -> Iterator[_Mention]:
    owns = {
        "text": story.text,
        "headline": story.headline or "",
        "dateline": story.dateline.text if story.dateline else "",
    }
    for entity in story.entities:
        if entity.label not in ("GPE", "LOC", "FAC") or _is_government(entity, countries):
            continue
        own = owns[entity.field]
        candidates = _candidates(entity, gazetteer, countries)
        if not candidates or (entity.label == "FAC" and " " not in entity.text):
            continue
        behind = _BEHIND.match(own, entity.end, entity.end + 60)
        area = behind["area"] if behind else None
        if entity.field == "dateline" and story.dateline and story.dateline.region:
            area = story.dateline.region
        division = bool(_DIVISION.match(own, entity.end, entity.end + 20) or _DIVISION.search(entity.text.lower()))
        beside = _area(area, gazetteer, countries)
        told = _within(candidates, beside) if beside else None
        if candidates[0].kind == "country" and _OF_THE_STATE.match(own, entity.end, entity.end + 20):
            division = False
        yield _Mention(entity, _meant(candidates, division), beside, division, told)


def _is_government(entity: Entity, countries: Countries) -> bool:
    """A capital that stands for its government is no place here."""
    return bool(entity.country) and fold(entity.text) in countries.capitals and fold(entity.text) not in countries.names


def _candidates(entity: Entity, gazetteer: Gazetteer, countries: Countries) -> tuple[Spot, ...]:
    code = countries.names.get(fold(entity.text))
    whole = (gazetteer.countries[code],) if code and code in gazetteer.countries else ()
    return (*whole, *gazetteer.named(entity.text))


def _area(area: str | None, gazetteer: Gazetteer, countries: Countries) -> tuple[str, str] | None:
    """(State, country) that is named beside; a country alone has no state."""
    if not area:
        return None
    words = area.split()
    for length in range(len(words), 0, -1):
        part = " ".join(words[:length])
        if found := gazetteer.areas.get(folded(part)):
            if (code := countries.names.get(fold(part))) and length == len(words) and code != found[1]:
                return found[0], ""
            return found
        if code := countries.names.get(fold(part)):
            return "", code
    return None


def _meant(candidates: tuple[Spot, ...], is_division: bool) -> tuple[Spot, ...]:
    """What a name can mean where no place beside it says more. With a word for its kind it is a division
    (`Niger state`). Without one a country's name is the country or a state of a federation (`Georgia`), and a state's
    and its town's name is the town.
    """
    divisions = tuple(spot for spot in candidates if spot.kind in ("admin1", "admin2", "region"))
    if is_division and divisions:
        return divisions
    whole = candidates[0]
    if whole.kind == "country":
        return (whole, *(spot for spot in divisions if _is_federal(spot) and spot.country != whole.country))
    seats = {(spot.country, spot.admin1) for spot in candidates if spot.kind == "city" and spot.population >= SEAT}
    return tuple(
        spot
        for spot in candidates
        if spot.kind != "admin1" or _is_federal(spot) or (spot.country, spot.name) not in seats
    )


def _is_federal(spot: Spot) -> bool:
    return spot.kind == "admin1" and spot.country in FEDERAL


def _within(candidates: Iterable[Spot], beside: tuple[str, str]) -> Spot | None:
    """The candidate that lies in the state or country that is named beside."""
    state, country = beside
    fitting = [
        s
        for s in candidates
        if s.kind != "country" and (not state or s.admin1 == state) and (not country or s.country == country)
    ]
    fitting = [s for s in fitting if s.name != state] or fitting
    return max(fitting, key=lambda spot: (spot.kind == "city", spot.population), default=None)


def _beside(mention: _Mention, _: Iterable[Spot]) -> Spot | None:
    """What stands beside decides."""
    return mention.told


def _alone(mention: _Mention, _: Iterable[Spot]) -> Spot | None:
    """A name that has one meaning only, of some size."""
    if len(mention.candidates) > 1:
        return None
    only = mention.candidates[0]
    return only if only.population >= 100_000 or only.kind in SURE_ALONE else None


def _evidence(story: EnrichedStory, mentions: Sequence[_Mention]) -> _Evidence:
    weights: Counter[str] = Counter()
    for entity in story.entities:
        if entity.country and entity.label in ("GPE", "NORP", "ORG"):
            weights[entity.country] += 2 if entity.field == "headline" else 1
    ambiguous = {m.entity.country for m in mentions if m.entity.country and len(m.candidates) > 1}
    for code in ambiguous:
        # `Georgia` is no evidence for the country that it may or may not be.
        own = sum(1 for m in mentions if m.entity.country == code and any(s.kind == "admin1" for s in m.candidates))
        weights[code or ""] -= own
    total = sum(value for value in weights.values() if value > 0) or 1
    states = {spot.admin1 for m in mentions for spot in m.candidates if _is_federal(spot)}
    states |= {m.beside[0] for m in mentions if m.beside and m.beside[0]}
    home = None
    for m in mentions:
        if m.entity.field == "dateline":
            home = m.beside[1] if m.beside and m.beside[1] else max(m.candidates, key=_size).country
            break
    return _Evidence(
        {code: value / total for code, value in weights.items() if value > 0},
        frozenset(states),
        _around(mentions),
        home,
    )


def _around(mentions: Sequence[_Mention]) -> frozenset[str]:
    """The states of the towns that are named, each taken for the biggest of its name."""
    towns = (max((s for s in m.candidates if s.kind == "city"), key=_size, default=None) for m in mentions)
    return frozenset(town.admin1 for town in towns if town is not None and town.population > 50_000)


def _best(mention: _Mention, anchors: Iterable[Spot], evidence: _Evidence) -> Spot | None:
    near = [spot for spot in anchors if spot.kind in ("city", "admin2")]
    scored = [(_score(spot, mention, evidence, near), spot) for spot in mention.candidates]
    score, spot = max(scored, key=lambda pair: pair[0])
    return spot if score > 0 else None


def _score(spot: Spot, mention: _Mention, evidence: _Evidence, near: Sequence[Spot]) -> float:
    score = _size(spot) - 4.0
    if spot.kind == "city" and not folded(spot.name).startswith(folded(mention.entity.text)):
        # Known under this name in some language or century, no more.
        score -= 1.5
    if spot.kind == "city" and 0 < spot.population < VILLAGE and len(mention.candidates) > 1:
        score -= 3.0
    score += 3.0 * min(1.0, 2 * evidence.countries.get(spot.country, 0.0))
    score += 1.5 * (spot.country == evidence.home)
    score += 2.5 * (bool(spot.admin1) and spot.admin1 in evidence.states and spot.kind != "admin1")
    if spot.kind == "admin1":
        score += 2.0 * (spot.name in evidence.around) + 1.0 * bool(evidence.states - {spot.name})
    elif spot.kind == "country" and any(other.kind == "admin1" for other in mention.candidates):
        # `Georgia` among towns and states of America.
        score -= 2.0 * (spot.country not in evidence.countries)
    score += 2.0 * (mention.is_division and spot.kind in ("admin1", "region"))
    score += 1.5 * any(_apart(spot, other) < NEAR for other in near)
    if mention.entity.field == "dateline":
        score += 2.0 * (spot.kind == "city") + 4.0 * (spot.population >= ALONE and mention.beside is None)
    if mention.entity.label == "LOC":
        score += 2.0 * (spot.kind not in ("city", "admin2", "country"))
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
        case "city":
            return math.log10(max(spot.population, 10)) + 2.0 * spot.is_capital
        case _:
            return 7.0


def _apart(one: Spot, other: Spot) -> float:
    """Kilometres on a globe, by the haversine."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
