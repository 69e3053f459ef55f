"""Where the story happens: not every place that it names, and often not the dateline's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.enrich.places.resolve import Named
from pipeline.enrich.places.spots import Spot
from pipeline.story import EnrichedStory

_WHERE = re.compile(
    r"\b(?:in|at|near|across|inside|outside|off|over|throughout|around|along|through|from|of)(?:\s[\w-]+){0,3}\s$"
)
_HEADLINED = re.compile(
    r"\b(?:in|at|near|off|to|on|over|across)(?:\s(?:the|northern|southern|eastern|western|central|town|of))*\s$", re.I
)
_PAST = re.compile(r"\bIn (?:[A-Z][a-z]+ )?(?:19|20)[0-9]{2}\b[^.]{0,150}$")
_LEAD = 600
"""Characters of the text that tell what happened."""
_SHARE = 0.3
"""Of a country's weight that a place within it must have to be the focus instead."""


def focus_of(story: EnrichedStory, known: Sequence[Named]) -> frozenset[str]:
    """The `place_id` of the place where the main event happens, the narrowest that the copy supports.

    A place that the headline puts the event in; else, of the country that weighs most, a place in the headline, the
    lead or the dateline that has its share; else the country.
    """
    headlined = [named for named in known if named.field == "headline" and named.spot.kind != "country"]
    for named in headlined:
        if _HEADLINED.search((story.headline or "")[: named.start]):
            return frozenset({named.spot.place_id})
    weights: defaultdict[str, float] = defaultdict(float)
    early: set[str] = set()
    for named in known:
        weights[named.spot.place_id] += _weight(story, named)
        if named.field != "text" or named.start < _LEAD:
            early.add(named.spot.place_id)
    spots = {named.spot.place_id: named.spot for named in known}
    best = _country(story, weights, spots)
    inside = [id for id, spot in spots.items() if (spot.country or id) == best]
    total = sum(weights[id] for id in inside)
    narrow = [id for id in inside if spots[id].kind != "country" and id in early and weights[id] >= _SHARE * total]
    wide = [id for id in inside if spots[id].kind == "country"] or inside
    chosen = max(narrow or wide, key=lambda id: weights[id], default=None)
    return frozenset({chosen} if chosen else ())


def _country(story: EnrichedStory, weights: Mapping[str, float], spots: Mapping[str, Spot]) -> str | None:
    """The country, or the place in none, that weighs most, its people counted."""
    of: defaultdict[str, float] = defaultdict(float)
    for id, weight in weights.items():
        of[spots[id].country or id] += weight
    for entity in story.entities:
        if entity.label == "NORP" and entity.country and entity.country in of:
            of[entity.country] += 0.5 if entity.start < _LEAD else 0.25
    return max(of, key=lambda code: of[code], default=None)


def _weight(story: EnrichedStory, named: Named) -> float:
    """More in the headline and the lead, more behind a word that says where; a dateline says where it was written."""
    if named.field == "dateline":
        return 1.5
    own = story.text if named.field == "text" else story.headline or ""
    located = bool(_WHERE.search(own[max(0, named.start - 40) : named.start]))
    weight = 1.5 if located else 0.5
    if _PAST.search(own[max(0, named.start - 180) : named.start]):
        weight = 0.2
    if named.field == "headline":
        return 2 * weight
    return weight * (2.0 if named.start < _LEAD else 1.0)
