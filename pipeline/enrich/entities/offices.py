"""Who holds what office in a story, and of which country: `Polish Defence Minister N`, `N, a judge of Chile's …`.

Read from the parse, from what stands beside a name: before it, in apposition, or as what the sentence says that he is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.mentions import home_country
from pipeline.folding import fold
from pipeline.story import Dateline, Entity, FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipeline.enrich.events.lexicon import Lexicon

OF_A_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Sectors of `roles.toml` whose offices are a state's."""
WITH_COUNTRY = OF_A_STATE | {"ELI"}
"""… and those who lead one without saying by what right: `Libyan leader N`."""
EntityAt = Callable[["Token"], "Entity | None"]


@dataclass(frozen=True)
class Office:
    """What somebody is: a country as ISO 3166-1 alpha-3 and a sector of `roles.toml`, as far as the story says."""

    country: str | None = None
    sector: str | None = None


def offices(
    entities: Sequence[Entity],
    docs: Mapping[FieldName, Doc],
    dateline: Dateline | None,
    countries: Countries,
    lexicon: Lexicon,
) -> dict[str, Office]:
    """The offices of a story's people, by their ids. A minister without a country is the capital's that the story
    comes from.
    """
    at = {(entity.field, position): entity for entity in entities for position in range(entity.start, entity.end)}
    home = home_country(entities, dateline, countries)
    seats = {countries.capitals.get(fold(place)) for place in (dateline.places if dateline else ())}
    found: dict[str, Office] = {}
    for field, doc in docs.items():

        def entity_at(token: Token, field: FieldName = field) -> Entity | None:
            return at.get((field, token.idx))

        for person in entities:
            name = _head(person, doc) if person.label == "PERSON" and person.field == field else None
            if name is None:
                continue
            office = _office(name, entity_at, home if home in seats else None, countries, lexicon)
            known = found.get(person.id)
            if office is not None and (known is None or (known.country is None and office.country)):
                found[person.id] = office
    return found


def _head(person: Entity, doc: Doc) -> Token | None:
    """The last word of a name, on which its titles hang; None in a sentence that is too long to be read."""
    span = doc.char_span(person.start, person.end, alignment_mode="expand")
    if span is None or span.end_char != person.end or len(span[-1].sent) > grammar.LONGEST_SENTENCE:
        return None
    return span[-1]


def with_offices(entities: Sequence[Entity], found: Mapping[str, Office]) -> Iterator[Entity]:
    """The entities, where those who hold an office of a state, or lead it, have its country."""
    for entity in entities:
        office = found.get(entity.id)
        if office is not None and office.country and office.sector in WITH_COUNTRY and entity.label == "PERSON":
            entity = entity.model_copy(update={"country": office.country})
        yield entity


def country_near(
    token: Token,
    entity_at: EntityAt,
    countries: Countries,
    depth: int = 0,
    behind: Sequence[str] = ("of", "in", "from"),
) -> str | None:
    """The country in the words of a noun: before it, or behind `of`, `in`, `from` (`a colonel of the Chadian army`)."""
    for part in token.subtree:
        if part.i >= token.i:
            break
        if part.head == token or part.head.head == token:
            entity = entity_at(part)
            if entity and entity.country and entity.label in ("GPE", "NORP", "ORG"):
                return entity.country
            if entity is None and part.text[0].isupper() and (country := countries.of_name(part.text)):
                return country
            if entity and part.dep_ == "poss" and entity.label == "GPE":
                return countries.of_actor(entity.text)
    for preposition in behind:
        for noun in grammar.after(token, preposition):
            entity = entity_at(noun)
            if entity is not None and entity.label in ("GPE", "NORP", "ORG"):
                return entity.country or countries.of_actor(entity.text)
            if entity is None and depth == 0 and (country := country_near(noun, entity_at, countries, 1)):
                return country
    return None


def _office(
    name: Token, entity_at: EntityAt, capital: str | None, countries: Countries, lexicon: Lexicon
) -> Office | None:
    """`capital`: the country that a title in capitals (`Interior Minister N`) means where it names none."""
    nouns = list(_titles(name))
    if any(_is_international(noun, entity_at, lexicon) for noun in nouns):
        return Office(sector="IGO")
    best: Office | None = None
    for noun in nouns:
        sector = lexicon.sector_of.get(noun.lemma_.lower())
        if sector is None:
            continue
        country = country_near(noun, entity_at, countries) or country_near(name, entity_at, countries)
        if country is None and sector in OF_A_STATE and noun.text[0].isupper():
            country = capital
        if best is None or (best.country is None and country):
            best = Office(country, sector)
    return best


def _titles(name: Token) -> Iterator[Token]:
    """The nouns that say who a person is: before the name, in apposition to it, or the other way round."""
    yield from (part for part in name.children if part.dep_ in ("compound", "nmod", "appos", "amod"))
    if name.dep_ == "appos":
        yield name.head
    if name.dep_ in ("attr", "nsubj"):
        yield from (part for part in name.head.children if part.dep_ == "attr")


def _is_international(noun: Token, entity_at: EntityAt, lexicon: Lexicon) -> bool:
    """`U.N. Secretary-General N`, `N, who heads a mission of the European Union`."""
    words = (noun, *(part for part in noun.children if part.dep_ in ("compound", "nmod", "poss")))
    named = (entity_at(word) for word in words)
    return any(entity is not None and lexicon.organisations.get(fold(entity.text)) == "IGO" for entity in named)
