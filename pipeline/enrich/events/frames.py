"""The frame of an entry: whether the words around a verb are those it asks for, and where its parties stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.lexicon import Entry
from pipeline.enrich.events.stance import stands_as

if TYPE_CHECKING:
    from spacy.tokens import Token

MEASURES = frozenset({
    "ton", "tonne", "part", "state", "number", "million", "billion", "series", "round", "kg", "kilo", "end", "hundred",
    "thousand", "dozen", "ten", "group", "week", "day", "month", "couple", "pair", "handful", "bus",
})  # fmt: skip
"""Of `400 tons of food` the food is what is given."""
NEAR = 8
"""Words between a verb and what belongs to its trigger."""


def fits(entry: Entry, word: Token) -> bool:
    """Whether the words around a verb or noun are those that the entry asks for."""
    if entry.particle and not any(grammar.has_particle(word, particle) for particle in entry.particle):
        return False
    if entry.on and not any(_names_what(entry, anchor) for anchor in (word, *grammar.objects(word))):
        return False
    if entry.prep and not entry.on and not any(_behind(word, preposition) for preposition in entry.prep):
        return False
    if entry.without and any(other.lemma_.lower() in entry.without for other in _own_words(entry, word)):
        return False
    if entry.noun:
        return _stands_with(entry, word)
    if entry.stance and not stands_as(entry.stance, word):
        return False
    if entry.subject and not any(noun.lemma_.lower() in entry.subject for noun in grammar.subjects(word)):
        return False
    if entry.object is not None:
        heads = list(grammar.objects(word))
        if not entry.object:
            return not heads
        if not any(_names_one_of(noun, entry) for noun in heads):
            return False
    return (entry.clause is None and not entry.complement) or _clause_fits(entry, word)


def _own_words(entry: Entry, word: Token) -> list[Token]:
    """What hangs on a verb or noun; of `a charge that Dushanbe rejected` the charge."""
    return [*word.children, *(grammar.objects(word) if entry.verb else ())]


def _names_what(entry: Entry, anchor: Token) -> bool:
    """Whether a preposition that hangs on a verb, or on its object (`stripped them of their rights`), has its noun."""
    return any(noun.lemma_.lower() in entry.on for p in entry.prep for noun in grammar.after(anchor, p))


def _behind(verb: Token, preposition: str) -> bool:
    particle = any(other.lower_ == preposition and other.dep_ == "prt" for other in verb.children)
    return particle or any(other.lower_ == preposition for other in grammar.preps(verb))


def _names_one_of(noun: Token, entry: Entry) -> bool:
    words = {other.lemma_.lower() for other in (noun, *_compounds(noun))}
    joined = {other.lemma_.lower() for other in grammar.with_conjuncts(noun)}
    is_measure = noun.lemma_.lower() in MEASURES or noun.like_num
    measured = list(grammar.after(noun, "of")) if is_measure else []
    content = {word.lemma_.lower() for other in measured for word in (other, *_compounds(other))}
    if entry.object is None or not (words | joined | content) & set(entry.object):
        return False
    return _stands_with(entry, noun)


def _compounds(noun: Token) -> list[Token]:
    return [other for other in noun.children if other.dep_ in ("compound", "nmod")]


def _stands_with(entry: Entry, noun: Token) -> bool:
    return not entry.with_ or any(other.lemma_.lower() in entry.with_ for other in noun.subtree)


def _clause_fits(entry: Entry, verb: Token) -> bool:
    clause = grammar.clause_of(verb, entry.clause or "to")
    if clause is None:
        return False
    if entry.about and not any(noun.lemma_.lower() in entry.about for noun in grammar.subjects(clause)):
        return False
    words = {clause.lemma_.lower()} | {other.lower_ for other in clause.children if other.dep_ == "aux"}
    if entry.complement and not words & set(entry.complement):
        return False
    return not words & set(entry.complement_not)


def in_slot(slot: str, verb: Token, entry: Entry) -> Iterator[Token]:
    """The nouns in one of the places where an entry looks for a party. `owner`: of them the owner is meant."""
    anchors = list(grammar.subjects(verb) if entry.subject else grammar.objects(verb))
    if slot == "subject":
        yield from grammar.subjects(verb)
    elif slot == "object":
        yield from grammar.objects(verb)
    elif slot == "owner":
        yield from anchors
    elif slot == "dative":
        if (given := grammar.dative(verb)) is not None:
            yield given
    elif slot == "clause":
        clause = grammar.clause_of(verb, entry.clause or "to")
        if clause is not None:
            yield from _in_clause(clause, finite=entry.clause == "that")
    else:
        yield from grammar.after(verb, slot)
        if entry.on:
            anchors += [noun for preposition in entry.prep for noun in grammar.after(verb, preposition)]
        # "providing arms, logistical support, and training to rebels": the last of a list may hang on the verb.
        anchors += [last for last in verb.children if last.dep_ == "conj" and last.pos_ == "NOUN"]
        for noun in anchors:
            yield from grammar.after(noun, slot)
        for anchor in (verb, *anchors):
            yield from grammar.spoken_of(anchor, slot)


def _in_clause(clause: Token, *, finite: bool) -> Iterator[Token]:
    """Of `demanded that Albania release …` Albania; of `threatened to attack Iran` Iran."""
    if finite and (own := grammar.child(clause, "nsubj", "nsubjpass")):
        yield own
        return
    yield from grammar.objects(clause)
    for preposition in ("against", "with", "on", "to", "from", "in"):
        yield from grammar.after(clause, preposition)
        for noun in grammar.objects(clause):
            yield from grammar.after(noun, preposition)


def trigger(entry: Entry, verb: Token) -> list[Token]:
    """The words that carry the event: the verb, with particle, subject and object where the entry asks for them."""
    words = [verb]
    if entry.particle:
        words += [other for other in verb.children if other.lower_ in entry.particle]
    if entry.subject:
        words += [noun for noun in grammar.subjects(verb) if noun.lemma_.lower() in entry.subject]
    if entry.object:
        words += [noun for noun in grammar.objects(verb) if _names_one_of(noun, entry)]
    return [word for word in words if abs(word.i - verb.i) < NEAR]
