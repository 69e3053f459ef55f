"""Of which country somebody is, by the story's evidence, the nearest first.

The words of the noun; whose it is; the same noun's country earlier in the story; where the sentence takes place; the
story's home. What is only the story's, and not in the noun's own words, is said to be inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities import home_country
from pipeline.enrich.entities.mentions import country_in
from pipeline.enrich.entities.offices import country_near
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.enrich.events.roles import lemma_of, phrase_of, sector_of
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BEHIND = ("of", "in", "from", "at", "throughout", "across")
LOCATIVE = ("in", "at", "near", "outside", "through", "across", "around", "throughout", "inside", "into")
AT_HOME = frozenset({"COP", "JUD", "LEG", "OPP", "CVL", "LAB", "REL", "EDU", "JRN", "MED"})
"""Sectors whose people are of the country where the sentence takes place; armies and rebels may be another's."""
ANYBODY = frozenset({"CVL", "BUS", "CRM", "EDU"})
"""Sectors so wide that only `the students` are those of before."""


@dataclass(frozen=True)
class Where:
    """A country as ISO alpha-3; `inferred` where it isn't in the words of the noun itself."""

    country: str | None = None
    inferred: bool = False


class Whereabouts:
    """The countries of one story's people and places. Built once for a story."""

    def __init__(
        self, story: EnrichedStory, docs: Mapping[FieldName, Doc], countries: Countries, lexicon: Lexicon
    ) -> None:
        self._countries, self._lexicon, self._docs = countries, lexicon, docs
        self._of_place = {place.place_id: place.country for place in story.places}
        located = [self._located(entity) for entity in story.entities]
        self._at = {(e.field, position): e for e in located for position in range(e.start, e.end)}
        self.home = home_country(located, story.dateline, countries) or self._of_dateline(story)
        named = {entity.country for entity in located if entity.country}
        self.only = named.pop() if len(named) == 1 else None
        self._earlier: dict[str, list[tuple[int, str]]] = {}

    def of_entity(self, entity: Entity) -> str | None:
        """The country that a name has or lies in: `Aleppo` → SYR, `Hezbollah` → LBN, `Nigerian Union of …` → NGA."""
        if entity.country:
            return entity.country
        if entity.place_id and (country := self._of_place.get(entity.place_id)):
            return country
        if entity.label in ("ORG", "NORP"):
            return self._lexicon.seats.get(fold(entity.text)) or country_in(entity.text, self._countries)
        return None

    def of_noun(self, noun: Token, field: FieldName, sector: str | None) -> Where:
        if country := self.in_words_of(noun, field):
            return Where(country)
        if sector is None:
            return Where(self.of_scene(noun, field))  # a thing lies where it is hit
        for country in (
            self._told_before(noun, field, sector),
            self.of_scene(noun, field) if sector in AT_HOME else None,
            self.home if self._is_domestic(noun) else None,
        ):
            if country:
                return Where(country, inferred=True)
        return Where()

    def in_words_of(self, noun: Token, field: FieldName) -> str | None:
        """Before the noun, or behind `of`, `in`, `from`; where envoys are says nothing of whose they are."""
        if any(part.lower_ == "ethnic" for part in noun.lefts):
            return None
        is_abroad = lemma_of(noun, self._lexicon) in self._lexicon.classes["abroad"]
        behind = ("of", "from") if is_abroad else BEHIND
        return country_near(noun, lambda word: self._at.get((field, word.idx)), self._countries, behind=behind)

    def _located(self, entity: Entity) -> Entity:
        country = self.of_entity(entity)
        return entity if country == entity.country else entity.model_copy(update={"country": country})

    def _of_dateline(self, story: EnrichedStory) -> str | None:
        """The country of the town that the story comes from, where no other is named as often."""
        of_towns = (self.of_entity(entity) for entity in story.entities if entity.field == "dateline")
        towns = {country for country in of_towns if country}
        if len(towns) != 1:
            return None
        country = towns.pop()
        named = [
            e.country for e in story.entities if e.country and e.field != "dateline" and e.label in ("GPE", "NORP")
        ]
        most = max((named.count(other) for other in named if other != country), default=0)
        return country if named.count(country) >= most else None

    def _told_before(self, noun: Token, field: FieldName, sector: str) -> str | None:
        """The country that the same noun had before in the text, where it had no other: `the rebels` after
        `Ugandan rebels`.
        """
        definite = any(part.dep_ == "det" and part.lower_ == "the" for part in noun.lefts)
        if (sector in ANYBODY and not definite) or any(part.lower_ in ("a", "an", "another") for part in noun.lefts):
            return None
        lemma = lemma_of(noun, self._lexicon)
        if lemma not in self._earlier:
            self._earlier[lemma] = list(self._heads(lemma))
        where = len(noun.doc) if field != "text" else noun.i
        told = {country for at, country in self._earlier[lemma] if at < where}
        return told.pop() if len(told) == 1 else None

    def _heads(self, lemma: str) -> Iterator[tuple[int, str]]:
        """The places in the text where a role noun's own words give it a country, with the country."""
        for token in self._nouns.get(lemma, ()):
            if sector_of(token, self._lexicon) is not None:
                entity = self._at.get(("text", token.idx))
                country = entity.country if entity and entity.label == "ORG" else self.in_words_of(token, "text")
                if country:
                    yield token.i, country

    @cached_property
    def _nouns(self) -> dict[str, list[Token]]:
        """The nouns of the text by their lemmas."""
        found: dict[str, list[Token]] = {}
        doc = self._docs.get("text")
        for token in grammar.readable(doc) if doc is not None else ():
            if token.pos_ in ("NOUN", "PROPN"):
                found.setdefault(lemma_of(token, self._lexicon), []).append(token)
        return found

    def of_scene(self, noun: Token, field: FieldName) -> str | None:
        """The one country in which the noun's clause takes place: `Thousands marched through Podgorica`."""
        verb = noun.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        heads = [verb, *(part for part in verb.children if part.dep_ in ("dobj", "prep"))]
        behind = (place for head in heads for word in LOCATIVE for place in grammar.after(head, word))
        places = (self._at.get((field, place.idx)) for place in behind)
        countries = {place.country for place in places if place and place.label == "GPE" and place.country}
        return countries.pop() if len(countries) == 1 else None

    def _is_domestic(self, noun: Token) -> bool:
        lemma = lemma_of(noun, self._lexicon)
        return not {lemma, phrase_of(noun, lemma)}.isdisjoint(self._lexicon.classes["domestic"])
