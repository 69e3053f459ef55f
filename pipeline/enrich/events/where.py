"""Where a deed happens: the place that its own clause names behind `in`, `at`, `near`, or that is hit.

Talk is not put where those are of whom it is (`accused rebels in Syria`), nor a deed where it is told (`said in
Brussels`); a country that does or suffers the deed isn't its place. Where nothing tells, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.events.attribution import SAYING
from pipeline.enrich.events.lexicon import Entry
from pipeline.story import EnrichedStory, EventType, FieldName, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BEHIND = frozenset({
    "in", "at", "near", "off", "outside", "inside", "around", "across", "throughout", "through", "along",
})  # fmt: skip
TOWARDS: Mapping[EventType, frozenset[str]] = {
    "MOBILIZE": frozenset({"to", "into"}), "AID": frozenset({"to", "into"}), "ASSAULT": frozenset({"into", "on"}),
    "RETREAT": frozenset({"from"}),
}  # fmt: skip
"""What else stands before the place of a deed of these types: `sent troops into Mali`, `withdrew from Gorazde`."""
ON_THE_SPOT = frozenset({"PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "AID"})
"""Types whose deeds happen where those are who do or suffer them: `killed five people in Aleppo`."""
HIT = frozenset({"ASSAULT", "COERCE"})
PARTS = frozenset({
    "town", "city", "village", "port", "district", "region", "province", "state", "area", "suburb", "outskirt", "camp",
    "capital", "island", "neighborhood", "neighbourhood", "quarter", "part", "north", "south", "east", "west", "center",
    "centre", "county", "airport", "base", "valley", "border", "coast", "street", "square", "peninsula", "enclave",
    "settlement", "strip", "resort",
})  # fmt: skip
"""In `the town of Azaz`, `on the outskirts of Aleppo` the place is what follows."""
FARTHEST = 6
"""Steps of the parse between where a place is put and the deed."""


@dataclass(frozen=True)
class _Spot:
    """A place where a field names it: `phrase` is the noun that stands for it in the sentence (`city` of `the city of
    Homs`), `before` the preposition over that.
    """

    place: Place
    phrase: Token
    before: Token | None

    @property
    def is_country(self) -> bool:
        return self.place.kind == "country"

    @property
    def is_put(self) -> bool:
        """Whether the words before it say that something is there."""
        if self.before is None:
            return False
        return self.before.lower_ in BEHIND or (self.before.lower_ == "on" and self.phrase.lemma_.lower() in PARTS)


class Places:
    """The places of one story at the words of its fields. Built once for a story."""

    def __init__(self, story: EnrichedStory, docs: Mapping[FieldName, Doc]) -> None:
        self._story, self._docs = story, docs
        self._spots: dict[FieldName, list[_Spot]] = {}

    def of(self, entry: Entry, deed: Token, carrier: Sequence[Token], name: FieldName) -> str | None:
        """The `place_id` of where the deed happens. `carrier`: the words that carry it together with its own."""
        own = {deed.i, *(word.i for word in carrier if word.pos_ in ("VERB", "AUX"))}
        sentence = deed.sent
        here = [spot for spot in self._in(name) if sentence.start <= spot.phrase.i < sentence.end]
        ranked = [(spot.is_country, steps, spot) for spot in here if (steps := _steps(spot, own, entry)) is not None]
        if ranked:
            return min(ranked, key=lambda one: one[:2])[2].place.place_id
        return self._around(deed, here, name) if entry.type in ON_THE_SPOT else None

    def _around(self, deed: Token, here: Sequence[_Spot], name: FieldName) -> str | None:
        """The one place where the sentence puts something; where it names none, the only town of the paragraph; where
        headline and lead name none, the dateline's, if the story happens there.
        """
        if here:
            put = {spot.place.place_id for spot in here if spot.is_put and not _is_said_there(spot)}
            return put.pop() if len(put) == 1 else None
        start, end = self._paragraph(deed, name)
        beside = [spot for spot in self._in(name) if start <= spot.phrase.idx < end]
        towns = {spot.place.place_id for spot in beside if not spot.is_country and not _is_said_there(spot)}
        if towns:
            return towns.pop() if len(towns) == 1 else None
        return self._home() if name != "text" or start == 0 else None

    def _paragraph(self, deed: Token, name: FieldName) -> tuple[int, int]:
        """Offsets of the paragraph of the field in which the deed stands."""
        text = self._story.text if name == "text" else deed.doc.text
        start, end = text.rfind("\n\n", 0, deed.idx), text.find("\n\n", deed.idx)
        return max(start, 0), len(text) if end < 0 else end

    def _home(self) -> str | None:
        focus = (place for place in self._story.places if place.is_focus and place.kind != "country")
        home = (place for place in focus if any(mention.field == "dateline" for mention in place.mentions))
        return next((place.place_id for place in home), None)

    def _in(self, name: FieldName) -> list[_Spot]:
        if name not in self._spots:
            self._spots[name] = list(_read(self._story, self._docs[name], name))
        return self._spots[name]


def _read(story: EnrichedStory, doc: Doc, name: FieldName) -> Iterator[_Spot]:
    for place in story.places:
        for mention in place.mentions:
            if mention.field == name and (span := doc.char_span(mention.start, mention.end, alignment_mode="expand")):
                phrase = _phrase(span.root)
                yield _Spot(place, phrase, phrase.head if phrase.dep_ == "pobj" else None)


def _phrase(word: Token) -> Token:
    """The noun that stands for the place: `province` of `Aleppo province`, `town` of `the town of Azaz`."""
    for _ in range(FARTHEST):
        over = word.head
        if word.dep_ == "pobj" and over.lower_ == "of" and over.head.lemma_.lower() in PARTS:
            word = over.head
        elif (
            word.dep_ in ("compound", "nmod")
            or (word.dep_ in ("conj", "appos") and over.pos_ in ("NOUN", "PROPN"))
            or (word.dep_ == "poss" and over.lemma_.lower() in PARTS)
        ):
            word = over
        else:
            break
    return word


def _steps(spot: _Spot, own: set[int], entry: Entry) -> int | None:
    """How far from the deed the place is put; None where it isn't the deed's."""
    if spot.before is None:
        is_hit = spot.phrase.dep_ in ("dobj", "nsubjpass") and spot.phrase.head.i in own
        return 0 if is_hit and (entry.mode == "visit" or _can_be_hit(spot, entry)) else None
    over, before = spot.before.head, spot.before.lower_
    if over.i in own and (before in TOWARDS.get(entry.type, ()) or (before == "of" and _can_be_hit(spot, entry))):
        return 0
    if not spot.is_put:
        return None
    if entry.type not in ON_THE_SPOT:
        return 0 if over.i in own and (entry.type == "CONSULT" or not spot.is_country) else None
    for steps in range(FARTHEST):
        if over.i in own:
            return steps
        if over.pos_ in ("VERB", "AUX") or over.head.i == over.i:
            return None
        over = over.head
    return None


def _can_be_hit(spot: _Spot, entry: Entry) -> bool:
    """`bombed Aleppo`; a country that is attacked is a party and too wide for a place."""
    return entry.type in HIT and not spot.is_country


def _is_said_there(spot: _Spot) -> bool:
    over = spot.before.head if spot.before is not None else None
    return over is not None and over.lemma_.lower() in SAYING
