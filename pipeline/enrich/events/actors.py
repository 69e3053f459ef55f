"""Which party a noun of the parse is: a state, an office, an armed group, a crowd, a person; or nobody who acts.

A share, a team or a storm is nobody, and so is a pronoun that isn't plain: without its parties there is no event.
Rooms beside: `roles` (sectors), `whereabouts` (countries), `pronouns` and `recalled` (who is meant), `naming` (spans).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.offices import Office, offices
from pipeline.enrich.events import naming, roles
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.enrich.events.party import Kind, Party
from pipeline.enrich.events.pronouns import antecedent, possessor
from pipeline.enrich.events.recalled import body_meant, pair_meant
from pipeline.enrich.events.whereabouts import LOCATIVE, Whereabouts
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, FieldName, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OF_A_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
HOLDING = ("of", "for", "carrying")
"""Before who is in a thing that is hit, or owns it: `a camp for refugees`, `the gates of the embassy`."""
HELD = frozenset({"CVL", "REF", "REB", "MIL"})


class Cast:
    """The parties of one story. Built once from its entities; answers for any noun of its parse."""

    def __init__(
        self, story: EnrichedStory, docs: Mapping[FieldName, Doc], countries: Countries, lexicon: Lexicon
    ) -> None:
        self._countries, self._lexicon = countries, lexicon
        self._story, self._docs = story, docs
        self._own: Mapping[FieldName, str] = {"text": story.text, "headline": story.headline or ""}
        self._entities: dict[tuple[FieldName, int], Entity] = {
            (entity.field, position): entity
            for entity in story.entities
            for position in range(entity.start, entity.end)
        }
        self._where = Whereabouts(story, docs, countries, lexicon)
        self._known: dict[tuple[FieldName, int], Party | None] = {}

    @cached_property
    def _offices(self) -> Mapping[str, Office]:
        story = self._story
        return offices(story.entities, self._docs, story.dateline, self._countries, self._lexicon)

    def entity_at(self, token: Token, field: FieldName) -> Entity | None:
        return self._entities.get((field, token.idx))

    def span(self, token: Token, field: FieldName) -> Span:
        """The noun with what stands before it, as printed: `a senior European diplomat`."""
        return naming.span_of(token, self._own[field], field)

    def parties(self, token: Token, field: FieldName) -> list[Party]:
        """The noun and all that is joined to it, as far as they are parties."""
        found: list[Party] = []
        for noun in grammar.with_conjuncts(token):
            if several := self._of_two_countries(noun, field) or self._of_a_pair(noun, field):
                found.extend(several)
            elif (party := self.party(noun, field)) is not None:
                found.append(party)
        return found

    def party(self, token: Token, field: FieldName) -> Party | None:
        """Who a noun or pronoun is; None where it is nobody or nobody plain."""
        key = (field, token.i)
        if key not in self._known:
            self._known[key] = None  # a pronoun that stands for itself ends here
            self._known[key] = self._party(token, field)
        return self._known[key]

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

    def somebody(self, token: Token, field: FieldName) -> Party | None:
        """A noun that must be people by what they do or suffer: `two herders` where `roles.toml` has no herder."""
        is_part = len(token) < 3  # "ex" of "ex-mayor"
        if token.pos_ != "NOUN" or is_part or self.entity_at(token, field):
            return None
        if token.lemma_.lower() in self._lexicon.things:
            return None
        return self._described(token, field, "CVL", "role")

    def _party(self, token: Token, field: FieldName) -> Party | None:
        if token.pos_ == "PRON":
            return self._meant_by(token, field)
        entity = self.entity_at(token, field)
        if entity is not None and (found := self._of_entity(token, entity, field)) is not None:
            return found
        if entity is None and (found := self._of_apposition(token, field)) is not None:
            return found
        if token.lemma_.lower() in self._lexicon.classes["parts"]:
            for whole in grammar.after(token, "of"):
                if (found := self.party(whole, field)) is not None:
                    return found
        body = body_meant(token, lambda word: self.entity_at(word, field))
        if body is not None and (found := self.party(body, field)) is not None:
            return replace(found, inferred=True)
        return self._of_noun(token, field)

    def _of_two_countries(self, noun: Token, field: FieldName) -> list[Party]:
        """`British and Japanese ministers` are two parties."""
        sector = self._lexicon.sector_of.get(noun.lemma_.lower())
        several = noun.tag_ in ("NNS", "NNPS") or noun.lower_ == "police"
        if sector is None or not several or self.entity_at(noun, field):
            return []
        for part in noun.children:
            if part.dep_ in ("amod", "compound", "nmod") and any(other.dep_ == "conj" for other in part.children):
                entities = [self.entity_at(word, field) for word in grammar.with_conjuncts(part)]
                named = [entity for entity in entities if entity is not None and entity.country]
                if len({entity.country for entity in named}) > 1:
                    return [self._named(entity, entity.country, sector, "role") for entity in named]
        return []

    def _of_a_pair(self, noun: Token, field: FieldName) -> list[Party]:
        """`the two sides`, and `police chiefs of the two neighbours`: the parties that are meant."""
        found, sector = [], "GOV"
        meant = pair_meant(noun, lambda word: self.entity_at(word, field))
        for whole in grammar.after(noun, "of") if not meant else ():
            meant = pair_meant(whole, lambda word: self.entity_at(word, field))
            sector = roles.sector_of(noun, self._lexicon) or sector
        for one in meant:
            entity = self.entity_at(one, field)
            if entity is not None and entity.label in ("GPE", "NORP"):
                found.append(self._named(entity, entity.country, sector, "role" if sector != "GOV" else "state"))
            elif (party := self.party(one, field)) is not None:
                found.append(party)
        return [replace(party, inferred=True) for party in found]

    def _of_apposition(self, token: Token, field: FieldName) -> Party | None:
        """`the captain, N`, `the capital N`: the name says more than the noun."""
        labels = ("PERSON", "ORG") if token.lemma_.lower() not in self._lexicon.things else ("GPE",)
        for name in token.children:
            if name.dep_ == "appos" and (named := self.entity_at(name, field)) and named.label in labels:
                return self._of_entity(name, named, field)
        return None

    def _owner(self, part: Token, field: FieldName) -> Party | None:
        if part.dep_ == "poss" and part.pos_ != "PRON":
            return self.party(part, field)
        entity = self.entity_at(part, field)
        if entity is None:
            # "a rebel attack", but not "military aid"
            is_people = part.pos_ != "ADJ" and not roles.is_described(part, self._lexicon)
            return self._of_noun(part, field) if is_people or roles.is_rebellious(part, self._lexicon) else None
        if self._lexicon.organisations.get(fold(entity.text)) == "IGO":
            return self._named(entity, None, "IGO", "role")
        if entity.label == "ORG" and fold(entity.text) in self._lexicon.organisations:
            return self._organisation(part, entity, field)
        if not entity.country or entity.label not in ("GPE", "NORP"):
            return None
        return self._named(entity, entity.country, "GOV", "state")

    def _of_entity(self, token: Token, entity: Entity, field: FieldName) -> Party | None:
        match entity.label:
            case "GPE":
                return self._place(token, entity)
            case "NORP":
                if fold(entity.text) in self._lexicon.organisations:
                    return self._organisation(token, entity, field)
                if token.tag_ in ("JJ",) and not entity.text.endswith("s"):
                    return None
                if any(part.lower_ == "ethnic" for part in token.lefts):
                    return self._named(entity, self._where.of_scene(token, field), None, "people", inferred=True)
                return self._named(entity, self._where.of_entity(entity), None, "people")
            case "PERSON":
                office = self._offices.get(entity.id, Office())
                if office.sector not in OF_A_STATE or office.country:
                    return self._named(entity, office.country, office.sector, "person")
                near = self._where.in_words_of(token, field)
                home = near or self._where.home or self._where.only
                return self._named(entity, home, office.sector, "person", inferred=near is None and home is not None)
            case "ORG":
                return self._organisation(token, entity, field)
            case "FAC" | "LOC" | "PRODUCT":
                if fold(entity.text) in self._lexicon.organisations:
                    return self._organisation(token, entity, field)
                return self._named(entity, self._where.of_entity(entity), None, "place")
            case _:
                return None

    def _place(self, token: Token, entity: Entity) -> Party:
        """A country is its state, and so is a capital but where something happens: `in Kabul`, `shelled Aleppo`. A
        namesake of one, Santiago in a story of Cuba, is a town.
        """
        lies_in = self._where.of_entity(entity)
        capital = None if token.head.lower_ in LOCATIVE else self._countries.of_actor(entity.text)
        if country := entity.country or (capital if lies_in in (None, capital) else None):
            return self._named(entity, country, "GOV", "state")
        return self._named(entity, lies_in, None, "place")

    def _organisation(self, token: Token, entity: Entity, field: FieldName) -> Party | None:
        sector = roles.sector_of_body(entity.text, self._lexicon)
        own = self._where.of_entity(entity)
        country = own or self._where.in_words_of(token, field)
        if sector is None:
            if country and entity.country:
                return self._named(entity, country, "GOV", "role")
            return self._named(entity, country, None, "organisation")
        if country is None and sector in OF_A_STATE and self._where.home:
            return self._named(entity, self._where.home, sector, "role", inferred=True)
        return self._named(entity, country, sector, "role")

    def _of_noun(self, token: Token, field: FieldName) -> Party | None:
        if token.pos_ not in ("NOUN", "PROPN") and token.dep_ != "amod":
            return None
        if token.pos_ == "PROPN" and (body := self._lexicon.organisations.get(fold(token.text))):
            found = self._described(token, field, body, "role")
            seat = found.actor.country or self._lexicon.seats.get(fold(token.text))
            return replace(found, actor=found.actor.model_copy(update={"country": seat}))
        body_before = self._body_before(token, field)
        sector = roles.sector_of(token, self._lexicon)
        if sector is None and token.lemma_.lower() not in self._lexicon.classes["bearers"]:
            return self._of_thing(token, field) if token.lemma_.lower() in self._lexicon.things else None
        if body_before is not None:
            sector = body_before.actor.sector
        return self._described(token, field, sector, "role") if sector else None

    def _body_before(self, noun: Token, field: FieldName) -> Party | None:
        """`Hamas` of `Hamas fighters`, of `a leader of Hamas`; the United Nations of `U.N. peacekeepers`."""
        behind = list(grammar.after(noun, "of")) if noun.lemma_.lower() in self._lexicon.classes["bearers"] else []
        for part in (*roles.modifiers(noun), *behind):
            entity = self.entity_at(part, field)
            if entity and fold(entity.text) in self._lexicon.organisations:
                return self._organisation(part, entity, field)
        return None

    def _of_thing(self, token: Token, field: FieldName) -> Party | None:
        """A thing that can be hit; a `United Nations convoy` acts for its owner, and who is in a thing suffers."""
        body = self._body_before(token, field)
        if body is not None:
            return self._described(token, field, body.actor.sector, "role")
        for preposition in HOLDING:
            for noun in grammar.after(token, preposition):
                people = self.party(noun, field)
                if people is None or people.kind not in ("role", "people"):
                    continue
                if preposition == "of" or people.actor.sector in HELD:
                    return people
        return self._described(token, field, None, "thing")

    def _meant_by(self, pronoun: Token, field: FieldName) -> Party | None:
        noun = antecedent(pronoun, lambda word: self._person_at(word, field))
        party = self.party(noun, field) if noun is not None else None
        return replace(party, inferred=True) if party else None

    def _person_at(self, token: Token, field: FieldName) -> str | None:
        """The id of the person that a noun names; its lemma where it is one by office."""
        entity = self.entity_at(token, field)
        if entity is not None:
            return entity.id if entity.label == "PERSON" else None
        return roles.lemma_of(token, self._lexicon) if roles.is_person(token, self._lexicon) else None

    def _named(
        self, entity: Entity, country: str | None, sector: str | None, kind: Kind, *, inferred: bool = False
    ) -> Party:
        return Party(naming.named(entity, country, sector, self._lexicon), kind, inferred)

    def _described(self, noun: Token, field: FieldName, sector: str | None, kind: Kind) -> Party:
        """The party of a noun without a name, with the country that the story gives it."""
        where = self._where.of_noun(noun, field, sector)
        if where.country is None and (owner := self._possessor_of(noun, field)) is not None:
            where = replace(where, country=owner.actor.country, inferred=True)
        actor = naming.described(
            noun, self._own[field], field, lambda word: self.entity_at(word, field), where.country, sector,
            with_whole=noun.lemma_.lower() in self._lexicon.classes["bearers"],
        )  # fmt: skip
        return Party(actor, kind, where.inferred)

    def _possessor_of(self, noun: Token, field: FieldName) -> Party | None:
        """Israel of `its troops`."""
        for part in noun.lefts:
            if part.dep_ == "poss" and part.pos_ == "PRON":
                owner = possessor(part, lambda word: self._person_at(word, field))
                return self.party(owner, field) if owner is not None else None
        return None
