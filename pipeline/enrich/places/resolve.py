"""Which of the places of one name is meant: told by what stands beside it, by the rest of the story, by size.

The evidence, strongest first: the state or country named right behind (`Paris, Texas`; the dateline's region), a word
for its kind (`Aleppo countryside`), states and countries of the story, places near by that are sure, its people, the
dateline's country. Agencies name a town without its state only where it is the one that everybody means (AP's list).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.enrich.countries import Countries
from pipeline.enrich.places.spots import Gazetteer, Spot, folded
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, FieldName

_BEHIND = re.compile(r"\s?[,(]\s?(?P<area>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})")
_DIVISION = re.compile(r"\s(?:province|state|region|governorate|oblast|prefecture|countryside|district)\b")
NEAR = 300
"""Kilometres within which places vouch for each other."""
LEAST = 5_000
"""People without whom a town needs other evidence than its name."""


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
    for number, mention in enumerate(mentions):
        if (spot := _told(mention)) is not None:
            chosen[number] = spot
            sure.setdefault(folded(mention.entity.text), spot)
    anchors = [*sure.values()]
    for number, mention in enumerate(mentions):
        if number not in chosen:
            key = folded(mention.entity.text)
            spot = sure.get(key) if key in sure else _best(mention, evidence, anchors)
            if spot is not None:
                chosen[number] = sure.setdefault(key, spot)
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
        division = bool(_DIVISION.match(own, entity.end, entity.end + 20))
        yield _Mention(entity, candidates, _area(area, gazetteer, countries), division)


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


def _told(mention: _Mention) -> Spot | None:
    """What stands beside decides; so does a name that has one meaning only, of some size."""
    if mention.beside is not None:
        state, country = mention.beside
        fitting = [
            s
            for s in mention.candidates
            if s.kind != "country" and (not state or s.admin1 == state) and (not country or s.country == country)
        ]
        fitting = [s for s in fitting if s.name != state] or fitting
        if fitting:
            return max(fitting, key=lambda spot: (spot.kind == "city", spot.population))
    if len(mention.candidates) == 1 and (
        mention.candidates[0].population >= 100_000
        or mention.candidates[0].kind in ("country", "sea", "river", "region", "continent")
    ):
        return mention.candidates[0]
    return None


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
    states = {
        spot.admin1
        for m in mentions
        for spot in m.candidates
        if spot.kind == "admin1" and spot.country in ("USA", "CAN", "AUS")
    }
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


def _best(mention: _Mention, evidence: _Evidence, anchors: Iterable[Spot]) -> Spot | None:
    near = [spot for spot in anchors if spot.kind in ("city", "admin2")]
    scored = [(_score(spot, mention, evidence, near), spot) for spot in mention.candidates]
    score, spot = max(scored, key=lambda pair: pair[0])
    return spot if score > 0 else None


def _score(spot: Spot, mention: _Mention, evidence: _Evidence, near: Sequence[Spot]) -> float:
    score = _size(spot) - 4.0
    if spot.kind == "city" and not folded(spot.name).startswith(folded(mention.entity.text)):
        # Known under this name in some language or century, no more.
        score -= 1.5
    score += 3.0 * min(1.0, 2 * evidence.countries.get(spot.country, 0.0))
    score += 1.5 * (spot.country == evidence.home)
    score += 2.5 * (bool(spot.admin1) and spot.admin1 in evidence.states and spot.kind != "admin1")
    if spot.kind == "admin1":
        score += 2.0 * (spot.name in evidence.around) + 1.0 * bool(evidence.states - {spot.name})
    elif spot.kind == "country" and any(other.kind == "admin1" for other in mention.candidates):
        # `Georgia` among towns and states of America.
        score -= 2.0 * (spot.country not in evidence.countries)
    score += 2.0 * (mention.is_division and spot.kind in ("admin1", "region"))
    score += 1.5 * any(apart(spot, other) < NEAR for other in near)
    if mention.entity.field == "dateline":
        score += 2.0 * (spot.kind == "city")
    if mention.entity.label == "LOC":
        score += 2.0 * (spot.kind not in ("city", "admin2", "country"))
    return score


def _size(spot: Spot) -> float:
    """About the logarithm of its people; areas rank with the towns that are as well known."""
    match spot.kind:
        case "country":
            return 9.0
        case "admin1":
            return 6.8 if spot.country in ("USA", "CAN", "AUS") else 5.0
        case "admin2":
            return 4.2
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
