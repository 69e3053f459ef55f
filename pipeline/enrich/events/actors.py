"""Which party a noun of the parse is: a state, an office, an armed group, a crowd, a person; or nobody who acts.

A share, a team or a storm is nobody, and so is a pronoun that isn't plain: without its parties there is no event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities import home_country
from pipeline.enrich.entities.offices import Office, country_near, offices
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.enrich.events.party import Party
from pipeline.enrich.events.pronouns import antecedent
from pipeline.folding import fold
from pipeline.story import Actor, EnrichedStory, Entity, FieldName, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod")
PARTS = frozenset({
    "thousand", "hundred", "dozen", "ten", "group", "number", "member", "some", "most", "one", "two", "half", "crowd",
    "third", "faction", "wave", "series", "couple", "pair", "all", "many",
    "town", "city", "village", "port", "province", "island", "region", "district", "suburb", "state",
})  # fmt: skip
"""Of `thousands of students` the students are the party, of `the town of Pibor` Pibor."""
COLLECTIVE = frozenset({
    "group", "organization", "organisation", "bloc", "alliance", "candidate", "elder", "wing", "chief",
})  # fmt: skip
"""Nouns that are what their modifier says: `opposition groups`, `the police chief`."""


class Cast:
    """The parties of one story. Built once from its entities; answers for any noun of its parse."""

    def __init__(
        self, story: EnrichedStory, docs: Mapping[FieldName, Doc], countries: Countries, lexicon: Lexicon
    ) -> None:
        self._countries, self._lexicon = countries, lexicon
        self._own: Mapping[FieldName, str] = {"text": story.text, "headline": story.headline or ""}
        self._entities: dict[tuple[FieldName, int], Entity] = {
            (entity.field, position): entity
            for entity in story.entities
            for position in range(entity.start, entity.end)
        }
        self.home = home_country(story.entities, story.dateline, countries)
        self._offices = offices(story.entities, docs, story.dateline, countries, lexicon)

    def entity_at(self, token: Token, field: FieldName) -> Entity | None:
        return self._entities.get((field, token.idx))

    def parties(self, token: Token, field: FieldName) -> list[Party]:
        """The noun and all that is joined to it, as far as they are parties."""
        found: list[Party] = []
        for noun in grammar.with_conjuncts(token):
            if shared := self._of_two_countries(noun, field):
                found.extend(shared)
            elif (party := self.party(noun, field)) is not None:
                found.append(party)
        return found

    def _of_two_countries(self, noun: Token, field: FieldName) -> list[Party]:
        """`British and Japanese ministers` are two parties."""
        sector = self._lexicon.sector_of.get(noun.lemma_.lower())
        if sector is None or noun.tag_ not in ("NNS", "NNPS") or self.entity_at(noun, field):
            return []
        for part in noun.children:
            if part.dep_ in ("amod", "compound", "nmod") and any(other.dep_ == "conj" for other in part.children):
                entities = [self.entity_at(word, field) for word in grammar.with_conjuncts(part)]
                named = [entity for entity in entities if entity is not None and entity.country]
                if len({entity.country for entity in named}) > 1:
                    return [Party(self._actor_of(entity, entity.country, sector), "role") for entity in named]
        return []

    def party(self, token: Token, field: FieldName) -> Party | None:
        if token.pos_ == "PRON":
            return self._meant_by(token, field)
        entity = self.entity_at(token, field)
        if entity is not None and (found := self._of_entity(token, entity, field)) is not None:
            return found
        if entity is None and (found := self._of_apposition(token, field)) is not None:
            return found
        if token.lemma_.lower() in PARTS:
            for whole in grammar.after(token, "of"):
                if (found := self.party(whole, field)) is not None:
                    return found
        return self._of_noun(token, field)

    def _of_apposition(self, token: Token, field: FieldName) -> Party | None:
        """`the captain, N`: the name says more than the noun."""
        for name in token.children:
            if name.dep_ == "appos" and (named := self.entity_at(name, field)) and named.label in ("PERSON", "ORG"):
                return self._of_entity(name, named, field)
        return None

    def somebody(self, token: Token, field: FieldName) -> Party | None:
        """A noun that must be people by what they do or suffer: `two herders` where `roles.toml` has no herder."""
        if token.pos_ != "NOUN" or self.entity_at(token, field) or token.lemma_.lower() in self._lexicon.things:
            return None
        return Party(self._actor_at(token, field, self._country_near(token, field), "CVL"), "role")

    def holder(self, token: Token, field: FieldName) -> Party | None:
        """Whose it is by the words before it: `Poland` in `Poland's decision`, the Turks in `a Turkish offer`."""
        for part in token.children:
            if part.dep_ in ("poss", "amod", "compound", "nmod") and (found := self._owner(part, field)):
                return found
        return None

    def owner(self, token: Token, field: FieldName) -> Party | None:
        """Whose it is by the words before it, or else behind `by`, `from`, `of`."""
        if (found := self.holder(token, field)) is not None:
            return found
        for preposition in ("by", "from", "of"):
            for noun in grammar.after(token, preposition):
                if (found := self.party(noun, field)) is not None:
                    return found
        return None

    def _owner(self, part: Token, field: FieldName) -> Party | None:
        if part.dep_ == "poss" and part.pos_ != "PRON":
            return self.party(part, field)
        entity = self.entity_at(part, field)
        if entity is None and part.lemma_.lower() in self._lexicon.sector_of:
            return self._of_noun(part, field)  # "a rebel attack"
        if entity is not None and self._lexicon.organisations.get(fold(entity.text)) == "IGO":
            return Party(self._actor_of(entity, None, "IGO"), "role")
        if entity is None or not entity.country or entity.label not in ("GPE", "NORP"):
            return None
        return Party(self._actor_of(entity, entity.country, "GOV"), "state")

    def span(self, token: Token, field: FieldName) -> Span:
        """The noun with what stands before it, as printed: `a senior European diplomat`."""
        start = min(
            (part.left_edge.idx for part in token.children if part.dep_ in (*MODIFIERS, "det")), default=token.idx
        )
        start, end = min(start, token.idx), token.idx + len(token)
        return Span(text=self._own[field][start:end], start=start, end=end, field=field)

    def _of_entity(self, token: Token, entity: Entity, field: FieldName) -> Party | None:
        match entity.label:
            case "GPE":
                country = entity.country or self._countries.of_actor(entity.text)
                if country:
                    return Party(self._actor_of(entity, country, "GOV"), "state")
                return Party(self._actor_of(entity, None, None), "place")
            case "NORP":
                if token.tag_ in ("JJ",) and not entity.text.endswith("s"):
                    return None
                return Party(self._actor_of(entity, entity.country, None), "people")
            case "PERSON":
                office = self._offices.get(entity.id, Office())
                return Party(self._actor_of(entity, office.country, office.sector), "person")
            case "ORG":
                return self._organisation(token, entity, field)
            case "FAC" | "LOC" | "PRODUCT":
                if sector := self._lexicon.organisations.get(fold(entity.text)):
                    return Party(self._actor_of(entity, entity.country, sector), "role")
                return Party(self._actor_of(entity, entity.country, None), "place")
            case _:
                return None

    def _organisation(self, token: Token, entity: Entity, field: FieldName) -> Party | None:
        sector = self._lexicon.organisations.get(fold(entity.text))
        words = fold(entity.text).split()
        for word in (words[-1].removesuffix("s"), words[-1], words[0]):
            sector = sector or self._lexicon.sector_of.get(word)
        country = entity.country or self._country_near(token, field)
        if sector is None:
            if country and entity.country:
                return Party(self._actor_of(entity, country, "GOV"), "role")
            return Party(self._actor_of(entity, country, None), "organisation")
        if country is None and sector in ("GOV", "MIL", "COP", "JUD", "LEG") and self.home:
            return Party(self._actor_of(entity, self.home, sector), "role", inferred=True)
        return Party(self._actor_of(entity, country, sector), "role")

    def _of_noun(self, token: Token, field: FieldName) -> Party | None:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN") and token.dep_ != "amod":
            return None
        sector = self._lexicon.sector_of.get(lemma)
        if token.pos_ == "PROPN" and (body := self._lexicon.organisations.get(fold(token.text))):
            return Party(self._actor_at(token, field, None, body), "role")
        if sector is None and lemma in COLLECTIVE:
            words = (part.lemma_.lower() for part in token.children if part.dep_ in MODIFIERS)
            sector = next((self._lexicon.sector_of[word] for word in words if word in self._lexicon.sector_of), None)
        if sector is None:
            return self._of_thing(token, field) if lemma in self._lexicon.things else None
        rebellious = self._lexicon.classes["rebellious"]
        if sector in ("GOV", "MIL", "ELI") and any(part.lemma_.lower() in rebellious for part in token.children):
            sector = "REB"
        country = self._country_near(token, field)
        inferred = country is None and lemma in self._lexicon.classes["domestic"] and self.home is not None
        if inferred:
            country = self.home
        return Party(self._actor_at(token, field, country, sector), "role", inferred)

    def _of_thing(self, token: Token, field: FieldName) -> Party:
        """A thing that can be hit; a `United Nations convoy` acts for its owner."""
        country = self._country_near(token, field)
        for part in token.children:
            entity = self.entity_at(part, field)
            if entity and entity.label == "ORG" and (sector := self._lexicon.organisations.get(fold(entity.text))):
                return Party(self._actor_at(token, field, country, sector), "role")
        return Party(self._actor_at(token, field, country, None), "thing")

    def _country_near(self, token: Token, field: FieldName) -> str | None:
        return country_near(token, lambda word: self.entity_at(word, field), self._countries)

    def _meant_by(self, pronoun: Token, field: FieldName) -> Party | None:
        noun = antecedent(pronoun, lambda word: self._person_at(word, field))
        party = self.party(noun, field) if noun is not None else None
        return replace(party, inferred=True) if party else None

    def _person_at(self, token: Token, field: FieldName) -> str | None:
        entity = self.entity_at(token, field)
        return entity.id if entity is not None and entity.label == "PERSON" else None

    def _actor_of(self, entity: Entity, country: str | None, sector: str | None) -> Actor:
        return Actor(
            text=entity.text, start=entity.start, end=entity.end, field=entity.field, entity=entity.id, country=country,
            sector=self._lexicon.organisations.get(fold(entity.text)) or sector, name=entity.canonical,
        )  # fmt: skip

    def _actor_at(self, token: Token, field: FieldName, country: str | None, sector: str | None) -> Actor:
        parts = [part for part in token.lefts if part.dep_ in ("amod", "compound", "poss", "nmod")]
        start = min([part.left_edge.idx for part in parts] + [token.idx])
        end = token.idx + len(token)
        for noun in grammar.after(token, "of"):
            # "foreign ministers of the European Union"
            if (whole := self.entity_at(noun, field)) and whole.label in ("GPE", "ORG") and whole.start - end < 10:
                end = whole.end
        text = self._own[field][start:end]
        if text[:4].lower() == "the ":
            start, text = start + 4, text[4:]
        return Actor(text=text, start=start, end=end, field=field, country=country, sector=sector)
