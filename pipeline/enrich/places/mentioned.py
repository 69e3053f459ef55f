"""The mentions of places in a story, and what each can mean by its own words and by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.enrich.countries import Countries
from pipeline.enrich.places.spots import Gazetteer, Spot, folded
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity

_BEHIND = re.compile(r"\s?[,(]\s?(?P<area>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})")
_DIVISION = re.compile(r"\s(?:province|state|region|governorate|oblast|prefecture|countryside|district)\b")
_OF_THE_STATE = re.compile(r"\sstate(?:-|\s(?!(?:in|on|and|where|which|whose|said|police|governor|capital)\b))")
"""`Jordan state television` is a country's, `Niger state` and `Mexico state police` are not."""
FEDERAL = ("USA", "CAN", "AUS")
"""Whose states news names without their country."""
SEAT = 20_000
"""People from which on a town is meant by the name that its state has too."""
TOWNS = ("city", "town")
_FEATURE = re.compile(
    r"\s(?:[Rr]iver|[Ll]ake|[Ii]sland|[Ii]slands|[Dd]esert|[Vv]alley|[Mm]ountains|[Pp]eninsula|crossing)\b"
)
_NO_NOUN = re.compile(
    r"[’']s\b|[^\w\s’'-]|\s(?:and|or|but|in|at|to|into|from|near|on|of|for|with|is|was|as|by|that|which|where)\b|$"
)
"""What follows a name that goes with no noun: `along the Tyne, where`, not `the Tyne bridge`."""


@dataclass(frozen=True)
class Mention:
    """An entity with what it can mean, a country first; `beside` is the (state, country) that is named right behind."""

    entity: Entity
    candidates: tuple[Spot, ...]
    beside: tuple[str, str] | None
    is_division: bool
    """A word for its kind stands behind: `Niger state`."""
    told: Spot | None
    """The place that what stands beside leaves."""


def mentions(story: EnrichedStory, gazetteer: Gazetteer, countries: Countries) -> Iterator[Mention]:
    """The entities that can be a place of the gazetteer, in order."""
    owns = {
        "text": story.text,
        "headline": story.headline or "",
        "dateline": story.dateline.text if story.dateline else "",
    }
    regions = story.dateline.region.split(", ") if story.dateline and story.dateline.region else []
    for entity in story.entities:
        if entity.label not in ("GPE", "LOC", "FAC") or _is_government(entity, countries):
            continue
        own = owns[entity.field]
        feature = _FEATURE.match(own, entity.end, entity.end + 20)
        river = _river(entity, own, gazetteer, countries) if feature is None else ()
        candidates = river or _candidates(entity, feature[0] if feature else "", gazetteer, countries)
        if not candidates or (entity.label == "FAC" and " " not in entity.text):
            continue
        behind = _BEHIND.match(own, entity.end, entity.end + 60)
        area = behind["area"] if behind else None
        if entity.field == "dateline" and regions:
            area = None if entity.text in regions else regions[0]
        division = bool(_DIVISION.match(own, entity.end, entity.end + 20) or _DIVISION.search(entity.text.lower()))
        if candidates[0].kind == "country" and _OF_THE_STATE.match(own, entity.end, entity.end + 20):
            division = False
        beside = _area(area, gazetteer, countries)
        told = _within(candidates, beside) if beside else None
        yield Mention(entity, _meant(candidates, division), beside, division, told)


def _is_government(entity: Entity, countries: Countries) -> bool:
    """A capital that stands for its government is no place here."""
    return bool(entity.country) and fold(entity.text) in countries.capitals and fold(entity.text) not in countries.names


def _river(entity: Entity, own: str, gazetteer: Gazetteer, countries: Countries) -> tuple[Spot, ...]:
    """`a gust off the Derwent`: no town but The Hague has an article."""
    if " " in entity.text or not own.startswith(("the ", "The "), max(0, entity.start - 4)):
        return ()
    if fold(entity.text) in countries.names or not (entity.label == "LOC" or _NO_NOUN.match(own, entity.end)):
        return ()
    return _called(entity.text, " River", gazetteer)


def _called(name: str, feature: str, gazetteer: Gazetteer) -> tuple[Spot, ...]:
    """`Derwent River` and `River Derwent`."""
    forms = (folded(name + feature), folded(f"{feature} {name}"))
    return tuple(dict.fromkeys(spot for form in forms for spot in gazetteer.spots.get(form, ())))


def _candidates(entity: Entity, feature: str, gazetteer: Gazetteer, countries: Countries) -> tuple[Spot, ...]:
    """`feature`: the word behind that makes a river or an island of the name; `the Hudson river` is no town."""
    if feature and (features := _called(entity.text, feature, gazetteer)):
        return features
    if feature.lower() == " river":
        return tuple(spot for spot in gazetteer.named(entity.text) if spot.kind == "river")
    named = countries.names.get(fold(entity.text))
    whole = gazetteer.countries.get(entity.country or named) if named else None
    found = gazetteer.named(entity.text)
    return (whole, *found) if whole else found


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
        return (whole, *(spot for spot in divisions if is_federal(spot) and spot.country != whole.country))
    if any(map(is_federal, divisions)):
        candidates = tuple(spot for spot in candidates if spot.kind not in TOWNS or spot.population >= SEAT)
    seats = {(spot.country, spot.admin1) for spot in candidates if spot.kind == "city" and spot.population >= SEAT}
    return tuple(
        spot
        for spot in candidates
        if spot.kind != "admin1" or is_federal(spot) or (spot.country, spot.name) not in seats
    )


def is_federal(spot: Spot) -> bool:
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
    return max(fitting, key=lambda spot: (spot.kind in TOWNS, spot.population), default=None)
