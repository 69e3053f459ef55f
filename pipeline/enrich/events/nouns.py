"""Deeds that a noun carries: `the bombing of`, `talks between`, `launched an attack on`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.frames import NEAR, PASSED_ON
from pipeline.enrich.events.lexicon import Carriers, Entry

if TYPE_CHECKING:
    from spacy.tokens import Token


def carrier(noun: Token, entry: Entry, carriers: Carriers) -> Token | None:
    """The light verb that does the deed: `launched` of `launched an attack`, of `the attack launched by rebels`."""
    wanted = entry.carrier or carriers.light
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    if first.dep_ in ("dobj", "nsubjpass") and first.head.lemma_.lower() in wanted:
        return first.head
    for clause in noun.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in wanted and grammar.is_passive(clause):
            return clause
    return None


def in_slot(slot: str, noun: Token, verb: Token | None) -> Iterator[Token]:
    """The nouns in one of the places where an entry looks for a party. `owner`: the owner of `noun` itself is meant."""
    if slot == "subject":
        if verb is not None and (doer := grammar.subject(verb)) is not None:
            yield doer
    elif slot == "object":
        if verb is not None:
            yield from (other for other in grammar.objects(verb) if other.i != noun.i)
    elif slot == "owner":
        yield noun
    elif slot == "clause":
        # "its demand that Israel lift the siege"
        for clause in noun.children:
            if clause.dep_ in ("acl", "ccomp", "relcl") and (doer := grammar.child(clause, "nsubj", "nsubjpass")):
                yield doer
    else:
        yield from grammar.after(noun, slot)
        if slot in PASSED_ON:  # "the rescue of migrants by the navy"
            yield from (doer for whole in grammar.after(noun, "of") for doer in grammar.after(whole, slot))
        if (over := verb or _verb_over(noun)) is not None:
            yield from (other for other in grammar.after(over, slot) if verb is not None or other.i > noun.i)


def _verb_over(noun: Token) -> Token | None:
    """Where the parser may have hung what belongs to the noun: `died in riots by prisoners`."""
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    return over if noun.dep_ in ("dobj", "pobj") and over.pos_ == "VERB" else None


def trigger(noun: Token, verb: Token | None) -> list[Token]:
    """The noun, with the light verb where that is near."""
    return [noun] if verb is None or abs(verb.i - noun.i) >= NEAR else [noun, verb]
