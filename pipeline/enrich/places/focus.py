"""Where the main event happens: the narrowest place that headline and lead support. Pure.

A word such as `in` before a place puts the event there, unless it says where somebody spoke (`said in Berlin`), or
where those are to whom it is done (`sanctions on officials in Belarus`); in a clause below the main one it counts half.
Where the lead puts it nowhere, it happens at the dateline, if the one who acts is at home there; else in the place that
headline and lead name most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.places.resolve import Named, apart
from pipeline.enrich.places.spots import Spot
from pipeline.enrich.quotes.cues import Words
from pipeline.story import EnrichedStory

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HEADLINE, LEAD, NEXT, BELOW = 1.5, 1.0, 0.4, 0.15
"""What a mention adds in the headline, the first sentence, the rest of the first two paragraphs, and below."""
SCENE, NEXT_SCENE = 3.0, 1.0
"""What it adds besides where it is the scene: in headline or lead, in the rest."""
HALF = 0.5
"""Of a scene in a clause below the main one, and of where something goes (`to Asia`)."""
DATELINE, AT_HOME = 0.8, 2.6
"""Of the dateline's place, and besides where the one who acts is at home there."""
NARROWER = 0.1
"""A scene within the best place is taken instead where it has so much of its weight."""
WITHIN = 250
"""Kilometres from the middle of a region to what lies in it."""
_BETWEEN = r"(?:(?!(?:and|or|to|with|from)\b)[\w’'-]{1,20}\s){0,5}$"
_SCENE = re.compile(
    r"\b(?:in|into|at|near|off|outside|inside|across|throughout|around|along|over|hits?|struck|strikes?|rocks?|rocked|swept"
    rf"|sweeps)\s{_BETWEEN}",
    re.IGNORECASE,
)
_GOES = re.compile(rf"\b(?:to|reache[sd])\s{_BETWEEN}")
_CLAUSE = re.compile(r"[,;]\s|\b(?:after|as|while|but|despite|amid|before|since)\s")
_HERE = re.compile(r"\b(?:this|the)\s(?:[a-z]{1,20}\s){0,2}(?:city|town|capital|village|port)\b|\bhere\b")
_OTHERS = frozenset({"on", "against", "over", "with", "from", "to", "for", "by", "about"})
_SUBORDINATE = frozenset({"advcl", "relcl", "acl", "conj", "parataxis"})
_WIDE = frozenset({"region", "island", "peninsula", "desert"})
_TOWNS = ("city", "town", "site")
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def focus_of(story: EnrichedStory, known: Sequence[Named], doc: Doc | None, saying: Words) -> frozenset[str]:
    """The `place_id` of the place where the main event happens; empty where the story names none.

    `doc` is the text's; `saying`: lemmas of verbs that say something.
    """
    lead, opening = _opening(story.text, doc)
    weights: defaultdict[str, float] = defaultdict(float)
    scenes: set[str] = set()
    placed: set[str] = set()
    is_put = False
    for named in known:
        weight, scene = _weight(named, story, doc, saying, lead, opening)
        weights[named.spot.place_id] += weight + scene
        if scene:
            scenes.add(named.spot.place_id)
        if scene > NEXT_SCENE:
            placed.add(named.spot.place_id)
        is_put = is_put or scene == SCENE
    home = next((named.spot for named in known if named.field == "dateline"), None)
    if home is not None:
        weights[home.place_id] += DATELINE + AT_HOME * (not is_put and _acts_at_home(home, story, lead))
    if not weights:
        return frozenset()
    best = max(weights, key=lambda id: weights[id])
    if home is not None and best not in placed:
        scenes.add(home.place_id)
    spots = {named.spot.place_id: named.spot for named in known}
    return frozenset({_narrowest(best, weights, spots, scenes)})


def _opening(text: str, doc: Doc | None) -> tuple[int, int]:
    """Where the first sentence ends, and where the second paragraph does."""
    first = end if (end := text.find("\n\n")) >= 0 else len(text)
    second = end if (end := text.find("\n\n", first + 2)) >= 0 else len(text)
    sentence = next(iter(doc.sents)).end_char if doc is not None and len(doc) else first
    return min(sentence, first), second


def _weight(
    named: Named, story: EnrichedStory, doc: Doc | None, saying: Words, lead: int, opening: int
) -> tuple[float, float]:
    """What a mention adds to its place, and what it adds besides as the scene."""
    if named.field == "dateline":
        return 0.0, 0.0
    if named.field == "text" and named.start >= opening:
        return BELOW, 0.0
    own = story.text if named.field == "text" else story.headline or ""
    before = max(0, named.start - 60)
    scene = SCENE * bool(_SCENE.search(own, before, named.start))
    scene = scene or SCENE * HALF * bool(_GOES.search(own, before, named.start))
    if named.field == "headline":
        share = HALF if _CLAUSE.search(own, 0, named.start) else 1.0
        return HEADLINE * share, scene * share
    scene *= _share(doc, named, saying)
    return (LEAD, scene) if named.start < lead else (NEXT, scene * NEXT_SCENE / SCENE)


def _share(doc: Doc | None, named: Named, saying: Words) -> float:
    """Of a scene's weight, by what the word before the place tells more of (the deed, one to whom it is done, one who
    speaks), and by the clause.
    """
    span = doc.char_span(named.start, named.end, alignment_mode="expand") if doc is not None else None
    preposition = _preposition(span.root) if span is not None else None
    if preposition is None:
        return 1.0
    governor = preposition.head
    if governor.lemma_ in saying and governor.pos_ == "VERB":
        return 0.0
    if any(word.tag_ == "JJS" for word in (governor, *governor.lefts)):
        return 0.0  # "the largest dairy in North America"
    if preposition.lower_ == "in" and governor.dep_ == "pobj" and governor.head.lower_ in _OTHERS:
        return 0.0
    below = any(one.pos_ in ("VERB", "AUX") and one.dep_ in _SUBORDINATE for one in (governor, *governor.ancestors))
    return HALF if below else 1.0


def _preposition(place: Token) -> Token | None:
    """`near` for Kastellorizo in `near the island of Kastellorizo`."""
    found = place.head if place.dep_ == "pobj" else None
    if found is not None and found.lower_ == "of" and found.head.dep_ == "pobj":
        return found.head.head
    return found


def _acts_at_home(home: Spot, story: EnrichedStory, lead: int) -> bool:
    """Whether the first who is named in the lead is of the dateline's country, or of none."""
    if _HERE.search(story.text, 0, lead):
        return True
    named = (one for one in story.entities if one.field == "text" and one.start < lead and one.label in _ACTORS)
    first = min(named, key=lambda one: one.start, default=None)
    return first is None or first.country in (None, home.country)


def _narrowest(best: str, weights: Mapping[str, float], spots: Mapping[str, Spot], scenes: set[str]) -> str:
    """Down from a country to its state and its town, where these are scenes too."""
    while True:
        inside = [
            id
            for id in scenes
            if id != best and _holds(spots[best], spots[id]) and weights[id] >= NARROWER * weights[best]
        ]
        if not inside:
            return best
        best = max(inside, key=lambda id: (weights[id], id))


def _holds(wide: Spot, narrow: Spot) -> bool:
    if wide.kind == "country":
        return narrow.country == wide.country and narrow.kind != "country"
    if wide.kind in _WIDE:
        return narrow.kind in _TOWNS and apart(wide, narrow) < WITHIN
    return (
        wide.kind == "admin1"
        and narrow.kind in ("admin2", *_TOWNS)
        and ((narrow.country, narrow.admin1) == (wide.country, wide.name))
    )
