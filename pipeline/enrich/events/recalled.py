"""Nouns that mean somebody whom the story named just before: `the two sides`, `both countries`, `the group`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pipeline.enrich.events.pronouns import sentence_before
from pipeline.story import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

STATES = frozenset({
    "side", "country", "nation", "neighbor", "neighbour", "state", "government", "capital", "foe", "ally", "party",
    "delegation", "army",
})  # fmt: skip
PEOPLE = frozenset({"leader", "man", "minister", "president", "pair", "woman", "politician"})
BODIES = frozenset(
    {"group", "movement", "organisation", "organization", "party", "militia", "bloc", "alliance", "body"}
)
EntityAt = Callable[["Token"], "Entity | None"]


def pair_meant(noun: Token, entity_at: EntityAt) -> list[Token]:
    """The two states or people that `the two …`, `both …` or `the pair` mean; none where it might be others."""
    lemma = noun.lemma_.lower()
    two = lemma == "pair" or any(part.lower_ in ("two", "both") for part in noun.lefts)
    definite = lemma == "pair" or any(part.lower_ in ("the", "both") for part in noun.lefts)
    if not (two and definite and lemma in STATES | PEOPLE):
        return []
    if any(entity_at(part) is not None for part in noun.lefts):
        return []
    is_one = _is_state if lemma in STATES else _is_person
    for named in (_named(noun.sent, noun, entity_at, is_one), _named(sentence_before(noun), noun, entity_at, is_one)):
        if named:
            return named if len(named) == 2 else []
    return []


def body_meant(noun: Token, entity_at: EntityAt) -> Token | None:
    """The one organisation that the sentence or the one before named, for `the group`."""
    lemma = noun.lemma_.lower()
    if lemma not in BODIES or noun.tag_ != "NN" or [part.lower_ for part in noun.lefts] != ["the"]:
        return None
    for sentence in (noun.sent, sentence_before(noun)):
        found = _named(sentence, noun, entity_at, lambda entity: entity.label == "ORG")
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _named(
    sentence: Iterable[Token], noun: Token, entity_at: EntityAt, is_one: Callable[[Entity], bool]
) -> list[Token]:
    """The head of one mention of each thing that the sentence names before the noun."""
    found: dict[str, Token] = {}
    for token in sentence:
        entity = entity_at(token) if token.i < noun.i else None
        if entity is not None and is_one(entity) and token.idx + len(token) == entity.end:
            found.setdefault(entity.country if entity.label in ("GPE", "NORP") and entity.country else entity.id, token)
    return list(found.values())


def _is_state(entity: Entity) -> bool:
    return entity.label in ("GPE", "NORP") and entity.country is not None


def _is_person(entity: Entity) -> bool:
    return entity.label == "PERSON"
